/**
 * How far a month has been read, kept in its ledger, where tills cannot write.
 *
 * It is written after everything it stands for, so that whoever starts from it misses nothing. A server that was put
 * back from a backup has fewer changes than the checkpoint counts and would answer with silence for ever; the month is
 * read from its beginning then.
 */
import {checkpointId} from '../documents/ledger.ts';
import type {CouchDatabase} from '../server.ts';

export interface Resumption {
	readonly since: string;
	/** True when the server lost changes that had been read before. */
	readonly rewound: boolean;
}

/** The number a sequence begins with: how many changes there have been. */
function countOf(seq: string): number {
	return Number.parseInt(seq, 10) || 0;
}

export class Checkpoint {
	readonly #ledger: CouchDatabase;
	/** The revision that stands in the ledger, as far as we know. */
	#rev: string | undefined;

	constructor(ledger: CouchDatabase) {
		this.#ledger = ledger;
	}

	async read(receipts: CouchDatabase): Promise<Resumption> {
		const stored = await this.#ledger.get(checkpointId);
		this.#rev = stored?._rev;
		const since = stored?.['since'];
		if (typeof since !== 'string') return {since: '0', rewound: false};
		const info = await receipts.info();
		if (info === undefined) throw new Error(`${receipts.name} is gone`);
		const rewound = countOf(info.updateSeq) < countOf(since);
		return {since: rewound ? '0' : since, rewound};
	}

	async write(since: string): Promise<void> {
		if (await this.#put(since)) return;
		this.#rev = (await this.#ledger.get(checkpointId))?._rev;
		// A second conflict is another watcher's checkpoint of this moment, which is as good as ours.
		await this.#put(since);
	}

	async #put(since: string): Promise<boolean> {
		const rev = this.#rev === undefined ? {} : {_rev: this.#rev};
		const written = await this.#ledger.put({_id: checkpointId, ...rev, since});
		if (written === 'conflict') return false;
		this.#rev = written.rev;
		return true;
	}
}
