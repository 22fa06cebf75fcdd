/**
 * The totals desk: what each printer has counted since its last report, beside the number of the last entry in the book
 * at that moment.
 *
 * A printer is asked only while every slip it has printed is in the book: not while a sale is printed or was put aside,
 * nor while a report is made or its fate is unknown. A driver does one thing after the other, so whatever is printed after
 * the question is not in the answer.
 */
import type {Outcome} from '../devices/fiscal-printer.ts';
import type {Route} from '../domain/catalogue.ts';
import {letterGross} from '../domain/daily-report.ts';
import type {LiveRefusal, LiveTotals} from '../domain/day-account.ts';
import type {PrinterTotals} from '../domain/printer-account.ts';
import type {DayMemoryKeeper} from '../replica/replica.ts';
import type {Printers, PrinterWatch} from './printer-watch.ts';

export interface TotalsDeskParts {
	readonly printers: Printers;
	readonly watch: Pick<PrinterWatch, 'routes'>;
	readonly memory: Pick<DayMemoryKeeper, 'held'>;
	readonly isPrinting: () => boolean;
	/** A sale was put aside with a slip that waits, so the slip before it is in no receipt yet. */
	readonly hasSuspended: () => boolean;
	readonly isReporting: () => boolean;
}

export class TotalsDesk {
	readonly #parts: TotalsDeskParts;

	constructor(parts: TotalsDeskParts) {
		this.#parts = parts;
	}

	/** The questions are on their way when this returns: the book as it is now is what the answers are about. */
	ask(): Promise<readonly LiveTotals[]> {
		return Promise.all(this.#parts.watch.routes().map(route => this.#ask(route)));
	}

	async #ask(route: Route): Promise<LiveTotals> {
		const printer = this.#parts.printers[route];
		const known = this.#parts.memory.held().printers[route];
		const silent = (why: LiveRefusal, detail?: string): LiveTotals => ({
			state: 'not-told',
			route,
			...(known !== undefined && {printer: known}),
			why,
			...(detail !== undefined && {detail}),
		});
		const objection = this.#objection(route);
		if (objection !== undefined) return silent(objection);
		if (printer === undefined) return silent('no-answer');
		const outcome = await printer.totals();
		if (outcome.outcome !== 'confirmed') return silent('no-answer', wordsOf(outcome));
		const {uniqueNumber, receiptCount, grossByLetter} = outcome.value;
		return {state: 'told', route, printer: uniqueNumber, receiptCount, gross: letterGross(grossByLetter)};
	}

	#objection(route: Route): LiveRefusal | undefined {
		const {isPrinting, hasSuspended, isReporting, memory} = this.#parts;
		if (isPrinting()) return 'printing';
		if (hasSuspended()) return 'slip-waits';
		return isReporting() || memory.held().reports[route] !== undefined ? 'reporting' : undefined;
	}
}

function wordsOf(outcome: Exclude<Outcome<PrinterTotals>, {outcome: 'confirmed'}>): string {
	return outcome.outcome === 'unknown' ? outcome.reason : `${outcome.fault.code}: ${outcome.fault.detail}`;
}
