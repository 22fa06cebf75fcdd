/**
 * Looks at the month files of the book before the till opens them, and mends what cannot be trusted.
 *
 *   found               then
 *   damaged             set aside, entries whose digest fits are put into a fresh file
 *   incomplete          the same: a row that an index no longer finds may still be there
 *   missing             what was in it is noted as lost
 *
 * Numbers that are lost become holes of the account, so that none is given again and none is missed a second time.
 */
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {checkStoreFile} from '../../couch/store/check-file.ts';
import {openSqlite, type Sqlite} from '../../couch/store/sqlite.ts';
import type {Damage} from '../domain/damage.ts';
import {rangesOf} from '../domain/entry-range.ts';
import type {BookAccount} from './book-account.ts';
import type {DamageLog} from './damage-log.ts';
import type {Marks} from './marks.ts';
import {salvageEntries, storeEntries} from './salvage-entries.ts';
import {forgetNote, isThere, moveAway, type Note, readNotes, replaceFile, writeNote} from './set-aside.ts';

export interface MendBookOptions {
	readonly dataDir: string;
	readonly till: string;
	readonly now: string;
	readonly account: BookAccount;
	readonly marks: Marks;
	readonly log: DamageLog;
}

export function monthFile(month: string): string {
	return `receipts-${month}.sqlite`;
}

/** Months that have a file, or the write-ahead log of one, oldest first. */
export function monthsIn(dataDir: string): readonly string[] {
	const months = readdirSync(dataDir).flatMap(
		file => /^receipts-(\d{4}-\d{2})\.sqlite(?:-wal)?$/.exec(file)?.[1] ?? [],
	);
	return [...new Set(months)].sort();
}

export async function mendBook(options: MendBookOptions): Promise<void> {
	const {dataDir, account} = options;
	const interrupted = readNotes(dataDir);
	const salvaged = new Set<string>();
	for (const month of monthsToMend(options, interrupted)) {
		const note = interrupted.find(({file}) => file === monthFile(month)) ?? (await examine(options, month));
		if (note !== undefined) await salvage(options, {note, month});
		if (note !== undefined) salvaged.add(month);
	}
	for (const month of account.months) {
		if (!salvaged.has(month) && !isThere(join(dataDir, monthFile(month)))) noteMissing(options, month);
	}
}

function monthsToMend({dataDir}: MendBookOptions, notes: readonly Note[]): readonly string[] {
	const noted = notes.flatMap(({file}) => /^receipts-(\d{4}-\d{2})\.sqlite$/.exec(file)?.[1] ?? []);
	return [...new Set([...monthsIn(dataDir), ...noted])].sort();
}

async function examine(options: MendBookOptions, month: string): Promise<Note | undefined> {
	const {dataDir, now: foundAt, till, account} = options;
	const file = monthFile(month);
	const path = join(dataDir, file);
	if (!existsSync(path)) return writeNote(dataDir, {file, foundAt, kind: 'missing', detail: 'only its log is there'});
	const [detail] = await checkStoreFile(path);
	if (detail !== undefined) return writeNote(dataDir, {file, foundAt, kind: 'damaged', detail});
	const present = await numbersIn(path, till);
	const [first] = present;
	// The account was lost, or is younger than the file.
	if (first !== undefined) account.noteMonth(month, first);
	const missing = missingNumbers(options, {month, present});
	if (missing.length === 0) return undefined;
	return writeNote(dataDir, {file, foundAt, kind: 'incomplete', detail: `${missing.length} entries are not there`});
}

async function salvage(options: MendBookOptions, {note, month}: {readonly note: Note; readonly month: string}) {
	const {dataDir, till, account, log} = options;
	const {setAside, ...found} = note;
	const entries = salvageEntries(moveAway(dataDir, note), {till, month});
	const [first] = entries;
	if (first !== undefined) {
		await replaceFile(dataDir, note.file, fresh => storeEntries(fresh, entries));
		account.noteMonth(month, first.entry);
	}
	const lost = missingNumbers(options, {month, present: entries.map(({entry}) => entry)});
	log.add({...found, setAside, salvagedCount: entries.length, ...lossOf(options, lost)});
	account.noteHoles(lost);
	forgetNote(dataDir, note);
}

function noteMissing(options: MendBookOptions, month: string): void {
	const {now: foundAt, account, log} = options;
	const lost = missingNumbers(options, {month, present: []});
	if (lost.length === 0) return;
	const file = monthFile(month);
	log.add({file, kind: 'missing', detail: 'no such file', foundAt, salvagedCount: 0, ...lossOf(options, lost)});
	account.noteHoles(lost);
}

function missingNumbers(
	{account, marks}: MendBookOptions,
	{month, present}: {readonly month: string; readonly present: readonly number[]},
): readonly number[] {
	const numbers = new Set(present);
	const end = Math.max(account.head?.entry ?? marks.lastKnown, present.at(-1) ?? 0);
	return account.expected(month, end).filter(number => !numbers.has(number));
}

function lossOf({marks}: MendBookOptions, lost: readonly number[]): Pick<Damage, 'lostCount' | 'unsentCount' | 'lost'> {
	const sent = marks.sentNumbers();
	const unsent = lost.filter(number => number > marks.settled && !sent.has(number));
	return {lostCount: lost.length, unsentCount: unsent.length, lost: rangesOf(lost)};
}

/** Numbers of this till's entries in a sound file, in order. */
async function numbersIn(file: string, till: string): Promise<readonly number[]> {
	const store: Sqlite = openSqlite(file);
	try {
		if (store.get("SELECT 1 FROM sqlite_master WHERE name = 'document-store'") === undefined) return [];
		const rows = store.all(
			`SELECT DISTINCT CAST(substr(d.id, instr(d.id, ':') + ?, 8) AS INTEGER) AS entry
			FROM 'document-store' AS d JOIN 'by-sequence' AS b ON b.seq = d.winningseq
			WHERE b.deleted = 0 AND substr(d.id, instr(d.id, ':'), ?) = ? ORDER BY entry`,
			till.length + 2,
			till.length + 2,
			`:${till}:`,
		);
		return rows.map(({entry}) => Number(entry));
	} finally {
		await store.close();
	}
}
