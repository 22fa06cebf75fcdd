import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {
	addGoods,
	addPieces,
	type Basket,
	type BasketGoods,
	checkAge,
	depositsOf,
	emptyBasket,
	lineCountMax,
	showCard,
	sumsOf,
	voidGoods,
} from '../../../till/domain/basket.ts';
import type {Product} from '../../../till/domain/catalogue.ts';
import {grosze, zeroGrosze} from '../../../till/domain/money.ts';
import type {AppliedCard} from '../../../till/domain/pricing.ts';
import {grams, pieces} from '../../../till/domain/quantity.ts';
import {apples, milk, settings, vodka, water} from './shop.ts';

const empty = emptyBasket({saleId: 'sale-1', openedAt: '2026-11-23T15:04:05+01:00'});
const [pet] = settings.deposits;

function counted(product: Product, count: number): BasketGoods {
	const route = product.group === 'wodka' ? 'alcohol' : 'main';
	const {priceGrosze} = product;
	const goods = {product, route, quantity: {pieces: pieces(count)}, priceGrosze, priceSource: 'product'} as const;
	return product.deposit === undefined || pet === undefined ? goods : {...goods, deposit: pet};
}
const weighed: BasketGoods = {...counted(apples, 1), quantity: {weightGrams: grams(1234)}};
const basketOf = (...goods: readonly BasketGoods[]): Basket => goods.reduce(addGoods, empty);

const halina: AppliedCard = {
	number: '9812345000016',
	name: 'Pani Halina',
	percentHundredths: 1000,
	excludedGroups: ['owoce'],
	source: 'card:9812345000016',
};

test('each line is reckoned when it is added', t => {
	const {lines} = basketOf(counted(milk, 3), weighed);
	t.like(lines[0], {line: 1, grossGrosze: grosze(1287), discountGrosze: zeroGrosze, totalGrosze: grosze(1287)});
	t.like(lines[1], {line: 2, grossGrosze: grosze(492), totalGrosze: grosze(492)});
});

test('a card takes its percent off what it may, whether shown before the goods or after', t => {
	const after = showCard(basketOf(counted(milk, 1), counted(vodka, 1), weighed), halina);
	const before = [counted(milk, 1), counted(vodka, 1), weighed].reduce(addGoods, showCard(empty, halina));
	t.deepEqual(after, before);
	t.deepEqual(
		after.lines.map(({discountGrosze}) => discountGrosze),
		[43, 0, 0].map(grosze),
	);
});

test('a card taken back leaves no trace', t => {
	const basket = basketOf(counted(milk, 1), weighed);
	t.deepEqual(showCard(showCard(basket, halina), undefined), basket);
});

test('some pieces of a line may be voided, or all of it', t => {
	const basket = basketOf(counted(milk, 3), counted(water, 2), weighed);
	t.like(voidGoods(basket, {line: 1, count: 1}).lines[0], {quantity: {pieces: pieces(2)}, grossGrosze: grosze(858)});
	for (const count of [undefined, 3, 4]) {
		const voided = voidGoods(basket, count === undefined ? {line: 1} : {line: 1, count});
		t.deepEqual(
			voided.lines.map(({line}) => line),
			[2, 3],
		);
	}
	t.deepEqual(
		voidGoods(basket, {line: 3, count: 1}).lines.map(({line}) => line),
		[1, 2],
	);
	t.deepEqual(voidGoods(basket, {line: 9}).lines, basket.lines);
});

test('the number of a voided line is never given again', t => {
	const basket = addGoods(voidGoods(basketOf(counted(milk, 1), counted(water, 1)), {line: 2}), weighed);
	t.deepEqual(
		basket.lines.map(({line}) => line),
		[1, 3],
	);
});

test('a deposit is charged for every piece, and no card discounts it', t => {
	const {lines} = showCard(basketOf(counted(milk, 1), counted(water, 6)), halina);
	t.like(depositsOf(lines)[0], {line: 2, route: 'main', pieces: 6, totalGrosze: grosze(300)});
	t.is(depositsOf(lines).length, 1);
	t.deepEqual(sumsOf(lines), {
		goodsGrosze: grosze(1461),
		discountGrosze: grosze(162),
		depositsGrosze: grosze(300),
		dueGrosze: grosze(1761),
	});
});

test('the answer about age stays with the sale', t => {
	t.is(checkAge(basketOf(counted(vodka, 1)), 'document').ageCheck, 'document');
});

test('a basket that a printer could not print is a broken promise', t => {
	const full = basketOf(...Array.from({length: lineCountMax}, () => counted(milk, 1)));
	t.throws(() => addGoods(full, weighed), {message: /Broken promise/});
});

const goods = fc.oneof(
	fc
		.tuple(fc.constantFrom(milk, water, vodka), fc.integer({min: 1, max: 50}))
		.map(([what, count]) => counted(what, count)),
	fc
		.integer({min: 0, max: 20_000})
		.map((weight): BasketGoods => ({...weighed, quantity: {weightGrams: grams(weight)}})),
);
const baskets = fc.array(goods, {minLength: 1, maxLength: 10}).map(list => basketOf(...list));

test('more pieces of a line cost what the line costs, card and deposits with them', t => {
	const basket = addPieces(basketOf(counted(water, 1), weighed), {line: 1, count: 2});
	t.like(basket.lines[0], {quantity: {pieces: pieces(3)}, grossGrosze: grosze(3 * 199)});
	t.is(sumsOf(basket.lines.slice(0, 1)).depositsGrosze, grosze(150));
	t.deepEqual(addPieces(basket, {line: 2, count: 2}).lines, basket.lines, 'what is weighed has no pieces');
});

testProp(
	'pieces put to a line and voided again by somebody’s word change nothing',
	[baskets, fc.integer({min: 1, max: 9})],
	(t, basket, count) => {
		for (const {line, quantity} of basket.lines) {
			if (!('pieces' in quantity)) continue;
			t.deepEqual(voidGoods(addPieces(basket, {line, count}), {line, count, isApproved: true}), basket);
		}
		t.deepEqual(addPieces(basket, {line: basket.nextLine, count}), basket);
	},
);

testProp('adding goods and voiding them again changes nothing that is paid', [baskets, goods], (t, basket, more) => {
	const back = voidGoods(addGoods(basket, more), {line: basket.nextLine});
	t.deepEqual(back.lines, basket.lines);
	t.deepEqual(sumsOf(back.lines), sumsOf(basket.lines));
});

testProp('the order of lines never changes the sums', [baskets], (t, basket) => {
	const carded = showCard(basket, halina);
	t.deepEqual(sumsOf([...carded.lines].reverse()), sumsOf(carded.lines));
});

testProp('on every line gross less discount is total, with a card and without', [baskets], (t, basket) => {
	for (const {lines} of [basket, showCard(basket, halina)]) {
		for (const {grossGrosze, discountGrosze, totalGrosze} of lines) {
			t.is(totalGrosze, grosze(grossGrosze - discountGrosze));
			t.true(discountGrosze >= 0 && totalGrosze >= 0);
		}
	}
});
