/** The office changes a promotion while somebody is paying for it. */
import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {addGoods, voidGoods} from '../../../till/domain/basket.ts';
import {namesOfPromotions, withPromotions} from '../../../till/domain/basket-promotions.ts';
import type {Promotion, PromotionTerms} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {bought as boughtOf, dueOf, product, promotion} from './promoted.ts';
import {basketOf} from './sales.ts';

const percent = (percentHundredths: number) => promotion('rabat', {kind: 'percent', percentHundredths});
const bought = (code: string, count: number, ...promotions: readonly Promotion[]) =>
	boughtOf(product(code, 1000), count, ...promotions);

const [morning, noon] = [percent(5000), percent(1000)];

test('a line keeps the promotion as it was when it was scanned, whichever line came first', t => {
	t.is(dueOf(basketOf(bought('a', 1, morning), bought('b', 1, noon))), 500 + 900);
	t.is(dueOf(basketOf(bought('b', 1, noon), bought('a', 1, morning))), 500 + 900);
	const basket = basketOf(bought('a', 1, morning), bought('b', 1, noon));
	t.deepEqual(
		basket.lines.map(({promotionIds, discounts}) => [promotionIds, discounts?.[0]?.source]),
		[
			[['rabat'], 'promotion:rabat'],
			[['rabat#2'], 'promotion:rabat'],
		],
	);
});

test('a promotion that holds longer, or reaches other goods, is the same for goods that it reached', t => {
	const threeForTwo = promotion('3-za-2', {kind: 'n-for-m', take: 3, pay: 2});
	const longer = {...threeForTwo, validTo: '2026-12-24T00:00:00+01:00', products: ['a', 'b']};
	const reread = {...threeForTwo, terms: {pay: 2, take: 3, kind: 'n-for-m'} as const};
	const basket = basketOf(bought('a', 1, threeForTwo), bought('a', 1, longer), bought('b', 1, reread));
	t.is(dueOf(basket), 2000);
	t.is(basket.promotions?.length, 1);
});

test('a line that is voided takes its version along', t => {
	const both = basketOf(bought('a', 1, morning), bought('b', 1, noon));
	const left = voidGoods(both, {line: 1});
	t.is(dueOf(left), 900);
	t.deepEqual(left.promotions, [noon]);
	t.deepEqual(left.lines[0]?.promotionIds, ['rabat']);
	t.is(voidGoods(left, {line: 2}).promotions, undefined);
	t.is(dueOf(addGoods(left, bought('a', 1, morning))), 500 + 900);
});

test('the list stays the very same one while nothing new is in it', t => {
	const known = [morning];
	t.is(withPromotions(known, [morning]).promotions, known);
	t.is(withPromotions(known, [{...morning}]).promotions, known);
	t.is(namesOfPromotions(known), namesOfPromotions(known));
	const basket = basketOf(bought('a', 1, morning));
	t.is(addGoods(basket, bought('b', 1, morning)).promotions, basket.promotions);
	t.is(voidGoods(addGoods(basket, bought('b', 1, morning)), {line: 2}).promotions, basket.promotions);
});

const drawnTerms: fc.Arbitrary<PromotionTerms> = fc.oneof(
	fc.record({kind: fc.constant('percent' as const), percentHundredths: fc.integer({min: 1, max: 6000})}),
	fc.record({kind: fc.constant('fixed-price' as const), priceGrosze: fc.integer({min: 1, max: 990}).map(grosze)}),
	fc.integer({min: 2, max: 4}).map(take => ({kind: 'n-for-m' as const, take, pay: take - 1})),
	fc.record({kind: fc.constant('second-cheaper' as const), percentHundredths: fc.integer({min: 1, max: 9999})}),
);
const drawn = fc.record({
	versions: fc.array(fc.record({id: fc.constantFrom('p', 'q'), terms: drawnTerms}), {minLength: 2, maxLength: 5}),
	lines: fc.array(
		fc.record({
			code: fc.constantFrom('a', 'b', 'c'),
			count: fc.integer({min: 1, max: 5}),
			reached: fc.tuple(fc.nat(9), fc.nat(9)),
		}),
		{minLength: 1, maxLength: 7},
	),
});

testProp(
	'with several versions of one promotion in it a basket knows no order, and nothing that was added and voided',
	[drawn, fc.infiniteStream(fc.nat())],
	(t, {versions, lines}, order) => {
		const all = versions.map(({id, terms}) => promotion(id, terms));
		const goods = lines.map(({code, count, reached}) => {
			// Of each promotion a line has one version, the one that held.
			const byId = new Map(reached.flatMap(place => all[place % all.length] ?? []).map(each => [each.id, each]));
			return bought(code, count, ...[...byId.values()].sort((one, other) => (one.id < other.id ? -1 : 1)));
		});
		const basket = basketOf(...goods);
		const keyed = goods.map(each => ({each, key: order.next().value ?? 0}));
		const shuffled = basketOf(...keyed.sort((one, other) => one.key - other.key).map(({each}) => each));
		t.is(dueOf(shuffled), dueOf(basket));
		for (const each of goods) t.is(dueOf(voidGoods(addGoods(basket, each), {line: basket.nextLine})), dueOf(basket));
		for (const {line} of basket.lines) {
			const without = basketOf(...goods.filter((_, place) => place + 1 !== line));
			t.is(dueOf(voidGoods(basket, {line})), dueOf(without));
		}
	},
	{numRuns: 500},
);
