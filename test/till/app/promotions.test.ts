import test from 'ava';
import {receiptFaults} from '../../../couch/conflict-watcher/sums.ts';
import type {CatalogueItem, Promotion, PromotionTerms} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {barcodeOf, beer, card, milk, pinOf, shopCatalogue, vodka, water} from './goods.ts';
import {openShop} from './shop-till.ts';

const promotion = (id: string, terms: PromotionTerms, parts: Partial<Promotion> = {}): CatalogueItem => ({
	kind: 'promotion',
	value: {id, name: `Promocja ${id}`, validFrom: '2026-11-01T00:00:00+01:00', terms, ...parts},
});
const waterThreeForTwo = promotion('woda', {kind: 'n-for-m', take: 3, pay: 2}, {products: [water.code]});
const manager = {approver: '5', pin: pinOf['5'] ?? ''};

test('three for two, a card and goods at their price: screen, printer and book agree to the grosz', async t => {
	const shop = await openShop(t, {items: [...shopCatalogue, waterThreeForTwo]});
	await shop.logIn();
	await shop.command({do: 'quantity', pieces: 4});
	await shop.command({do: 'scan', code: barcodeOf(water)});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.like(shop.snapshot().sale.lines[0], {
		totalGrosze: grosze(3 * 199),
		discount: {amountGrosze: grosze(199), names: ['Promocja woda']},
	});
	await shop.command({do: 'scan', code: card.number});
	const {sale} = shop.snapshot();
	// The fourth bottle is in no promotion, so the card takes off.
	t.like(sale.lines[0], {discount: {amountGrosze: grosze(199 + 20), names: ['Promocja woda', card.name]}});
	t.like(sale.lines.at(-1), {discount: {amountGrosze: grosze(43), percentHundredths: 1000}});
	await shop.payCash();
	await shop.screen('change');
	const [receipt] = await shop.receipts();
	if (receipt === undefined) return t.fail('a receipt was sold');
	t.deepEqual(receiptFaults(receipt), []);
	t.like(receipt.lines[0], {
		discountSource: 'promotion:woda',
		discounts: [
			{source: 'promotion:woda', amountGrosze: grosze(199)},
			{source: `card:${card.number}`, amountGrosze: grosze(20)},
		],
	});
	t.like(receipt.lines[1], {discountSource: `card:${card.number}`, discounts: undefined});
	await shop.audit();
});

test('a happy hour that ends while the queue waits takes nothing back, and the next scan is at the usual price', async t => {
	const happy = promotion(
		'rano',
		{kind: 'percent', percentHundredths: 2000},
		{groups: [milk.group], hours: {days: [1, 2, 3, 4, 5], fromHour: 8, toHour: 10}},
	);
	const shop = await openShop(t, {items: [...shopCatalogue, happy], startsAt: '2026-11-23T09:58:00+01:00'});
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.is(shop.snapshot().sale.dueGrosze, grosze(343));
	await shop.clock.pass(3 * 60_000);
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.is(shop.snapshot().sale.dueGrosze, grosze(343 + 429));
	t.is(shop.snapshot().sale.discountGrosze, grosze(86));
});

test('a promotion that arrives holds from the next scan on, and one that is taken back holds no more', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.put(promotion('dzis', {kind: 'fixed-price', priceGrosze: grosze(399)}, {products: [milk.code]}));
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.is(shop.snapshot().sale.dueGrosze, grosze(399));
});

test('goods that are recalled are sold no more from the moment in which it is known, whatever lies on the counter', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.put({kind: 'product', value: {...milk, recalled: true}});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	t.like(shop.snapshot().message, {code: 'product-recalled', about: milk.name});
	await shop.command({do: 'total'});
	t.like(shop.snapshot().message, {code: 'product-recalled', about: milk.name});
	t.is(shop.snapshot().screen.at, 'sale');
	await shop.command({do: 'void-line', line: 1});
	t.is(shop.snapshot().sale.lines.length, 0);
});

test('a discount by hand is asked of a manager, is in the book, and stays off what may not be discounted', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'scan', code: barcodeOf(vodka)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.command({do: 'discount', percentHundredths: 1000});
	t.like(shop.snapshot().screen, {at: 'approval', operation: {of: 'discount', percentHundredths: 1000}});
	await shop.command({do: 'approve', ...manager});
	t.like(shop.snapshot().sale, {
		discountGrosze: grosze(43),
		lines: {0: {discount: {amountGrosze: grosze(43), names: []}}, 1: {discount: undefined}},
	});
	await shop.command({do: 'discount', percentHundredths: 0});
	t.is(shop.snapshot().sale.discountGrosze, grosze(0));
	await shop.until('it is in the book', () => shop.disk.book.head().entry === 3);
	t.like((await shop.entries()).slice(1), {
		0: {event: 'override', approval: {operation: 'discount', percentHundredths: 1000}},
		1: {
			event: 'discount-given',
			amountGrosze: grosze(43),
			discount: {percentHundredths: 1000, allowedBy: {id: '5'}},
		},
	});
});

test('a few złoty off the receipt are asked of a manager, go off each line, and are in the book with their reason', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'quantity', pieces: 2});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'scan', code: barcodeOf(water)});
	await shop.command({do: 'scan', code: barcodeOf(vodka)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	const {dueGrosze} = shop.snapshot().sale;
	await shop.command({do: 'discount-amount', amountGrosze: 200, reason: 'Reklamacja'});
	// 2,00 zł of 8,58 zł and 1,99 zł, up to the next hundredth.
	t.like(shop.snapshot().screen, {at: 'approval', operation: {amountGrosze: grosze(200), percentHundredths: 1893}});
	await shop.command({do: 'approve', ...manager});
	t.is(shop.snapshot().sale.dueGrosze, grosze(dueGrosze - 200));
	await shop.payCash();
	await shop.screen('change');
	const [receipt] = await shop.receipts();
	if (receipt === undefined) return t.fail('a receipt was sold');
	t.deepEqual(receiptFaults(receipt), []);
	t.deepEqual(
		receipt.lines.map(({discountSource, discountGrosze}) => [discountSource, discountGrosze as number]),
		[
			['manual-receipt', 162],
			['manual-receipt', 38],
			[undefined, 0],
		],
	);
	const given = (await shop.entries()).find(entry => entry.type === 'event' && entry.event === 'discount-given');
	t.like(given, {
		amountGrosze: grosze(200),
		discount: {percentHundredths: 1893, reason: 'Reklamacja', allowedBy: {id: '5'}},
	});
	await shop.audit();
});

test('the power goes under an amount off the receipt: the basket comes back with it, and it is taken back with a zero', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'scan', code: barcodeOf(water)});
	const {dueGrosze} = shop.snapshot().sale;
	await shop.command({do: 'discount-amount', amountGrosze: 150});
	await shop.command({do: 'approve', ...manager});
	await shop.cutPower();
	await shop.boot();
	await shop.logIn();
	t.is(shop.snapshot().sale.dueGrosze, grosze(dueGrosze - 150));
	await shop.command({do: 'void-line', line: 2});
	// 4,29 zł of 6,28 zł bear 1,02 zł of it.
	t.is(shop.snapshot().sale.dueGrosze, grosze(429 - 102));
	await shop.command({do: 'discount', percentHundredths: 0});
	t.is(shop.snapshot().sale.dueGrosze, grosze(429));
});

test('an amount that is more than the goods can give, or on goods that give nothing, is refused with a sentence', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(vodka)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.command({do: 'discount-amount', amountGrosze: 100});
	t.like(shop.snapshot().message, {code: 'discount-excluded'});
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'discount-amount', amountGrosze: 429, line: 2});
	t.like(shop.snapshot().message, {code: 'discount-too-much', about: '428'});
	t.is(shop.snapshot().sale.discountGrosze, grosze(0));
});

test('a second discount by hand counts what the first gave: limits are not passed in two steps', async t => {
	const shop = await openShop(t);
	await shop.logIn();
	await shop.command({do: 'scan', code: barcodeOf(milk)});
	await shop.command({do: 'discount', percentHundredths: 1000, line: 1});
	await shop.command({do: 'approve', ...manager});
	await shop.command({do: 'discount-amount', amountGrosze: 43});
	t.like(shop.snapshot().screen, {at: 'approval', operation: {percentHundredths: 2005}});
	await shop.command({do: 'approve', ...manager});
	t.is(shop.snapshot().sale.discountGrosze, grosze(86));
	await shop.command({do: 'discount', percentHundredths: 500, line: 1});
	t.like(shop.snapshot().screen, {at: 'approval', operation: {percentHundredths: 1503}});
});

test('alcohol by the bundle is split on its printer like everything else', async t => {
	const bundle = promotion('zestaw', {
		kind: 'bundle',
		parts: [
			{products: [beer.code], pieces: 2},
			{products: [water.code], pieces: 1},
		],
		priceGrosze: grosze(999),
	});
	const shop = await openShop(t, {items: [...shopCatalogue, bundle]});
	await shop.logIn();
	await shop.command({do: 'quantity', pieces: 2});
	await shop.command({do: 'scan', code: barcodeOf(beer)});
	await shop.command({do: 'answer-age', answer: 'adult'});
	await shop.command({do: 'scan', code: barcodeOf(water)});
	t.is(shop.snapshot().sale.goodsGrosze, grosze(999));
	await shop.payCash();
	await shop.screen('change');
	const [receipt] = await shop.receipts();
	t.is(receipt?.slips.length, 2);
	await shop.audit();
});
