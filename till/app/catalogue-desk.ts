/**
 * The catalogue desk: keeps the goods in memory as the replica has them.
 *
 * A document that cannot be understood is set aside with its reason, and the last good version of it goes on being
 * used; a price list's beginning or end changes prices without any document coming.
 */
import {readCatalogueDocument} from '../../couch/documents/catalogue.ts';
import type {GoodsUpdate, GoodView} from '../api/snapshot.ts';
import type {Product} from '../domain/catalogue.ts';
import type {Clock} from '../domain/clock.ts';
import {Goods} from '../domain/goods.ts';
import type {CatalogueReplica, ReplicatedDocument} from '../replica/replica.ts';

export interface SetAside {
	readonly id: string;
	readonly field: string;
	readonly reason: string;
}

/** Longest wait a timer takes. */
const timerMsMax = 2 ** 31 - 1;

export class CatalogueDesk {
	readonly goods = new Goods();
	readonly #clock: Clock;
	readonly #setAside = new Map<string, SetAside>();
	readonly #listeners = new Set<(update: GoodsUpdate) => void>();
	readonly #stops: (() => void)[] = [];
	#cancelPriceChange: () => void = () => undefined;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** Reads all there is, then follows. */
	async open(replica: Pick<CatalogueReplica, 'all' | 'onApplied'>): Promise<void> {
		// What is stored while the whole is being read is put on top of it: a document twice is no matter.
		let meanwhile: ReplicatedDocument[] | undefined = [];
		this.#stops.push(
			replica.onApplied(documents => {
				if (meanwhile === undefined) this.#take(documents);
				else meanwhile.push(...documents);
			}),
		);
		for (const document of await replica.all()) this.#put(document);
		for (const document of meanwhile) this.#put(document);
		meanwhile = undefined;
		this.#waitForPriceChange();
		this.#tell(this.whole());
	}

	setAside(): readonly SetAside[] {
		return [...this.#setAside.values()];
	}

	/** Hears of changed goods. Returns the way to stop. */
	onUpdate(listener: (update: GoodsUpdate) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	whole(): GoodsUpdate {
		return {
			...this.#frame(),
			complete: true,
			goods: Array.from(this.goods.products(), product => this.#view(product)),
			removed: [],
		};
	}

	close(): void {
		this.#cancelPriceChange();
		for (const stop of this.#stops) stop();
	}

	#take(documents: readonly ReplicatedDocument[]): void {
		for (const document of documents) this.#put(document);
		// A price list changes prices of goods whose own documents stay as they are.
		const changesPrices = documents.some(({_id}) => _id.startsWith('price-list:'));
		this.#waitForPriceChange();
		this.#tell(changesPrices ? this.whole() : this.#update(documents));
	}

	#put(document: ReplicatedDocument): void {
		const {_id: id} = document;
		if (id.startsWith('_design/')) return;
		if (document._deleted === true) {
			this.#setAside.delete(id);
			if (/^[a-z-]+:./.test(id)) this.goods.remove(id);
			return;
		}
		const read = readCatalogueDocument(document);
		if (read.ok) {
			this.#setAside.delete(id);
			this.goods.put(read.value);
		} else {
			this.#setAside.set(id, {id, field: read.fault.field, reason: read.fault.reason});
		}
	}

	#update(documents: readonly ReplicatedDocument[]): GoodsUpdate {
		const codes = documents.flatMap(({_id}) => (_id.startsWith('product:') ? [_id.slice('product:'.length)] : []));
		const products = codes.map(code => ({code, product: this.goods.product(code)}));
		return {
			...this.#frame(),
			complete: false,
			goods: products.flatMap(({product}) => (product === undefined ? [] : [this.#view(product)])),
			removed: products.flatMap(({code, product}) => (product === undefined ? [code] : [])),
		};
	}

	#frame(): Pick<GoodsUpdate, 'groups' | 'quickProducts'> {
		return {
			groups: this.goods.groups().map(({code, name, colour, route}) => ({code, name, colour, route})),
			quickProducts: this.goods.settings?.quickProducts ?? [],
		};
	}

	#view(product: Product): GoodView {
		const {code, name, group, unit, plu, age18, barcodes} = product;
		const {priceGrosze} = this.goods.price(product, this.#clock.now());
		return {code, name, group, unit, priceGrosze, age18, barcodes, ...(plu === undefined ? {} : {plu})};
	}

	#waitForPriceChange(): void {
		this.#cancelPriceChange();
		const now = this.#clock.now();
		const next = this.goods.nextPriceChangeMs(now);
		if (next === undefined) return;
		this.#cancelPriceChange = this.#clock.after(Math.min(next - now, timerMsMax), () => {
			this.#waitForPriceChange();
			this.#tell(this.whole());
		});
	}

	#tell(update: GoodsUpdate): void {
		for (const listener of this.#listeners) listener(update);
	}
}
