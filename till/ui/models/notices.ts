/**
 * What the cashier is told in the entry line: the till's message, or a word of the screen's own, whichever came last.
 *
 * The screen's own words are about touches and scans it did not pass on; they go with the next command. A till's
 * message goes with the next snapshot that has none, or when the cashier goes on typing.
 */
import {computed, type ReadonlySignal, signal} from '@preact/signals';
import type {Message, MessageCode} from '../../api/messages.ts';

export const ownCodes = [
	'scan-in-printing',
	'scan-not-here',
	'type-plu-first',
	'type-quantity-first',
	'price-not-known',
	'no-answer',
	'not-understood',
] as const;
export type OwnCode = (typeof ownCodes)[number];

export interface Notice {
	readonly code: MessageCode | OwnCode;
	readonly tone: Message['tone'];
	readonly about?: string;
}

export class Notices {
	readonly #own = signal<Notice | undefined>(undefined);
	readonly #told = signal<Message | undefined>(undefined);
	readonly #dismissedId = signal<number | undefined>(undefined);

	readonly current: ReadonlySignal<Notice | undefined> = computed(() => {
		if (this.#own.value !== undefined) return this.#own.value;
		const told = this.#told.value;
		return told === undefined || told.id === this.#dismissedId.value ? undefined : told;
	});

	/** A word of the screen's own. */
	say(code: OwnCode, tone: Message['tone'] = 'warning'): void {
		this.#own.value = {code, tone};
	}

	/** What the newest snapshot says. */
	hear(message: Message | undefined): void {
		if (message !== undefined && message.id !== this.#told.value?.id) this.#own.value = undefined;
		this.#told.value = message;
	}

	dismiss(): void {
		this.#own.value = undefined;
		this.#dismissedId.value = this.#told.value?.id;
	}
}
