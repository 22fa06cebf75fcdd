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

export async function readCheckpoint(ledger: CouchDatabase, receipts: CouchDatabase): Promise<Resumption> {
	const since = (await ledger.get(checkpointId))?.['since'];
	if (typeof since !== 'string') return {since: '0', rewound: false};
	const info = await receipts.info();
	if (info === undefined) throw new Error(`${receipts.name} is gone`);
	const rewound = countOf(info.updateSeq) < countOf(since);
	return {since: rewound ? '0' : since, rewound};
}

export async function writeCheckpoint(ledger: CouchDatabase, since: string): Promise<void> {
	const stored = await ledger.get(checkpointId);
	// A conflict is another watcher's checkpoint of this moment, which is as good as ours.
	await ledger.put({_id: checkpointId, ...(stored === undefined ? {} : {_rev: stored._rev}), since});
}
