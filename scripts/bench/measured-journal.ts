/**
 * A till's journal whose time can be taken apart.
 *
 *   write ──► text ──► SQLite ──► the wait until it is on the disk
 *             └── the program's own ──┘   └── the machine's
 *
 * SQLite and its wait are one call. So the same statement runs once more, after the scan, on a file that nothing is synced of,
 * and what it takes there is the program's; and the same bytes are written and synced bare, which is the least that a disk
 * asks of anybody.
 */
import {fdatasyncSync, openSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import {type Argument, openSqlite, type Sqlite} from '../../couch/store/sqlite.ts';
import {openJournal} from '../../till/replica/journal.ts';
import type {Journal} from '../../till/replica/replica.ts';
import {createTables, stateFile} from '../../till/replica/state-file.ts';

/** Of what was written since it was last asked. */
export interface JournalTimes {
	/** All of it. */
	readonly journalMs: number;
	/** Of it, the wait for the disk. */
	readonly waitMs: number;
	/** The same bytes, written and synced by nobody's program. */
	readonly bareMs: number;
}

interface Statement {
	readonly sql: string;
	readonly args: readonly Argument[];
	readonly tookMs: number;
}

/** As a log that is written over and over: its length is nothing that has to be synced. */
const bareBytes = 4 * 2 ** 20;

export class MeasuredJournal implements Journal {
	readonly #journal: Journal;
	readonly #unsynced: Sqlite;
	readonly #bare: number;
	#bareAt = 0;
	#journalMs = 0;
	#statements: Statement[] = [];

	constructor(folder: string) {
		const synced = openSqlite(join(folder, `measured-${stateFile}`));
		createTables(synced);
		this.#unsynced = openSqlite(join(folder, `unsynced-${stateFile}`));
		this.#unsynced.exec('PRAGMA synchronous = OFF');
		createTables(this.#unsynced);
		this.#bare = openSync(join(folder, 'bare'), 'w');
		writeSync(this.#bare, new Uint8Array(bareBytes));
		fdatasyncSync(this.#bare);
		this.#journal = openJournal({
			all: (sql, ...args) => synced.all(sql, ...args),
			run: (sql, ...args) => {
				const beganMs = performance.now();
				const written = synced.run(sql, ...args);
				this.#statements.push({sql, args, tookMs: performance.now() - beganMs});
				return written;
			},
		});
	}

	write(saleId: string, state: unknown): void {
		const beganMs = performance.now();
		this.#journal.write(saleId, state);
		this.#journalMs += performance.now() - beganMs;
	}

	done(saleId: string): void {
		this.#journal.done(saleId);
	}

	unfinished(): ReturnType<Journal['unfinished']> {
		return this.#journal.unfinished();
	}

	/** The writes since it was last asked, once more. */
	takeTimes(): JournalTimes {
		const [journalMs, statements] = [this.#journalMs, this.#statements];
		this.#journalMs = 0;
		this.#statements = [];
		let waitMs = 0;
		let bareMs = 0;
		for (const {sql, args, tookMs} of statements) {
			const beganMs = performance.now();
			this.#unsynced.run(sql, ...args);
			waitMs += Math.max(0, tookMs - (performance.now() - beganMs));
			bareMs += this.#writeBare(args);
		}
		return {journalMs, waitMs, bareMs};
	}

	#writeBare(args: readonly Argument[]): number {
		const bytes = new TextEncoder().encode(args.join(''));
		if (this.#bareAt + bytes.length > bareBytes) this.#bareAt = 0;
		const beganMs = performance.now();
		writeSync(this.#bare, bytes, 0, bytes.length, this.#bareAt);
		fdatasyncSync(this.#bare);
		this.#bareAt += bytes.length;
		return performance.now() - beganMs;
	}
}
