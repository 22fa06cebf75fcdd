/**
 * Cash of another currency: what it is worth, how much of it pays, and what of it a shop takes.
 *
 *   worth in grosze = amount in hundredths × rate in ten-thousandths ÷ 10 000, halves up
 *
 * A rate says what a whole unit is worth, in ten-thousandths of a złoty, with the four places in which banks write it:
 * 43215 is 4.3215 zł. So nothing is ever a fraction. Currencies whose unit has no hundredths cannot be named.
 */
import {assert} from './assert.ts';
import type {Currency} from './catalogue.ts';
import type {ForeignCash, Tender} from './entry.ts';
import {divideRoundingHalfUp, type Grosze, grosze} from './money.ts';
import {fail, ok, type Result} from './result.ts';

/** ISO 4217. */
export const currencyPattern = /^[A-Z]{3}$/;

/** The złoty itself, and currencies with no minor unit or another one than hundredths, by ISO 4217. */
const otherCurrencies: ReadonlySet<string> = new Set(
	'PLN BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF BHD IQD JOD KWD LYD OMR TND CLF UYW'.split(
		' ',
	),
);

export function isForeign(code: string): boolean {
	return currencyPattern.test(code) && !otherCurrencies.has(code);
}

/** A thousand złotych for a unit: above it a missing decimal point is likelier than a rate. */
export const rateTenThousandthsMax = 10_000_000;
/** A million units. */
export const amountMinorMax = 100_000_000;

export function worthOf({amountMinor, rateTenThousandths}: Omit<ForeignCash, 'currency'>): Grosze {
	return grosze(divideRoundingHalfUp(amountMinor * rateTenThousandths, 10_000));
}

/** The least amount, in hundredths, that is worth so much: what the customer is asked for. */
export function amountFor(dueGrosze: Grosze, rateTenThousandths: number): number {
	assert(rateTenThousandths > 0, 'a currency is worth something');
	if (dueGrosze <= 0) return 0;
	// Half a grosz is rounded up, so that half a grosz less than what is due is enough.
	return Math.ceil((dueGrosze * 10_000 - 5_000) / rateTenThousandths);
}

/** `20.00 EUR` with a comma: how an amount is written on a slip. */
export function writtenAmount({currency, amountMinor}: Pick<ForeignCash, 'currency' | 'amountMinor'>): string {
	return `${withComma(amountMinor, 2)} ${currency}`;
}

/** `Gotówka: 20,00 EUR po 4,3215 zł`; printers that print lines of ours have room for forty characters. */
export function slipLineOf(cash: ForeignCash): string {
	return `Gotówka: ${writtenAmount(cash)} po ${withComma(cash.rateTenThousandths, 4)} zł`;
}

function withComma(amount: number, places: number): string {
	const digits = String(amount).padStart(places + 1, '0');
	return `${digits.slice(0, -places)},${digits.slice(-places)}`;
}

export type ForeignFault =
	| {readonly code: 'currency-not-taken'; readonly currency: string}
	/** It was shown at another rate than holds now. */
	| {readonly code: 'rate-changed'; readonly currency: string}
	| {readonly code: 'foreign-too-much'; readonly currency: string; readonly amountMinorMax: number};

/** Whether the shop takes what was given, at the rate and the worth that the screen showed. */
export function checkForeign(
	tenders: readonly Tender[],
	currencies: readonly Currency[],
): Result<readonly Tender[], ForeignFault> {
	const taken = new Map<string, number>();
	for (const {foreign, amountGrosze} of tenders) {
		if (foreign === undefined) continue;
		const {currency, amountMinor, rateTenThousandths} = foreign;
		const terms = currencies.find(({code}) => code === currency);
		if (terms === undefined) return fail({code: 'currency-not-taken', currency});
		const isAsShown = rateTenThousandths === terms.rateTenThousandths && amountGrosze === worthOf(foreign);
		if (!isAsShown) return fail({code: 'rate-changed', currency});
		const together = (taken.get(currency) ?? 0) + amountMinor;
		taken.set(currency, together);
		if (terms.amountMinorMax !== undefined && together > terms.amountMinorMax)
			return fail({code: 'foreign-too-much', currency, amountMinorMax: terms.amountMinorMax});
	}
	return ok(tenders);
}
