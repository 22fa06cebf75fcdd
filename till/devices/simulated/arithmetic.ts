/**
 * The printer's own arithmetic, written from the manufacturer's description and apart from the till's, so that two
 * independent books have to agree. Whole grosze in big integers; quantities are decimals of up to eight places.
 */

const quantityScale = 100_000_000n;

/** Halves away from zero, of amounts that are never negative. */
export function roundHalfUp(dividend: bigint, divisor: bigint): bigint {
	return (2n * dividend + divisor) / (2n * divisor);
}

/** A quantity in units of 1/100 000 000, or nothing where the text is no number. */
export function quantityIn(text: string): bigint | undefined {
	const match = /^(\d{1,10})(?:[.,](\d{1,8}))?$/.exec(text);
	if (match === null) return undefined;
	return BigInt(match[1] ?? '0') * quantityScale + BigInt((match[2] ?? '').padEnd(8, '0'));
}

export function isWhole(quantity: bigint): boolean {
	return quantity % quantityScale === 0n;
}

export function quantityText(quantity: bigint): string {
	const fraction = (quantity % quantityScale).toString().padStart(8, '0').replace(/0+$/, '');
	const whole = (quantity / quantityScale).toString();
	return fraction === '' ? whole : `${whole},${fraction.padEnd(3, '0')}`;
}

export function lineValue(price: bigint, quantity: bigint): bigint {
	return roundHalfUp(price * quantity, quantityScale);
}

/** Of the gross sum of one rate, once a receipt; the rate in hundredths of a percent. */
export function taxInside(gross: bigint, rateHundredths: bigint): bigint {
	return roundHalfUp(gross * rateHundredths, 10_000n + rateHundredths);
}

/**
 * What a percent takes away. Method 1 rounds what is left, method 2 what is taken: 15 % of 13.50 leaves 11.48 by
 * the first and 11.47 by the second.
 */
export function percentDiscount(value: bigint, percentHundredths: bigint, method: 1 | 2): bigint {
	if (method === 2) return roundHalfUp(value * percentHundredths, 10_000n);
	return value - roundHalfUp(value * (10_000n - percentHundredths), 10_000n);
}

/** What is left of the sum of each rate when an amount is taken off all of them, rate by rate with the remainder carried on. */
export function takenOff(sums: readonly bigint[], discount: bigint): readonly bigint[] {
	const before = sums.reduce((sum, each) => sum + each, 0n);
	const after = before - discount;
	let carried = 0n;
	return sums.map(sum => {
		let left = (sum * after) / before;
		carried += (sum * after) % before;
		if (carried >= before) {
			left += 1n;
			carried -= before;
		}
		return left;
	});
}
