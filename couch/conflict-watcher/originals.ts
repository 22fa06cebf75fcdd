/** The originals of entries: of each the content that the ledger of its month saw first, as far as it lives. */
import {isMonth, receiptsDatabase} from '../documents/databases.ts';
import type {Content} from './content.ts';
import type {Month} from './inspector.ts';
import {originalAmong, readLeaves} from './leaf.ts';
import {lookUp} from './ledger.ts';

/** Entries are kilobytes, and may be as many as a thousand. */
const documentCountMax = 50;

export interface Original {
	readonly entry: string;
	readonly rev: string;
	/** The receipts database it stands in. */
	readonly database: string;
	readonly content: Content;
}

/** Some at a time. What was not seen, or is undecided, is left out: whoever settles it brings it up again. */
export async function* readOriginals(
	{receipts, ledger}: Month,
	entries: readonly string[],
): AsyncGenerator<readonly Original[], void, undefined> {
	for (let start = 0; start < entries.length; start += documentCountMax) {
		const some = entries.slice(start, start + documentCountMax);
		const seen = await lookUp(ledger, some);
		const originals: Original[] = [];
		for (const {id, live} of await readLeaves(receipts, [...seen.keys()])) {
			const original = originalAmong(live, seen.get(id));
			if (original === undefined) continue;
			const {rev, content} = original;
			originals.push({entry: id, rev, database: receipts.name, content});
		}
		yield originals;
	}
}

/** Whether it stands in the database of the month that is written in it. */
export function isAtHome({database, content: {month}}: Pick<Original, 'database' | 'content'>): boolean {
	return typeof month === 'string' && isMonth(month) && receiptsDatabase(month) === database;
}
