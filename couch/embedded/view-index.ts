/**
 * What the maps of one design document emitted, kept in an SQLite file of its own and brought up to date before it is
 * read. The maps run in QuickJS. The file can be thrown away: it is made again from the documents.
 */
import {mkdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {type Argument, openSqlite, type Sqlite} from '../store/sqlite.ts';
import {encodeKey} from './collation.ts';
import type {Database, Document} from './database.ts';
import {CouchError} from './errors.ts';
import {type Compiled, openSandbox, type Sandbox} from './quickjs.ts';
import type {DesignDocument} from './views.ts';

const pageRowCount = 500;

const schema = `
	CREATE TABLE IF NOT EXISTS progress (sequence INTEGER NOT NULL);
	CREATE TABLE IF NOT EXISTS entry (
		view INTEGER, key BLOB, id TEXT, ordinal INTEGER, keyText TEXT, value TEXT,
		PRIMARY KEY (view, key, id, ordinal)
	) WITHOUT ROWID;
	CREATE INDEX IF NOT EXISTS entryById ON entry (id);
`;

export interface Entry {
	readonly id: string;
	readonly key: unknown;
	readonly value: unknown;
}

/** A bound includes the entries of its key, from or up to `id` if there is one. */
export interface Bound {
	readonly key: unknown;
	readonly id?: string;
	readonly isExclusive?: boolean;
}

export interface Range {
	readonly from?: Bound;
	readonly to?: Bound;
	readonly descending: boolean;
	readonly skip: number;
	readonly limit: number;
}

export class ViewIndex {
	readonly #database: Database;
	readonly #file: string;
	readonly #sqlite: Sqlite;
	readonly #sandbox: Sandbox;
	readonly #names: readonly string[];
	readonly #maps: readonly Compiled[];
	readonly #reduces: ReadonlyMap<string, string | Compiled>;
	#updating: Promise<void> = Promise.resolve();

	static async open(database: Database, design: DesignDocument, folder: string, signature: string): Promise<ViewIndex> {
		mkdirSync(folder, {recursive: true});
		return new ViewIndex(database, design, join(folder, `${signature}.sqlite`), await openSandbox(design));
	}

	private constructor(database: Database, design: DesignDocument, file: string, sandbox: Sandbox) {
		this.#database = database;
		this.#file = file;
		this.#sandbox = sandbox;
		const views = Object.entries(design.views).flatMap(([name, {map, reduce}]) =>
			map === undefined ? [] : [{name, map, reduce}],
		);
		this.#names = views.map(({name}) => name);
		this.#maps = views.map(({map}) => sandbox.compile(map));
		this.#reduces = new Map(
			views.flatMap(({name, reduce}) =>
				reduce === undefined ? [] : [[name, reduce.startsWith('_') ? reduce : sandbox.compile(reduce)] as const],
			),
		);
		this.#sqlite = openSqlite(file);
		this.#sqlite.exec(schema);
	}

	has(view: string): boolean {
		return this.#names.includes(view);
	}

	/** The name of a built-in function or one of the design document's own. */
	reduceOf(view: string): string | Compiled | undefined {
		return this.#reduces.get(view);
	}

	get sandbox(): Sandbox {
		return this.#sandbox;
	}

	sequence(): number {
		return Number(this.#sqlite.get('SELECT sequence FROM progress')?.['sequence'] ?? 0);
	}

	/** Resolves when everything written before the call is in the index. */
	update(): Promise<void> {
		const updated = this.#updating.then(() => this.#readChanges());
		// A failure is for those who asked; the next one tries again.
		this.#updating = updated.catch(() => undefined);
		return updated;
	}

	count(view: string): number {
		const {where, args} = this.#condition(view, {});
		return Number(this.#sqlite.get(`SELECT COUNT(*) AS count FROM entry WHERE ${where}`, ...args)?.['count']);
	}

	/** How many entries come before the range. */
	offset(view: string, {from, descending}: Pick<Range, 'from' | 'descending'>): number {
		if (from === undefined) {
			return 0;
		}
		const before = this.#condition(view, {[descending ? 'from' : 'to']: {...from, isExclusive: true}});
		const sql = `SELECT COUNT(*) AS count FROM entry WHERE ${before.where}`;
		return Number(this.#sqlite.get(sql, ...before.args)?.['count']);
	}

	read(view: string, range: Range): readonly Entry[] {
		const {from, to, descending} = range;
		const bounds = descending ? {from: to, to: from} : {from, to};
		const {where, args} = this.#condition(view, bounds);
		const order = descending ? 'DESC' : 'ASC';
		const sql =
			`SELECT id, keyText, value FROM entry WHERE ${where} ` +
			`ORDER BY key ${order}, id ${order}, ordinal ${order} LIMIT ? OFFSET ?`;
		const limit = Number.isFinite(range.limit) ? range.limit : -1;
		return this.#sqlite.all(sql, ...args, limit, range.skip).map(row => ({
			id: String(row['id']),
			key: JSON.parse(String(row['keyText'])),
			value: JSON.parse(String(row['value'])),
		}));
	}

	async close(): Promise<void> {
		await this.#updating;
		this.#sandbox.dispose();
		await this.#sqlite.close();
	}

	async remove(): Promise<void> {
		await this.close();
		for (const ending of ['', '-wal', '-shm']) {
			rmSync(`${this.#file}${ending}`, {force: true});
		}
	}

	#condition(view: string, {from, to}: {from?: Bound | undefined; to?: Bound | undefined}) {
		const conditions = ['view = ?'];
		const args: Argument[] = [this.#names.indexOf(view)];
		for (const [bound, sign] of [
			[from, '>'],
			[to, '<'],
		] as const) {
			if (bound === undefined) {
				continue;
			}
			const key = encodeKey(bound.key);
			const orEqual = bound.isExclusive === true ? '' : '=';
			if (bound.id === undefined) {
				conditions.push(`key ${sign}${orEqual} ?`);
				args.push(key);
			} else {
				conditions.push(`(key, id) ${sign}${orEqual} (?, ?)`);
				args.push(key, bound.id);
			}
		}
		return {where: conditions.join(' AND '), args};
	}

	async #readChanges(): Promise<void> {
		for (;;) {
			const since = this.sequence();
			const {results, last_seq} = await this.#database.store.changes<Record<string, unknown>>({
				since,
				limit: pageRowCount,
				include_docs: true,
				conflicts: true,
			});
			if (results.length > 0) {
				this.#store(results, Number(last_seq));
			}
			if (results.length < pageRowCount) {
				return;
			}
		}
	}

	#store(changes: readonly PouchDB.Core.ChangesResponseChange<Record<string, unknown>>[], sequence: number): void {
		this.#sqlite.transaction(() => {
			for (const {id, doc, deleted} of changes) {
				this.#sqlite.run('DELETE FROM entry WHERE id = ?', id);
				if (deleted !== true && doc !== undefined && !id.startsWith('_design/')) {
					this.#storeDocument(doc as Document);
				}
			}
			this.#sqlite.run('DELETE FROM progress');
			this.#sqlite.run('INSERT INTO progress VALUES (?)', sequence);
		});
	}

	#storeDocument(document: Document): void {
		const outcome = this.#sandbox.map(this.#maps, document);
		if (outcome.kind !== 'returned') {
			const reason = outcome.kind === 'stopped' ? outcome.reason : 'The map failed.';
			throw new CouchError(500, 'os_process_error', reason);
		}
		const emitted = outcome.value as readonly (readonly (readonly [unknown, unknown])[])[];
		emitted.forEach((pairs, view) => {
			pairs.forEach(([key, value], ordinal) => {
				const args = [view, encodeKey(key), document._id, ordinal, JSON.stringify(key), JSON.stringify(value)];
				this.#sqlite.run('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)', ...args);
			});
		});
	}
}
