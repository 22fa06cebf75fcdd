/** Many measurements in one or two numbers. */
import {assert} from '../../till/domain/assert.ts';

/** The value below which the share lies: 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
	assert(values.length > 0, 'something was measured');
	const sorted = values.toSorted((left, right) => left - right);
	const place = (sorted.length - 1) * share;
	const lower = sorted[Math.floor(place)] ?? 0;
	const upper = sorted[Math.ceil(place)] ?? lower;
	return lower + (upper - lower) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
	return quantile(values, 0.5);
}

/** `median (lowest–highest)`. */
export function showSpread(values: readonly number[], show: (value: number) => string = showNumber): string {
	if (values.length < 2) return show(median(values));
	return `${show(median(values))} (${show(Math.min(...values))}–${show(Math.max(...values))})`;
}

/** Three significant digits, thousands apart. */
export function showNumber(value: number): string {
	if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US').replaceAll(',', ' ');
	return String(Number(value.toPrecision(3)));
}

export function rounded(value: number, digits = 2): number {
	return Number(value.toFixed(digits));
}
