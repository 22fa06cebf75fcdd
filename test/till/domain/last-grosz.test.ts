/** What promotions, cards and a discount by hand take off a line together, it keeps a grosz: printers take no receipt of nothing. */
import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {
	type Basket,
	type BasketGoods,
	discountByHand,
	showCard,
	sumsOf,
	voidGoods,
} from '../../../till/domain/basket.ts';
import type {PromotionTerms} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import type {AppliedCard} from '../../../till/domain/pricing.ts';
import {bought, product, promotion} from './promoted.ts';
import {basketOf, weighedApples} from './sales.ts';
import {apples} from './shop.ts';

const totals = (basket: Basket) => basket.lines.map(({totalGrosze}) => totalGrosze as number);
const cardOf = (percentHundredths: number, parts: Partial<AppliedCard> = {}): AppliedCard => ({
	number: '98',
	name: 'Pani Halina',
	percentHundredths,
	excludedGroups: [],
	source: 'card:98',
	...parts,
});

const bag = product('torebka', 1);
const half = promotion('polowa', {kind: 'percent', percentHundredths: 5000});
const secondFree = promotion('drugi-gratis', {kind: 'n-for-m', take: 2, pay: 1});

test('a bag of a grosz at half its price costs a grosz, and nobody reads of a discount', t => {
	const [line] = basketOf(bought(bag, 1, half)).lines;
	t.like(line, {totalGrosze: grosze(1), discountGrosze: grosze(0)});
	t.false(line !== undefined && 'discounts' in line);
	t.deepEqual(totals(showCard(basketOf(bought(bag, 1)), cardOf(5000))), [1]);
	t.deepEqual(totals(basketOf(bought(bag, 3, half))), [1]);
	t.deepEqual(totals(basketOf(bought(bag, 1), bought(bag, 1, half))), [1, 1]);
});

test('a card beside a promotion gives back the grosz that it took too much', t => {
	const basket = showCard(basketOf(bought(product('guma', 2), 1, {...half, combinesWithCard: true})), cardOf(5000));
	t.deepEqual(totals(basket), [1]);
	t.deepEqual(
		basket.lines[0]?.discounts?.map(({source}) => source),
		['promotion:polowa'],
	);
});

test('a free piece is free on a line that is worth something, and a line of its own keeps a grosz', t => {
	t.deepEqual(totals(basketOf(bought(bag, 2, secondFree))), [1]);
	t.deepEqual(totals(basketOf(bought(bag, 1, secondFree), bought(bag, 1, secondFree))), [1, 1]);
	// Of goods that cost more, what two lines get together is on both of them.
	t.deepEqual(
		totals(basketOf(bought(product('a', 500), 1, secondFree), bought(product('b', 300), 1, secondFree))),
		[312, 188],
	);
});

const termsOf: fc.Arbitrary<PromotionTerms> = fc.oneof(
	fc.record({kind: fc.constant('percent' as const), percentHundredths: fc.integer({min: 1, max: 9999})}),
	fc.record({kind: fc.constant('fixed-price' as const), priceGrosze: fc.integer({min: 1, max: 5}).map(grosze)}),
	fc.record({kind: fc.constant('n-for-m' as const), take: fc.integer({min: 2, max: 5}), pay: fc.constant(1)}),
	fc.record({kind: fc.constant('second-cheaper' as const), percentHundredths: fc.integer({min: 1, max: 9999})}),
	fc.record({
		kind: fc.constant('bundle' as const),
		parts: fc.constant([
			{products: ['p0', 'p1'], pieces: 1},
			{products: ['p2'], pieces: 2},
		]),
		priceGrosze: fc.integer({min: 1, max: 5}).map(grosze),
	}),
);
const promotionsOf = fc
	.array(fc.tuple(termsOf, fc.boolean()), {maxLength: 3})
	.map(all => all.map(([terms, beside], place) => promotion(`r${place}`, terms, {combinesWithCard: beside})));
const goodsOf = fc.array(
	fc.oneof(
		fc.tuple(fc.integer({min: 0, max: 3}), fc.integer({min: 1, max: 6}), fc.constant(0)),
		fc.tuple(fc.constant(4), fc.constant(1), fc.integer({min: 2, max: 40})),
	),
	{minLength: 1, maxLength: 6},
);
const prices = fc.array(fc.oneof(fc.integer({min: 1, max: 3}), fc.integer({min: 1, max: 400})), {
	minLength: 4,
	maxLength: 4,
});

testProp(
	'whatever is taken off, no line comes to less than a grosz, and the sums are right',
	[
		goodsOf,
		prices,
		promotionsOf,
		fc.integer({min: 0, max: 9999}),
		fc.option(fc.oneof(fc.constant('percent' as const), fc.constant('amount' as const))),
	],
	(t, wanted, amounts, promotions, percentHundredths, byHand) => {
		const goods = wanted.map(([which, count, weight]): BasketGoods => {
			if (weight > 0)
				return {...weighedApples(weight * 10), product: {...apples, priceGrosze: grosze(399)}, promotions};
			const sold = product(`p${which}`, amounts[which] ?? 1, {levelPrices: {hurt: grosze(1)}});
			return bought(sold, count, ...promotions);
		});
		const card = cardOf(percentHundredths, percentHundredths % 2 === 0 ? {} : {priceLevel: 'hurt'});
		let basket = showCard(basketOf(...goods), card);
		if (byHand === 'percent') basket = discountByHand(basket, {lines: 'receipt', manual: {percentHundredths: 9999}});
		if (byHand === 'amount') {
			const onGrosze = grosze(basket.lines.reduce((sum, {grossGrosze}) => sum + grossGrosze, 0));
			basket = discountByHand(basket, {lines: 'receipt', manual: {amountGrosze: onGrosze, onGrosze}});
		}
		for (const each of [basket, voidGoods(basket, {line: 1, count: 1})]) {
			for (const {grossGrosze, discountGrosze, discounts = [], totalGrosze} of each.lines) {
				t.true(totalGrosze >= 1);
				t.is(totalGrosze, grosze(grossGrosze - discountGrosze));
				t.is(
					discounts.reduce((sum, {amountGrosze}) => sum + amountGrosze, 0),
					discountGrosze as number,
				);
				t.true(discounts.every(({amountGrosze}) => amountGrosze > 0));
			}
			t.true(each.lines.length === 0 || sumsOf(each.lines).goodsGrosze > 0);
		}
	},
);
