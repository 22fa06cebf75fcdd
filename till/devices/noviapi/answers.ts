/**
 * What NoviAPI answers mean. Pure, and never throwing: an answer that lacks what it should carry is `undefined`.
 */
import type {GrossByLetter} from '../../domain/evidence.ts';
import {type Grosze, grosze} from '../../domain/money.ts';
import {type VatLetter, type VatRate, type VatTable, vatLetters} from '../../domain/vat.ts';

export function jsonIn(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		// A damaged answer is no answer: whoever asked goes on as after a silence.
		return undefined;
	}
}

/** What stands at a path of names; nothing where any of them is missing. */
export function at(json: unknown, ...names: readonly string[]): unknown {
	let value = json;
	for (const name of names) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
		value = (value as Record<string, unknown>)[name];
	}
	return value;
}

function textAt(json: unknown, ...names: readonly string[]): string | undefined {
	const value = at(json, ...names);
	return typeof value === 'string' ? value : undefined;
}

/** Whole and not negative; as a number or as text. */
function countAt(json: unknown, ...names: readonly string[]): number | undefined {
	const value = at(json, ...names);
	const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
	return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** `12.34`; the API allows six places, of which money has two. */
function moneyAt(json: unknown, ...names: readonly string[]): Grosze | undefined {
	const match = /^(\d{0,9})(?:\.(\d{0,2})0*)?$/.exec(textAt(json, ...names) ?? '-');
	if (match === null) return undefined;
	return grosze(Number(`${match[1] ?? ''}${(match[2] ?? '').padEnd(2, '0')}`));
}

export function tokenIn(body: string): {readonly token: string; readonly expiresAtMs: number} | undefined {
	const json = jsonIn(body);
	const token = textAt(json, 'token');
	if (token === undefined || !/^[\x21-\x7e]{1,4096}$/.test(token)) return undefined;
	const expiresAtMs = Date.parse(textAt(json, 'expiration_date') ?? '');
	return {token, expiresAtMs: Number.isNaN(expiresAtMs) ? 0 : expiresAtMs};
}

/** Of a 429: when the next token may be asked for. */
export function deniedUntilIn(body: string): number | undefined {
	const untilMs = Date.parse(textAt(jsonIn(body), 'exception', 'allowed_refresh_date') ?? '');
	return Number.isNaN(untilMs) ? undefined : untilMs;
}

/** An id as the printer gives them out; only such a one is ever put into a path. */
export function isRequestId(id: string): boolean {
	return /^[0-9a-zA-Z]{32}$/.test(id);
}

export function requestIdIn(json: unknown): string | undefined {
	const id = textAt(json, 'request', 'id');
	return id !== undefined && isRequestId(id) ? id : undefined;
}

export interface DeviceError {
	readonly code: number;
	readonly description: string;
}

export interface RequestAnswer {
	readonly state: 'stored' | 'waiting' | 'done' | 'failed' | 'unknown';
	/** Number of the document in the protected memory. */
	readonly documentNumber?: number;
	/** Why it failed. */
	readonly error?: DeviceError;
	/** What keeps the printer from working, whatever the request. */
	readonly device?: DeviceError;
	readonly response: unknown;
}

const states: Readonly<Record<string, RequestAnswer['state']>> = {
	STORED: 'stored',
	CONFIRMED: 'waiting',
	QUEUED: 'waiting',
	PENDING: 'waiting',
	DONE: 'done',
	ERROR: 'failed',
	UNKNOWN: 'unknown',
};

/** Of a GET. */
export function requestIn(json: unknown): RequestAnswer | undefined {
	const status = textAt(json, 'request', 'status') ?? '';
	const state = Object.hasOwn(states, status) ? states[status] : undefined;
	if (state === undefined) return undefined;
	const documentNumber = countAt(json, 'request', 'jpkid');
	const ailing = textAt(json, 'device', 'status') === 'ERROR';
	return {
		state,
		response: at(json, 'request', 'response'),
		...(documentNumber !== undefined && {documentNumber}),
		...(state === 'failed' && {error: errorAt(json, 'request')}),
		...(ailing && {device: errorAt(json, 'device')}),
	};
}

function errorAt(json: unknown, whose: 'request' | 'device'): DeviceError {
	const code = at(json, whose, 'error', 'code');
	return {
		code: typeof code === 'number' && Number.isSafeInteger(code) ? code : 0,
		description: textAt(json, whose, 'error', 'description') ?? '',
	};
}

export interface ApiException {
	readonly code: number;
	readonly description: string;
	/** Paths of what did not pass: `receipt/items/[0]/article/ptu : Length`. */
	readonly paths: readonly string[];
}

export function exceptionIn(json: unknown): ApiException | undefined {
	const code = countAt(json, 'exception', 'code');
	if (code === undefined) return undefined;
	const errors = at(json, 'exception', 'errors');
	const paths = Array.isArray(errors) ? errors.filter(path => typeof path === 'string') : [];
	return {code, description: textAt(json, 'exception', 'description') ?? '', paths};
}

export interface FiscalMemoryAnswer {
	readonly uniqueNumber: string;
	readonly dailyReportCount: number;
	readonly dailyReportsMax?: number;
	readonly fiscal: boolean;
}

/** Of the status `fiscal_memory`. A printer without a beginning of its fiscal mode is not in it. */
export function fiscalMemoryIn(response: unknown): FiscalMemoryAnswer | undefined {
	const memory = at(response, 'status', 'fiscal_memory');
	const uniqueNumber = textAt(memory, 'unique_number');
	const dailyReportCount = countAt(memory, 'daily_reports_count');
	if (uniqueNumber === undefined || uniqueNumber === '' || dailyReportCount === undefined) return undefined;
	const dailyReportsMax = countAt(memory, 'max_daily_reports');
	const fiscal = /[1-9]/.test(textAt(memory, 'start_fiscal_date') ?? '');
	return {uniqueNumber, dailyReportCount, fiscal, ...(dailyReportsMax !== undefined && {dailyReportsMax})};
}

export interface ProtectedMemoryAnswer {
	readonly lastDocumentNumber: number;
	readonly size?: number;
	readonly free?: number;
}

/** Of the status `protected_memory`. */
export function protectedMemoryIn(response: unknown): ProtectedMemoryAnswer | undefined {
	const memory = at(response, 'status', 'protected_memory');
	const lastDocumentNumber = countAt(memory, 'last_jpkid');
	if (lastDocumentNumber === undefined) return undefined;
	const size = countAt(memory, 'size');
	const free = countAt(memory, 'free');
	return {lastDocumentNumber, ...(size !== undefined && {size}), ...(free !== undefined && {free})};
}

export interface DeviceAnswer {
	readonly model: string;
	readonly firmware: string;
	readonly vat: VatTable;
	readonly grossByLetter: GrossByLetter;
}

/** Of the status `device`: rates, and the totals of receipts since the last daily report. */
export function deviceIn(response: unknown): DeviceAnswer | undefined {
	const device = at(response, 'status', 'device');
	const vat = vatIn(at(device, 'tax_rates'));
	const grossByLetter = grossIn(at(device, 'totals'));
	if (vat === undefined || grossByLetter === undefined) return undefined;
	return {model: textAt(device, 'name') ?? '', firmware: textAt(device, 'version') ?? '', vat, grossByLetter};
}

/** A letter that is not named may not be used; `ZW` is exempt. */
function vatIn(rates: unknown): VatTable | undefined {
	if (!Array.isArray(rates)) return undefined;
	const table: Record<VatLetter, VatRate> = {
		A: 'inactive',
		B: 'inactive',
		C: 'inactive',
		D: 'inactive',
		E: 'inactive',
		F: 'inactive',
		G: 'inactive',
	};
	for (const rate of rates) {
		const letter = letterIn(textAt(rate, 'name'));
		const value = textAt(rate, 'value');
		const match = /^(\d{1,2})(?:[.,](\d{1,2}))?%?$/.exec(value ?? '');
		if (letter === undefined) return undefined;
		if (value === 'ZW') table[letter] = 'exempt';
		else if (match !== null) table[letter] = Number(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`);
		else if (value !== '') return undefined;
	}
	return table;
}

function grossIn(totals: unknown): GrossByLetter | undefined {
	if (!Array.isArray(totals)) return undefined;
	const gross: Partial<Record<VatLetter, Grosze>> = {};
	for (const total of totals) {
		const letter = letterIn(textAt(total, 'tax_rate'));
		const sum = moneyAt(total, 'receipt');
		if (letter === undefined || sum === undefined) return undefined;
		if (sum > 0) gross[letter] = sum;
	}
	return gross;
}

function letterIn(name: string | undefined): VatLetter | undefined {
	return vatLetters.find(letter => letter === name);
}

/** The answer to a packet that was passed on, as bytes. */
export function packetIn(response: unknown): Uint8Array | undefined {
	const value = textAt(response, 'packet', 'value');
	return value === undefined ? undefined : Uint8Array.from(Buffer.from(value, 'base64'));
}
