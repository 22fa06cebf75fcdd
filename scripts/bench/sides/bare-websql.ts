/**
 * The shortest engine on which the stock WebSQL adapter works where its own sqlite3 cannot be installed: every statement
 * prepared when it is run, SQLite's own defaults, nothing mended.
 */
interface Statement {
	readonly reader: boolean;
	all(args: readonly unknown[]): object[];
	run(args: readonly unknown[]): {readonly changes: number; readonly lastInsertRowid: number | bigint};
}

type Libsql = new (file: string) => {prepare(sql: string): Statement; exec(sql: string): void};

interface Query {
	readonly sql: string;
	readonly args: readonly unknown[];
}

type OpenDatabase = (file: string, version: number, description: string, size: number) => object;

/** The adapter's `websql` option. */
export function openBareDatabase(require: NodeJS.Require): OpenDatabase {
	const Database = require('libsql') as Libsql;
	const custom = require('websql/lib/custom') as (engine: new (file: string) => object) => OpenDatabase;

	class BareEngine {
		readonly #database: InstanceType<Libsql>;

		constructor(file: string) {
			this.#database = new Database(file);
		}

		exec(queries: readonly Query[], _readOnly: boolean, callback: (error: null, results: readonly object[]) => void) {
			const results = queries.map(query => this.#perform(query));
			setImmediate(() => callback(null, results));
		}

		#perform({sql, args}: Query): object {
			try {
				// This SQLite takes no text in double quotes.
				const statement = this.#database.prepare(sql.replace('HEX("a")', "HEX('a')"));
				if (statement.reader) return {error: null, rowsAffected: 0, rows: statement.all(args)};
				const {changes, lastInsertRowid} = statement.run(args);
				return {error: null, insertId: Number(lastInsertRowid), rowsAffected: changes, rows: []};
			} catch (error) {
				return {error, insertId: undefined, rowsAffected: 0, rows: []};
			}
		}
	}

	return custom(BareEngine);
}
