/**
 * Documents on their way into QuickJS, which is slow at reading JSON and at freezing what it read:
 *
 *   [number, {type: 'receipt', lines: 0, cashier: {…}}, ['cashier'], ['lines']]
 *
 * Members that are large come as a 0 in their place and are asked for when a map looks at them, which most maps never
 * do. The first list names what came whole and has members of its own, the second what did not come.
 */
// Asking costs as much as reading so much.
const memberCountMax = 8;
const textLengthMax = 100;

export class DocumentFeed {
	#texts: readonly string[] = [];
	#opened: (readonly (readonly [name: string, value: unknown])[])[] = [];
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
		const members = Object.entries(JSON.parse(text) as object);
		const number = this.#firstNumber + this.#opened.length;
		this.#opened.push(members);
		const nested = members.filter(([, value]) => typeof value === 'object' && value !== null);
		const isLarge = new Set(nested.filter(([, value]) => !isSmall(value as object)).map(([name]) => name));
		// Not an object of ours: a member may be called `__proto__`.
		const shown = members.map(
			([name, value]) => `${JSON.stringify(name)}:${isLarge.has(name) ? '0' : JSON.stringify(value)}`,
		);
		const small = nested.map(([name]) => name).filter(name => !isLarge.has(name));
		return `[${number},{${shown.join()}},${JSON.stringify(small)},${JSON.stringify([...isLarge])}]`;
	}

	/** A function that kept a document for later finds nothing behind its large members. */
	member(number: number, name: string): string {
		const found = this.#opened[number - this.#firstNumber]?.find(([each]) => each === name);
		if (found === undefined) {
			throw new Error('The document is gone.');
		}
		return JSON.stringify(found[1]);
	}

	end(): void {
		this.#firstNumber += this.#opened.length;
		this.#opened = [];
		this.#texts = [];
	}
}

function isSmall(value: object): boolean {
	const members = Object.values(value);
	return members.length <= memberCountMax && members.every(isPlain);
}

function isPlain(value: unknown): boolean {
	return typeof value === 'string' ? value.length <= textLengthMax : typeof value !== 'object' || value === null;
}
