import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {addGoods, type Basket, type BasketGoods, showCard, voidGoods} from '../../../till/domain/basket.ts';
import type {Promotion} from '../../../till/domain/catalogue.ts';
import {amountOf, discountsOf} from '../../../till/domain/discounts.ts';
import {grosze} from '../../../till/domain/money.ts';
import type {AppliedCard} from '../../../till/domain/pricing.ts';
import {pieces} from '../../../till/domain/quantity.ts';
import {shareOut} from '../../../till/domain/shares.ts';
import {bought, dueOf, off, product, promotion} from './promoted.ts';
import {basketOf, counted, weighedApples} from './sales.ts';
import {apples} from './shop.ts';

const card: AppliedCard = {
	number: '98',
	name: 'Pani Halina',
	percentHundredths: 500,
	excludedGroups: [],
	source: 'card:98',
};
const threeForTwo = promotion('3-za-2', {kind: 'n-for-m', take: 3, pay: 2});
const tenPercent = promotion('10-procent', {kind: 'percent', percentHundredths: 1000});
const secondHalf = promotion('drugi-50', {kind: 'second-cheaper', percentHundredths: 5000});

test('of three the cheapest is free, and the rest of a fourth piece is not', t => {
	const basket = basketOf(bought(product('a', 300), 2, threeForTwo), bought(product('b', 500), 2, threeForTwo));
	// 5, 5, 3 together: 3 zł off, by value; the fourth piece is alone.
	t.is(dueOf(basket), grosze(1600 - 300));
	t.deepEqual(off(basket), [69, 231]);
	t.deepEqual(basket.lines[1]?.discounts, [
		{source: 'promotion:3-za-2', name: threeForTwo.name, amountGrosze: grosze(231)},
	]);
});

test('no line comes to nothing: what is free is shared by value', t => {
	const basket = basketOf(...[1, 2, 3].map(code => bought(product(String(code), 400), 1, threeForTwo)));
	t.deepEqual(off(basket), [134, 133, 133]);
	t.true(basket.lines.every(({totalGrosze}) => totalGrosze > 0));
});

test('off the cheaper of every two, the dearest with the dearest', t => {
	const basket = basketOf(
		bought(product('a', 1000), 1, secondHalf),
		bought(product('b', 600), 1, secondHalf),
		bought(product('c', 200), 1, secondHalf),
	);
	t.is(dueOf(basket), grosze(1800 - 300));
	t.is(off(basket)[2], 0);
});

test('a bundle costs its price as often as there is one, and pieces beside it cost their own', t => {
	const bundle = promotion('sniadanie', {
		kind: 'bundle',
		parts: [
			{products: ['bulka'], pieces: 2},
			{products: ['kefir', 'maslanka'], pieces: 1},
		],
		priceGrosze: grosze(400),
	});
	const basket = basketOf(
		bought(product('bulka', 90), 5, bundle),
		bought(product('kefir', 350), 1, bundle),
		bought(product('maslanka', 300), 1, bundle),
	);
	t.is(dueOf(basket), grosze(400 + 400 + 90));
});

test('a bundle whose dearest goods get more alone is made of the others', t => {
	const bundle = promotion('razem', {
		kind: 'bundle',
		parts: [
			{products: ['a', 'b'], pieces: 1},
			{products: ['c'], pieces: 1},
		],
		priceGrosze: grosze(1000),
	});
	const third = promotion('a-31', {kind: 'percent', percentHundredths: 3100});
	const basket = basketOf(
		bought(product('a', 1000), 1, bundle, third),
		bought(product('b', 900), 1, bundle),
		bought(product('c', 300), 2, bundle),
	);
	t.is(
		off(basket).reduce((sum, each) => sum + each, 0),
		310 + 200,
	);
});

test('of equal pieces those that no happy hour reached are the ones that stay out of it', t => {
	const one = product('a', 500);
	const early = bought(one, 2, threeForTwo);
	const late = bought(one, 2);
	t.is(dueOf(basketOf(early, late)), dueOf(basketOf(late, early)));
	t.is(dueOf(basketOf(bought(one, 3, threeForTwo), late)), grosze(2000));
});

test('a bundle that is dearer than its goods is none', t => {
	const bundle = promotion('za-drogo', {
		kind: 'bundle',
		parts: [{products: ['a'], pieces: 2}],
		priceGrosze: grosze(700),
	});
	t.deepEqual(off(basketOf(bought(product('a', 300), 2, bundle))), [0]);
});

test('a fixed price takes off what is above it, also by weight, and never puts anything up', t => {
	const fixed = promotion('za-399', {kind: 'fixed-price', priceGrosze: grosze(399)});
	t.deepEqual(off(basketOf(bought(product('a', 429), 3, fixed))), [90]);
	t.deepEqual(off(basketOf(bought(product('a', 350), 3, fixed))), [0]);
	const weighed = basketOf({...weighedApples(1500), priceGrosze: grosze(599), promotions: [fixed]});
	t.deepEqual(off(weighed), [899 - 599]);
});

test('the card or the promotion, whichever is better; both where the promotion says so', t => {
	const one = product('a', 1000);
	t.deepEqual(off(showCard(basketOf(bought(one, 1, tenPercent)), card)), [100]);
	const small = {...tenPercent, terms: {kind: 'percent', percentHundredths: 300} as const};
	t.deepEqual(showCard(basketOf(bought(one, 1, small)), card).lines[0]?.discounts?.[0]?.source, 'card:98');
	const both = showCard(basketOf(bought(one, 1, {...tenPercent, combinesWithCard: true})), card);
	t.deepEqual(
		both.lines[0]?.discounts?.map(({source, amountGrosze}) => [source, amountGrosze]),
		[
			['promotion:10-procent', 100],
			['card:98', 45],
		],
	);
	const three = basketOf(bought(one, 3, {...threeForTwo, combinesWithCard: true}));
	t.is(dueOf(showCard(three, card)), grosze(2000 - 100));
});

test('a card takes off in step with a promotion that takes only some of the pieces', t => {
	const basket = showCard(basketOf(bought(product('a', 1000), 4, threeForTwo)), card);
	t.deepEqual(
		basket.lines[0]?.discounts?.map(({source, amountGrosze}) => [source, amountGrosze]),
		[
			['promotion:3-za-2', 1000],
			['card:98', 50],
		],
	);
});

test('a card with a price level takes off down to that price, where it is better than its percent', t => {
	const levelled = {...product('a', 1000), levelPrices: {hurt: grosze(880)}};
	const trade = {...card, priceLevel: 'hurt'};
	t.deepEqual(off(showCard(basketOf(counted(levelled, 2)), trade)), [240]);
	t.deepEqual(off(showCard(basketOf(counted(product('b', 1000), 2)), trade)), [100]);
});

test('a card that leaves promotions alone takes nothing off what one reaches, beside it or in its place', t => {
	const apart = {...card, percentHundredths: 5000, excludesPromotions: true};
	const [promoted, plain] = [product('a', 1000), product('b', 1000)];
	t.deepEqual(off(showCard(basketOf(bought(promoted, 1, tenPercent), counted(plain)), apart)), [100, 500]);
	t.deepEqual(off(showCard(basketOf(bought(promoted, 1, {...tenPercent, combinesWithCard: true})), apart)), [100]);
	t.deepEqual(off(showCard(basketOf(bought(promoted, 1, threeForTwo)), apart)), [0], 'nor where it takes nothing off');
	const levelled = {...promoted, levelPrices: {hurt: grosze(100)}};
	t.deepEqual(off(showCard(basketOf(bought(levelled, 1, tenPercent)), {...apart, priceLevel: 'hurt'})), [100]);
});

test('a price level is no way around what a card leaves alone', t => {
	const vodka = {...product('a', 2899, {group: 'wodka'}), levelPrices: {hurt: grosze(1000)}};
	const trade = {...card, priceLevel: 'hurt', excludedGroups: ['wodka']};
	t.deepEqual(off(showCard(basketOf(counted(vodka)), trade)), [0]);
	const tobacco = {...product('b', 2899), discountable: false, levelPrices: {hurt: grosze(1000)}};
	t.deepEqual(off(showCard(basketOf(counted(tobacco)), trade)), [0]);
});

test('a package with its own price is in no promotion over pieces', t => {
	const label = {...bought(product('a', 700), 1, threeForTwo, tenPercent), priceSource: 'label'};
	t.deepEqual(off(basketOf(label, label, label)), [70, 70, 70]);
});

test('shares are whole grosze, and the whole', t => {
	t.deepEqual(shareOut(grosze(100), [1, 1, 1]), [34, 33, 33].map(grosze));
	t.deepEqual(shareOut(grosze(0), [5, 3]), [grosze(0), grosze(0)]);
});

testProp(
	'shares of anything add up to it',
	[fc.nat(1_000_000), fc.array(fc.integer({min: 1, max: 99_999}), {minLength: 1, maxLength: 30})],
	(t, amount, weights) => {
		t.is(
			shareOut(grosze(amount), weights).reduce((sum, share) => sum + share, 0),
			amount,
		);
	},
);

const drawnTerms = fc.oneof(
	fc.record({kind: fc.constant('percent' as const), percentHundredths: fc.integer({min: 1, max: 6000})}),
	fc.record({kind: fc.constant('fixed-price' as const), priceGrosze: fc.integer({min: 1, max: 900}).map(grosze)}),
	fc
		.record({kind: fc.constant('n-for-m' as const), take: fc.integer({min: 2, max: 4})})
		.map(({kind, take}) => ({kind, take, pay: take - 1})),
	fc.record({kind: fc.constant('second-cheaper' as const), percentHundredths: fc.integer({min: 1, max: 9999})}),
	fc.record({
		kind: fc.constant('bundle' as const),
		parts: fc.array(
			fc.record({products: fc.subarray(['a', 'b', 'c', 'd'], {minLength: 1}), pieces: fc.integer({min: 1, max: 2})}),
			{minLength: 1, maxLength: 3},
		),
		priceGrosze: fc.integer({min: 1, max: 1500}).map(grosze),
	}),
);
const drawnPromotions = fc
	.array(fc.record({terms: drawnTerms, combinesWithCard: fc.boolean()}), {maxLength: 5})
	.map(all => all.map(({terms, combinesWithCard}, index) => promotion(`p${index}`, terms, {combinesWithCard})));
const prices: Readonly<Record<string, number>> = {a: 199, b: 350, c: 350, d: 999};
const drawnLine = fc.record({
	code: fc.constantFrom('a', 'b', 'c', 'd'),
	count: fc.integer({min: 1, max: 5}),
	weightGrams: fc.option(fc.integer({min: 1, max: 3000})),
	reached: fc.array(fc.nat(4), {maxLength: 4}),
});
const drawn = fc.record({
	lines: fc.array(drawnLine, {minLength: 1, maxLength: 8}),
	promotions: drawnPromotions,
	hasCard: fc.boolean(),
});

function goodsFrom(
	{code, count, weightGrams}: {code: string; count: number; weightGrams: number | null},
	promotions: readonly Promotion[],
): BasketGoods {
	if (weightGrams !== null) return {...weighedApples(weightGrams), product: {...apples, code: `w${code}`}, promotions};
	return bought(product(code, prices[code] ?? 1), count, ...promotions);
}

// Which promotions reach a product is the product's matter, so that equal pieces are equal.
const reachOf = (code: string, promotions: readonly Promotion[]) =>
	promotions.filter(({terms}, index) =>
		terms.kind === 'bundle'
			? terms.parts.some(part => part.products.includes(code))
			: (code.charCodeAt(0) + index) % 3 > 0,
	);

test('pieces that a bundle leaves over are rounded with the same others, whichever line came first', t => {
	const thirds = promotion('trzy', {
		kind: 'bundle',
		parts: [{products: ['a'], pieces: 3}],
		priceGrosze: grosze(1),
	});
	const percent = promotion('procent', {kind: 'percent', percentHundredths: 3732});
	const lines = [2, 1, 4, 1].map(count => bought(product('a', 199), count, thirds, percent));
	t.is(dueOf(basketOf(...lines)), dueOf(basketOf(...lines.toReversed())));
});

testProp(
	'what is due depends on no order of the lines, and on nothing that was added and voided',
	[drawn, fc.infiniteStream(fc.nat())],
	(t, {lines, promotions, hasCard}, order) => {
		const goods = lines.map(line => goodsFrom(line, reachOf(line.code, promotions)));
		const withCard = (basket: Basket) => (hasCard ? showCard(basket, card) : basket);
		const basket = withCard(basketOf(...goods));
		const keyed = goods.map(each => ({each, key: order.next().value ?? 0}));
		const shuffled = withCard(basketOf(...keyed.sort((one, other) => one.key - other.key).map(({each}) => each)));
		t.is(dueOf(shuffled), dueOf(basket));
		const [first] = goods;
		if (first === undefined) return;
		const more = addGoods(basket, first);
		t.is(dueOf(voidGoods(more, {line: basket.nextLine})), dueOf(basket));
	},
);

testProp(
	'it is never less than one promotion alone, or the card alone, and no line is paid for less than nothing',
	[drawn],
	(t, {lines, promotions, hasCard}) => {
		const goods = lines.map(line => goodsFrom(line, reachOf(line.code, promotions)));
		const plain = basketOf(...goods);
		const withCard = hasCard ? card : undefined;
		const taken = (some: readonly Promotion[], shown: AppliedCard | undefined) =>
			[...discountsOf(plain.lines, {promotions: some, card: shown}).values()].reduce(
				(sum, each) => sum + amountOf(each),
				0,
			);
		const all = taken(promotions, withCard);
		t.true(all >= taken([], withCard));
		for (const alone of promotions) t.true(all >= taken([alone], undefined), alone.id);
		const basket = withCard === undefined ? plain : showCard(plain, withCard);
		for (const {discountGrosze, grossGrosze, discounts = []} of basket.lines) {
			t.true(discountGrosze >= 0 && discountGrosze <= grossGrosze);
			t.is(amountOf(discounts), discountGrosze);
		}
	},
);

test('pieces that are taken back give their promotion back', t => {
	const basket = basketOf(bought(product('a', 500), 3, threeForTwo));
	t.deepEqual(off(basket), [500]);
	t.deepEqual(off(voidGoods(basket, {line: 1, count: 1})), [0]);
	t.deepEqual(voidGoods(basket, {line: 1, count: 1}).lines[0]?.quantity, {pieces: pieces(2)});
});
