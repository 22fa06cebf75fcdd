/**
 * Vouchers at the payment, where the shop tells kinds apart: the whole amount in one kind, or parts of a mixed payment.
 *
 * A voucher goes as it was shown, with its name and what it is for: the till refuses another one.
 */
import {computed, type ReadonlySignal, signal} from '@preact/signals';
import type {VoucherKind} from '../../domain/catalogue.ts';
import type {Tender} from '../../domain/entry.ts';
import {grosze} from '../../domain/money.ts';

export class VoucherPayment {
	/** None where the shop knows one sort of voucher, without a name. */
	readonly kinds: ReadonlySignal<readonly VoucherKind[]>;
	readonly #chosen = signal<string | undefined>(undefined);
	/** Of a mixed payment, by kind. */
	readonly #parts = signal<ReadonlyMap<string, number>>(new Map());

	constructor(kinds: ReadonlySignal<readonly VoucherKind[]>) {
		this.kinds = kinds;
	}

	/** The first of the shop's, until another one is touched. */
	readonly kind: ReadonlySignal<VoucherKind | undefined> = computed(
		() => this.kinds.value.find(({id}) => id === this.#chosen.value) ?? this.kinds.value[0],
	);

	readonly partTenders: ReadonlySignal<readonly Tender[]> = computed(() => {
		const parts = this.kinds.value.flatMap(kind => voucherTender(kind, this.#parts.value.get(kind.id) ?? 0));
		return [...parts.filter(({voucher}) => isForFood(voucher)), ...parts.filter(({voucher}) => !isForFood(voucher))];
	});

	readonly partsGrosze: ReadonlySignal<number> = computed(() => worth(this.partTenders.value));

	partOf(id: string): number | undefined {
		return this.#parts.value.get(id);
	}

	/** What the other kinds of a mixed payment come to. */
	othersGrosze(id: string, {forFood}: {readonly forFood: boolean}): number {
		return worth(this.partTenders.value.filter(({voucher}) => voucher?.id !== id && (!forFood || isForFood(voucher))));
	}

	choose(id: string | undefined): void {
		this.#chosen.value = id;
	}

	/** A part of a mixed payment; nothing takes it away. */
	put(id: string, amountGrosze: number): void {
		const parts = new Map(this.#parts.value);
		parts.delete(id);
		this.#parts.value = amountGrosze === 0 ? parts : parts.set(id, amountGrosze);
	}

	clear(): void {
		this.#parts.value = new Map();
	}
}

export function voucherTender(kind: VoucherKind | undefined, amountGrosze: number): readonly Tender[] {
	if (amountGrosze === 0) return [];
	return [{kind: 'voucher', amountGrosze: grosze(amountGrosze), ...(kind !== undefined && {voucher: kind})}];
}

function isForFood(kind: VoucherKind | undefined): boolean {
	return kind?.food === true;
}

function worth(tenders: readonly Tender[]): number {
	return tenders.reduce((sum, {amountGrosze}) => sum + amountGrosze, 0);
}
