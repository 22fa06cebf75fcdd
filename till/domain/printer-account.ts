/** What a printer says of its day, for the till's own sums to be held against; and what keeps it from selling. */
import type {GrossByLetter} from './evidence.ts';

/** Since the last daily report. */
export interface PrinterTotals {
	readonly uniqueNumber: string;
	readonly grossByLetter: GrossByLetter;
	readonly receiptCount: number;
	readonly cancelledCount?: number;
}

/** Why a printer would refuse every sale. */
export type PrinterBlock =
	| 'not-fiscal'
	| 'read-only'
	| 'memory-full'
	| 'subscription'
	| 'keys'
	| 'no-header'
	| 'no-vat'
	| 'report-due'
	| 'service';

/** What will be a block before long. */
export type PrinterWarning = 'memory-nearly-full' | 'paper-near-end' | 'battery-low' | 'unsent-data';

/** As far as the printer can be asked; what it does not tell is found with the first sale at the latest. */
export interface PrinterHealth {
	readonly blocks: readonly PrinterBlock[];
	readonly warnings: readonly PrinterWarning[];
	/** Day (`YYYY-MM-DD`) of the first sale that is in no daily report yet. */
	readonly unreportedSince?: string;
	/** The device's own words, for the log. */
	readonly detail: string;
}
