/**
 * The day desk: asks every printer what the day has to start with, and holds what was found.
 *
 *   connected ─┐
 *   a new day ─┼─► due ──nothing is being printed──► asked ──► its facts ──findingsOf──► findings
 *   a wish ────┘    ▲                                  │
 *                   └───────────── no answer ──────────┘
 *
 * A printer that is due is asked before a slip is printed on it, at the latest; nothing is asked while one is being
 * printed. A printer that is away has no findings: it is asked when it comes. While something stops selling the
 * printers are asked again every minute, because a person may have put it right there.
 *
 * A printer that a slip waits for is only read from: what may be open there is that slip, and not ended here. It is
 * asked in full when nothing waits for it any more.
 */
import type {DayView} from '../api/day-view.ts';
import type {FiscalPrinter, Outcome} from '../devices/fiscal-printer.ts';
import {assert} from '../domain/assert.ts';
import type {Route} from '../domain/catalogue.ts';
import type {Clock} from '../domain/clock.ts';
import {
	type DayMemory,
	type Finding,
	findingsOf,
	isAboutClock,
	type NoAnswer,
	type PrinterFacts,
	stopsSelling,
} from '../domain/day-start.ts';
import {businessDayOf, isoWithOffset} from '../domain/local-time.ts';
import type {RightClock} from '../domain/managers-word.ts';
import type {VatTable} from '../domain/vat.ts';
import type {Book, DayMemoryKeeper} from '../replica/replica.ts';
import {inBackground} from './background.ts';
import type {EventRecorder} from './event-recorder.ts';
import type {PrintRoom} from './print-room.ts';
import type {Printers, PrinterWatch} from './printer-watch.ts';
import type {ReportDesk} from './report-desk.ts';
import type {Person} from './state.ts';

export interface DayDeskParts {
	readonly printers: Printers;
	readonly watch: Pick<PrinterWatch, 'routes' | 'status'>;
	readonly printRoom: Pick<PrintRoom, 'endWhatIsOpen'>;
	readonly reports: ReportDesk;
	readonly memory: DayMemoryKeeper;
	readonly book: Pick<Book, 'head' | 'from'>;
	readonly events: EventRecorder;
	readonly clock: Clock;
	readonly shopVat: () => VatTable;
	/** `printing`: what is open at a printer may be ours. */
	readonly sale: () => 'none' | 'basket' | 'printing';
	/** A slip that was put aside waits for this printer: nothing is done there that its counters would tell of. */
	readonly isAwaited: (route: Route) => boolean;
	readonly onChange: () => void;
	readonly onStoreFailure: (error: unknown) => void;
	readonly log: (sentence: string) => void;
}

const lookMs = 60_000;

export class DayDesk {
	readonly #parts: DayDeskParts;
	/** What each printer that is there said last. */
	readonly #facts = new Map<Route, PrinterFacts | NoAnswer>();
	/** To be asked before anything is printed there. */
	readonly #due: Set<Route>;
	/** Asked while a slip waited for it, without ending what may be open there. */
	readonly #onlyRead = new Set<Route>();
	readonly #asking = new Map<Route, Promise<void>>();
	#day: string;
	#isReporting = false;
	#isConfirming = false;
	#stopped = false;
	#cancel: () => void = () => undefined;

	constructor(parts: DayDeskParts) {
		this.#parts = parts;
		this.#due = new Set(parts.watch.routes());
		this.#day = businessDayOf(parts.clock.now());
	}

	start(): void {
		inBackground(this.#readBook());
		this.#tick();
	}

	stop(): void {
		this.#stopped = true;
		this.#cancel();
		this.#parts.reports.stop();
	}

	get isReporting(): boolean {
		return this.#isReporting;
	}

	/** Whether something stands that nothing may be sold with. */
	get stops(): boolean {
		return stopsSelling(this.#findings());
	}

	view(): DayView {
		const {watch, reports, memory, clock} = this.#parts;
		const confirmed = memory.held().clock;
		return {
			findings: this.#findings(),
			isPrinterClockRight: confirmed?.right === 'printer' && confirmed.businessDay === businessDayOf(clock.now()),
			reports: reports.views(watch.routes()),
		};
	}

	/** Something changed: a printer came or went, or a sale is over. */
	look(): void {
		const {watch, sale, isAwaited} = this.#parts;
		const mayAsk = sale() !== 'printing' && !this.#isReporting;
		for (const route of watch.routes()) {
			if (watch.status(route).condition === 'disconnected') {
				this.#due.add(route);
				this.#facts.delete(route);
				continue;
			}
			if (!isAwaited(route) && this.#onlyRead.delete(route)) this.#due.add(route);
			const facts = this.#facts.get(route);
			// Who gave no answer is asked again in a minute, or when somebody wants it.
			const waits = facts !== undefined && 'noAnswer' in facts;
			if (mayAsk && this.#due.has(route) && !waits) inBackground(this.#ask(route));
		}
	}

	/** Goods are about to be sold: on a till that stood idle since yesterday a new day begins with them. */
	beforeGoods(): void {
		if (this.#parts.sale() === 'none') this.#turnDay();
	}

	/** A sale is about to be printed on these printers, or to be taken up for them. False where it may not be. */
	async clear(routes: readonly Route[]): Promise<boolean> {
		await Promise.all(routes.map(route => this.#asking.get(route)));
		await Promise.all(routes.filter(route => this.#due.has(route)).map(route => this.#ask(route)));
		return !this.stops;
	}

	/** Asks all of them, whatever is known. */
	checkAgain(): void {
		inBackground(this.#readBook());
		for (const route of this.#parts.watch.routes()) {
			this.#due.add(route);
			const facts = this.#facts.get(route);
			if (facts !== undefined && 'noAnswer' in facts) this.#facts.delete(route);
		}
		this.look();
	}

	/** A manager's word. False where no clock is in question. */
	confirmClock(right: RightClock, manager: Person): boolean {
		if (this.#isConfirming || !this.#findings().some(isAboutClock)) return false;
		const {clock, events} = this.#parts;
		const printers = [...this.#facts.values()].flatMap(facts =>
			'noAnswer' in facts || facts.wallTime === undefined
				? []
				: [{route: facts.route, printer: facts.uniqueNumber, wallTime: facts.wallTime}],
		);
		const nowMs = clock.now();
		this.#confirm(events.write('clock-confirmed', manager, {clock: {right, printers}}), held => ({
			...held,
			clock: {businessDay: businessDayOf(nowMs), right},
			// From here on the book goes by the till's clock again, however late an entry says it is.
			...(right === 'till' && {latestEntryAt: isoWithOffset(nowMs)}),
		}));
		return true;
	}

	/** A manager's word. False where that printer is not in question. */
	confirmPrinter(route: Route, printer: string, manager: Person): boolean {
		const finding = this.#findings().find(
			(found): found is Extract<Finding, {code: 'another-printer'}> =>
				found.code === 'another-printer' && found.route === route && found.printer === printer,
		);
		if (this.#isConfirming || finding === undefined) return false;
		const {former} = finding;
		const written = this.#parts.events.write('printer-changed', manager, {printerChange: {route, former, printer}});
		this.#confirm(written, held => ({...held, printers: {...held.printers, [route]: printer}}));
		return true;
	}

	/** The daily report of every printer. */
	report(cashier: Person): void {
		assert(!this.#isReporting, 'one daily report is under way at a time');
		this.#isReporting = true;
		inBackground(this.#report(cashier));
	}

	async #report(cashier: Person): Promise<void> {
		const {watch, reports} = this.#parts;
		await Promise.all(this.#asking.values());
		await reports.run(watch.routes(), cashier);
		this.#isReporting = false;
		if (!this.#stopped) this.checkAgain();
	}

	#confirm(written: Promise<void>, memoryOf: (held: DayMemory) => DayMemory): void {
		this.#isConfirming = true;
		const remember = async () => {
			// The book first: what nobody can read there was never confirmed.
			await written;
			this.#isConfirming = false;
			this.#keep(memoryOf(this.#parts.memory.held()));
			this.#parts.onChange();
		};
		inBackground(remember());
	}

	#tick(): void {
		const {clock, sale} = this.#parts;
		for (const [route, facts] of this.#facts) if ('noAnswer' in facts) this.#facts.delete(route);
		if (sale() === 'none') this.#turnDay();
		// A basket waits for it as well: what stopped it may have passed.
		if (sale() !== 'printing' && this.stops) for (const route of this.#parts.watch.routes()) this.#due.add(route);
		this.look();
		this.#cancel = clock.after(lookMs, () => this.#tick());
	}

	/** A new business day begins with all its questions. */
	#turnDay(): void {
		const {clock, reports} = this.#parts;
		const today = businessDayOf(clock.now());
		if (today === this.#day) return;
		this.#day = today;
		reports.forgetResults();
		this.checkAgain();
	}

	#findings(): readonly Finding[] {
		const {clock, shopVat, memory, watch} = this.#parts;
		const printers = watch.routes().flatMap(route => this.#facts.get(route) ?? []);
		return findingsOf({nowMs: clock.now(), shopVat: shopVat(), printers, memory: memory.held()});
	}

	#ask(route: Route): Promise<void> {
		const under = this.#asking.get(route);
		if (under !== undefined) return under;
		this.#due.delete(route);
		const asked = this.#factsOf(route).then(facts => {
			this.#asking.delete(route);
			if (this.#stopped) return;
			if (facts === undefined) this.#due.add(route);
			else this.#rememberPrinter(facts);
			this.#facts.set(route, facts ?? {route, noAnswer: true});
			this.look();
			this.#parts.onChange();
		});
		this.#asking.set(route, asked);
		return asked;
	}

	/** Undefined where the printer gives no answer. */
	async #factsOf(route: Route): Promise<PrinterFacts | undefined> {
		const {printers, clock} = this.#parts;
		const printer = printers[route];
		assert(printer !== undefined, `a printer that is asked is there: ${route}`);
		const identity = await printer.identify();
		if (identity.outcome !== 'confirmed') return this.#note(route, identity);
		const isLeftOpen = await this.#endWhatIsOpen(route);
		if (isLeftOpen === undefined) return undefined;
		const askedAtMs = clock.now();
		const told = await this.#toldBy(route, printer);
		if (told === undefined) return undefined;
		const {uniqueNumber} = identity.value;
		return {route, askedAtMs, uniqueNumber, isLeftOpen, ...told};
	}

	/** Whether something stays open; undefined where the printer gives no answer. */
	async #endWhatIsOpen(route: Route): Promise<boolean | undefined> {
		const {printRoom, reports, isAwaited} = this.#parts;
		if (isAwaited(route)) {
			this.#onlyRead.add(route);
			return false;
		}
		const evidence = await printRoom.endWhatIsOpen(route);
		if (!evidence.ok) return evidence.fault.staysOpen ? true : undefined;
		await reports.hear(route, evidence.value);
		return false;
	}

	async #toldBy(
		route: Route,
		printer: FiscalPrinter,
	): Promise<Pick<PrinterFacts, 'wallTime' | 'vat' | 'health'> | undefined> {
		const wallTime = await printer.clock();
		const vat = await printer.vatTable();
		const health = await printer.health();
		if ([wallTime, vat, health].some(isSilence)) return undefined;
		return {
			...(wallTime.outcome === 'confirmed' ? {wallTime: wallTime.value} : this.#note(route, wallTime)),
			...(vat.outcome === 'confirmed' ? {vat: vat.value} : this.#note(route, vat)),
			...(health.outcome === 'confirmed' ? {health: health.value} : this.#note(route, health)),
		};
	}

	#note(route: Route, outcome: Exclude<Outcome<unknown>, {outcome: 'confirmed'}>): undefined {
		const why = outcome.outcome === 'unknown' ? outcome.reason : `${outcome.fault.code}, ${outcome.fault.detail}`;
		this.#parts.log(`Printer ${route} does not tell what the day has to start with: ${why}`);
		return undefined;
	}

	/** The first printer of a route is the till's from then on. */
	#rememberPrinter({route, uniqueNumber}: PrinterFacts): void {
		const held = this.#parts.memory.held();
		if (held.printers[route] === undefined) this.#keep({...held, printers: {...held.printers, [route]: uniqueNumber}});
	}

	/** When the last entry was written, unless an earlier one says a later time. */
	async #readBook(): Promise<void> {
		const {book, memory} = this.#parts;
		const {entry} = book.head();
		const [last] = entry === 0 ? [] : await book.from(entry, 1);
		const writtenAt = last?.document['writtenAt'];
		if (this.#stopped || typeof writtenAt !== 'string') return;
		const held = memory.held();
		const isLater = held.latestEntryAt === undefined || Date.parse(writtenAt) > Date.parse(held.latestEntryAt);
		if (isLater) this.#keep({...held, latestEntryAt: writtenAt});
	}

	#keep(memory: DayMemory): void {
		try {
			this.#parts.memory.keep(memory);
		} catch (error) {
			this.#parts.onStoreFailure(error);
		}
	}
}

/** Nothing reached the printer, or nothing came back. */
function isSilence(outcome: Outcome<unknown>): boolean {
	return outcome.outcome === 'unknown' || (outcome.outcome === 'refused' && outcome.fault.code === 'not-connected');
}
