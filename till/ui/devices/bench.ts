/** The bench of simulated devices: what it was told last, and the way its wishes go out. */
import {type ReadonlySignal, signal} from '@preact/signals';
import type {DeviceCommand, DevicesSnapshot} from '../../api/devices.ts';
import type {Language} from '../models/preferences.ts';

/** Codes to try: the demo's goods and cards, where its own list is not at hand. */
export interface ExampleCode {
	readonly code: string;
	readonly what: Readonly<Record<Language, string>>;
}

export class Bench {
	readonly language = signal<Language>('pl');
	/** What is typed into each till's scanner field, by the till's number. */
	readonly codes = signal<Readonly<Record<number, string>>>({});
	readonly #snapshot = signal<DevicesSnapshot>({tills: []});
	readonly #connected = signal(false);
	readonly #send: (command: DeviceCommand) => void;

	constructor(send: (command: DeviceCommand) => void) {
		this.#send = send;
	}

	get snapshot(): ReadonlySignal<DevicesSnapshot> {
		return this.#snapshot;
	}
	get connected(): ReadonlySignal<boolean> {
		return this.#connected;
	}

	show(snapshot: DevicesSnapshot): void {
		this.#snapshot.value = snapshot;
		this.#connected.value = true;
	}

	lose(): void {
		this.#connected.value = false;
	}

	send(command: DeviceCommand): void {
		this.#send(command);
	}

	typeCode(till: number, code: string): void {
		this.codes.value = {...this.codes.value, [till]: code};
	}

	scanTyped(till: number): void {
		const code = (this.codes.value[till] ?? '').trim();
		if (code !== '') this.send({do: 'scan', till, code});
	}

	toggleLanguage(): void {
		this.language.value = this.language.value === 'pl' ? 'en' : 'pl';
	}
}
