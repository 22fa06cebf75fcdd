/**
 * The journal in `state.sqlite`: the latest state of every unfinished sale, in the order in which they began.
 *
 * A sale is written at every step of it, and a step changes little of it: of a full basket one scan puts two or three rows
 * on the disk (`journal-rows.ts`). What belongs to a step is written in one transaction; rows that no sale names any more are
 * removed when one that has such rows is done.
 */
import type {Change, Sqlite} from '../../couch/store/sqlite.ts';
import {assert} from '../domain/assert.ts';
import {jobOf, jobText, partsNamedIn} from './journal-rows.ts';
import type {Journal} from './replica.ts';

const putJob =
	'INSERT INTO journal (saleId, state) VALUES (?, ?) ON CONFLICT (saleId) DO UPDATE SET state = excluded.state';
const removeJob = 'DELETE FROM journal WHERE saleId = ?';
/** But for the last one, by which the next start knows which numbers were given. */
const removeParts =
	'DELETE FROM journalParts WHERE number < (SELECT MAX(number) FROM journalParts) AND number NOT IN (SELECT value FROM json_each(?))';

/** A list of a job, as it was last written. */
interface NumberedList {
	readonly parts: readonly object[];
	/** At the same places. */
	readonly numbers: readonly number[];
}

interface WrittenParts {
	/** In the order of the text; none of a job that an earlier run of the till wrote. */
	readonly lists: readonly NumberedList[];
	/** Of all rows that the job names. */
	readonly numbers: readonly number[];
}

type State = Pick<Sqlite, 'runAll' | 'runAllSoon' | 'all'>;

export function openJournal(state: State): StateJournal {
	return new StateJournal(state);
}

export class StateJournal implements Journal {
	readonly #state: State;
	/** By unfinished sale. */
	readonly #written = new Map<string, WrittenParts>();
	#lastNumber: number;

	constructor(state: State) {
		this.#state = state;
		for (const {saleId, text} of this.#jobs()) this.#written.set(saleId, {lists: [], numbers: partsNamedIn(text)});
		const [last] = state.all('SELECT MAX(number) AS number FROM journalParts');
		this.#lastNumber = Number(last?.['number'] ?? 0);
	}

	write(saleId: string, job: unknown): void {
		this.#write(saleId, job, changes => this.#state.runAll(changes));
	}

	writeSoon(saleId: string, job: unknown): ReturnType<Journal['writeSoon']> {
		return this.#write(saleId, job, changes => this.#state.runAllSoon(changes));
	}

	done(saleId: string): void {
		const others = [...this.#written].filter(([other]) => other !== saleId);
		const named = others.flatMap(([, {numbers}]) => numbers);
		const hadParts = (this.#written.get(saleId)?.numbers.length ?? 0) > 0;
		this.#state.runAll([
			{sql: removeJob, args: [saleId]},
			...(hadParts ? [{sql: removeParts, args: [JSON.stringify(named)]}] : []),
		]);
		this.#written.delete(saleId);
	}

	unfinished(): ReturnType<Journal['unfinished']> {
		return this.#wholeJobs().map(({saleId, job}) => {
			assert(job !== undefined, `the journal has all of sale ${saleId}`);
			return {saleId, state: job.state};
		});
	}

	/** Sales of which parts are missing; none, unless the file is damaged. */
	tornSales(): readonly string[] {
		return this.#wholeJobs().flatMap(({saleId, job}) => (job === undefined ? saleId : []));
	}

	#wholeJobs() {
		const rows = this.#state.all('SELECT number, state FROM journalParts');
		const parts = new Map(rows.map(row => [Number(row['number']), String(row['state'])]));
		return this.#jobs().map(({saleId, text}) => ({saleId, job: jobOf(text, number => parts.get(number))}));
	}

	#jobs(): readonly {readonly saleId: string; readonly text: string}[] {
		return this.#state
			.all('SELECT saleId, state FROM journal ORDER BY began')
			.map(row => ({saleId: String(row['saleId']), text: String(row['state'])}));
	}

	/** Throws as `run` does, and then all is as it was. */
	#write<Value>(saleId: string, state: unknown, run: (changes: readonly Change[]) => Value): Value {
		const former = this.#written.get(saleId)?.lists ?? [];
		const lists: NumberedList[] = [];
		const rows: (number | string)[] = [];
		const numberOfNew = (part: object): number => {
			this.#lastNumber += 1;
			rows.push(this.#lastNumber, JSON.stringify(part));
			return this.#lastNumber;
		};
		const text = jobText(state, parts => {
			const numbers = numbered(parts, former[lists.length], numberOfNew);
			lists.push({parts, numbers});
			return numbers;
		});
		const job = {sql: putJob, args: [saleId, text]};
		const value = run(rows.length === 0 ? [job] : [{sql: putParts(rows.length / 2), args: rows}, job]);
		this.#written.set(saleId, {lists, numbers: lists.flatMap(({numbers}) => numbers)});
		return value;
	}
}

function putParts(count: number): string {
	return `INSERT INTO journalParts (number, state) VALUES ${Array<string>(count).fill('(?, ?)').join()}`;
}

/** Parts are never changed but replaced, and mostly stay where they are: hardly any step has to look for them. */
function numbered(
	parts: readonly object[],
	former: NumberedList | undefined,
	numberOfNew: (part: object) => number,
): readonly number[] {
	let known: ReadonlyMap<object, number> | undefined;
	return parts.map((part, place) => {
		if (former === undefined) return numberOfNew(part);
		if (former.parts[place] === part) return former.numbers[place] ?? numberOfNew(part);
		known ??= new Map(former.parts.map((other, at) => [other, former.numbers[at] ?? 0]));
		return known.get(part) ?? numberOfNew(part);
	});
}
