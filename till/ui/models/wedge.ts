/**
 * Tells a scanner that plays keyboard from a person who types.
 *
 *   character ──► held ──(next within the gap)──► held …
 *                  │ Enter within the gap, 4 characters or more  ──► a scan
 *                  │ the gap passes, or any other key            ──► typed, one by one, in order
 *
 * Characters are held back until it is clear whose they are, so that a scanned code never flashes through the entry
 * line; a person does not notice the delay. Scanners in wedge mode differ by an order of magnitude in speed, so the
 * gap is a setting.
 */
import type {Timers} from './clock.ts';

export type Stroke =
	| {readonly kind: 'character'; readonly character: string}
	/** A key with a name: `Enter`, `Escape`, `F1` … */
	| {readonly kind: 'named'; readonly name: string};

export interface WedgeOptions {
	readonly timers: Timers;
	readonly gapMsMax?: number;
	readonly lengthMin?: number;
	readonly onScan: (code: string) => void;
	/** A character or the name of a key, as a person typed it. */
	readonly onTyped: (key: string) => void;
}

export class Wedge {
	readonly #timers: Timers;
	readonly #gapMsMax: number;
	readonly #lengthMin: number;
	readonly #onScan: (code: string) => void;
	readonly #onTyped: (key: string) => void;
	#held: string[] = [];
	#lastAtMs = 0;
	#cancel = () => {};

	constructor({timers, gapMsMax = 60, lengthMin = 4, onScan, onTyped}: WedgeOptions) {
		this.#timers = timers;
		this.#gapMsMax = gapMsMax;
		this.#lengthMin = lengthMin;
		this.#onScan = onScan;
		this.#onTyped = onTyped;
	}

	stroke(stroke: Stroke): void {
		const nowMs = this.#timers.now();
		// The timer may be late on a busy machine; the times of the strokes decide.
		if (nowMs - this.#lastAtMs > this.#gapMsMax) this.#release();
		this.#cancel();
		if (stroke.kind === 'character') {
			this.#held.push(stroke.character);
			this.#lastAtMs = nowMs;
			this.#cancel = this.#timers.later(this.#gapMsMax + 1, () => this.#release());
			return;
		}
		if (stroke.name === 'Enter' && this.#held.length >= this.#lengthMin) {
			const code = this.#held.join('');
			this.#held = [];
			this.#onScan(code);
			return;
		}
		this.#release();
		this.#onTyped(stroke.name);
	}

	/** Whether a character is waiting for its fellows: a burst may be under way. */
	holding(): boolean {
		return this.#held.length > 0;
	}

	#release(): void {
		this.#cancel();
		const typed = this.#held;
		this.#held = [];
		for (const character of typed) this.#onTyped(character);
	}
}
