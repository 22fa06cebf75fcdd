/**
 * How far a month has been read, kept in its ledger, where tills cannot write.
 *
 * It is written after everything it stands for, so that whoever starts from it misses nothing, and it carries the numbers
 * that were settled up to it: one of them that comes again under another id is a second entry of that number. A server
 * that was put back from a backup has fewer changes than the checkpoint counts and would answer with silence for ever;
 * the month is read from its beginning then.
 */
import {checkpointId, readCheckpoint} from '../documents/ledger.ts';
import type {Month} from './inspector.ts';
import type {KnownNumbers} from './known-numbers.ts';

export interface Resumption {
	readonly since: string;
	/** True when the server lost changes that had been read before. */
	readonly rewound: boolean;
}

/** The number a sequence begins with: how many changes there have been. */
export function changeCountOf(seq: string): number {
	return Number.parseInt(seq, 10) || 0;
}

export class Checkpoint {
	readonly #month: Month;
	readonly #known: KnownNumbers;
	/** How far this process has come; undefined before it has looked what is stored. */
	#since: string | undefined;
	/** The revision that stands in the ledger, as far as we know. */
	#rev: string | undefined;

	constructor({month, known}: {readonly month: Month; readonly known: KnownNumbers}) {
		this.#month = month;
		this.#known = known;
	}

	/** Takes up what is stored. Another watcher's progress after that is none of ours: its numbers are not known here. */
	async load(): Promise<void> {
		const {ledger, month} = this.#month;
		const stored = await ledger.get(checkpointId);
		this.#rev = stored?._rev;
		const read = readCheckpoint(stored ?? {});
		// A checkpoint without numbers, of an earlier watcher, would hide second entries of them.
		this.#since = read.ok ? read.value.since : '0';
		if (read.ok) this.#known.load(month, read.value.numbers);
	}

	async resume(): Promise<Resumption> {
		if (this.#since === undefined) await this.load();
		const since = this.#since ?? '0';
		const {receipts, month} = this.#month;
		const info = await receipts.info();
		if (info === undefined) throw new Error(`${receipts.name} is gone`);
		const rewound = changeCountOf(info.updateSeq) < changeCountOf(since);
		if (!rewound) return {since, rewound};
		this.#known.forget(month);
		return {since: '0', rewound};
	}

	async write(since: string): Promise<void> {
		this.#since = since;
		if (await this.#put(since)) return;
		this.#rev = (await this.#month.ledger.get(checkpointId))?._rev;
		// A second conflict is another watcher's checkpoint of this moment, which is as good as ours.
		await this.#put(since);
	}

	async #put(since: string): Promise<boolean> {
		const {ledger, month} = this.#month;
		const rev = this.#rev === undefined ? {} : {_rev: this.#rev};
		const numbers = this.#known.stored(month);
		const written = await ledger.put({_id: checkpointId, ...rev, since, numbers});
		if (written === 'conflict') return false;
		this.#rev = written.rev;
		return true;
	}
}
