/**
 * The files of the book: one PouchDB a month, `receipts-YYYY-MM.sqlite`.
 *
 * Entries are put under revisions made of their content. Ids sort by type, till and number, so that the entries from
 * a number on are a range of ids for each type.
 *
 * Only `put` makes a file. A month whose files are removed is read to the end by whoever was reading it, and is empty
 * for whoever comes after.
 */
import {join} from 'node:path';
import {openStore, type Store} from '../../couch/store/pouch.ts';
import {insertNew, isTaken, type RevisedDocument} from '../../couch/store/tables.ts';
import {entryNumberText} from '../domain/chain.ts';
import {type EntryType, entryTypes} from '../domain/entry.ts';
import {monthFile, monthsIn} from './mend-book.ts';
import type {StoredEntry} from './replica.ts';

const pageSize = 1000;

export class EntryMonths {
	readonly #dataDir: string;
	readonly #till: string;
	readonly #stores = new Map<string, Store>();
	/** They have stored something since they were opened: their tables are there. */
	readonly #proven = new WeakSet<Store>();
	readonly #readings = new Map<Promise<unknown>, string>();

	constructor(dataDir: string, till: string) {
		this.#dataDir = dataDir;
		this.#till = till;
		for (const month of monthsIn(dataDir)) this.#store(month);
	}

	/** Months that have a file, oldest first. */
	months(): readonly string[] {
		return [...this.#stores.keys()].sort();
	}

	/** Stores a document under the given revision; one that is there already stays as it is. */
	async put(month: string, document: Readonly<Record<string, unknown>> & {readonly _id: string}, revision: string) {
		const isNew = !this.#stores.has(month);
		const store = this.#store(month);
		const revised = {...document, _rev: revision};
		if (this.#proven.has(store) && (await insertIfNew(store, revised))) return;
		const [failure] = await store.bulkDocs([revised], {new_edits: false}).catch((error: unknown) => {
			// A store that could not be opened says so for ever; the next try opens another one.
			if (isNew) this.#stores.delete(month);
			throw error;
		});
		if (failure !== undefined) throw new Error(`The book refused ${document._id}: ${JSON.stringify(failure)}`);
		this.#proven.add(store);
	}

	async get(month: string, ids: readonly string[]): Promise<readonly StoredEntry[]> {
		return this.#read(month, async store => {
			const {rows} = await store.allDocs({keys: [...ids], include_docs: true});
			return rows.flatMap(row => ('error' in row || !row.doc ? [] : [storedEntry(row.doc, month)]));
		});
	}

	/** Entries of a month with numbers from `entry` on, oldest first. */
	async from(month: string, entry: number, limit = Number.POSITIVE_INFINITY): Promise<readonly StoredEntry[]> {
		return this.#read(month, async store => {
			const ofTypes = await Promise.all(entryTypes.map(type => this.#ofType(type, {store, month, entry, limit})));
			const entries = ofTypes.flat().sort((left, right) => left.entry - right.entry);
			return entries.length > limit ? entries.slice(0, limit) : entries;
		});
	}

	/** The entries of one type of a month, oldest first. */
	async ofType(type: EntryType, month: string): Promise<readonly StoredEntry[]> {
		const all = {month, entry: 0, limit: Number.POSITIVE_INFINITY};
		return this.#read(month, store => this.#ofType(type, {store, ...all}));
	}

	/** The entry with the highest number of a month. */
	async lastOf(month: string): Promise<StoredEntry | undefined> {
		const [last] = await this.#read(month, async store => {
			const lasts = await Promise.all(entryTypes.map(type => this.#lastOfType(type, {store, month})));
			return lasts.flat().sort((left, right) => right.entry - left.entry);
		});
		return last;
	}

	/** The entry with the highest number, of the newest month that has one. */
	async last(): Promise<StoredEntry | undefined> {
		for (const month of this.months().toReversed()) {
			const last = await this.lastOf(month);
			if (last !== undefined) return last;
		}
		return undefined;
	}

	/**
	 * From this call on these months are empty; it resolves when their files are closed, and nobody reads them any more.
	 */
	async leave(months: readonly string[]): Promise<void> {
		const stores = months.flatMap(month => this.#stores.get(month) ?? []);
		for (const month of months) this.#stores.delete(month);
		const readings = [...this.#readings].filter(([, month]) => months.includes(month));
		await Promise.allSettled(readings.map(([reading]) => reading));
		await Promise.all(stores.map(store => store.close()));
	}

	async close(): Promise<void> {
		await Promise.all([...this.#stores.values()].map(store => store.close()));
	}

	async #read(month: string, read: (store: Store) => Promise<readonly StoredEntry[]>): Promise<readonly StoredEntry[]> {
		const store = this.#stores.get(month);
		if (store === undefined) return [];
		const reading = read(store);
		this.#readings.set(reading, month);
		try {
			return await reading;
		} finally {
			this.#readings.delete(reading);
		}
	}

	async #ofType(
		type: EntryType,
		{
			store,
			month,
			entry,
			limit,
		}: {readonly store: Store; readonly month: string; readonly entry: number; readonly limit: number},
	): Promise<readonly StoredEntry[]> {
		const entries: StoredEntry[] = [];
		const endkey = this.#bound(type, '~');
		let startkey = this.#bound(type, entryNumberText(entry));
		for (;;) {
			const page = Math.min(pageSize, limit - entries.length);
			const {rows} = await store.allDocs({startkey, endkey, limit: page, include_docs: true});
			for (const {doc} of rows) if (doc) entries.push(storedEntry(doc, month));
			const last = rows.at(-1);
			if (last === undefined || rows.length < page || entries.length >= limit) return entries;
			startkey = `${last.id}\u0000`;
		}
	}

	async #lastOfType(
		type: EntryType,
		{store, month}: {readonly store: Store; readonly month: string},
	): Promise<readonly StoredEntry[]> {
		const {rows} = await store.allDocs({
			startkey: this.#bound(type, '~'),
			endkey: this.#bound(type, ''),
			descending: true,
			limit: 1,
			include_docs: true,
		});
		return rows.flatMap(({doc}) => (doc ? [storedEntry(doc, month)] : []));
	}

	#bound(type: EntryType, number: string): string {
		return `${type}:${this.#till}:${number}`;
	}

	#store(month: string): Store {
		const known = this.#stores.get(month);
		if (known !== undefined) return known;
		const store = openStore({file: join(this.#dataDir, monthFile(month))});
		this.#stores.set(month, store);
		return store;
	}
}

/** The short way, which nearly every entry goes; false when the id is there already. */
async function insertIfNew(store: Store, document: RevisedDocument): Promise<boolean> {
	try {
		await insertNew(store, [document]);
		return true;
	} catch (error) {
		if (isTaken(error)) return false;
		throw error;
	}
}

/** The number is read from the id, because the content may have been altered in the file. */
function storedEntry(stored: PouchDB.Core.ExistingDocument<object>, month: string): StoredEntry {
	const {_rev, ...document} = stored;
	return {_id: document._id, entry: Number(document._id.split(':')[2]), month, document: {...document}};
}
