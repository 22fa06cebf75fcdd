/**
 * What a till has to do at its server besides following the catalogue: receipts, refused copies, the server's account and
 * notice, months that may go, the till's status.
 *
 * E1  Errands are run one at a time; those that are due together in the order of the list.
 * E2  An event only notes what is due; `#evaluate` decides whether something is to be done now.
 * E3  At a shut door, or before the catalogue was asked for, an errand is run only with a permit: one that a person
 *     gives, or the clock after the long wait. While the catalogue's stream is off it is the stream that knocks.
 * E4  Receipts that could not be sent are due again by themselves: after a back-off, or when the door opens.
 */
import type {Book, CatalogueReplica, NoticeMemory} from '../replica/replica.ts';
import {type Clock, isoTime} from './clock.ts';
import type {Door} from './door.ts';
import {FeedWatch} from './feed-watch.ts';
import {HeadWatch} from './head-watch.ts';
import type {LinkState} from './link.ts';
import {backOffMs} from './link-machine.ts';
import type {LinkTroubles} from './link-troubles.ts';
import {NoticeWatch} from './notice-watch.ts';
import {OldMonths} from './old-months.ts';
import type {Problems} from './problems.ts';
import type {ReceiptsUp} from './receipts-up.ts';
import {Refusals} from './refusals.ts';
import {type ServerFault, sentenceOf} from './server.ts';
import {type StatusFacts, StatusWriter} from './till-status.ts';
import {Timers} from './timers.ts';
import type {Timings} from './timings.ts';

export interface ErrandsParts {
	readonly door: Door;
	readonly book: Book;
	readonly catalogue: CatalogueReplica;
	readonly notice: NoticeMemory;
	readonly receipts: ReceiptsUp;
	readonly till: string;
	readonly clock: Clock;
	readonly random: () => number;
	readonly timings: Timings;
	readonly pushSeconds: number;
	readonly troubles: LinkTroubles;
	readonly problems: Problems;
	readonly log: (sentence: string) => void;
	/** What the catalogue's stream is doing. */
	readonly state: () => LinkState;
	readonly facts: () => StatusFacts;
	readonly onRun: () => void;
	/** The catalogue's stream is of no use any more. */
	readonly onFeedUseless: (why: string) => void;
}

/** In the order in which those that are due together are run. */
const errands = ['months', 'retry', 'push', 'refusals', 'head', 'notice', 'old months', 'feed', 'status'] as const;
type Errand = (typeof errands)[number];
/** Why an errand could not be done; a sentence where the server did all it was asked. */
type Trouble = ServerFault | string | undefined;

export class Errands {
	readonly #parts: ErrandsParts;
	readonly #refusals: Refusals;
	readonly #headWatch: HeadWatch;
	readonly #noticeWatch: NoticeWatch;
	readonly #oldMonths: OldMonths;
	readonly #feedWatch: FeedWatch;
	readonly #statusWriter: StatusWriter;
	readonly #due = new Set<Errand>();
	readonly #timers: Timers<Errand | 'push again' | 'knock' | 'feed again' | 'status pause'>;
	#pushSeconds: number;
	#pushFailures = 0;
	#running: Promise<void> | undefined;
	#resendCount = 0;
	#isDropping = false;
	/** It could not be done when its time came. */
	#owesOldMonths = false;
	#isStopped = false;

	constructor(parts: ErrandsParts) {
		const {door: server, book, catalogue, notice, till, clock, receipts, timings, pushSeconds} = parts;
		this.#parts = parts;
		this.#refusals = new Refusals({server, book, till});
		this.#headWatch = new HeadWatch({server, book, till, receipts, clock, timings});
		this.#noticeWatch = new NoticeWatch({server, memory: notice, till});
		this.#oldMonths = new OldMonths({server, book, till, receipts});
		this.#feedWatch = new FeedWatch({server, replica: catalogue});
		this.#statusWriter = new StatusWriter({server, till});
		this.#timers = new Timers(clock);
		this.#repeat('retry', timings.refusedRetryMs);
		this.#repeat('months', timings.missingMonthRetryMs);
		this.#repeat('old months', timings.oldMonthsIntervalMs);
		this.#repeat('feed', timings.feedCheckMs);
		// A server that is away is asked as soon as it answers.
		this.#timers.every('notice', timings.noticeIntervalMs, () => this.#isThere() && this.#note('notice'));
		this.#repeat('status', timings.statusIntervalMs);
		this.#pushSeconds = pushSeconds;
		this.#repeatPush();
	}

	setPushSeconds(pushSeconds: number): void {
		// Told anew with every change of the catalogue: an interval that began again each time would never end.
		if (pushSeconds === this.#pushSeconds) return;
		this.#pushSeconds = pushSeconds;
		this.#repeatPush();
	}

	setMonthsKept(monthsKept: number): void {
		if (this.#oldMonths.keep(monthsKept)) this.#note('old months');
	}

	/** What is sent again might come back refused, and then it has to be there still. */
	async withoutDropping<Value>(resend: () => Promise<Value>): Promise<Value> {
		this.#resendCount++;
		try {
			if (this.#isDropping) await this.#running;
			return await resend();
		} finally {
			this.#resendCount--;
		}
	}

	/** The book has something new. */
	hearBook(): void {
		if (this.#pushSeconds === 0 && !this.#timers.has('push again')) this.#note('push');
	}

	/** The catalogue's stream changed its state. */
	hearState(): void {
		this.#evaluate();
	}

	/** The catalogue's stream is open, and the till in step. */
	hearFollowing(): void {
		this.#note('feed');
	}

	/** The server let the till in. */
	hearAnswer(): void {
		this.#pushFailures = 0;
		this.#due.add('notice');
		this.#note('push');
	}

	/** The door was shut or opened. */
	hearDoor(): void {
		if (this.#parts.door.isShut) return this.#knockLater();
		this.#timers.cancel('knock');
		this.#evaluate();
	}

	/** A person wants it. */
	pushNow(): void {
		this.#parts.door.permit();
		if (this.#isThere()) this.#due.add('notice');
		this.#note('push');
	}

	postRefusals(): void {
		this.#note('refusals');
	}

	/** Another server has none of what was put to the one before. */
	forgetServer(): void {
		this.#refusals.forget();
	}

	/** A status worth writing is written when the pause since the last one is over, and the server is there. */
	noteStatus(): void {
		if (this.#timers.has('status pause') || !this.#isStatusDue()) return;
		this.#timers.after('status pause', this.#parts.timings.statusPauseMs, () => {
			// A receipt waits for a moment and is sent: nobody wants to read of that.
			if (this.#isStatusDue()) this.#note('status');
		});
	}

	async stop(): Promise<void> {
		this.#isStopped = true;
		this.#timers.stop();
		await this.#running;
	}

	#note(errand: Errand): void {
		this.#due.add(errand);
		this.#evaluate();
	}

	#knockLater(): void {
		const {door, random} = this.#parts;
		if (!door.isShut || this.#timers.has('knock')) return;
		this.#timers.after('knock', backOffMs({state: 'unauthorised', failures: 0}, random()), () => this.#knock());
	}

	#knock(): void {
		// Where the stream is off, it knocks itself.
		if (!this.#isStreaming()) return;
		// A status asks the server something, whatever there is to send.
		this.#parts.door.permit();
		this.#note('status');
	}

	#isStreaming(): boolean {
		const state = this.#parts.state();
		return state === 'live' || state === 'catching-up';
	}

	#evaluate(): void {
		if (this.#running !== undefined || this.#isStopped) return;
		const {door} = this.#parts;
		const state = this.#parts.state();
		const mayKnock = state !== 'starting' && state !== 'unauthorised' && !door.isShut;
		if (!mayKnock && !door.isPermitted) return;
		const errand = errands.find(candidate => this.#due.has(candidate));
		if (errand === undefined) return;
		this.#due.delete(errand);
		this.#running = this.#run(errand).finally(() => {
			this.#running = undefined;
			this.#knockLater();
			this.#evaluate();
		});
	}

	async #run(errand: Errand): Promise<void> {
		const {troubles, problems, onRun} = this.#parts;
		const part = errand === 'push' ? 'receipts' : errand;
		try {
			const trouble = await this.#perform(errand);
			if (this.#isStopped) return;
			troubles.stored(part);
			if (typeof trouble === 'string') problems.say(part, trouble);
			else problems.fault(part, trouble);
		} catch (error) {
			// The book could not be read or marked.
			troubles.storingFailed(part, error);
			problems.say(part, error instanceof Error ? error.message : String(error));
			if (errand === 'push') this.#pushAgain();
		}
		onRun();
	}

	async #perform(errand: Errand): Promise<Trouble> {
		const {receipts, book} = this.#parts;
		switch (errand) {
			case 'push':
				return this.#push();
			case 'retry':
				receipts.retryRefused();
				this.#due.add('push').add('refusals');
				return undefined;
			case 'months': {
				const fault = await receipts.retryMissingMonths();
				this.#due.add('refusals');
				if (book.counts().waiting > 0) this.#due.add('push');
				return fault;
			}
			case 'refusals':
				return this.#refusals.post();
			case 'head':
				return this.#checkHead();
			case 'notice':
				return this.#noticeWatch.read();
			case 'old months':
				return this.#dropOldMonths();
			case 'feed':
				return this.#checkFeed();
			case 'status':
				return this.#statusWriter.write(this.#parts.facts(), isoTime(this.#parts.clock));
		}
	}

	async #push(): Promise<ServerFault | undefined> {
		this.#timers.cancel('push again');
		const fault = await this.#parts.receipts.push();
		if (fault === undefined) {
			this.#pushFailures = 0;
			this.#due.add('refusals').add('head');
		} else if (fault.code === 'unauthorised') {
			this.#due.add('push');
		} else {
			this.#pushAgain();
		}
		return fault;
	}

	#pushAgain(): void {
		const {state, random} = this.#parts;
		this.#pushFailures++;
		const delayMs = backOffMs({state: state(), failures: this.#pushFailures}, random());
		this.#timers.after('push again', delayMs, () => this.#note('push'));
	}

	async #checkHead(): Promise<Trouble> {
		const verdict = await this.#headWatch.check();
		if (!verdict.ok) return verdict.fault;
		if (this.#owesOldMonths) this.#due.add('old months');
		if (verdict.value.state === 'again') {
			this.#timers.after('head', this.#parts.timings.headLagMs, () => this.#note('head'));
		}
		return verdict.value.problem;
	}

	async #dropOldMonths(): Promise<Trouble> {
		const {log} = this.#parts;
		this.#owesOldMonths = this.#resendCount > 0;
		if (this.#owesOldMonths) return undefined;
		this.#isDropping = true;
		const report = await this.#oldMonths.drop().finally(() => {
			this.#isDropping = false;
		});
		this.#owesOldMonths = !report.ok;
		if (!report.ok) {
			log(`old months: not now, ${sentenceOf(report.fault)}`);
			return undefined;
		}
		for (const month of report.value.dropped) log(`${month} is dropped: the server has all of it`);
		return report.value.problem;
	}

	async #checkFeed(): Promise<ServerFault | undefined> {
		if (this.#parts.state() !== 'live') return undefined;
		const verdict = await this.#feedWatch.check();
		if (!verdict.ok) return verdict.fault;
		if (verdict.value === 'again') {
			this.#timers.after('feed again', this.#parts.timings.heartbeatMs * 2, () => this.#note('feed'));
		}
		if (this.#parts.state() !== 'live') return undefined;
		if (verdict.value === 'stuck') this.#parts.onFeedUseless('the feed no longer brings what is written');
		if (verdict.value === 'of another') this.#parts.onFeedUseless('the feed is of a database that is no longer there');
		return undefined;
	}

	#isStatusDue(): boolean {
		return this.#isThere() && this.#statusWriter.isNews(this.#parts.facts());
	}

	/** The server answers, whatever it answers. */
	#isThere(): boolean {
		return this.#isStreaming() || this.#parts.state() === 'refused';
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
