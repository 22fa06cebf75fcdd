/** Of what the server did not answer: nothing is asked again before the link is back, or a while has passed. */
import type {Clock} from '../domain/clock.ts';

/** Until the first question after a silence; each that is not answered either doubles it. */
const pauseMs = 10_000;
const pauseMsMax = 600_000;

export class AskingAgain {
	readonly #clock: Clock;
	readonly #onDue: () => void;
	readonly #resting = new Set<string>();
	#cancel: (() => void) | undefined;
	#silenceCount = 0;

	constructor({clock, onDue}: {readonly clock: Clock; readonly onDue: () => void}) {
		this.#clock = clock;
		this.#onDue = onDue;
	}

	isResting(saleId: string): boolean {
		return this.#resting.has(saleId);
	}

	rest(saleId: string): void {
		this.#resting.add(saleId);
		if (this.#cancel !== undefined) return;
		const delayMs = Math.min(pauseMsMax, pauseMs * 2 ** this.#silenceCount);
		this.#silenceCount += 1;
		this.#cancel = this.#clock.after(delayMs, () => {
			this.wakeAll();
			this.#onDue();
		});
	}

	wake(saleId: string): void {
		this.#resting.delete(saleId);
	}

	wakeAll(): void {
		this.stop();
		this.#resting.clear();
	}

	/** The server speaks: the next silence is the first. */
	answered(): void {
		this.#silenceCount = 0;
	}

	stop(): void {
		this.#cancel?.();
		this.#cancel = undefined;
	}
}
