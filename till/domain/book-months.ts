/**
 * Which months of its book a till may drop.
 *
 * M1  As many of the newest months as its profile says are kept, and at least the one the chain ends in. Months are
 *     counted as the book has them: a clock that is wrong drops nothing.
 * M2  A month goes only when its last entry is its seal, the server holds an entry past that seal, and nothing of the
 *     month waits or is refused.
 * M3  Months go oldest first, so that what is gone is always the beginning of the book.
 */
import {assert} from './assert.ts';
import type {EntryType} from './entry.ts';

/** Where a till's profile does not say. */
export const monthsKeptUsual = 3;

/** A month of the book that has entries. */
export interface BookMonth {
	readonly month: string;
	/** Number of its first entry that is there. */
	readonly first: number;
	readonly last: {readonly entry: number; readonly type: EntryType};
	/** How many of its entries the server has not taken: they wait, or were refused. */
	readonly openCount: number;
}

/** Of all months of a book, oldest first; `heldEntry` is the last entry up to which the server holds every one. */
export function monthsToDrop(
	months: readonly BookMonth[],
	{keptCount, heldEntry}: {readonly keptCount: number; readonly heldEntry: number},
): readonly BookMonth[] {
	assert(Number.isInteger(keptCount) && keptCount >= 1, `a till keeps at least one month, not ${keptCount}`);
	const older = months.slice(0, -keptCount);
	const stays = older.findIndex(
		({last, openCount}) => last.type !== 'seal' || heldEntry <= last.entry || openCount > 0,
	);
	return stays === -1 ? older : older.slice(0, stays);
}
