/**
 * Time for the models: passed in, so that tests own it.
 *
 * `Timers` is the browser's clock; `TillClock` is the till's. The screen shows the till's time, carried on between
 * snapshots by the browser's, and wakes the parts that show it once a minute at most.
 */
import {type ReadonlySignal, signal} from '@preact/signals';

export interface Timers {
	/** Milliseconds; only differences mean anything. */
	now(): number;
	/** Runs the task once; the answer takes it back. */
	later(delayMs: number, task: () => void): () => void;
}

const minuteMs = 60_000;

export class TillClock {
	readonly #timers: Timers;
	readonly #minute = signal(0);
	#aheadMs: number | undefined;

	constructor(timers: Timers) {
		this.#timers = timers;
	}

	/** The till's time in milliseconds since 1970, whole minutes; 0 before the first snapshot. */
	get minute(): ReadonlySignal<number> {
		return this.#minute;
	}

	/** Takes the till's word for what time it is. */
	set(iso: string): void {
		this.#aheadMs = Date.parse(iso) - this.#timers.now();
		this.tick();
	}

	tick(): void {
		if (this.#aheadMs === undefined) return;
		const nowMs = this.#timers.now() + this.#aheadMs;
		this.#minute.value = nowMs - (nowMs % minuteMs);
	}

	/** Ticks by itself until the answer is called. */
	run(everyMs = 1000): () => void {
		let cancel = () => {};
		const next = () => {
			this.tick();
			cancel = this.#timers.later(everyMs, next);
		};
		next();
		return () => cancel();
	}
}
