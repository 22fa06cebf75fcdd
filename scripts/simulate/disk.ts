/**
 * The till's disk in memory: the journal and the book, and what an fsync is worth.
 *
 *   write ──► taken                     on disk when the call returns
 *         ├─► refused                   the call fails, and nobody knows whether it is on disk: sometimes it is
 *         └─► the power goes            before it is on disk, or after and before the call has returned
 *
 * What is read after the power was gone is what was on disk, made anew from text as a till finds it.
 */

import type {BookToWrite} from '../../till/app/bookkeeper.ts';
import {assert} from '../../till/domain/assert.ts';
import type {ChainHead, Sealed} from '../../till/domain/entry.ts';
import {emptyChain, headAfter} from '../../till/domain/seal.ts';
import type {Journal, StoredEntry} from '../../till/replica/replica.ts';

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

export function createMemoryDisk(nextFate: () => WriteFate): Disk {
	const jobs = new Map<string, unknown>();
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
			dead = true;
			onPowerCut();
			throw new Error('the power is off');
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
				write: (saleId, state) => write(() => jobs.set(saleId, state)),
				done: saleId => write(() => jobs.delete(saleId)),
				unfinished: () =>
					[...jobs].map(([saleId, state]) => ({saleId, state: JSON.parse(JSON.stringify(state)) as unknown})),
			},
			die() {
				dead = true;
			},
		};
	}

	return {
		open: async onPowerCut => open(onPowerCut),
		entriesFrom: async entry => entries.slice(entry - 1),
		unfinishedCount: () => jobs.size,
		remove: async () => undefined,
	};
}

/** A disk that has no troubles. */
export function noTroubles(): WriteFate {
	return taken;
}

function storedEntry(entry: Sealed): StoredEntry {
	const {_id, month} = entry;
	return {_id, entry: entry.entry, month, document: {...entry}};
}
