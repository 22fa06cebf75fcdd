/** Reading one document, in all the ways `GET /db/id` has. */
import {lastChangeOf} from '../store/tables.ts';
import type {Database, Document} from './database.ts';
import {badRequest, notFound} from './errors.ts';
import type {Query} from './query.ts';
import {latestOf, leavesOf, readRevision, revisionOf, withOrderedConflicts} from './revisions.ts';

export async function readDocument(database: Database, id: string, query: Query): Promise<unknown> {
	const asked = readOpenRevisions(query);
	if (asked !== undefined) {
		const found = await findRevisions(database, {id, revisions: asked, ...readFlags(query)});
		if (asked === 'all' && found.length === 0) {
			throw notFound('missing');
		}
		return found;
	}
	return query.has('rev') ? readRevisionAsked(database, id, query) : readWinner(database, id, query);
}

/** Nothing but the revision: its conflicts and its place in the sequence are the winner's to tell. */
async function readRevisionAsked(database: Database, id: string, query: Query): Promise<unknown> {
	const revisions = [readRevision(query.text('rev'))];
	const [found] = await findRevisions(database, {id, revisions, ...readFlags(query)});
	if (found === undefined || !('ok' in found)) {
		throw notFound('missing');
	}
	return found.ok;
}

async function readWinner(database: Database, id: string, query: Query): Promise<unknown> {
	const isMeta = query.flag('meta');
	const document: Record<string, unknown> = {
		...(await database.store.get(id, {
			revs: query.flag('revs'),
			revs_info: isMeta || query.flag('revs_info'),
			conflicts: isMeta || query.flag('conflicts'),
		})),
	};
	if (query.flag('local_seq')) {
		document['_local_seq'] = await lastChangeOf(database.store, id);
	}
	if (isMeta || query.flag('deleted_conflicts')) {
		const deleted = leavesOf(await database.revisionTree(id))
			.filter(leaf => leaf.isDeleted)
			.map(revisionOf);
		if (deleted.length > 0) {
			document['_deleted_conflicts'] = deleted;
		}
	}
	return withOrderedConflicts(document);
}

function readFlags(query: Query): {revs: boolean; latest: boolean} {
	return {revs: query.flag('revs'), latest: query.flag('latest')};
}

function readOpenRevisions(query: Query): 'all' | readonly string[] | undefined {
	if (!query.has('open_revs')) {
		return undefined;
	}
	const asked = query.text('open_revs') === 'all' ? 'all' : query.json('open_revs');
	if (asked === 'all') {
		return 'all';
	}
	if (!Array.isArray(asked)) {
		throw badRequest('Invalid list of revisions');
	}
	return asked.length === 0 ? undefined : asked.map(readRevision);
}

export interface Wanted {
	readonly id: string;
	/** `all` stands for every leaf. */
	readonly revisions: readonly string[] | 'all';
	readonly revs: boolean;
	/** In place of a revision, the leaves it has become. */
	readonly latest: boolean;
}

export type Found = {readonly ok: Document} | {readonly missing: string};

export async function findRevisions(database: Database, wanted: Wanted): Promise<readonly Found[]> {
	const {id, revisions, revs, latest} = wanted;
	// The store's own way of finding the latest ends the process when it does not know the revision.
	const tree = latest || revisions === 'all' ? await database.revisionTree(id) : new Map();
	const asked = revisions === 'all' ? leavesOf(tree).map(revisionOf) : revisions;
	const resolved = asked.flatMap(revision => {
		const leaves = latest ? latestOf(tree, revision).map(revisionOf) : [];
		return leaves.length === 0 ? [revision] : leaves;
	});
	return Promise.all(
		[...new Set(resolved)].map(async rev => {
			const ok = await findRevision(database, id, {rev, revs});
			return ok === undefined ? {missing: rev} : {ok};
		}),
	);
}

/** Undefined when the revision, or its content, is not there. */
async function findRevision(
	database: Database,
	id: string,
	options: {readonly rev: string; readonly revs: boolean},
): Promise<Document | undefined> {
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
