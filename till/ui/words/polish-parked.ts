/** Baskets put aside, in Polish. */
import {zloty} from '../format.ts';
import type {ParkedWords} from './parked-kinds.ts';
import {counting} from './plural.ts';

const counted = counting('pl');

export const polishParked: ParkedWords = {
	title: 'Odłożone koszyki',
	key: 'Odłożone',
	park: 'Odłóż koszyk',
	none: 'Żaden koszyk nie jest odłożony',
	count: basketCount => counted(basketCount, {one: 'koszyk', few: 'koszyki', other: 'koszyków'}),
	lines: lineCount => counted(lineCount, {one: 'pozycja', few: 'pozycje', other: 'pozycji'}),
	unpaid: (basketCount, amountGrosze) =>
		`Odłożone i nieopłacone: ${counted(basketCount, {one: 'koszyk', few: 'koszyki', other: 'koszyków'})}, ${zloty(amountGrosze)}`,
	takeUp: (cashier, amountGrosze) => `Przywróć koszyk: ${cashier}, ${zloty(amountGrosze)}`,
};
