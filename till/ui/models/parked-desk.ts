/**
 * Baskets that were put aside, while their list is open: what other tills have is asked for when it is opened, and from
 * time to time until it is closed; never otherwise.
 */
import {type ReadonlySignal, signal} from '@preact/signals';
import type {Command} from '../../api/commands.ts';
import type {ParkedView} from '../../api/parked-view.ts';
import type {Timers} from './clock.ts';

export interface ParkedDeskParts {
	readonly timers: Timers;
	readonly send: (command: Command) => void;
	/** Asks for the list; what the till said last stays to be read. */
	readonly look: () => void;
}

const lookAgainMs = 10_000;

export class ParkedDesk {
	readonly #parts: ParkedDeskParts;
	readonly #doubted = signal<string | undefined>(undefined);
	#stopLooking: (() => void) | undefined;

	constructor(parts: ParkedDeskParts) {
		this.#parts = parts;
	}

	/** The sale of a basket that another till may have, while the cashier is asked whether to take it up all the same. */
	get doubted(): ReadonlySignal<string | undefined> {
		return this.#doubted;
	}

	open(): void {
		this.close();
		const {timers, look} = this.#parts;
		const lookOn = () => {
			look();
			this.#stopLooking = timers.later(lookAgainMs, lookOn);
		};
		lookOn();
	}

	close(): void {
		this.#doubted.value = undefined;
		this.#stopLooking?.();
		this.#stopLooking = undefined;
	}

	/** `asks`: another till may have it, and the cashier is asked first. */
	takeUp({sale, state}: {readonly sale: string; readonly state?: ParkedView['state'] | undefined}): 'asks' | 'sent' {
		if (state === 'unsure') {
			this.#doubted.value = sale;
			return 'asks';
		}
		this.#parts.send({do: 'take-up', sale});
		return 'sent';
	}

	takeUpUnasked(): void {
		const sale = this.#doubted.value;
		if (sale !== undefined) this.#parts.send({do: 'take-up-unasked', sale});
	}
}
