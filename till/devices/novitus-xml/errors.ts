/**
 * The printer's error numbers and what they come to for the till. A number that is not listed is `other` with its
 * number kept: no number is ever taken for a success.
 */
import type {PrinterFault} from '../fiscal-printer.ts';

interface Range {
	readonly from: number;
	readonly to: number;
	readonly code: PrinterFault['code'];
	readonly words: string;
}

function one(number: number, code: PrinterFault['code'], words: string): Range {
	return {from: number, to: number, code, words};
}

/** The first range that holds the number counts. */
const ranges: readonly Range[] = [
	one(0, 'protocol', 'an error without a number: the command was not understood'),
	one(1, 'clock', 'the clock is not set'),
	{from: 2, to: 4, code: 'protocol', words: 'checksum or parameters'},
	one(5, 'clock', 'the clock does not work'),
	one(6, 'memory', 'fiscal memory'),
	one(7, 'clock', 'date'),
	one(8, 'other', 'there were sales since the last daily report'),
	one(9, 'mechanism', 'input or output of the printer'),
	one(11, 'vat-letter', 'number of rates'),
	one(12, 'blocked', 'header'),
	one(15, 'name', 'additional lines'),
	one(16, 'name', 'name of the good'),
	one(17, 'line-value', 'quantity'),
	one(18, 'vat-letter', 'rate of the good: inactive, or the good is locked for it'),
	{from: 19, to: 20, code: 'line-value', words: 'price or value'},
	one(21, 'no-transaction', 'no receipt was begun'),
	{from: 22, to: 23, code: 'line-value', words: 'reversal, or number of lines'},
	one(25, 'name', 'text, or name of the cashier'),
	one(26, 'payments', 'payment'),
	one(27, 'totals', 'the printer reckons another total'),
	one(28, 'line-value', 'totalizer full'),
	one(30, 'payments', 'payment'),
	one(32, 'other', 'the cash would be below zero'),
	one(34, 'name', 'value or text'),
	one(35, 'nothing-to-report', 'no sale since the last daily report'),
	one(38, 'name', 'name'),
	one(40, 'blocked', 'no header is set'),
	one(51, 'line-value', 'amount'),
	one(58, 'other', 'receipt full'),
	one(82, 'other', 'not allowed now'),
	one(83, 'line-value', 'value of a deposit'),
	one(84, 'other', 'too many texts'),
	one(99, 'other', 'not allowed now'),
	one(1002, 'transaction-open', 'a receipt is open'),
	one(1003, 'vat-letter', 'no such rate'),
	one(1004, 'line-value', 'discount'),
	one(1005, 'protocol', 'data'),
	one(1006, 'blocked', 'not in fiscal mode'),
	one(1007, 'vat-letter', 'no rates are set'),
	one(1008, 'memory', 'fiscal memory full'),
	{from: 1009, to: 1014, code: 'memory', words: 'checksum of the working memory'},
	one(1015, 'blocked', 'no unique number'),
	one(1016, 'memory', 'no fiscal memory'),
	one(1017, 'mechanism', 'no printing mechanism'),
	one(1019, 'memory', 'another fiscal memory'),
	one(1021, 'blocked', 'read only'),
	{from: 1022, to: 1023, code: 'protocol', words: 'unknown or malformed command'},
	one(1026, 'protocol', 'the printer’s buffer overflowed'),
	one(1027, 'blocked', 'fiscal mode'),
	{from: 1028, to: 1030, code: 'memory', words: 'fiscal memory'},
	one(1031, 'other', 'not in this state'),
	one(1032, 'protocol', 'form of the packet'),
	{from: 1033, to: 1034, code: 'busy', words: 'the printer is busy'},
	one(1037, 'paper-out', 'no paper'),
	one(1085, 'clock', 'time before the last record'),
	one(1086, 'mechanism', 'printing'),
	{from: 1088, to: 1091, code: 'memory', words: 'protected memory'},
	one(1092, 'totals', 'no lines'),
	one(1098, 'nip', 'NIP of the buyer'),
	one(1099, 'memory', 'protected memory'),
	one(1100, 'blocked', 'sale is blocked'),
	one(1101, 'nip', 'data of the buyer'),
	one(1102, 'memory', 'protected memory'),
	one(1103, 'blocked', 'certificates'),
	one(1104, 'nip', 'name of the buyer'),
	one(1108, 'mechanism', 'no power supply'),
	{from: 1110, to: 1114, code: 'memory', words: 'fiscal memory'},
	one(1115, 'line-value', 'surcharge not allowed'),
	one(1116, 'report-due', 'the daily report has to be printed first'),
	one(1117, 'line-value', 'discount not allowed'),
	one(9999, 'other', 'critical error'),
];

export function faultOf(code: number, line?: number): PrinterFault {
	const range = ranges.find(({from, to}) => code >= from && code <= to);
	const detail = `Novitus ${code}: ${range?.words ?? 'not listed'}`;
	return {code: range?.code ?? 'other', detail, ...(line !== undefined && {line})};
}
