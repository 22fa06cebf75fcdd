/** A limit of discounts in złoty: what was given on the same goods before counts with what is given now. */
import test, {type ExecutionContext} from 'ava';
import type {Cashier} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {manager, milk, shopCatalogue, zaneta} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const seller: Cashier = {...zaneta, permissions: ['sell', 'discount'], limits: {discountGroszeMax: grosze(500)}};
const robot = {
	...milk,
	code: '000009',
	name: 'Robot kuchenny',
	receiptName: 'Robot kuchenny',
	barcodes: [],
	plu: '9',
	priceGrosze: grosze(10_000),
};

/** A robot for 100 zł lies on the counter of a cashier who may give five złoty. */
async function sellsRobot(t: ExecutionContext): Promise<Shop> {
	const items = shopCatalogue.map(item =>
		item.kind === 'cashier' && item.value.id === '2' ? {...item, value: seller} : item,
	);
	const shop = await openShop(t, {
		items: [...items, {kind: 'product', value: robot}, {kind: 'cashier', value: {...manager, pinLength: 6}}],
	});
	await shop.logIn();
	await shop.command({do: 'plu', plu: '9'});
	return shop;
}

test('five złoty on a line and five on the receipt are ten, and are asked for as ten', async t => {
	const shop = await sellsRobot(t);
	await shop.command({do: 'discount-amount', amountGrosze: 500, line: 1});
	t.is(shop.snapshot().sale.dueGrosze, grosze(9500));
	await shop.command({do: 'discount-amount', amountGrosze: 500});
	t.like(shop.snapshot(), {
		screen: {at: 'approval', cause: 'limit', operation: {of: 'discount', amountGrosze: 1000}},
		sale: {dueGrosze: 9500},
	});
});

test('neither does the other way round go further, by an amount or by a percent', async t => {
	const shop = await sellsRobot(t);
	await shop.command({do: 'discount-amount', amountGrosze: 500});
	t.is(shop.snapshot().sale.dueGrosze, grosze(9500));
	await shop.command({do: 'discount-amount', amountGrosze: 1, line: 1});
	t.like(shop.snapshot(), {screen: {at: 'approval', cause: 'limit'}, sale: {dueGrosze: 9500}});
	await shop.command({do: 'back'});
	await shop.command({do: 'discount', percentHundredths: 100, line: 1});
	t.like(shop.snapshot(), {screen: {at: 'approval', cause: 'limit'}, sale: {dueGrosze: 9500}});
});

test('what takes the place of what was given does not count with it, and the book has what was given in each step', async t => {
	const shop = await sellsRobot(t);
	await shop.command({do: 'discount-amount', amountGrosze: 300, line: 1});
	await shop.command({do: 'discount-amount', amountGrosze: 200});
	await shop.command({do: 'discount-amount', amountGrosze: 100});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {dueGrosze: 9600}});
	await shop.until('the book is written', () => shop.disk.book.head().entry >= 3);
	const given = (await shop.entries()).flatMap(entry =>
		entry.type === 'event' && entry.event === 'discount-given' ? [entry.amountGrosze] : [],
	);
	t.deepEqual(given, [grosze(300), grosze(200), grosze(100)]);
});

test('a discount that a promotion beats is said to change nothing, and is not in the book', async t => {
	const weekly = {
		id: 'tydzien',
		name: 'Tydzień',
		validFrom: '2026-11-01T00:00:00+01:00',
		terms: {kind: 'percent', percentHundredths: 3000},
	} as const;
	const shop = await openShop(t, {
		items: [...shopCatalogue, {kind: 'cashier', value: {...seller, limits: {}}}, {kind: 'promotion', value: weekly}],
	});
	await shop.logIn();
	await shop.command({do: 'plu', plu: '5'});
	await shop.command({do: 'discount', percentHundredths: 2000, line: 1});
	t.like(shop.snapshot(), {
		screen: {at: 'sale'},
		sale: {dueGrosze: grosze(455)},
		message: {code: 'discount-no-better'},
	});
	await shop.command({do: 'discount', percentHundredths: 4000, line: 1});
	t.is(shop.snapshot().sale.dueGrosze, grosze(390));
	await shop.command({do: 'discount', percentHundredths: 1000});
	t.is(shop.snapshot().sale.dueGrosze, grosze(455));
	await shop.until('the book is written', () => shop.disk.book.head().entry >= 2);
	const given = (await shop.entries()).flatMap(entry =>
		entry.type === 'event' && entry.event === 'discount-given' ? [entry.amountGrosze] : [],
	);
	t.deepEqual(given, [grosze(260)]);
});
