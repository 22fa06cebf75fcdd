import test from 'ava';
import type {Product} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {product} from '../domain/shop.ts';
import {appleLabel, barcodeOf, beer, bread, milk} from './goods.ts';
import {openShop} from './shop-till.ts';

const butter: Product = {
	...milk,
	code: '000077',
	name: 'Masło ekstra 200 g',
	receiptName: 'Masło ekstra 200 g',
	priceGrosze: grosze(799),
};
const oldMilk: Product = {...milk, code: '000078', name: 'Mleko w starej butelce', priceGrosze: grosze(399)};

async function shopWithTwins(t: Parameters<typeof openShop>[0]) {
	const shop = await openShop(t);
	await shop.put(product(butter), product(oldMilk));
	await shop.logIn();
	return shop;
}

test('of several goods with one code none is sold before the cashier says which', async t => {
	const shop = await shopWithTwins(t);
	await shop.command({do: 'quantity', pieces: 3});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.deepEqual(shop.snapshot().screen, {
		at: 'sale',
		pendingPieces: 3,
		choice: {
			code: barcodeOf(milk),
			goods: [milk, butter, oldMilk].map(({code, name, unit, priceGrosze}) => ({code, name, unit, priceGrosze})),
		},
	});
	t.deepEqual(shop.snapshot().sale.lines, []);
	await shop.command({do: 'choose', product: butter.code});
	t.deepEqual(shop.snapshot().screen, {at: 'sale'});
	t.like(shop.snapshot().sale, {lines: {0: {product: butter.code, pieces: 3}}, dueGrosze: grosze(2397)});

	await shop.command({do: 'repeat-last'});
	t.is(shop.snapshot().sale.lines.length, 2, 'the same again is no new question');
	await shop.payCash();
	await shop.screen('change');
	const [receipt] = await shop.receipts();
	t.like(receipt?.lines[0], {product: butter.code, barcode: barcodeOf(milk)});
});

test('the way back, another scan and a word about goods that do not have the code leave the question', async t => {
	const shop = await shopWithTwins(t);
	const ask = () => shop.command({do: 'scan', code: barcodeOf(milk)});
	await ask();
	await shop.command({do: 'back'});
	t.deepEqual(shop.snapshot().screen, {at: 'sale'});
	await shop.command({do: 'choose', product: butter.code});
	t.is(shop.snapshot().message?.code, 'not-now');
	await ask();
	await shop.command({do: 'plu', plu: '5'});
	t.like(shop.snapshot(), {screen: {at: 'sale'}, sale: {lines: {0: {product: bread.code}}}});
	t.false('choice' in shop.snapshot().screen);
	await ask();
	await shop.command({do: 'choose', product: bread.code});
	t.true('choice' in shop.snapshot().screen, 'bread does not have this code');
	await shop.command({do: 'choose', product: milk.code});
	t.like(shop.snapshot().sale, {lines: {1: {product: milk.code}}});
});

test('after a sale the question is the next customer’s', async t => {
	const shop = await shopWithTwins(t);
	await shop.command({do: 'plu', plu: '5'});
	await shop.payCash();
	await shop.screen('change');
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.like(shop.snapshot(), {screen: {at: 'sale', choice: {code: barcodeOf(milk)}}, sale: {lines: []}});
});

test('codes that several goods claim stand on the service screen, and the till tells them', async t => {
	const shop = await shopWithTwins(t);
	const shared = [{code: barcodeOf(milk), products: [milk.code, butter.code, oldMilk.code]}];
	t.deepEqual(shop.till.catalogueFaults().sharedCodes, shared);
	await shop.command({do: 'open-service'});
	t.like(shop.snapshot().screen, {at: 'service', sharedCodes: shared, sharedCodeCount: 1});
});

test('pieces are set after the scan: more at the price of the line, fewer as a void of the difference', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'set-pieces', line: 1, pieces: 5});
	t.like(shop.snapshot().sale, {lines: {0: {line: 1, pieces: 5}}, dueGrosze: grosze(5 * 429)});
	await shop.command({do: 'set-pieces', line: 1, pieces: 2});
	t.like(shop.snapshot(), {message: {code: 'line-voided'}, sale: {dueGrosze: grosze(2 * 429)}});
	await shop.command({do: 'set-pieces', line: 1, pieces: 2});
	t.is(shop.snapshot().message, undefined);
	await shop.until('all is written', () => shop.disk.book.head().entry === 2);
	t.like((await shop.entries()).slice(1), [
		{event: 'line-voided', product: milk.code, amountGrosze: grosze(3 * 429), cashier: {name: 'Żaneta'}},
	]);
});

test('who may not void sets more pieces, never fewer', async t => {
	const shop = await openShop(t);
	await shop.logIn('3');
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'set-pieces', line: 1, pieces: 4});
	await shop.command({do: 'set-pieces', line: 1, pieces: 3});
	t.like(shop.snapshot(), {screen: {at: 'approval'}, sale: {lines: {0: {pieces: 4}}}});
});

test('what is weighed, a line that is gone and goods that may not be sold now get no more pieces', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: appleLabel});
	await shop.command({do: 'set-pieces', line: 1, pieces: 2});
	t.is(shop.snapshot().message?.code, 'quantity-of-weighed');
	await shop.command({do: 'set-pieces', line: 7, pieces: 2});
	t.is(shop.snapshot().message?.code, 'no-such-line');
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.put(product({...beer, vat: 'F'}));
	await shop.command({do: 'set-pieces', line: 2, pieces: 2});
	t.like(shop.snapshot(), {message: {code: 'product-incomplete'}, sale: {lines: {1: {pieces: 1}}}});
});

test('a scanned GS1 code is sold by what it says, and stands on the receipt as people read it', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: `]C1010${barcodeOf(milk)}172611301020\u001d21A1`});
	await shop.command({do: 'scan', code: `010${barcodeOf(milk)}17261122`});
	t.like(shop.snapshot(), {message: {code: 'past-date'}, sale: {lines: {length: 1}}});
	await shop.payCash();
	await shop.screen('change');
	const [receipt] = await shop.receipts();
	t.is(receipt?.lines[0]?.barcode, `(01)0${barcodeOf(milk)}(17)261130(10)20(21)A1`);
	await shop.audit();
});
