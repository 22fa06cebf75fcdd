/**
 * The guard against a double touch: for a moment after the screen changed under the finger, keys are deaf.
 *
 * What lies at the main key's place never commits money by geometry alone; the guard is for the second touch of a
 * hand that trembles or is in a hurry. Digits are not guarded: a digit too many is seen and costs nothing.
 */
import {type ReadonlySignal, signal} from '@preact/signals';
import type {Timers} from './clock.ts';

export class Guard {
	readonly #timers: Timers;
	readonly #holdMs: number;
	readonly #settled = signal(true);
	#cancel = () => {};

	constructor(timers: Timers, {holdMs = 400}: {readonly holdMs?: number} = {}) {
		this.#timers = timers;
		this.#holdMs = holdMs;
	}

	get settled(): ReadonlySignal<boolean> {
		return this.#settled;
	}

	raise(): void {
		this.#cancel();
		this.#settled.value = false;
		this.#cancel = this.#timers.later(this.#holdMs, () => {
			this.#settled.value = true;
		});
	}
}
