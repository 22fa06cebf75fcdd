/**
 * The one way out of the screen: the till's events in, commands out.
 *
 *   connecting ──open──► connected ──error──► lost ──(a second)──► is the till there?
 *        ▲                                     ▲                     │ yes     │ no      │ it does not know us
 *        └─────────────────────────────────────┼─────────────────────┘         │         ▼
 *                                              └───────────────────────────────┘   load the page again
 *
 * A stream begins with all the goods and the newest snapshot, so nothing has to be remembered across a break.
 * Commands are posted one at a time, in order. A command without an answer is never sent again: nobody knows whether
 * the till heard it, and the next snapshot shows what is true.
 */
import {computed, type ReadonlySignal, signal} from '@preact/signals';
import type {Command, CommandFault} from '../api/commands.ts';
import type {GoodsUpdate, Snapshot} from '../api/snapshot.ts';
import type {Timers} from './models/clock.ts';
import type {ConnectionState} from './models/desk.ts';

/** What the connection uses of the browser, so that a test can be the browser. */
export interface Surroundings {
	readonly fetch: (address: string, request?: RequestInit) => Promise<Response>;
	readonly openEvents: (address: string) => EventStream;
	readonly reload: () => void;
	readonly timers: Timers;
}
export interface EventStream {
	addEventListener(event: string, listener: (event: {readonly data?: unknown}) => void): void;
	close(): void;
}

export interface Listener {
	readonly onSnapshot: (snapshot: Snapshot) => void;
	readonly onGoods: (update: GoodsUpdate) => void;
	/** A command that the till did not take, or never answered. */
	readonly onTrouble: (trouble: 'no-answer' | 'not-understood') => void;
}

type Answer = {readonly ok: true} | {readonly ok: false; readonly fault: CommandFault};

const retryMs = 1000;

export class TillConnection {
	readonly #token: string;
	readonly #surroundings: Surroundings;
	readonly #listener: Listener;
	readonly #state = signal<ConnectionState>('connecting');
	readonly #queue = signal<readonly Command[]>([]);
	#events: EventStream | undefined;
	#version = -1;
	#posting = false;

	readonly queuedCount: ReadonlySignal<number> = computed(() => this.#queue.value.length);

	constructor(token: string, surroundings: Surroundings, listener: Listener) {
		this.#token = token;
		this.#surroundings = surroundings;
		this.#listener = listener;
	}

	get state(): ReadonlySignal<ConnectionState> {
		return this.#state;
	}

	open(): void {
		const events = this.#surroundings.openEvents(`/api/events?token=${encodeURIComponent(this.#token)}`);
		this.#events = events;
		this.#version = -1;
		events.addEventListener('open', () => {
			this.#state.value = 'connected';
		});
		events.addEventListener('error', () => this.#lose());
		events.addEventListener('snapshot', ({data}) => this.#hear(JSON.parse(String(data))));
		events.addEventListener('goods', ({data}) => this.#listener.onGoods(JSON.parse(String(data))));
	}

	close(): void {
		this.#events?.close();
		this.#events = undefined;
	}

	send(command: Command): void {
		if (this.#state.value === 'lost') return;
		this.#queue.value = [...this.#queue.value, command];
		if (!this.#posting) void this.#post();
	}

	#hear(snapshot: Snapshot): void {
		if (snapshot.version < this.#version) return;
		this.#version = snapshot.version;
		this.#listener.onSnapshot(snapshot);
	}

	#lose(): void {
		if (this.#events === undefined) return;
		this.close();
		this.#state.value = 'lost';
		this.#queue.value = [];
		this.#surroundings.timers.later(retryMs, () => void this.#return());
	}

	async #return(): Promise<void> {
		const answer = await this.#ask();
		if (answer === 'there') this.open();
		else if (answer === 'unknown-session') this.#surroundings.reload();
		else this.#surroundings.timers.later(retryMs, () => void this.#return());
	}

	/** Asks for something that only a page of this session is given. */
	async #ask(): Promise<'there' | 'gone' | 'unknown-session'> {
		try {
			const {ok, status} = await this.#surroundings.fetch('/api/goods', {headers: this.#headers()});
			if (status === 401 || status === 403) return 'unknown-session';
			return ok ? 'there' : 'gone';
		} catch {
			// The till's process is not there: the caller asks again.
			return 'gone';
		}
	}

	async #post(): Promise<void> {
		this.#posting = true;
		for (let next = this.#queue.value[0]; next !== undefined; next = this.#queue.value[0]) {
			const outcome = await this.#postOne(next);
			this.#queue.value = outcome === 'no-answer' ? [] : this.#queue.value.filter(command => command !== next);
			if (outcome !== 'taken') this.#listener.onTrouble(outcome);
		}
		this.#posting = false;
	}

	async #postOne(command: Command): Promise<'taken' | 'no-answer' | 'not-understood'> {
		try {
			const response = await this.#surroundings.fetch('/api/command', {
				method: 'POST',
				headers: {...this.#headers(), 'Content-Type': 'application/json'},
				body: JSON.stringify(command),
			});
			const answer: Answer = await response.json();
			return answer.ok ? 'taken' : 'not-understood';
		} catch {
			// No answer, or half of one: whether the command was heard is for the next snapshot to show.
			return 'no-answer';
		}
	}

	#headers(): Record<string, string> {
		return {'X-Ostoja-Token': this.#token};
	}
}
