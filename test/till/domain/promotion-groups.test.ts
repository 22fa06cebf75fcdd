/** Which pieces go together: what no choice by hand would beat, and what a discount by hand has to do with it. */
import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {discountByHand, showCard} from '../../../till/domain/basket.ts';
import type {PromotionTerms} from '../../../till/domain/catalogue.ts';
import {grosze, percentOf} from '../../../till/domain/money.ts';
import {shareOut} from '../../../till/domain/shares.ts';
import {bought, dueOf, product, promotion} from './promoted.ts';
import {basketOf} from './sales.ts';

const twoForOne = promotion('2-za-1', {kind: 'n-for-m', take: 2, pay: 1});
const threeForTwo = promotion('3-za-2', {kind: 'n-for-m', take: 3, pay: 2});
const half = promotion('polowa', {kind: 'percent', percentHundredths: 5000});
const secondHalf = promotion('drugi-50', {kind: 'second-cheaper', percentHundredths: 5000});

test('a percent or an amount by hand takes nothing away that a promotion gives', t => {
	const basket = basketOf(bought(product('chleb', 650), 2, twoForOne));
	t.is(dueOf(basket), 650);
	t.is(dueOf(discountByHand(basket, {lines: 'receipt', manual: {percentHundredths: 500}})), 650);
	const aZloty = {amountGrosze: grosze(100), onGrosze: grosze(1300)};
	t.is(dueOf(discountByHand(basket, {lines: [1], manual: aZloty})), 650);
	t.is(
		dueOf(discountByHand(basket, {lines: 'receipt', manual: aZloty})),
		550,
		'on the receipt it comes after all else',
	);
});

test('by hand more is taken off than by the promotion, and then it is by hand', t => {
	const basket = basketOf(bought(product('chleb', 650), 2, secondHalf));
	const byHand = discountByHand(basket, {lines: [1], manual: {percentHundredths: 3000}});
	t.is(dueOf(byHand), 910);
	t.deepEqual(byHand.lines[0]?.discounts, [{source: 'manual', name: '', amountGrosze: grosze(390)}]);
});

test('a piece that gets more alone is left out, and the cheaper ones go together', t => {
	const dear = product('a', 1000);
	t.is(dueOf(basketOf(bought(dear, 1, threeForTwo, half), bought(product('b', 500), 3, threeForTwo))), 500 + 1000);
	t.is(dueOf(basketOf(bought(dear, 1, secondHalf, half), bought(product('b', 600), 2, secondHalf))), 500 + 600 + 300);
});

test('goods that may be of several parts of a bundle are of the one that needs them, whichever is written first', t => {
	const goods = [product('a', 900), product('b', 500)] as const;
	const [both, one] = [
		{products: ['a', 'b'], pieces: 1},
		{products: ['a'], pieces: 1},
	];
	for (const parts of [
		[both, one],
		[one, both],
	]) {
		const bundle = promotion('zestaw', {kind: 'bundle', parts, priceGrosze: grosze(1000)});
		t.is(dueOf(basketOf(...goods.map(each => bought(each, 1, bundle)))), 1000);
		t.is(dueOf(basketOf(...goods.map(each => bought(each, 2, bundle)))), 2000, 'the dearer do not take all the room');
	}
});

test('a promotion with less gain goes first where it leaves the others more', t => {
	const bundle = promotion('zestaw', {
		kind: 'bundle',
		parts: [
			{products: ['a'], pieces: 1},
			{products: ['b'], pieces: 1},
		],
		priceGrosze: grosze(251),
	});
	const basket = basketOf(
		bought(product('a', 1499), 1, bundle),
		bought(product('b', 2099), 3, bundle, twoForOne),
		bought(product('c', 699), 3, twoForOne),
	);
	t.is(dueOf(basket), 251 + 2099 + 699 + 699);
});

test('of pieces that cost the same, those that nothing else wants go together first', t => {
	const basket = basketOf(
		bought(product('b', 1400), 3, secondHalf, threeForTwo),
		bought(product('c', 1400), 2, threeForTwo),
	);
	t.is(dueOf(basket), 5 * 1400 - 1400 - 700);
});

test('twenty pieces of the dearest goods there are share what is taken off', t => {
	const many = promotion('20-za-1', {kind: 'n-for-m', take: 20, pay: 1});
	const goods = ['a', 'b'].map(code => bought(product(code, 10_000_000), 10, many));
	t.is(dueOf(basketOf(...goods)), 10_000_000);
	const shares = shareOut(grosze(190_000_001), [100_000_000, 100_000_000]);
	t.deepEqual(shares, [95_000_001, 95_000_000].map(grosze));
});

const drawnTerms = fc.oneof(
	fc
		.record({take: fc.integer({min: 2, max: 4}), free: fc.integer({min: 1, max: 3})})
		.map(({take, free}) => ({kind: 'n-for-m' as const, take, pay: Math.max(1, take - free)})),
	fc.record({kind: fc.constant('second-cheaper' as const), percentHundredths: fc.integer({min: 100, max: 9999})}),
	fc.record({
		kind: fc.constant('bundle' as const),
		parts: fc.array(
			fc.record({products: fc.subarray(['a', 'b', 'c'], {minLength: 1}), pieces: fc.integer({min: 1, max: 2})}),
			{minLength: 1, maxLength: 2},
		),
		priceGrosze: fc.integer({min: 1, max: 2000}).map(grosze),
	}),
);
const drawnGoods = fc.record({
	counts: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(2)),
	prices: fc.tuple(
		fc.integer({min: 50, max: 2000}),
		fc.integer({min: 50, max: 2000}),
		fc.integer({min: 50, max: 2000}),
	),
	/** What goods get alone, in hundredths of a percent. */
	percents: fc.tuple(fc.nat(6000), fc.nat(6000), fc.nat(6000)),
});

interface Piece {
	readonly code: string;
	readonly price: number;
	readonly alone: number;
}

/** The most that can be taken off these pieces, by trying every choice there is. */
function mostOff(pieces: readonly Piece[], terms: PromotionTerms): number {
	const [first, ...others] = pieces;
	if (first === undefined) return 0;
	let most = first.alone + mostOff(others, terms);
	const size = sizeOf(terms);
	for (const rest of choicesOf(others, size - 1)) {
		const off = offTogether([first, ...rest], terms);
		if (off === undefined) continue;
		most = Math.max(
			most,
			off +
				mostOff(
					others.filter(each => !rest.includes(each)),
					terms,
				),
		);
	}
	return most;
}

function sizeOf(terms: PromotionTerms): number {
	if (terms.kind === 'n-for-m') return terms.take;
	return terms.kind === 'bundle' ? terms.parts.reduce((sum, {pieces}) => sum + pieces, 0) : 2;
}

function* choicesOf(pieces: readonly Piece[], count: number): Generator<readonly Piece[]> {
	if (count === 0) return yield [];
	for (const [place, piece] of pieces.entries())
		for (const rest of choicesOf(pieces.slice(place + 1), count - 1)) yield [piece, ...rest];
}

function offTogether(pieces: readonly Piece[], terms: PromotionTerms): number | undefined {
	const prices = pieces.map(({price}) => price).sort((one, other) => other - one);
	const sum = (some: readonly number[]) => some.reduce((total, price) => total + price, 0);
	if (terms.kind === 'n-for-m') return sum(prices.slice(terms.pay));
	if (terms.kind === 'second-cheaper') return percentOf(grosze(prices[1] ?? 0), terms.percentHundredths);
	if (terms.kind !== 'bundle') return undefined;
	const slots = terms.parts.flatMap(({products, pieces: count}) => Array.from({length: count}, () => products));
	return fits(pieces, slots) ? Math.max(0, sum(prices) - terms.priceGrosze) : undefined;
}

function fits(pieces: readonly Piece[], slots: readonly (readonly string[])[]): boolean {
	const [first, ...others] = pieces;
	if (first === undefined) return true;
	return slots.some((products, place) => products.includes(first.code) && fits(others, slots.toSpliced(place, 1)));
}

testProp(
	'beside what goods get alone no choice of pieces for one promotion takes off more',
	[drawnTerms, drawnGoods],
	(t, terms, {counts, prices, percents}) => {
		const codes = ['a', 'b', 'c'];
		const together = promotion('razem', terms);
		const isReached = (code: string) =>
			terms.kind !== 'bundle' || terms.parts.some(({products}) => products.includes(code));
		const goods = codes.flatMap((code, place) => {
			const alone = promotion(`sam-${code}`, {kind: 'percent', percentHundredths: percents[place] ?? 0});
			const promotions = [...((percents[place] ?? 0) > 0 ? [alone] : []), ...(isReached(code) ? [together] : [])];
			const count = counts[place] ?? 0;
			return count === 0 ? [] : [bought(product(code, prices[place] ?? 0), count, ...promotions)];
		});
		const pieces = codes.flatMap((code, place) => {
			const price = prices[place] ?? 0;
			const piece = () => ({code, price, alone: percentOf(grosze(price), percents[place] ?? 0)});
			return Array.from({length: counts[place] ?? 0}, piece);
		});
		const basket = basketOf(...goods);
		const gross = pieces.reduce((sum, {price}) => sum + price, 0);
		const off = gross - dueOf(basket);
		// Each piece by itself is rounded, the pieces of a line are rounded together.
		t.true(off >= mostOff(pieces, terms) - pieces.length, `${off} of ${mostOff(pieces, terms)}`);
	},
	{numRuns: 500},
);

testProp(
	'whatever is discounted by hand, nobody pays more for it',
	[fc.array(drawnTerms, {maxLength: 3}), drawnGoods, fc.integer({min: 1, max: 9999}), fc.boolean()],
	(t, terms, {counts, prices}, percentHundredths, isWhole) => {
		const promotions = terms.map((each, place) => promotion(`p${place}`, each));
		const goods = ['a', 'b', 'c'].map((code, place) =>
			bought(product(code, prices[place] ?? 0), (counts[place] ?? 0) + 1, ...promotions),
		);
		const basket = basketOf(...goods);
		const byHand = discountByHand(basket, {lines: isWhole ? 'receipt' : [1], manual: {percentHundredths}});
		// A line that is taken apart by a promotion is rounded in parts.
		t.true(dueOf(byHand) <= dueOf(basket) + goods.length);
	},
	{numRuns: 500},
);

test('a card beside a promotion that allows it is reckoned with what goes together', t => {
	const beside = {...twoForOne, combinesWithCard: true as const};
	const card = {number: '98', name: 'Pani Halina', percentHundredths: 1000, excludedGroups: [], source: 'card:98'};
	const basket = showCard(basketOf(bought(product('a', 1000), 3, beside)), card);
	t.is(dueOf(basket), 900 + 900);
});
