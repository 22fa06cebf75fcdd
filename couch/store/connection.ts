/**
 * One open SQLite file: the single door to `libsql`.
 *
 * Every connection is opened the same way, because receipts live in these files: a write-ahead log that is
 * synced to disk at every commit, and five seconds of patience with another process that holds the lock.
 *
 * Three habits of the driver are dealt with here and nowhere else: a bound boolean aborts the process, arguments
 * must come as one array, and a file stays open until every prepared statement has been garbage-collected
 * (`give-back.ts`).
 */
import {mkdirSync, realpathSync} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import Libsql from 'libsql';
import {givenBack} from './give-back.ts';

const busyTimeoutMs = 5000;
const pageBytes = 4096;
const cachedStatementCountMax = 200;
const cachedTextLengthMax = 2000;

export type Row = Readonly<Record<string, unknown>>;

export interface Written {
	readonly changeCount: number;
	readonly insertId: number;
}

/** What SQLite refused, with its name for it: `SQLITE_FULL`, `SQLITE_CONSTRAINT_UNIQUE`, … */
export class SqliteError extends Error {
	override readonly name = 'SqliteError';
	readonly code: string;

	constructor(message: string, code: string) {
		super(message);
		this.code = code;
	}
}

export interface ConnectionOptions {
	readonly file: string;
	/** The file never grows beyond this; a write that would make it is refused as on a full disk. */
	readonly sizeBytesMax?: number;
	/** `NORMAL` leaves the sync, and the way from the log into the file, to the next writer that asks for one. */
	readonly synchronous?: 'FULL' | 'NORMAL';
	/** Only what another process has written is read; a file that is not there is not made. */
	readonly readOnly?: boolean;
}

export class Connection {
	readonly file: string;
	readonly #readOnly: boolean;
	#database: Libsql.Database;
	// The least recently used comes first.
	readonly #statements = new Map<string, Libsql.Statement<unknown[]>>();

	constructor({file, sizeBytesMax, synchronous = 'FULL', readOnly = false}: ConnectionOptions) {
		this.file = resolveFile(file);
		this.#readOnly = readOnly;
		// The driver has an option of that name and does not look at it; SQLite looks at the address.
		const address = readOnly ? `${pathToFileURL(this.file).href}?mode=ro` : this.file;
		this.#database = native(() => new Libsql(address, {timeout: busyTimeoutMs}));
		if (readOnly) return;
		try {
			this.exec('PRAGMA journal_mode = WAL');
			this.exec(`PRAGMA synchronous = ${synchronous}`);
			if (synchronous === 'NORMAL') this.exec('PRAGMA wal_autocheckpoint = 0');
			if (sizeBytesMax !== undefined) {
				this.exec(`PRAGMA max_page_count = ${Math.ceil(sizeBytesMax / pageBytes)}`);
			}
		} catch (error) {
			// One that stays open removes its log by name when it is collected, and by then another file may have the name.
			this.#database.close();
			throw error;
		}
	}

	get inTransaction(): boolean {
		return this.#database.inTransaction;
	}

	/** Runs text that takes no arguments and may hold several statements. */
	exec(sql: string): void {
		native(() => this.#database.exec(sql));
	}

	returnsRows(sql: string): boolean {
		return native(() => this.#prepare(sql).reader);
	}

	all(sql: string, args: readonly unknown[]): Row[] {
		return native(() => this.#prepare(sql).all(args.map(bindable)) as Row[]);
	}

	run(sql: string, args: readonly unknown[]): Written {
		const {changes, lastInsertRowid} = native(() => this.#prepare(sql).run(args.map(bindable)));
		return {changeCount: changes, insertId: Number(lastInsertRowid)};
	}

	/** Closes the file; its descriptors are gone when the promise resolves. */
	async close(): Promise<void> {
		if (!this.#database.open) {
			return;
		}
		this.#statements.clear();
		try {
			if (!this.#readOnly) this.exec('PRAGMA wal_checkpoint(TRUNCATE)');
		} finally {
			this.#database.close();
			await givenBack(this.file);
		}
	}

	#prepare(sql: string): Libsql.Statement<unknown[]> {
		const known = this.#statements.get(sql);
		if (known !== undefined) {
			this.#statements.delete(sql);
			this.#statements.set(sql, known);
			return known;
		}
		const statement = this.#database.prepare(sql);
		if (sql.length <= cachedTextLengthMax) {
			this.#statements.set(sql, statement);
			this.#forgetOldest();
		}
		return statement;
	}

	#forgetOldest(): void {
		for (const sql of this.#statements.keys()) {
			if (this.#statements.size <= cachedStatementCountMax) {
				return;
			}
			this.#statements.delete(sql);
		}
	}
}

/** Two spellings of one path would be two connections that lock each other out. */
export function resolveFile(file: string): string {
	const folder = dirname(resolve(file));
	mkdirSync(folder, {recursive: true});
	return join(realpathSync(folder), basename(file));
}

/** The write-ahead log of a file; it is there as long as somebody has the file open who wrote to it. */
export function logOf(file: string): string {
	return `${file}-wal`;
}

/** What SQLite finds wrong with a file; an empty list is a sound one. */
export function checkIntegrity(
	connection: Pick<Connection, 'all'>,
	/** The quick one does not compare the indexes with their tables. */
	check: 'quick_check' | 'integrity_check' = 'quick_check',
): readonly string[] {
	const findings = connection.all(`PRAGMA ${check}`, []).map(row => String(row[check]));
	return findings.filter(finding => finding !== 'ok');
}

/** A blob as the driver hands it out; undefined for anything else. */
export function bytesOf(value: unknown): Uint8Array | undefined {
	if (value instanceof Uint8Array) return value;
	return value instanceof ArrayBuffer ? new Uint8Array(value) : undefined;
}

// The driver's errors are not quite errors: they carry no stack and fail a check for native ones.
function native<Value>(call: () => Value): Value {
	try {
		return call();
	} catch (error) {
		if (error instanceof Libsql.SqliteError) {
			throw new SqliteError(error.message, error.code);
		}
		throw error;
	}
}

// Whole numbers are bound as integers, or SQLite would store every one of them as a floating-point number.
function bindable(value: unknown): unknown {
	switch (typeof value) {
		case 'boolean':
			return value ? 1n : 0n;
		case 'number':
			return Number.isSafeInteger(value) ? BigInt(value) : value;
		case 'string':
		case 'bigint':
			return value;
		default:
			// Nothing else has a form in SQLite; as null it equals nothing.
			return value instanceof Uint8Array ? value : null;
	}
}
