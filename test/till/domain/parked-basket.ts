/** A basket with something of everything that a basket may have. */
import {
	addGoods,
	type Basket,
	checkAge,
	discountByHand,
	nameBuyer,
	showCard,
	voidGoods,
} from '../../../till/domain/basket.ts';
import type {Promotion} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {withPackages} from '../../../till/domain/packages.ts';
import {basketOf, counted, weighedApples} from './sales.ts';
import {milk, pet, vodka, water} from './shop.ts';

const threeForTwo: Promotion = {
	id: '3-za-2',
	name: 'Trzy w cenie dwóch',
	validFrom: '2026-11-23T00:00:00+01:00',
	terms: {kind: 'n-for-m', take: 3, pay: 2},
};
const halina = {
	number: '7770000001',
	name: 'Pani Halina',
	percentHundredths: 500,
	excludedGroups: ['wodka'],
	source: 'card:7770000001',
};

const goods = [counted(water, 2), counted(vodka), {...weighedApples(1234), barcode: '2910010012340'}];
const withMilk = addGoods(basketOf(...goods), {...counted(milk, 4), promotions: [threeForTwo]});
const scanned = voidGoods(withMilk, {line: 4, count: 1});

const byPercent = discountByHand(showCard(checkAge(scanned, 'document'), halina), {
	lines: [1],
	manual: {percentHundredths: 1000},
});
const byAmount = discountByHand(byPercent, {
	lines: [3],
	manual: {amountGrosze: grosze(120), onGrosze: grosze(492)},
});
const offTheReceipt = discountByHand(byAmount, {
	lines: 'receipt',
	manual: {amountGrosze: grosze(200), onGrosze: grosze(3000)},
});

export const parkedBasket: Basket = {
	...withPackages(nameBuyer(offTheReceipt, '6760000026'), {deposit: pet, pieces: 4}),
	parkedAt: '2026-11-23T12:04:05+01:00',
};
