/**
 * The printer's error codes and what they come to for the till. A code that is not listed is `other` with its
 * number kept: no code is ever taken for a success.
 */
import type {PrinterFault} from '../fiscal-printer.ts';
import {type FaultRange, faultIn, one} from '../printer-faults.ts';

const commandErrors: readonly FaultRange[] = [
	one(30, 'other', 'cancelled on the printer'),
	{from: 40, to: 41, code: 'busy', words: 'held by another interface'},
	{from: 50, to: 56, code: 'other', words: 'internal error of the printer'},
	one(323, 'blocked', 'function blocked by configuration'),
	one(382, 'nothing-to-report', 'no sale since the last daily report'),
	one(383, 'report-due', 'the daily report has to be printed first'),
	{from: 384, to: 388, code: 'memory', words: 'fiscal memory full'},
	{from: 460, to: 464, code: 'clock', words: 'clock'},
	one(484, 'blocked', 'the trial time is over', 'subscription'),
	one(488, 'blocked', 'the subscription is over', 'subscription'),
	{from: 480, to: 487, code: 'blocked', words: 'authorisation'},
	one(499, 'protocol', 'the Thermal protocol is active'),
	one(752, 'protocol', 'the Thermal protocol is not available over TCP'),
	{from: 1000, to: 1079, code: 'memory', words: 'fiscal memory'},
	one(1953, 'payments', 'already paid in full'),
	one(1958, 'line-value', 'value of packages out of range'),
	{from: 1961, to: 1962, code: 'payments', words: 'payment out of range'},
	{from: 1950, to: 1966, code: 'line-value', words: 'sum out of range'},
	{from: 1980, to: 1985, code: 'line-value', words: 'discount out of range'},
	one(1991, 'line-value', 'discount not allowed'),
	one(1992, 'totals', 'no lines'),
	one(2000, 'vat-letter', 'rate unknown or inactive'),
	one(2001, 'line-value', 'quantity must be whole'),
	one(2002, 'blocked', 'no header', 'no-header'),
	one(2003, 'blocked', 'header'),
	one(2004, 'vat-letter', 'no active rate', 'no-vat'),
	one(2005, 'no-transaction', 'no transaction is open'),
	{from: 2006, to: 2010, code: 'line-value', words: 'price, quantity or value'},
	{from: 2020, to: 2026, code: 'clock', words: 'date or clock'},
	one(2034, 'blocked', 'not in fiscal mode', 'not-fiscal'),
	one(2035, 'blocked', 'totals are not zero'),
	one(2036, 'blocked', 'read only', 'read-only'),
	one(2038, 'transaction-open', 'a transaction is open'),
	one(2041, 'totals', 'closing with nothing to pay'),
	one(2054, 'payments', 'the payments do not cover the sum'),
	one(2060, 'no-transaction', 'not in this state of the transaction'),
	one(2064, 'no-transaction', 'nothing was begun'),
	one(2066, 'no-transaction', 'no footer is pending'),
	one(2094, 'payments', 'change was given already'),
	one(2098, 'memory', 'fiscal memory full'),
	one(2105, 'vat-letter', 'assignment of the rate'),
	one(2106, 'vat-locked', 'item locked: it was sold at a lower rate before'),
	one(2705, 'payments', 'kind of payment'),
	{from: 2801, to: 2803, code: 'line-value', words: 'the printer reckons another value'},
	{from: 2804, to: 2804, code: 'payments', words: 'the printer reckons another payment'},
	{from: 2805, to: 2807, code: 'totals', words: 'the printer reckons another sum'},
	{from: 2808, to: 2809, code: 'payments', words: 'the printer reckons another sum of payments'},
	one(2810, 'totals', 'settlement of packages is zero'),
	{from: 2851, to: 2853, code: 'line-value', words: 'nothing to reverse'},
	{from: 2900, to: 2930, code: 'memory', words: 'protected memory'},
	one(3733, 'blocked', 'keys were not sent to the repository', 'keys'),
	one(3735, 'blocked', 'certificates', 'keys'),
	one(3929, 'blocked', 'shared key', 'keys'),
	{from: 4201, to: 4209, code: 'blocked', words: 'data of the taxpayer'},
];

/** Of `ERR` frames: the printer did not understand, and did nothing. */
const frameErrors: readonly FaultRange[] = [
	one(1, 'protocol', 'unknown command'),
	one(2, 'protocol', 'a field is missing'),
	one(3, 'protocol', 'a field out of range'),
	one(4, 'protocol', 'bad token'),
	one(5, 'protocol', 'bad checksum'),
	one(6, 'protocol', 'malformed frame'),
	one(10, 'protocol', 'a field too long'),
	one(11, 'busy', 'input buffer full'),
	one(12, 'protocol', 'not an immediate command'),
	one(13, 'protocol', 'no answer is kept for this token'),
	one(14, 'busy', 'queue full'),
	one(15, 'protocol', 'no checksum'),
];

/** Codes the driver itself acts upon. */
export const nothingBegun = 2064;
export const wrongState = 2060;
export const noFooterPending = 2066;
export const noSuchToken = 13;

export function faultOf({
	code,
	inFrame,
	line,
}: {
	readonly code: number;
	readonly inFrame: boolean;
	readonly line?: number;
}): PrinterFault {
	const [ranges, device] = inFrame ? [frameErrors, 'POSNET ERR'] : [commandErrors, 'POSNET'];
	return faultIn(ranges, {number: code, device, line});
}
