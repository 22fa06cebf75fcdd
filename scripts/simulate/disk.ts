/**
 * The till's disk in memory: the journal and the book, and what an fsync is worth.
 *
 *   write ──► taken                     on disk when the call returns
 *         ├─► refused                   the call fails, and nobody knows whether it is on disk: sometimes it is
 *         └─► the power goes            before it is on disk, or after and before the call has returned
 *   write soon ──► taken                on disk a moment later, or with the next write; if the power goes before, half of what
 *                                       waits is there
 *
 * What is read after the power was gone is what was on disk, made anew from text as a till finds it.
 */

import type {BookToWrite} from '../../till/app/bookkeeper.ts';
import {assert} from '../../till/domain/assert.ts';
import type {Clock} from '../../till/domain/clock.ts';
import type {ChainHead, Sealed} from '../../till/domain/entry.ts';
import {emptyChain, headAfter} from '../../till/domain/seal.ts';
import type {Journal, StoredEntry, WrittenSoon} from '../../till/replica/replica.ts';

/** `kept`: it is on disk all the same. */
export type WriteFate =
	| {readonly outcome: 'taken'}
	| {readonly outcome: 'refused' | 'power-cut'; readonly kept: boolean};

/** The disk as one till has it open. */
export interface OpenDisk {
	readonly book: BookToWrite;
	readonly journal: Journal;
	/** The power is gone: nothing of this till reaches the disk any more. */
	die(): void;
}

export interface Disk {
	/** For one till at a time; waits until the one before has let go of it. */
	open(onPowerCut: () => void): Promise<OpenDisk>;
	/** Entries from a number on, as they are on disk. */
	entriesFrom(entry: number): Promise<readonly Sealed[]>;
	/** Sales that are in the journal. */
	unfinishedCount(): number;
	remove(): Promise<void>;
}

const taken: WriteFate = {outcome: 'taken'};
const soonMs = 20;

export function createMemoryDisk(nextFate: () => WriteFate, clock: Clock): Disk {
	const jobs = new LazyJobs();
	const entries: Sealed[] = [];

	function open(onPowerCut: () => void): OpenDisk {
		let dead = false;

		/** Throws where the call does not return as it should. */
		function write(work: () => void): void {
			if (dead) throw new Error('the power is off');
			const fate = nextFate();
			if (fate.outcome === 'taken' || fate.kept) work();
			if (fate.outcome === 'taken') return;
			if (fate.outcome === 'refused') throw new Error('the disk is full');
			die();
			onPowerCut();
			throw new Error('the power is off');
		}

		function die(): void {
			if (!dead) jobs.cutPower();
			dead = true;
		}

		function writeSoon(saleId: string, state: unknown): WrittenSoon {
			write(() => jobs.putSoon(saleId, state));
			const onDisk = new Promise<void>(resolve => {
				clock.after(soonMs, () => {
					if (dead) return;
					jobs.sync();
					resolve();
				});
			});
			return {onDisk};
		}

		async function store(work: () => void): Promise<void> {
			await Promise.resolve();
			write(work);
		}

		const head = (): ChainHead => {
			const last = entries.at(-1);
			return last === undefined ? emptyChain : headAfter(last);
		};
		// The entry of a write that failed may be on disk: until the same one is put again the book does not know of it.
		let known = head();

		function put(entry: Sealed): void {
			const stored = entries[entry.entry - 1];
			if (stored !== undefined) return assert(stored.digest === entry.digest, `${stored._id} has that number`);
			assert(entry.entry === entries.length + 1, `entry ${entries.length + 1} comes next, not ${entry.entry}`);
			assert(entry.previous === head().digest, `${entry._id} names the entry before it`);
			entries.push(entry);
		}

		async function append(entry: Sealed): Promise<void> {
			await store(() => put(entry));
			if (entry.entry > known.entry) known = headAfter(entry);
		}

		return {
			book: {
				head: () => known,
				append,
				restore: append,
				from: async (entry, limit) =>
					entries.slice(entry - 1, Math.min(entry - 1 + limit, known.entry)).map(storedEntry),
				firstOf: async month => entries.find(each => each.month === month)?.entry,
			},
			journal: {
				// A state is a value that nobody changes; it becomes text where it is read again.
				write: (saleId, state) => write(() => jobs.put(saleId, state)),
				writeSoon,
				done: saleId => write(() => jobs.remove(saleId)),
				unfinished: () =>
					[...jobs.all].map(([saleId, state]) => ({saleId, state: JSON.parse(JSON.stringify(state)) as unknown})),
			},
			die,
		};
	}

	return {
		open: async onPowerCut => open(onPowerCut),
		entriesFrom: async entry => entries.slice(entry - 1),
		unfinishedCount: () => jobs.all.size,
		remove: async () => undefined,
	};
}

/** The journal's sales, and what of them would be found if the power went now. */
class LazyJobs {
	#all = new Map<string, unknown>();
	#synced = new Map<string, unknown>();
	#waiting: (readonly [saleId: string, state: unknown])[] = [];

	get all(): ReadonlyMap<string, unknown> {
		return this.#all;
	}

	put(saleId: string, state: unknown): void {
		this.#all.set(saleId, state);
		this.sync();
	}

	putSoon(saleId: string, state: unknown): void {
		this.#all.set(saleId, state);
		this.#waiting.push([saleId, state]);
	}

	remove(saleId: string): void {
		this.#all.delete(saleId);
		this.sync();
	}

	sync(): void {
		this.#synced = new Map(this.#all);
		this.#waiting = [];
	}

	cutPower(): void {
		const half = this.#waiting.slice(0, Math.floor(this.#waiting.length / 2));
		for (const [saleId, state] of half) this.#synced.set(saleId, state);
		this.#all = new Map(this.#synced);
		this.#waiting = [];
	}
}

/** A disk that has no troubles. */
export function noTroubles(): WriteFate {
	return taken;
}

function storedEntry(entry: Sealed): StoredEntry {
	const {_id, month} = entry;
	return {_id, entry: entry.entry, month, document: {...entry}};
}
