/**
 * Drops the months of the book that are older than the till's profile says, when the server has them.
 *
 *   too many months ──► head read, and of this very book ──► past their seals ──► asked for one by one ──► dropped
 *
 * What cannot be got back is deleted only on two words of the server: its account of the till, and its databases. They
 * can differ after a backup was put back in parts, and then the month stays.
 */
import {type BookMonth, monthsToDrop} from '../domain/book-months.ts';
import {fail, ok, type Result} from '../domain/result.ts';
import type {Book} from '../replica/replica.ts';
import {compareEntries} from './compare-entries.ts';
import {readHead} from './head-watch.ts';
import {firstBatch} from './outgoing.ts';
import type {ReceiptsUp} from './receipts-up.ts';
import type {Server, ServerFault} from './server.ts';

/** Customers are served meanwhile: a page is read and hashed without a break. */
const pageSize = 100;

export interface OldMonthsParts {
	readonly server: Server;
	readonly book: Book;
	readonly till: string;
	readonly receipts: ReceiptsUp;
}

export interface OldMonthsReport {
	readonly dropped: readonly string[];
	/** Why a month that is old enough stays. */
	readonly problem?: string;
}

export class OldMonths {
	readonly #parts: OldMonthsParts;
	#keptCount: number | undefined;

	constructor(parts: OldMonthsParts) {
		this.#parts = parts;
	}

	/** Until it is told, nothing is dropped. True when it was told something else before. */
	keep(count: number): boolean {
		const changed = this.#keptCount !== count;
		this.#keptCount = count;
		return changed;
	}

	async drop(): Promise<Result<OldMonthsReport, ServerFault>> {
		const {server, book, till} = this.#parts;
		const keptCount = this.#keptCount;
		if (keptCount === undefined) return ok({dropped: []});
		const months = await book.months();
		if (months.length <= keptCount) return ok({dropped: []});
		const account = await readHead(server, till);
		if (!account.ok) return account;
		const {head, problem} = account.value;
		if (problem !== undefined) return ok({dropped: [], problem: `${problem}: old months stay`});
		if (head === undefined) return ok({dropped: []});
		const {entry, digest} = head;
		const [own] = await book.from(entry, 1);
		if (own?.entry !== entry) return ok({dropped: []});
		if (own.document['digest'] !== digest) {
			const problem = `the server's entry ${entry} of this till is not the till's own: old months stay`;
			return ok({dropped: [], problem});
		}
		const dropped: string[] = [];
		for (const old of monthsToDrop(months, {keptCount, heldEntry: entry})) {
			const problem = await this.#problemWith(old);
			if (!problem.ok) return problem;
			if (problem.value !== undefined) return ok({dropped, problem: problem.value});
			// Refused meanwhile: it is tried again, and the month with it.
			if (!(await book.dropThrough(old.month))) break;
			dropped.push(old.month);
		}
		return ok({dropped});
	}

	/** Why a month has to stay: the server lacks something of it. What it has otherwise is put beside that. */
	async #problemWith({month, first, last}: BookMonth): Promise<Result<string | undefined, ServerFault>> {
		const {server, book, receipts} = this.#parts;
		for (let entry = first; entry <= last.entry; ) {
			const page = (await book.from(entry, pageSize)).filter(stored => stored.month === month);
			const end = page.at(-1);
			if (end === undefined) break;
			const comparison = await compareEntries(server, receipts.prepare(page));
			if (!comparison.ok) return comparison;
			const {missing, different} = comparison.value;
			if (missing.length > 0) return ok(lackSentence(month, missing.length));
			for (let rest = different; rest.length > 0; ) {
				const batch = firstBatch(rest);
				const {fault} = await receipts.send(batch);
				if (fault !== undefined) return fail(fault);
				rest = rest.slice(batch.length);
			}
			entry = end.entry + 1;
		}
		return ok(undefined);
	}
}

function lackSentence(month: string, count: number): string {
	const entries = count === 1 ? 'an entry' : `${count} entries`;
	return `the server's account is past ${month}, but it lacks ${entries} of it: the month stays; send it again`;
}
