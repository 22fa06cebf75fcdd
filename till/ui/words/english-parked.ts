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
	onlyOwn: 'There is no link to the server: only this till’s baskets are shown',
	asking: 'Asking the server for other tills’ baskets…',
	noAnswer: 'The server does not answer: only this till’s baskets are shown',
	unreadable: basketCount =>
		`The till cannot read ${counted(basketCount, {one: 'basket', other: 'baskets'})}: to be taken up where put aside`,
	hasMore: 'There are more baskets than the list has room for',
	isAsked: 'asking the server…',
	isUnsure: 'another till may have it',
	doubt:
		'Nobody can be asked whether another till has taken up this basket. If one has, the goods will be sold twice. Take it up when the customer stands at this till. It is written into the till’s book.',
	takeUpUnasked: 'Take the basket up all the same',
};
