/** What went wrong last in each part of the link's work, as sentences for the service screen, the server and the log. */
import {type ServerFault, sentenceOf} from './server.ts';

export class Problems {
	readonly #log: (sentence: string) => void;
	readonly #onChange: () => void;
	readonly #sentences = new Map<string, string>();

	constructor({log, onChange}: {readonly log: (sentence: string) => void; readonly onChange: () => void}) {
		this.#log = log;
		this.#onChange = onChange;
	}

	/** Undefined where nothing is wrong. */
	text(): string | undefined {
		return this.#sentences.size === 0 ? undefined : [...this.#sentences.values()].join('; ');
	}

	fault(part: string, fault: ServerFault | undefined): void {
		this.say(part, fault && sentenceOf(fault));
	}

	/** Each sentence is logged once, and so is its end. */
	say(part: string, what: string | undefined): void {
		const sentence = what && `${part}: ${what}`;
		if (sentence === this.#sentences.get(part)) return;
		if (sentence === undefined) this.#sentences.delete(part);
		else this.#sentences.set(part, sentence);
		this.#log(sentence ?? `${part}: in order again`);
		this.#onChange();
	}
}
