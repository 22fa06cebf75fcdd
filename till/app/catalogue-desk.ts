/**
 * The catalogue desk: keeps the goods in memory as the replica has them.
 *
 * A document that cannot be used is set aside with its reason, and the last good version of it goes on being used, also
 * after a restart; a price list's beginning or end changes prices without any document coming.
 *
 * The screen is told of a change of prices in one update with all goods, reckoned for one instant. A scan asks the
 * clock itself, so what is charged is never late; what is shown follows within a second even where the machine's clock
 * was set or the machine slept, of which timers know nothing.
 */
import {indispensable, readForUse} from '../../couch/documents/for-use.ts';
import type {GoodsUpdate, GoodView} from '../api/snapshot.ts';
import type {Product} from '../domain/catalogue.ts';
import type {Sha256} from '../domain/chain.ts';
import type {Clock} from '../domain/clock.ts';
import type {SharedCode} from '../domain/code-index.ts';
import {Goods} from '../domain/goods.ts';
import type {PriceSpan} from '../domain/pricing.ts';
import type {CatalogueReplica, LastGoodVersions, ReplicatedDocument} from '../replica/replica.ts';

export interface SetAside {
	readonly id: string;
	readonly field: string;
	readonly reason: string;
}

/** What the office has to put right. */
export interface CatalogueFaults {
	/** Codes that several products claim. */
	readonly sharedCodes: readonly SharedCode[];
	readonly setAside: readonly SetAside[];
}

/** How often the clock is asked whether prices are still those that were told, while a change of them is possible. */
const priceWatchMs = 1000;
const nothingKept: LastGoodVersions = {of: () => undefined};
const always: PriceSpan = {fromMs: -Infinity, untilMs: Infinity};

export class CatalogueDesk {
	readonly goods = new Goods();
	readonly #clock: Clock;
	readonly #sha256: Sha256;
	readonly #setAside = new Map<string, SetAside>();
	readonly #listeners = new Set<(update: GoodsUpdate) => void>();
	readonly #changeListeners = new Set<() => void>();
	readonly #stops: (() => void)[] = [];
	#lastGood: LastGoodVersions = nothingKept;
	#cancelPriceWatch: () => void = () => undefined;
	/** When the prices that the screen was told last are right. */
	#told = always;

	constructor(clock: Clock, sha256: Sha256) {
		this.#clock = clock;
		this.#sha256 = sha256;
	}

	/** Reads all there is, then follows. */
	async open(
		replica: Pick<CatalogueReplica, 'pages' | 'onApplied'>,
		lastGood: LastGoodVersions = nothingKept,
	): Promise<void> {
		this.#lastGood = lastGood;
		// What is stored while the whole is being read is put on top of it: a document twice is no matter.
		let meanwhile: ReplicatedDocument[] | undefined = [];
		this.#stops.push(
			replica.onApplied(documents => {
				if (meanwhile === undefined) this.#take(documents);
				else meanwhile.push(...documents);
			}),
		);
		for await (const page of replica.pages()) for (const document of page) this.#put(document);
		for (const document of meanwhile) this.#put(document);
		meanwhile = undefined;
		if (this.goods.settings === undefined) for (const id of indispensable) this.#goOnWithout(id);
		this.#tellWhole();
	}

	/** What is not used as it is: documents that are not understood, price lists that wait for a part, masks of no use. */
	setAside(): readonly SetAside[] {
		const waiting = this.goods.waitingPriceLists().map(({id, place, missing: {part}}) => ({
			id: `price-list:${id}`,
			field: `parts/${place}`,
			reason: `price-list:${id}:${part} is not there`,
		}));
		const masks = this.goods.maskFaults.map(({mask, fault}) => ({
			id: 'shop:settings',
			field: 'weightBarcodes',
			reason: `${mask}: ${fault}`,
		}));
		return [...this.#setAside.values(), ...waiting, ...masks];
	}

	faults(): CatalogueFaults {
		return {sharedCodes: this.goods.sharedCodes(), setAside: this.setAside()};
	}

	/** Hears of changed goods. Returns the way to stop. */
	onUpdate(listener: (update: GoodsUpdate) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Hears that anything changed. Returns the way to stop. */
	onChange(listener: () => void): () => void {
		this.#changeListeners.add(listener);
		return () => this.#changeListeners.delete(listener);
	}

	whole(now = this.#clock.now()): GoodsUpdate {
		return {
			...this.#frame(),
			complete: true,
			goods: Array.from(this.goods.products(), product => this.#view(product, now)),
			removed: [],
		};
	}

	close(): void {
		this.#cancelPriceWatch();
		for (const stop of this.#stops) stop();
	}

	#take(documents: readonly ReplicatedDocument[]): void {
		const before = this.goods.priceLists();
		for (const document of documents) this.#put(document);
		// A price list changes prices of goods whose own documents stay as they are.
		const now = this.#clock.now();
		if (this.goods.priceLists() !== before || !this.#areToldPricesRight(now)) this.#tellWhole();
		else this.#tell(() => this.#update(documents, now));
	}

	#put(document: ReplicatedDocument): void {
		const {_id: id} = document;
		if (id.startsWith('_design/')) return;
		if (document._deleted === true) {
			if (indispensable.has(id) && this.#goOnWithout(id)) return;
			this.#setAside.delete(id);
			if (/^[a-z-]+:./.test(id)) this.goods.remove(id);
			return;
		}
		const read = readForUse(document, this.#sha256);
		if (read.ok) {
			this.#setAside.delete(id);
			return this.goods.put(read.value);
		}
		this.#setAside.set(id, {id, field: read.fault.field, reason: read.fault.reason});
		this.#putLastGood(id);
	}

	/** With the last good version of what was taken out; false where there is none. */
	#goOnWithout(id: string): boolean {
		if (!this.#putLastGood(id)) return false;
		this.#setAside.set(id, {id, field: '_deleted', reason: 'was taken out: the till goes on with what it said'});
		return true;
	}

	#putLastGood(id: string): boolean {
		const kept = this.#lastGood.of(id);
		const read = kept && readForUse(kept, this.#sha256);
		// Not by a till whose program was changed meanwhile, and reads more strictly.
		if (read?.ok !== true) return false;
		this.goods.put(read.value);
		return true;
	}

	#update(documents: readonly ReplicatedDocument[], now: number): GoodsUpdate {
		const codes = documents.flatMap(({_id}) => (_id.startsWith('product:') ? [_id.slice('product:'.length)] : []));
		const products = codes.map(code => ({code, product: this.goods.product(code)}));
		return {
			...this.#frame(),
			complete: false,
			goods: products.flatMap(({product}) => (product === undefined ? [] : [this.#view(product, now)])),
			removed: products.flatMap(({code, product}) => (product === undefined ? [code] : [])),
		};
	}

	#frame(): Pick<GoodsUpdate, 'groups' | 'quickProducts'> {
		return {
			groups: this.goods.groups().map(({code, name, colour, route}) => ({code, name, colour, route})),
			quickProducts: this.goods.settings?.quickProducts ?? [],
		};
	}

	#view(product: Product, now: number): GoodView {
		const {code, name, group, unit, plu, age18, barcodes} = product;
		const {priceGrosze} = this.goods.price(product, now);
		return {code, name, group, unit, priceGrosze, age18, barcodes, ...(plu === undefined ? {} : {plu})};
	}

	#tellWhole(): void {
		const now = this.#clock.now();
		this.#told = this.goods.priceSpan(now);
		this.#watchPrices();
		this.#tell(() => this.whole(now));
	}

	#areToldPricesRight(now: number): boolean {
		return now >= this.#told.fromMs && now < this.#told.untilMs;
	}

	#watchPrices(): void {
		this.#cancelPriceWatch();
		const {fromMs, untilMs} = this.#told;
		if (fromMs === always.fromMs && untilMs === always.untilMs) return;
		this.#cancelPriceWatch = this.#clock.after(Math.min(untilMs - this.#clock.now(), priceWatchMs), () => {
			if (this.#areToldPricesRight(this.#clock.now())) this.#watchPrices();
			else this.#tellWhole();
		});
	}

	/** At the start nobody listens yet, and a whole is put together for nobody. */
	#tell(updateOf: () => GoodsUpdate): void {
		for (const listener of this.#changeListeners) listener();
		if (this.#listeners.size === 0) return;
		const update = updateOf();
		for (const listener of this.#listeners) listener(update);
	}
}
