/**
 * A discount on a whole receipt, spread on its lines so that a printer that is told the lines comes to the very sums per
 * rate to which it would come by itself: `docs/decisions/0034`.
 *
 *   the receipt ──by rates, A to G──► each rate ──by its lines, in their order──► each line
 */
import {assert} from './assert.ts';
import {amountOf, type LineDiscount, type LineToDiscount} from './discounts.ts';
import {type AmountOff, mostByHand, takenOf} from './manual-discount.ts';
import {type Grosze, grosze, sumGrosze, zeroGrosze} from './money.ts';
import {type VatLetter, vatLetters} from './vat.ts';

export interface DiscountedPart {
	readonly vat: VatLetter;
	/** After discounts of its own. */
	readonly totalGrosze: Grosze;
}

/** What this comes from in a line's discounts. */
export const receiptDiscountSource = 'manual-receipt';

/**
 * The discounts of lines with their shares of one on the whole receipt, after their own. What may not be discounted gives
 * nothing, and each line keeps a grosz: shares are in proportion to what a line has beyond it.
 */
export function withReceiptDiscount(
	lines: readonly LineToDiscount[],
	own: ReadonlyMap<number, readonly LineDiscount[]>,
	off: AmountOff,
): ReadonlyMap<number, readonly LineDiscount[]> {
	const reached = lines.filter(({product}) => product.discountable);
	const parts = reached.map(({line, product: {vat}, grossGrosze}) => ({
		line,
		vat,
		totalGrosze: mostByHand(grosze(grossGrosze - amountOf(own.get(line) ?? []))),
	}));
	const worthGrosze = sumGrosze(reached.map(({grossGrosze}) => grossGrosze));
	const most = sumGrosze(parts.map(({totalGrosze}) => totalGrosze));
	const shares = spreadReceiptDiscount(parts, grosze(Math.min(takenOf(off, worthGrosze), most)));
	const discounts = new Map(own);
	for (const [place, {line}] of parts.entries()) {
		const amountGrosze = shares[place] ?? zeroGrosze;
		if (amountGrosze === 0) continue;
		discounts.set(line, [...(own.get(line) ?? []), {source: receiptDiscountSource, name: '', amountGrosze}]);
	}
	return discounts;
}

/** What each line gives up, in the order of the lines. The discount is at most what they come to. */
export function spreadReceiptDiscount(lines: readonly DiscountedPart[], discountGrosze: Grosze): readonly Grosze[] {
	const rates = vatLetters.map(letter => lines.filter(({vat}) => vat === letter));
	const sums = rates.map(ofRate => sumGrosze(ofRate.map(({totalGrosze}) => totalGrosze)));
	const wholeGrosze = sumGrosze(sums);
	assert(
		lines.every(({totalGrosze}) => totalGrosze >= 0),
		'a line is not negative',
	);
	assert(discountGrosze >= 0 && discountGrosze <= wholeGrosze, 'a discount is at most what it is on');
	const leftGrosze = new Map<DiscountedPart, Grosze>();
	for (const [index, rateLeftGrosze] of scaleTo(sums, grosze(wholeGrosze - discountGrosze)).entries()) {
		const ofRate = rates[index] ?? [];
		const lefts = scaleTo(
			ofRate.map(({totalGrosze}) => totalGrosze),
			rateLeftGrosze,
		);
		for (const [place, line] of ofRate.entries()) leftGrosze.set(line, lefts[place] ?? zeroGrosze);
	}
	return lines.map(line => grosze(line.totalGrosze - (leftGrosze.get(line) ?? line.totalGrosze)));
}

/**
 * Parts in the proportion of these, which come to `whole` exactly: each is cut off to the grosz, and what was cut off goes
 * to the first part with which it makes a grosz. None is more than it was where `whole` is not.
 */
function scaleTo(parts: readonly Grosze[], whole: Grosze): readonly Grosze[] {
	const sum = BigInt(sumGrosze(parts));
	if (sum === 0n) return parts;
	let before = 0n;
	let given = 0n;
	return parts.map(part => {
		before += BigInt(part);
		const until = (before * BigInt(whole)) / sum;
		const share = until - given;
		given = until;
		return grosze(Number(share));
	});
}
