/**
 * Changes read from the store a page at a time, as the lines a client gets.
 *
 * A page is small enough to leave the event loop free for others between two of them, and for many readers to hold one each:
 * what counts are the bytes, those of long histories among them where they are looked at. Clients who have read everything
 * all ask for the same next page when something changes: it is read once and shared.
 */
import {type ChangedText, changedTexts} from '../store/changed-texts.ts';
import type {ChangeFilter} from './change-filter.ts';
import type {Database, Document} from './database.ts';
import {leavesOf, readTree, revisionOf, type StoredTree, withOrderedConflicts} from './revisions.ts';

const pageLimits = {countMax: 500, bytesMax: 1_000_000};

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

export function readPage(database: Database, options: PageOptions): Promise<Page> {
	const isForward = !options.descending && options.filter.ids === undefined;
	return isForward ? readForward(database, options) : readFromStore(database, options);
}

async function readForward(database: Database, options: PageOptions): Promise<Page> {
	const {since, rowCountMax, filter, includeDocs, conflicts, allLeaves} = options;
	const {documents, lastSequence, isLast} = await changedTexts(database.store, since, {
		...pageLimits,
		countMax: Math.min(rowCountMax, pageLimits.countMax),
		withTrees: allLeaves || (includeDocs && conflicts),
	});
	const rows = documents.flatMap(text => {
		const document = documentOf(text);
		return filter.accepts(document) ? [rowOfText(database, text, document, options)] : [];
	});
	return {rows, lastSequence, isLast};
}

function documentOf({id, rev, json}: ChangedText): Document {
	return {...JSON.parse(json), _id: id, _rev: rev};
}

function rowOfText(database: Database, text: ChangedText, document: Document, options: PageOptions): string {
	const {id, rev, sequence, isDeleted, metadata} = text;
	const leaves = metadata === '' ? [] : leavesOf(readTree((JSON.parse(metadata) as {rev_tree: StoredTree}).rev_tree));
	const alive = leaves.filter(leaf => !leaf.isDeleted).map(revisionOf);
	const conflicts = options.conflicts ? alive.filter(revision => revision !== rev) : [];
	return JSON.stringify({
		seq: database.sequence(sequence),
		id,
		changes: options.allLeaves ? leaves.map(leaf => ({rev: revisionOf(leaf)})) : [{rev}],
		...(isDeleted ? {deleted: true} : {}),
		...(options.includeDocs ? {doc: conflicts.length === 0 ? document : {...document, _conflicts: conflicts}} : {}),
	});
}

/** Backwards, or of certain documents only. */
async function readFromStore(database: Database, options: PageOptions): Promise<Page> {
	const {since, rowCountMax, descending, filter} = options;
	// Only the documents that are asked for are looked at; the others up to here are passed over.
	const passed = descending ? 0 : await database.latestSequence();
	// Read backwards there is no sequence to go on from: one page holds all.
	const limit = descending ? rowCountMax : Math.min(rowCountMax, pageLimits.countMax);
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
