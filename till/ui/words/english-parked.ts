/** Baskets put aside, in English. */
import {zloty} from '../format.ts';
import type {ParkedWords} from './parked-kinds.ts';
import {counting} from './plural.ts';

const counted = counting('en');

export const englishParked: ParkedWords = {
	title: 'Baskets put aside',
	key: 'Put aside',
	park: 'Put the basket aside',
	none: 'No basket is put aside',
	count: basketCount => counted(basketCount, {one: 'basket', other: 'baskets'}),
	lines: lineCount => counted(lineCount, {one: 'line', other: 'lines'}),
	unpaid: (basketCount, amountGrosze) =>
		`Put aside and not paid: ${counted(basketCount, {one: 'basket', other: 'baskets'})}, ${zloty(amountGrosze)}`,
	takeUp: (cashier, amountGrosze) => `Take up the basket: ${cashier}, ${zloty(amountGrosze)}`,
};
