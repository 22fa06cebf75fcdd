/**
 * A store's file, read beside the process that writes it.
 *
 *   opened ──► the last write there is ──► page after page up to it ──► closed
 *
 * Every page is a reading of its own, so that nobody who tidies up the log waits for more than one; and nothing of what is
 * written meanwhile comes into it. It is one moment for documents that are written once and never again.
 */
import {Connection} from './connection.ts';
import {type StoredText, textsWithin} from './tables.ts';

const tableCount = "SELECT COUNT(*) AS count FROM sqlite_master WHERE name IN ('by-sequence', 'document-store')";
const lastWrite = "SELECT MAX(seq) AS last FROM 'by-sequence'";
const textsAfter =
	'SELECT b.seq AS sequence, b.doc_id AS id, b.rev AS rev, b.json AS json ' +
	"FROM 'by-sequence' AS b CROSS JOIN 'document-store' AS d ON d.id = b.doc_id " +
	'WHERE b.seq > ? AND b.seq <= ? AND b.deleted = 0 AND d.winningseq = b.seq ORDER BY b.seq LIMIT ?';
const pageSize = 500;

export class StoreReader {
	readonly #connection: Connection;

	/** Throws where there is no such file. */
	constructor(file: string) {
		this.#connection = new Connection({file, readOnly: true});
	}

	/** All documents as they were when the first of them was asked for, in the order in which they were written. */
	*documents(): Generator<StoredText> {
		if (!this.#hasTables()) return;
		const last = Number(this.#connection.all(lastWrite, [])[0]?.['last'] ?? 0);
		for (let after = 0; ; ) {
			const page = this.#connection.all(textsAfter, [after, last, pageSize]);
			for (const {id, rev, json} of page) yield {id: String(id), rev: String(rev), json: String(json)};
			if (page.length < pageSize) return;
			after = Number(page.at(-1)?.['sequence']);
		}
	}

	/** Of a range of ids, both ends included. */
	within(from: string, through: string): readonly StoredText[] {
		if (!this.#hasTables()) return [];
		const rows = this.#connection.all(textsWithin, [true, from, through, through, true, through, -1, 0]);
		return rows as unknown as readonly StoredText[];
	}

	close(): Promise<void> {
		return this.#connection.close();
	}

	/** A file that was made this moment has none yet. */
	#hasTables(): boolean {
		return Number(this.#connection.all(tableCount, [])[0]?.['count']) === 2;
	}
}
