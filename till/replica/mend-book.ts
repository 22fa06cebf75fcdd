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
import {checkStoreFile, isOfFile} from '../../couch/store/check-file.ts';
import {endsUnfinished, logFindings} from '../../couch/store/log-file.ts';
import {openSqlite, type Sqlite} from '../../couch/store/sqlite.ts';
import type {Damage} from '../domain/damage.ts';
import {rangesOf} from '../domain/entry-range.ts';
import type {BookAccount} from './book-account.ts';
import type {DamageLog} from './damage-log.ts';
import type {Marks} from './marks.ts';
import {salvageEntries, storeEntries} from './salvage-entries.ts';
import {forgetNote, isThere, moveAway, type Note, readNotes, replaceFile, withCopy, writeNote} from './set-aside.ts';

export interface MendBookOptions {
	readonly dataDir: string;
	readonly till: string;
	readonly now: string;
	readonly state: Sqlite;
	/** The till ended in good order. */
	readonly stoppedWell: boolean;
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
	return [...new Set(months)].filter(month => isThere(join(dataDir, monthFile(month)))).sort();
}

export async function mendBook(options: MendBookOptions): Promise<void> {
	const {dataDir, account} = options;
	const interrupted = readNotes(dataDir);
	const salvaged = new Set<string>();
	let reached = 0;
	for (const month of monthsToMend(options, interrupted)) {
		const place = {month, reached};
		const interruption = interrupted.find(({file}) => file === monthFile(month));
		const {note, present} =
			interruption === undefined ? await examine(options, place) : {note: interruption, present: []};
		const numbers = note === undefined ? present : await salvage(options, {...place, note});
		if (note !== undefined) salvaged.add(month);
		reached = Math.max(reached, numbers.at(-1) ?? 0);
	}
	for (const month of account.months) {
		if (!salvaged.has(month) && !isThere(join(dataDir, monthFile(month)))) noteMissing(options, month);
	}
}

function monthsToMend({dataDir}: MendBookOptions, notes: readonly Note[]): readonly string[] {
	const noted = notes.flatMap(({file}) => /^receipts-(\d{4}-\d{2})\.sqlite$/.exec(file)?.[1] ?? []);
	return [...new Set([...monthsIn(dataDir), ...noted])].sort();
}

/** A month, and the highest number of the months before it. */
interface Place {
	readonly month: string;
	readonly reached: number;
}

interface Examined {
	/** Where the month has to be mended. */
	readonly note?: Note;
	/** Numbers of its entries, in order. */
	readonly present: readonly number[];
}

async function examine(options: MendBookOptions, place: Place): Promise<Examined> {
	const {dataDir, now: foundAt} = options;
	const file = monthFile(place.month);
	const path = join(dataDir, file);
	const mend = (found: Pick<Note, 'kind' | 'detail'>) => writeNote(dataDir, {file, foundAt, ...found});
	if (!existsSync(path)) return {note: mend({kind: 'missing', detail: 'only its log is there'}), present: []};
	const [detail] = logFindings(path);
	if (detail !== undefined) return {note: mend({kind: 'damaged', detail}), present: []};
	const look = (looked: string) => lookInto(options, {...place, looked});
	// SQLite would throw away the end of such a log, and perhaps it is an entry.
	const {found, present} = await (endsUnfinished(path) ? withCopy(path, look) : look(path));
	return {...(found && {note: mend(found)}), present};
}

async function lookInto(
	options: MendBookOptions,
	{month, reached, looked}: Place & {readonly looked: string},
): Promise<{readonly found?: Pick<Note, 'kind' | 'detail'>; readonly present: readonly number[]}> {
	const {till, stoppedWell} = options;
	// What ends the till when it is read is found at the next start, because that end was no good stop.
	const [detail] = stoppedWell && isSettled(options, month) ? [] : await checkStoreFile(looked);
	if (detail !== undefined) return {found: {kind: 'damaged', detail}, present: []};
	let present: readonly number[];
	try {
		present = await numbersIn(looked, till);
	} catch (error) {
		if (!isOfFile(error)) throw error;
		return {found: {kind: 'damaged', detail: error.message}, present: []};
	}
	noteFirst(options, {month, reached}, present);
	const missing = missingNumbers(options, {month, present});
	if (missing.length === 0) return {present};
	return {found: {kind: 'incomplete', detail: `${missing.length} entries are not there`}, present};
}

/** The account was lost, or is younger than the file: the month begins where the one before it ended. */
function noteFirst({account}: MendBookOptions, {month, reached}: Place, present: readonly number[]): void {
	const [first] = present;
	if (first !== undefined) account.noteMonth(month, reached === 0 ? first : Math.min(first, reached + 1));
}

/** The month is over, and the server has all of it: the till reads it only when somebody asks for it. */
function isSettled({dataDir, account, marks}: MendBookOptions, month: string): boolean {
	const next = monthsIn(dataDir).find(later => later > month);
	const firstOfNext = next === undefined ? undefined : account.firstOf(next);
	return firstOfNext !== undefined && firstOfNext <= marks.settled + 1;
}

/** Returns the numbers of the entries the month has now. */
async function salvage(
	options: MendBookOptions,
	{note, ...place}: Place & {readonly note: Note},
): Promise<readonly number[]> {
	const {dataDir, till, account, log, state} = options;
	const {month} = place;
	const {setAside, ...found} = note;
	const entries = salvageEntries(moveAway(dataDir, note), {till, month});
	const present = entries.map(({entry}) => entry);
	// It was told with the holes it left: everything was done but forgetting the note.
	if (!log.has(note)) {
		if (entries.length > 0) await replaceFile(dataDir, note.file, fresh => storeEntries(fresh, entries));
		noteFirst(options, place, present);
		const lost = missingNumbers(options, {month, present});
		state.transaction(() => {
			log.add({...found, setAside, salvagedCount: entries.length, ...lossOf(options, lost)});
			account.noteHoles(lost);
		});
	}
	forgetNote(dataDir, note);
	return present;
}

function noteMissing(options: MendBookOptions, month: string): void {
	const {now: foundAt, account, log, state} = options;
	const lost = missingNumbers(options, {month, present: []});
	if (lost.length === 0) return;
	const file = monthFile(month);
	state.transaction(() => {
		log.add({file, kind: 'missing', detail: 'no such file', foundAt, salvagedCount: 0, ...lossOf(options, lost)});
		account.noteHoles(lost);
	});
}

function missingNumbers(
	{account, marks}: MendBookOptions,
	{month, present}: {readonly month: string; readonly present: readonly number[]},
): readonly number[] {
	const numbers = new Set(present);
	const end = Math.max(account.head?.entry ?? 0, marks.lastKnown, present.at(-1) ?? 0);
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
