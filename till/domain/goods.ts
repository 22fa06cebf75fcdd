/**
 * The catalogue in memory, as the till asks it.
 *
 *   put, remove ──► items by kind ──► codes: barcode, PLU ──► find ──► found | ambiguous | incomplete | none
 *
 * Items come one by one and in any order: a product may be here before its group. Whether it can be sold is therefore
 * decided when it is asked for. A put or removal touches the item's own codes and nothing else; price lists are a matter
 * of their own.
 */

import {broken, unreachable} from './assert.ts';
import {interpretCode, type ScannedCode, type ScannedLabel} from './barcode.ts';
import type {
	Card,
	CardRule,
	Cashier,
	CatalogueItem,
	Deposit,
	Group,
	Product,
	Promotion,
	Route,
	ShopSettings,
	TillProfile,
} from './catalogue.ts';
import {CodeIndex, type SharedCode} from './code-index.ts';
import {gtinKey} from './gtin.ts';
import {PriceLists, type WaitingPriceList} from './price-lists.ts';
import {
	type AppliedCard,
	type CardFault,
	findCard,
	type Price,
	type PriceSpan,
	priceAt,
	priceSpanAt,
	type TimedPriceList,
} from './pricing.ts';
import {Promotions} from './promotions.ts';
import type {Result} from './result.ts';
import type {VoucherRule} from './tenders.ts';
import type {VatLetter} from './vat.ts';
import {compileMask, type Label, type LabelMask, labelMasksOf, type MaskFault, mayBeAbout} from './weight-label.ts';

/** A product with everything it takes to sell it. */
export interface SellableGoods {
	readonly product: Product;
	readonly group: Group;
	readonly route: Route;
	readonly deposit?: Deposit;
}

/** Why a product cannot be sold yet. */
export type IncompleteReason =
	| {readonly code: 'no-settings'}
	| {readonly code: 'unknown-group'; readonly group: string}
	| {readonly code: 'inactive-vat'; readonly letter: VatLetter}
	| {readonly code: 'unknown-deposit'; readonly deposit: string};

/** What goods are asked for by. */
export type Lookup =
	| {readonly by: 'code'; readonly code: string}
	/** A barcode as `gtinKey` spells it. */
	| {readonly by: 'gtin'; readonly key: string}
	| {readonly by: 'plu'; readonly plu: string}
	| {readonly by: 'label'; readonly label: Pick<Label, 'item' | 'baseKey'>};

export type Found =
	| {readonly kind: 'found'; readonly goods: SellableGoods}
	| {readonly kind: 'ambiguous'; readonly products: readonly Product[]}
	| {readonly kind: 'incomplete'; readonly product: Product; readonly reason: IncompleteReason}
	| {readonly kind: 'none'};

/** Who claims the digits of a label. */
export interface Claimants {
	readonly labelled: readonly Product[];
	/** With these digits for a barcode, and not among those. */
	readonly packed: readonly Product[];
}

export class Goods {
	readonly #products = new Map<string, Product>();
	/** By their codes: a basket is asked after them whenever the screen is told anything, and they are few. */
	readonly #recalled = new Set<string>();
	readonly #groups = new Map<string, Group>();
	readonly #priceLists = new PriceLists();
	readonly #promotions = new Promotions();
	readonly #cardRules = new Map<string, CardRule>();
	readonly #cards = new Map<string, Card>();
	readonly #cashiers = new Map<string, Cashier>();
	readonly #tills = new Map<string, TillProfile>();
	readonly #byBarcode = new CodeIndex();
	readonly #byPlu = new CodeIndex();
	/** Looked for among all barcodes when somebody asks, and not again until an item is put or removed. */
	#sharedLabels: readonly SharedCode[] | undefined;
	#deposits: ReadonlyMap<string, Deposit> = new Map();
	#settings: ShopSettings | undefined;
	#labelMasks: readonly LabelMask[] = [];
	#maskFaults: readonly {readonly mask: string; readonly fault: MaskFault}[] = [];

	constructor(items: Iterable<CatalogueItem> = []) {
		for (const item of items) this.put(item);
	}

	put({kind, value}: CatalogueItem): void {
		this.#sharedLabels = undefined;
		switch (kind) {
			case 'product':
				this.#forgetProduct(value.code);
				this.#products.set(value.code, value);
				if (value.recalled) this.#recalled.add(value.code);
				for (const barcode of value.barcodes) this.#byBarcode.add(gtinKey(barcode), value.code);
				if (value.plu !== undefined) this.#byPlu.add(pluKey(value.plu), value.code);
				return;
			case 'group':
				this.#groups.set(value.code, value);
				return;
			case 'price-list':
				this.#priceLists.put(value);
				return;
			case 'price-list-part':
				this.#priceLists.putPart(value);
				return;
			case 'promotion':
				this.#promotions.put(value);
				return;
			case 'card-rule':
				this.#cardRules.set(value.id, value);
				return;
			case 'card':
				this.#cards.set(value.number, value);
				return;
			case 'cashier':
				this.#cashiers.set(value.id, value);
				return;
			case 'till':
				this.#tills.set(value.id, value);
				return;
			case 'shop':
				this.#settle(value);
				return;
			default:
				unreachable(kind);
		}
	}

	/** Takes out the item of a document that is gone, by the document's id; one that was never here is no matter. */
	remove(documentId: string): void {
		this.#sharedLabels = undefined;
		const [, kind, key] = /^([a-z-]+):(.+)$/s.exec(documentId) ?? [];
		if (kind === undefined || key === undefined) broken(`a document of the catalogue has an id, not ${documentId}`);
		if (kind === 'product') this.#forgetProduct(key);
		else if (kind === 'group') this.#groups.delete(key);
		else if (kind === 'price-list') this.#priceLists.remove(key);
		else if (kind === 'promotion') this.#promotions.remove(key);
		else if (kind === 'card-rule') this.#cardRules.delete(key);
		else if (kind === 'card') this.#cards.delete(key);
		else if (kind === 'cashier') this.#cashiers.delete(key);
		else if (kind === 'till') this.#tills.delete(key);
		else if (documentId === 'shop:settings') this.#settle(undefined);
	}

	find(lookup: Lookup): Found {
		const products = this.#codesOf(lookup).flatMap(code => this.#products.get(code) ?? []);
		const [product] = products;
		if (!product) return {kind: 'none'};
		return products.length > 1 ? {kind: 'ambiguous', products} : this.complete(product);
	}

	/** The product with all it takes to sell it, or what is missing. */
	complete(product: Product): Exclude<Found, {kind: 'ambiguous' | 'none'}> {
		const incomplete = (reason: IncompleteReason) => ({kind: 'incomplete', product, reason}) as const;
		if (!this.#settings) return incomplete({code: 'no-settings'});
		const group = this.#groups.get(product.group);
		if (!group) return incomplete({code: 'unknown-group', group: product.group});
		if (this.#settings.vat[product.vat] === 'inactive') return incomplete({code: 'inactive-vat', letter: product.vat});
		const goods = {product, group, route: group.route};
		if (product.deposit === undefined) return {kind: 'found', goods};
		const deposit = this.#deposits.get(product.deposit);
		if (!deposit) return incomplete({code: 'unknown-deposit', deposit: product.deposit});
		return {kind: 'found', goods: {...goods, deposit}};
	}

	/** Of its group, where the group is known. */
	routeOf({group}: Product): Route | undefined {
		return this.#groups.get(group)?.route;
	}

	/** What a scanned code means in this shop. */
	interpret(code: string): ScannedCode {
		return interpretCode(code, {
			labelMasks: this.#labelMasks,
			cardRules: [...this.#cardRules.values()],
			hasCard: number => this.#cards.has(number),
			hasBarcode: key => this.#byBarcode.has(key),
			hasLabelItem: label => this.#productsOfLabel(label).length > 0,
		});
	}

	price(product: Product, instantMs: number): Price {
		return priceAt(product, this.#priceLists.inOrder(), instantMs);
	}

	/** The time in which every price stays as it is at an instant, unless an item is put or removed. */
	priceSpan(instantMs: number): PriceSpan {
		return priceSpanAt(this.#priceLists.inOrder(), instantMs);
	}

	/** The price lists in use, as they are asked: the same value for as long as none of them changes. */
	priceLists(): readonly TimedPriceList[] {
		return this.#priceLists.inOrder();
	}

	/** Price lists whose newest version is not whole yet. */
	waitingPriceLists(): readonly WaitingPriceList[] {
		return this.#priceLists.waiting();
	}

	/** The promotions that hold for a product at an instant, in the order of their ids. */
	promotionsFor(product: Product, instantMs: number): readonly Promotion[] {
		return this.#promotions.holdingFor(product, instantMs);
	}

	/** A card as it works on a day, `YYYY-MM-DD`. */
	card(number: string, day: string): Result<AppliedCard, CardFault> {
		return findCard(number, {rules: this.#cardRules.values(), cards: this.#cards, day});
	}

	cashier(id: string): Cashier | undefined {
		return this.#cashiers.get(id);
	}

	/** By name, as people look for themselves. */
	cashiers(): readonly Cashier[] {
		return [...this.#cashiers.values()].sort((left, right) => byName.compare(left.name, right.name));
	}

	till(id: string): TillProfile | undefined {
		return this.#tills.get(id);
	}

	/** For anything where the shop has no group of food and does not tell kinds apart: a kind that says food means it. */
	vouchers(): VoucherRule {
		const food = [...this.#groups.values()].filter(({mealVoucher}) => mealVoucher === true);
		const hasKinds = (this.settings?.vouchers ?? []).length > 0;
		return food.length === 0 && !hasKinds ? 'anything' : new Set(food.map(({code}) => code));
	}

	/** In the order of their numbers. */
	tills(): readonly TillProfile[] {
		return [...this.#tills.values()].sort((left, right) => left.number - right.number || (left.id < right.id ? -1 : 1));
	}

	/** In the order of the touch grid. */
	groups(): readonly Group[] {
		return [...this.#groups.values()].sort(
			(left, right) => left.order - right.order || byName.compare(left.name, right.name),
		);
	}

	product(code: string): Product | undefined {
		return this.#products.get(code);
	}

	isRecalled(code: string): boolean {
		return this.#recalled.size > 0 && this.#recalled.has(code);
	}

	products(): Iterable<Product> {
		return this.#products.values();
	}

	get productCount(): number {
		return this.#products.size;
	}

	get settings(): ShopSettings | undefined {
		return this.#settings;
	}

	/** Packed goods that are numbered like the labels of scales, and the goods such a label is about: both may lie on the counter. */
	claimantsOf(label: ScannedLabel): Claimants {
		const labelled = this.#productsOfLabel(label);
		const known = new Set(labelled.map(({code}) => code));
		const claiming = label.plainKey === undefined ? [] : this.#byBarcode.get(label.plainKey);
		return {
			labelled,
			packed: claiming.filter(code => !known.has(code)).flatMap(code => this.#products.get(code) ?? []),
		};
	}

	/** Barcodes, PLUs and labels that several products claim: the cashier has to say which is meant. */
	sharedCodes(): readonly SharedCode[] {
		this.#sharedLabels ??= this.#findSharedLabels();
		return [...this.#byBarcode.shared(), ...this.#byPlu.shared(), ...this.#sharedLabels];
	}

	#findSharedLabels(): readonly SharedCode[] {
		const shared: SharedCode[] = [];
		for (const code of this.#byBarcode.keys()) {
			if (!this.#labelMasks.some(({mask, prefix}) => code.length === mask.length && code.startsWith(prefix))) continue;
			const scanned = this.interpret(code);
			if (!('plainKey' in scanned)) continue;
			const {labelled, packed} = this.claimantsOf(scanned);
			// Packed goods that share the barcode among themselves are told with the barcodes.
			if (packed.length > 0) shared.push({code, products: [...labelled, ...packed].map(product => product.code)});
		}
		return shared.sort((one, other) => (one.code < other.code ? -1 : 1));
	}

	#productsOfLabel(label: Label): readonly Product[] {
		const products = this.#codesOfLabel(label).flatMap(code => this.#products.get(code) ?? []);
		return products.filter(product => mayBeAbout(label, product));
	}

	/** Masks of the settings that cannot be read and are left out. */
	get maskFaults(): readonly {readonly mask: string; readonly fault: MaskFault}[] {
		return this.#maskFaults;
	}

	#codesOf(lookup: Lookup): readonly string[] {
		switch (lookup.by) {
			case 'code':
				return [lookup.code];
			case 'gtin':
				return this.#byBarcode.get(lookup.key);
			case 'plu':
				return this.#byPlu.get(pluKey(lookup.plu));
			case 'label':
				return this.#codesOfLabel(lookup.label);
			default:
				return unreachable(lookup);
		}
	}

	/** Offices write the item of a label in one of three ways: as a bare barcode, as a PLU, or as the product's code. */
	#codesOfLabel({item, baseKey}: Pick<Label, 'item' | 'baseKey'>): readonly string[] {
		const bare = this.#byBarcode.get(baseKey);
		if (bare.length > 0) return bare;
		const numbered = this.#byPlu.get(pluKey(item));
		if (numbered.length > 0) return numbered;
		return this.#products.has(item) ? [item] : [];
	}

	#forgetProduct(code: string): void {
		const former = this.#products.get(code);
		if (!former) return;
		for (const barcode of former.barcodes) this.#byBarcode.remove(gtinKey(barcode), code);
		if (former.plu !== undefined) this.#byPlu.remove(pluKey(former.plu), code);
		this.#products.delete(code);
		this.#recalled.delete(code);
	}

	#settle(settings: ShopSettings | undefined): void {
		const masks = (settings === undefined ? [] : labelMasksOf(settings)).map(mask => ({
			mask,
			compiled: compileMask(mask),
		}));
		this.#settings = settings;
		this.#deposits = new Map(settings?.deposits.map(deposit => [deposit.id, deposit]));
		this.#labelMasks = masks.flatMap(({compiled}) => (compiled.ok ? [compiled.value] : []));
		this.#maskFaults = masks.flatMap(({mask, compiled}) => (compiled.ok ? [] : [{mask, fault: compiled.fault}]));
	}
}

const byName = new Intl.Collator('pl');

/** People leave leading zeros out, labels cannot. */
function pluKey(plu: string): string {
	return plu.replace(/^0+(?=\d)/, '');
}
