/**
 * The kind *fiscal printer*: what every driver promises, whatever its protocol.
 *
 * A slip is printed in two steps, because the till writes to its journal between them:
 *
 *   open   the transaction, its lines, deposits and payments       can still be cancelled
 *   close  the command after which the slip exists for ever        nothing can undo it
 *
 * Every call has one of three outcomes. `unknown` means that bytes left for the printer and no answer came: the
 * caller may then only read (`evidence`), and never repeats the call. One call runs at a time; a driver queues.
 */
import type {PrinterEvidence} from '../domain/evidence.ts';
import type {Grosze} from '../domain/money.ts';
import type {PrinterBlock, PrinterHealth, PrinterTotals} from '../domain/printer-account.ts';
import type {PrinterCondition} from '../domain/printer-condition.ts';
import type {Slip} from '../domain/slip.ts';
import type {SlipLimits} from '../domain/slip-check.ts';
import type {VatLetter, VatTable} from '../domain/vat.ts';

export type Outcome<T = undefined> =
	| {readonly outcome: 'confirmed'; readonly value: T}
	| {readonly outcome: 'refused'; readonly fault: PrinterFault}
	| {readonly outcome: 'unknown'; readonly reason: string};

/** Why a printer did not do it. `not-connected`: nothing was sent, so the call may be repeated. */
export interface PrinterFault {
	readonly code:
		| 'not-connected'
		| 'paper-out'
		| 'cover-open'
		| 'mechanism'
		| 'busy'
		| 'transaction-open'
		| 'no-transaction'
		| 'vat-letter'
		| 'vat-locked'
		| 'line-value'
		| 'name'
		| 'nip'
		| 'totals'
		| 'payments'
		| 'packages'
		| 'clock'
		| 'report-due'
		| 'nothing-to-report'
		| 'memory'
		| 'blocked'
		| 'protocol'
		| 'other';
	/** The device's own code and words, for the log and the service screen. */
	readonly detail: string;
	/** What it is that keeps the printer from selling at all, where its code says so more exactly than `code`. */
	readonly block?: PrinterBlock;
	/** Which line of the slip it was about, counted from 1. */
	readonly line?: number;
}

/** What of a slip the printer's protocol has no word for. */
export type UntoldFault = PrinterFault & {readonly code: 'payments' | 'packages' | 'nip'};

export interface PrinterStatus {
	readonly condition: PrinterCondition;
	readonly paperNearEnd: boolean;
	/** The device's own code, for the log. */
	readonly detail: string;
}

export interface PrinterIdentity {
	readonly model: string;
	readonly firmware: string;
	readonly uniqueNumber: string;
	readonly fiscal: boolean;
}

/** What a printer can take; checked before anything is sent to it (`slip-check.ts`). */
export interface PrinterLimits extends SlipLimits {
	readonly nameLength: number;
}

export interface OpenedSlip {
	/**
	 * What the printer calls this slip, where the closing only confirms it: on disk before the closing is sent, and
	 * handed back to `evidence`.
	 */
	readonly requestId?: string;
}

export interface FiscalDocument {
	/** The printer's own number of the receipt. */
	readonly fiscalNumber: number;
}

export interface ReportedDay {
	/** Where the printer tells it. */
	readonly reportNumber?: number;
}

/** Money that is put into the drawer or taken out of it without a sale. */
export interface CashMovement {
	readonly direction: 'in' | 'out';
	/** Positive. */
	readonly amountGrosze: Grosze;
}

export interface FiscalPrinter {
	readonly limits: PrinterLimits;
	identify(): Promise<Outcome<PrinterIdentity>>;
	/** Answers at once even while the printer waits for paper; never `unknown`: silence is `disconnected`. */
	status(): Promise<PrinterStatus>;
	/** `requestId`: of the slip that is asked after, where its opening told one. */
	evidence(options?: {readonly requestId?: string}): Promise<Outcome<PrinterEvidence>>;
	/** A refusal that is a block itself is confirmed, with that block. */
	health(): Promise<Outcome<PrinterHealth>>;
	totals(): Promise<Outcome<PrinterTotals>>;
	vatTable(): Promise<Outcome<VatTable>>;
	/** Printer's clock as local wall time, `YYYY-MM-DDTHH:MM`. */
	clock(): Promise<Outcome<string>>;
	/**
	 * Whether the printer would take a good under this name at this letter's rate: most of them bind a name to its rate
	 * for good. `true` also where it cannot be asked.
	 */
	maySell(name: string, vat: VatLetter): Promise<Outcome<boolean>>;
	/** Why the printer could not print the slip whole, without a byte sent; absent where it has a word for whatever slips say. */
	readonly whatCannotBeTold?: (slip: Slip) => UntoldFault | undefined;
	/** Opens the transaction and prints lines, deposits and payments. Whatever the outcome, `cancel` is what comes next unless it is `confirmed`. */
	open(slip: Slip): Promise<Outcome<OpenedSlip>>;
	/**
	 * Closes the slip with all its sums for the printer to verify. Waits as long as the printer says that it waits
	 * for paper or for a person; `onWaiting` hears of each such condition. `unknown` when it fell silent.
	 */
	close(slip: Slip, options: {readonly onWaiting: (status: PrinterStatus) => void}): Promise<Outcome<FiscalDocument>>;
	/** Cancels what is open; confirmed also when nothing was. */
	cancel(): Promise<Outcome>;
	/** Finishes a footer that was left pending: fiscally the slip is already done. */
	finishFooter(): Promise<Outcome>;
	/** `businessDay` is `YYYY-MM-DD`; given, so that no key on the printer has to be pressed. */
	dailyReport(businessDay: string): Promise<Outcome<ReportedDay>>;
	moveCash(movement: CashMovement): Promise<Outcome>;
	openDrawer(): Promise<Outcome>;
	/** Ends the connection and the reconnecting. */
	stop(): Promise<void>;
}
