/** The entries around an entry: those that come next in its chain, wherever their month is. */
import {entryNumberText} from '../../till/domain/chain.ts';
import {entryTypes} from '../../till/domain/entry.ts';
import type {CouchDatabase} from '../server.ts';

export interface Place {
	readonly till: string;
	readonly number: number;
}

/** How many tills are asked for in one request. */
const tillCountPerRequest = 25;
/** A month of one till may be tens of thousands. */
const idCountPerRange = 5000;
const rangeCountPerRequest = 200;

/** What the entries after this one say in `previous`: the digest of the content they were chained to. */
export async function namedByNext(
	databases: readonly CouchDatabase[],
	{till, number}: Place,
): Promise<ReadonlySet<string>> {
	const named = new Set<string>();
	for (const database of databases) {
		for (const type of entryTypes) {
			const from = `${type}:${till}:${entryNumberText(number + 1)}:`;
			for (const {doc} of await database.range({from, to: `${from}\ufff0`, includeDocs: true})) {
				const previous = doc?.['previous'];
				if (typeof previous === 'string') named.add(previous);
			}
		}
	}
	return named;
}

/** Ids of entries with numbers above these, in a month, in no order, some thousands at a time. */
export async function* entriesAfter(
	database: CouchDatabase,
	places: readonly Place[],
): AsyncGenerator<readonly string[], void, undefined> {
	for (let start = 0; start < places.length; start += tillCountPerRequest) {
		let ranges = places.slice(start, start + tillCountPerRequest).flatMap(({till, number}) =>
			entryTypes.map(type => ({
				from: `${type}:${till}:${entryNumberText(number + 1)}:`,
				to: `${type}:${till}:\ufff0`,
			})),
		);
		while (ranges.length > 0) {
			const found = await database.idsIn(ranges, {limit: idCountPerRange});
			yield found.flat();
			ranges = ranges.flatMap(({to}, index) => {
				const ids = found[index] ?? [];
				const last = ids.at(-1);
				return last === undefined || ids.length < idCountPerRange ? [] : [{from: `${last}\u0000`, to}];
			});
		}
	}
}

/** Ids of the entries at these places, in a month. */
export async function entriesAt(database: CouchDatabase, places: readonly Place[]): Promise<readonly string[]> {
	return entriesWithin(database, runsOf(places));
}

export interface Span {
	readonly till: string;
	readonly from: number;
	readonly to: number;
}

/** Ids of the entries within these spans of books, in a month. */
export async function entriesWithin(database: CouchDatabase, spans: readonly Span[]): Promise<readonly string[]> {
	const ranges = spans.flatMap(({till, from, to}) =>
		entryTypes.map(type => ({
			from: `${type}:${till}:${entryNumberText(from)}:`,
			to: `${type}:${till}:${entryNumberText(to)}:\ufff0`,
		})),
	);
	const ids: string[] = [];
	for (let start = 0; start < ranges.length; start += rangeCountPerRequest) {
		ids.push(...(await database.idsIn(ranges.slice(start, start + rangeCountPerRequest))).flat());
	}
	return ids;
}

/** Neighbouring numbers of a till are one question. */
function runsOf(places: readonly Place[]): readonly Span[] {
	const runs: {readonly till: string; readonly from: number; to: number}[] = [];
	const sorted = [...places].sort(
		(left, right) => (left.till < right.till ? -1 : Number(left.till > right.till)) || left.number - right.number,
	);
	for (const {till, number} of sorted) {
		const last = runs.at(-1);
		if (last?.till === till && number <= last.to + 1) last.to = number;
		else runs.push({till, from: number, to: number});
	}
	return runs;
}
