/**
 * Which products a code leads to. Two products may claim one barcode, and neither may hide the other; nearly always
 * there is one, and a hundred thousand sets of one would take more room than the codes.
 */
export class CodeIndex {
	readonly #productsByKey = new Map<string, string | Set<string>>();

	add(key: string, product: string): void {
		const known = this.#productsByKey.get(key);
		if (known === undefined) this.#productsByKey.set(key, product);
		else if (typeof known !== 'string') known.add(product);
		else if (known !== product) this.#productsByKey.set(key, new Set([known, product]));
	}

	remove(key: string, product: string): void {
		const known = this.#productsByKey.get(key);
		if (known === product) this.#productsByKey.delete(key);
		if (known === undefined || typeof known === 'string') return;
		known.delete(product);
		if (known.size === 0) this.#productsByKey.delete(key);
	}

	has(key: string): boolean {
		return this.#productsByKey.has(key);
	}

	/** Codes of products, in the order of their text, so that the answer does not depend on which came first. */
	get(key: string): readonly string[] {
		const known = this.#productsByKey.get(key);
		if (known === undefined) return [];
		return typeof known === 'string' ? [known] : [...known].sort();
	}
}
