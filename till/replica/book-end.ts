/** Where the chain ends when entries of it are lost, and how a gap in it is told. */
import {noDigest} from '../domain/chain.ts';
import type {Damage} from '../domain/damage.ts';
import type {ChainHead} from '../domain/entry.ts';
import {type EntryRange, numbersIn} from '../domain/entry-range.ts';
import type {BookAccount} from './book-account.ts';
import type {DamageLog} from './damage-log.ts';
import {monthFile} from './mend-book.ts';
import type {StoredEntry} from './replica.ts';

/** An entry of the book itself, unless more is known; of an entry that only its mark knows there is no digest. */
export function endOfChain(
	last: StoredEntry | undefined,
	{noted, marked}: {readonly noted: ChainHead | undefined; readonly marked: number},
): ChainHead {
	const stored = headAt(last);
	const known = noted !== undefined && noted.entry >= stored.entry ? noted : stored;
	return marked > known.entry ? {...known, entry: marked, digest: noDigest} : known;
}

function headAt(last: StoredEntry | undefined): ChainHead {
	if (last === undefined) return {entry: 0, digest: noDigest};
	// The stored digest is what the next entry has to name; content that was altered since is the watcher's business.
	return {entry: last.entry, digest: String(last.document['digest']), month: last.month};
}

/** Behind the end of the book there were entries, and after them it goes on. */
export function noteGap(
	{account, log, now}: {readonly account: BookAccount; readonly log: DamageLog; readonly now: () => string},
	{
		month,
		lost,
		...found
	}: Pick<Damage, 'kind' | 'detail' | 'unsentCount'> & {
		readonly month: string | undefined;
		readonly lost: EntryRange;
	},
): void {
	const file = month === undefined ? 'receipts' : monthFile(month);
	const counts = {salvagedCount: 0, lostCount: lost.to - lost.from + 1};
	log.add({...found, file, foundAt: now(), ...counts, lost: [lost]});
	account.noteHoles(numbersIn([lost]));
}
