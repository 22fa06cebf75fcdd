/**
 * Cash of another currency at the payment: the whole of it as a form of its own, or a part of a mixed payment.
 *
 * All amounts of a currency are in hundredths of its unit. What it is worth holds at the rate that is shown: the till
 * refuses it at another one.
 */
import {computed, type ReadonlySignal, signal} from '@preact/signals';
import type {Currency} from '../../domain/catalogue.ts';
import {amountFor, worthOf} from '../../domain/currency.ts';
import type {Tender} from '../../domain/entry.ts';
import type {Grosze} from '../../domain/money.ts';
import {readAmount} from '../format.ts';
import type {EntryLine} from './entry-line.ts';

export class ForeignPayment {
	readonly currencies: ReadonlySignal<readonly Currency[]>;
	readonly #entry: Pick<EntryLine, 'text'>;
	readonly #code = signal<string | undefined>(undefined);
	readonly #notes = signal<ReadonlyMap<number, number>>(new Map());
	/** Of a mixed payment, by currency. */
	readonly #parts = signal<ReadonlyMap<string, number>>(new Map());

	constructor(currencies: ReadonlySignal<readonly Currency[]>, entry: Pick<EntryLine, 'text'>) {
		this.currencies = currencies;
		this.#entry = entry;
	}

	/** The one that is given; undefined once the shop takes it no more, for what was counted is not of another one. */
	readonly currency: ReadonlySignal<Currency | undefined> = computed(() =>
		this.currencies.value.find(({code}) => code === this.#code.value),
	);

	readonly notesMinor: ReadonlySignal<number> = computed(() =>
		[...this.#notes.value].reduce((sum, [noteMinor, count]) => sum + noteMinor * count, 0),
	);

	readonly amountMinor: ReadonlySignal<number> = computed(
		() => this.notesMinor.value + (readAmount(this.#entry.text.value) ?? 0),
	);

	readonly tenders: ReadonlySignal<readonly Tender[]> = computed(() =>
		tenderIn(this.currency.value, this.amountMinor.value),
	);

	readonly partTenders: ReadonlySignal<readonly Tender[]> = computed(() =>
		this.currencies.value.flatMap(currency => tenderIn(currency, this.#parts.value.get(currency.code) ?? 0)),
	);

	readonly partsGrosze: ReadonlySignal<number> = computed(() => worth(this.partTenders.value));

	countOf(noteMinor: number): number {
		return this.#notes.value.get(noteMinor) ?? 0;
	}

	partOf(code: string): number | undefined {
		return this.#parts.value.get(code);
	}

	partWorth(code: string): number {
		return worth(this.partTenders.value.filter(({foreign}) => foreign?.currency === code));
	}

	/** The first of the shop's, until another one is touched. */
	begin(): void {
		this.#code.value = this.currencies.value[0]?.code;
	}

	choose(code: string): void {
		this.#code.value = code;
	}

	addNote(noteMinor: number): void {
		this.#notes.value = new Map(this.#notes.value).set(noteMinor, this.countOf(noteMinor) + 1);
	}

	/** A part of a mixed payment; with nothing typed it is taken back, or pays what is missing. */
	put(code: string, typedMinor: number | undefined, missingGrosze: Grosze): void {
		const currency = this.currencies.value.find(each => each.code === code);
		const already = this.#parts.value.get(code);
		const parts = new Map(this.#parts.value);
		parts.delete(code);
		const isTakenBack = typedMinor === undefined && already !== undefined;
		const amountMinor = isTakenBack || currency === undefined ? 0 : (typedMinor ?? pays(currency, missingGrosze));
		this.#parts.value = amountMinor === 0 ? parts : parts.set(code, amountMinor);
	}

	clear(): void {
		this.#notes.value = new Map();
		this.#parts.value = new Map();
	}
}

function pays({rateTenThousandths}: Currency, dueGrosze: Grosze): number {
	return amountFor(dueGrosze, rateTenThousandths);
}

function tenderIn(currency: Currency | undefined, amountMinor: number): readonly Tender[] {
	if (currency === undefined || amountMinor === 0) return [];
	const foreign = {currency: currency.code, amountMinor, rateTenThousandths: currency.rateTenThousandths};
	const amountGrosze = worthOf(foreign);
	// Less than half a grosz is no payment.
	return amountGrosze === 0 ? [] : [{kind: 'cash', amountGrosze, foreign}];
}

function worth(tenders: readonly Tender[]): number {
	return tenders.reduce((sum, {amountGrosze}) => sum + amountGrosze, 0);
}
