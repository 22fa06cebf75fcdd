/**
 * One process a data folder: two tills writing one book would break its chain.
 *
 * The lock is SQLite's own, on a file `till.lock` that also says who holds it. The system gives such a lock back
 * when its process dies, however it dies, so that a lock is never stale and a process id is never mistaken for
 * another's after a power cut.
 */
import {join} from 'node:path';
import {openSqlite, type Sqlite, SqliteError} from '../../couch/store/sqlite.ts';
import {removeFile} from './set-aside.ts';

export interface FolderLock {
	release(): Promise<void>;
}

export class FolderInUse extends Error {
	constructor(dataDir: string, holder: string) {
		super(`The data folder ${dataDir} is in use by another program, process ${holder}.`);
		this.name = 'FolderInUse';
	}
}

/** `tell` hears in a sentence of a lock that had to be made anew. */
export async function lockFolder(dataDir: string, tell?: (sentence: string) => void): Promise<FolderLock> {
	const path = join(dataDir, 'till.lock');
	try {
		return await lock(dataDir, path);
	} catch (error) {
		if (!isDamage(error)) throw error;
		// Nothing is in it that anybody needs, and a till that runs does not read it again.
		tell?.(`till.lock is damaged (${error.message}) and is made anew.`);
		removeFile(path);
		return lock(dataDir, path);
	}
}

async function lock(dataDir: string, path: string): Promise<FolderLock> {
	const file = openSqlite(path);
	// Another till holds its lock for as long as it lives: waiting for it would only delay the sentence.
	file.exec('PRAGMA busy_timeout = 0');
	try {
		file.transaction(() => {
			file.exec('CREATE TABLE IF NOT EXISTS holder (only INTEGER PRIMARY KEY CHECK (only = 1), pid INTEGER NOT NULL)');
			file.run('INSERT OR REPLACE INTO holder (only, pid) VALUES (1, ?)', process.pid);
		});
		file.exec('BEGIN IMMEDIATE');
	} catch (error) {
		const holder = isBusy(error) ? holderOf(file) : undefined;
		await file.close();
		throw holder === undefined ? error : new FolderInUse(dataDir, holder);
	}
	return {
		async release() {
			file.exec('ROLLBACK');
			await file.close();
		},
	};
}

function holderOf(file: Sqlite): string {
	const written = file.get("SELECT 1 FROM sqlite_master WHERE name = 'holder'");
	const pid = written && file.get('SELECT pid FROM holder')?.['pid'];
	return pid === undefined ? 'unknown' : String(pid);
}

function isBusy(error: unknown): boolean {
	return error instanceof SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function isDamage(error: unknown): error is SqliteError {
	return error instanceof SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code);
}
