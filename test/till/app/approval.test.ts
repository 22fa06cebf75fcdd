import {createHash} from 'node:crypto';
import test from 'ava';
import type {Cashier, CatalogueItem} from '../../../till/domain/catalogue.ts';
import type {TillEvent} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import {barcodeOf, manager, marek, milk, pinHashOf, pinOf, shopCatalogue, vodka, zaneta} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const badgeCode = 'ostoja-badge-7f3c9a1e';
const hashOf = (code: string) => createHash('sha256').update(code).digest('hex');
const person = (value: Cashier): CatalogueItem => ({kind: 'cashier', value});
const withPeople = (...people: readonly Cashier[]) => ({items: [...shopCatalogue, ...people.map(person)]});
const pin = pinOf['5'] ?? '';
const fromTheOffice = {approver: '5', pin} as const;

/** Marek, who may not void anything, at a receipt with milk on it. */
async function marekWithMilk(t: Parameters<typeof openShop>[0], ...people: readonly Cashier[]): Promise<Shop> {
	const shop = await openShop(t, withPeople(...people));
	await shop.logIn('3');
	await shop.scan(barcodeOf(milk));
	return shop;
}

async function events(shop: Shop, count: number): Promise<readonly TillEvent[]> {
	await shop.until(`${count} entries`, () => shop.disk.book.head().entry === count);
	return (await shop.entries()).flatMap(entry => (entry.type === 'event' ? [entry] : []));
}

test('what a cashier may not do is asked of who may, and then that very thing is done', async t => {
	const shop = await marekWithMilk(t);
	await shop.command({do: 'void-line', line: 1});
	t.like(shop.snapshot(), {
		screen: {
			at: 'approval',
			operation: {of: 'void-line', amountGrosze: grosze(429)},
			cause: 'permission',
			name: milk.name,
			approvers: [{name: 'Ewa z biura', byPin: true}, {name: 'Żaneta'}],
		},
		sale: {dueGrosze: grosze(429)},
	});
	await shop.command({do: 'approve', ...fromTheOffice});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: []}, message: {code: 'line-voided'}});
	t.like(await events(shop, 3), [
		{event: 'logged-in'},
		{
			event: 'override',
			cashier: {name: 'Marek'},
			saleId: 'sale-1',
			product: milk.code,
			amountGrosze: grosze(429),
			approval: {
				operation: 'void-line',
				cause: 'permission',
				approver: {id: '5', name: 'Ewa z biura'},
				proof: 'pin',
				line: 1,
			},
		},
		{event: 'line-voided', cashier: {name: 'Marek'}, amountGrosze: grosze(429)},
	]);
});

test('one approval is good for one deed', async t => {
	const shop = await marekWithMilk(t);
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'void-line', line: 1});
	await shop.command({do: 'approve', ...fromTheOffice});
	await shop.command({do: 'void-line', line: 2});
	t.is(shop.snapshot().screen.at, 'approval');
});

test('a wrong PIN is remembered and asked again; five of them make that person wait', async t => {
	const shop = await marekWithMilk(t);
	await shop.command({do: 'void-sale'});
	for (let attempt = 1; attempt <= 4; attempt += 1) {
		await shop.command({do: 'approve', approver: '5', pin: '0000'});
		t.like(shop.snapshot(), {screen: {at: 'approval'}, message: {code: 'wrong-pin'}});
	}
	await shop.command({do: 'approve', approver: '5', pin: '0000'});
	await shop.command({do: 'approve', ...fromTheOffice});
	t.like(shop.snapshot(), {screen: {at: 'approval'}, message: {code: 'pin-locked'}, sale: {dueGrosze: grosze(429)}});
	const refused = (await events(shop, 8)).slice(1);
	t.deepEqual(
		refused.map(({event, approval}) => [event, approval?.refusal, approval?.approver?.name]),
		[
			...Array.from({length: 4}, () => ['approval-refused', 'wrong-pin', 'Ewa z biura']),
			['approval-refused', 'pin-locked', 'Ewa z biura'],
			['pin-locked', undefined, undefined],
			['approval-refused', 'pin-locked', 'Ewa z biura'],
		],
	);
});

test('the way back drops the wish, and so does whatever else is done; both are remembered', async t => {
	const shop = await marekWithMilk(t);
	await shop.command({do: 'void-sale'});
	await shop.command({do: 'back'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {dueGrosze: grosze(429)}});
	await shop.command({do: 'void-sale'});
	await shop.command({do: 'total'});
	t.is(shop.snapshot().screen.at, 'payment');
	await shop.command({do: 'approve', ...fromTheOffice});
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'not-now'}});
	t.like(
		(await events(shop, 3)).map(({approval}) => approval?.refusal),
		[undefined, 'withdrawn', 'withdrawn'],
	);
});

test('another key while the PIN is looked at wins, and the approval is good for nothing', async t => {
	const shop = await marekWithMilk(t);
	await shop.command({do: 'void-sale'});
	const approving = shop.command({do: 'approve', ...fromTheOffice});
	await shop.command({do: 'total'});
	await approving;
	t.like(shop.snapshot(), {screen: {at: 'payment'}, sale: {dueGrosze: grosze(429)}});
	t.false((await events(shop, 2)).some(({event}) => event === 'override'));
});

test('nobody approves their own wish, nor what they may not do', async t => {
	const shop = await marekWithMilk(t);
	await shop.command({do: 'void-line', line: 1});
	for (const approver of ['3', '4', 'nobody']) {
		await shop.command({do: 'approve', approver, pin: pinOf[approver] ?? '0000'});
		t.like(shop.snapshot(), {screen: {at: 'approval'}, message: {code: 'not-permitted'}});
	}
});

test('beyond a limit four digits are not enough: six are, or a badge', async t => {
	const limited: Cashier = {...marek, permissions: ['sell', 'void-line'], limits: {voidGroszeMax: 400}};
	const six: Cashier = {id: '6', name: 'Irena', pinHash: pinHashOf('147036'), pinLength: 6, permissions: ['manage']};
	const badge: Cashier = {...manager, badge: hashOf(badgeCode)};
	const shop = await marekWithMilk(t, limited, six, badge);
	await shop.command({do: 'void-line', line: 1});
	t.like(shop.snapshot().screen, {
		cause: 'limit',
		approvers: [
			{name: 'Ewa z biura', byPin: false, byBadge: true},
			{name: 'Irena', byPin: true, byBadge: false},
		],
	});
	await shop.command({do: 'approve', ...fromTheOffice});
	t.is(shop.snapshot().message?.code, 'not-permitted', 'Ewa has four digits');
	await shop.scan('ostoja-badge-00000000');
	t.like(shop.snapshot(), {screen: {at: 'approval'}, message: {code: 'unknown-badge'}});
	await shop.scan(badgeCode);
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: []}});
	t.like((await events(shop, 4)).slice(1), [
		{event: 'approval-refused', approval: {refusal: 'unknown-badge', proof: 'badge'}},
		{event: 'override', approval: {cause: 'limit', approver: {name: 'Ewa z biura'}, proof: 'badge'}},
		{event: 'line-voided'},
	]);
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'void-line', line: 1});
	await shop.command({do: 'approve', approver: '6', pin: '147036'});
	t.is(shop.snapshot().sale.lines.length, 0);
});

test('a PIN of four digits that the catalogue calls six opens nothing beyond a limit', async t => {
	const limited: Cashier = {...marek, permissions: ['sell', 'void-line'], limits: {voidGroszeMax: 400}};
	const shop = await marekWithMilk(t, limited, {...manager, pinLength: 6});
	await shop.command({do: 'void-line', line: 1});
	await shop.command({do: 'approve', ...fromTheOffice});
	t.like(shop.snapshot(), {screen: {at: 'approval'}, message: {code: 'wrong-pin'}});
});

test('five badges that nobody has make all badges wait a minute', async t => {
	const shop = await marekWithMilk(t, {...manager, badge: hashOf(badgeCode)});
	await shop.command({do: 'void-sale'});
	for (let attempt = 1; attempt <= 5; attempt += 1) await shop.scan(`ostoja-badge-0000000${attempt}`);
	await shop.scan(badgeCode);
	t.like(shop.snapshot(), {screen: {at: 'approval'}, message: {code: 'badge-locked'}});
	await shop.clock.pass(60_000);
	await shop.scan(badgeCode);
	t.is(shop.snapshot().message?.code, 'sale-voided');
});

test('a short code is nobody’s badge, whatever its digest', async t => {
	const shop = await marekWithMilk(t, {...manager, badge: hashOf('1234')});
	await shop.command({do: 'void-sale'});
	for (let scan = 1; scan <= 6; scan += 1) await shop.scan('1234');
	t.like(shop.snapshot(), {screen: {at: 'approval'}, message: {code: 'unknown-badge'}});
	t.is((await events(shop, 1)).length, 1, 'and no attempt');
});

test('where nobody may, nobody is asked', async t => {
	const shop = await marekWithMilk(t, {...manager, permissions: []}, {...zaneta, permissions: ['sell']});
	await shop.command({do: 'void-sale'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, message: {code: 'nobody-approves'}});
});

test('a restart loses the wish and nothing else', async t => {
	const shop = await marekWithMilk(t);
	await shop.command({do: 'void-sale'});
	await shop.cutPower();
	await shop.boot();
	await shop.screen('login');
	await shop.logIn('3');
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {dueGrosze: grosze(429)}});
});

test('a cashier of seventeen asks for an adult once a receipt, and refuses alone', async t => {
	const shop = await openShop(t, withPeople({...marek, bornOn: '2009-02-01'}));
	await shop.logIn('3');
	await shop.scan(barcodeOf(vodka));
	await shop.command({do: 'answer-age', answer: 'refused'});
	t.is(shop.snapshot().message?.code, 'age-refused');
	await shop.scan(barcodeOf(vodka));
	await shop.command({do: 'answer-age', answer: 'document'});
	t.like(shop.snapshot().screen, {at: 'approval', cause: 'age', operation: {of: 'sell-age18'}});
	await shop.command({do: 'approve', approver: '2', pin: pinOf['2'] ?? ''});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: {length: 1}}});
	await shop.scan(barcodeOf(vodka));
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: {length: 2}}});
	await shop.payCash();
	await shop.screen('change');
	t.is((await shop.receipts())[0]?.ageCheck, 'document');
	await shop.audit();
	await shop.scan(barcodeOf(vodka));
	await shop.command({do: 'answer-age', answer: 'adult'});
	t.is(shop.snapshot().screen.at, 'approval', 'the next customer is another one');
});
