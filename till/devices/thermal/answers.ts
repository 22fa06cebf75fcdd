/**
 * What the printer's answers mean. Pure; an answer that lacks what it should carry is `undefined`, never a guess.
 */
import type {GrossByLetter} from '../../domain/evidence.ts';
import {type Grosze, grosze} from '../../domain/money.ts';
import {type VatLetter, type VatRate, type VatTable, vatLetters} from '../../domain/vat.ts';
import type {PrinterStatus} from '../fiscal-printer.ts';
import type {Frame} from './frame.ts';

function groszeIn(text: string | undefined): Grosze | undefined {
	const match = /^(\d{1,10})(?:[.,](\d{0,2}))?$/.exec(text ?? '');
	return match === null ? undefined : grosze(Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')));
}

function countIn(text: string | undefined): number | undefined {
	return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function grossIn(texts: readonly string[]): GrossByLetter | undefined {
	const gross: Partial<Record<VatLetter, Grosze>> = {};
	for (const [index, letter] of vatLetters.entries()) {
		const sum = groszeIn(texts[index]);
		if (sum === undefined) return undefined;
		if (sum > 0) gross[letter] = sum;
	}
	return gross;
}

/** `23.00` is a rate, `100` exempt, `101` inactive. */
function rateIn(text: string | undefined): VatRate | undefined {
	const hundredths = groszeIn(text);
	if (hundredths === undefined || hundredths > 10_100) return undefined;
	if (hundredths < 10_000) return hundredths;
	return hundredths === 10_000 ? 'exempt' : 'inactive';
}

function vatIn(texts: readonly string[]): VatTable | undefined {
	const [A, B, C, D, E, F, G] = vatLetters.map((_, index) => rateIn(texts[index]));
	if (A === undefined || B === undefined || C === undefined || D === undefined) return undefined;
	if (E === undefined || F === undefined || G === undefined) return undefined;
	return {A, B, C, D, E, F, G};
}

/** What the printer says of itself in one answer, with a check byte. */
export interface RegisterState {
	readonly uniqueNumber: string;
	readonly fiscal: boolean;
	readonly inTransaction: boolean;
	/** The last transaction came to its proper end; told also after a power cut. */
	readonly lastCompleted: boolean;
	readonly memoryClearCount: number;
	/** Day of the last record in the fiscal memory as a number, `20261127`; 0 where there is none. */
	readonly recordDay: number;
	readonly vat: VatTable;
	/** Since the last daily report. */
	readonly receiptCount: number;
	readonly dayGrossByLetter: GrossByLetter;
}

const flagCount = 9;

/**
 * `2#X`: error; fiscal; in transaction; last one completed; 1; memory clears; year; month; day / seven rates /
 * receipts / seven totals / cash / unique number
 */
export function stateIn({checkedText}: Frame): RegisterState | undefined {
	const [head = '', ...parts] = checkedText?.split('/') ?? [];
	const flags = head.split(';').map(countIn);
	if (flags.length !== flagCount || flags.includes(undefined)) return undefined;
	const [, fiscal, inTransaction, lastCompleted, , clears = 0, year = 0, month = 0, day = 0] = flags;
	const vat = vatIn(parts.slice(0, 7));
	const receiptCount = countIn(parts[7]);
	const dayGrossByLetter = grossIn(parts.slice(8, 15));
	const uniqueNumber = parts.slice(16).join('/').trim();
	if (vat === undefined || receiptCount === undefined || dayGrossByLetter === undefined) return undefined;
	if (uniqueNumber === '') return undefined;
	return {
		uniqueNumber,
		fiscal: fiscal === 1,
		inTransaction: inTransaction !== 0,
		lastCompleted: lastCompleted === 1,
		memoryClearCount: clears,
		recordDay: month === 0 ? 0 : (2000 + year) * 10_000 + month * 100 + day,
		vat,
		receiptCount,
		dayGrossByLetter,
	};
}

/** `10#X`: year; month; day; hour; minute; second; receipts; cancelled; … */
export function cancelledCountIn({text}: Frame): number | undefined {
	return countIn(text.split('/')[0]?.split(';')[7]);
}

/** `50#X`: number of the last printout / … */
export function documentNumberIn({text}: Frame): number | undefined {
	return countIn(text.split('/')[0]);
}

/** `1#C`: local wall time, `YYYY-MM-DDTHH:MM`. */
export function wallTimeIn({text}: Frame): string | undefined {
	const [year, month, day, hour, minute] = text.split(';').map(countIn);
	if (year === undefined || month === undefined || day === undefined) return undefined;
	if (hour === undefined || minute === undefined) return undefined;
	const two = (part: number) => String(part).padStart(2, '0');
	return `${2000 + year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** `1#R`: type / version. */
export function versionIn({text}: Frame): {readonly model: string; readonly firmware: string} | undefined {
	const [model = '', ...firmware] = text.split('/');
	return model === '' ? undefined : {model: model.trim(), firmware: firmware.join('/').trim()};
}

/** `1$G`: 0, or the code with which the line would be refused / … */
export function saleRefusalIn({text}: Frame): number | undefined {
	return countIn(text.split('/')[0]);
}

/** `1#E`: code of the last command. */
export function lastErrorIn({text}: Frame): number | undefined {
	return countIn(text);
}

/** `#Z`: the printer's own word about a command, which some models give with a check byte. */
export function wordIn({parameters, command, text}: Frame): {readonly of: string; readonly code: number} | undefined {
	const match = command === '#Z' ? /^([$#][A-Za-z])(?:[\dA-Fa-f]{2})?$/.exec(text) : null;
	const code = parameters[0];
	return match?.[1] === undefined || code === undefined ? undefined : {of: match[1], code};
}

/** The answer to ENQ: whether the last command was carried out, so that none is at work. */
export function isDoneIn(byte: number): boolean | undefined {
	return (byte & 0xf0) === 0x60 ? (byte & 0b0100) !== 0 : undefined;
}

/** The answer to DLE, which the printer gives whatever ails it; an open cover is one of its mechanical errors. */
export function statusIn(byte: number): PrinterStatus | undefined {
	if ((byte & 0xf8) !== 0x70) return undefined;
	const isOnLine = (byte & 0b100) !== 0;
	const isPaperFlagged = (byte & 0b010) !== 0;
	const isBroken = (byte & 0b001) !== 0;
	const detail = `DLE ${byte.toString(16)}`;
	if (isBroken) return {condition: 'mechanism', paperNearEnd: isPaperFlagged, detail};
	if (isOnLine) return {condition: 'ready', paperNearEnd: isPaperFlagged, detail};
	return {condition: isPaperFlagged ? 'paper-out' : 'waiting-for-operator', paperNearEnd: isPaperFlagged, detail};
}
