/**
 * Has the server still got what it once took?
 *
 * `head:<till>` says up to which entry the server holds every one. When it stands still below what the till has sent,
 * either the watcher that writes it is slow, or the server lost entries (it was restored from a backup): the winning
 * revisions are compared, and what is missing is sent again.
 *
 * It also knows where a book goes on that lost its end: after the last entry the server holds.
 */
import {tillsDatabase} from '../../couch/documents/databases.ts';
import {headId, readTillsDocument, type TillHead} from '../../couch/documents/tills.ts';
import {parseEntryId} from '../domain/chain.ts';
import {ok, type Result} from '../domain/result.ts';
import type {Book} from '../replica/replica.ts';
import type {Clock} from './clock.ts';
import {compareEntries} from './compare-entries.ts';
import {firstBatch} from './outgoing.ts';
import type {ReceiptsUp} from './receipts-up.ts';
import {isRecord, type Server, type ServerFault} from './server.ts';
import type {Timings} from './timings.ts';

const pageSize = 500;

export interface HeadWatchParts {
	readonly server: Server;
	readonly book: Book;
	readonly till: string;
	readonly receipts: ReceiptsUp;
	readonly clock: Clock;
	readonly timings: Timings;
}

/** `again`: the server's account is behind, and should be read once more after a while. */
export type HeadVerdict = 'in step' | 'again';

export class HeadWatch {
	readonly #parts: HeadWatchParts;
	/** Where the server's account stands below the till's, and since when. */
	#behind: {readonly entry: number; readonly sinceMs: number} | undefined;
	#comparedAtMs = Number.NEGATIVE_INFINITY;

	constructor(parts: HeadWatchParts) {
		this.#parts = parts;
	}

	async check(): Promise<Result<HeadVerdict, ServerFault>> {
		const {clock, timings} = this.#parts;
		const through = await this.#sentThrough();
		const head = await this.#readHead();
		if (!head.ok) return head;
		if (head.value === undefined) return this.#inStep();
		const {entry} = head.value;
		if (!this.#parts.book.continueAfter(head.value)) return ok('again');
		if (entry >= through) return this.#inStep();
		const nowMs = clock.now();
		if (this.#behind?.entry !== entry) this.#behind = {entry, sinceMs: nowMs};
		if (nowMs - this.#behind.sinceMs < timings.headLagMs) return ok('again');
		if (nowMs - this.#comparedAtMs < timings.compareAgainMs) return ok('again');
		const fault = await this.#sendMissing(entry + 1, through);
		if (fault !== undefined) return {ok: false, fault};
		this.#comparedAtMs = nowMs;
		return ok('again');
	}

	#inStep(): Result<HeadVerdict, ServerFault> {
		this.#behind = undefined;
		return ok('in step');
	}

	/** Up to this number every entry was sent; a refused or waiting one ends it. */
	async #sentThrough(): Promise<number> {
		const {book} = this.#parts;
		const [waiting] = await book.waiting(1);
		const refused = book.refused().map(({id}) => parseEntryId(id)?.entry ?? 1);
		const firstOpen = Math.min(waiting?.entry ?? Number.POSITIVE_INFINITY, ...refused);
		return Math.min(book.head().entry, firstOpen - 1);
	}

	/** Undefined where the server keeps no such account. */
	async #readHead(): Promise<Result<TillHead | undefined, ServerFault>> {
		const {server, till} = this.#parts;
		const answer = await server.ask(`${server.database(tillsDatabase)}/${encodeURIComponent(headId(till))}`);
		if (!answer.ok) return answer.fault.code === 'http' && answer.fault.status === 404 ? ok(undefined) : answer;
		const read = readTillsDocument(isRecord(answer.value) ? answer.value : {});
		return ok(read.ok && read.value.type === 'head' ? read.value : undefined);
	}

	async #sendMissing(from: number, through: number): Promise<ServerFault | undefined> {
		const {server, book, receipts} = this.#parts;
		for (let entry = from; entry <= through; ) {
			const page = await book.from(entry, pageSize);
			const last = page.at(-1);
			if (last === undefined) return undefined;
			const sent = receipts.prepare(page.filter(stored => stored.entry <= through));
			const comparison = await compareEntries(server, sent);
			if (!comparison.ok) return comparison.fault;
			let missing = comparison.value.missing;
			while (missing.length > 0) {
				const batch = firstBatch(missing);
				const {fault} = await receipts.send(batch);
				if (fault !== undefined) return fault;
				missing = missing.slice(batch.length);
			}
			entry = last.entry + 1;
		}
		return undefined;
	}
}
