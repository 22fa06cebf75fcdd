/**
 * The till's book on disk.
 *
 * B1  Numbers follow one another without a gap, and `previous` is the digest of the entry before.
 *     An entry that was lost leaves a hole: its number is never given to another, and only itself may fill it.
 * B2  What waits is read from the entries themselves when the book is opened; so is the end of the chain, unless the
 *     account in `state.sqlite` or the server knows of a later one.
 * B3  An entry that was stored waits until it is marked; nothing else has to be written for that.
 * B4  The oldest months may be dropped. Numbers before the beginning of the book are the server's: they are neither
 *     missed nor given again.
 */
import {setImmediate as nextTurn} from 'node:timers/promises';
import {assert} from '../domain/assert.ts';
import type {BookMonth} from '../domain/book-months.ts';
import {noDigest, revisionOf} from '../domain/chain.ts';
import type {ChainHead, Sealed} from '../domain/entry.ts';
import type {BookAccount} from './book-account.ts';
import {endOfChain, noteGap} from './book-end.ts';
import type {DamageLog} from './damage-log.ts';
import {beginDrop, completeDrop, monthsOfBook} from './drop-months.ts';
import {contentOf, type EntryContent, entryNumber} from './entry-content.ts';
import {EntryMonths} from './entry-months.ts';
import type {Marks} from './marks.ts';
import type {Book, StoredEntry} from './replica.ts';
import {type Waiting, WaitingEntries, waitingEntry, waitingFor} from './waiting-entries.ts';

export interface BookStore extends Book {
	close(): Promise<void>;
}

export interface BookOptions {
	readonly dataDir: string;
	readonly till: string;
	readonly account: BookAccount;
	readonly marks: Marks;
	readonly log: DamageLog;
	/** The time, ISO 8601. */
	readonly now: () => string;
}

export async function openBook({dataDir, till, account, marks, log, now}: BookOptions): Promise<BookStore> {
	const months = new EntryMonths(dataDir, till);
	const head = endOfChain(await months.last(), {noted: account.head, marked: marks.lastKnown});
	account.noteHead(head);
	// Marks that say more than the head are not of this book; what comes next has to be sent.
	const settled = Math.min(marks.settled, head.entry);
	const marked = marks.marked();
	const waiting: Waiting[] = marks.retrying().map(entry => ({...entry, retried: true}));
	for (const month of months.months()) {
		for (const stored of await months.from(month, settled + 1)) {
			if (!marked.has(stored._id)) waiting.push(waitingEntry(stored));
		}
	}
	marks.settle(settled);
	return new PouchBook({till, dataDir, now, months, account, marks, log, head, waiting});
}

/** Customers are served while a month is read: what is done with one page must not be felt at the counter. */
const periodPageSize = 100;

class PouchBook implements BookStore {
	readonly #till: string;
	readonly #dataDir: string;
	readonly #now: () => string;
	readonly #months: EntryMonths;
	readonly #account: BookAccount;
	readonly #marks: Marks;
	readonly #log: DamageLog;
	readonly #listeners = new Set<() => void>();
	#head: ChainHead;
	readonly #waiting: WaitingEntries;
	#appending: Promise<void> = Promise.resolve();
	/** Ids of entries that were handed over and are not known to be stored, because the disk failed for instance. */
	readonly #onItsWay = new Set<string>();

	constructor(parts: {
		readonly till: string;
		readonly dataDir: string;
		readonly now: () => string;
		readonly months: EntryMonths;
		readonly account: BookAccount;
		readonly marks: Marks;
		readonly log: DamageLog;
		readonly head: ChainHead;
		readonly waiting: readonly Waiting[];
	}) {
		this.#till = parts.till;
		this.#dataDir = parts.dataDir;
		this.#now = parts.now;
		this.#months = parts.months;
		this.#account = parts.account;
		this.#marks = parts.marks;
		this.#log = parts.log;
		this.#head = parts.head;
		this.#waiting = new WaitingEntries(parts.waiting);
	}

	head(): ChainHead {
		return this.#head;
	}

	append(entry: Sealed): Promise<void> {
		return this.#takeIn(entry, () => this.#append(entry));
	}

	restore(entry: Sealed): Promise<void> {
		return this.#takeIn(entry, () => this.#restore(entry));
	}

	continueAfter(head: Pick<ChainHead, 'entry' | 'digest'>): boolean {
		if (this.#onItsWay.size > 0) return false;
		this.#continueAfter(head);
		return true;
	}

	async get(id: string): Promise<StoredEntry | undefined> {
		for (const month of this.#months.months().toReversed()) {
			const [stored] = await this.#months.get(month, [id]);
			if (stored !== undefined) return stored;
		}
		return undefined;
	}

	async waiting(limit: number): Promise<readonly StoredEntry[]> {
		const oldest = this.#waiting.oldestOf(limit);
		const stored: StoredEntry[] = [];
		for (const month of new Set(oldest.map(entry => entry.month))) {
			const ids = oldest.filter(entry => entry.month === month).map(({id}) => id);
			stored.push(...(await this.#months.get(month, ids)));
		}
		if (stored.length < oldest.length) this.#putAwayMissing(oldest, stored);
		return stored.sort((left, right) => left.entry - right.entry);
	}

	counts(): ReturnType<Book['counts']> {
		return {
			waiting: this.#waiting.count,
			waitingReceipts: this.#waiting.receiptCount,
			refused: this.#marks.refused().length,
			oldestWaitingAt: this.#waiting.oldest()?.writtenAt,
		};
	}

	refused(): ReturnType<Book['refused']> {
		return this.#marks.refused();
	}

	isWaiting(id: string): boolean {
		return this.#waiting.has(id);
	}

	markSent(ids: readonly string[], at: string): void {
		const refused = new Map(this.#marks.refused().map(entry => [entry.id, entry]));
		const entries = ids.flatMap(id => {
			const open = this.#waiting.get(id) ?? refused.get(id);
			return open === undefined ? [] : [{id, entry: entryNumber(id), month: open.month}];
		});
		this.#marks.sent(entries, at);
		this.#leave(entries);
	}

	markRefused(
		entries: readonly {readonly id: string; readonly month: string; readonly reason: string}[],
		at: string,
	): void {
		const refused = entries.map(({id, month, reason}) => {
			const sealedAt = this.#waiting.get(id)?.writtenAt;
			return {id, entry: entryNumber(id), month, writtenAt: sealedAt, reason};
		});
		this.#marks.refuse(refused, at);
		this.#leave(entries);
	}

	retryRefused(ids: readonly string[] = this.#marks.refused().map(({id}) => id)): void {
		const again = this.#marks.retry(ids).map(entry => ({...entry, retried: true}));
		if (again.length === 0) return;
		this.#waiting.putBack(again);
		this.#tell();
	}

	from(entry: number, limit: number): Promise<readonly StoredEntry[]> {
		return this.#from(entry, limit);
	}

	async firstOf(month: string): Promise<number | undefined> {
		// What was lost of it is counted as well.
		return this.#account.firstOf(month);
	}

	months(): Promise<readonly BookMonth[]> {
		return monthsOfBook(this.#months, month => this.#openCount(month, month));
	}

	async dropThrough(month: string): Promise<boolean> {
		const parts = {dataDir: this.#dataDir, account: this.#account, marks: this.#marks};
		// Before this one, whatever a disk that failed has left of the last time.
		await completeDrop(parts, this.#months);
		let begun = false;
		await this.#inTurn(async () => {
			assert(month < (this.#head.month ?? ''), `${month} is before the month the chain ends in`);
			begun = this.#openCount('', month) === 0;
			if (begun) beginDrop(parts, month);
		});
		await completeDrop(parts, this.#months);
		return begun;
	}

	async returnsOf(receipt: string, month: string): Promise<readonly StoredEntry[]> {
		const returns: StoredEntry[] = [];
		for (const each of this.#months.months().filter(written => written >= month)) {
			for (const stored of await this.#months.ofType('return', each)) {
				const original = stored.document['original'] as {readonly receipt?: unknown} | undefined;
				if (original?.receipt === receipt) returns.push(stored);
			}
		}
		return returns;
	}

	async *period(from: string, to: string): AsyncGenerator<readonly StoredEntry[]> {
		// A month never runs backwards while a business day may, so an entry can be in a later month than its day.
		const months = this.#months.months().filter(month => month >= from.slice(0, 7));
		for (const month of months) {
			for (let next = 0; ; ) {
				const page = await this.#months.from(month, next, periodPageSize);
				const last = page.at(-1);
				if (last === undefined) break;
				const wanted = page.filter(({document}) => isWithin(String(document['businessDay']), {from, to}));
				if (wanted.length > 0) yield wanted;
				next = last.entry + 1;
				// Reading leaves no turn to anybody else.
				await nextTurn();
			}
		}
	}

	lastSent(): ReturnType<Book['lastSent']> {
		return this.#marks.lastSent;
	}

	onChange(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	async close(): Promise<void> {
		await this.#appending;
		await this.#months.close();
	}

	async #append(entry: Sealed): Promise<void> {
		const content = contentOf(entry, this.#till);
		if (entry.entry <= this.#head.entry) {
			const stored = await this.get(entry._id);
			assert(stored?.document['digest'] === entry.digest, `${entry._id} was written under this number`);
			return;
		}
		const next = this.#head.entry + 1;
		assert(entry.entry === next, `entry ${next} comes next, not ${entry.entry}`);
		assert(entry.previous === this.#head.digest, `${entry._id} names the entry before it`);
		assert(
			this.#head.month === undefined || entry.month >= this.#head.month,
			`the month of ${entry._id} is not earlier than the one before`,
		);
		await this.#store(entry, content);
	}

	async #restore(entry: Sealed): Promise<void> {
		// The server held it when its month was dropped; only a journal that kept it for long brings it back.
		if (this.#account.isDropped(entry.month)) return;
		const content = contentOf(entry, this.#till);
		const {_id: id, digest, month} = entry;
		if (entry.entry > this.#head.entry) {
			if (entry.entry > this.#head.entry + 1) this.#skipTo(entry);
			return this.#store(entry, content);
		}
		const stored = await this.get(id);
		if (stored !== undefined) {
			assert(stored.document['digest'] === digest, `${id} is the entry that was written under this number`);
			return;
		}
		await this.#months.put(month, content, revisionOf(digest));
		this.#waiting.putBack([waitingFor(entry)]);
		this.#tell();
	}

	/** Behind everything that is in the book. */
	async #store(entry: Sealed, content: EntryContent): Promise<void> {
		const {digest, month} = entry;
		this.#account.beginMonth(month, entry.entry);
		await this.#months.put(month, content, revisionOf(digest));
		this.#head = {entry: entry.entry, digest, month};
		this.#account.noteHead(this.#head);
		this.#waiting.add(waitingFor(entry));
		this.#tell();
	}

	/** Entries of these months, both included, that wait or were refused. */
	#openCount(from: string, to: string): number {
		const open = [...this.#waiting.all(), ...this.#marks.refused()];
		return open.filter(({month}) => month >= from && month <= to).length;
	}

	#continueAfter({entry, digest}: Pick<ChainHead, 'entry' | 'digest'>): void {
		const own = this.#head;
		if (own.entry === entry && own.digest === noDigest) this.#head = {...own, digest};
		if (own.entry >= entry) return;
		const detail = `the server has entries up to ${entry}, this till up to ${own.entry}`;
		const lost = {from: own.entry + 1, to: entry};
		noteGap(this.#gapParts(), {kind: 'behind', detail, month: own.month, lost, unsentCount: 0});
		this.#head = {...own, entry, digest};
		this.#account.noteHead(this.#head);
		this.#tell();
	}

	#skipTo({entry}: Sealed): void {
		const {entry: own, month} = this.#head;
		const detail = `the journal has entry ${entry}, the book ends at ${own}`;
		const lost = {from: own + 1, to: entry - 1};
		noteGap(this.#gapParts(), {kind: 'incomplete', detail, month, lost, unsentCount: entry - 1 - own});
	}

	#gapParts() {
		return {account: this.#account, log: this.#log, now: this.#now};
	}

	#takeIn(entry: Sealed, work: () => Promise<void>): Promise<void> {
		this.#onItsWay.add(entry._id);
		return this.#inTurn(async () => {
			await work();
			this.#onItsWay.delete(entry._id);
		});
	}

	#inTurn(work: () => Promise<void>): Promise<void> {
		const done = this.#appending.then(work);
		// The next in turn is checked against the head by itself; the failure belongs to the caller of this one.
		this.#appending = done.catch(() => undefined);
		return done;
	}

	async #from(entry: number, limit: number): Promise<readonly StoredEntry[]> {
		const entries: StoredEntry[] = [];
		for (const month of this.#months.months()) {
			entries.push(...(await this.#months.from(month, entry, limit - entries.length)));
			if (entries.length >= limit) break;
		}
		return entries;
	}

	// Somebody took entries out of a file. There is nothing left to send, and it must not hold up the others.
	#putAwayMissing(wanted: readonly Waiting[], found: readonly StoredEntry[]): void {
		const ids = new Set(found.map(({_id}) => _id));
		const missing = wanted.filter(({id}) => !ids.has(id));
		const reason = "the entry is no longer in the till's own file";
		this.markRefused(
			missing.map(({id, month}) => ({id, month, reason})),
			this.#now(),
		);
	}

	#leave(entries: readonly {readonly id: string}[]): void {
		for (const {id} of entries) this.#waiting.remove(id);
		const oldest = this.#waiting.oldestUnmarked();
		this.#marks.settle(oldest === undefined ? this.#head.entry : oldest.entry - 1);
		this.#tell();
	}

	#tell(): void {
		for (const listener of this.#listeners) listener();
	}
}

function isWithin(day: string, {from, to}: {readonly from: string; readonly to: string}): boolean {
	return day >= from && day <= to;
}
