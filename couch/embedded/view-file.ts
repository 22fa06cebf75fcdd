/**
 * What the maps of one design document emitted, in an SQLite file of its own. The file can be thrown away: it is made again
 * from the documents.
 *
 * It is written through one connection and read through another, which sees whole batches only.
 */
import {mkdirSync, rmSync} from 'node:fs';
import {dirname} from 'node:path';
import {type Argument, openSqlite, type Sqlite} from '../store/sqlite.ts';
import {encodeKey} from './collation.ts';
import type {MapRow} from './map-thread.ts';

const schema = `
	CREATE TABLE IF NOT EXISTS progress (sequence INTEGER NOT NULL);
	CREATE TABLE IF NOT EXISTS entry (
		view INTEGER, key BLOB, id TEXT, ordinal INTEGER, keyText TEXT, value TEXT,
		PRIMARY KEY (view, key, id, ordinal)
	) WITHOUT ROWID;
	CREATE INDEX IF NOT EXISTS entryById ON entry (id);
`;
// A batch that a power cut takes back is built again: the sequence goes with it. Keys come in no order, so that a build
// touches pages all over the file.
const writerSettings = 'PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000;';

// One statement for so many: the calls cost more than the rows.
const rowsOfStatement = 50;

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

/** Views by their place in the design document. */
export class ViewFile {
	readonly #file: string;
	readonly #writer: Sqlite;
	readonly #reader: Sqlite;

	constructor(file: string) {
		mkdirSync(dirname(file), {recursive: true});
		this.#file = file;
		this.#writer = openSqlite(file);
		this.#writer.exec(writerSettings);
		this.#writer.exec(schema);
		this.#reader = openSqlite(file);
	}

	/** Everything up to here is in the file. */
	sequence(): number {
		return Number(this.#reader.get('SELECT sequence FROM progress')?.['sequence'] ?? 0);
	}

	/** Runs `write`, which may take its time, as one transaction that ends with the new sequence. */
	writeBatch(sequence: number, write: () => Promise<void>): Promise<void> {
		return this.#writer.longTransaction(async () => {
			await write();
			this.#writer.run('DELETE FROM progress');
			this.#writer.run('INSERT INTO progress VALUES (?)', sequence);
		});
	}

	/** Within a batch. */
	remove(ids: readonly string[]): void {
		this.#writer.run('DELETE FROM entry WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(ids));
	}

	/** Within a batch. */
	insert(rows: readonly (readonly [id: string, row: MapRow])[]): void {
		for (let start = 0; start < rows.length; start += rowsOfStatement) {
			const some = rows.slice(start, start + rowsOfStatement);
			const sql = `INSERT INTO entry VALUES ${some.map(() => '(?,?,?,?,?,?)').join()}`;
			this.#writer.run(
				sql,
				...some.flatMap(([id, row]) => [row.view, bytesOfKey(row), id, row.ordinal, row.keyText, row.value]),
			);
		}
	}

	count(view: number): number {
		const {where, args} = this.#condition(view, {});
		return Number(this.#reader.get(`SELECT COUNT(*) AS count FROM entry WHERE ${where}`, ...args)?.['count']);
	}

	/** How many entries come before the range. */
	offset(view: number, {from, descending}: Pick<Range, 'from' | 'descending'>): number {
		if (from === undefined) {
			return 0;
		}
		const before = this.#condition(view, {[descending ? 'from' : 'to']: {...from, isExclusive: true}});
		const sql = `SELECT COUNT(*) AS count FROM entry WHERE ${before.where}`;
		return Number(this.#reader.get(sql, ...before.args)?.['count']);
	}

	read(view: number, range: Range): readonly Entry[] {
		const {from, to, descending} = range;
		const bounds = descending ? {from: to, to: from} : {from, to};
		const {where, args} = this.#condition(view, bounds);
		const order = descending ? 'DESC' : 'ASC';
		// Equal keys of one document stay in the order of their values when everything else is read backwards.
		const sql =
			`SELECT id, keyText, value FROM entry WHERE ${where} ` +
			`ORDER BY key ${order}, id ${order}, ordinal LIMIT ? OFFSET ?`;
		const limit = Number.isFinite(range.limit) ? range.limit : -1;
		return this.#reader.all(sql, ...args, limit, range.skip).map(row => ({
			id: String(row['id']),
			key: JSON.parse(String(row['keyText'])),
			value: JSON.parse(String(row['value'])),
		}));
	}

	/** Resolves when the file is given back. */
	async close(): Promise<void> {
		await Promise.all([this.#reader.close(), this.#writer.close()]);
	}

	async destroy(): Promise<void> {
		await this.close();
		for (const ending of ['', '-wal', '-shm']) {
			rmSync(`${this.#file}${ending}`, {force: true});
		}
	}

	#condition(view: number, {from, to}: {from?: Bound | undefined; to?: Bound | undefined}) {
		const conditions = ['view = ?'];
		const args: Argument[] = [view];
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
}

function bytesOfKey({key}: MapRow): Uint8Array {
	const {buffer, byteOffset, byteLength} = Buffer.from(key, 'latin1');
	return new Uint8Array(buffer, byteOffset, byteLength);
}
