/** A discount as the cashier is typing it: a percent or an amount, and why. Nothing typed, or 0, takes it back. */
import {computed, type ReadonlySignal, signal} from '@preact/signals';
import type {Command} from '../../api/commands.ts';
import {readAmount} from '../format.ts';
import {EntryLine, entryPatterns} from './entry-line.ts';

export const discountKinds = ['percent', 'amount'] as const;
export type DiscountKind = (typeof discountKinds)[number];

const percentMax = 99;

export class DiscountEntry {
	readonly #lines = {percent: new EntryLine(entryPatterns.pieces), amount: new EntryLine(entryPatterns.amount)};
	readonly #kind = signal<DiscountKind>('percent');
	readonly #reason = signal<string | undefined>(undefined);

	get kind(): ReadonlySignal<DiscountKind> {
		return this.#kind;
	}
	get reason(): ReadonlySignal<string | undefined> {
		return this.#reason;
	}
	/** Where digits go. */
	get line(): EntryLine {
		return this.#lines[this.#kind.value];
	}

	/** Whole percents, or grosze. */
	readonly size: ReadonlySignal<number> = computed(() => {
		const typed = this.line.text.value;
		return this.#kind.value === 'percent' ? Number(typed) : (readAmount(typed) ?? 0);
	});

	/** Whoever gives one says why; whoever takes it back need not. */
	readonly isReady: ReadonlySignal<boolean> = computed(() => {
		if (this.size.value === 0) return true;
		return this.#reason.value !== undefined && (this.#kind.value === 'amount' || this.size.value <= percentMax);
	});

	reset(): void {
		this.choose('percent');
		this.#reason.value = undefined;
	}

	choose(kind: DiscountKind): void {
		for (const line of Object.values(this.#lines)) line.clear();
		this.#kind.value = kind;
	}

	chooseReason(reason: string): void {
		this.#reason.value = reason;
	}

	/** On a line, or on the whole receipt. */
	command(line: number | undefined): Command {
		const size = this.size.value;
		const on = line === undefined ? {} : {line};
		if (size === 0) return {do: 'discount', percentHundredths: 0, ...on};
		const reason = this.#reason.value;
		const why = {...on, ...(reason !== undefined && {reason})};
		return this.#kind.value === 'percent'
			? {do: 'discount', percentHundredths: size * 100, ...why}
			: {do: 'discount-amount', amountGrosze: size, ...why};
	}
}
