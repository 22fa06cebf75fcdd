/**
 * Changes read from the store a page at a time, as the lines a client gets.
 *
 * A page is small enough to leave the event loop free for others between two of them. Clients who have read everything
 * all ask for the same next page when something changes: it is read once and shared.
 */
import type {ChangeFilter} from './change-filter.ts';
import type {Database, Document} from './database.ts';
import {leavesOf, revisionOf, withOrderedConflicts} from './revisions.ts';

const pageRowCountMax = 500;

export interface PageOptions {
	readonly since: number;
	readonly rowCountMax: number;
	readonly descending: boolean;
	readonly includeDocs: boolean;
	readonly conflicts: boolean;
	readonly allLeaves: boolean;
	readonly filter: ChangeFilter;
}

export interface Page {
	/** One JSON text a row. */
	readonly rows: readonly string[];
	/** Where the next page begins; beyond the last row when a filter left some out. */
	readonly lastSequence: number;
	readonly isLast: boolean;
}

type Change = PouchDB.Core.ChangesResponseChange<Record<string, unknown>>;

export async function readPage(database: Database, options: PageOptions): Promise<Page> {
	const {since, rowCountMax, descending, filter} = options;
	// Only the documents that are asked for are looked at; the others up to here are passed over.
	const passed = filter.ids === undefined || descending ? 0 : await database.latestSequence();
	// Read backwards there is no sequence to go on from: one page holds all.
	const limit = descending ? rowCountMax : Math.min(rowCountMax, pageRowCountMax);
	const {results, last_seq} = await database.store.changes<Record<string, unknown>>({
		since,
		...(Number.isFinite(limit) ? {limit} : {}),
		descending,
		include_docs: true,
		conflicts: options.conflicts && options.includeDocs,
		style: options.allLeaves ? 'all_docs' : 'main_only',
		...(filter.ids === undefined ? {} : {doc_ids: [...filter.ids]}),
	});
	const isLast = descending || results.length < limit;
	const accepted = results.filter(({doc}) => doc !== undefined && filter.accepts(doc as Document));
	return {
		rows: await Promise.all(accepted.map(change => rowOf(database, change, options))),
		lastSequence: isLast ? Math.max(Number(last_seq), passed) : Number(last_seq),
		isLast,
	};
}

async function rowOf(database: Database, change: Change, {includeDocs}: PageOptions): Promise<string> {
	const {id, doc, deleted} = change;
	return JSON.stringify({
		seq: database.sequence(Number(change.seq)),
		id,
		changes: change.changes.length > 1 ? await leafRevisions(database, id) : change.changes,
		...(deleted === true ? {deleted} : {}),
		...(includeDocs && doc !== undefined ? {doc: withOrderedConflicts(doc)} : {}),
	});
}

async function leafRevisions(database: Database, id: string): Promise<readonly {readonly rev: string}[]> {
	const tree = await database.revisionTree(id);
	return leavesOf(tree).map(leaf => ({rev: revisionOf(leaf)}));
}

/** Pages read once for everybody who asks the same between two changes. Filters are everyone's own. */
export class SharedPages {
	readonly #database: Database;
	readonly #pages = new Map<string, Promise<Page>>();

	constructor(database: Database) {
		this.#database = database;
		database.events.on('change', () => this.#pages.clear());
	}

	read(options: PageOptions & {readonly isFiltered: boolean}): Promise<Page> {
		if (options.isFiltered) {
			return readPage(this.#database, options);
		}
		const {since, rowCountMax, descending, includeDocs, conflicts, allLeaves} = options;
		const key = [since, rowCountMax, descending, includeDocs, conflicts, allLeaves].join();
		const known = this.#pages.get(key);
		if (known !== undefined) {
			return known;
		}
		const page = readPage(this.#database, options);
		// First loads begin all over the place; only the readers at the end of the feed meet.
		if (this.#pages.size < 16) {
			this.#pages.set(key, page);
			page.catch(() => this.#pages.delete(key));
		}
		return page;
	}
}
