/**
 * What a simulated printer never forgets: counters, totals, the last document, the locked goods.
 *
 * Written whole at the end of every document, to a file beside the old one that then takes its name, with the disk
 * made to confirm both: a `kill -9` finds either the state before the document or the state after it.
 */
import {closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import type {VatLetter} from '../../domain/vat.ts';

export type Sums = Readonly<Partial<Record<VatLetter, number>>>;

export interface Amounts {
	/** Gross grosze by letter, after discounts. */
	readonly gross: Sums;
	readonly packagesCharged: number;
	readonly packagesReturned: number;
	readonly paid: number;
	readonly change: number;
}

/** A document as the protected memory of the printer keeps it: what an auditor compares with the till's receipts. */
export interface FiscalRecord extends Amounts {
	readonly kind: 'receipt' | 'cancelled' | 'report';
	/** Of the receipt, or of the daily report. */
	readonly number: number;
	readonly systemNumber: string;
	readonly buyerNip?: string;
	readonly at: string;
}

/** What one printer remembers. */
export interface PrinterMemory {
	readonly uniqueNumber: string;
	readonly dailyReportCount: number;
	/** `YYYY-MM-DD`, empty before the first. */
	readonly lastReportDay: string;
	/** Day of the first sale that is in no report yet; empty where there is none. */
	readonly firstSaleDay: string;
	/** How often the working memory was cleared. */
	readonly memoryClearCount: number;
	/** In the drawer, as far as cash in and out go. */
	readonly cashGrosze: number;
	readonly completedCount: number;
	readonly cancelledCount: number;
	readonly lastReceiptNumber: number;
	/** Number of the next printout. */
	readonly headerNumber: number;
	readonly documentCount: number;
	/** Since the last daily report. */
	readonly dayGross: Sums;
	readonly dayCancelledGross: number;
	/** Since the printer was made. */
	readonly allGross: Sums;
	readonly allReceiptCount: number;
	readonly lastDocument: Amounts;
	/** The ladder of rates by goods: after a fall a rate never rises again. */
	readonly goods: Readonly<Record<string, {readonly rate: number; readonly fallen: boolean}>>;
	/** The latest documents, oldest first. */
	readonly records: readonly FiscalRecord[];
}

export interface MemoryState extends PrinterMemory {
	/** Of the printers that stood in this place before, the first one first: what they sold stays sold. */
	readonly former: readonly PrinterMemory[];
}

export const noAmounts: Amounts = {gross: {}, packagesCharged: 0, packagesReturned: 0, paid: 0, change: 0};

const recordsKeptMax = 300;

export interface FiscalMemory {
	readonly state: MemoryState;
	/** The new state is on the disk when this returns. */
	write(changes: Partial<MemoryState>): void;
	/** The working memory is lost: counters since the last report start anew, what was sold remains. */
	clearRam(): void;
	/** Another printer takes the place of this one. */
	replaceBy(uniqueNumber: string): void;
}

export function openFiscalMemory(options: {readonly uniqueNumber: string; readonly file?: string}): FiscalMemory {
	const {file} = options;
	let state = file !== undefined && existsSync(file) ? readState(file) : emptyState(options.uniqueNumber);

	function write(changes: Partial<MemoryState>): void {
		const records = (changes.records ?? state.records).slice(-recordsKeptMax);
		const next = {...state, ...changes, records};
		if (file !== undefined) writeDurably(file, JSON.stringify(next));
		state = next;
	}

	return {
		get state() {
			return state;
		},
		write,
		clearRam: () =>
			write({
				memoryClearCount: state.memoryClearCount + 1,
				completedCount: 0,
				cancelledCount: 0,
				lastReceiptNumber: 0,
				dayGross: {},
				dayCancelledGross: 0,
				lastDocument: noAmounts,
			}),
		replaceBy(uniqueNumber) {
			const {former, ...memory} = state;
			write({...emptyState(uniqueNumber), former: [...former, memory]});
		},
	};
}

function emptyState(uniqueNumber: string): MemoryState {
	return {
		uniqueNumber,
		dailyReportCount: 0,
		lastReportDay: '',
		firstSaleDay: '',
		memoryClearCount: 0,
		cashGrosze: 0,
		completedCount: 0,
		cancelledCount: 0,
		lastReceiptNumber: 0,
		headerNumber: 1,
		documentCount: 0,
		dayGross: {},
		dayCancelledGross: 0,
		allGross: {},
		allReceiptCount: 0,
		lastDocument: noAmounts,
		goods: {},
		records: [],
		former: [],
	};
}

function readState(file: string): MemoryState {
	const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
	if (typeof stored !== 'object' || stored === null || !('uniqueNumber' in stored)) {
		throw new Error(`${file} is not the memory of a simulated printer`);
	}
	return {...emptyState(''), ...stored, uniqueNumber: String(stored.uniqueNumber)};
}

export function writeDurably(file: string, text: string): void {
	const fresh = `${file}.new`;
	const descriptor = openSync(fresh, 'w');
	writeFileSync(descriptor, text);
	fsyncSync(descriptor);
	closeSync(descriptor);
	renameSync(fresh, file);
	const folder = openSync(dirname(file), 'r');
	fsyncSync(folder);
	closeSync(folder);
}

export function addSums(one: Sums, other: Sums): Sums {
	const sums: Partial<Record<VatLetter, number>> = {...one};
	for (const [letter, amount] of Object.entries(other) as [VatLetter, number][]) {
		sums[letter] = (sums[letter] ?? 0) + amount;
	}
	return sums;
}

export function totalOf(sums: Sums): number {
	return Object.values(sums).reduce((sum, amount) => sum + amount, 0);
}
