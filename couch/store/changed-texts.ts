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

/** `json` is the content of the winner without id and revision; `metadata` is JSON with its `rev_tree`. */
export interface ChangedText extends StoredText {
	readonly isDeleted: boolean;
	readonly metadata: string;
}

export interface ChangedPage {
	readonly documents: readonly ChangedText[];
	/** Where the next page begins. */
	readonly lastSequence: number;
	readonly isLast: boolean;
}

export interface PageLimits {
	readonly countMax: number;
	/** At least one document is on a page, however large it is. */
	readonly bytesMax: number;
}

const winners = "FROM 'document-store' AS d JOIN 'by-sequence' AS b ON b.seq = d.winningseq";
const sizesAfter = `SELECT d.max_seq AS sequence, OCTET_LENGTH(b.json) AS bytes ${winners} WHERE d.max_seq > ? ORDER BY d.max_seq LIMIT ?`;
const textsBetween = `SELECT d.id AS id, b.rev AS rev, b.json AS json, b.deleted AS isDeleted, d.json AS metadata ${winners} WHERE d.max_seq > ? AND d.max_seq <= ? ORDER BY d.max_seq`;
const countAfter = "SELECT COUNT(*) AS count FROM 'document-store' WHERE max_seq > ?";

export async function changedTexts(
	store: Store,
	after: number,
	{countMax, bytesMax}: PageLimits,
): Promise<ChangedPage> {
	const sizes = await readRows(store.name, sizesAfter, [after, countMax]);
	let bytes = 0;
	let count = 0;
	for (const size of sizes) {
		bytes += Number(size['bytes']);
		if (count > 0 && bytes > bytesMax) break;
		count++;
	}
	const lastSequence = Number(sizes[count - 1]?.['sequence'] ?? after);
	const isLast = count === sizes.length && sizes.length < countMax;
	const rows = count === 0 ? [] : await readRows(store.name, textsBetween, [after, lastSequence]);
	const documents = rows.map(row => ({...row, isDeleted: row['isDeleted'] === 1}) as unknown as ChangedText);
	return {documents, lastSequence, isLast};
}

/** How many documents were written after a sequence. */
export async function countChanged(store: Store, after: number): Promise<number> {
	const [row] = await readRows(store.name, countAfter, [after]);
	return Number(row?.['count'] ?? 0);
}
