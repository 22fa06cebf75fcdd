/**
 * Waiting for the next change of a database.
 *
 *   watch.reset();  read;  await watch.next(ms)
 *
 * A change between the reset and the wait is not missed: the wait then returns at once.
 */
import type {Database} from './database.ts';

export type Happening = 'change' | 'quiet' | 'end';

export class Watch {
	readonly #database: Database;
	readonly #signal: AbortSignal;
	#hasChanged = false;
	#hasEnded = false;
	#wake: () => void = () => undefined;

	constructor(database: Database, signal: AbortSignal) {
		this.#database = database;
		this.#signal = signal;
		database.events.on('change', this.#onChange);
		database.events.on('end', this.#onEnd);
		signal.addEventListener('abort', this.#onEnd);
		this.#hasEnded = signal.aborted;
	}

	reset(): void {
		this.#hasChanged = false;
	}

	async next(timeoutMs: number): Promise<Happening> {
		if (!this.#hasChanged && !this.#hasEnded) {
			await new Promise<void>(resolve => {
				const timer = setTimeout(resolve, timeoutMs);
				this.#wake = () => {
					clearTimeout(timer);
					resolve();
				};
			});
		}
		if (this.#hasEnded) {
			return 'end';
		}
		return this.#hasChanged ? 'change' : 'quiet';
	}

	stop(): void {
		this.#database.events.off('change', this.#onChange);
		this.#database.events.off('end', this.#onEnd);
		this.#signal.removeEventListener('abort', this.#onEnd);
	}

	readonly #onChange = () => {
		this.#hasChanged = true;
		this.#wake();
	};

	readonly #onEnd = () => {
		this.#hasEnded = true;
		this.#wake();
	};
}
