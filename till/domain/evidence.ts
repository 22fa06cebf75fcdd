/**
 * What a fiscal printer says of itself when asked: the only witness after a silence.
 *
 * The counters are read before a slip is begun and stored with the intent; read again after a silence, the
 * difference tells whether the slip was printed (`print-job.ts` decides).
 */
import type {Grosze} from './money.ts';
import type {VatLetter} from './vat.ts';

export interface PrinterEvidence {
	/** Factory number of the device; another number means another printer was plugged in. */
	readonly uniqueNumber: string;
	readonly dailyReportCount: number;
	/** Receipts completed; many printers set it back to 0 with the daily report. */
	readonly completedCount: number;
	readonly cancelledCount: number;
	/** Number of the last receipt, completed or cancelled. */
	readonly lastReceiptNumber: number;
	/** How often the working memory was cleared: counters are worthless across a change. */
	readonly memoryClearCount: number;
	/** `closed` with `footerPending`: fiscally done, only the footer is missing. */
	readonly transaction: 'none' | 'open' | 'footer-pending';
	/** The document being printed, or else the last one. */
	readonly lastDocument: {
		readonly grossByLetter: Readonly<Partial<Record<VatLetter, Grosze>>>;
		readonly depositsChargedGrosze: Grosze;
		readonly depositsReturnedGrosze: Grosze;
		readonly paidGrosze: Grosze;
		readonly changeGrosze: Grosze;
	};
}
