/**
 * The report desk: the daily report of every printer, and what became of one that no answer came to.
 *
 * What is about to be reported is kept on disk before a printer is asked for its report, and forgotten when the result
 * is in the book (`daily-report.ts`, D1 and D2). After a crash, or a silence that outlasts the patience here, the next
 * question to that printer finds it.
 */
import type {DailyReportView} from '../api/day-view.ts';
import type {FiscalPrinter, Outcome} from '../devices/fiscal-printer.ts';
import {assert} from '../domain/assert.ts';
import type {Route} from '../domain/catalogue.ts';
import type {Clock} from '../domain/clock.ts';
import {hasNothingToReport, letterGross, type ReportIntent, reportVerdict} from '../domain/daily-report.ts';
import type {DailyReport} from '../domain/entry.ts';
import type {PrinterEvidence} from '../domain/evidence.ts';
import type {PrinterHealth} from '../domain/printer-account.ts';
import type {DayMemoryKeeper} from '../replica/replica.ts';
import type {EventRecorder} from './event-recorder.ts';
import type {PrintRoom} from './print-room.ts';
import type {Printers} from './printer-watch.ts';
import type {Person} from './state.ts';

export interface ReportDeskParts {
	readonly printers: Printers;
	readonly printRoom: Pick<PrintRoom, 'endWhatIsOpen'>;
	readonly memory: DayMemoryKeeper;
	readonly events: EventRecorder;
	readonly clock: Clock;
	readonly onChange: () => void;
	readonly onStoreFailure: (error: unknown) => void;
	readonly log: (sentence: string) => void;
}

type Told = Omit<DailyReportView, 'route'>;
type Outcomes = Pick<DailyReport, 'result' | 'reportNumber' | 'reason'>;

const askAgainMs = 1000;
/** Beyond this nobody is kept waiting: the answer is heard when the printer is asked the next time. */
const askedCountMax = 10;
const reasonLengthMax = 500;
const healthUntold: PrinterHealth = {blocks: [], warnings: [], detail: ''};

export class ReportDesk {
	readonly #parts: ReportDeskParts;
	readonly #told = new Map<Route, Told>();
	#stopped = false;

	constructor(parts: ReportDeskParts) {
		this.#parts = parts;
	}

	/** Main first. */
	views(routes: readonly Route[]): readonly DailyReportView[] {
		return routes.flatMap(route => {
			const told = this.#told.get(route);
			return told === undefined ? [] : [{route, ...told}];
		});
	}

	/** Another day has begun: yesterday's results are in the book. */
	forgetResults(): void {
		this.#told.clear();
	}

	/** Printers are devices of their own, and report side by side. */
	async run(routes: readonly Route[], {id, name}: Person): Promise<void> {
		for (const route of routes) this.#tell(route, {state: 'running'});
		await Promise.all(routes.map(async route => this.#tell(route, await this.#report(route, {id, name}))));
	}

	/** What a printer says of itself now tells what became of a report that it never answered. */
	async hear(route: Route, now: PrinterEvidence): Promise<void> {
		const intent = this.#parts.memory.held().reports[route];
		if (intent === undefined) return;
		this.#tell(route, await this.#settle(route, intent, {result: reportVerdict(intent, now)}));
	}

	/** What is under way is found out about at the next start. */
	stop(): void {
		this.#stopped = true;
	}

	async #report(route: Route, cashier: Person): Promise<Told> {
		const printer = this.#parts.printers[route];
		assert(printer !== undefined, `a daily report of ${route} has a printer`);
		const before = await this.#parts.printRoom.endWhatIsOpen(route);
		if (!before.ok) return {state: 'refused', code: before.fault.code, detail: before.fault.detail};
		await this.hear(route, before.value);
		const totals = await printer.totals();
		if (totals.outcome !== 'confirmed') return refusedBy(totals);
		const {uniqueNumber, dailyReportCount, memoryClearCount} = before.value;
		const intent: ReportIntent = {
			cashier,
			before: {uniqueNumber, dailyReportCount, ...(memoryClearCount !== undefined && {memoryClearCount})},
			totals: {receiptCount: totals.value.receiptCount, grossByLetter: totals.value.grossByLetter},
		};
		const health = await printer.health();
		if (hasNothingToReport(totals.value, health.outcome === 'confirmed' ? health.value : healthUntold))
			return this.#settle(route, intent, {result: 'nothing-to-report'});
		// Printers take a report of their own clock's day, and of no other.
		const wallTime = await printer.clock();
		if (wallTime.outcome !== 'confirmed') return refusedBy(wallTime);
		return this.#print(route, printer, {intent, day: wallTime.value.slice(0, 10)});
	}

	async #print(
		route: Route,
		printer: FiscalPrinter,
		{intent, day}: {readonly intent: ReportIntent; readonly day: string},
	): Promise<Told> {
		if (this.#stopped) return {state: 'not-printed'};
		if (!this.#keep(route, intent)) return {state: 'not-printed'};
		const outcome = await printer.dailyReport(day);
		// What came of it is found by the next life of the till.
		if (this.#stopped) return {state: 'unknown'};
		switch (outcome.outcome) {
			case 'confirmed':
				return this.#settle(route, intent, {result: 'printed', ...outcome.value});
			case 'refused': {
				const {code, detail} = outcome.fault;
				if (code === 'nothing-to-report') return this.#settle(route, intent, {result: 'nothing-to-report'});
				const reason = `${code}: ${detail}`.slice(0, reasonLengthMax);
				const told = await this.#settle(route, intent, {result: 'refused', reason});
				return {...told, code, detail};
			}
			case 'unknown':
				this.#parts.log(`Printer ${route} did not answer to its daily report: ${outcome.reason}`);
				return this.#askAfter(route, printer, intent);
		}
	}

	async #askAfter(route: Route, printer: FiscalPrinter, intent: ReportIntent): Promise<Told> {
		this.#tell(route, {state: 'asking'});
		for (let askedCount = 0; askedCount < askedCountMax && !this.#stopped; askedCount += 1) {
			const now = await printer.evidence();
			if (now.outcome === 'confirmed') return this.#settle(route, intent, {result: reportVerdict(intent, now.value)});
			await new Promise<void>(resolve => {
				this.#parts.clock.after(askAgainMs, resolve);
			});
		}
		return {state: 'unknown'};
	}

	/** The result goes into the book, and then nothing of it is left to find out. */
	async #settle(route: Route, {cashier, before, totals}: ReportIntent, outcomes: Outcomes): Promise<Told> {
		const {events, log} = this.#parts;
		const {result, reportNumber} = outcomes;
		const {receiptCount, grossByLetter} = totals;
		log(`Daily report of printer ${route} (${before.uniqueNumber}): ${result}`);
		await events.write('daily-report', cashier, {
			report: {route, printer: before.uniqueNumber, receiptCount, gross: letterGross(grossByLetter), ...outcomes},
		});
		this.#keep(route, undefined);
		return {state: result, ...(reportNumber !== undefined && {reportNumber})};
	}

	#keep(route: Route, intent: ReportIntent | undefined): boolean {
		const {memory, onStoreFailure} = this.#parts;
		const held = memory.held();
		const {[route]: _former, ...others} = held.reports;
		try {
			memory.keep({...held, reports: intent === undefined ? others : {...others, [route]: intent}});
			return true;
		} catch (error) {
			onStoreFailure(error);
			return false;
		}
	}

	#tell(route: Route, told: Told): void {
		this.#told.set(route, told);
		this.#parts.onChange();
	}
}

function refusedBy(outcome: Exclude<Outcome<unknown>, {outcome: 'confirmed'}>): Told {
	if (outcome.outcome === 'unknown') return {state: 'refused', code: 'silent', detail: outcome.reason};
	return {state: 'refused', code: outcome.fault.code, detail: outcome.fault.detail};
}
