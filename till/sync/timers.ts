/** Timers by name: starting one again replaces it, and all of them can be stopped. */
import type {Clock} from './clock.ts';

export class Timers<Name extends string> {
	readonly #clock: Clock;
	readonly #cancels = new Map<Name, () => void>();
	#stopped = false;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	has(name: Name): boolean {
		return this.#cancels.has(name);
	}

	after(name: Name, delayMs: number, task: () => void): void {
		this.cancel(name);
		if (this.#stopped) return;
		const cancel = this.#clock.after(delayMs, () => {
			this.#cancels.delete(name);
			task();
		});
		this.#cancels.set(name, cancel);
	}

	every(name: Name, intervalMs: number, task: () => void): void {
		this.after(name, intervalMs, () => {
			this.every(name, intervalMs, task);
			task();
		});
	}

	cancel(name: Name): void {
		this.#cancels.get(name)?.();
		this.#cancels.delete(name);
	}

	stop(): void {
		this.#stopped = true;
		for (const name of [...this.#cancels.keys()]) this.cancel(name);
	}
}
