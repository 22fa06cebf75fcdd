/**
 * How the customer pays, until PRZYJMIJ.
 *
 *   cash      notes that were touched add up, and what was typed is added to them: 100 and typed 5 is 105
 *   card, voucher, transfer   the whole amount; a voucher of the kind that was chosen, where the shop tells kinds apart
 *   foreign   as cash, in hundredths of a currency that the shop takes; what is given back is złoty
 *   mixed     a typed amount, then the form it is paid in; a form touched with nothing typed takes what is missing
 *
 * Change is only ever given from cash, so all other forms together never exceed what is due.
 */
import {computed, type ReadonlySignal, signal} from '@preact/signals';
import type {SaleView} from '../../api/sale-view.ts';
import type {Currency, VoucherKind} from '../../domain/catalogue.ts';
import type {Tender, TenderKind} from '../../domain/entry.ts';
import {grosze} from '../../domain/money.ts';
import {paidInLimited} from '../../domain/vouchers.ts';
import {readAmount} from '../format.ts';
import {EntryLine, entryPatterns} from './entry-line.ts';
import {ForeignPayment} from './foreign-payment.ts';
import {VoucherPayment, voucherTender} from './voucher-payment.ts';

export const paymentForms = ['cash', 'card', 'voucher', 'transfer', 'mixed', 'foreign'] as const;
export type PaymentForm = (typeof paymentForms)[number];

/** What pays the whole amount, with nothing to be typed. */
export type WholeForm = Extract<PaymentForm, 'card' | 'voucher' | 'transfer'>;

export const notesZloty = [10, 20, 50, 100, 200] as const;
export type NoteZloty = (typeof notesZloty)[number];

/** The order in which the parts of a mixed payment are written down: what is most restricted comes first. */
export const mixedKinds = ['voucher', 'transfer', 'card', 'cash'] as const;
export type MixedKind = (typeof mixedKinds)[number];

/** What the payment has to come to. */
export type Bill = Pick<SaleView, 'dueGrosze' | 'voucherGroszeMax'>;

type Parts = Readonly<Partial<Record<MixedKind, number>>>;

/** What a shop takes beside cash, cards and vouchers. */
export interface AlsoTaken {
	readonly currencies: ReadonlySignal<readonly Currency[]>;
	readonly transfers: ReadonlySignal<boolean>;
	/** Kinds of vouchers; none where the shop knows one sort. */
	readonly vouchers?: ReadonlySignal<readonly VoucherKind[]>;
}
const nothingElse: AlsoTaken = {currencies: signal([]), transfers: signal(false)};

export class Payment {
	readonly entry = new EntryLine(entryPatterns.amount);
	readonly nip = new EntryLine(entryPatterns.nip);
	readonly foreign: ForeignPayment;
	readonly vouchers: VoucherPayment;
	readonly #bill: ReadonlySignal<Bill>;
	readonly #transfers: ReadonlySignal<boolean>;
	readonly #isNaming = signal(false);
	readonly #chosen = signal<PaymentForm>('cash');
	readonly #notes = signal<ReadonlyMap<NoteZloty, number>>(new Map());
	readonly #parts = signal<Parts>({});

	constructor(bill: ReadonlySignal<Bill>, {currencies, transfers, vouchers = signal([])} = nothingElse) {
		this.#bill = bill;
		this.#transfers = transfers;
		this.foreign = new ForeignPayment(currencies, this.entry);
		this.vouchers = new VoucherPayment(vouchers);
	}

	/** What the shop does not take has no key. */
	get forms(): readonly PaymentForm[] {
		return paymentForms.filter(form => {
			if (form === 'foreign') return this.foreign.currencies.value.length > 0;
			return form !== 'transfer' || this.#transfers.value;
		});
	}

	get mixedKinds(): readonly MixedKind[] {
		return mixedKinds.filter(kind => {
			if (kind === 'voucher') return this.vouchers.kinds.value.length === 0;
			return kind !== 'transfer' || this.#transfers.value;
		});
	}

	/** The keypad takes the buyer's NIP. */
	get isNaming(): ReadonlySignal<boolean> {
		return this.#isNaming;
	}

	get notes(): ReadonlySignal<ReadonlyMap<NoteZloty, number>> {
		return this.#notes;
	}

	/** Cash, once the shop takes no transfers any more. */
	readonly form: ReadonlySignal<PaymentForm> = computed(() =>
		this.#chosen.value === 'transfer' && !this.#transfers.value ? 'cash' : this.#chosen.value,
	);

	/** Of a mixed payment, as far as the shop still takes them. */
	readonly parts: ReadonlySignal<Parts> = computed(() => {
		const kept = this.mixedKinds.flatMap(kind => {
			const amount = this.#parts.value[kind];
			return amount === undefined ? [] : [[kind, amount] as const];
		});
		return Object.fromEntries(kept);
	});

	readonly notesGrosze: ReadonlySignal<number> = computed(() =>
		[...this.#notes.value].reduce((sum, [note, count]) => sum + note * 100 * count, 0),
	);

	readonly tenders: ReadonlySignal<readonly Tender[]> = computed(() => {
		switch (this.form.value) {
			case 'cash':
				return tender('cash', this.notesGrosze.value + (readAmount(this.entry.text.value) ?? 0));
			case 'card':
				return tender('card', this.#due);
			case 'voucher':
				return voucherTender(this.vouchers.kind.value, this.#due);
			case 'transfer':
				return tender('transfer', this.#due);
			case 'mixed':
				return [
					...this.vouchers.partTenders.value,
					...mixedKinds.flatMap(kind => tender(kind, this.parts.value[kind] ?? 0)),
					...this.foreign.partTenders.value,
				];
			case 'foreign':
				return this.foreign.tenders.value;
		}
	});

	readonly givenGrosze: ReadonlySignal<number> = computed(() =>
		this.tenders.value.reduce((sum, part) => sum + part.amountGrosze, 0),
	);
	/** Positive: change to give. Negative: what is still missing. */
	readonly changeGrosze: ReadonlySignal<number> = computed(() => this.givenGrosze.value - this.#bill.value.dueGrosze);
	readonly acceptable: ReadonlySignal<boolean> = computed(
		() =>
			!this.voucherTooMuch.value &&
			this.changeGrosze.value >= 0 &&
			(this.tenders.value.length > 0 || this.#bill.value.dueGrosze <= 0),
	);
	readonly voucherTooMuch: ReadonlySignal<boolean> = computed(
		() => paidInLimited(this.tenders.value) > this.#bill.value.voucherGroszeMax,
	);

	choose(form: PaymentForm): void {
		this.clear();
		this.#chosen.value = form;
		if (form === 'foreign') this.foreign.begin();
		this.vouchers.choose(undefined);
	}

	/** What was given so far is of the currency before. */
	chooseCurrency(code: string): void {
		this.clear();
		this.foreign.choose(code);
	}

	addNote(note: NoteZloty): void {
		const notes = new Map(this.#notes.value);
		notes.set(note, (notes.get(note) ?? 0) + 1);
		this.#notes.value = notes;
	}

	/** The customer gave exactly this. */
	give(amountGrosze: number): void {
		this.clear();
		for (const character of typed(amountGrosze)) this.entry.press(character);
	}

	/** Puts what was typed, or what is missing, on one form of a mixed payment; touched again with nothing typed, takes it back. */
	put(kind: MixedKind): void {
		const already = this.parts.value[kind];
		const others: Parts = Object.fromEntries(Object.entries(this.parts.value).filter(([other]) => other !== kind));
		const amountTyped = readAmount(this.entry.take());
		if (amountTyped === undefined && already !== undefined) {
			this.#parts.value = others;
			return;
		}
		const vouchersGrosze = this.vouchers.partsGrosze.value;
		const missing = Math.max(0, this.#due - worth(others) - vouchersGrosze - this.foreign.partsGrosze.value);
		const most = kind === 'voucher' ? this.#bill.value.voucherGroszeMax : Number.POSITIVE_INFINITY;
		const wanted = Math.min(amountTyped ?? missing, most);
		const cashless = worth(others) - (others.cash ?? 0) + vouchersGrosze;
		const amount = kind === 'cash' ? wanted : Math.min(wanted, Math.max(0, this.#due - cashless));
		this.#parts.value = amount === 0 ? others : {...others, [kind]: amount};
	}

	/** The same with a kind of vouchers: those for food pay together for no more than food. */
	putVoucher(id: string): void {
		const kind = this.vouchers.kinds.value.find(each => each.id === id);
		const amountTyped = readAmount(this.entry.take());
		if (kind === undefined || (amountTyped === undefined && this.vouchers.partOf(id) !== undefined))
			return this.vouchers.put(id, 0);
		const others = worth(this.parts.value) + this.vouchers.othersGrosze(id, {forFood: false});
		const cashless = others - (this.parts.value.cash ?? 0);
		const most =
			kind.food === true
				? this.#bill.value.voucherGroszeMax - this.vouchers.othersGrosze(id, {forFood: true})
				: Number.POSITIVE_INFINITY;
		const missing = this.#due - others - this.foreign.partsGrosze.value;
		this.vouchers.put(id, Math.max(0, Math.min(amountTyped ?? missing, most, this.#due - cashless)));
	}

	/** The same with a currency, of which as much as pays what is missing. */
	putForeign(code: string): void {
		const others = worth(this.parts.value) + this.vouchers.partsGrosze.value;
		const othersGrosze = others + this.foreign.partsGrosze.value - this.foreign.partWorth(code);
		this.foreign.put(code, readAmount(this.entry.take()), grosze(Math.max(0, this.#due - othersGrosze)));
	}

	clear(): void {
		this.entry.clear();
		this.#notes.value = new Map();
		this.#parts.value = {};
		this.foreign.clear();
		this.vouchers.clear();
	}

	/** Turns to the NIP and back. */
	turnToNip(isNaming: boolean): void {
		this.nip.clear();
		this.#isNaming.value = isNaming;
	}

	/** What is to be paid, nothing where money goes out. */
	get #due(): number {
		return Math.max(0, this.#bill.value.dueGrosze);
	}

	reset(): void {
		this.turnToNip(false);
		this.choose('cash');
	}
}

function worth(parts: Parts): number {
	return Object.values(parts).reduce((sum, part) => sum + part, 0);
}

function tender(kind: TenderKind, amountGrosze: number): readonly Tender[] {
	return amountGrosze === 0 ? [] : [{kind, amountGrosze: grosze(amountGrosze)}];
}

function typed(amountGrosze: number): string {
	return `${Math.floor(amountGrosze / 100)},${String(amountGrosze % 100).padStart(2, '0')}`;
}
