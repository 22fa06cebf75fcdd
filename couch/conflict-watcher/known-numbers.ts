/**
 * Which entry numbers have been settled, by month and till: what tells the second entry of a number from the first one
 * without asking the server for every entry.
 *
 * A number may be in here that was not settled: it costs a question, and nothing else. One that was settled is never
 * missing, because the checkpoint that says how far a month has been read carries its numbers with it.
 */
import type {StoredCheckpoint} from '../documents/ledger.ts';
import {coveredBy, type NumberRun, NumberSet} from './number-set.ts';

/** Of one till in a checkpoint; beyond it, numbers between are taken for settled. */
const runCountMax = 32;

type StoredNumbers = StoredCheckpoint['numbers'];

export class KnownNumbers {
	readonly #byMonth = new Map<string, Map<string, NumberSet>>();

	add(month: string, till: string, number: number): void {
		this.#setOf(month, till).add(number);
	}

	has(till: string, number: number): boolean {
		for (const tills of this.#byMonth.values()) if (tills.get(till)?.has(number)) return true;
		return false;
	}

	isIn(month: string, till: string, number: number): boolean {
		return this.#byMonth.get(month)?.get(till)?.has(number) ?? false;
	}

	load(month: string, numbers: StoredNumbers): void {
		for (const [till, runs] of Object.entries(numbers)) {
			for (const [from, to] of runs) this.#setOf(month, till).addRun({from, to});
		}
	}

	/** The month is read anew. */
	forget(month: string): void {
		this.#byMonth.delete(month);
	}

	stored(month: string): StoredNumbers {
		const tills = this.#byMonth.get(month) ?? new Map<string, NumberSet>();
		const entries = [...tills].map(([till, set]) => [till, coveredBy(set.runs(), runCountMax).map(pairOf)] as const);
		return Object.fromEntries(entries);
	}

	#setOf(month: string, till: string): NumberSet {
		const tills = this.#byMonth.get(month) ?? new Map<string, NumberSet>();
		this.#byMonth.set(month, tills);
		const set = tills.get(till) ?? new NumberSet();
		tills.set(till, set);
		return set;
	}
}

function pairOf({from, to}: NumberRun): [number, number] {
	return [from, to];
}
