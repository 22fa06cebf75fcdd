/** Reading one document, in all the ways `GET /db/id` has. */
import type {Database, Document} from './database.ts';
import {badRequest} from './errors.ts';
import type {Query} from './query.ts';
import {leavesOf, revisionOf, withOrderedConflicts} from './revisions.ts';

export async function readDocument(database: Database, id: string, query: Query): Promise<unknown> {
	if (query.has('open_revs')) {
		return readOpenRevisions(database, id, query);
	}
	const isMeta = query.flag('meta');
	const rev = query.text('rev');
	const document: Record<string, unknown> = {
		...(await database.store.get(id, {
			revs: query.flag('revs'),
			revs_info: isMeta || query.flag('revs_info'),
			conflicts: isMeta || query.flag('conflicts'),
			...(rev === undefined ? {} : {rev, latest: query.flag('latest')}),
			...(rev === undefined && query.flag('local_seq') ? {local_seq: true} : {}),
		})),
	};
	const ordered = withOrderedConflicts(document);
	if (isMeta || query.flag('deleted_conflicts')) {
		const deleted = leavesOf(await database.revisionTree(id))
			.filter(leaf => leaf.isDeleted)
			.map(revisionOf);
		const others = deleted.filter(revision => revision !== document['_rev']);
		return others.length === 0 ? ordered : {...ordered, _deleted_conflicts: others};
	}
	return ordered;
}

async function readOpenRevisions(database: Database, id: string, query: Query): Promise<readonly object[]> {
	const asked = query.text('open_revs') === 'all' ? 'all' : query.json('open_revs');
	if (asked === 'all') {
		const leaves = leavesOf(await database.revisionTree(id));
		return readRevisions(database, id, leaves.map(revisionOf), query);
	}
	if (!Array.isArray(asked) || !asked.every(revision => typeof revision === 'string')) {
		throw badRequest('open_revs must be `all` or a list of revisions');
	}
	return readRevisions(database, id, asked, query);
}

function readRevisions(
	database: Database,
	id: string,
	revisions: readonly string[],
	query: Query,
): Promise<readonly object[]> {
	const options = {revs: query.flag('revs'), latest: query.flag('latest')};
	return Promise.all(
		revisions.map(async rev => {
			const found = await findRevision(database, {id, rev, ...options});
			return found === undefined ? {missing: rev} : {ok: found};
		}),
	);
}

export interface Wanted {
	readonly id: string;
	readonly rev: string;
	readonly revs: boolean;
	readonly latest: boolean;
}

/** Undefined when the revision, or its content, is not there. */
export async function findRevision(database: Database, {id, ...options}: Wanted): Promise<Document | undefined> {
	try {
		return (await database.store.get(id, options)) as Document;
	} catch (error) {
		if ((error as {status?: number}).status === 404) {
			return undefined;
		}
		throw error;
	}
}

/** A row of `_all_docs`. */
export interface WinnerRow {
	readonly id?: string;
	readonly key: unknown;
	readonly value?: {readonly rev: string; readonly deleted?: boolean};
	readonly doc?: object | null;
	readonly error?: string;
}

interface StoreInside {
	_allDocs(options: object, callback: (error: unknown, answer: AllDocsAnswer) => void): void;
}

export interface AllDocsAnswer {
	readonly rows: readonly WinnerRow[];
	readonly total_rows: number;
}

const idCountPerRead = 500;

export function readAll({store}: Database, options: object): Promise<AllDocsAnswer> {
	// The store's outer method asks for a list of keys one by one; the inner one takes them together.
	const inside = store as unknown as StoreInside;
	return new Promise((resolve, reject) => {
		inside._allDocs(options, (error, answer) => (error ? reject(error) : resolve(withOrder(answer))));
	});
}

function withOrder(answer: AllDocsAnswer): AllDocsAnswer {
	const rows = answer.rows.map(row => (row.doc ? {...row, doc: withOrderedConflicts(row.doc)} : row));
	return {...answer, rows};
}

export async function readWinners(
	database: Database,
	ids: readonly string[],
	options: {readonly include_docs?: boolean; readonly conflicts?: boolean},
): Promise<ReadonlyMap<unknown, WinnerRow>> {
	const distinct = [...new Set(ids)];
	const rowById = new Map<unknown, WinnerRow>();
	for (let start = 0; start < distinct.length; start += idCountPerRead) {
		const {rows} = await readAll(database, {...options, keys: distinct.slice(start, start + idCountPerRead)});
		for (const row of rows) {
			rowById.set(row.key, row);
		}
	}
	return rowById;
}
