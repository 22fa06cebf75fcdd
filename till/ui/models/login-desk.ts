/** Who is about to log in, and the PIN so far. */
import {computed, type ReadonlySignal, signal} from '@preact/signals';
import type {Command} from '../../api/commands.ts';
import {EntryLine, entryPatterns} from './entry-line.ts';
import {Pages} from './pages.ts';

export const pinLengthMin = 4;

export class LoginDesk {
	readonly pin = new EntryLine(entryPatterns.pin);
	readonly pages = new Pages();
	readonly #send: (command: Command) => void;
	readonly #cashier = signal<string | undefined>(undefined);

	constructor(send: (command: Command) => void) {
		this.#send = send;
	}

	get cashier(): ReadonlySignal<string | undefined> {
		return this.#cashier;
	}

	readonly ready: ReadonlySignal<boolean> = computed(
		() => this.#cashier.value !== undefined && this.pin.text.value.length >= pinLengthMin,
	);

	choose(cashier: string): void {
		this.#cashier.value = cashier;
		this.pin.clear();
	}

	logIn(): void {
		const cashier = this.#cashier.value;
		if (cashier === undefined || !this.ready.value) return;
		this.#send({do: 'log-in', cashier, pin: this.pin.take()});
	}

	reset(): void {
		this.#cashier.value = undefined;
		this.pin.clear();
		this.pages.first();
	}
}
