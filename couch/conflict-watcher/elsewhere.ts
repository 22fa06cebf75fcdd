/** The contents of an entry that stands in more than one month, the original first. */
import type {Content} from './content.ts';
import type {Month} from './inspector.ts';
import {leafOf} from './leaf.ts';
import {lookUp} from './ledger.ts';
import {isAtHome} from './originals.ts';
import type {Side} from './reports.ts';

/** Whoever asks gets the same order: the one in its own month is the original, then the one that was seen first. */
export async function sidesOfTwoMonths(entry: string, months: readonly Month[]): Promise<readonly Side[]> {
	const sides: {readonly side: Side; readonly rank: string}[] = [];
	for (const month of months) {
		const seen = (await lookUp(month.ledger, [entry])).get(entry);
		// Undecided there: it is looked at again when it is decided.
		if (seen === undefined) continue;
		const {name: database} = month.receipts;
		const content = await contentUnder(month, entry, seen.rev);
		const isHome = content !== null && isAtHome({database, content});
		sides.push({
			side: {rev: seen.rev, database, content},
			rank: `${isHome ? 0 : 1} ${seen.seenAt} ${database}`,
		});
	}
	return sides.sort((left, right) => (left.rank < right.rank ? -1 : 1)).map(({side}) => side);
}

/** Also of a revision that lives no more, until it is compacted away. */
export async function contentUnder({receipts}: Month, entry: string, rev: string): Promise<Content | null> {
	const document = await receipts.get(entry, {rev});
	return document === undefined ? null : leafOf(document).content;
}
