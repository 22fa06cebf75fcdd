import test from 'ava';
import type {TillEvent} from '../../../till/domain/entry.ts';
import {grosze} from '../../../till/domain/money.ts';
import {barcodeOf, milk, pinHashOf, shopCatalogue, zaneta} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const needed = shopCatalogue.map(item =>
	item.kind === 'shop' ? {...item, value: {...item.value, shiftNeeded: true}} : item,
);

const view = (shop: Shop) => {
	const {screen} = shop.snapshot();
	return screen.at === 'shift' ? screen : undefined;
};

async function events(shop: Shop): Promise<readonly TillEvent[]> {
	return (await shop.entries()).flatMap(entry => (entry.type === 'event' && entry.cash !== undefined ? [entry] : []));
}

async function opened(shop: Shop, floatGrosze = 20_000): Promise<void> {
	await shop.command({do: 'open-shift-desk'});
	await shop.until('the book was read', () => view(shop)?.state === 'none');
	await shop.command({do: 'open-shift', floatGrosze});
	await shop.until('the shift runs', () => view(shop)?.state === 'running');
}

async function sellsMilk(shop: Shop): Promise<void> {
	await shop.command({do: 'back'});
	await shop.scan(barcodeOf(milk));
	await shop.payCash();
	await shop.screen('change');
}

test('a shift from its float to its report: what was counted, what has to be there, and the difference', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await opened(shop);
	await sellsMilk(shop);
	await shop.command({do: 'open-shift-desk'});
	await shop.command({do: 'move-cash', direction: 'out', amountGrosze: 15_000, reason: 'Wypłata do sejfu'});
	await shop.until('it is paid out', () => view(shop)?.state === 'running');
	t.like(view(shop), {shift: {receiptCount: 1, floatGrosze: grosze(20_000), paidOutGrosze: grosze(15_000)}});
	t.false('takenGrosze' in (view(shop)?.shift ?? {}), 'nobody counts what they were told');
	await shop.command({
		do: 'close-shift',
		counted: [
			{valueGrosze: 5000, count: 1},
			{valueGrosze: 200, count: 2},
		],
	});
	await shop.until('it is closed', () => view(shop)?.closed !== undefined);
	t.like(view(shop), {
		state: 'none',
		closed: {
			closedBy: 'Żaneta',
			takenGrosze: grosze(429),
			expectedGrosze: grosze(5429),
			countedGrosze: grosze(5400),
			differenceGrosze: grosze(-29),
		},
	});
	t.like(await events(shop), [
		{event: 'shift-opened', cashier: {name: 'Żaneta'}, amountGrosze: grosze(20_000), cash: {}},
		{event: 'cash-out', amountGrosze: grosze(15_000), cash: {reason: 'Wypłata do sejfu'}},
		{event: 'shift-closed', amountGrosze: grosze(5400), cash: {expectedGrosze: grosze(5429), counted: {length: 2}}},
	]);
	await shop.command({do: 'back'});
	t.is(shop.snapshot().screen.at, 'sale');
	await shop.audit();
});

test('a float that was counted by denominations is in the book with them', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'open-shift-desk'});
	await shop.until('the book was read', () => view(shop)?.state === 'none');
	const counted = [
		{valueGrosze: 5000, count: 4},
		{valueGrosze: 200, count: 7},
	] as const;
	await shop.command({do: 'open-shift', floatGrosze: 21_400, counted});
	await shop.until('the shift runs', () => view(shop)?.shift?.floatGrosze === grosze(21_400));
	t.like(await events(shop), [{event: 'shift-opened', amountGrosze: grosze(21_400), cash: {counted}}]);
});

test('a shift that ends while baskets are aside says in the book how many', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await opened(shop);
	await shop.command({do: 'back'});
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'park'});
	await shop.command({do: 'open-shift-desk'});
	await shop.command({do: 'close-shift', counted: [{valueGrosze: 20_000, count: 1}]});
	await shop.until('it is closed', () => view(shop)?.closed !== undefined);
	t.like((await events(shop)).at(-1), {event: 'shift-closed', cash: {parkedCount: 1}});
});

test('a power cut ends no shift: it is read out of the book again', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await opened(shop);
	await sellsMilk(shop);
	await shop.cutPower();
	await shop.boot();
	await shop.screen('login');
	await shop.logIn();
	await shop.command({do: 'open-shift-desk'});
	await shop.until('the book was read', () => view(shop)?.state === 'running');
	t.like(view(shop)?.shift, {openedBy: {name: 'Żaneta'}, floatGrosze: grosze(20_000), receiptCount: 1});
});

test('a shop that counts sells nothing before a shift, and one that does not sells on', async t => {
	const shop = await openShop(t, {items: needed});
	await shop.logIn();
	await shop.scan(barcodeOf(milk));
	t.like(shop.snapshot(), {sale: {lines: []}, message: {code: 'shift-needed'}});
	await opened(shop, 0);
	await sellsMilk(shop);
	t.is((await shop.receipts()).length, 1);
});

test('a printer that refuses its slip is not asked again, and the money is in the book once', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await opened(shop);
	shop.printers.main.setFault({kind: 'refuse', command: 'cash', code: 2098});
	await shop.command({do: 'move-cash', direction: 'in', amountGrosze: 5000, reason: 'Drobne do kasy'});
	await shop.until('the printer would not', () => shop.snapshot().message?.code === 'cash-without-slip');
	await shop.until('it is over', () => view(shop)?.state === 'running');
	t.is(view(shop)?.shift?.paidInGrosze, grosze(5000));
	t.is((await events(shop)).filter(({event}) => event === 'cash-in').length, 1);
});

test('more to the safe than a cashier pays out alone is approved on the spot, and only then leaves the drawer', async t => {
	const limited = {...zaneta, limits: {cashOutGroszeMax: 5000}};
	const irena = {id: '6', name: 'Irena', pinHash: pinHashOf('147036'), pinLength: 6, permissions: ['manage']} as const;
	const people = [limited, irena].map(value => ({kind: 'cashier', value}) as const);
	const shop = await openShop(t, {items: [...shopCatalogue, ...people]});
	await shop.logIn();
	await opened(shop);
	const move = {do: 'move-cash', direction: 'out', amountGrosze: 5001, reason: 'Wypłata do sejfu'} as const;
	await shop.command({...move, amountGrosze: 20_001});
	t.is(shop.snapshot().message?.code, 'cash-not-there', 'nobody approves what is not there');
	await shop.command(move);
	t.like(shop.snapshot().screen, {
		at: 'approval',
		operation: {of: 'cash-out', amountGrosze: grosze(5001)},
		cause: 'limit',
	});
	await shop.command({do: 'back'});
	t.like(view(shop), {state: 'running', shift: {paidOutGrosze: grosze(0)}});
	await shop.command(move);
	await shop.command({do: 'approve', approver: '6', pin: '147036'});
	await shop.until('it is paid out', () => view(shop)?.shift?.paidOutGrosze === grosze(5001));
	const told = (await shop.entries()).flatMap(entry => (entry.type === 'event' ? [entry] : [])).slice(-3);
	t.like(told, [
		{event: 'approval-refused', approval: {operation: 'cash-out', refusal: 'withdrawn'}},
		{event: 'override', amountGrosze: grosze(5001), approval: {operation: 'cash-out', approver: {name: 'Irena'}}},
		{event: 'cash-out', cashier: {name: 'Żaneta'}, amountGrosze: grosze(5001)},
	]);
});

test('touched twice it is done once, and more than there is does not go to the safe', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await opened(shop);
	const move = {do: 'move-cash', direction: 'in', amountGrosze: 1000, reason: 'Drobne do kasy'} as const;
	await Promise.all([shop.command(move), shop.command(move)]);
	t.is(shop.snapshot().message?.code, 'not-now');
	await shop.until('it is over', () => view(shop)?.state === 'running');
	await shop.command({...move, direction: 'out', amountGrosze: 21_001});
	t.is(shop.snapshot().message?.code, 'cash-not-there');
	t.is((await events(shop)).length, 2);
});

test('under a basket nobody counts, and who does not sell has no shift', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.scan(barcodeOf(milk));
	await shop.command({do: 'open-shift-desk'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, message: {code: 'not-now'}});
	await shop.command({do: 'open-shift', floatGrosze: 1});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, message: {code: 'not-now'}});
});
