/** What stands in the databases at given places of tills' books, whatever month it is in. */
import {parseEntryId} from '../../till/domain/chain.ts';
import type {Month} from './inspector.ts';
import type {KnownNumbers} from './known-numbers.ts';
import {type EntryLeaves, readLeaves} from './leaf.ts';
import {entriesAt, type Place} from './neighbours.ts';

/** Receipts are kilobytes. */
const documentCountMax = 200;

export interface Standing {
	readonly month: Month;
	readonly leaves: EntryLeaves;
}

export function placeKey({till, number}: Place): string {
	return `${till}:${number}`;
}

/** By `placeKey`; asked are only the months in which a number of the place is known. */
export async function readStanding(
	months: readonly Month[],
	known: KnownNumbers,
	places: readonly Place[],
): Promise<ReadonlyMap<string, readonly Standing[]>> {
	const found = new Map<string, Standing[]>();
	for (const month of months) {
		const there = places.filter(({till, number}) => known.isIn(month.month, till, number));
		const ids = await entriesAt(month.receipts, there);
		for (let start = 0; start < ids.length; start += documentCountMax) {
			for (const leaves of await readLeaves(month.receipts, ids.slice(start, start + documentCountMax))) {
				const parts = parseEntryId(leaves.id);
				if (parts === undefined || leaves.live.length === 0) continue;
				const key = placeKey({till: parts.till, number: parts.entry});
				found.set(key, [...(found.get(key) ?? []), {month, leaves}]);
			}
		}
	}
	return found;
}
