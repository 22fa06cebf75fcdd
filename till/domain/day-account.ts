/**
 * What a till can say of one business day to whoever reconciles it: its book from the report before the day's first slip
 * to the report after its last one, what is not in the book yet, and, while it runs, what its printers say at that moment.
 *
 *   … report │ yesterday's slips, the day's slips │ report │ the day's slips … │ report, or the end of the book
 *            └────────── one span of a printer ──────────┘
 *
 * A span is counted by entries of the book and not by clocks: a report closes when it is made, at whatever hour.
 */
import type {Route} from './catalogue.ts';
import type {DailyReport, LetterGross, ReceiptSlip, ReportResult} from './entry.ts';
import type {EntryRange} from './entry-range.ts';
import type {Grosze} from './money.ts';
import type {PrinterTotals} from './printer-account.ts';

export interface BookedSlip {
	/** The printer's unique number. */
	readonly printer: string;
	readonly fiscalNumber: number;
	readonly proof: ReceiptSlip['proof'];
	/** Without deposits, as printers count. */
	readonly gross: readonly LetterGross[];
	readonly depositsGrosze: Grosze;
}

/** As much of an entry as is compared. */
export interface BookEntry {
	readonly id: string;
	readonly entry: number;
	readonly month: string;
	readonly businessDay: string;
	/** Of the content as it is now, whatever digest is written in it. */
	readonly digest: string;
	/** Of a receipt. */
	readonly sale?: {readonly saleId: string; readonly dueGrosze: Grosze};
	readonly slips: readonly BookedSlip[];
	readonly report?: DailyReport;
	/** A slip that was given up, with its deposits. */
	readonly givenUp?: {readonly saleId: string; readonly amountGrosze: Grosze};
	/** The server has not been told it yet, or would not take it. */
	readonly unsent?: 'waiting' | 'refused';
	/** Why nobody can say what is in it. */
	readonly unread?: string;
}

/** A slip of a sale that has no receipt yet. `printed`: it is on paper. `unknown`: perhaps. */
export interface UnfinishedSlip {
	readonly saleId: string;
	readonly businessDay: string;
	readonly printer: string;
	readonly state: 'printed' | 'not-printed' | 'unknown';
	readonly gross: readonly LetterGross[];
	readonly depositsGrosze: Grosze;
}

/** Why a printer was not asked, or did not tell. */
export type LiveRefusal = 'printing' | 'slip-waits' | 'reporting' | 'no-answer';

export type LiveTotals =
	| ({readonly state: 'told'; readonly route: Route} & Pick<PrinterTotals, 'receiptCount'> & {
				readonly printer: string;
				readonly gross: readonly LetterGross[];
			})
	| {
			readonly state: 'not-told';
			readonly route: Route;
			/** The printer that stood there last, where the till remembers one. */
			readonly printer?: string;
			readonly why: LiveRefusal;
			/** In the device's words. */
			readonly detail?: string;
	  };

export interface DayAccount {
	readonly till: string;
	readonly day: string;
	/** Oldest first. */
	readonly entries: readonly BookEntry[];
	/** The numbers that `entries` are all of, as far as the book has them; it ends before it begins where there are none. */
	readonly range: EntryRange;
	/** Number of the first entry that the till still has. */
	readonly beginsAt: number;
	/** The first business day the till still has, when it is after this one. */
	readonly heldFrom?: string;
	readonly unfinished: readonly UnfinishedSlip[];
	/** Unique numbers of printers that were asked for a report whose result is not in the book yet. */
	readonly pendingReports: readonly string[];
	/** What the printers said when `range` was all there was; absent when the till does not run. */
	readonly live?: readonly LiveTotals[];
	/** Whether the day has not ended by the till's clock; false when it does not run. */
	readonly isToday: boolean;
}

/** `ends`: the printer's counters began anew. `unclear`: nobody knows whether they did. */
export type ReportEffect = 'ends' | 'unclear' | 'goes-on';

export const reportEffect: Readonly<Record<ReportResult, ReportEffect>> = {
	printed: 'ends',
	'nothing-to-report': 'ends',
	refused: 'goes-on',
	'not-printed': 'goes-on',
	unknown: 'unclear',
};

/** Whether a span of this printer ends with an entry, however clearly. */
export function endsSpan({report}: Pick<BookEntry, 'report'>, printer: string): boolean {
	return report?.printer === printer && reportEffect[report.result] !== 'goes-on';
}

/** Each of the printers that these entries speak of, in the order in which they first come. */
export function printersIn(entries: Iterable<Pick<BookEntry, 'slips' | 'report'>>): readonly string[] {
	const printers = new Set<string>();
	for (const {slips, report} of entries) {
		for (const {printer} of slips) printers.add(printer);
		if (report !== undefined) printers.add(report.printer);
	}
	return [...printers];
}
