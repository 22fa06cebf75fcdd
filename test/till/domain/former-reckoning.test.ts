/** What is remembered of a basket from one scan to the next never shows: it is as if all of it were reckoned anew. */
import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {
	addGoods,
	addPieces,
	type Basket,
	discountByHand,
	emptyBasket,
	showCard,
	voidGoods,
} from '../../../till/domain/basket.ts';
import type {Promotion} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import type {AppliedCard} from '../../../till/domain/pricing.ts';
import {remembering} from '../../../till/domain/remembering.ts';
import {bought, product, promotion} from './promoted.ts';

const promotions: readonly Promotion[] = [
	promotion('2-za-1', {kind: 'n-for-m', take: 2, pay: 1}),
	promotion('3-za-2', {kind: 'n-for-m', take: 3, pay: 2}, {combinesWithCard: true}),
	promotion('drugi-50', {kind: 'second-cheaper', percentHundredths: 5000}),
	promotion('10-procent', {kind: 'percent', percentHundredths: 1000}),
	promotion('zestaw', {
		kind: 'bundle',
		parts: [
			{products: ['0', '1', '2'], pieces: 1},
			{products: ['2', '3'], pieces: 1},
		],
		priceGrosze: grosze(900),
	}),
];

const card: AppliedCard = {
	number: '1',
	name: 'Stały klient',
	source: 'card:1',
	percentHundredths: 500,
	excludedGroups: [],
};

type Step = (basket: Basket) => Basket;

const lineOf = ({lines}: Basket, place: number) => lines[place % Math.max(1, lines.length)]?.line ?? 0;

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc
			.record({
				good: fc.nat({max: 5}),
				count: fc.integer({min: 1, max: 4}),
				of: fc.subarray([...promotions]),
			})
			.map(
				({good, count, of}): Step =>
					basket =>
						addGoods(basket, bought(product(String(good), 300 + good * 170), count, ...of)),
			),
	},
	fc.nat({max: 20}).map(
		(place): Step =>
			basket =>
				addPieces(basket, {line: lineOf(basket, place), count: 1}),
	),
	fc.nat({max: 20}).map(
		(place): Step =>
			basket =>
				voidGoods(basket, {line: lineOf(basket, place)}),
	),
	fc.nat({max: 20}).map(
		(place): Step =>
			basket =>
				discountByHand(basket, {lines: [lineOf(basket, place)], manual: {percentHundredths: 1500}}),
	),
	fc.constantFrom<Step>(
		basket => showCard(basket, card),
		basket => showCard(basket, undefined),
	),
);

testProp(
	'after any steps every line gets what it would get in a basket that nobody has seen before',
	[fc.array(step, {minLength: 1, maxLength: 25})],
	(t, steps) => {
		let basket = emptyBasket({saleId: 'sale', openedAt: '2026-11-23T12:00:00+01:00'});
		for (const take of steps) {
			basket = take(basket);
			const unseen = structuredClone(basket);
			t.deepEqual(showCard(unseen, unseen.card), basket);
		}
	},
	{numRuns: 300},
);

test('what was made of an element stands as long as it is in its place', t => {
	const made: number[] = [];
	const doubled = remembering(({value}: {readonly value: number}) => {
		made.push(value);
		return {value: value * 2};
	});
	const [one, two, three] = [{value: 1}, {value: 2}, {value: 3}];
	const first = doubled([one, two]);
	t.deepEqual(doubled([one, two, three]), [{value: 2}, {value: 4}, {value: 6}]);
	t.deepEqual(made, [1, 2, 3]);
	t.deepEqual(doubled([two, {value: 4}]), [{value: 4}, {value: 8}]);
	t.deepEqual(made, [1, 2, 3, 2, 4]);
	t.deepEqual(first, [{value: 2}, {value: 4}], 'what was given away is left alone');
});
