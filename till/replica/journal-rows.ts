/**
 * A job of the journal as rows: what it is made of, and how it is put together again.
 *
 *   journal        {"form":1,"sale":{…,"basket":{…,"lines":{"$rows":[41,42,57]}}}}     a job, with a long list by the numbers of its parts
 *   journalParts   41 {"line":1,…}   42 {"line":2,…}   57 {"line":3,…}                 never changed, and no number is given twice
 *
 * So a row that bears the number is the right one, wherever it is found: also on a page of a damaged file that is out of use.
 */
import {assert} from '../domain/assert.ts';

/** Shorter lists are written with the job. */
const partCountMin = 8;

/** In the place of a list: the numbers of its parts. No job has anything of that name. */
const rowsName = '$rows';

/** The text of a job. `numbersOf` is asked for each list whose parts are to have rows of their own, in the order of the text. */
export function jobText(job: unknown, numbersOf: (parts: readonly object[]) => readonly number[]): string {
	if (typeof job !== 'object' || job === null) return JSON.stringify(job);
	if (Array.isArray(job)) {
		const parts: readonly unknown[] = job;
		return hasRows(parts) ? `{"${rowsName}":[${numbersOf(parts).join()}]}` : JSON.stringify(parts);
	}
	let text = '';
	for (const [name, field] of Object.entries(job)) {
		assert(name !== rowsName, 'nothing of a job has the name that stands for rows');
		if (field !== undefined) text += `${text && ','}${JSON.stringify(name)}:${jobText(field, numbersOf)}`;
	}
	return `{${text}}`;
}

function hasRows(parts: readonly unknown[]): parts is readonly object[] {
	return parts.length >= partCountMin && parts.every(part => typeof part === 'object' && part !== null);
}

/** The parts that a job's text names. */
export function partsNamedIn(text: string): readonly number[] {
	const named: number[] = [];
	JSON.parse(text, (_name, value: unknown) => {
		if (isRows(value)) named.push(...value[rowsName]);
		return value;
	});
	return named;
}

/** The job of a text; undefined where `partOf` does not have all of its parts, as texts. */
export function jobOf(
	text: string,
	partOf: (number: number) => string | undefined,
): {readonly state: unknown} | undefined {
	if (partsNamedIn(text).some(number => partOf(number) === undefined)) return undefined;
	const parse = (number: number): unknown => JSON.parse(partOf(number) ?? '');
	return {state: JSON.parse(text, (_name, value: unknown) => (isRows(value) ? value[rowsName].map(parse) : value))};
}

function isRows(value: unknown): value is {readonly [rowsName]: readonly number[]} {
	return typeof value === 'object' && value !== null && Object.hasOwn(value, rowsName);
}
