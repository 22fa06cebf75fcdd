/** The entries around an entry: those that come next in its chain, wherever their month is. */
import {entryTypes} from '../../till/domain/entry.ts';
import type {CouchDatabase} from '../server.ts';

export interface Place {
	readonly till: string;
	readonly number: number;
}

function numberText(number: number): string {
	return String(number).padStart(8, '0');
}

/** What the entries after this one say in `previous`: the digest of the content they were chained to. */
export async function namedByNext(
	databases: readonly CouchDatabase[],
	{till, number}: Place,
): Promise<ReadonlySet<string>> {
	const named = new Set<string>();
	for (const database of databases) {
		for (const type of entryTypes) {
			const from = `${type}:${till}:${numberText(number + 1)}:`;
			for (const {doc} of await database.range({from, to: `${from}\ufff0`, includeDocs: true})) {
				const previous = doc?.['previous'];
				if (typeof previous === 'string') named.add(previous);
			}
		}
	}
	return named;
}

/** Ids of a till's entries with numbers above one, in a month. */
export async function entriesAfter(database: CouchDatabase, {till, number}: Place): Promise<readonly string[]> {
	const ids: string[] = [];
	for (const type of entryTypes) {
		const from = `${type}:${till}:${numberText(number + 1)}:`;
		const rows = await database.range({from, to: `${type}:${till}:\ufff0`});
		ids.push(...rows.map(({id}) => id));
	}
	return ids;
}
