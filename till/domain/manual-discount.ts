/**
 * A discount that a person gives: a percent, or an amount.
 *
 * An amount is remembered with what the goods cost when it was given. Of less it takes off only its share, so that nothing is
 * gained by giving it on a full basket and voiding most of it; of more it stays what was said. The last grosz of a line is
 * never taken off.
 */
import {type Grosze, grosze, percentOf} from './money.ts';

export interface AmountOff {
	readonly amountGrosze: Grosze;
	/** What the goods cost then, before anything was taken off. */
	readonly onGrosze: Grosze;
}

export type ManualDiscount = {readonly percentHundredths: number} | AmountOff;

/** What it takes off a line of this value. */
export function takenByHand(manual: ManualDiscount, valueGrosze: Grosze): Grosze {
	const wanted =
		'percentHundredths' in manual ? percentOf(valueGrosze, manual.percentHundredths) : takenOf(manual, valueGrosze);
	return grosze(Math.min(wanted, mostByHand(valueGrosze)));
}

/** What may be taken off a line at most. */
export function mostByHand(valueGrosze: Grosze): Grosze {
	return grosze(Math.max(0, valueGrosze - 1));
}

/** The amount, or its share of what is left of the goods it was given on; a begun grosz is left to the shop. */
export function takenOf({amountGrosze, onGrosze}: AmountOff, valueGrosze: Grosze): Grosze {
	if (valueGrosze >= onGrosze) return amountGrosze;
	// An amount times a receipt may be more than a number holds exactly.
	return grosze(Number((BigInt(amountGrosze) * BigInt(valueGrosze)) / BigInt(onGrosze)));
}
