/**
 * Which products a code leads to. Two products may claim one barcode, and neither may hide the other; nearly always
 * there is one, and a hundred thousand sets of one would take more room than the codes.
 */
export class CodeIndex {
	readonly #productByKey = new Map<string, string>();
	/** Two products or more: they are few, and each of them is told to the office. */
	readonly #sharedByKey = new Map<string, Set<string>>();

	add(key: string, product: string): void {
		const shared = this.#sharedByKey.get(key);
		const known = this.#productByKey.get(key);
		if (shared !== undefined) {
			shared.add(product);
		} else if (known === undefined || known === product) {
			this.#productByKey.set(key, product);
		} else {
			this.#productByKey.delete(key);
			this.#sharedByKey.set(key, new Set([known, product]));
		}
	}

	remove(key: string, product: string): void {
		if (this.#productByKey.get(key) === product) this.#productByKey.delete(key);
		const shared = this.#sharedByKey.get(key);
		if (shared === undefined) return;
		shared.delete(product);
		const [left, ...others] = shared;
		if (left === undefined || others.length > 0) return;
		this.#sharedByKey.delete(key);
		this.#productByKey.set(key, left);
	}

	has(key: string): boolean {
		return this.#productByKey.has(key) || this.#sharedByKey.has(key);
	}

	/** In no order. */
	*keys(): Generator<string> {
		yield* this.#productByKey.keys();
		yield* this.#sharedByKey.keys();
	}

	/** Codes of products, in the order of their text, so that the answer does not depend on which came first. */
	get(key: string): readonly string[] {
		const only = this.#productByKey.get(key);
		return only === undefined ? [...(this.#sharedByKey.get(key) ?? [])].sort() : [only];
	}

	/** What several products claim, in the order of the keys. */
	shared(): readonly SharedCode[] {
		return [...this.#sharedByKey.keys()].sort().map(code => ({code, products: this.get(code)}));
	}
}

/** A code and the products, two or more, that claim it. */
export interface SharedCode {
	readonly code: string;
	readonly products: readonly string[];
}
