/**
 * A PouchDB kept in one SQLite file: the only door to PouchDB.
 *
 * What `put` acknowledged is on the disk. `close()` gives the file back, `destroy()` removes it; a store may be opened
 * several times under any spelling of its path. An error on opening is the answer of every call on that store.
 */
import PouchDB from 'pouchdb';
import find from 'pouchdb-find';
import {readRows, sqliteAdapter} from './adapter.ts';
import {Connection, checkIntegrity, resolveFile} from './connection.ts';

// Documents are typed where they are read, by the schemas of `couch/documents`.
export type Store = PouchDB.Database;

export interface StoreOptions {
	readonly file: string;
	/** Drop the content of every revision that has a successor, at once. */
	readonly autoCompaction?: boolean;
	/** So many revisions of each branch are remembered by name, the leaf among them; 1000 unless told otherwise. */
	readonly revisionsMax?: number;
	/** The file never grows beyond this; a write that would make it is refused as on a full disk. */
	readonly sizeBytesMax?: number;
}

// A plugin may be a function; the types know only the object form.
PouchDB.plugin(sqliteAdapter as unknown as PouchDB.Plugin);
PouchDB.plugin(find);
// Every open store listens for the end of its own files; a shop has dozens.
PouchDB.setMaxListeners(0);

export function openStore({file, autoCompaction = false, revisionsMax, sizeBytesMax}: StoreOptions): Store {
	const options = {
		adapter: 'sqlite',
		auto_compaction: autoCompaction,
		...(revisionsMax === undefined ? {} : {revs_limit: revisionsMax}),
		...(sizeBytesMax === undefined ? {} : {sizeBytesMax}),
	};
	return new PouchDB(resolveFile(file), options);
}

/** PouchDB does not say how many documents were deleted: all of them but those it counts. */
export async function countDeleted(store: Store): Promise<number> {
	const {doc_count} = await store.info();
	const [row] = await readRows(store.name, "SELECT COUNT(*) AS count FROM 'document-store'");
	return Number(row?.['count'] ?? 0) - doc_count;
}

/** What SQLite finds wrong with a store's file; an empty list is a sound one. */
export async function checkStore(file: string): Promise<readonly string[]> {
	const connection = new Connection({file});
	try {
		return checkIntegrity(connection);
	} finally {
		await connection.close();
	}
}
