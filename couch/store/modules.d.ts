/** The untyped parts of the SQLite stack under PouchDB, as far as this folder uses them. */

declare module 'websql/lib/custom.js' {
	export interface Query {
		readonly sql: string;
		readonly args: readonly unknown[];
	}

	export interface QueryResult {
		readonly error: Error | null;
		readonly insertId: number | undefined;
		readonly rowsAffected: number;
		readonly rows: readonly object[];
	}

	export type ExecCallback = (error: Error | null, results?: readonly QueryResult[]) => void;

	export interface SqlEngine {
		exec(queries: readonly Query[], readOnly: boolean, callback: ExecCallback): void;
	}

	export interface ResultRows {
		readonly length: number;
		item(place: number): object;
	}

	export interface StatementResult {
		readonly rows: ResultRows;
		/** The last row of an `INSERT`; undefined after anything else. */
		readonly insertId: number | undefined;
	}

	export interface Transaction {
		_error: unknown;
		/** Without a callback for its failure, a statement that fails ends the transaction. */
		executeSql(
			sql: string,
			args: readonly unknown[],
			succeeded?: (transaction: Transaction, result: StatementResult) => void,
		): void;
	}

	export type TransactionCallback = (transaction: Transaction) => void;
	export type FailureCallback = (error: unknown) => void;
	export type SuccessCallback = () => void;

	/** A WebSQL database with the inner names `couch/store/websql-database.ts` mends. */
	export interface WebSqlDatabase<Engine extends SqlEngine> {
		readonly _db: Engine;
		_running: boolean;
		_currentTask: {
			readonly readOnly: boolean;
			readonly errorCallback: FailureCallback;
			readonly successCallback: SuccessCallback;
		} | null;
		_createTransaction(
			readOnly: boolean,
			run: TransactionCallback,
			failed?: FailureCallback,
			succeeded?: SuccessCallback,
		): void;
		_onTransactionComplete(error: unknown): void;
		_runNextTransaction(): void;
		readTransaction(run: TransactionCallback, failed?: FailureCallback, succeeded?: SuccessCallback): void;
		transaction(run: TransactionCallback, failed?: FailureCallback, succeeded?: SuccessCallback): void;
	}

	export default function customOpenDatabase<Engine extends SqlEngine>(
		engine: new (file: string) => Engine,
	): (file: string, version: number, description: string, size: number) => WebSqlDatabase<Engine>;
}

declare module 'pouchdb-utils' {
	const utilities: {assign?: typeof Object.assign};
	export default utilities;
}

declare module 'pouchdb-selector-core' {
	export function matchesSelector(document: object, selector: object): boolean;
	export function parseField(field: string): string[];
}
