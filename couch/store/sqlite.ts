/**
 * A plain SQLite file with the same care as the stores have: what `run` or `transaction` returned from is on the disk.
 *
 * Everything is synchronous. Errors are `SqliteError`s, with a `code` such as `SQLITE_FULL`.
 */
import {BackgroundSync} from './background-sync.ts';
import {
	bytesOf,
	Connection,
	type ConnectionOptions,
	checkIntegrity,
	logOf,
	type Row,
	SqliteError,
	type Written,
} from './connection.ts';

export type {Row, Written};
export {bytesOf, SqliteError};

export type Argument = string | number | bigint | boolean | null | Uint8Array;

/** Survives the end of this process already. */
export interface Unsynced {
	/** Resolves when it survives a power cut too, and rejects when the disk fails at that. */
	readonly onDisk: Promise<void>;
}

/** One statement of several. */
export interface Change {
	readonly sql: string;
	readonly args: readonly Argument[];
}

export class Sqlite {
	readonly #options: ConnectionOptions;
	readonly #connection: Connection;
	/** Beside the other: the two settings on one connection, there and back, cost more than the statement between them. */
	#unsynced: Connection | undefined;
	#logSync: BackgroundSync | undefined;

	constructor(options: ConnectionOptions) {
		this.#options = options;
		this.#connection = new Connection(options);
	}

	/** Runs text without arguments; several statements may be in it. */
	exec(sql: string): void {
		this.#connection.exec(sql);
	}

	run(sql: string, ...args: readonly Argument[]): Written {
		return this.#connection.run(sql, args);
	}

	/**
	 * Like `run`, but on the disk only with the next write: for what the end of this process cannot take back. Not inside
	 * a transaction, which it would wait for.
	 */
	runUnsynced(sql: string, ...args: readonly Argument[]): Written {
		return this.#connectionBeside().run(sql, args);
	}

	/** All or nothing. Not inside a transaction. */
	runAll(changes: readonly Change[]): void {
		runAllOn(this.#connection, changes);
	}

	/**
	 * Like `runAll`, but on the disk only a moment later: the way there begins at once, beside whatever the program does next.
	 * What `run` or another `runAllSoon` writes later is never on the disk without it.
	 */
	runAllSoon(changes: readonly Change[]): Unsynced {
		runAllOn(this.#connectionBeside(), changes);
		this.#logSync ??= new BackgroundSync(logOf(this.#connection.file));
		return {onDisk: this.#logSync.sync()};
	}

	get(sql: string, ...args: readonly Argument[]): Row | undefined {
		return this.all(sql, ...args)[0];
	}

	all(sql: string, ...args: readonly Argument[]): readonly Row[] {
		return this.#connection.all(sql, args);
	}

	/** All or nothing: an exception rolls back and comes out again, also one that SQLite throws at the commit. */
	transaction<Value>(run: () => Value): Value {
		return inTransaction(this.#connection, run);
	}

	/** The same for what takes its time. Others are served meanwhile, so nothing else may be written through this connection. */
	async longTransaction<Value>(run: () => Promise<Value>): Promise<Value> {
		this.#connection.exec('BEGIN IMMEDIATE');
		try {
			const value = await run();
			this.#connection.exec('COMMIT');
			return value;
		} finally {
			if (this.#connection.inTransaction) {
				this.#connection.exec('ROLLBACK');
			}
		}
	}

	/** What SQLite finds wrong with the file; an empty list is a sound one. */
	check(): readonly string[] {
		return checkIntegrity(this.#connection);
	}

	/** Resolves when the file is given back. */
	async close(): Promise<void> {
		await this.#logSync?.close();
		await Promise.all([this.#unsynced?.close(), this.#connection.close()]);
	}

	#connectionBeside(): Connection {
		this.#unsynced ??= new Connection({...this.#options, synchronous: 'NORMAL'});
		return this.#unsynced;
	}
}

export function openSqlite(file: string, options: Omit<ConnectionOptions, 'file'> = {}): Sqlite {
	return new Sqlite({file, ...options});
}

/** One statement is a transaction by itself. */
function runAllOn(connection: Connection, changes: readonly Change[]): void {
	const [only, ...others] = changes;
	if (only !== undefined && others.length === 0) {
		connection.run(only.sql, only.args);
		return;
	}
	inTransaction(connection, () => {
		for (const {sql, args} of changes) connection.run(sql, args);
	});
}

/** Not by `run`: the driver keeps a statement that was refused because the file is locked, and the file does not close then. */
function inTransaction<Value>(connection: Connection, run: () => Value): Value {
	connection.exec('BEGIN IMMEDIATE');
	try {
		const value = run();
		connection.exec('COMMIT');
		return value;
	} finally {
		if (connection.inTransaction) connection.exec('ROLLBACK');
	}
}
