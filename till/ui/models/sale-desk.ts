/**
 * What the cashier is doing at the sale, before the till hears of it.
 *
 *   goods ──a line touched, Storno──► line        USUŃ takes it, or a part of it, away
 *     │ ──Szukaj──► search    ──Cena?──► price    ──Więcej──► more ──Unieważnij──► void-sale
 *     │                                                         ├──Opakowania──► packages
 *     │ ──Odłożone──────────────────────────────────────────────┴──Odłożone──► parked
 *     ▲                                                                                │
 *     └──────────────── Wróć, a scan, or the till going to another screen ─────────────┘
 */
import {computed, type ReadonlySignal, signal} from '@preact/signals';
import type {Command} from '../../api/commands.ts';
import type {GoodsLineView, LineView, SaleView} from '../../api/sale-view.ts';
import type {GoodView} from '../../api/snapshot.ts';
import type {SharedCode} from '../../domain/code-index.ts';
import {packageCountMax} from '../../domain/packages.ts';
import {DiscountEntry} from './discount-entry.ts';
import {EntryLine, entryPatterns} from './entry-line.ts';
import type {Goods} from './goods.ts';
import type {Notices} from './notices.ts';
import {Pages, Tail} from './pages.ts';
import type {ParkedDesk} from './parked-desk.ts';

export type Focus =
	| {readonly on: 'goods'}
	| {readonly on: 'line'; readonly line: number}
	/** `unknown` is the code that no goods have, where that led here. */
	| {readonly on: 'search'; readonly unknown?: string}
	/** `shared` is a code that several products claim, with all of them. */
	| {readonly on: 'price'; readonly product?: string; readonly shared?: SharedCode}
	| {readonly on: 'more'}
	| {readonly on: 'packages'}
	| {readonly on: 'parked'}
	/** Of one line, or of all of them. */
	| {readonly on: 'discount'; readonly line?: number}
	| {readonly on: 'void-sale'};

export type Tab =
	| {readonly kind: 'quick'}
	| {readonly kind: 'group'; readonly code: string}
	| {readonly kind: 'others'};

export interface SaleDeskParts {
	readonly sale: ReadonlySignal<SaleView | undefined>;
	readonly pendingPieces: ReadonlySignal<number | undefined>;
	readonly goods: Goods;
	readonly notices: Notices;
	readonly send: (command: Command) => void;
	readonly parked: ParkedDesk;
}

export class SaleDesk {
	readonly entry = new EntryLine(entryPatterns.code);
	readonly pieces = new EntryLine(entryPatterns.pieces);
	readonly discount = new DiscountEntry();
	readonly receipt = new Tail();
	readonly goodsPages = new Pages();
	readonly searchPages = new Pages();
	readonly choicePages = new Pages();
	readonly #parts: SaleDeskParts;
	readonly #focus = signal<Focus>({on: 'goods'});
	readonly #tab = signal<Tab | undefined>(undefined);
	readonly #query = signal('');

	constructor(parts: SaleDeskParts) {
		this.#parts = parts;
	}

	get focus(): ReadonlySignal<Focus> {
		return this.#focus;
	}
	get query(): ReadonlySignal<string> {
		return this.#query;
	}

	/** The chosen tab; before any was chosen the quick keys, or the first group where there are none. */
	readonly tab: ReadonlySignal<Tab> = computed(() => {
		if (this.#tab.value !== undefined) return this.#tab.value;
		const [first] = this.#parts.goods.groups.value;
		if (this.#parts.goods.quick.value.length > 0 || first === undefined) return {kind: 'quick'};
		return {kind: 'group', code: first.code};
	});

	readonly selected: ReadonlySignal<GoodsLineView | undefined> = computed(() => {
		const focus = this.#focus.value;
		if (focus.on !== 'line') return undefined;
		return goodsLines(this.#parts.sale.value).find(line => line.line === focus.line);
	});

	/** How many pieces of the selected line USUŃ would take: undefined for all of it, 0 for more than there are. */
	readonly piecesToVoid: ReadonlySignal<number | undefined> = computed(() => {
		const line = this.selected.value;
		const typed = this.pieces.text.value;
		if (line?.pieces === undefined || typed === '') return undefined;
		const wanted = Number(typed);
		if (wanted === line.pieces) return undefined;
		return wanted > line.pieces ? 0 : wanted;
	});

	readonly checked: ReadonlySignal<GoodView | undefined> = computed(() => {
		const focus = this.#focus.value;
		return focus.on === 'price' && focus.product !== undefined ? this.#parts.goods.find(focus.product) : undefined;
	});

	/** What the code that was checked may mean, where that is more than one product. */
	readonly checkedTogether: ReadonlySignal<{readonly code: string; readonly goods: readonly GoodView[]} | undefined> =
		computed(() => {
			const focus = this.#focus.value;
			if (focus.on !== 'price' || focus.shared === undefined) return undefined;
			const {code, products} = focus.shared;
			const goods = products.map(product => this.#parts.goods.find(product)).filter(good => good !== undefined);
			return {code, goods};
		});

	turnTo(focus: Focus): void {
		if (focus.on === 'parked') this.#parts.parked.open();
		else this.#parts.parked.close();
		this.entry.clear();
		this.pieces.clear();
		this.discount.reset();
		this.#query.value = '';
		this.searchPages.first();
		this.#focus.value = focus;
	}

	/** Turns to it, or back to the goods when it is there already. */
	toggle(on: 'search' | 'price' | 'more' | 'parked'): void {
		this.turnTo({on: this.#focus.value.on === on ? 'goods' : on});
	}

	home(): void {
		if (this.#focus.value.on !== 'goods') this.turnTo({on: 'goods'});
	}

	reset(): void {
		this.turnTo({on: 'goods'});
		this.receipt.newest();
	}

	chooseTab(tab: Tab): void {
		this.#tab.value = tab;
		this.goodsPages.first();
	}

	/** A touched line: its deposit stands for it, and packages have a panel of their own. */
	select(line: LineView): void {
		if (line.kind === 'packages') this.turnTo({on: 'packages'});
		else this.selectLine(line.line);
	}

	/** One more of a kind comes back, or one fewer. */
	countPackages(deposit: string, change: 1 | -1): void {
		const line = this.#parts.sale.value?.lines.find(each => each.kind === 'packages' && each.deposit === deposit);
		const pieces = (line?.pieces ?? 0) + change;
		if (pieces >= 0 && pieces <= packageCountMax) this.#parts.send({do: 'return-packages', deposit, pieces});
	}

	selectLine(line: number): void {
		const focus = this.#focus.value;
		this.turnTo(focus.on === 'line' && focus.line === line ? {on: 'goods'} : {on: 'line', line});
	}

	/** Storno: the last line at first, since it is the one most often wrong. */
	storno(): void {
		if (this.#focus.value.on === 'line') return this.home();
		const last = goodsLines(this.#parts.sale.value).at(-1);
		if (last !== undefined) this.selectLine(last.line);
	}

	removeSelected(): void {
		const line = this.selected.value;
		const pieces = this.piecesToVoid.value;
		if (line === undefined || pieces === 0) return;
		this.#parts.send({do: 'void-line', line: line.line, ...(pieces === undefined ? {} : {pieces})});
		this.home();
	}

	/** Turns to a discount on the selected line, or on the whole receipt. */
	turnToDiscount(): void {
		const line = this.selected.value?.line;
		this.turnTo({on: 'discount', ...(line === undefined ? {} : {line})});
	}

	giveDiscount(): void {
		const focus = this.#focus.value;
		if (focus.on !== 'discount') return;
		this.#parts.send(this.discount.command(focus.line));
		this.home();
	}

	/** What was typed is how many there are of the selected line. */
	setPieces(): void {
		const pieces = Number(this.pieces.take());
		if (pieces < 1 || pieces > 999) return this.#parts.notices.say('type-quantity-first');
		this.#sendPieces(pieces);
	}

	/** A piece more or less; the last one is taken away with its line. */
	changePieces(by: 1 | -1): void {
		const pieces = (this.selected.value?.pieces ?? 0) + by;
		this.pieces.clear();
		if (pieces >= 1 && pieces <= 999) this.#sendPieces(pieces);
	}

	#sendPieces(pieces: number): void {
		const line = this.selected.value;
		if (line !== undefined) this.#parts.send({do: 'set-pieces', line: line.line, pieces});
	}

	/** A code that no goods have: whoever sells looks for them by name. */
	searchInstead(unknown: string): void {
		this.turnTo({on: 'search', unknown});
	}

	park(): void {
		this.#parts.send({do: 'park'});
		this.home();
	}

	takeUp(basket: Parameters<ParkedDesk['takeUp']>[0]): void {
		if (this.#parts.parked.takeUp(basket) === 'sent') this.home();
	}

	takeUpUnasked(): void {
		this.#parts.parked.takeUpUnasked();
		this.home();
	}

	removeSale(): void {
		this.#parts.send({do: 'void-sale'});
		this.home();
	}

	/** A product key: sells it, or shows its price while prices are being checked. */
	pick(product: string): void {
		const focus = this.#focus.value;
		if (focus.on === 'price') {
			const isOneOf = focus.shared?.products.includes(product) === true;
			this.turnTo({on: 'price', product, ...(isOneOf && focus.shared !== undefined && {shared: focus.shared})});
			return;
		}
		this.#parts.send({do: 'pick', product});
		this.home();
		this.entry.clear();
	}

	/** Sells what was just checked. */
	pickChecked(): void {
		const good = this.checked.value;
		if (good === undefined) return;
		this.home();
		this.#parts.send({do: 'pick', product: good.code});
	}

	quantity(): void {
		const typed = this.entry.take();
		const pieces = Number(typed);
		if (typed === '' || pieces < 1 || pieces > 999) return this.#parts.notices.say('type-quantity-first');
		this.#parts.send({do: 'quantity', pieces});
	}

	/** What was typed, as a PLU; a number too long for one is a barcode. */
	plu(): void {
		const typed = this.entry.take();
		if (typed === '') return this.#parts.notices.say('type-plu-first');
		if (this.#focus.value.on === 'price') return this.#showPrice(typed, this.#parts.goods.withPlu(typed));
		this.#parts.send(typed.length > 6 ? {do: 'scan', code: typed} : {do: 'plu', plu: typed});
	}

	/** A scan while prices are being checked; sells nothing. */
	checkScanned(code: string): void {
		this.#showPrice(code, this.#parts.goods.withBarcode(code));
	}

	/** C: what was typed goes first, then a waiting quantity. */
	clear(): void {
		const entry = this.#focus.value.on === 'line' ? this.pieces : this.entry;
		if (entry.text.value !== '') return entry.clear();
		if (this.#parts.pendingPieces.value !== undefined) this.#parts.send({do: 'quantity', pieces: 0});
	}

	type(text: string): void {
		this.#query.value = (this.#query.value + text).slice(0, 30);
		this.searchPages.first();
	}

	eraseTyped(): void {
		this.#query.value = this.#query.value.slice(0, -1);
		this.searchPages.first();
	}

	clearTyped(): void {
		this.#query.value = '';
		this.searchPages.first();
	}

	#showPrice(code: string, found: readonly GoodView[]): void {
		const [first, ...others] = found;
		if (first === undefined) return this.#parts.notices.say('price-not-known');
		if (others.length === 0) return this.turnTo({on: 'price', product: first.code});
		this.choicePages.first();
		this.turnTo({on: 'price', shared: {code, products: found.map(good => good.code)}});
	}
}

function goodsLines(sale: SaleView | undefined): readonly GoodsLineView[] {
	return sale?.lines.filter(line => line.kind === 'goods') ?? [];
}
