/**
 * Has the server still got what it once took?
 *
 * `head:<till>` says up to which entry the server holds every one. When it stands still below what the till has sent,
 * either the watcher that writes it is slow, or the server lost entries (it was restored from a backup): the winning
 * revisions are compared, and what is missing is sent again. A refused entry holds the account up and nothing else: what
 * comes after it is compared all the same.
 *
 * What the till itself has no longer (its month was dropped, or lost) cannot be sent again; that is said, for as long as
 * the account stands before it.
 *
 * An account that cannot be read is no account, and is told as a problem: whatever the server holds, what waits is sent.
 *
 * The account also knows where a book goes on that lost its end: after the last entry the server holds.
 */
import {tillsDatabase} from '../../couch/documents/databases.ts';
import {headId, readTillsDocument, type TillHead} from '../../couch/documents/tills.ts';
import {fail, ok, type Result} from '../domain/result.ts';
import type {Book} from '../replica/replica.ts';
import type {Clock} from './clock.ts';
import {compareEntries} from './compare-entries.ts';
import {firstBatch} from './outgoing.ts';
import type {ReceiptsUp} from './receipts-up.ts';
import {isRecord, type Server, type ServerFault} from './server.ts';
import type {Timings} from './timings.ts';

const pageSize = 100;

export interface HeadWatchParts {
	readonly server: Server;
	readonly book: Book;
	readonly till: string;
	readonly receipts: ReceiptsUp;
	readonly clock: Clock;
	readonly timings: Timings;
}

export interface HeadVerdict {
	/** `again`: the server's account is behind, and should be read once more after a while. */
	readonly state: 'in step' | 'again';
	/** What the server lost and this till cannot give it, or why its account cannot be read. */
	readonly problem?: string;
}

export interface ServerAccount {
	/** Absent where the server keeps no account, or none that can be read. */
	readonly head?: TillHead;
	/** Why it cannot be read. */
	readonly problem?: string;
}

/** Where the server's account stands below the till's, since when, and what came of comparing. */
interface Behind {
	readonly entry: number;
	readonly sinceMs: number;
	problem?: string;
	/** Until the next comparison: longer each time nothing was found that could be sent. */
	waitMs: number;
}

/** Of the wait between two comparisons: ten minutes become a day. */
const waitFactorMax = 144;

/** `head:<till>` */
export async function readHead(server: Server, till: string): Promise<Result<ServerAccount, ServerFault>> {
	const id = headId(till);
	const answer = await server.ask(`${server.database(tillsDatabase)}/${encodeURIComponent(id)}`);
	if (!answer.ok) return answer.fault.code === 'http' && answer.fault.status === 404 ? ok({}) : answer;
	const read = readTillsDocument(isRecord(answer.value) ? answer.value : {});
	if (!read.ok) return ok({problem: `${id} cannot be read: ${read.fault.field} ${read.fault.reason}`});
	const {type} = read.value;
	return ok(type === 'head' ? {head: read.value} : {problem: `${id} cannot be read: type is ${JSON.stringify(type)}`});
}

export class HeadWatch {
	readonly #parts: HeadWatchParts;
	#behind: Behind | undefined;
	#comparedAtMs = Number.NEGATIVE_INFINITY;

	constructor(parts: HeadWatchParts) {
		this.#parts = parts;
	}

	async check(): Promise<Result<HeadVerdict, ServerFault>> {
		const {server, till, clock, timings} = this.#parts;
		const through = await this.#sentThrough();
		const account = await readHead(server, till);
		if (!account.ok) return account;
		const {head, problem} = account.value;
		if (problem !== undefined) return ok({state: 'again', problem});
		if (head === undefined) return this.#inStep();
		const {entry} = head;
		if (!this.#parts.book.continueAfter(head)) return ok({state: 'again'});
		if (entry >= through) return this.#inStep();
		const nowMs = clock.now();
		if (this.#behind?.entry !== entry) this.#behind = {entry, sinceMs: nowMs, waitMs: timings.compareAgainMs};
		const behind = this.#behind;
		const isDue = nowMs - behind.sinceMs >= timings.headLagMs && nowMs - this.#comparedAtMs >= behind.waitMs;
		if (isDue) {
			const fault = await this.#compare(behind, through);
			if (fault !== undefined) return {ok: false, fault};
			this.#comparedAtMs = nowMs;
		}
		return ok({state: 'again', ...(behind.problem !== undefined && {problem: behind.problem})});
	}

	#inStep(): Result<HeadVerdict, ServerFault> {
		this.#behind = undefined;
		return ok({state: 'in step'});
	}

	/** Up to this number every entry was sent or refused; a waiting one ends it. */
	async #sentThrough(): Promise<number> {
		const {book} = this.#parts;
		const [waiting] = await book.waiting(1);
		return Math.min(book.head().entry, (waiting?.entry ?? Number.POSITIVE_INFINITY) - 1);
	}

	async #compare(behind: Behind, through: number): Promise<ServerFault | undefined> {
		const sent = await this.#sendMissing(behind.entry + 1, through);
		if (!sent.ok) return sent.fault;
		const {sentCount, beginning} = sent.value;
		const {compareAgainMs} = this.#parts.timings;
		behind.waitMs = sentCount > 0 ? compareAgainMs : Math.min(behind.waitMs * 2, compareAgainMs * waitFactorMax);
		const isHeld = beginning <= behind.entry + 1;
		if (isHeld) delete behind.problem;
		else behind.problem = goneSentence(behind.entry, beginning);
		return undefined;
	}

	/** Also the first of these numbers that the till itself still has. */
	async #sendMissing(
		from: number,
		through: number,
	): Promise<Result<{readonly sentCount: number; readonly beginning: number}, ServerFault>> {
		const {server, book, receipts} = this.#parts;
		let sentCount = 0;
		let beginning: number | undefined;
		for (let entry = from; entry <= through; ) {
			const page = await book.from(entry, pageSize);
			const last = page.at(-1);
			if (last === undefined) break;
			beginning ??= page[0]?.entry;
			const refused = new Set(book.refused().map(({id}) => id));
			const toCompare = page.filter(stored => stored.entry <= through && !refused.has(stored._id));
			const comparison = await compareEntries(server, receipts.prepare(toCompare));
			if (!comparison.ok) return comparison;
			let missing = comparison.value.missing;
			sentCount += missing.length;
			while (missing.length > 0) {
				const batch = firstBatch(missing);
				const {fault} = await receipts.send(batch);
				if (fault !== undefined) return fail(fault);
				missing = missing.slice(batch.length);
			}
			entry = last.entry + 1;
		}
		return ok({sentCount, beginning: beginning ?? through + 1});
	}
}

function goneSentence(held: number, beginning: number): string {
	const lost = beginning - 1 === held + 1 ? `entry ${held + 1}` : `entries ${held + 1} to ${beginning - 1}`;
	return `the server's account of this till ends at entry ${held}, and the till no longer has ${lost}: they cannot be sent again from here`;
}
