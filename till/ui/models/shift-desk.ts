/** The shift screen's own state: what the cashier is about, the amount so far, and what was counted. */
import {computed, type ReadonlySignal, signal} from '@preact/signals';
import type {Command} from '../../api/commands.ts';
import {type CountedCash, cashGrosze} from '../../domain/entry.ts';
import {grosze, zeroGrosze} from '../../domain/money.ts';
import {valueOfCash} from '../../domain/shift.ts';
import {readAmount} from '../format.ts';
import {EntryLine, entryPatterns} from './entry-line.ts';
import {ForeignCount} from './foreign-count.ts';

export type CashKind = CountedCash['valueGrosze'];
/** `choosing`: nothing is being done yet; where no shift runs, its float is typed as a sum. */
export type ShiftTask = 'choosing' | 'in' | 'out' | 'counting';

export class ShiftDesk {
	readonly amount = new EntryLine(entryPatterns.amount);
	readonly count = new EntryLine(entryPatterns.pieces);
	readonly foreign = new ForeignCount();
	readonly #send: (command: Command) => void;
	readonly #task = signal<ShiftTask>('choosing');
	readonly #reason = signal<string | undefined>(undefined);
	readonly #kind = signal<CashKind | undefined>(undefined);
	readonly #counts = signal<ReadonlyMap<CashKind, number>>(new Map());

	constructor(send: (command: Command) => void) {
		this.#send = send;
	}

	get task(): ReadonlySignal<ShiftTask> {
		return this.#task;
	}
	get reason(): ReadonlySignal<string | undefined> {
		return this.#reason;
	}
	/** The note or coin whose number is typed. */
	get kind(): ReadonlySignal<CashKind | undefined> {
		return this.#kind;
	}

	readonly amountGrosze: ReadonlySignal<number | undefined> = computed(() => readAmount(this.amount.text.value));

	/** What was counted, with the number that is being typed. */
	readonly counted: ReadonlySignal<readonly CountedCash[]> = computed(() =>
		cashGrosze.flatMap(valueGrosze => {
			const count = this.countOf(valueGrosze);
			return count === 0 ? [] : [{valueGrosze, count}];
		}),
	);
	readonly countedGrosze = computed(() =>
		this.counted.value.length === 0 ? zeroGrosze : valueOfCash(this.counted.value),
	);

	countOf(kind: CashKind): number {
		const typed = this.count.text.value;
		return kind === this.#kind.value && typed !== '' ? Number(typed) : (this.#counts.value.get(kind) ?? 0);
	}

	reset(): void {
		this.turnTo('choosing');
	}

	turnTo(task: ShiftTask): void {
		this.#task.value = task;
		this.#reason.value = undefined;
		this.#kind.value = undefined;
		this.#counts.value = new Map();
		this.foreign.reset();
		this.amount.clear();
		this.count.clear();
	}

	chooseReason(reason: string): void {
		this.#reason.value = reason;
	}

	/** What was typed so far is of the kind before. */
	chooseKind(kind: CashKind): void {
		this.#keepTyped();
		this.foreign.choose(undefined);
		this.#kind.value = kind;
	}

	chooseCurrency(code: string): void {
		this.#keepTyped();
		this.#kind.value = undefined;
		this.foreign.choose(code);
	}

	/** None of this kind. */
	clearKind(): void {
		this.count.clear();
		const kind = this.#kind.value;
		if (kind === undefined) return;
		const counts = new Map(this.#counts.value);
		counts.delete(kind);
		this.#counts.value = counts;
	}

	open(): void {
		const floatGrosze = this.amountGrosze.value;
		if (floatGrosze !== undefined) this.#send({do: 'open-shift', floatGrosze});
		this.turnTo('choosing');
	}

	/** With a float that was counted as the drawer is at the end. */
	openCounted(): void {
		this.#send({do: 'open-shift', floatGrosze: this.countedGrosze.value, counted: this.counted.value});
		this.turnTo('choosing');
	}

	move(direction: 'in' | 'out'): void {
		const amountGrosze = this.amountGrosze.value;
		const reason = this.#reason.value;
		if (amountGrosze === undefined || amountGrosze === 0 || reason === undefined) return;
		this.#send({do: 'move-cash', direction, amountGrosze: grosze(amountGrosze), reason});
		this.turnTo('choosing');
	}

	close(): void {
		const foreign = this.foreign.counted.value;
		this.#send({do: 'close-shift', counted: this.counted.value, ...(foreign.length > 0 && {foreign})});
		this.turnTo('choosing');
	}

	#keepTyped(): void {
		const kind = this.#kind.value;
		if (kind !== undefined && this.count.text.value !== '')
			this.#counts.value = new Map(this.#counts.value).set(kind, this.countOf(kind));
		this.count.clear();
	}
}
