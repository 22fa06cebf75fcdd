/** Goods that may not be sold any more once they lie in the basket: the hours, the last day, a recall. */
import test from 'ava';
import {grosze} from '../../../till/domain/money.ts';
import {barcodeOf, beer, milk, vodka, water} from './goods.ts';
import {openShop, type Shop} from './shop-till.ts';

const datedMilk = `(01)0${barcodeOf(milk)}(17)261123`;

async function eventsOf(shop: Shop) {
	await shop.until('the book is written', () => !shop.disk.busy);
	return (await shop.entries()).flatMap(entry => (entry.type === 'event' ? [entry] : []));
}

const forbiddenOf = (shop: Shop) =>
	shop.snapshot().sale.lines.map(line => (line.kind === 'goods' ? line.forbidden?.code : undefined));

async function payAsItStands(shop: Shop): Promise<void> {
	await shop.command({do: 'pay', tenders: [{kind: 'cash', amountGrosze: grosze(10_000)}]});
}

test('vodka that was put aside before ten is taken up, told of, and not paid while the hours last', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-23T21:59:00+01:00'});
	await shop.logIn();
	await shop.scan(barcodeOf(milk));
	await shop.scan(barcodeOf(vodka));
	await shop.command({do: 'answer-age', answer: 'adult'});
	t.deepEqual(forbiddenOf(shop), [undefined, undefined]);
	await shop.command({do: 'park'});
	await shop.clock.pass(3 * 60 * 60_000);
	await shop.command({do: 'take-up', sale: shop.snapshot().parked[0]?.sale ?? ''});
	await shop.until('the basket is on the counter', () => shop.snapshot().sale.lines.length > 0);
	t.like(shop.snapshot(), {
		screen: {at: 'sale'},
		sale: {lines: {length: 2}},
		message: {code: 'alcohol-hours', tone: 'warning', about: vodka.name},
	});
	t.deepEqual(forbiddenOf(shop), [undefined, 'alcohol-hours']);
	t.false(
		(await eventsOf(shop)).some(({event}) => event === 'hours-refused'),
		'nothing was refused yet',
	);

	await shop.command({do: 'total'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, message: {code: 'alcohol-hours', tone: 'error', about: vodka.name}});
	t.like((await eventsOf(shop)).at(-1), {
		event: 'hours-refused',
		product: vodka.code,
		saleId: 'sale-1',
		cashier: {name: 'Żaneta'},
	});
	await shop.command({do: 'void-line', line: 2});
	await shop.payCash();
	await shop.screen('change');
	t.like(await shop.receipts(), {length: 1, 0: {dueGrosze: grosze(429)}});
	await shop.audit();
});

test('at ten sharp beer is not paid any more, and nothing of the basket is lost', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-23T21:59:00+01:00'});
	await shop.logIn();
	await shop.scan(barcodeOf(beer));
	await shop.command({do: 'answer-age', answer: 'document'});
	await shop.command({do: 'total'});
	await shop.clock.pass(60_000);
	await payAsItStands(shop);
	t.like(shop.snapshot(), {
		screen: {at: 'payment'},
		sale: {lines: {0: {product: beer.code, forbidden: {code: 'alcohol-hours'}}}},
		message: {code: 'alcohol-hours', about: beer.name},
	});
	t.like((await eventsOf(shop)).at(-1), {event: 'hours-refused', product: beer.code, saleId: 'sale-1'});
	await shop.command({do: 'park'});
	await shop.clock.pass(8 * 60 * 60_000);
	t.is(shop.snapshot().parked[0]?.dueGrosze, grosze(449));
	t.deepEqual(await shop.receipts(), []);
});

test('goods whose last day ends while they lie on the counter are not sold the next day', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-23T23:00:00+01:00'});
	await shop.logIn();
	await shop.scan(datedMilk);
	await shop.scan(barcodeOf(water));
	t.deepEqual(forbiddenOf(shop), [undefined, undefined, undefined]);
	await shop.clock.pass(2 * 60 * 60_000);
	await shop.command({do: 'total'});
	t.like(shop.snapshot(), {
		screen: {at: 'sale'},
		sale: {lines: {0: {forbidden: {code: 'past-date', lastDay: '2026-11-23'}}}},
		message: {code: 'past-date', tone: 'error', about: `2026-11-23 ${milk.name}`},
	});
	t.like((await eventsOf(shop)).at(-1), {
		event: 'date-refused',
		product: milk.code,
		lastDay: '2026-11-23',
		businessDay: '2026-11-24',
	});
});

test('a recall is seen on the line at once, and found at the total and at the payment', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.scan(barcodeOf(milk));
	await shop.scan(barcodeOf(water));
	await shop.put({kind: 'product', value: {...milk, recalled: true}});
	t.deepEqual(forbiddenOf(shop), ['product-recalled', undefined, undefined]);
	await shop.command({do: 'total'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, message: {code: 'product-recalled', about: milk.name}});
	await shop.put({kind: 'product', value: milk});
	t.deepEqual(forbiddenOf(shop), [undefined, undefined, undefined]);
	await shop.command({do: 'total'});
	await shop.put({kind: 'product', value: {...milk, recalled: true}});
	await payAsItStands(shop);
	t.like(shop.snapshot(), {screen: {at: 'payment'}, message: {code: 'product-recalled', about: milk.name}});
	t.deepEqual(
		(await eventsOf(shop)).slice(1).map(({event, product}) => [event, product]),
		[
			['recall-refused', milk.code],
			['recall-refused', milk.code],
		],
	);
});

test('what is paid already is not forbidden any more', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.scan(barcodeOf(milk));
	await shop.payCash();
	await shop.screen('change');
	await shop.put({kind: 'product', value: {...milk, recalled: true}});
	t.deepEqual(forbiddenOf(shop), [undefined]);
});

test('the book remembers what was scanned and refused, whichever law forbids it, and more pieces of it as well', async t => {
	const shop = await openShop(t, {startsAt: '2026-11-23T21:59:00+01:00'});
	await shop.put({kind: 'product', value: {...water, recalled: true}});
	await shop.logIn();
	await shop.scan(barcodeOf(water));
	await shop.scan(datedMilk.replace('261123', '261122'));
	await shop.scan(barcodeOf(beer));
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.clock.pass(60_000);
	await shop.command({do: 'set-pieces', line: 1, pieces: 3});
	t.like(shop.snapshot(), {sale: {lines: {0: {pieces: 1}}}, message: {code: 'alcohol-hours', about: beer.name}});
	await shop.scan('5900000000008');
	t.deepEqual(
		(await eventsOf(shop)).slice(1).map(({event, product, lastDay}) => [event, product, lastDay]),
		[
			['recall-refused', water.code, undefined],
			['date-refused', milk.code, '2026-11-22'],
			['hours-refused', beer.code, undefined],
		],
	);
});
