/**
 * A till's journal that says when what is written soon is on the disk, and what the disk asks for the whole basket as one text:
 *
 *   write ──► SQLite, which nobody waits for ──► the snapshot         the scan, as the cashier feels it
 *             └──► the sync beside it ──► on the disk                 until a power cut takes nothing of it
 */
import {fdatasyncSync, openSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import {assert} from '../../till/domain/assert.ts';
import type {Journal, WrittenSoon} from '../../till/replica/replica.ts';

/** Of the last write. */
export interface JournalTimes {
	/** Until `writeSoon` has returned. */
	readonly writeMs: number;
	/** From the same beginning until it is on the disk. */
	readonly onDiskMs: number;
	/** The whole state as text, written and synced bare: what is written first, and what a disk that is asked for it takes. */
	readonly bareMs: number;
}

/** As a log that is written over and over: its length is nothing that has to be synced. */
const bareBytes = 4 * 2 ** 20;

export class MeasuredJournal implements Journal {
	readonly #journal: Journal;
	readonly #bare: number;
	#bareAt = 0;
	#last: {readonly state: unknown; readonly writeMs: number; readonly onDiskMs: Promise<number>} | undefined;

	constructor(journal: Journal, folder: string) {
		this.#journal = journal;
		this.#bare = openSync(join(folder, 'bare'), 'w');
		writeSync(this.#bare, new Uint8Array(bareBytes));
		fdatasyncSync(this.#bare);
	}

	write(saleId: string, state: unknown): void {
		this.#journal.write(saleId, state);
	}

	writeSoon(saleId: string, state: unknown): WrittenSoon {
		const beganMs = performance.now();
		const written = this.#journal.writeSoon(saleId, state);
		const writeMs = performance.now() - beganMs;
		this.#last = {state, writeMs, onDiskMs: written.onDisk.then(() => performance.now() - beganMs)};
		return written;
	}

	done(saleId: string): void {
		this.#journal.done(saleId);
	}

	unfinished(): ReturnType<Journal['unfinished']> {
		return this.#journal.unfinished();
	}

	/** Of what was written soon; resolves when it is on the disk. */
	async lastTimes(): Promise<JournalTimes> {
		assert(this.#last !== undefined, 'something was written');
		const {state, writeMs, onDiskMs} = this.#last;
		return {writeMs, onDiskMs: await onDiskMs, bareMs: this.#writeBare(JSON.stringify(state))};
	}

	#writeBare(text: string): number {
		const bytes = new TextEncoder().encode(text);
		if (this.#bareAt + bytes.length > bareBytes) this.#bareAt = 0;
		const beganMs = performance.now();
		writeSync(this.#bare, bytes, 0, bytes.length, this.#bareAt);
		fdatasyncSync(this.#bare);
		this.#bareAt += bytes.length;
		return performance.now() - beganMs;
	}
}
