/** The goods as the screen holds them: what product keys show and what the search looks through. */
import {computed, type ReadonlySignal, signal} from '@preact/signals';
import type {GoodsUpdate, GoodView, GroupView} from '../../api/snapshot.ts';
import {barcodeIn} from '../../domain/barcode.ts';
import {gtinKey} from '../../domain/gtin.ts';
import {fold} from '../fold.ts';

const byName = new Intl.Collator('pl');

export class Goods {
	readonly #goods = signal<ReadonlyMap<string, GoodView>>(new Map());
	readonly #groups = signal<readonly GroupView[]>([]);
	readonly #quick = signal<readonly string[]>([]);
	/** Every good with its folded words, in the order of names. */
	readonly #index = computed(() =>
		[...this.#goods.value.values()]
			.sort((one, other) => byName.compare(one.name, other.name))
			.map(good => ({good, words: fold(good.name).split(/[^\p{L}\p{N}]+/u)})),
	);
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

	findByPlu(plu: string): GoodView | undefined {
		return this.#index.value.find(({good}) => good.plu === plu)?.good;
	}

	/** Whatever form the scanner gives it in: a UPC-A, a GS1 code with a date and a lot. */
	findByBarcode(code: string): GoodView | undefined {
		const key = barcodeIn(code);
		if (key === undefined) return undefined;
		return this.#index.value.find(({good}) => good.barcodes?.some(barcode => gtinKey(barcode) === key))?.good;
	}

	ofGroup(group: string): readonly GoodView[] {
		return this.#index.value.filter(({good}) => good.group === group).map(({good}) => good);
	}

	/**
	 * Goods each of whose typed words begins a word of the name, those whose name begins with it first; a number
	 * also finds a PLU or a code.
	 */
	search(text: string): readonly GoodView[] {
		const wanted = fold(text)
			.split(/\s+/)
			.filter(word => word !== '');
		const [first] = wanted;
		if (first === undefined) return [];
		const found = this.#index.value.filter(
			({good, words}) =>
				wanted.every(part => words.some(word => word.startsWith(part))) ||
				(wanted.length === 1 && (good.plu?.startsWith(first) || good.code === first)),
		);
		const starts = ({words}: {readonly words: readonly string[]}) => words[0]?.startsWith(first) ?? false;
		return [...found.filter(starts), ...found.filter(entry => !starts(entry))].map(({good}) => good);
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
