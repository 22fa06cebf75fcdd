import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {
	addGoods,
	addPieces,
	type Basket,
	type BasketGoods,
	discountByHand,
	showCard,
	sumsOf,
	voidGoods,
} from '../../../till/domain/basket.ts';
import type {Product} from '../../../till/domain/catalogue.ts';
import {grosze, percentRoundingUp, sumGrosze} from '../../../till/domain/money.ts';
import type {AppliedCard} from '../../../till/domain/pricing.ts';
import type {VatLetter} from '../../../till/domain/vat.ts';
import {off} from './promoted.ts';
import {basketOf, counted} from './sales.ts';
import {milk, vodka, water} from './shop.ts';

const card: AppliedCard = {
	number: '98',
	name: 'Pani Halina',
	percentHundredths: 1000,
	excludedGroups: [],
	source: 'card:98',
};
const product = (code: string, price: number, vat: VatLetter = 'A'): Product => ({
	...milk,
	code,
	vat,
	priceGrosze: grosze(price),
});
const eligible = (basket: Basket) =>
	sumGrosze(basket.lines.filter(line => line.product.discountable).map(({grossGrosze}) => grossGrosze));
const onLine = (basket: Basket, line: number, amount: number) => {
	const onGrosze = basket.lines.find(each => each.line === line)?.grossGrosze ?? grosze(1);
	return discountByHand(basket, {lines: [line], manual: {amountGrosze: grosze(amount), onGrosze}});
};
const onReceipt = (basket: Basket, amount: number) =>
	discountByHand(basket, {lines: 'receipt', manual: {amountGrosze: grosze(amount), onGrosze: eligible(basket)}});
const takenBack = (basket: Basket) => discountByHand(basket, {lines: 'receipt', manual: undefined});

test('an amount comes off its line, and off no other', t => {
	const basket = onLine(basketOf(counted(product('a', 1000), 1), counted(product('b', 500), 1)), 1, 250);
	t.deepEqual(off(basket), [250, 0]);
	t.deepEqual(basket.lines[0]?.discounts, [{source: 'manual', name: '', amountGrosze: grosze(250)}]);
});

test('of an amount on a line and a card the customer gets what takes off more, as of a percent', t => {
	const basket = basketOf(counted(product('a', 1000), 1));
	t.deepEqual(off(showCard(onLine(basket, 1, 250), card)), [250]);
	t.deepEqual(off(showCard(onLine(basket, 1, 50), card)), [100]);
});

test('of fewer pieces an amount takes off its share, begun grosze left to the shop; of more it stays what was said', t => {
	const basket = onLine(basketOf(counted(product('a', 1000), 3)), 1, 100);
	t.deepEqual(off(voidGoods(basket, {line: 1, count: 2})), [33]);
	t.deepEqual(off(addPieces(basket, {line: 1, count: 2})), [100]);
});

test('an amount on the receipt is spread on what may be discounted, after all else that is taken off', t => {
	const basket = showCard(
		basketOf(counted(product('a', 1000), 1), counted(vodka, 1), counted(product('b', 2000, 'C'), 1)),
		card,
	);
	const given = onReceipt(basket, 270);
	t.is(sumsOf(given.lines).dueGrosze, grosze(sumsOf(basket.lines).dueGrosze - 270));
	t.deepEqual(off(given), [100 + 90, 0, 200 + 180]);
	t.deepEqual(given.lines[0]?.discounts, [
		{source: 'card:98', name: 'Pani Halina', amountGrosze: grosze(100)},
		{source: 'manual-receipt', name: '', amountGrosze: grosze(90)},
	]);
});

test('what is voided after an amount was given on the receipt takes its share with it', t => {
	const basket = onReceipt(basketOf(counted(product('a', 9000), 1), counted(product('b', 1000), 1)), 500);
	t.deepEqual(off(voidGoods(basket, {line: 1})), [50]);
});

test('goods that come after an amount was given on the receipt bear some of it, and make it no larger', t => {
	const basket = addGoods(onReceipt(basketOf(counted(product('a', 1000), 1)), 500), counted(product('b', 1000), 1));
	t.deepEqual(off(basket), [250, 250]);
});

test('a percent on the whole receipt takes the place of an amount there', t => {
	const basket = onReceipt(basketOf(counted(product('a', 1000), 1)), 500);
	const given = discountByHand(basket, {lines: 'receipt', manual: {percentHundredths: 1000}});
	t.deepEqual(off(given), [100]);
	t.is(given.receiptDiscount, undefined);
});

test('a deposit gives nothing, and each line keeps a grosz', t => {
	const basket = onReceipt(basketOf(counted({...water, priceGrosze: grosze(10)}, 1), counted(product('b', 1), 3)), 11);
	t.deepEqual(
		basket.lines.map(({totalGrosze}) => totalGrosze as number),
		[1, 1],
	);
	t.is(sumsOf(basket.lines).depositsGrosze, sumsOf(basketOf(counted(water, 1)).lines).depositsGrosze);
});

test('the percent of an amount is counted up, so that no limit is passed by rounding', t => {
	t.is(percentRoundingUp(grosze(100), grosze(1000)), 1000);
	t.is(percentRoundingUp(grosze(100), grosze(999)), 1002);
	t.is(percentRoundingUp(grosze(0), grosze(999)), 0);
});

const drawnLine = fc.record({
	code: fc.constantFrom('a', 'b', 'c'),
	price: fc.integer({min: 1, max: 5000}),
	vat: fc.constantFrom('A' as const, 'B' as const, 'C' as const),
	count: fc.integer({min: 1, max: 5}),
	discountable: fc.boolean(),
});
type Drawn = (typeof drawnLine extends fc.Arbitrary<infer T> ? T : never)[];
const drawn = fc.record({
	lines: fc.array(drawnLine, {minLength: 1, maxLength: 10}),
	hasCard: fc.boolean(),
	wanted: fc.nat(50_000),
});
const bought = (lines: Drawn) =>
	lines.map(({code, price, vat, count, discountable}) =>
		counted({...product(`${code}${price}${vat}${discountable}`, price, vat), discountable}, count),
	);
const drawnBasket = (goods: readonly BasketGoods[], hasCard: boolean) =>
	hasCard ? showCard(basketOf(...goods), card) : basketOf(...goods);
/** What is left to be taken off: a grosz stays of each line. */
const mostOff = (basket: Basket) =>
	basket.lines
		.filter(line => line.product.discountable)
		.reduce((sum, {totalGrosze}) => sum + Math.max(0, totalGrosze - 1), 0);

testProp(
	'shares of an amount on the receipt come to it exactly, and no line to less than a grosz',
	[drawn],
	(t, draw) => {
		const basket = drawnBasket(bought(draw.lines), draw.hasCard);
		const amount = Math.min(draw.wanted, mostOff(basket));
		fc.pre(amount > 0);
		const given = onReceipt(basket, amount);
		t.is(sumsOf(given.lines).goodsGrosze, grosze(sumsOf(basket.lines).goodsGrosze - amount));
		for (const [place, line] of given.lines.entries()) {
			t.true(line.totalGrosze >= 1);
			if (!line.product.discountable) t.deepEqual(line, basket.lines[place]);
		}
	},
);

testProp('an amount that was given and taken back was never given', [drawn, fc.nat(9)], (t, draw, at) => {
	const basket = drawnBasket(bought(draw.lines), draw.hasCard);
	const amount = Math.max(1, draw.wanted);
	if (eligible(basket) > 0) t.deepEqual(takenBack(onReceipt(basket, amount)), basket);
	const line = (at % basket.lines.length) + 1;
	t.deepEqual(discountByHand(onLine(basket, line, amount), {lines: [line], manual: undefined}), basket);
});

testProp(
	'what is due with an amount off, and each rate of it, depends on no order of the lines',
	[drawn, fc.infiniteStream(fc.nat())],
	(t, draw, order) => {
		const goods = bought(draw.lines);
		const basket = drawnBasket(goods, draw.hasCard);
		const amount = Math.min(draw.wanted, mostOff(basket));
		fc.pre(amount > 0);
		const keyed = goods.map(each => ({each, key: order.next().value ?? 0}));
		const shuffled = keyed.sort((one, other) => one.key - other.key).map(({each}) => each);
		const rates = ({lines}: Basket) =>
			(['A', 'B', 'C'] as const).map(vat =>
				sumGrosze(lines.filter(line => line.product.vat === vat).map(({totalGrosze}) => totalGrosze)),
			);
		t.deepEqual(rates(onReceipt(drawnBasket(shuffled, draw.hasCard), amount)), rates(onReceipt(basket, amount)));
	},
);

testProp(
	'whatever is voided afterwards, the share that is off is never greater than the one that was allowed',
	[drawn, fc.array(fc.nat(9), {maxLength: 5})],
	(t, draw, voids) => {
		const basket = drawnBasket(bought(draw.lines), draw.hasCard);
		const amount = Math.min(draw.wanted, mostOff(basket));
		fc.pre(amount > 0);
		const allowed = percentRoundingUp(grosze(amount), eligible(basket));
		const voided = voids.reduce((left, at) => voidGoods(left, {line: at + 1}), onReceipt(basket, amount));
		const given = sumGrosze(
			voided.lines.flatMap(({discounts = []}) =>
				discounts.filter(({source}) => source === 'manual-receipt').map(({amountGrosze}) => amountGrosze),
			),
		);
		t.true(eligible(voided) === 0 ? given === 0 : percentRoundingUp(given, eligible(voided)) <= allowed);
	},
);
