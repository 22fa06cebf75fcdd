/**
 * PouchDB's own tables, read and written without PouchDB where going document by document is too slow: a new till loads
 * a whole catalogue, and every till reads it at start.
 *
 *   document-store   id · json {id, rev_tree, seq} · winningseq · max_seq
 *   by-sequence      seq · doc_id · rev · json of the content, without `_id` and `_rev` · deleted
 *
 * T1  What `insertNew` leaves behind is, row by row, what `bulkDocs` with `new_edits: false` would have left, called for
 *     one document after the other.
 * T2  Everything here takes its turn among PouchDB's transactions and sees only what was committed.
 *
 * Whoever listens to the changes of the same store in the same process does not hear of what `insertNew` stores. The
 * store must have answered once, so that its tables are there.
 */
import {type InsertRows, insertRows, readRows} from './adapter.ts';
import type {Store} from './pouch.ts';

/** A document with its revision: `_rev` is a generation and an id, `3-0f…`. */
export interface RevisedDocument {
	readonly _id: string;
	readonly _rev: string;
	readonly [field: string]: unknown;
}

/** One statement for so many: the calls cost more than the rows. */
const rowsOfStatement = 50;

/**
 * Stores documents whose ids the store has never seen, all or none. Rejects when one of them is there: nothing is
 * stored then. Attachments and deletions go the ordinary way.
 */
export function insertNew(store: Store, documents: readonly RevisedDocument[]): Promise<void> {
	return insertRows(store.name, insert => {
		for (let at = 0; at < documents.length; at += rowsOfStatement) {
			insertSome(insert, documents.slice(at, at + rowsOfStatement));
		}
	});
}

/** Whether `insertNew` was refused because an id is there already. */
export function isTaken(error: unknown): boolean {
	return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT');
}

function insertSome(insert: InsertRows, documents: readonly RevisedDocument[]): void {
	const contents = documents.flatMap(({_id, _rev, ...content}) => [_id, _rev, JSON.stringify(content)]);
	const rowsOf = (row: string) => documents.map(() => row).join();
	insert(`INSERT INTO 'by-sequence' (doc_id, rev, json, deleted) VALUES ${rowsOf('(?,?,?,0)')}`, contents, last => {
		// The rows of one statement are numbered one after the other.
		const before = last - documents.length;
		const metadata = documents.flatMap(({_id, _rev}, place) => {
			const sequence = before + place + 1;
			return [_id, sequence, sequence, metadataOf(_id, _rev, sequence)];
		});
		insert(`INSERT INTO 'document-store' (id, winningseq, max_seq, json) VALUES ${rowsOf('(?,?,?,?)')}`, metadata);
	});
}

function metadataOf(id: string, revision: string, sequence: number): string {
	const dash = revision.indexOf('-');
	const node = [revision.slice(dash + 1), {status: 'available'}, []];
	return JSON.stringify({id, rev_tree: [{pos: Number(revision.slice(0, dash)), ids: node}], seq: sequence});
}

/** A document that is not deleted, as it lies in the file: `json` is its content without id and revision. */
export interface StoredText {
	readonly id: string;
	readonly rev: string;
	readonly json: string;
}

export interface TextRange {
	/** The first id; `''` for the first there is. */
	readonly from: string;
	readonly through?: string;
	/** Whether `through` itself is part of the range. */
	readonly inclusive?: boolean;
	readonly skip?: number;
	readonly limit?: number;
	/** Whether contents are wanted; without them `json` is empty. */
	readonly withContents?: boolean;
}

export const textsWithin =
	"SELECT d.id AS id, b.rev AS rev, CASE WHEN ? THEN b.json ELSE '' END AS json " +
	"FROM 'document-store' AS d JOIN 'by-sequence' AS b ON b.seq = d.winningseq " +
	'WHERE d.id >= ? AND b.deleted = 0 AND (? IS NULL OR d.id < ? OR (? AND d.id = ?)) ORDER BY d.id LIMIT ? OFFSET ?';

/** The winners of a range of ids, in the order of their ids. */
export async function documentTexts(
	store: Store,
	{from, through, inclusive = true, skip = 0, limit = -1, withContents = true}: TextRange,
): Promise<readonly StoredText[]> {
	const last = through ?? null;
	const bounds = [from, last, last, inclusive, last, limit, skip];
	const rows = await readRows(store.name, textsWithin, [withContents, ...bounds]);
	return rows as unknown as readonly StoredText[];
}

// One text for a page: a call of the driver for each row, and each row as an object of its own, would cost more than
// reading the rows. A sequence with a sign is no column, which keeps SQLite from reading all documents for each row.
export const documentsWithin =
	"SELECT '[' || group_concat(json) || ']' AS documents, MAX(seq) AS last FROM (" +
	'SELECT b.seq AS seq, \'{"_id":\' || json_quote(b.doc_id) || \',"_rev":\' || json_quote(b.rev) || ' +
	"CASE b.json WHEN '{}' THEN '}' ELSE ',' || substr(b.json, 2) END AS json " +
	"FROM 'by-sequence' AS b WHERE b.seq > ? AND b.deleted = 0 " +
	"AND EXISTS (SELECT 1 FROM 'document-store' AS d WHERE d.winningseq = +b.seq) ORDER BY b.seq LIMIT ?)";

/**
 * The winners of the documents that are not deleted, some at a time, in the order in which they were last written. What
 * is written meanwhile comes at the end, perhaps a second time.
 */
export async function* documentPages(store: Store, pageSize: number): AsyncGenerator<readonly RevisedDocument[]> {
	for (let after = 0; ; ) {
		const [page] = await readRows(store.name, documentsWithin, [after, pageSize]);
		const {documents = null, last} = page ?? {};
		if (documents === null) return;
		yield JSON.parse(String(documents));
		after = Number(last);
	}
}

const treesOf = "SELECT id, json FROM 'document-store' WHERE id IN (SELECT value FROM json_each(?))";

/** The revision trees of documents, as PouchDB keeps them; absent for what the store has never seen. */
export async function revisionTrees<Tree>(store: Store, ids: readonly string[]): Promise<ReadonlyMap<string, Tree>> {
	const rows = await readRows(store.name, treesOf, [JSON.stringify(ids)]);
	return new Map(rows.map(({id, json}) => [String(id), JSON.parse(String(json)).rev_tree]));
}

const idsWithin =
	"SELECT d.id AS id FROM 'document-store' AS d JOIN 'by-sequence' AS b ON b.seq = d.winningseq " +
	'WHERE b.deleted = 0 AND d.id > ? AND (? IS NULL OR d.id <= ?)';

/** The ids after one and up to another of the documents that are not deleted; to the last without `through`. */
export async function idsBetween(
	store: Store,
	{after, through = null}: {readonly after: string; readonly through?: string | null},
): Promise<readonly string[]> {
	const rows = await readRows(store.name, idsWithin, [after, through, through]);
	return rows.map(({id}) => String(id));
}

const lastChange = "SELECT max_seq FROM 'document-store' WHERE id = ?";

/** The number of a document's last write; undefined for one that was never there. */
export async function lastChangeOf(store: Store, id: string): Promise<number | undefined> {
	const [row] = await readRows(store.name, lastChange, [id]);
	return row === undefined ? undefined : Number(row['max_seq']);
}

const lastSequence = "SELECT seq FROM sqlite_sequence WHERE name = 'by-sequence'";

/** The number of the last write. */
export async function latestSequence(store: Store): Promise<number> {
	const [row] = await readRows(store.name, lastSequence);
	return Number(row?.['seq'] ?? 0);
}
