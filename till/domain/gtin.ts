/**
 * The numbers printed under barcodes: EAN-13, EAN-8 and UPC-A, all of the family GTIN.
 *
 *   5 9 0 9 9 9 9 5 0 0 0 1 8      the last digit checks the others: weights 3, 1, 3, 1 … counted from its left
 *
 * A UPC-A is an EAN-13 whose first digit is a 0 that nobody prints; scanners give either form. EAN-8 is a number space
 * of its own.
 */
import {assert} from './assert.ts';

/** The digit that belongs after these, whichever the length of the code. */
export function gtinCheckDigit(digits: string): string {
	assert(/^\d+$/.test(digits), 'a check digit is of digits');
	let sum = 0;
	for (let place = 0; place < digits.length; place += 1) {
		const weight = (digits.length - place) % 2 === 1 ? 3 : 1;
		sum += weight * Number(digits[place]);
	}
	return String((10 - (sum % 10)) % 10);
}

/** 8, 12 or 13 digits with the right check digit. All zeros pass the sum, but are what an empty field looks like. */
export function isGtin(code: string): boolean {
	if (!/^(\d{8}|\d{12}|\d{13})$/.test(code) || /^0+$/.test(code)) return false;
	return gtinCheckDigit(code.slice(0, -1)) === code.slice(-1);
}

/** One spelling for one barcode: a UPC-A gets its unprinted 0, the others stay. */
export function gtinKey(code: string): string {
	return code.length === 12 ? `0${code}` : code;
}
