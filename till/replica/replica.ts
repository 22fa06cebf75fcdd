/**
 * The till's own database, as the rest of the till sees it: the catalogue's replica, the book of entries, and the
 * journal. This file imports nothing but the domain.
 *
 * Whatever a promise of this file calls *stored* is on disk (fsync) before the promise resolves.
 */
import type {BookMonth} from '../domain/book-months.ts';
import type {Damage} from '../domain/damage.ts';
import type {DayMemory} from '../domain/day-start.ts';
import type {ChainHead, Sealed} from '../domain/entry.ts';
import type {ServerNotice} from '../domain/link.ts';

/** A document of the catalogue as the server has it; `_deleted` for one that is gone. */
export interface ReplicatedDocument {
	readonly _id: string;
	readonly _rev: string;
	readonly _deleted?: boolean;
	readonly [field: string]: unknown;
}

/** One document to bring the replica to the server's state, with the ancestry the server told. */
export interface ReplicaChange {
	readonly document: ReplicatedDocument;
	/** Revision ids from the newest back, as `_bulk_get?revs=true` gives them; absent when only the winner is known. */
	readonly revisions?: {readonly start: number; readonly ids: readonly string[]};
}

/** How far the till has read the server's catalogue. */
export interface CatalogueCursor {
	/** The server's `since`. */
	readonly since: string;
	/** Names the server's database: another one is read from the start. */
	readonly source: string;
	/** The change that was read last, by its leaves: a server that has not got them all was put back to a time before. */
	readonly last?: {readonly id: string; readonly leaves: readonly string[]};
	/** When the till last knew itself in step, ISO 8601; absent before the first time. */
	readonly asOf?: string;
	/** Present while the catalogue is read as a whole, in the order of ids: it is the server's up to this one. */
	readonly through?: string;
}

/** Ids after one and up to another, in the order of their UTF-8 bytes; without `through` up to the last there is. */
export interface IdRange {
	readonly after: string;
	readonly through?: string;
}

export interface CatalogueReplica {
	/**
	 * Every document, some at a time, so that nobody has to hold all of them. What is stored meanwhile may come, perhaps
	 * beside what it replaces: then later.
	 */
	pages(): AsyncIterable<readonly ReplicatedDocument[]>;
	/** All of them together, in the order of their ids. */
	all(): Promise<readonly ReplicatedDocument[]>;
	/** Whether there is not one document. */
	isEmpty(): Promise<boolean>;
	cursor(): CatalogueCursor | undefined;
	/** The winning revisions the till holds, for deciding which changes carry their own ancestry. */
	revisions(
		ids: readonly string[],
	): Promise<ReadonlyMap<string, {readonly winner: string; readonly liveLeaves: number}>>;
	/**
	 * Stores a batch and then its cursor; what a till can no longer use is kept as it was before. Afterwards each document's one live leaf is the server's winner, or there is
	 * none. A crash between the two re-reads the batch, which is harmless.
	 */
	apply(changes: readonly ReplicaChange[], cursor: CatalogueCursor): Promise<void>;
	/** Moves only the cursor. */
	keepCursor(cursor: CatalogueCursor): void;
	/** Removes what the server no longer has (after it was restored or recreated): of the ids of a range all but `kept`. */
	keepOnly(kept: ReadonlySet<string>, range: IdRange): Promise<void>;
	/** Hears of every stored batch, after it is stored. Returns the way to stop. */
	onApplied(listener: (documents: readonly ReplicatedDocument[]) => void): () => void;
}

/** What a till goes on using of a document whose newest version it cannot use, also after a restart. */
export interface LastGoodVersions {
	/** Undefined where every version there was can be used, or none. To be asked only of a document that cannot be used. */
	of(id: string): ReplicatedDocument | undefined;
}

/** An entry as it is stored, whatever may have been done to it since. */
export interface StoredEntry {
	readonly _id: string;
	readonly entry: number;
	readonly month: string;
	/** The whole document without `_rev`. */
	readonly document: Readonly<Record<string, unknown>>;
}

export interface RefusedEntry {
	readonly id: string;
	readonly month: string;
	/** The server's reason, in its own words. */
	readonly reason: string;
	readonly refusedAt: string;
	readonly attempts: number;
}

/** The book of entries and what of it the server has. */
export interface Book {
	/** The end of the chain. Its entry may be lost, but its number is not given again. */
	head(): ChainHead;
	/** Stores the next entry. The same entry again is harmless; another one under its number is a broken promise. */
	append(entry: Sealed): Promise<void>;
	/**
	 * Stores an entry that was sealed before a crash, wherever a book that lost something ends now: in its own place, or
	 * behind a gap that is told. It is a real sale even where another one has its number: both are kept.
	 */
	restore(entry: Sealed): Promise<void>;
	get(id: string): Promise<StoredEntry | undefined>;
	/** Entries that have neither been sent nor refused, oldest first. */
	waiting(limit: number): Promise<readonly StoredEntry[]>;
	counts(): {
		readonly waiting: number;
		/** How many of them are receipts: what a cashier counts. */
		readonly waitingReceipts: number;
		readonly refused: number;
		readonly oldestWaitingAt: string | undefined;
	};
	refused(): readonly RefusedEntry[];
	/** Whether an entry has neither been sent nor refused. */
	isWaiting(id: string): boolean;
	markSent(ids: readonly string[], at: string): void;
	markRefused(
		entries: readonly {readonly id: string; readonly month: string; readonly reason: string}[],
		at: string,
	): void;
	/** Puts refused entries back among the waiting ones; without ids, all of them. */
	retryRefused(ids?: readonly string[]): void;
	/** Entries from a number on (for a server that lost them), oldest first. */
	from(entry: number, limit: number): Promise<readonly StoredEntry[]>;
	/** The number of the first entry of a month; undefined for a month without entries. */
	firstOf(month: string): Promise<number | undefined>;
	/** The months that have entries, oldest first. */
	months(): Promise<readonly BookMonth[]>;
	/**
	 * Deletes the months up to this one, which the server holds; what is deleted can be asked for like anything that
	 * was never there. Resolves with false, and nothing is deleted, when something of them waits or is refused. The
	 * month the chain ends in is never dropped.
	 */
	dropThrough(month: string): Promise<boolean>;
	/** The returns of a receipt that stand in this book; `month` is the receipt's, and no return is of an earlier one. */
	returnsOf(receipt: string, month: string): Promise<readonly StoredEntry[]>;
	/**
	 * Entries of business days `from`..`to` inclusive, oldest first, in pages. Of a month that is dropped meanwhile the
	 * pages that are left do not come.
	 */
	period(from: string, to: string): AsyncIterable<readonly StoredEntry[]>;
	/**
	 * The server holds an entry of this till that the book may not reach: the chain goes on after it. False while an
	 * entry is on its way into the book: it has its number already, and the server has to be asked again.
	 */
	continueAfter(head: {readonly entry: number; readonly digest: string}): boolean;
	lastSent(): {readonly id: string; readonly at: string} | undefined;
	/** Hears of every appended entry and every change of what waits. Returns the way to stop. */
	onChange(listener: () => void): () => void;
}

/** It survives the end of the process already. */
export interface WrittenSoon {
	/** Resolves when it survives a power cut too, and rejects when the disk fails at that. */
	readonly onDisk: Promise<void>;
}

/**
 * What makes a crash harmless: for each unfinished sale the latest state of its job, as JSON of the application's
 * own shape. Writes throw when the disk does not take them, and then nothing is changed.
 */
export interface Journal {
	/**
	 * On disk when it returns, and all that was written before. Plain data, of which nothing is changed afterwards: what is in
	 * its lists is made into text once.
	 */
	write(saleId: string, state: unknown): void;
	/** The same without the wait for the disk, for what a power cut may take if it comes in the same moment. */
	writeSoon(saleId: string, state: unknown): WrittenSoon;
	/** The sale is over: its job is forgotten, on disk when it returns. */
	done(saleId: string): void;
	/** Jobs that were never done, in the order in which they began. */
	unfinished(): readonly {readonly saleId: string; readonly state: unknown}[];
}

/** The server's notice as it was read, and its revision there. */
export interface HeldNotice extends ServerNotice {
	readonly revision: string;
}

/** What the server last said about this till, for a till that is restarted while the server is away. */
export interface NoticeMemory {
	/** Undefined where the server has never said anything, or no longer has what it said. */
	held(): HeldNotice | undefined;
	keep(notice: HeldNotice | undefined): void;
}

/** What the till remembers from one business day to the next, a restart included. */
export interface DayMemoryKeeper {
	held(): DayMemory;
	/** On disk when it returns. */
	keep(memory: DayMemory): void;
}

/** Wrong PINs of one person in a row, or badges that nobody has. */
export interface HeldAttempts {
	readonly who: string;
	/** Since the last right one, or since they last had to wait. */
	readonly count: number;
	/** 0: nobody waits. */
	readonly lockedUntilMs: number;
}

/** Attempts that were used up, so that nobody gets new ones by a restart. */
export interface AttemptsMemory {
	held(): readonly HeldAttempts[];
	/** On disk when it returns. */
	keep(attempts: readonly HeldAttempts[]): void;
}

export interface Replica {
	readonly catalogue: CatalogueReplica;
	readonly lastGood: LastGoodVersions;
	readonly book: Book;
	readonly journal: Journal;
	readonly notice: NoticeMemory;
	readonly day: DayMemoryKeeper;
	readonly attempts: AttemptsMemory;
	/** What happened to the till's files and has not been dealt with yet, the latest last. */
	damages(): readonly Damage[];
	/** Something that somebody else has found about them. It is stored when this returns. */
	noteDamage(damage: Damage): void;
	/** Somebody who looks after the till has seen all of them. */
	acknowledgeDamages(by: string): void;
	close(): Promise<void>;
}
