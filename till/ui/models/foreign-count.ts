/** How much of each currency beside złoty was counted at the end of a shift: typed whole, in hundredths of its unit. */
import {computed, type ReadonlySignal, signal} from '@preact/signals';
import type {ForeignSum} from '../../domain/shift.ts';
import {readAmount} from '../format.ts';
import {EntryLine, entryPatterns} from './entry-line.ts';

export class ForeignCount {
	readonly amount = new EntryLine(entryPatterns.amount);
	readonly #code = signal<string | undefined>(undefined);
	readonly #amounts = signal<ReadonlyMap<string, number>>(new Map());

	/** The currency whose amount is typed. */
	get code(): ReadonlySignal<string | undefined> {
		return this.#code;
	}

	/** What was counted, with the amount that is being typed. */
	readonly counted: ReadonlySignal<readonly ForeignSum[]> = computed(() => {
		const typed = this.#typed();
		const amounts = new Map([...this.#amounts.value, ...typed]);
		return [...amounts].flatMap(([currency, amountMinor]) => (amountMinor === 0 ? [] : [{currency, amountMinor}]));
	});

	amountOf(code: string): number {
		return this.counted.value.find(({currency}) => currency === code)?.amountMinor ?? 0;
	}

	/** What was typed so far is of the currency before; undefined: something else is counted. */
	choose(code: string | undefined): void {
		this.#amounts.value = new Map([...this.#amounts.value, ...this.#typed()]);
		this.amount.clear();
		this.#code.value = code;
	}

	/** None of this currency. */
	clearCurrency(): void {
		this.amount.clear();
		const amounts = new Map(this.#amounts.value);
		amounts.delete(this.#code.value ?? '');
		this.#amounts.value = amounts;
	}

	reset(): void {
		this.#code.value = undefined;
		this.#amounts.value = new Map();
		this.amount.clear();
	}

	#typed(): readonly (readonly [string, number])[] {
		const code = this.#code.value;
		const amountMinor = readAmount(this.amount.text.value);
		return code === undefined || amountMinor === undefined ? [] : [[code, amountMinor]];
	}
}
