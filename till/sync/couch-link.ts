/**
 * The link to a CouchDB: follows the catalogue, sends receipts, and says how it stands.
 *
 * Two things run side by side and know nothing of each other: the catalogue's stream, which decides the link's state,
 * and the errands (receipts, refused copies, the server's account, the till's status), which are run one at a time.
 * An event only notes what is due; `#evaluate` decides whether something is to be done now.
 */
import type {ResendReport} from '../domain/link.ts';
import type {Replica} from '../replica/replica.ts';
import {followCatalogue} from './catalogue-down.ts';
import {type Clock, isoTime, pause} from './clock.ts';
import {HeadWatch} from './head-watch.ts';
import type {Link, LinkStatus} from './link.ts';
import {backOffMs, type LinkEvent, startLink, stepLink} from './link-machine.ts';
import {OldMonths} from './old-months.ts';
import {ReceiptsUp} from './receipts-up.ts';
import {Refusals} from './refusals.ts';
import {resendPeriod} from './resend.ts';
import {openServer, type Server, type ServerAddress, type ServerFault, sentenceOf} from './server.ts';
import {outlineOf, StatusWriter, type TillDescription} from './till-status.ts';
import {Timers} from './timers.ts';
import {shopTimings, type Timings} from './timings.ts';

export interface LinkOptions {
	readonly replica: Replica;
	readonly server: ServerAddress;
	readonly till: string;
	readonly clock: Clock;
	/** In [0, 1). */
	readonly random: () => number;
	/** How often receipts are sent; 0 for at once. */
	readonly pushSeconds: number;
	readonly log: (sentence: string) => void;
	readonly describe?: () => TillDescription;
	readonly timings?: Partial<Timings>;
}

export function createLink(options: LinkOptions): Link {
	return new CouchLink(options);
}

type Errand = 'push' | 'retry' | 'months' | 'refusals' | 'head' | 'old months' | 'status';
/** The order in which errands that are due together are run. */
const errands: readonly Errand[] = ['months', 'retry', 'push', 'refusals', 'head', 'old months', 'status'];

type Part = 'catalogue' | 'receipts' | 'months' | 'refusals' | 'head' | 'old months' | 'status';

class CouchLink implements Link {
	readonly #options: LinkOptions;
	readonly #timings: Timings;
	readonly #stopping = new AbortController();
	readonly #server: Server;
	readonly #receipts: ReceiptsUp;
	readonly #refusals: Refusals;
	readonly #headWatch: HeadWatch;
	readonly #oldMonths: OldMonths;
	readonly #statusWriter: StatusWriter;
	readonly #listeners = new Set<(status: LinkStatus) => void>();
	readonly #problems = new Map<Part, string>();
	readonly #due = new Set<Errand>();
	readonly #timers: Timers<Errand | 'push again' | 'status pause'>;
	readonly #stopHearingBook: () => void;
	readonly #following: Promise<void>;
	#machine;
	#pushSeconds: number;
	#pushFailures = 0;
	#resendCount = 0;
	#isDropping = false;
	/** It could not be done when its time came. */
	#owesOldMonths = false;
	#pushUnauthorised = false;
	/** Somebody asked for it, or its time has come: not even a locked door keeps the next errand back. */
	#forced = false;
	#wake: () => void = () => undefined;
	#errandRunning: Promise<void> | undefined;
	#told = '';
	#statusWritten = '';

	constructor(options: LinkOptions) {
		const {replica, till, clock, pushSeconds} = options;
		const {book} = replica;
		this.#options = options;
		this.#timings = {...shopTimings, ...options.timings};
		this.#pushSeconds = pushSeconds;
		this.#machine = startLink(isoTime(clock));
		this.#server = openServer({
			address: options.server,
			timeoutMs: this.#timings.requestTimeoutMs,
			signal: this.#stopping.signal,
		});
		const server = this.#server;
		this.#receipts = new ReceiptsUp({server, book, clock});
		this.#refusals = new Refusals({server, book, till});
		this.#headWatch = new HeadWatch({server, book, till, receipts: this.#receipts, clock, timings: this.#timings});
		this.#oldMonths = new OldMonths({server, book, till, receipts: this.#receipts});
		this.#statusWriter = new StatusWriter({server, till});
		this.#stopHearingBook = book.onChange(() => this.#hearBook());
		this.#timers = new Timers(clock);
		this.#repeat('retry', this.#timings.refusedRetryMs);
		this.#repeat('months', this.#timings.missingMonthRetryMs);
		this.#repeat('old months', this.#timings.oldMonthsIntervalMs);
		this.#repeat('status', this.#timings.statusIntervalMs);
		this.#repeatPush();
		this.#following = this.#follow();
	}

	status(): LinkStatus {
		const {catalogue, book} = this.#options.replica;
		const {waiting, waitingReceipts, oldestWaitingAt} = book.counts();
		const {asOf} = catalogue.cursor() ?? {};
		const lastSent = book.lastSent();
		const problem = [...this.#problems.values()].join('; ');
		return {
			state: this.#pushUnauthorised ? 'unauthorised' : this.#machine.state,
			since: this.#machine.since,
			...(asOf !== undefined && {catalogueAsOf: asOf}),
			waitingCount: waiting,
			waitingReceiptCount: waitingReceipts,
			...(oldestWaitingAt !== undefined && {oldestWaitingAt}),
			refused: book.refused().map(({id, reason, refusedAt, attempts}) => ({id, reason, refusedAt, attempts})),
			...(lastSent !== undefined && {lastSent}),
			...(problem !== '' && {problem}),
		};
	}

	onStatus(listener: (status: LinkStatus) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	sendNow(): void {
		this.#wake();
		this.#force('push');
	}

	retryRefused(): void {
		this.#options.replica.book.retryRefused();
		this.sendNow();
	}

	setPushSeconds(receiptsPushSeconds: number): void {
		// Told anew with every change of the catalogue: an interval that began again each time would never end.
		if (receiptsPushSeconds === this.#pushSeconds) return;
		this.#pushSeconds = receiptsPushSeconds;
		this.#repeatPush();
	}

	setMonthsKept(monthsKept: number): void {
		if (this.#oldMonths.keep(monthsKept)) this.#note('old months');
	}

	async resend(period: {readonly from: string; readonly to: string}): Promise<ResendReport> {
		const {book} = this.#options.replica;
		this.#resendCount++;
		// What is sent again might come back refused, and then it has to be there still.
		if (this.#isDropping) await this.#errandRunning;
		const report = await resendPeriod({server: this.#server, book, receipts: this.#receipts, period}).finally(
			() => this.#resendCount--,
		);
		if (!report.ok) throw new Error(sentenceOf(report.fault));
		this.#note('refusals');
		return report.value;
	}

	async stop(): Promise<void> {
		this.#stopHearingBook();
		this.#stopping.abort();
		this.#timers.stop();
		await this.#following;
		await this.#errandRunning;
	}

	async #follow(): Promise<void> {
		const {clock, random} = this.#options;
		const {signal} = this.#stopping;
		while (!signal.aborted) {
			const fault = await this.#followOnce();
			if (signal.aborted) return;
			this.#problem('catalogue', fault);
			this.#step(fault.code === 'unauthorised' ? 'unauthorised' : 'lost');
			const waking = new AbortController();
			this.#wake = () => waking.abort();
			const early = AbortSignal.any([signal, waking.signal]);
			await pause({clock, delayMs: backOffMs(this.#machine, random()), signal: early});
		}
	}

	async #followOnce(): Promise<ServerFault> {
		const {replica, clock} = this.#options;
		try {
			return await followCatalogue({
				server: this.#server,
				replica: replica.catalogue,
				clock,
				timings: this.#timings,
				onAnswered: () => {
					this.#step('answered');
					this.#pushFailures = 0;
					this.#pushUnauthorised = false;
					this.#note('push');
				},
				onCaughtUp: () => {
					this.#problem('catalogue', undefined);
					this.#step('caught-up');
				},
				onInStep: () => this.#tell(),
			});
		} catch (error) {
			// The replica could not store: a full disk, for instance. The till sells on, and this is tried again.
			return {code: 'unreachable', reason: `the catalogue could not be stored: ${messageOf(error)}`};
		}
	}

	#hearBook(): void {
		if (this.#pushSeconds === 0 && !this.#timers.has('push again')) this.#note('push');
		this.#tell();
	}

	/** Notes that an errand is due. */
	#note(errand: Errand): void {
		this.#due.add(errand);
		this.#evaluate();
	}

	#force(errand: Errand): void {
		this.#forced = true;
		this.#note(errand);
	}

	#evaluate(): void {
		if (this.#errandRunning !== undefined || this.#stopping.signal.aborted) return;
		// Every errand with a wrong password would bring the till nearer to being locked out.
		const mayKnock =
			this.#machine.state !== 'starting' && this.#machine.state !== 'unauthorised' && !this.#pushUnauthorised;
		if (!mayKnock && !this.#forced) return;
		const errand = errands.find(candidate => this.#due.has(candidate));
		if (errand === undefined) return;
		this.#due.delete(errand);
		this.#forced = false;
		this.#errandRunning = this.#run(errand).finally(() => {
			this.#errandRunning = undefined;
			this.#evaluate();
		});
	}

	async #run(errand: Errand): Promise<void> {
		try {
			await this.#perform(errand);
		} catch (error) {
			// The book could not be read or marked; the errand is due again at its next time.
			this.#options.log(`${errand}: ${messageOf(error)}`);
			this.#problems.set('receipts', messageOf(error));
		}
		this.#tell();
	}

	async #perform(errand: Errand): Promise<void> {
		switch (errand) {
			case 'push':
				return this.#push();
			case 'retry':
				this.#receipts.retryRefused();
				this.#due.add('push').add('refusals');
				return;
			case 'months': {
				this.#problem('months', await this.#receipts.retryMissingMonths());
				this.#due.add('refusals');
				if (this.#options.replica.book.counts().waiting > 0) this.#due.add('push');
				return;
			}
			case 'refusals':
				return this.#problem('refusals', await this.#refusals.post());
			case 'head':
				return this.#checkHead();
			case 'old months':
				return this.#dropOldMonths();
			case 'status':
				return this.#writeStatus();
		}
	}

	async #push(): Promise<void> {
		this.#timers.cancel('push again');
		const fault = await this.#receipts.push();
		this.#problem('receipts', fault);
		this.#pushUnauthorised = fault?.code === 'unauthorised';
		if (fault === undefined) {
			this.#pushFailures = 0;
			this.#due.add('refusals').add('head');
			return;
		}
		this.#pushFailures++;
		const {state, since} = this.#machine;
		const delayMs = backOffMs(
			{state: this.#pushUnauthorised ? 'unauthorised' : state, since, failures: this.#pushFailures},
			this.#options.random(),
		);
		this.#timers.after('push again', delayMs, () => this.#force('push'));
	}

	async #checkHead(): Promise<void> {
		const verdict = await this.#headWatch.check();
		this.#problem('head', verdict.ok ? verdict.value.problem : verdict.fault);
		if (verdict.ok && this.#owesOldMonths) this.#due.add('old months');
		if (verdict.ok && verdict.value.state === 'again') {
			this.#timers.after('head', this.#timings.headLagMs, () => this.#note('head'));
		}
	}

	async #dropOldMonths(): Promise<void> {
		this.#owesOldMonths = this.#resendCount > 0;
		if (this.#owesOldMonths) return;
		this.#isDropping = true;
		const report = await this.#oldMonths.drop().finally(() => {
			this.#isDropping = false;
		});
		this.#owesOldMonths = !report.ok;
		this.#problem('old months', report.ok ? report.value.problem : undefined);
		if (!report.ok) return this.#options.log(`old months: not now, ${sentenceOf(report.fault)}`);
		for (const month of report.value.dropped) this.#options.log(`${month} is dropped: the server has all of it`);
	}

	async #writeStatus(): Promise<void> {
		const {clock} = this.#options;
		const facts = this.#facts();
		const fault = await this.#statusWriter.write(facts, isoTime(clock));
		this.#problem('status', fault);
		if (fault === undefined) this.#statusWritten = outlineOf(facts);
	}

	#facts() {
		return {link: this.status(), description: this.#options.describe?.() ?? {version: 'unknown', devices: {}}};
	}

	#step(event: LinkEvent): void {
		this.#machine = stepLink(this.#machine, {event, at: isoTime(this.#options.clock)});
		this.#tell();
		this.#evaluate();
	}

	#problem(part: Part, fault: ServerFault | string | undefined): void {
		const sentence = fault && `${part}: ${typeof fault === 'string' ? fault : sentenceOf(fault)}`;
		if (this.#stopping.signal.aborted || sentence === this.#problems.get(part)) return;
		if (sentence === undefined) this.#problems.delete(part);
		else this.#problems.set(part, sentence);
		this.#options.log(sentence ?? `${part}: in order again`);
		this.#tell();
	}

	#tell(): void {
		if (this.#stopping.signal.aborted) return;
		const status = this.status();
		const text = JSON.stringify(status);
		if (text === this.#told) return;
		this.#told = text;
		for (const listener of this.#listeners) listener(status);
		this.#noteStatus();
	}

	/** A status worth writing is written when the pause since the last one is over, and the server is there. */
	#noteStatus(): void {
		if (this.#timers.has('status pause') || !this.#isStatusDue()) return;
		this.#timers.after('status pause', this.#timings.statusPauseMs, () => {
			// A receipt waits for a moment and is sent: nobody wants to read of that.
			if (this.#isStatusDue()) this.#note('status');
		});
	}

	#isStatusDue(): boolean {
		const {state} = this.#machine;
		const isThere = state === 'live' || state === 'catching-up';
		return isThere && outlineOf(this.#facts()) !== this.#statusWritten;
	}

	#repeatPush(): void {
		this.#timers.cancel('push');
		if (this.#pushSeconds > 0) this.#repeat('push', this.#pushSeconds * 1000);
		else this.#note('push');
	}

	#repeat(errand: Errand, intervalMs: number): void {
		this.#timers.every(errand, intervalMs, () => this.#note(errand));
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
