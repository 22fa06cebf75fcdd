/** The goods as the screen holds them: what product keys show and what the search looks through. */
import {computed, type ReadonlySignal, signal} from '@preact/signals';
import type {GoodsUpdate, GoodView, GroupView} from '../../api/snapshot.ts';
import {barcodeIn} from '../../domain/barcode.ts';
import {gtinKey} from '../../domain/gtin.ts';
import {searchByName, searchIndex} from '../../domain/search.ts';

const byName = new Intl.Collator('pl');
/** More than anybody pages through. */
const searchCountMax = 200;

export class Goods {
	readonly #goods = signal<ReadonlyMap<string, GoodView>>(new Map());
	readonly #groups = signal<readonly GroupView[]>([]);
	readonly #quick = signal<readonly string[]>([]);
	/** In the order of names. */
	readonly #inOrder = computed(() =>
		[...this.#goods.value.values()].sort((one, other) => byName.compare(one.name, other.name)),
	);
	readonly #index = computed(() => searchIndex(this.#goods.value.values()));
	/** Groups that have something to sell, in the office's order. */
	readonly groups: ReadonlySignal<readonly GroupView[]> = computed(() => {
		const sold = new Set([...this.#goods.value.values()].map(good => good.group));
		return this.#groups.value.filter(group => sold.has(group.code));
	});
	readonly quick: ReadonlySignal<readonly GoodView[]> = computed(() =>
		this.#quick.value.map(code => this.#goods.value.get(code)).filter(good => good !== undefined),
	);

	apply(update: GoodsUpdate): void {
		const goods = new Map(update.complete ? [] : this.#goods.value);
		for (const code of update.removed) goods.delete(code);
		for (const good of update.goods) goods.set(good.code, good);
		this.#goods.value = goods;
		this.#groups.value = update.complete ? update.groups : mergeGroups(this.#groups.value, update.groups);
		if (update.complete || update.quickProducts.length > 0) this.#quick.value = update.quickProducts;
	}

	find(code: string): GoodView | undefined {
		return this.#goods.value.get(code);
	}

	/** All that claim it, in the order of their names. */
	withPlu(plu: string): readonly GoodView[] {
		return this.#inOrder.value.filter(good => good.plu === plu);
	}

	/** The same of a barcode, whatever form the scanner gives it in: a UPC-A, a GS1 code with a date and a lot. */
	withBarcode(code: string): readonly GoodView[] {
		const key = barcodeIn(code);
		if (key === undefined) return [];
		return this.#inOrder.value.filter(good => good.barcodes?.some(barcode => gtinKey(barcode) === key));
	}

	ofGroup(group: string): readonly GoodView[] {
		return this.#inOrder.value.filter(good => good.group === group);
	}

	/** Goods that the words find, the best first; a number also finds a PLU or a code, and those before them. */
	search(text: string): readonly GoodView[] {
		const named = searchByName(this.#index.value, {query: text, limit: searchCountMax});
		const number = text.trim();
		if (!/^\d+$/.test(number)) return named;
		const numbered = this.#inOrder.value.filter(({plu, code}) => plu?.startsWith(number) || code === number);
		return [...new Set([...numbered, ...named])].slice(0, searchCountMax);
	}
}

function mergeGroups(known: readonly GroupView[], changed: readonly GroupView[]): readonly GroupView[] {
	const changedByCode = new Map(changed.map(group => [group.code, group]));
	const allAreThere = known.every(group => changedByCode.has(group.code));
	if (allAreThere) return changed;
	const kept = known.map(group => changedByCode.get(group.code) ?? group);
	const knownCodes = new Set(known.map(group => group.code));
	return [...kept, ...changed.filter(group => !knownCodes.has(group.code))];
}
