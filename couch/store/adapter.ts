/**
 * PouchDB's adapter `sqlite`: its own node-websql adapter over our engine, with a `close` that closes the file and a
 * `destroy` that removes it.
 *
 * The files of a database's views stand beside it, named after it: `<file>-mrview-<hash>`.
 */
import {rmSync} from 'node:fs';
import nodeWebSql from 'pouchdb-adapter-node-websql';
import pouchUtilities from 'pouchdb-utils';
import {type Row, resolveFile} from './connection.ts';
import type {Argument} from './sqlite.ts';
import {type Database, openDatabase} from './websql-database.ts';

type Callback = (error?: unknown, value?: unknown) => void;
type Method = (...args: [...unknown[], Callback]) => unknown;

interface AdapterApi {
	_close: (callback: Callback) => void;
	_destroy: (options: unknown, callback: Callback) => void;
	_get: Method;
	_getLocal: Method;
	_getRevisionTree: Method;
}

interface AdapterOptions {
	readonly name: string;
	readonly sizeBytesMax?: number;
}

interface Adapter {
	(this: AdapterApi, options: AdapterOptions & {websql?: () => Database}, callback: Callback): void;
	valid(): boolean;
	use_prefix: boolean;
}

interface AdapterHost {
	adapter(id: string, adapter: Adapter, preferred: boolean): void;
}

// The adapter of PouchDB 7 calls a helper that the packages of PouchDB 9 no longer have.
pouchUtilities.assign ??= Object.assign;

// One for every file ever opened: it costs nothing while the file is closed, and PouchDB keeps it as well.
const databases = new Map<string, Database>();

/** A PouchDB plugin. */
export function sqliteAdapter(host: AdapterHost): void {
	host.adapter('sqlite', mended(stockAdapter()), true);
}

/** For what PouchDB has no call for; `file` is one that a store was opened on. Waits for its turn among the transactions. */
export function readRows(file: string, sql: string, args: readonly Argument[] = []): Promise<readonly Row[]> {
	return new Promise((resolve, reject) => {
		let found: readonly Row[] = [];
		databaseOf(file).readTransaction(
			transaction => {
				transaction.executeSql(sql, args, (_, {rows}) => {
					found = Array.from({length: rows.length}, (_, place) => rows.item(place) as Row);
				});
			},
			reject,
			() => resolve(found),
		);
	});
}

/** One transaction of its own; resolves when it is on the disk. `write` runs in its turn, with nothing else in between. */
export function insertRows(file: string, write: (insert: InsertRows) => void): Promise<void> {
	return new Promise((resolve, reject) => {
		databaseOf(file).transaction(
			transaction =>
				write((sql, args, then) => {
					transaction.executeSql(sql, args, (_, {insertId}) => {
						if (insertId === undefined) throw new Error(`nothing is inserted by ${sql}`);
						then?.(insertId);
					});
				}),
			reject,
			resolve,
		);
	});
}

/** Runs an `INSERT`; `then` gets the number of its last row, and may insert more. */
export type InsertRows = (sql: string, args: readonly Argument[], then?: (lastRow: number) => void) => void;

function databaseOf(file: string): Database {
	const database = databases.get(file);
	if (database === undefined) throw new Error(`no store was opened on ${file}`);
	return database;
}

function stockAdapter(): Adapter {
	const found: Adapter[] = [];
	const catcher: AdapterHost = {adapter: (_, adapter) => found.push(adapter)};
	(nodeWebSql as unknown as (host: AdapterHost) => void)(catcher);
	const [adapter] = found;
	if (adapter === undefined) {
		throw new Error('pouchdb-adapter-node-websql registers an adapter');
	}
	return adapter;
}

function mended(stock: Adapter): Adapter {
	function SqliteAdapter(this: AdapterApi, options: AdapterOptions, callback: Callback): void {
		const file = resolveFile(options.name);
		const {sizeBytesMax} = options;
		const database = databases.get(file) ?? openDatabase({file, ...(sizeBytesMax === undefined ? {} : {sizeBytesMax})});
		databases.set(file, database);
		stock.call(this, {...options, name: file, websql: () => database}, callback);
		mendClosing(this, file, database);
		mendReading(this, database);
	}
	return Object.assign(SqliteAdapter, {valid: () => true, use_prefix: false});
}

function mendClosing(api: AdapterApi, file: string, database: Database): void {
	const stockDestroy = api._destroy.bind(api);
	api._close = callback => {
		const views = [...databases].filter(([name]) => name.startsWith(`${file}-mrview-`)).map(([, view]) => view);
		settle(Promise.all([database, ...views].map(each => each.close())), callback);
	};
	api._destroy = (options, callback) => {
		stockDestroy(options, error => {
			if (error) {
				return callback(error);
			}
			settle(
				database.close(() => removeFile(file)).then(() => ({ok: true})),
				callback,
			);
		});
	};
}

function mendReading(api: AdapterApi, database: Database): void {
	for (const name of ['_get', '_getLocal', '_getRevisionTree'] as const) {
		const stock = api[name].bind(api);
		api[name] = (...args) => {
			const callback = args.at(-1) as Callback;
			return database.reportingTo(callback, () => stock(...args));
		};
	}
}

function removeFile(file: string): void {
	for (const ending of ['', '-wal', '-shm']) {
		rmSync(`${file}${ending}`, {force: true});
	}
}

function settle(promise: Promise<unknown>, callback: Callback): void {
	promise.then(
		value => callback(null, value),
		error => callback(error),
	);
}
