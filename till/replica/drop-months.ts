/**
 * Dropping the oldest months of the book, so that a kill at any moment leaves something that can be gone on with.
 *
 *   noted in the account ──► files closed and removed ──► marks gone ──► note gone
 *
 * D1  The note comes first and goes last; whoever opens the folder while there is one does everything after it again.
 * D2  With the note, the account forgets the months: a file that was dropped is missed by nobody, and its numbers are
 *     known as the server's.
 * D3  Only a note removes files. One that is gone without it is a damage.
 */
import {join} from 'node:path';
import {assert} from '../domain/assert.ts';
import type {BookMonth} from '../domain/book-months.ts';
import {parseEntryId} from '../domain/chain.ts';
import type {BookAccount} from './book-account.ts';
import type {EntryMonths} from './entry-months.ts';
import type {Marks} from './marks.ts';
import {monthFile, monthsIn} from './mend-book.ts';
import {removeFile, syncFolder} from './set-aside.ts';

export interface DropParts {
	readonly dataDir: string;
	readonly account: BookAccount;
	readonly marks: Marks;
}

/** The first step, at once: from here on the book begins after this month. */
export function beginDrop({account}: DropParts, through: string): void {
	account.noteDropping(through);
}

/** The other steps, for a book that is open. */
export async function completeDrop(parts: DropParts, months: EntryMonths): Promise<void> {
	const through = parts.account.dropping;
	if (through === undefined) return;
	await months.leave(months.months().filter(month => month <= through));
	finishDrop(parts);
}

/** What a kill interrupted, before the book is opened. */
export function finishDrop({dataDir, account, marks}: DropParts): void {
	const through = account.dropping;
	if (through === undefined) return;
	account.noteDropping(through);
	for (const month of monthsIn(dataDir)) if (month <= through) removeFile(join(dataDir, monthFile(month)));
	syncFolder(dataDir);
	marks.forgetThrough(through);
	account.noteDropped();
}

/** The months that have entries, oldest first. */
export async function monthsOfBook(
	months: EntryMonths,
	openCountOf: (month: string) => number,
): Promise<readonly BookMonth[]> {
	const found: BookMonth[] = [];
	for (const month of months.months()) {
		const [first] = await months.from(month, 0, 1);
		const last = await months.lastOf(month);
		if (first === undefined || last === undefined) continue;
		const type = parseEntryId(last._id)?.type;
		assert(type !== undefined, `${last._id} is the id of an entry`);
		found.push({month, first: first.entry, last: {entry: last.entry, type}, openCount: openCountOf(month)});
	}
	return found;
}
