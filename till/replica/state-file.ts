/**
 * `state.sqlite`: what the till remembers beside its documents. The journal of unfinished sales, how far the
 * catalogue is read, the last good versions of what cannot be used in it, which entries the server has or has
 * refused, and wrong PINs. Every write is on disk when it returns.
 */
import {join} from 'node:path';
import {openSqlite, type Sqlite} from '../../couch/store/sqlite.ts';

const tables = `
	CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
	CREATE TABLE IF NOT EXISTS journal (began INTEGER PRIMARY KEY, saleId TEXT NOT NULL UNIQUE, state TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS journalParts (number INTEGER PRIMARY KEY, state TEXT NOT NULL);
	CREATE TABLE IF NOT EXISTS marks (
		id TEXT PRIMARY KEY,
		entry INTEGER NOT NULL,
		month TEXT NOT NULL,
		writtenAt TEXT,
		mark TEXT NOT NULL CHECK (mark IN ('sent', 'refused', 'retrying')),
		reason TEXT NOT NULL DEFAULT '',
		at TEXT NOT NULL,
		attempts INTEGER NOT NULL DEFAULT 0
	) WITHOUT ROWID;
	CREATE TABLE IF NOT EXISTS lastGood (id TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
`;

export const stateFile = 'state.sqlite';

/** Every text in them, for a look at it before it is believed. */
export const stateTables = [
	{table: 'facts', columns: ['name', 'value'], json: 'value', withoutRowId: true},
	{table: 'journal', columns: ['saleId', 'state'], json: 'state'},
	{table: 'journalParts', columns: ['state'], json: 'state'},
	{table: 'marks', columns: ['id', 'month', 'writtenAt', 'mark', 'reason', 'at'], withoutRowId: true},
	{table: 'lastGood', columns: ['id', 'document'], json: 'document', withoutRowId: true},
] as const;

export function openState(dataDir: string): Sqlite {
	const state = openSqlite(join(dataDir, stateFile));
	createTables(state);
	return state;
}

export function createTables(state: Sqlite): void {
	state.exec(tables);
}

/** A single remembered value, as JSON of its owner's shape. */
export function readFact<Value>(state: Sqlite, name: string): Value | undefined {
	const row = state.get('SELECT value FROM facts WHERE name = ?', name);
	return row && (JSON.parse(String(row['value'])) as Value);
}

export function writeFact(state: Sqlite, name: string, value: unknown): void {
	state.run('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)', name, JSON.stringify(value));
}

/** Survives the end of the process at once, and a power cut with the next write. */
export function writeFactUnsynced(state: Sqlite, name: string, value: unknown): void {
	state.runUnsynced('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)', name, JSON.stringify(value));
}

export function forgetFact(state: Sqlite, name: string): void {
	state.run('DELETE FROM facts WHERE name = ?', name);
}
