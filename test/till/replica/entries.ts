/** Entries as a till would seal them, one after the other. */
import {digestOf, entryId} from '../../../till/domain/chain.ts';
import type {ChainHead, EntryType, Sealed, TillEvent} from '../../../till/domain/entry.ts';
import {sha256} from '../../../till/replica/sha256.ts';

export interface EntryWishes {
	readonly till?: string;
	readonly type?: EntryType;
	readonly businessDay?: string;
	readonly month?: string;
	readonly name?: string;
}

export function entryAfter(head: ChainHead, wishes: EntryWishes = {}): Sealed {
	const {till = 'anna', type = 'event', businessDay = '2026-11-23'} = wishes;
	const entry = head.entry + 1;
	const content = {
		_id: entryId({type, till, entry, suffix: sha256(`${till} ${entry}`).slice(0, 8)}),
		schema: 1,
		type,
		till,
		entry,
		month: wishes.month ?? businessDay.slice(0, 7),
		businessDay,
		writtenAt: `${businessDay}T10:00:00+01:00`,
		previous: head.digest,
		event: 'logged-in',
		cashier: {id: 'k1', name: wishes.name ?? 'Zofia'},
	};
	// The book asks only for the head every type of entry has, so an event's body stands in for the others.
	return {...content, digest: digestOf(content, sha256), signature: 'c2lnbmVk'} as unknown as Sealed<TillEvent>;
}

export function entriesAfter(head: ChainHead, count: number, wishes: EntryWishes = {}): readonly Sealed[] {
	const entries: Sealed[] = [];
	let end = head;
	for (let made = 0; made < count; made++) {
		const entry = entryAfter(end, wishes);
		entries.push(entry);
		end = headOf(entry);
	}
	return entries;
}

export function headOf({entry, digest, month}: Sealed): ChainHead {
	return {entry, digest, month};
}

/** What a book gives in pages, in one list. */
export async function allOf<Item>(pages: AsyncIterable<readonly Item[]>): Promise<readonly Item[]> {
	const items: Item[] = [];
	for await (const page of pages) items.push(...page);
	return items;
}
