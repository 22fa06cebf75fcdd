/** A card that is shown while goods lie on the scale, or while the customer looks for a document. */
import test from 'ava';
import {emptyBasket, showCard} from '../../../till/domain/basket.ts';
import {grams} from '../../../till/domain/quantity.ts';
import type {Sale} from '../../../till/domain/sale.ts';
import {stepSale} from '../../../till/domain/sale-step.ts';
import {applesToWeigh, basketOf, counted, fresh, halina} from './sales.ts';
import {milk, vodka} from './shop.ts';

const basket = basketOf(counted(milk, 2));
const reading = {state: 'waiting', reason: 'moving'} as const;
const weighing: Sale = {at: 'weighing', basket, goods: applesToWeigh, tareGrams: grams(0), reading};
const askingAge: Sale = {at: 'asking-age', basket, goods: counted(vodka)};
const shown = {on: 'card', card: halina, fresh} as const;
const takenBack = {on: 'card', card: undefined, fresh} as const;

for (const sale of [weighing, askingAge]) {
	test(`${sale.at}: what is in the basket is repriced and kept, and what is asked stays asked`, t => {
		const step = stepSale(sale, shown);
		t.deepEqual(step, {sale: {...sale, basket: showCard(basket, halina)}, effects: [{do: 'keep-soon'}]});
		t.deepEqual(stepSale(step.sale, takenBack), {sale, effects: [{do: 'keep-soon'}]});
	});

	test(`${sale.at}: the first goods of a sale wait on, and a card without goods is left`, t => {
		const {sale: carded} = stepSale({...sale, basket: emptyBasket(fresh)}, shown);
		t.is(carded.at, sale.at);
		const left = stepSale(carded, sale.at === 'weighing' ? {on: 'back'} : {on: 'age-answer', answer: 'refused'});
		t.like(left.sale, {at: 'selling', basket: {lines: [], card: halina}});
	});
}

test('goods that were on the scale or asked about get the card’s price as well', t => {
	const weighed = stepSale(stepSale(weighing, shown).sale, {on: 'add-weighed', typedGrams: grams(1000)});
	t.like(weighed.sale, {at: 'selling', basket: {lines: {length: 2, 1: {discounts: {length: 1}}}}});
	const sold = stepSale(stepSale(askingAge, shown).sale, {on: 'age-answer', answer: 'adult'});
	t.like(sold.sale, {at: 'selling', basket: {card: halina, ageCheck: 'adult', lines: {length: 2}}});
});

test('a sale on the scale that a crash left is a basket with its card', t => {
	t.deepEqual(stepSale(stepSale(weighing, shown).sale, {on: 'restart'}).sale, {
		at: 'selling',
		basket: showCard(basket, halina),
	});
	const nothing = {...weighing, basket: emptyBasket(fresh)};
	t.deepEqual(stepSale(nothing, {on: 'restart'}), {
		sale: {at: 'idle'},
		effects: [{do: 'forget', saleId: fresh.saleId}],
	});
});
