/**
 * What the printer says of a receipt that it has voided: the letter that stands beside `#ANULOWANY#` on the paper. A
 * letter that is not listed is `other` and kept: none is a success.
 */
import type {PrinterFault} from '../fiscal-printer.ts';
import {type FaultRange, faultIn, one} from '../printer-faults.ts';

const letter = (sign: string, code: PrinterFault['code'], words: string): FaultRange =>
	one(sign.charCodeAt(0), code, `${sign}, ${words}`);

const meanings: readonly FaultRange[] = [
	letter('7', 'totals', 'the printer reckons another sum'),
	letter('B', 'name', 'fewer than five letters and digits in the name'),
	letter('I', 'vat-letter', 'rate unknown or inactive'),
	letter('R', 'line-value', 'an item that is worth nothing'),
	letter('S', 'totals', 'a sale too large'),
	letter('H', 'protocol', 'the rate is not where it belongs'),
	letter('X', 'no-transaction', 'the printer waited too long for what comes next'),
];

export function voidedBecause(code: number, line?: number): PrinterFault {
	return faultIn(meanings, {number: code, device: 'ElzabESC', line});
}
