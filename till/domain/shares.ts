/** An amount that several have to bear together. */
import {assert} from './assert.ts';
import {type Grosze, grosze} from './money.ts';

/**
 * Parts an amount by weights, so that the parts are whole grosze and the whole: each the floor of its share, and what is
 * left a grosz each to those that lost most by it, of equals to the first.
 */
export function shareOut(amount: Grosze, weights: readonly number[]): readonly Grosze[] {
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	assert(total > 0 && amount >= 0, 'what is shared out is shared by something');
	const parts = weights.map((weight, place) => ({place, ...divided(amount, weight, total)}));
	const shares = parts.map(({share}) => share);
	const left = amount - shares.reduce((sum, share) => sum + share, 0);
	const order = parts.sort((one, other) => other.lost - one.lost || one.place - other.place);
	for (const {place} of order.slice(0, left)) shares[place] = (shares[place] ?? 0) + 1;
	return shares.map(grosze);
}

/** `amount * weight / total`, its whole part and what is lost by that; the product may be more than a number holds exactly. */
function divided(amount: number, weight: number, total: number): {readonly share: number; readonly lost: number} {
	const product = amount * weight;
	if (Number.isSafeInteger(product)) return {share: Math.floor(product / total), lost: product % total};
	const exact = BigInt(amount) * BigInt(weight);
	return {share: Number(exact / BigInt(total)), lost: Number(exact % BigInt(total))};
}
