/**
 * The printer's error codes and what they come to for the till. A code that is not listed is `other` with its
 * number kept: no code is ever taken for a success.
 */
import type {PrinterFault} from '../fiscal-printer.ts';

type Meaning = readonly [code: PrinterFault['code'], words: string];

const meanings: Readonly<Record<number, Meaning>> = {
	1: ['clock', 'the clock is not set'],
	2: ['protocol', 'check byte'],
	3: ['protocol', 'number of parameters'],
	4: ['protocol', 'a parameter out of range'],
	5: ['clock', 'the clock cannot be read or set'],
	6: ['memory', 'fiscal memory or totals'],
	7: ['clock', 'the date is earlier than the last record'],
	8: ['report-due', 'the totals are not zero'],
	9: ['mechanism', 'input or output'],
	11: ['vat-letter', 'VAT rates'],
	12: ['blocked', 'header'],
	13: ['blocked', 'already fiscal'],
	16: ['name', 'name'],
	17: ['line-value', 'quantity'],
	18: ['vat-locked', 'rate unknown or inactive, or the item locked for it'],
	19: ['line-value', 'price'],
	20: ['line-value', 'the printer reckons another value, or the discount is out of range'],
	21: ['no-transaction', 'no transaction is open'],
	22: ['line-value', 'nothing to reverse'],
	23: ['totals', 'no lines, or another number of them'],
	24: ['busy', 'input buffer full'],
	25: ['protocol', 'code of till and cashier, or lines for the footer'],
	26: ['payments', 'sum paid, or of packages'],
	27: ['totals', 'the printer reckons another sum'],
	28: ['memory', 'totals overflow'],
	29: ['no-transaction', 'nothing to close'],
	30: ['line-value', 'amount of money'],
	31: ['line-value', 'too much cash in the drawer'],
	32: ['line-value', 'not so much cash in the drawer'],
	33: ['protocol', 'text about the shift or the cashier'],
	34: ['protocol', 'text or amount'],
	35: ['nothing-to-report', 'no sale since the last daily report'],
	36: ['other', 'there is a record of this day already'],
	37: ['other', 'cancelled on the printer'],
	38: ['name', 'name'],
	39: ['vat-letter', 'VAT letter'],
	40: ['blocked', 'no header, or fiscal work is blocked'],
	82: ['other', 'not in this state'],
	83: ['totals', 'sum of packages'],
	84: ['protocol', 'too many texts'],
	90: ['line-value', 'begun with packages: no goods may follow'],
	91: ['payments', 'payments were sent already, or other ones'],
	92: ['memory', 'no room for more names of goods'],
	93: ['payments', 'no such payment'],
	94: ['totals', 'a sale too large'],
	95: ['transaction-open', 'a transaction is open'],
	96: ['no-transaction', 'the receipt was cancelled after twenty minutes'],
	97: ['mechanism', 'battery'],
	98: ['blocked', 'service jumper'],
	255: ['protocol', 'unknown command'],
};

/** Codes the driver itself acts upon. */
export const nameOrRate = 18;
/** The printer does not know what it was asked. */
export const notUnderstood: readonly number[] = [3, 4, 255];

export function faultOf({code, line}: {readonly code: number; readonly line?: number}): PrinterFault {
	const [kind, words] = meanings[code] ?? ['other', 'not listed'];
	return {code: kind, detail: `Thermal ${code}: ${words}`, ...(line !== undefined && {line})};
}
