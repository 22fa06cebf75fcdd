/**
 * The till's book on disk.
 *
 * B1  Numbers follow one another without a gap, and `previous` is the digest of the entry before.
 * B2  The end of the chain and what waits are read from the entries themselves when the book is opened.
 * B3  An entry that was stored waits until it is marked; nothing else has to be written for that.
 */
import type {Sqlite} from '../../couch/store/sqlite.ts';
import {assert} from '../domain/assert.ts';
import {digestOf, noDigest, parseEntryId, revisionOf} from '../domain/chain.ts';
import type {ChainHead, Sealed} from '../domain/entry.ts';
import {EntryMonths} from './entry-months.ts';
import {type Marked, Marks} from './marks.ts';
import type {Book, StoredEntry} from './replica.ts';
import {sha256} from './sha256.ts';

interface Waiting extends Marked {
	/** It was refused before, so that it has a mark already. */
	readonly retried: boolean;
}

export interface BookStore extends Book {
	close(): Promise<void>;
}

export interface BookOptions {
	readonly dataDir: string;
	readonly till: string;
	readonly state: Sqlite;
	/** The time, ISO 8601. */
	readonly now: () => string;
}

export async function openBook({dataDir, till, state, now}: BookOptions): Promise<BookStore> {
	const months = new EntryMonths(dataDir, till);
	const marks = new Marks(state);
	const head = headAt(await months.last());
	// A book from an older copy of the folder ends earlier than its marks say; what comes next has to be sent.
	const settled = Math.min(marks.settled, head.entry);
	const marked = marks.marked();
	const waiting: Waiting[] = marks.retrying().map(entry => ({...entry, retried: true}));
	for (const month of months.months()) {
		for (const stored of await months.from(month, settled + 1)) {
			if (!marked.has(stored._id)) waiting.push(waitingEntry(stored));
		}
	}
	marks.settle(settled);
	return new PouchBook({till, now, months, marks, head, waiting});
}

class PouchBook implements BookStore {
	readonly #till: string;
	readonly #now: () => string;
	readonly #months: EntryMonths;
	readonly #marks: Marks;
	readonly #listeners = new Set<() => void>();
	#head: ChainHead;
	/** By id, oldest first. */
	#waiting: Map<string, Waiting>;
	#appending: Promise<void> = Promise.resolve();

	constructor(parts: {
		readonly till: string;
		readonly now: () => string;
		readonly months: EntryMonths;
		readonly marks: Marks;
		readonly head: ChainHead;
		readonly waiting: readonly Waiting[];
	}) {
		this.#till = parts.till;
		this.#now = parts.now;
		this.#months = parts.months;
		this.#marks = parts.marks;
		this.#head = parts.head;
		this.#waiting = oldestFirst(parts.waiting);
	}

	head(): ChainHead {
		return this.#head;
	}

	append(entry: Sealed): Promise<void> {
		const appended = this.#appending.then(() => this.#append(entry));
		// The next entry is checked against the head by itself; the failure belongs to the caller of this one.
		this.#appending = appended.catch(() => undefined);
		return appended;
	}

	async get(id: string): Promise<StoredEntry | undefined> {
		for (const month of this.#months.months().toReversed()) {
			const [stored] = await this.#months.get(month, [id]);
			if (stored !== undefined) return stored;
		}
		return undefined;
	}

	async waiting(limit: number): Promise<readonly StoredEntry[]> {
		const oldest = [...this.#waiting.values()].slice(0, limit);
		const stored: StoredEntry[] = [];
		for (const month of new Set(oldest.map(entry => entry.month))) {
			const ids = oldest.filter(entry => entry.month === month).map(({id}) => id);
			stored.push(...(await this.#months.get(month, ids)));
		}
		if (stored.length < oldest.length) this.#putAwayMissing(oldest, stored);
		return stored.sort((left, right) => left.entry - right.entry);
	}

	counts(): ReturnType<Book['counts']> {
		const [oldest] = this.#waiting.values();
		return {
			waiting: this.#waiting.size,
			waitingReceipts: [...this.#waiting.keys()].filter(id => id.startsWith('receipt:')).length,
			refused: this.#marks.refused().length,
			oldestWaitingAt: oldest?.writtenAt,
		};
	}

	refused(): ReturnType<Book['refused']> {
		return this.#marks.refused();
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
		this.#waiting = oldestFirst([...this.#waiting.values(), ...again]);
		this.#tell();
	}

	from(entry: number, limit: number): Promise<readonly StoredEntry[]> {
		return this.#from(entry, limit);
	}

	async firstOf(month: string): Promise<number | undefined> {
		if (!this.#months.months().includes(month)) return undefined;
		const [first] = await this.#months.from(month, 0, 1);
		return first?.entry;
	}

	async period(from: string, to: string): Promise<readonly StoredEntry[]> {
		// A month never runs backwards while a business day may, so an entry can be in a later month than its day.
		const months = this.#months.months().filter(month => month >= from.slice(0, 7));
		const entries: StoredEntry[] = [];
		for (const month of months) {
			for (const stored of await this.#months.from(month, 0)) {
				const day = String(stored.document['businessDay']);
				if (day >= from && day <= to) entries.push(stored);
			}
		}
		return entries;
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
		const parts = parseEntryId(entry._id);
		assert(parts?.till === this.#till && parts.entry === entry.entry, `${entry._id} is an entry of this till`);
		const content = contentOf(entry);
		const digest = digestOf(content, sha256);
		assert(entry.digest === digest, `the digest of ${entry._id} is the one of its content`);
		if (entry.entry <= this.#head.entry) return this.#compare(entry._id, digest);
		assert(entry.entry === this.#head.entry + 1, `entry ${this.#head.entry + 1} comes next, not ${entry.entry}`);
		assert(entry.previous === this.#head.digest, `${entry._id} names the entry before it`);
		assert(
			this.#head.month === undefined || entry.month >= this.#head.month,
			`the month of ${entry._id} is not earlier than the one before`,
		);
		await this.#months.put(entry.month, content, revisionOf(digest));
		this.#head = {entry: entry.entry, digest, month: entry.month};
		const {_id: id, month} = entry;
		this.#waiting.set(id, {id, entry: entry.entry, month, writtenAt: entry.writtenAt, retried: false});
		this.#tell();
	}

	async #compare(id: string, digest: string): Promise<void> {
		const stored = await this.get(id);
		assert(stored?.document['digest'] === digest, `${id} is the entry that was written under this number`);
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
		for (const {id} of entries) this.#waiting.delete(id);
		const oldest = [...this.#waiting.values()].find(({retried}) => !retried);
		this.#marks.settle(oldest === undefined ? this.#head.entry : oldest.entry - 1);
		this.#tell();
	}

	#tell(): void {
		for (const listener of this.#listeners) listener();
	}
}

function headAt(last: StoredEntry | undefined): ChainHead {
	if (last === undefined) return {entry: 0, digest: noDigest};
	// The stored digest is what the next entry has to name; content that was altered since is the watcher's business.
	return {entry: last.entry, digest: String(last.document['digest']), month: last.month};
}

function contentOf(entry: Sealed): Readonly<Record<string, unknown>> & {readonly _id: string} {
	return {...entry};
}

function waitingEntry(stored: StoredEntry): Waiting {
	const {_id: id, entry, month} = stored;
	return {id, entry, month, writtenAt: writtenAt(stored), retried: false};
}

function writtenAt({document}: StoredEntry): string | undefined {
	const at = document['writtenAt'];
	return typeof at === 'string' ? at : undefined;
}

function oldestFirst(entries: readonly Waiting[]): Map<string, Waiting> {
	const sorted = entries.toSorted((left, right) => left.entry - right.entry);
	return new Map(sorted.map(entry => [entry.id, entry]));
}

function entryNumber(id: string): number {
	const parts = parseEntryId(id);
	assert(parts !== undefined, `${id} is the id of an entry`);
	return parts.entry;
}
