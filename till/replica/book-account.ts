/**
 * What `state.sqlite` knows of the book, so that the loss of a month's file is noticed and no number is given twice.
 *
 *   head     number, digest and month of the last entry, noted after it was stored
 *   months   the first entry of every month that has a file, noted before it is stored
 *   holes    numbers that are known to be lost
 *   dropping the month up to which the files are being removed, from before the first goes until after the last has
 *
 * The head is noted without a sync of its own: it survives the end of the process, and after a power cut it is at most
 * a few entries behind, which the entries themselves make good.
 */
import type {Sqlite} from '../../couch/store/sqlite.ts';
import type {ChainHead} from '../domain/entry.ts';
import {type EntryRange, isIn, numbersIn, rangesOf} from '../domain/entry-range.ts';
import {forgetFact, readFact, writeFact, writeFactUnsynced} from './state-file.ts';

export class BookAccount {
	readonly #state: Sqlite;
	readonly #months: Map<string, number>;
	#holes: readonly EntryRange[];

	constructor(state: Sqlite) {
		this.#state = state;
		this.#months = new Map(Object.entries(readFact<Record<string, number>>(state, 'months') ?? {}));
		this.#holes = readFact(state, 'holes') ?? [];
	}

	get head(): ChainHead | undefined {
		return readFact(this.#state, 'head');
	}

	get holes(): readonly EntryRange[] {
		return this.#holes;
	}

	/** Oldest first. */
	get months(): readonly string[] {
		return [...this.#months.keys()].sort();
	}

	firstOf(month: string): number | undefined {
		return this.#months.get(month);
	}

	/** Numbers that have to be in a month's file; the newest month goes on to `end`. */
	expected(month: string, end: number): readonly number[] {
		const first = this.#months.get(month);
		if (first === undefined) return [];
		const next = this.months.find(later => later > month);
		const to = next === undefined ? end : (this.#months.get(next) ?? 0) - 1;
		return [...numbersIn([{from: first, to}])].filter(number => !isIn(this.#holes, number));
	}

	noteHead(head: ChainHead): void {
		writeFactUnsynced(this.#state, 'head', head);
	}

	/** The next entry is of this month. A later month was only meant to begin when a kill came: it has no entry. */
	beginMonth(month: string, first: number): void {
		const later = this.months.filter(known => known > month);
		if (later.length === 0) return this.noteMonth(month, first);
		for (const known of later) this.#months.delete(known);
		if (!this.#months.has(month)) this.#months.set(month, first);
		this.#writeMonths();
	}

	noteMonth(month: string, first: number): void {
		if (this.#months.has(month)) return;
		this.#months.set(month, first);
		this.#writeMonths();
	}

	/** Months before the first that the book still knows were dropped. */
	isDropped(month: string): boolean {
		const [oldest] = this.months;
		return oldest !== undefined && month < oldest;
	}

	get dropping(): string | undefined {
		return readFact(this.#state, 'dropping');
	}

	/** The months up to this one are no longer the till's; their files may still be there. */
	noteDropping(through: string): void {
		writeFact(this.#state, 'dropping', through);
		for (const month of this.months) if (month <= through) this.#months.delete(month);
		this.#writeMonths();
	}

	noteDropped(): void {
		forgetFact(this.#state, 'dropping');
	}

	noteHoles(numbers: Iterable<number>): void {
		const holes = rangesOf([...numbersIn(this.#holes), ...numbers]);
		if (holes.length === 0) return;
		this.#holes = holes;
		writeFact(this.#state, 'holes', holes);
	}

	#writeMonths(): void {
		writeFact(this.#state, 'months', Object.fromEntries(this.#months));
	}
}
