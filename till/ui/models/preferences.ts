/** What a cashier may set for herself at this screen: language, dark theme, names of function keys. */
import {type ReadonlySignal, signal} from '@preact/signals';

export type Language = 'pl' | 'en';

/** Where preferences outlive a restart; the browser's own storage in the product. */
export interface Memory {
	getItem(key: string): string | null;
	setItem(key: string, value: string): void;
}

export class Preferences {
	readonly #memory: Memory;
	readonly #language = signal<Language>('pl');
	readonly #dark = signal(false);
	readonly #hotkeys = signal(false);

	constructor(memory: Memory) {
		this.#memory = memory;
		this.#language.value = memory.getItem('language') === 'en' ? 'en' : 'pl';
		this.#dark.value = memory.getItem('dark') === 'yes';
		this.#hotkeys.value = memory.getItem('hotkeys') === 'yes';
	}

	get language(): ReadonlySignal<Language> {
		return this.#language;
	}
	get dark(): ReadonlySignal<boolean> {
		return this.#dark;
	}
	/** Whether the keys show the names of the function keys that press them. */
	get hotkeys(): ReadonlySignal<boolean> {
		return this.#hotkeys;
	}

	toggleLanguage(): void {
		this.#language.value = this.#language.value === 'pl' ? 'en' : 'pl';
		this.#memory.setItem('language', this.#language.value);
	}
	toggleDark(): void {
		this.#dark.value = !this.#dark.value;
		this.#memory.setItem('dark', this.#dark.value ? 'yes' : 'no');
	}
	toggleHotkeys(): void {
		this.#hotkeys.value = !this.#hotkeys.value;
		this.#memory.setItem('hotkeys', this.#hotkeys.value ? 'yes' : 'no');
	}
}
