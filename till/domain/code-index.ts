/** Which products a code leads to. Two products may claim one barcode, and neither may hide the other. */
export class CodeIndex {
	readonly #productsByKey = new Map<string, Set<string>>();

	add(key: string, product: string): void {
		const products = this.#productsByKey.get(key);
		if (products) products.add(product);
		else this.#productsByKey.set(key, new Set([product]));
	}

	remove(key: string, product: string): void {
		const products = this.#productsByKey.get(key);
		products?.delete(product);
		if (products?.size === 0) this.#productsByKey.delete(key);
	}

	has(key: string): boolean {
		return this.#productsByKey.has(key);
	}

	/** Codes of products, in the order of their text, so that the answer does not depend on which came first. */
	get(key: string): readonly string[] {
		return [...(this.#productsByKey.get(key) ?? [])].sort();
	}
}
