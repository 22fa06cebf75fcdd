/**
 * Money: whole grosze, never a fraction and never złote.
 *
 * All division of money happens here, so that every rounding rule of the till can be read on one page; but for
 * shares, which need bigger numbers (`shares.ts`, `receipt-discount.ts`, `manual-discount.ts`).
 */
import {assert, broken} from './assert.ts';

declare const unit: unique symbol;

/** A whole number of grosze (1/100 zł), negative for what is taken away. */
export type Grosze = number & {readonly [unit]: 'grosze'};

export function grosze(amount: number): Grosze {
	if (!Number.isSafeInteger(amount)) broken(`money is whole grosze, not ${amount}`);
	return (amount === 0 ? 0 : amount) as Grosze;
}

export const zeroGrosze = grosze(0);

export function sumGrosze(amounts: Iterable<Grosze>): Grosze {
	let sum = 0;
	for (const amount of amounts) sum += amount;
	return grosze(sum);
}

/**
 * `dividend / divisor` rounded to a whole number, halves away from zero: the rule of the VAT act and of the
 * fiscal printers. The divisor is positive.
 */
export function divideRoundingHalfUp(dividend: number, divisor: number): number {
	assert(
		Number.isSafeInteger(dividend) && Number.isSafeInteger(divisor * 2),
		'a division of money is of whole numbers',
	);
	assert(divisor > 0, 'money is divided by a positive number');
	const size = Math.abs(dividend);
	const whole = Math.floor(size / divisor);
	const rounded = (size - whole * divisor) * 2 >= divisor ? whole + 1 : whole;
	return dividend < 0 && rounded !== 0 ? -rounded : rounded;
}

/** How many hundredths of a percent an amount is of a whole, the begun one counted: rounding passes no limit. */
export function percentRoundingUp(amount: Grosze, whole: Grosze): number {
	assert(amount >= 0 && whole > 0, 'a percent is taken of something');
	return Math.ceil((amount * 10_000) / whole);
}

/**
 * How a percent is taken off an amount: what is left is rounded, or what is taken off is, each half up. Of 13.50 less 15 %
 * the first leaves 11.48, the second 11.47 (POSNET, discount types 0 and 1).
 */
export const percentMethods = ['round-what-is-left', 'round-what-is-taken'] as const;
export type PercentMethod = (typeof percentMethods)[number];

/** What `percentHundredths` (1500 = 15 %) takes off an amount. */
export function percentOff(amount: Grosze, percentHundredths: number, method: PercentMethod): Grosze {
	if (method === 'round-what-is-taken') return grosze(divideRoundingHalfUp(amount * percentHundredths, 10_000));
	return grosze(amount - divideRoundingHalfUp(amount * (10_000 - percentHundredths), 10_000));
}

/**
 * The same by the method of this till: what is taken off is rounded. A printer is told the amount and not the percent, so that
 * none of them rounds in its own way.
 */
export function percentOf(amount: Grosze, percentHundredths: number): Grosze {
	return percentOff(amount, percentHundredths, 'round-what-is-taken');
}
