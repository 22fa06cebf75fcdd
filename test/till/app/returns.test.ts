import test from 'ava';
import {returnFaults} from '../../../couch/conflict-watcher/return-sums.ts';
import type {Return, Sealed} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import type {FoundReceipt} from '../../../till/domain/receipt-query.ts';
import {barcodeOf, beer, milk, pinOf, shopCatalogue, water, zaneta} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const manager = '5';
const today = '2026-11-23';
const terms = {kind: 'cash', reason: 'Uszkodzony towar'} as const;
const approval = {approver: manager, pin: pinOf[manager] ?? ''};

/** The cashier wishes it, and the manager comes. */
async function giveBack(shop: Shop): Promise<void> {
	await shop.command({do: 'give-back', ...terms});
	await shop.command({do: 'approve', ...approval});
}

/** Milk, two bottles of water and a beer, paid in cash; numbers 1 at both printers. */
async function sellThree(shop: Shop): Promise<void> {
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'quantity', pieces: 2});
	await shop.command({do: 'scan', code: barcodeOf(water)});
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.payCash();
	await shop.screen('change');
}

const step = (shop: Shop) => {
	const {screen} = shop.snapshot();
	return screen.at === 'return' ? screen.step : undefined;
};

async function find(shop: Shop, fiscalNumber = 1, till = 'anna'): Promise<void> {
	await shop.command({do: 'begin-return'});
	await shop.command({do: 'find-receipt', till, day: today, fiscalNumber});
	await shop.until('it was looked for', () => step(shop)?.at !== 'searching');
}

async function returns(shop: Shop): Promise<readonly Sealed<Return>[]> {
	return (await shop.entries()).flatMap(entry => (entry.type === 'return' ? [entry] : []));
}

test('a bottle comes back with its deposit: a second person approves, the book has it, the drawer opens', async t => {
	const shop = await openShop(t);
	await shop.besides('main', printer => printer.moveCash({direction: 'in', amountGrosze: grosze(20_000)}));
	await shop.logIn();
	await sellThree(shop);
	const kicks = shop.printers.main.snapshot().drawerKicks;
	await find(shop);
	t.like(step(shop), {
		at: 'choosing',
		receipt: {till: 'anna', entry: 2, fiscalNumbers: [1, 1]},
		lines: {0: {name: milk.name, left: 1}, 1: {name: water.name, sold: 2, left: 2, chosen: 0}},
		serverAsked: true,
		ways: {returns: {length: 1, 0: {kind: 'cash'}}},
		refundGrosze: grosze(0),
	});
	await shop.command({do: 'return-line', line: 2, pieces: 1});
	t.like(step(shop), {goodsGrosze: grosze(199), depositsGrosze: grosze(50), refundGrosze: grosze(249)});
	await giveBack(shop);
	await shop.until('it is given back', () => step(shop)?.at === 'given');
	t.like(step(shop), {refundGrosze: grosze(249), tenders: [{kind: 'cash', amountGrosze: grosze(249)}], entry: 4});

	const [returned, ...others] = await returns(shop);
	if (returned === undefined) return t.fail('the return is in the book');
	t.deepEqual(others, []);
	const [receipt] = await shop.receipts();
	t.like(returned, {
		original: {receipt: receipt?._id, saleId: receipt?.saleId, month: '2026-11', businessDay: today},
		cashier: {id: '2'},
		approvedBy: {id: manager},
		reason: 'Uszkodzony towar',
		businessDay: today,
	});
	t.deepEqual(returnFaults(returned), []);
	const paper = () => shop.printers.main.snapshot().slips.at(-1)?.lines.join('\n') ?? '';
	await shop.until('the customer has the slip of it', () => /WYPŁATA[\s\S]*2,49/i.test(paper()));

	await shop.until('the drawer is open', () => shop.printers.main.snapshot().drawerKicks === kicks + 1);

	await shop.command({do: 'back'});
	t.is(shop.snapshot().screen.at, 'sale');
	await find(shop);
	t.like(step(shop), {lines: {1: {sold: 2, left: 1}}});
	await shop.command({do: 'return-line', line: 2, pieces: 2});
	t.like(shop.snapshot().message, {code: 'return-more-than-left', about: water.name});
	t.like(step(shop), {lines: {1: {chosen: 0}}});
});

test('nobody gives back alone, nor with a wrong PIN, and what was chosen stays', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await sellThree(shop);
	await find(shop);
	await shop.command({do: 'return-line', line: 1, pieces: 1});
	await shop.command({do: 'give-back', ...terms});
	t.like(shop.snapshot().screen, {
		at: 'approval',
		cause: 'two-people',
		operation: {of: 'return', amountGrosze: grosze(429)},
		approvers: [{id: manager}],
	});
	await shop.command({do: 'approve', approver: manager, pin: '0000'});
	t.is(shop.snapshot().message?.code, 'wrong-pin');
	await shop.command({do: 'approve', approver: '2', pin: pinOf['2'] ?? ''});
	t.is(shop.snapshot().message?.code, 'not-permitted');
	await shop.command({do: 'back'});
	t.like(step(shop), {at: 'choosing', lines: {0: {chosen: 1}}});
	t.deepEqual(await returns(shop), []);
});

test('a manager does not approve their own return', async t => {
	const seller = {...zaneta, id: '6', permissions: ['sell', 'manage'] as const};
	const items = shopCatalogue.filter(item => item.kind !== 'cashier' || item.value.id !== manager);
	const shop = await openShop(t, {items: [...items, {kind: 'cashier', value: seller}]});
	await shop.command({do: 'log-in', cashier: '6', pin: pinOf[zaneta.id] ?? ''});
	await sellThree(shop);
	await find(shop);
	await shop.command({do: 'return-line', line: 1, pieces: 1});
	await shop.command({do: 'give-back', ...terms});
	t.is(shop.snapshot().message?.code, 'nobody-approves');
	t.like(step(shop), {at: 'choosing', lines: {0: {chosen: 1}}});
	t.deepEqual(await returns(shop), []);
});

test('what goes beyond a manager’s limit is approved by another one, and the book has the approval before the return', async t => {
	const boss = {...zaneta, id: '7', name: 'Barbara', permissions: ['manage'] as const, pinLength: 4};
	const items = shopCatalogue.map(item =>
		item.kind === 'cashier' && item.value.id === manager
			? {...item, value: {...item.value, limits: {returnGroszeMax: grosze(400)}}}
			: item,
	);
	const shop = await openShop(t, {items: [...items, {kind: 'cashier', value: boss}]});
	await shop.logIn();
	await sellThree(shop);
	await find(shop);
	await shop.command({do: 'return-line', line: 1, pieces: 1});
	await shop.command({do: 'give-back', ...terms});
	t.like(shop.snapshot().screen, {at: 'approval', approvers: {length: 1, 0: {id: '7'}}});
	await shop.command({do: 'approve', approver: '7', pin: pinOf[zaneta.id] ?? ''});
	await shop.until('it is given back', () => step(shop)?.at === 'given');
	const [override, returned] = (await shop.entries()).slice(-2);
	t.like(override, {type: 'event', event: 'override', approval: {operation: 'return', approver: {id: '7'}}});
	t.like(returned, {type: 'return', approvedBy: {id: '7'}});
});

test('a slip that is scanned finds its receipt, whichever of its two slips it is', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await sellThree(shop);
	await shop.command({do: 'begin-return'});
	await shop.scan('sale-1-2');
	await shop.until('it was found', () => step(shop)?.at === 'choosing');
	t.like(step(shop), {receipt: {entry: 2}});
});

test("without the server another till's receipt is not to be had, and whether something came back elsewhere is not known", async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await sellThree(shop);
	shop.link.become({state: 'waiting'});
	await find(shop, 17, 'berta');
	t.deepEqual(step(shop), {at: 'finding', notFound: 'not-asked'});
	await shop.command({do: 'find-receipt', till: 'anna', day: today, fiscalNumber: 1});
	await shop.until('it was found', () => step(shop)?.at === 'choosing');
	t.like(step(shop), {serverAsked: false});
});

test('a receipt of another till comes from the server, with what came back there', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await sellThree(shop);
	const [own] = await shop.receipts();
	if (own === undefined) return t.fail('a receipt was sold');
	await find(shop);
	await shop.command({do: 'return-line', line: 2, pieces: 1});
	await giveBack(shop);
	await shop.until('the cashier is told', () => shop.snapshot().message?.code === 'return-without-slip');
	t.is(step(shop)?.at, 'given');
	const [before] = await returns(shop);
	if (before === undefined) return t.fail('a bottle came back');
	await shop.command({do: 'back'});

	const elsewhere = {...own, _id: 'receipt:berta:00000017:0123abcd', till: 'berta', entry: 17};
	const found: FoundReceipt = {receipt: elsewhere, returns: [{...before, _id: 'return:berta:00000018:0123abcd'}]};
	shop.link.found = [found];
	await find(shop, 1, 'berta');
	t.like(step(shop), {receipt: {till: 'berta', entry: 17}, lines: {1: {sold: 2, left: 1}}, serverAsked: true});
	await shop.command({do: 'return-line', line: 2, pieces: 1});
	await giveBack(shop);
	await shop.until('it is given back', () => step(shop)?.at === 'given');
	t.is((await returns(shop)).at(-1)?.original.receipt, elsewhere._id);
	shop.link.found = [found];
	await shop.command({do: 'find-receipt', till: 'berta', day: today, fiscalNumber: 1});
	await shop.until('it was looked for', () => step(shop)?.at === 'choosing');
	t.like(step(shop), {lines: {1: {sold: 2, left: 0}}});
});

test('a receipt of an earlier day is found among many', async t => {
	const shop = await openShop(t, {startsAt: `${today}T23:55:00+01:00`});
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.payCash();
	await shop.screen('change');
	await shop.clock.pass(10 * 60_000);
	for (let sale = 0; sale < 5; sale += 1) {
		await shop.command({do: 'scan', code: barcodeOf(milk)});
		await shop.payCash();
		await shop.screen('change');
	}
	await shop.command({do: 'next-customer'});
	await find(shop);
	t.like(step(shop), {at: 'choosing', receipt: {entry: 2}});
});

test('nothing is taken back in the middle of a sale, and nothing is sold in the middle of a return', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'begin-return'});
	t.is(shop.snapshot().message?.code, 'not-now');
	await shop.payCash();
	await shop.screen('change');
	await shop.command({do: 'begin-return'});
	await shop.command({do: 'pick', product: milk.code});
	t.is(shop.snapshot().message?.code, 'not-now');
	t.is(step(shop)?.at, 'finding');
});

test('a till that dies before the return is in the book has given nothing back; afterwards it is there once', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await sellThree(shop);
	await find(shop);
	await shop.command({do: 'return-line', line: 1, pieces: 1});
	const given = giveBack(shop);
	await shop.cutPower();
	await given;
	await shop.boot();
	await shop.screen('login');
	const before = await returns(shop);
	t.true(before.length <= 1);
	await shop.logIn();
	await find(shop);
	t.like(step(shop), {lines: {0: {sold: 1, left: 1 - before.length}}});
});
