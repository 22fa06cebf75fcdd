/**
 * The print room: carries out at the printers what the sale decided, and says what came of it.
 *
 * Everything that may only be read after a silence is read here again and again until the printer answers; nothing
 * here decides, and nothing here prints twice.
 */
import type {Outcome, PrinterStatus} from '../devices/fiscal-printer.ts';
import {assert, unreachable} from '../domain/assert.ts';
import type {Route} from '../domain/catalogue.ts';
import type {Clock} from '../domain/clock.ts';
import type {PrinterEvidence} from '../domain/evidence.ts';
import {type PrintEffect, type PrintEvent, type PrintJob, printerOfJob, type StopReason} from '../domain/print-job.ts';
import {fail, ok, type Result} from '../domain/result.ts';
import type {Slip} from '../domain/slip.ts';
import type {VatTable} from '../domain/vat.ts';
import type {Printers} from './printer-watch.ts';
import {type BoundName, type Objection, SlipInspector, type UntoldSlip} from './slip-inspector.ts';

export interface PrintRoomOptions {
	readonly printers: Printers;
	readonly clock: Clock;
	/** The time, ISO 8601 with offset. */
	readonly timestamp: () => string;
	/** A printer that is in the middle of a slip waits for a person. */
	readonly onWaiting: (route: Route, status: PrinterStatus) => void;
	readonly log: (sentence: string) => void;
}

/** Why a sale cannot be printed now; nothing was begun. */
export type NotPrepared = Objection & {readonly route: Route};

/** A transaction stays open, or the printer does not answer. */
export type NotEnded = StopReason & {readonly staysOpen: boolean};

const askAgainMs = 1000;

type Asked = Pick<PrintJob, 'slip' | 'requestId' | 'printer'>;

export class PrintRoom {
	readonly #options: PrintRoomOptions;
	readonly #inspector: SlipInspector;
	readonly #asking = new Set<Route>();
	#stopped = false;

	constructor(options: PrintRoomOptions) {
		this.#options = options;
		this.#inspector = new SlipInspector(options.printers);
	}

	/** Reads the counters before the slips are begun, and clears what somebody may have left open. */
	async prepare(slips: readonly Slip[], shopVat: VatTable): Promise<Result<readonly PrinterEvidence[], NotPrepared>> {
		const before: PrinterEvidence[] = [];
		for (const slip of slips) {
			const evidence = await this.endWhatIsOpen(slip.route);
			if (!evidence.ok) return fail({code: 'printer-not-ready', route: slip.route, detail: evidence.fault.detail});
			const objection = await this.#inspector.inspect(slip, shopVat);
			if (objection !== undefined) return fail({...objection, route: slip.route});
			before.push(evidence.value);
		}
		return ok(before);
	}

	/** Whatever is open at a printer that nobody here is printing on is ended; what the printer says of itself then. */
	async endWhatIsOpen(route: Route, requestId?: string): Promise<Result<PrinterEvidence, NotEnded>> {
		const printer = this.#printer(route);
		const first = await printer.evidence(about(requestId));
		if (first.outcome !== 'confirmed') return fail({staysOpen: false, ...reasonOf(first)});
		if (first.value.transaction === 'none') return ok(first.value);
		const ended = first.value.transaction === 'open' ? await printer.cancel() : await printer.finishFooter();
		this.#note(route, 'end what was open', ended);
		const second = await printer.evidence(about(requestId));
		if (second.outcome !== 'confirmed') return fail({staysOpen: false, ...reasonOf(second)});
		if (second.value.transaction === 'none') return ok(second.value);
		return fail({staysOpen: true, code: 'transaction-open', detail: 'a transaction stays open'});
	}

	/** A good is in the basket that its printer may have bound to another rate. */
	foresee(route: Route, bound: BoundName): void {
		this.#inspector.foresee(route, bound);
	}

	/** What of these slips a printer has no word for: then none of them is begun. */
	untold(slips: readonly Slip[]): UntoldSlip | undefined {
		return this.#inspector.untold(slips);
	}

	/** Performs one effect. Resolves with what it led to; undefined where nobody waits for an answer. */
	async perform(job: Asked, effect: PrintEffect): Promise<PrintEvent | undefined> {
		const route = printerOfJob(job);
		switch (effect) {
			case 'open':
				return this.#open(job);
			case 'close':
				return this.#close(job);
			case 'cancel':
				// Best effort: nothing is printed anew before `clear` has succeeded.
				this.#note(route, 'cancel', await this.#printer(route).cancel());
				return undefined;
			case 'clear':
				return this.#clear(job);
			case 'read-evidence':
				return this.#ask(job);
			case 'ask-later':
				await this.#pause();
				return this.#ask(job);
			case 'finish-footer':
				// The slip is fiscally done; a footer that stays unfinished is cleared before the next slip.
				this.#note(route, 'finish the footer', await this.#printer(route).finishFooter());
				return undefined;
			default:
				return unreachable(effect);
		}
	}

	stop(): void {
		this.#stopped = true;
	}

	async #open(job: Asked): Promise<PrintEvent> {
		const route = printerOfJob(job);
		const outcome = await this.#printer(route).open(job.slip);
		this.#note(route, 'open a slip', outcome);
		if (outcome.outcome !== 'confirmed') return {on: 'open-failed', reason: reasonOf(outcome)};
		return {on: 'opened', ...outcome.value};
	}

	async #close(job: Asked): Promise<PrintEvent> {
		const route = printerOfJob(job);
		const outcome = await this.#printer(route).close(job.slip, {
			onWaiting: status => this.#options.onWaiting(route, status),
		});
		this.#note(route, 'close a slip', outcome);
		switch (outcome.outcome) {
			case 'confirmed':
				return {on: 'closed', fiscalNumber: outcome.value.fiscalNumber, at: this.#options.timestamp()};
			case 'refused':
				return {on: 'close-refused', reason: reasonOf(outcome)};
			case 'unknown':
				return {on: 'close-silent'};
			default:
				return unreachable(outcome);
		}
	}

	async #clear(job: Asked): Promise<PrintEvent> {
		const evidence = await this.endWhatIsOpen(printerOfJob(job), job.requestId);
		if (evidence.ok) return {on: 'cleared', now: evidence.value};
		return {on: 'clear-failed', reason: {code: 'not-connected', detail: evidence.fault.detail}};
	}

	/** Asks until the printer answers. A second asking for the same printer joins the first. */
	async #ask(job: Asked): Promise<PrintEvent | undefined> {
		const route = printerOfJob(job);
		const {requestId} = job;
		if (this.#asking.has(route)) return undefined;
		this.#asking.add(route);
		try {
			while (!this.#stopped) {
				const outcome = await this.#printer(route).evidence(about(requestId));
				if (outcome.outcome === 'confirmed') return {on: 'evidence', now: outcome.value, at: this.#options.timestamp()};
				await this.#pause();
			}
			return undefined;
		} finally {
			this.#asking.delete(route);
		}
	}

	#pause(): Promise<void> {
		return new Promise(resolve => this.#options.clock.after(askAgainMs, resolve));
	}

	#printer(route: Route) {
		const printer = this.#options.printers[route];
		assert(printer !== undefined, `a slip for ${route} has a printer`);
		return printer;
	}

	#note(route: Route, what: string, outcome: Outcome<unknown>): void {
		if (outcome.outcome === 'confirmed') return;
		const {code, detail} = reasonOf(outcome);
		this.#options.log(`Printer ${route} did not ${what}: ${code}, ${detail}`);
	}
}

function about(requestId: string | undefined): {readonly requestId?: string} {
	return requestId === undefined ? {} : {requestId};
}

function reasonOf(outcome: Exclude<Outcome<unknown>, {outcome: 'confirmed'}>): StopReason {
	if (outcome.outcome === 'unknown') return {code: 'silent', detail: outcome.reason};
	const {code, detail, line} = outcome.fault;
	return {code, detail, ...(line === undefined ? {} : {line})};
}
