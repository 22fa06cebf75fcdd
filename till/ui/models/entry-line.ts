/** The entry line: what digits are typed into. Each use says with a pattern what may stand in it. */
import {type ReadonlySignal, signal} from '@preact/signals';

export const entryPatterns = {
	/** A quantity, a PLU or a whole barcode. */
	code: /^\d{0,14}$/,
	amount: /^(\d{0,6}|\d{1,6},\d{0,2})$/,
	nip: /^\d{0,10}$/,
	slipNumber: /^\d{0,8}$/,
	grams: /^\d{0,5}$/,
	pin: /^\d{0,12}$/,
	pieces: /^([1-9]\d{0,2})?$/,
} as const;

export class EntryLine {
	readonly #pattern: RegExp;
	readonly #text = signal('');

	constructor(pattern: RegExp) {
		this.#pattern = pattern;
	}

	get text(): ReadonlySignal<string> {
		return this.#text;
	}

	/** Appends what still fits; anything else is as if the key had not been touched. */
	press(characters: string): void {
		const text = this.#text.value === '' && characters === ',' ? '0,' : this.#text.value + characters;
		if (this.#pattern.test(text)) this.#text.value = text;
	}

	erase(): void {
		this.#text.value = this.#text.value.slice(0, -1);
	}

	clear(): void {
		this.#text.value = '';
	}

	/** The text, and an empty line. */
	take(): string {
		const text = this.#text.value;
		this.clear();
		return text;
	}
}
