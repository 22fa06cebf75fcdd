/**
 * The link to a CouchDB: follows the catalogue, sends receipts, and says how it stands.
 *
 * Two things run side by side and know nothing of each other: the catalogue's stream, which decides the link's state,
 * and the errands, which ask only while the door is open.
 */
import {isDeepStrictEqual} from 'node:util';
import type {ResendReport} from '../domain/link.ts';
import {monthOf} from '../domain/local-time.ts';
import type {FoundReceipt, WantedReceipt} from '../domain/receipt-query.ts';
import type {Result} from '../domain/result.ts';
import type {Replica} from '../replica/replica.ts';
import {type CatalogueFound, followCatalogue} from './catalogue-down.ts';
import {type Clock, isoTime, pause} from './clock.ts';
import {Door} from './door.ts';
import {Errands} from './errands.ts';
import type {Link, LinkState, LinkStatus} from './link.ts';
import {endOf, type LinkEvent, pauseMs, startLink, stepLink} from './link-machine.ts';
import {LinkTroubles} from './link-troubles.ts';
import {Problems} from './problems.ts';
import {findReceipts} from './receipt-search.ts';
import {ReceiptsUp} from './receipts-up.ts';
import {resendPeriod} from './resend.ts';
import {openServer, type Server, type ServerAddress, type ServerFault, sentenceOf} from './server.ts';
import {SharedBaskets} from './shared-baskets.ts';
import type {StatusFacts, TillDescription} from './till-status.ts';
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

export interface LinkToCouch extends Link {
	/** Another address, user or password: knocks there at once. */
	setServer(server: ServerAddress): void;
}

export function createLink(options: LinkOptions): LinkToCouch {
	return new CouchLink(options);
}

class CouchLink implements LinkToCouch {
	readonly baskets: SharedBaskets;
	readonly #options: LinkOptions;
	readonly #timings: Timings;
	readonly #stopping = new AbortController();
	readonly #troubles = new LinkTroubles();
	readonly #problems: Problems;
	readonly #door: Door;
	readonly #receipts: ReceiptsUp;
	readonly #errands: Errands;
	readonly #listeners = new Set<(status: LinkStatus) => void>();
	readonly #stopHearingBook: () => void;
	readonly #following: Promise<void>;
	#address: ServerAddress;
	#machine;
	/** Of one attempt to follow the catalogue and of the wait after it: ends both. */
	#attempt = new AbortController();
	#isPausing = false;
	#told = '';

	constructor(options: LinkOptions) {
		const {replica, till, clock, random, log, pushSeconds, server: address} = options;
		const {book, catalogue, notice} = replica;
		this.#options = options;
		this.#timings = {...shopTimings, ...options.timings};
		this.#address = address;
		this.#machine = startLink(isoTime(clock));
		this.#problems = new Problems({log, onChange: () => this.#tell()});
		const door = new Door({server: this.#openServer(this.#stopping.signal), onTurned: () => this.#hearDoor()});
		this.#door = door;
		this.baskets = new SharedBaskets({server: door, till, clock, timeoutMs: this.#timings.basketTimeoutMs});
		this.#receipts = new ReceiptsUp({server: door, book, clock});
		this.#errands = new Errands({
			door,
			book,
			catalogue,
			notice,
			receipts: this.#receipts,
			till,
			clock,
			random,
			timings: this.#timings,
			pushSeconds,
			troubles: this.#troubles,
			problems: this.#problems,
			log,
			state: () => this.#machine.state,
			facts: () => this.#facts(),
			onRun: () => this.#tell(),
			onFeedUseless: why => this.#attempt.abort(new Error(why)),
		});
		this.#stopHearingBook = book.onChange(() => this.#hearBook());
		this.#following = this.#follow();
	}

	status(): LinkStatus {
		const {catalogue, book, notice} = this.#options.replica;
		const {waiting, waitingReceipts, oldestWaitingAt} = book.counts();
		const {asOf} = catalogue.cursor() ?? {};
		const refused = book.refused();
		const lastSent = book.lastSent();
		const problem = this.#problems.text();
		const {clockAheadMs} = this.#troubles;
		const trouble = this.#troubles.worst(refused);
		const held = notice.held();
		return {
			state: this.#state(),
			since: this.#machine.since,
			...(asOf !== undefined && {catalogueAsOf: asOf}),
			waitingCount: waiting,
			waitingReceiptCount: waitingReceipts,
			...(oldestWaitingAt !== undefined && {oldestWaitingAt}),
			refused: refused.map(({id, reason, refusedAt, attempts}) => ({id, reason, refusedAt, attempts})),
			...(lastSent !== undefined && {lastSent}),
			...(problem !== undefined && {problem}),
			...(clockAheadMs !== undefined && {clockAheadMs}),
			...(trouble !== undefined && {trouble}),
			...(held !== undefined && held.messages.length > 0 && {notice: {at: held.at, messages: held.messages}}),
		};
	}

	onStatus(listener: (status: LinkStatus) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	sendNow(): void {
		if (this.#isPausing) this.#attempt.abort();
		// One touch is one knock: at a shut door it is the stream's, unless that is on.
		const {state} = this.#machine;
		const isStreaming = state === 'live' || state === 'catching-up';
		if (isStreaming || this.#state() !== 'unauthorised') this.#errands.pushNow();
	}

	retryRefused(): void {
		this.#options.replica.book.retryRefused();
		this.sendNow();
	}

	setPushSeconds(receiptsPushSeconds: number): void {
		this.#errands.setPushSeconds(receiptsPushSeconds);
	}

	setServer(address: ServerAddress): void {
		if (isDeepStrictEqual(address, this.#address)) return;
		this.#address = address;
		this.#door.turnTo(this.#openServer(this.#stopping.signal));
		this.#errands.forgetServer();
		this.#attempt.abort(new Error('the settings name another server, user or password'));
	}

	setMonthsKept(monthsKept: number): void {
		this.#errands.setMonthsKept(monthsKept);
	}

	async resend(period: {readonly from: string; readonly to: string}): Promise<ResendReport> {
		const {book} = this.#options.replica;
		const parts = {server: this.#door, book, receipts: this.#receipts, period};
		const report = await this.#errands.withoutDropping(() => resendPeriod(parts));
		if (!report.ok) throw new Error(sentenceOf(report.fault));
		this.#errands.postRefusals();
		return report.value;
	}

	findReceipts(wanted: WantedReceipt): Promise<Result<readonly FoundReceipt[], string>> {
		return findReceipts(this.#door, wanted, monthOf(this.#options.clock.now()));
	}

	async stop(): Promise<void> {
		this.#stopHearingBook();
		this.#stopping.abort(new Error('the link was stopped'));
		const errandsStopped = this.#errands.stop();
		await this.#following;
		await errandsStopped;
	}

	async #follow(): Promise<void> {
		const stopping = this.#stopping.signal;
		while (!stopping.aborted) {
			this.#attempt = new AbortController();
			const startedMs = this.#options.clock.now();
			const signal = AbortSignal.any([stopping, this.#attempt.signal]);
			const fault = await this.#followOnce(signal);
			if (stopping.aborted) return;
			this.#problems.fault('catalogue', fault);
			this.#step(endOf(fault));
			await this.#pause(signal, startedMs);
		}
	}

	async #followOnce(signal: AbortSignal): Promise<ServerFault> {
		const {replica, clock} = this.#options;
		let found: CatalogueFound = 'known';
		try {
			return await followCatalogue({
				// Less patient: on its questions it depends how soon a link that is back is used.
				server: this.#openServer(signal, this.#timings.heartbeatMs * 2),
				replica: replica.catalogue,
				clock,
				timings: this.#timings,
				onAnswered: () => {
					this.#step('answered');
					this.#door.open();
					this.#errands.hearAnswer();
				},
				onFound: what => {
					found = what;
					this.#troubles.catalogueFound(found);
					this.#tell();
				},
				onCaughtUp: () => {
					found = 'known';
					this.#troubles.catalogueFound(found);
					this.#troubles.stored('catalogue');
					this.#problems.fault('catalogue', undefined);
					this.#step('caught-up');
				},
				onInStep: () => this.#tell(),
				onFollowing: () => this.#errands.hearFollowing(),
			});
		} catch (error) {
			// The replica could not store: a full disk, for instance. The till sells on, and this is tried again.
			this.#troubles.storingFailed('catalogue', error);
			return {code: 'unreachable', reason: `the catalogue could not be stored: ${messageOf(error)}`};
		} finally {
			// What an earlier attempt found is no longer what is there.
			this.#troubles.catalogueFound(found);
		}
	}

	/** Until the next attempt is due, or somebody wants it. */
	async #pause(signal: AbortSignal, startedMs: number): Promise<void> {
		const {clock, random} = this.#options;
		const {failures} = this.#machine;
		let tookMs = clock.now() - startedMs;
		this.#isPausing = true;
		let state: LinkState;
		do {
			state = this.#state();
			await pause({clock, delayMs: pauseMs({state, failures}, {tookMs, random: random()}), signal});
			tookMs = 0;
			// An errand that was turned away meanwhile has knocked for the stream as well.
		} while (!signal.aborted && state !== 'unauthorised' && this.#door.isShut);
		this.#isPausing = false;
	}

	#state(): LinkState {
		return this.#door.isShut ? 'unauthorised' : this.#machine.state;
	}

	#openServer(signal: AbortSignal, timeoutMs = this.#timings.requestTimeoutMs): Server {
		return openServer({address: this.#address, timeoutMs, signal, onDate: serverMs => this.#hearDate(serverMs)});
	}

	#hearDate(serverMs: number): void {
		this.#troubles.clockCompared({tillMs: this.#options.clock.now(), serverMs});
		if (!this.#stopping.signal.aborted) this.#problems.say('clock', this.#troubles.clockSentence());
	}

	#hearBook(): void {
		this.#errands.hearBook();
		this.#tell();
	}

	#hearDoor(): void {
		this.#errands.hearDoor();
		this.#tell();
	}

	#facts(): StatusFacts {
		return {
			link: this.status(),
			description: this.#options.describe?.() ?? {version: 'unknown', devices: {}, sharedCodes: [], setAside: []},
		};
	}

	#step(event: LinkEvent): void {
		this.#machine = stepLink(this.#machine, {event, at: isoTime(this.#options.clock)});
		this.#tell();
		this.#errands.hearState();
	}

	#tell(): void {
		if (this.#stopping.signal.aborted) return;
		const status = this.status();
		const text = JSON.stringify(status);
		if (text === this.#told) return;
		this.#told = text;
		for (const listener of this.#listeners) listener(status);
		this.#errands.noteStatus();
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
