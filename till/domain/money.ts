/**
 * Money: whole grosze, never a fraction and never złote.
 *
 * All division of money happens here, so that every rounding rule of the till can be read on one page; but for the
 * shares of a discount, which need bigger numbers (`receipt-discount.ts`).
 */
import {assert} from './assert.ts';

declare const unit: unique symbol;

/** A whole number of grosze (1/100 zł), negative for what is taken away. */
export type Grosze = number & {readonly [unit]: 'grosze'};

export function grosze(amount: number): Grosze {
	assert(Number.isSafeInteger(amount), `money is whole grosze, not ${amount}`);
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

/** What `percentHundredths` (1500 = 15 %) of an amount is, half up to the grosz. */
export function percentOf(amount: Grosze, percentHundredths: number): Grosze {
	return grosze(divideRoundingHalfUp(amount * percentHundredths, 10_000));
}
