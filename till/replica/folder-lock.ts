/**
 * One process a data folder: two tills writing one book would break its chain.
 *
 * The lock is SQLite's own, on a file `till.lock` that also says who holds it. The system gives such a lock back
 * when its process dies, however it dies, so that a lock is never stale and a process id is never mistaken for
 * another's after a power cut.
 */
import {join} from 'node:path';
import {openSqlite, type Sqlite} from '../../couch/store/sqlite.ts';

export interface FolderLock {
	release(): Promise<void>;
}

export class FolderInUse extends Error {
	constructor(dataDir: string, holder: string) {
		super(`The data folder ${dataDir} is in use by another program, process ${holder}.`);
		this.name = 'FolderInUse';
	}
}

export async function lockFolder(dataDir: string): Promise<FolderLock> {
	const file = openSqlite(join(dataDir, 'till.lock'));
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
	return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
