/** What stands in the databases at given places of tills' books, whatever month it is in. */
import {parseEntryId} from '../../till/domain/chain.ts';
import {entryTypes} from '../../till/domain/entry.ts';
import type {Month} from './inspector.ts';
import type {KnownNumbers} from './known-numbers.ts';
import {type EntryLeaves, readLeaves} from './leaf.ts';
import {numberText, type Place} from './neighbours.ts';

/** In one request; the answer has the ids of a run of numbers for each. */
const rangeCountMax = 200;
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
		const ids = await idsAt(month, there);
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

async function idsAt({receipts}: Month, places: readonly Place[]): Promise<readonly string[]> {
	const ranges = runsOf(places).flatMap(({till, from, to}) =>
		entryTypes.map(type => ({
			from: `${type}:${till}:${numberText(from)}:`,
			to: `${type}:${till}:${numberText(to)}:\ufff0`,
		})),
	);
	const ids: string[] = [];
	for (let start = 0; start < ranges.length; start += rangeCountMax) {
		ids.push(...(await receipts.idsIn(ranges.slice(start, start + rangeCountMax))).flat());
	}
	return ids;
}

interface Run {
	readonly till: string;
	readonly from: number;
	to: number;
}

/** Neighbouring numbers of a till are one question. */
function runsOf(places: readonly Place[]): readonly Run[] {
	const runs: Run[] = [];
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
