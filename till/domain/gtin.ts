/**
 * The numbers printed under barcodes: EAN-13, EAN-8, UPC-A and GTIN-14, all of the family GTIN.
 *
 *   5 9 0 9 9 9 9 5 0 0 0 1 8      the last digit checks the others: weights 3, 1, 3, 1 … counted from its left
 *
 * A UPC-A is an EAN-13 whose first digit is a 0 that nobody prints; scanners give either form. EAN-8 is a number space
 * of its own. A GTIN-14 begins with an indicator: 0 stands before the number of one piece, in whichever form that has;
 * any other one makes it the number of a pack, which nobody may take for the piece inside.
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

/** 8, 12, 13 or 14 digits with the right check digit. All zeros pass the sum, but are what an empty field looks like. */
export function isGtin(code: string): boolean {
	if (!/^(\d{8}|\d{12}|\d{13}|\d{14})$/.test(code) || /^0+$/.test(code)) return false;
	return gtinCheckDigit(code.slice(0, -1)) === code.slice(-1);
}

/** One spelling for one barcode: a UPC-A gets its unprinted 0, a GTIN-14 of one piece becomes that piece's, the others stay. */
export function gtinKey(code: string): string {
	if (code.length === 12) return `0${code}`;
	if (code.length !== 14 || !code.startsWith('0')) return code;
	return code.startsWith('000000') ? code.slice(6) : code.slice(1);
}
