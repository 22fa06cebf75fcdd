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
import type {PrinterCondition} from '../domain/printer-condition.ts';
import type {Slip} from '../domain/slip.ts';
import type {VatTable} from '../domain/vat.ts';

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
		| 'totals'
		| 'payments'
		| 'clock'
		| 'report-due'
		| 'nothing-to-report'
		| 'memory'
		| 'blocked'
		| 'protocol'
		| 'other';
	/** The device's own code and words, for the log and the service screen. */
	readonly detail: string;
	/** Which line of the slip it was about, counted from 1. */
	readonly line?: number;
}

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

export interface FiscalDocument {
	/** The printer's own number of the receipt. */
	readonly fiscalNumber: number;
}

export interface FiscalPrinter {
	identify(): Promise<Outcome<PrinterIdentity>>;
	/** Answers at once even while the printer waits for paper; never `unknown`: silence is `disconnected`. */
	status(): Promise<PrinterStatus>;
	evidence(): Promise<Outcome<PrinterEvidence>>;
	vatTable(): Promise<Outcome<VatTable>>;
	/** Printer's clock as local wall time, `YYYY-MM-DDTHH:MM`. */
	clock(): Promise<Outcome<string>>;
	/** Opens the transaction and prints lines, deposits and payments. Whatever the outcome, `cancel` is what comes next unless it is `confirmed`. */
	open(slip: Slip): Promise<Outcome>;
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
	dailyReport(businessDay: string): Promise<Outcome<{readonly reportNumber: number}>>;
	openDrawer(): Promise<Outcome>;
	/** Ends the connection and the reconnecting. */
	stop(): Promise<void>;
}
