/**
 * SQLite as the `websql` library wants it: batches of statements in, results out through a callback.
 *
 * E1  The file is opened by the first statement that needs it and again after every close; an error on opening
 *     belongs to that statement alone.
 * E2  A transaction in which a statement failed for any reason but a constraint is dead: SQLite may have rolled back
 *     by itself, and what follows would be committed one by one. Everything up to END or ROLLBACK fails with it.
 * E3  A commit that fails is rolled back, and reported.
 * E4  An exception in a callback fails the transaction it came from and is thrown again where the process sees it.
 */
import type {ExecCallback, Query, QueryResult, SqlEngine} from 'websql/lib/custom.js';
import {Connection, type ConnectionOptions, SqliteError} from './connection.ts';
import {rewrite} from './statements.ts';

// Callbacks run statements of their own, inside the call that called them; a long chain would exhaust the stack.
const nestedCallCountMax = 50;

export class Engine implements SqlEngine {
	readonly #options: ConnectionOptions;
	#connection: Connection | undefined;
	#failure: Error | undefined;
	#nestedCallCount = 0;

	constructor(options: ConnectionOptions) {
		this.#options = options;
	}

	exec(queries: readonly Query[], readOnly: boolean, callback: ExecCallback): void {
		const results = queries.map(query => this.#perform(rewrite(query), readOnly));
		if (this.#nestedCallCount < nestedCallCountMax) {
			this.#deliver(results, callback);
		} else {
			setImmediate(() => this.#deliver(results, callback));
		}
	}

	async close(): Promise<void> {
		const connection = this.#connection;
		this.#connection = undefined;
		await connection?.close();
	}

	#open(): Connection {
		this.#connection ??= new Connection(this.#options);
		return this.#connection;
	}

	#perform({sql, args}: Query, readOnly: boolean): QueryResult {
		if (readOnly) {
			return attempt(() => this.#run(sql, args));
		}
		if (sql.startsWith('BEGIN')) {
			this.#failure = undefined;
			return this.#remember(attempt(() => this.#begin(sql)));
		}
		if (sql === 'ROLLBACK;') {
			return attempt(() => this.#rollback());
		}
		if (sql === 'END;') {
			return this.#commit();
		}
		return this.#failure === undefined ? this.#remember(attempt(() => this.#run(sql, args))) : failed(this.#failure);
	}

	#begin(sql: string): QueryResult {
		this.#rollback();
		return this.#control(sql);
	}

	#commit(): QueryResult {
		const failure = this.#failure;
		const result = failure === undefined ? attempt(() => this.#control('END')) : failed(failure);
		if (result.error === null) {
			return result;
		}
		const rollback = attempt(() => this.#rollback());
		return rollback.error === null ? result : failed(new AggregateError([result.error, rollback.error]));
	}

	#rollback(): QueryResult {
		if (this.#connection?.inTransaction === true) {
			this.#connection.exec('ROLLBACK');
		}
		this.#failure = undefined;
		return nothing;
	}

	// A statement that stays prepared after its END failed would still hold the file's tables.
	#control(sql: string): QueryResult {
		this.#open().exec(sql);
		return nothing;
	}

	#run(sql: string, args: readonly unknown[]): QueryResult {
		const connection = this.#open();
		if (connection.returnsRows(sql)) {
			return {...nothing, rows: connection.all(sql, args)};
		}
		const {insertId, changeCount} = connection.run(sql, args);
		return {error: null, insertId, rowsAffected: changeCount, rows: []};
	}

	#remember(result: QueryResult): QueryResult {
		if (result.error !== null && !isConstraint(result.error)) {
			this.#failure = result.error;
		}
		return result;
	}

	#deliver(results: readonly QueryResult[], callback: ExecCallback): void {
		this.#nestedCallCount++;
		try {
			callback(null, results);
		} catch (error) {
			throwLater(error);
			callback(asError(error));
		} finally {
			this.#nestedCallCount--;
		}
	}
}

export function throwLater(error: unknown): void {
	setImmediate(() => {
		throw error;
	});
}

const nothing: QueryResult = {error: null, insertId: undefined, rowsAffected: 0, rows: []};

function failed(error: Error): QueryResult {
	return {...nothing, error};
}

function attempt(run: () => QueryResult): QueryResult {
	try {
		return run();
	} catch (error) {
		return failed(asError(error));
	}
}

function isConstraint(error: Error): boolean {
	return error instanceof SqliteError && error.code.startsWith('SQLITE_CONSTRAINT');
}

function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}
