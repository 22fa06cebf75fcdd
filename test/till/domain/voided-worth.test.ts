/** What a void is worth, for limits and for the book. */
import test from 'ava';
import fc from 'fast-check';
import {type Basket, showCard, sumsOf, voidedGrosze, voidGoods} from '../../../till/domain/basket.ts';
import type {Product, Promotion} from '../../../till/domain/catalogue.ts';
import {grosze, sumGrosze} from '../../../till/domain/money.ts';
import {stepSale} from '../../../till/domain/sale-step.ts';
import {basketOf, counted, halina, weighedApples} from './sales.ts';
import {milk, vodka, water} from './shop.ts';

const named = (code: string, priceGrosze: number): Product => ({...milk, code, priceGrosze: grosze(priceGrosze)});
const bundle: Promotion = {
	id: 'zestaw',
	name: 'Zestaw',
	validFrom: '2026-11-01T00:00:00+01:00',
	terms: {
		kind: 'bundle',
		parts: [
			{products: ['a'], pieces: 1},
			{products: ['b'], pieces: 1},
		],
		priceGrosze: grosze(400),
	},
};
const inBundle = (code: string, priceGrosze: number) => ({...counted(named(code, priceGrosze)), promotions: [bundle]});
const dear = inBundle('a', 900);
const cheap = inBundle('b', 100);

test('the cheap part of a bundle is worth what it came to, though the customer owes more without it', t => {
	const basket = basketOf(dear, cheap);
	const [first, second] = basket.lines;
	t.is(sumsOf(basket.lines).dueGrosze, grosze(400));
	t.is(sumsOf(voidGoods(basket, {line: 2}).lines).dueGrosze, grosze(900));
	t.is(voidedGrosze(basket, {line: 2}), second?.totalGrosze ?? grosze(0));
	t.is(voidedGrosze(basket, {line: 1}), first?.totalGrosze ?? grosze(0));
	const {effects} = stepSale({at: 'selling', basket}, {on: 'void-line', line: 2});
	t.like(effects[0], {do: 'remember', remark: 'line-voided', amountGrosze: second?.totalGrosze});
});

test('some pieces are worth their share, with their deposits; all of them or more are the line', t => {
	const basket = basketOf(counted(water, 4), weighedApples(1234));
	t.is(voidedGrosze(basket, {line: 1, count: 1}), grosze(199 + 50));
	t.is(voidedGrosze(basket, {line: 1, count: 3}), grosze(3 * (199 + 50)));
	for (const count of [4, 9]) t.is(voidedGrosze(basket, {line: 1, count}), grosze(4 * (199 + 50)));
	t.is(voidedGrosze(basket, {line: 2, count: 1}), grosze(492));
	t.is(voidedGrosze(basket, {line: 7}), grosze(0));
});

test('no void is worth less than nothing, and the lines together are worth the basket', t => {
	const goods = fc.oneof(
		fc.constantFrom(dear, cheap),
		fc
			.tuple(fc.constantFrom(milk, water, vodka), fc.integer({min: 1, max: 5}))
			.map(([product, count]) => counted(product, count)),
	);
	const worth = (basket: Basket) => basket.lines.map(({line}) => voidedGrosze(basket, {line}));
	const baskets = fc.property(
		fc.array(goods, {minLength: 1, maxLength: 8}),
		fc.integer({min: 1, max: 6}),
		(list, count) => {
			const basket = showCard(basketOf(...list), halina);
			const parts = basket.lines.map(({line}) => voidedGrosze(basket, {line, count}));
			return (
				parts.every((part, place) => part >= 0 && part <= (worth(basket)[place] ?? 0)) &&
				sumGrosze(worth(basket)) === sumsOf(basket.lines).dueGrosze
			);
		},
	);
	t.notThrows(() => fc.assert(baskets, {numRuns: 300}));
});
