/**
 * What POSNET answers mean. Pure; an answer that lacks what it should carry is `undefined`, never a guess.
 */

import type {DocumentSums, GrossByLetter} from '../../domain/evidence.ts';
import {grosze} from '../../domain/money.ts';
import type {PrinterHealth, PrinterTotals} from '../../domain/printer-account.ts';
import {type VatLetter, type VatRate, type VatTable, vatLetters} from '../../domain/vat.ts';
import type {PrinterStatus} from '../fiscal-printer.ts';
import type {Frame} from './frame.ts';

function textOf(answer: Frame, name: string): string | undefined {
	return answer.fields.find(field => field.name === name)?.value;
}

function numberOf(answer: Frame, name: string): number | undefined {
	const text = textOf(answer, name);
	return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function flagOf(answer: Frame, name: string): boolean | undefined {
	const text = textOf(answer, name);
	if (text === undefined) return undefined;
	if (/^[1tTyY]/.test(text)) return true;
	return /^[0nNfF]/.test(text) ? false : undefined;
}

/** `getrealid` */
export function identityIn(answer: Frame): {model: string; firmware: string; uniqueNumber: string} | undefined {
	const uniqueNumber = textOf(answer, 'nu');
	if (uniqueNumber === undefined || uniqueNumber === '') return undefined;
	const version = textOf(answer, 'vf') ?? textOf(answer, 'vr') ?? '';
	return {model: textOf(answer, 'nm') ?? '', firmware: version, uniqueNumber};
}

export interface Counters {
	readonly dailyReportCount: number;
	readonly completedCount: number;
	readonly cancelledCount: number;
	readonly lastReceiptNumber: number;
}

/** `scnt` */
export function countersIn(answer: Frame): Counters | undefined {
	const dailyReportCount = numberOf(answer, 'rd');
	const completedCount = numberOf(answer, 'bn');
	const cancelledCount = numberOf(answer, 'bc');
	const lastReceiptNumber = numberOf(answer, 'bt');
	if (dailyReportCount === undefined || completedCount === undefined) return undefined;
	if (cancelledCount === undefined || lastReceiptNumber === undefined) return undefined;
	return {dailyReportCount, completedCount, cancelledCount, lastReceiptNumber};
}

export interface DeviceState {
	readonly transactionOpen: boolean;
	readonly fiscal: boolean;
	readonly readOnly: boolean;
	readonly headerSet: boolean;
}

/** `scomm` */
export function stateIn(answer: Frame): DeviceState | undefined {
	const transaction = numberOf(answer, 'ts');
	const fiscal = flagOf(answer, 'fs');
	if (transaction === undefined || fiscal === undefined) return undefined;
	const readOnly = flagOf(answer, 'td') ?? false;
	const headerSet = flagOf(answer, 'hr') ?? true;
	return {transactionOpen: transaction !== 0, fiscal, readOnly, headerSet};
}

/** `stot`: the day's totals, and the day of the first sale that is in no report. */
export function totalsIn(
	answer: Frame,
): (Omit<PrinterTotals, 'uniqueNumber'> & Pick<PrinterHealth, 'unreportedSince'>) | undefined {
	const grossByLetter = grossIn(answer, 'p');
	const receiptCount = numberOf(answer, 'pn');
	const cancelledCount = numberOf(answer, 'cn');
	if (grossByLetter === undefined || receiptCount === undefined || cancelledCount === undefined) return undefined;
	const firstSale = /^\d{4}-\d\d-\d\d/.exec(textOf(answer, 'ds') ?? '')?.[0];
	const unreportedSince = firstSale === undefined || firstSale === noSaleYet ? undefined : firstSale;
	return {grossByLetter, receiptCount, cancelledCount, ...(unreportedSince !== undefined && {unreportedSince})};
}

/** What stands for the first sale where there was none. */
const noSaleYet = '2000-01-01';

/** `dbchkplu`: whether the good was locked for a higher rate. */
export function isLockedIn(answer: Frame): boolean | undefined {
	return flagOf(answer, 'bl');
}

function grossIn(answer: Frame, prefix: 'v' | 'p'): GrossByLetter | undefined {
	const gross: Partial<Record<VatLetter, ReturnType<typeof grosze>>> = {};
	for (const letter of vatLetters) {
		const sum = numberOf(answer, `${prefix}${letter.toLowerCase()}`);
		if (sum === undefined) return undefined;
		if (sum > 0) gross[letter] = grosze(sum);
	}
	return gross;
}

/** `sfsk` */
export function memoryClearsIn(answer: Frame): number | undefined {
	return numberOf(answer, 'cl');
}

export interface Transaction {
	readonly open: boolean;
	readonly footerPending: boolean;
	readonly lastDocument: DocumentSums;
}

/** `strns`: the document being printed, or else the last one. */
export function transactionIn(answer: Frame): Transaction | undefined {
	const open = numberOf(answer, 'to');
	const footerPending = flagOf(answer, 'fe');
	if (open === undefined || footerPending === undefined) return undefined;
	const grossByLetter = grossIn(answer, 'v');
	if (grossByLetter === undefined) return undefined;
	const charged = numberOf(answer, 'pp');
	const returned = numberOf(answer, 'pm');
	const paid = numberOf(answer, 'fp');
	const change = numberOf(answer, 're');
	if (charged === undefined || returned === undefined || paid === undefined || change === undefined) return undefined;
	return {
		open: open !== 0,
		footerPending,
		lastDocument: {
			grossByLetter,
			depositsChargedGrosze: grosze(charged),
			depositsReturnedGrosze: grosze(returned),
			paidGrosze: grosze(paid),
			changeGrosze: grosze(change),
		},
	};
}

/** `vatget`: `23,00` is a rate, `100,00` exempt, `101,00` inactive. */
export function vatTableIn(answer: Frame): VatTable | undefined {
	const table: Partial<Record<VatLetter, VatRate>> = {};
	for (const letter of vatLetters) {
		const text = textOf(answer, `v${letter.toLowerCase()}`);
		const match = text === undefined ? null : /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text);
		if (match === null) return undefined;
		const hundredths = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
		if (hundredths === 10_000) table[letter] = 'exempt';
		else table[letter] = hundredths > 10_000 ? 'inactive' : hundredths;
	}
	const {A, B, C, D, E, F, G} = table;
	if (A === undefined || B === undefined || C === undefined || D === undefined) return undefined;
	if (E === undefined || F === undefined || G === undefined) return undefined;
	return {A, B, C, D, E, F, G};
}

/** `rtcget`: local wall time, `YYYY-MM-DDTHH:MM`. */
export function wallTimeIn(answer: Frame): string | undefined {
	const match = /^(\d{4}-\d\d-\d\d)[;, T](\d\d:\d\d)/.exec(textOf(answer, 'da') ?? '');
	return match === null ? undefined : `${match[1]}T${match[2]}`;
}

/** `!sdev` and `!sprn` together. What ails the paper comes before what the printer does about it. */
export function statusIn(device: Frame, mechanism: Frame): PrinterStatus | undefined {
	const state = numberOf(device, 'ds');
	const ailment = numberOf(mechanism, 'pr');
	if (state === undefined || ailment === undefined) return undefined;
	const queueEmpty = flagOf(device, 'qe') ?? true;
	const detail = `ds${state} qe${queueEmpty ? 1 : 0} pr${ailment}`;
	const paperNearEnd = flagOf(device, 'pe') ?? false;
	return {condition: conditionOf(state, ailment, queueEmpty), paperNearEnd, detail};
}

function conditionOf(state: number, ailment: number, queueEmpty: boolean): PrinterStatus['condition'] {
	if (ailment === 5) return 'paper-out';
	if (ailment === 1 || ailment === 3 || ailment === 10) return 'cover-open';
	if (ailment !== 0) return 'mechanism';
	if (state === 2 || state === 3) return 'waiting-for-operator';
	if (state === 1) return 'in-menu';
	return queueEmpty ? 'ready' : 'busy';
}

/** The error code of an answer; `ERR` frames carry it as `?13` or, on some models, as `er13`. */
export function errorIn(answer: Frame): number | undefined {
	return answer.error ?? (answer.mnemonic === 'ERR' ? (numberOf(answer, 'er') ?? 0) : undefined);
}
