/**
 * What was written after a sequence, as it lies in the file: for whoever reads a whole database in the order of its
 * changes and wants pages of a size that is known beforehand.
 *
 * A document is on the page of its last change. One that is written while a page is being read is not lost: it comes
 * again, after everything that was there.
 */
import {readRows} from './adapter.ts';
import type {Store} from './pouch.ts';
import type {StoredText} from './tables.ts';

/** `json` is the content of the winner without id and revision. */
export interface ChangedText extends StoredText {
	readonly sequence: number;
	readonly isDeleted: boolean;
	/** JSON with its `rev_tree`; empty unless trees are wanted. After a thousand changes it is longer than most documents. */
	readonly metadata: string;
}

export interface ChangedPage {
	readonly documents: readonly ChangedText[];
	/** Where the next page begins. */
	readonly lastSequence: number;
	readonly isLast: boolean;
}

export interface PageOptions {
	readonly countMax: number;
	/** Of contents and of trees, when they are wanted. At least one document is on a page, however large it is. */
	readonly bytesMax: number;
	readonly withTrees: boolean;
}

const winners = "FROM 'document-store' AS d JOIN 'by-sequence' AS b ON b.seq = d.winningseq";
const sizesAfter =
	'SELECT d.max_seq AS sequence, OCTET_LENGTH(b.json) + CASE WHEN ? THEN OCTET_LENGTH(d.json) ELSE 0 END AS bytes ' +
	`${winners} WHERE d.max_seq > ? ORDER BY d.max_seq LIMIT ?`;
const textsBetween =
	'SELECT d.id AS id, d.max_seq AS sequence, b.rev AS rev, b.json AS json, b.deleted AS isDeleted, ' +
	`CASE WHEN ? THEN d.json ELSE '' END AS metadata ${winners} WHERE d.max_seq > ? AND d.max_seq <= ? ORDER BY d.max_seq`;
const countAfter = "SELECT COUNT(*) AS count FROM 'document-store' WHERE max_seq > ?";

export async function changedTexts(
	store: Store,
	after: number,
	{countMax, bytesMax, withTrees}: PageOptions,
): Promise<ChangedPage> {
	const sizes = await readRows(store.name, sizesAfter, [withTrees, after, countMax]);
	let bytes = 0;
	let count = 0;
	for (const size of sizes) {
		bytes += Number(size['bytes']);
		if (count > 0 && bytes > bytesMax) break;
		count++;
	}
	const lastSequence = Number(sizes[count - 1]?.['sequence'] ?? after);
	const isLast = count === sizes.length && sizes.length < countMax;
	const rows = count === 0 ? [] : await readRows(store.name, textsBetween, [withTrees, after, lastSequence]);
	const documents = rows.map(
		row => ({...row, sequence: Number(row['sequence']), isDeleted: row['isDeleted'] === 1}) as unknown as ChangedText,
	);
	return {documents, lastSequence, isLast};
}

/** How many documents were written after a sequence. */
export async function countChanged(store: Store, after: number): Promise<number> {
	const [row] = await readRows(store.name, countAfter, [after]);
	return Number(row?.['count'] ?? 0);
}
