/** The bench of simulated devices: what it was told last, and the way its wishes go out. */
import {type ReadonlySignal, signal} from '@preact/signals';
import type {DeviceCommand, DevicesSnapshot} from '../../api/devices.ts';
import type {MomentFaultName, PrinterMoment} from '../../api/printer-desk.ts';
import type {Route} from '../../domain/catalogue.ts';
import type {Language} from '../models/preferences.ts';

/** Codes to try: the demo's goods and cards, where its own list is not at hand. */
export interface ExampleCode {
	readonly code: string;
	readonly what: Readonly<Record<Language, string>>;
}

/** A fault as it is chosen and typed, before it is sent. */
export interface FaultDraft {
	readonly name: MomentFaultName;
	readonly moment: PrinterMoment;
	/** Milliseconds, a code or a number, where the fault has one. */
	readonly value: string;
}

const firstDraft: FaultDraft = {name: 'lose-answer-of', moment: 'close', value: ''};

export class Bench {
	readonly language = signal<Language>('pl');
	/** What is typed into each till's scanner field, by the till's number. */
	readonly codes = signal<Readonly<Record<number, string>>>({});
	/** Paper as pictures, not as text. */
	readonly showsPictures = signal(false);
	readonly #drafts = signal<Readonly<Record<string, FaultDraft>>>({});
	readonly #snapshot = signal<DevicesSnapshot>({tills: []});
	readonly #connected = signal(false);
	/** The field of a wish that the simulators would not take. */
	readonly #refusedField = signal<string | undefined>(undefined);
	readonly #send: (command: DeviceCommand) => void;
	/** What the page shows to be let in. */
	readonly #token: string;

	constructor(send: (command: DeviceCommand) => void, token: string) {
		this.#send = send;
		this.#token = token;
	}

	get snapshot(): ReadonlySignal<DevicesSnapshot> {
		return this.#snapshot;
	}
	get connected(): ReadonlySignal<boolean> {
		return this.#connected;
	}

	get refusedField(): ReadonlySignal<string | undefined> {
		return this.#refusedField;
	}

	refuse(field: string): void {
		this.#refusedField.value = field;
	}

	show(snapshot: DevicesSnapshot): void {
		this.#snapshot.value = snapshot;
		this.#connected.value = true;
	}

	lose(): void {
		this.#connected.value = false;
	}

	send(command: DeviceCommand): void {
		this.#refusedField.value = undefined;
		this.#send(command);
	}

	typeCode(till: number, code: string): void {
		this.codes.value = {...this.codes.value, [till]: code};
	}

	scanTyped(till: number): void {
		const code = (this.codes.value[till] ?? '').trim();
		if (code !== '') this.send({do: 'scan', till, code});
	}

	draftOf(till: number, route: Route): FaultDraft {
		return this.#drafts.value[`${till} ${route}`] ?? firstDraft;
	}

	draft(till: number, route: Route, draft: FaultDraft): void {
		this.#drafts.value = {...this.#drafts.value, [`${till} ${route}`]: draft};
	}

	pictureAddress({till, route, slip}: {readonly till: number; readonly route: Route; readonly slip: number}): string {
		return `/api/devices/paper/${till}/${route}/${slip}.svg?token=${encodeURIComponent(this.#token)}`;
	}

	togglePictures(): void {
		this.showsPictures.value = !this.showsPictures.value;
	}

	toggleLanguage(): void {
		this.language.value = this.language.value === 'pl' ? 'en' : 'pl';
	}
}
