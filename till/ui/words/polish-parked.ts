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
	onlyOwn: 'Nie ma łączności z serwerem: widać tylko koszyki tej kasy',
	asking: 'Pytam serwer o koszyki innych kas…',
	noAnswer: 'Serwer nie odpowiada: widać tylko koszyki tej kasy',
	unreadable: basketCount =>
		`Kasa nie umie odczytać: ${counted(basketCount, {one: 'koszyk', few: 'koszyki', other: 'koszyków'})}. Przywróć tam, gdzie odłożono`,
	hasMore: 'Odłożonych koszyków jest więcej, niż mieści lista',
	isAsked: 'pytam serwer…',
	isUnsure: 'może go już mieć inna kasa',
	doubt:
		'Nie ma kogo zapytać, czy inna kasa nie wzięła już tego koszyka. Jeśli wzięła, towar zostanie sprzedany dwa razy. Weź go, gdy klient stoi przy tej kasie. Wpis o tym trafi do księgi kasy.',
	takeUpUnasked: 'Weź koszyk mimo to',
};
