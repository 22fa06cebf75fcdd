/** Money by transfer: who may take it, what the printers and the book make of it, and how it goes back. */
import {createHash} from 'node:crypto';
import test, {type ExecutionContext} from 'ava';
import {receiptFaults} from '../../../couch/conflict-watcher/sums.ts';
import {readEntry} from '../../../couch/documents/entries.ts';
import type {Cashier, CatalogueItem} from '../../../till/domain/catalogue.ts';
import type {Receipt, Tender, TenderKind, TillEvent} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import {barcodeOf, beer, manager, milk, pinOf, shopCatalogue, zaneta} from './goods.ts';
import {openShop, type Shop, type ShopOptions} from './shop-till.ts';
import {problem} from './two-slips.ts';

const badgeCode = 'ostoja-badge-7f3c9a1e';
const people: readonly Cashier[] = [
	{...zaneta, permissions: [...zaneta.permissions, 'take-transfer'], limits: {transferGroszeMax: 800}},
	{...manager, badge: createHash('sha256').update(badgeCode).digest('hex')},
];
const settingsWith = (transfers: boolean) =>
	shopCatalogue.flatMap((item): CatalogueItem[] =>
		item.kind === 'shop' ? [{...item, value: {...item.value, transfers}}] : [],
	);
const items: readonly CatalogueItem[] = [
	...shopCatalogue,
	...settingsWith(true),
	...people.map((value): CatalogueItem => ({kind: 'cashier', value})),
];

const given = (kind: TenderKind, amount: number): Tender => ({kind, amountGrosze: grosze(amount)});
const fromTheOffice = {do: 'approve', approver: '5', pin: pinOf['5'] ?? ''} as const;

/** Milk for 4.29 zł and beer for 4.49 zł, a slip each. */
async function milkAndBeerAt(t: ExecutionContext, cashier: '2' | '3', options: ShopOptions = {}): Promise<Shop> {
	const shop = await openShop(t, {items, ...options});
	await shop.logIn(cashier);
	await shop.scan(barcodeOf(milk));
	await shop.scan(barcodeOf(beer));
	await shop.command({do: 'answer-age', answer: 'adult'});
	return shop;
}

async function eventsOf(shop: Shop): Promise<readonly TillEvent[]> {
	await shop.until('the book is written', () => !shop.disk.busy);
	const events = (await shop.entries()).flatMap(entry => (entry.type === 'event' ? [entry] : []));
	return events.filter(({event}) => event !== 'logged-in');
}

const lastSlip = (shop: Shop, route: 'main' | 'alcohol') =>
	shop.printers[route].snapshot().slips.at(-1)?.lines.join('\n') ?? '';
const kicks = (shop: Shop) => shop.printers.main.snapshot().drawerKicks;

test('a shop that says nothing of transfers takes none, and the basket waits for other money', async t => {
	const shop = await milkAndBeerAt(t, '2', {items: [...items, ...settingsWith(false)]});
	t.false('transfers' in shop.snapshot());
	await shop.pay(given('transfer', 878));
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'transfer-not-taken'}});
	await shop.pay(given('transfer', 400), given('cash', 478));
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'transfer-not-taken'}});
	t.deepEqual(await eventsOf(shop), []);
	await shop.put(...settingsWith(true));
	t.true(shop.snapshot().transfers);
});

test('within the limit it is taken alone: the slip names it, nothing of it is in the drawer', async t => {
	const shop = await milkAndBeerAt(t, '2');
	const before = kicks(shop);
	await shop.command({do: 'void-line', line: 2});
	await shop.pay(given('transfer', 429));
	await shop.screen('change');
	t.like(shop.snapshot().screen, {changeGrosze: grosze(0), tenders: [{kind: 'transfer'}]});
	t.regex(lastSlip(shop, 'main'), /PRZELEW +4,29/i);
	t.is(kicks(shop), before);
	t.deepEqual((await shop.receipts())[0]?.tenders, [given('transfer', 429)]);
	t.false((await eventsOf(shop)).some(({event}) => event === 'override'));
	await shop.audit();
});

test('who may not take it asks on the spot: what was to be paid is paid, and the book knows who allowed it', async t => {
	const shop = await milkAndBeerAt(t, '3');
	await shop.pay(given('transfer', 500), given('cash', 1000));
	t.like(shop.snapshot(), {
		screen: {
			at: 'approval',
			operation: {of: 'take-transfer', amountGrosze: grosze(500)},
			cause: 'permission',
			approvers: [{name: 'Ewa z biura', byPin: true}, {name: 'Żaneta'}],
		},
		sale: {dueGrosze: grosze(878), lines: {length: 2}},
	});
	await shop.command(fromTheOffice);
	await shop.screen('change');
	t.like(shop.snapshot().screen, {changeGrosze: grosze(622)});
	const [receipt] = await shop.receipts();
	if (receipt === undefined) return t.fail('the sale is in the book');
	t.like(receipt, {cashier: {name: 'Marek'}, tenders: [given('transfer', 500), given('cash', 1000)]});
	t.deepEqual(receiptFaults(receipt), []);
	const [override, ...others] = await eventsOf(shop);
	t.deepEqual(others, []);
	t.like(override, {
		event: 'override',
		cashier: {name: 'Marek'},
		saleId: receipt.saleId,
		amountGrosze: grosze(500),
		approval: {operation: 'take-transfer', cause: 'permission', approver: {name: 'Ewa z biura'}, proof: 'pin'},
	});
	t.true(readEntry({...override}).ok);
	await shop.audit();
});

test('whoever is not allowed it after all is back at the payment with the basket, and takes cash', async t => {
	const shop = await milkAndBeerAt(t, '3');
	await shop.pay(given('transfer', 878));
	await shop.command({...fromTheOffice, pin: '0000'});
	t.like(shop.snapshot(), {screen: {at: 'approval'}, message: {code: 'wrong-pin'}});
	await shop.command({do: 'back'});
	t.like(shop.snapshot(), {screen: {at: 'payment'}, sale: {dueGrosze: grosze(878)}});
	await shop.command({do: 'pay', tenders: [given('cash', 878)]});
	await shop.screen('change');
	t.like(await eventsOf(shop), [
		{event: 'approval-refused', approval: {operation: 'take-transfer', refusal: 'wrong-pin'}},
		{event: 'approval-refused', approval: {operation: 'take-transfer', refusal: 'withdrawn'}},
	]);
	await shop.audit();
});

test('the limit is of the transfer and not of the receipt, and above it a badge is needed', async t => {
	const shop = await milkAndBeerAt(t, '2');
	await shop.pay(given('transfer', 801), given('card', 77));
	t.like(shop.snapshot().screen, {at: 'approval', cause: 'limit', approvers: [{byPin: false, byBadge: true}]});
	await shop.command({do: 'back'});
	await shop.command({do: 'pay', tenders: [given('transfer', 400), given('transfer', 401), given('cash', 77)]});
	t.like(shop.snapshot().screen, {operation: {amountGrosze: grosze(801)}}, 'two halves are no way around it');
	await shop.scan(badgeCode);
	await shop.screen('change');
	t.like((await shop.receipts())[0], {tenders: {0: given('transfer', 801), 1: given('cash', 77)}});
	await shop.audit();
});

test('what cannot be paid so is said before anybody is fetched', async t => {
	const shop = await milkAndBeerAt(t, '3');
	await shop.pay(given('transfer', 879));
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'overpaid-without-cash'}});
	await shop.pay(given('transfer', 877));
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'not-enough', about: '1'}});
	t.deepEqual(await eventsOf(shop), []);
});

test('where the second printer has no word for it, nothing is printed on the first either', async t => {
	const alcoholUntold: ShopOptions['alcoholUntold'] = ({tenders}) =>
		tenders.some(({kind}) => kind === 'transfer') ? {code: 'payments', detail: 'no word'} : undefined;
	const shop = await milkAndBeerAt(t, '3', {alcoholUntold});
	await shop.pay(given('transfer', 878));
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'untold-payments', about: 'alcohol'}});
	t.deepEqual([shop.printed('main'), shop.printed('alcohol')], [[], []]);
	await shop.command({do: 'pay', tenders: [given('transfer', 429), given('cash', 449)]});
	await shop.command(fromTheOffice);
	await shop.screen('change');
	t.deepEqual(slipTenders((await shop.receipts())[0]), [[given('transfer', 429)], [given('cash', 449)]]);
	await shop.audit();
});

function slipTenders(receipt: Receipt | undefined): readonly (readonly Tender[])[] | undefined {
	return receipt?.slips.map(({tenders}) => tenders);
}

test('over two printers the shares of a transfer come to the whole of it, and the change is on one slip', async t => {
	const shop = await milkAndBeerAt(t, '2');
	await shop.pay(given('transfer', 700), given('cash', 1000));
	await shop.screen('change');
	const [receipt] = await shop.receipts();
	t.deepEqual(slipTenders(receipt), [[given('transfer', 429)], [given('transfer', 271), given('cash', 1000)]]);
	t.deepEqual(
		receipt?.slips.map(({changeGrosze}) => changeGrosze),
		[grosze(0), grosze(822)],
	);
	t.regex(lastSlip(shop, 'alcohol'), /PRZELEW +2,71/i);
	await shop.audit();
});

test('a slip that is given up is so much less to be sent, and nobody hands it over in cash', async t => {
	const shop = await milkAndBeerAt(t, '2');
	shop.printers.alcohol.setFault({kind: 'refuse', command: 'trline', code: 2098});
	await shop.pay(given('transfer', 700), given('cash', 200));
	await problem(shop, 'stopped');
	await shop.command({do: 'abandon-slip'});
	await shop.screen('change');
	t.like(shop.snapshot().screen, {
		tenders: [given('transfer', 429), given('cash', 200)],
		changeGrosze: grosze(200),
	});
	t.like((await shop.receipts())[0], {dueGrosze: grosze(429), tenders: [given('transfer', 429)]});
});

test('a power cut between the slips leaves the transfer in the book once, and nobody is asked again', async t => {
	const shop = await milkAndBeerAt(t, '3');
	await shop.pay(given('transfer', 878));
	await shop.command(fromTheOffice);
	await shop.until('the first slip is printed', () => shop.printed('main').length === 1);
	await shop.cutPower();
	await shop.boot();
	await shop.until('somebody is needed, or it is done', () => {
		const {screen} = shop.snapshot();
		return screen.at === 'change' || (screen.at === 'printing' && screen.problem?.kind === 'stopped');
	});
	if (shop.snapshot().screen.at === 'printing') await shop.command({do: 'print-on'});
	await shop.screen('change');
	t.like(await shop.receipts(), {length: 1, 0: {tenders: [given('transfer', 878)]}});
	t.is((await eventsOf(shop)).filter(({event}) => event === 'override').length, 1);
	await shop.command({do: 'next-customer'});
	await shop.audit();
});

const shift = (shop: Shop) => {
	const {screen} = shop.snapshot();
	return screen.at === 'shift' ? screen : undefined;
};

test('a shift counts the receipt and nothing of it as cash', async t => {
	const shop = await openShop(t, {items});
	await shop.logIn();
	await shop.command({do: 'open-shift-desk'});
	await shop.until('the book was read', () => shift(shop)?.state === 'none');
	await shop.command({do: 'open-shift', floatGrosze: 10_000});
	await shop.until('the shift runs', () => shift(shop)?.state === 'running');
	await shop.command({do: 'back'});
	await shop.scan(barcodeOf(milk));
	await shop.pay(given('transfer', 400), given('cash', 50));
	await shop.screen('change');
	await shop.command({do: 'next-customer'});
	await shop.command({do: 'open-shift-desk'});
	await shop.until('it was read', () => shift(shop)?.shift?.receiptCount === 1);
	await shop.command({do: 'close-shift', counted: [{valueGrosze: 1, count: 10_029}]});
	await shop.until('it is closed', () => shift(shop)?.closed !== undefined);
	t.like(shift(shop)?.closed, {takenGrosze: grosze(29), expectedGrosze: grosze(10_029), differenceGrosze: grosze(0)});
});

const step = (shop: Shop) => {
	const {screen} = shop.snapshot();
	return screen.at === 'return' ? screen.step : undefined;
};

test('what was paid by transfer goes back by transfer, which the office sends: the drawer stays shut', async t => {
	const shop = await milkAndBeerAt(t, '2');
	await shop.command({do: 'void-line', line: 2});
	await shop.pay(given('transfer', 429));
	await shop.screen('change');
	await shop.command({do: 'begin-return'});
	await shop.command({do: 'find-receipt', till: 'anna', day: '2026-11-23', fiscalNumber: 1});
	await shop.until('it was looked for', () => step(shop)?.at === 'choosing');
	await shop.command({do: 'return-line', line: 1, pieces: 1});
	t.like(step(shop), {ways: {returns: [{kind: 'cash'}, {kind: 'transfer'}]}});
	const before = kicks(shop);
	await shop.command({do: 'give-back', kind: 'transfer', reason: 'Uszkodzony towar'});
	await shop.command(fromTheOffice);
	await shop.until('it is given back', () => step(shop)?.at === 'given');
	const returned = (await shop.entries()).find(entry => entry.type === 'return');
	t.like(returned, {tenders: [given('transfer', 429)]});
	t.is(kicks(shop), before);
});
