/** The return screen's own state: where the receipt is looked for, and what is typed and chosen before the till hears of it. */
import {type ReadonlySignal, signal} from '@preact/signals';
import type {Command} from '../../api/commands.ts';
import type {ReturnLineView, ReturnScreen} from '../../api/return-view.ts';
import type {TenderKind} from '../../domain/entry.ts';
import type {RefundWay, RefundWays} from '../../domain/refund-ways.ts';
import {type ReturnReason, registerOf} from '../../domain/return-reasons.ts';
import {dayAfter} from '../format.ts';
import {EntryLine, entryPatterns} from './entry-line.ts';
import {Pages} from './pages.ts';

export class ReturnDesk {
	readonly number = new EntryLine(entryPatterns.slipNumber);
	readonly quantity = new EntryLine(entryPatterns.grams);
	readonly pages = new Pages();
	readonly tillPages = new Pages();
	readonly #send: (command: Command) => void;
	readonly #till = signal('');
	readonly #day = signal('');
	readonly #line = signal<number | undefined>(undefined);
	readonly #reason = signal<ReturnReason | undefined>(undefined);
	readonly #kind = signal<TenderKind | undefined>(undefined);
	#lastDay = '';

	constructor(send: (command: Command) => void) {
		this.#send = send;
	}

	get till(): ReadonlySignal<string> {
		return this.#till;
	}
	get day(): ReadonlySignal<string> {
		return this.#day;
	}
	/** The line whose quantity is typed. */
	get line(): ReadonlySignal<number | undefined> {
		return this.#line;
	}
	get reason(): ReadonlySignal<ReturnReason | undefined> {
		return this.#reason;
	}
	/** What may be chosen from, and which of it is: the first one until another is touched. */
	way(ways: RefundWays): {readonly offered: readonly RefundWay[]; readonly chosen: RefundWay | undefined} {
		const reason = this.#reason.value;
		const offered = ways[reason === undefined ? 'returns' : registerOf(reason)];
		return {offered, chosen: offered.find(({kind}) => kind === this.#kind.value) ?? offered[0]};
	}

	/** Begins with this till and today. */
	reset({till, businessDay}: Pick<ReturnScreen, 'till' | 'businessDay'>): void {
		this.#lastDay = businessDay;
		this.#till.value = till;
		this.#day.value = businessDay;
		this.number.clear();
		this.tillPages.first();
		this.beginChoosing();
	}

	/** Another receipt: nothing of the one before is chosen. */
	beginChoosing(): void {
		this.#line.value = undefined;
		this.#reason.value = undefined;
		this.#kind.value = undefined;
		this.quantity.clear();
		this.pages.first();
	}

	/** No receipt is of a day to come. */
	moveDay(days: number): void {
		const day = dayAfter(this.#day.value, days);
		if (day <= this.#lastDay) this.#day.value = day;
	}

	chooseTill(till: string): void {
		this.#till.value = till;
	}

	find(): void {
		const fiscalNumber = Number(this.number.text.value);
		if (fiscalNumber > 0) this.#send({do: 'find-receipt', till: this.#till.value, day: this.#day.value, fiscalNumber});
	}

	/** All of a line that is left comes back, or none of it after all. */
	touch({line, left, chosen}: ReturnLineView, unit: ReturnLineView['unit']): void {
		this.quantity.clear();
		this.#line.value = chosen === 0 ? line : undefined;
		this.#choose(line, unit, chosen === 0 ? left : 0);
	}

	/** So much of the line that was touched last. */
	takeQuantity(unit: ReturnLineView['unit']): void {
		const line = this.#line.value;
		const amount = Number(this.quantity.take());
		if (line !== undefined && amount > 0) this.#choose(line, unit, amount);
	}

	/** With the reason it is said which register of the office it belongs to. */
	chooseReason(reason: ReturnReason): void {
		const before = this.#reason.value;
		if (before === undefined || registerOf(before) !== registerOf(reason)) this.#kind.value = undefined;
		this.#reason.value = reason;
	}

	chooseKind(kind: TenderKind): void {
		this.#kind.value = kind;
	}

	/** What is written into the book as the reason is what the key said. */
	give(ways: RefundWays, words: Readonly<Record<ReturnReason, string>>): void {
		const reason = this.#reason.value;
		const {chosen} = this.way(ways);
		if (reason === undefined || chosen === undefined) return;
		this.#send({do: 'give-back', kind: chosen.kind, reason: words[reason], register: registerOf(reason)});
	}

	#choose(line: number, unit: ReturnLineView['unit'], amount: number): void {
		this.#send({do: 'return-line', line, ...(unit === 'szt' ? {pieces: amount} : {weightGrams: amount})});
	}
}
