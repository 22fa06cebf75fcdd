/**
 * What a fiscal printer says of itself when asked: the only witness after a silence.
 *
 * The counters are read before a slip is begun and stored with the intent; read again after a silence, the
 * difference tells whether something was printed, and the witness tells whether it was this slip (`verdict.ts` decides).
 * Printers have different memories, so what only some of them can tell is optional, and its absence is never taken
 * for a zero.
 */
import type {Grosze} from './money.ts';
import type {VatLetter} from './vat.ts';

export type GrossByLetter = Readonly<Partial<Record<VatLetter, Grosze>>>;

export interface DocumentSums {
	readonly grossByLetter: GrossByLetter;
	readonly depositsChargedGrosze: Grosze;
	readonly depositsReturnedGrosze: Grosze;
	readonly paidGrosze: Grosze;
	readonly changeGrosze: Grosze;
}

export interface PrinterEvidence {
	/** Factory number of the device; another number means another printer was plugged in. */
	readonly uniqueNumber: string;
	/** The printer cannot be asked who it is, and its number is the profile's; absent where it is the printer's own word. */
	readonly namedBy?: 'profile';
	/** Number of the last daily report, or whatever else of the printer's changes with each of them. */
	readonly dailyReportCount: number;
	/** Receipts completed, or documents where only those are counted; many printers set it back to 0 with the daily report. */
	readonly completedCount: number;
	/** Whether `completedCount` counts cancelled receipts too is not known. */
	readonly mayCountCancelled?: true;
	readonly cancelledCount?: number;
	/** Number of the last receipt, completed or cancelled. */
	readonly lastReceiptNumber: number;
	/** All printouts, receipts and others; it only grows, so it tells of a daily report that no other counter shows. */
	readonly printoutCount?: number;
	/** How often the working memory was cleared: counters are worthless across a change. */
	readonly memoryClearCount?: number;
	/** `footer-pending`: fiscally done, only the footer is missing. */
	readonly transaction: 'none' | 'open' | 'footer-pending';
	/** Sums of the document being printed, or else of the last one. */
	readonly lastDocument?: DocumentSums;
	/** Gross totals since the last daily report: where no document is told, their growth is the slip's sums. */
	readonly dayGrossByLetter?: GrossByLetter;
	/** The system number that the last transaction was given (`slip.ts` says which), and how it ended. */
	readonly lastTransaction?: {
		readonly systemNumber: string;
		readonly state: 'open' | 'closed' | 'cancelled';
		/** The number it was printed with, where the printer tells that too. */
		readonly fiscalNumber?: number;
	};
	/**
	 * What became of the request that the slip was handed over as, for printers that keep requests. `stored`: it was
	 * never confirmed, so it is not printed. `forgotten`: the printer knows of no such request.
	 */
	readonly request?: {
		readonly requestId: string;
		readonly state: 'stored' | 'waiting' | 'done' | 'failed' | 'forgotten';
		readonly fiscalNumber?: number;
	};
}
