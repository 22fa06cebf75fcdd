/**
 * What follows behind settled entries, at a pace of its own: the heads of their tills, and then the checkpoint.
 *
 *   settled ──► waiting ──(nothing under way)──► heads ──► checkpoint ──► pause ──► what waits by now, all at once
 *
 * No decision needs them, and a hundred heads take longer to write than the decisions of a batch: so the next entries
 * do not wait for them. A checkpoint stands only for entries that are settled and counted; killed before it, a watcher
 * reads some entries again, and everything it writes of them is there already.
 */
import type {Clock} from './clock.ts';

const pauseMs = 500;

export interface ProgressOptions {
	/** Moves the heads over these entries. */
	readonly advance: (ids: readonly string[]) => Promise<void>;
	readonly writeCheckpoint: (since: string) => Promise<void>;
	readonly clock: Clock;
}

export class Progress {
	readonly #options: ProgressOptions;
	readonly #failure = new AbortController();
	readonly #hurry = new AbortController();
	#waiting: {readonly ids: string[]; since: string} | undefined;
	#work: Promise<void> | undefined;

	constructor(options: ProgressOptions) {
		this.#options = options;
	}

	/** Aborted when something could not be written, with the reason. */
	get failure(): AbortSignal {
		return this.#failure.signal;
	}

	/** Takes note of settled entries, up to where the feed goes on. Throws what went wrong with earlier ones. */
	note(ids: readonly string[], since: string): void {
		this.failure.throwIfAborted();
		this.#waiting ??= {ids: [], since};
		this.#waiting.ids.push(...ids);
		this.#waiting.since = since;
		this.#work ??= this.#run();
	}

	/** Writes what waits without further pauses; throws what went wrong. */
	async finish(): Promise<void> {
		this.#hurry.abort();
		await this.#work;
		this.failure.throwIfAborted();
	}

	async #run(): Promise<void> {
		try {
			for (let next = this.#take(); next !== undefined; next = this.#take()) {
				await this.#options.advance(next.ids);
				await this.#options.writeCheckpoint(next.since);
				await this.#options.clock.wait(pauseMs, this.#hurry.signal);
			}
		} catch (error) {
			this.#failure.abort(error);
		}
		this.#work = undefined;
	}

	#take(): {readonly ids: readonly string[]; readonly since: string} | undefined {
		const waiting = this.#waiting;
		this.#waiting = undefined;
		return waiting;
	}
}
