/** The entries around an entry: those that come next in its chain, wherever their month is. */
import {entryTypes} from '../../till/domain/entry.ts';
import type {CouchDatabase} from '../server.ts';

export interface Place {
	readonly till: string;
	readonly number: number;
}

/** How many tills are asked for in one request: what comes back may be a whole month's ids. */
const tillCountPerRequest = 25;

export function numberText(number: number): string {
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

/** Ids of entries with numbers above these, in a month, in no order. */
export async function entriesAfter(database: CouchDatabase, places: readonly Place[]): Promise<readonly string[]> {
	const ids: string[] = [];
	for (let start = 0; start < places.length; start += tillCountPerRequest) {
		const ranges = places.slice(start, start + tillCountPerRequest).flatMap(({till, number}) =>
			entryTypes.map(type => ({
				from: `${type}:${till}:${numberText(number + 1)}:`,
				to: `${type}:${till}:\ufff0`,
			})),
		);
		ids.push(...(await database.idsIn(ranges)).flat());
	}
	return ids;
}
