/**
 * Looks at `state.sqlite` before the till opens it.
 *
 * Its marks can be lost: entries are then sent again, which is harmless. Its journal cannot, because what a printer
 * did for an unfinished sale is known nowhere else, so the jobs are taken over one by one.
 */
import {isUtf8} from 'node:buffer';
import {copyFileSync, existsSync} from 'node:fs';
import {join} from 'node:path';
import {checkPlainFile} from '../../couch/store/check-file.ts';
import {schemaFindings} from '../../couch/store/page-file.ts';
import {bytesOf, openSqlite, type Row, type Sqlite, SqliteError} from '../../couch/store/sqlite.ts';
import type {Damage} from '../domain/damage.ts';
import {forgetNote, isThere, moveAway, type Note, readNotes, removeFile, replaceFile, writeNote} from './set-aside.ts';
import {createTables, stateFile, stateTables} from './state-file.ts';

interface Job {
	readonly saleId: string;
	readonly state: string;
}

export interface MendedState {
	readonly damage: Damage;
	/** To be called once the damage is written down. */
	readonly finish: () => void;
}

export async function mendState({
	dataDir,
	now,
	hasBook,
}: {
	readonly dataDir: string;
	readonly now: string;
	/** There are entries, so there was a state. */
	readonly hasBook: boolean;
}): Promise<MendedState | undefined> {
	const interrupted = readNotes(dataDir).find(({file}) => file === stateFile);
	const note = interrupted ?? (await examine(dataDir, {now, hasBook}));
	if (note === undefined) return undefined;
	const jobs = await salvageJobs(moveAway(dataDir, note));
	await replaceFile(dataDir, stateFile, async fresh => {
		const state = openSqlite(fresh);
		createTables(state);
		state.transaction(() => {
			for (const {saleId, state: job} of jobs) {
				state.run('INSERT OR IGNORE INTO journal (saleId, state) VALUES (?, ?)', saleId, job);
			}
		});
		await state.close();
	});
	const {setAside, ...found} = note;
	const isKept = isThere(join(dataDir, setAside));
	const none = {lostCount: 0, unsentCount: 0, lost: []};
	return {
		damage: {...found, ...(isKept && {setAside}), salvagedCount: jobs.length, ...none},
		finish: () => forgetNote(dataDir, note),
	};
}

async function examine(
	dataDir: string,
	{now, hasBook}: {readonly now: string; readonly hasBook: boolean},
): Promise<Note | undefined> {
	const file = join(dataDir, stateFile);
	const found = {file: stateFile, foundAt: now};
	if (!existsSync(file)) {
		return hasBook || isThere(file)
			? writeNote(dataDir, {...found, kind: 'missing', detail: 'no such file'})
			: undefined;
	}
	const [detail] = await checkPlainFile(file, stateTables);
	return detail === undefined ? undefined : writeNote(dataDir, {...found, kind: 'damaged', detail});
}

/** Reads a copy, because SQLite would put a file's write-ahead log in order while it reads. */
async function salvageJobs(file: string): Promise<readonly Job[]> {
	if (!existsSync(file) || schemaFindings(file).length > 0) return [];
	const copy = `${file}.copy`;
	removeFile(copy);
	for (const ending of ['', '-wal']) {
		if (existsSync(`${file}${ending}`)) copyFileSync(`${file}${ending}`, `${copy}${ending}`);
	}
	try {
		return await readJobs(copy);
	} finally {
		removeFile(copy);
	}
}

async function readJobs(file: string): Promise<readonly Job[]> {
	let state: Sqlite | undefined;
	const rows = new Map<number, Row>();
	try {
		state = openSqlite(file);
		collect(state, rows, {sql: 'began > ? ORDER BY began', from: Number.MIN_SAFE_INTEGER});
		collect(state, rows, {sql: 'began < ? ORDER BY began DESC', from: Number.MAX_SAFE_INTEGER});
	} catch (error) {
		if (!(error instanceof SqliteError)) throw error;
		// It cannot even be opened: there is nothing to take over.
	} finally {
		await state?.close();
	}
	return [...rows].sort(([left], [right]) => left - right).flatMap(([, row]) => jobOf(row));
}

/** Row by row from one end, up to the first that cannot be read. */
function collect(state: Sqlite, rows: Map<number, Row>, {sql, from}: {readonly sql: string; readonly from: number}) {
	const bytes = 'CAST(saleId AS BLOB) AS saleId, CAST(state AS BLOB) AS state';
	try {
		for (let began = from; ; ) {
			const row = state.get(`SELECT began, ${bytes} FROM journal WHERE ${sql} LIMIT 1`, began);
			if (row === undefined) return;
			began = Number(row['began']);
			rows.set(began, row);
		}
	} catch (error) {
		if (!(error instanceof SqliteError)) throw error;
		// The rest is read from the other end.
	}
}

function jobOf(row: Row): readonly Job[] {
	const [saleId, state] = [row['saleId'], row['state']].map(textOf);
	return saleId === undefined || state === undefined || !isJson(state) ? [] : [{saleId, state}];
}

function textOf(column: unknown): string | undefined {
	const bytes = bytesOf(column);
	return bytes !== undefined && isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : undefined;
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		// A job that cannot be read cannot be taken up.
		return false;
	}
}
