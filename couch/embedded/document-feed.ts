/**
 * Documents on their way into QuickJS, which is slow at reading JSON and at freezing what it read:
 *
 *   [number, {"type":"receipt","lines":0,"cashier":{…}}, ["cashier"], ["lines"]]
 *
 * Members that are large come as a 0 in their place and are asked for when a map looks at them, which most maps never
 * do. The first list names what came whole and has members of its own, the second what did not come.
 *
 * Texts are as `JSON.stringify` writes them, and are cut, not parsed.
 */
interface Member {
	/** A text in quotes, as it is in the document. */
	readonly name: string;
	readonly value: string;
}

// Asking costs as much as reading so many characters.
const valueLengthMax = 200;
const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [objectStart, objectEnd, arrayStart, arrayEnd] = [0x7b, 0x7d, 0x5b, 0x5d];

export class DocumentFeed {
	#texts: readonly string[] = [];
	#opened: (readonly Member[])[] = [];
	#firstNumber = 0;

	begin(texts: readonly string[]): void {
		this.#texts = texts;
	}

	/** Undefined after the last one. */
	next(): string | undefined {
		const text = this.#texts[this.#opened.length];
		if (text === undefined) {
			return undefined;
		}
		const members = membersOf(text);
		const number = this.#firstNumber + this.#opened.length;
		this.#opened.push(members);
		const shown: string[] = [];
		const small: string[] = [];
		const large: string[] = [];
		for (const {name, value} of members) {
			const isNested = value.charCodeAt(0) === objectStart || value.charCodeAt(0) === arrayStart;
			const isLarge = isNested && value.length > valueLengthMax;
			shown.push(`${name}:${isLarge ? '0' : value}`);
			if (isNested) {
				(isLarge ? large : small).push(name);
			}
		}
		return `[${number},{${shown.join()}},[${small.join()}],[${large.join()}]]`;
	}

	/** A function that kept a document for later finds nothing behind its large members. */
	member(number: number, name: string): string {
		const wanted = JSON.stringify(name);
		const found = this.#opened[number - this.#firstNumber]?.find(each => each.name === wanted);
		if (found === undefined) {
			throw new Error('The document is gone.');
		}
		return found.value;
	}

	end(): void {
		this.#firstNumber += this.#opened.length;
		this.#opened = [];
		this.#texts = [];
	}
}

function membersOf(text: string): readonly Member[] {
	const members: Member[] = [];
	for (let at = 1; text.charCodeAt(at) === quote; ) {
		const nameEnd = afterString(text, at);
		const valueEnd = afterValue(text, nameEnd + 1);
		members.push({name: text.slice(at, nameEnd), value: text.slice(nameEnd + 1, valueEnd)});
		at = valueEnd + 1;
	}
	return members;
}

function afterString(text: string, start: number): number {
	for (let at = start + 1; ; ) {
		const end = text.indexOf('"', at);
		if (end === -1) throw new Error('A text ends.');
		let slashCount = 0;
		while (text.charCodeAt(end - 1 - slashCount) === backslash) slashCount++;
		if (slashCount % 2 === 0) return end + 1;
		at = end + 1;
	}
}

/** Up to the comma behind it or the end of the document. */
function afterValue(text: string, start: number): number {
	let depth = 0;
	for (let at = start; at < text.length; ) {
		const character = text.charCodeAt(at);
		if (character === quote) {
			at = afterString(text, at);
			continue;
		}
		if (character === objectStart || character === arrayStart) {
			depth++;
		} else if (character === objectEnd || character === arrayEnd) {
			if (depth === 0) return at;
			depth--;
		} else if (character === comma && depth === 0) {
			return at;
		}
		at++;
	}
	throw new Error('A document ends.');
}
