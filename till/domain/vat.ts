/**
 * VAT (PTU) as fiscal printers reckon it: once per rate, from the gross sum of that rate.
 *
 * Letters A..G are slots whose rates the shop's printers hold; which letter means what is read from the shop's
 * settings and checked against the printers by value, never assumed.
 */
import {assert} from './assert.ts';
import {divideRoundingHalfUp, type Grosze, grosze} from './money.ts';

declare const kind: unique symbol;

/** Tax, and what is left of a gross amount without it: neither passes for what somebody pays. Whole grosze as well. */
export type VatGrosze = number & {readonly [kind]: 'tax'};
export type NetGrosze = number & {readonly [kind]: 'net'};

export function vatGrosze(amount: number): VatGrosze {
	assert(Number.isSafeInteger(amount), `tax is whole grosze, not ${amount}`);
	return (amount === 0 ? 0 : amount) as VatGrosze;
}

export function sumVat(amounts: Iterable<VatGrosze>): VatGrosze {
	let sum = 0;
	for (const amount of amounts) sum += amount;
	return vatGrosze(sum);
}

export function netOf({grossGrosze, vatGrosze: tax}: Pick<VatSum, 'grossGrosze' | 'vatGrosze'>): NetGrosze {
	return (grossGrosze - tax) as NetGrosze;
}

export const vatLetters = ['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const;
export type VatLetter = (typeof vatLetters)[number];

/** Hundredths of a percent (2300 = 23 %), or a slot that carries no tax, or one that may not be used. */
export type VatRate = number | 'exempt' | 'inactive';

export type VatTable = Readonly<Record<VatLetter, VatRate>>;

/** The sum of one letter on a slip, a receipt or a day. `rate` is never `inactive` here. */
export interface VatSum {
	readonly letter: VatLetter;
	readonly rate: number | 'exempt';
	readonly grossGrosze: Grosze;
	readonly vatGrosze: VatGrosze;
}

/** The tax inside a gross amount, half up to the grosz. */
export function vatInGross(grossGrosze: Grosze, rate: number | 'exempt'): VatGrosze {
	if (rate === 'exempt') return vatGrosze(0);
	return vatGrosze(divideRoundingHalfUp(grossGrosze * rate, 10_000 + rate));
}

/**
 * Tax is taken from the total per rate, not line by line: the fiscal printer does the same, and our receipt has to
 * agree with its to the grosz. Letters without a sale are left out; the rest stand in the order A..G.
 */
export function vatSums(
	lines: Iterable<{readonly vat: VatLetter; readonly totalGrosze: Grosze}>,
	table: VatTable,
): readonly VatSum[] {
	const gross = new Map<VatLetter, number>();
	for (const {vat, totalGrosze} of lines) gross.set(vat, (gross.get(vat) ?? 0) + totalGrosze);
	const sums: VatSum[] = [];
	for (const letter of vatLetters) {
		const rate = table[letter];
		const sum = gross.get(letter);
		if (sum === undefined || rate === 'inactive') continue;
		sums.push({letter, rate, grossGrosze: grosze(sum), vatGrosze: vatInGross(grosze(sum), rate)});
	}
	return sums;
}
