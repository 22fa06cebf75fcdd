/** Fills a month's database with receipts of many tills, each till's in one unbroken chain. */
import {receiptsDatabase} from '../../../couch/documents/databases.ts';
import {connectCouch} from '../../../couch/server.ts';
import {assert} from '../../../till/domain/assert.ts';
import {noDigest, revisionOf} from '../../../till/domain/chain.ts';
import type {ChainHead} from '../../../till/domain/entry.ts';
import {nextReceipts} from '../receipts.ts';
import {benchMonth} from '../server.ts';
import {serveSide} from '../side.ts';

const batchCount = 1000;
/** The next batch is made while the server stores the one before. */
const openWritesMax = 2;

const calls = {
	/** Writes as replication does: every receipt under the revision of its content. */
	async preload({url, prefix, count, tills}: PreloadInput) {
		const database = connectCouch({url, prefix, timeoutMs: 120_000}).database(receiptsDatabase(benchMonth));
		const heads = new Map<string, ChainHead>(tills.map(till => [till, {entry: 0, digest: noDigest}]));
		const writes: Promise<void>[] = [];
		const beganMs = performance.now();
		for (let made = 0; made < count; made += batchCount) {
			const receipts = nextReceipts(Math.min(batchCount, count - made), heads);
			const documents = receipts.map(receipt => ({...receipt, _rev: revisionOf(receipt.digest)}));
			writes.push(
				database.bulk(documents, {newEdits: false}).then(([failure]) => {
					assert(failure === undefined, `the server takes every receipt: ${failure?.id} ${failure?.reason}`);
				}),
			);
			if (writes.length >= openWritesMax) await writes.shift();
		}
		await Promise.all(writes);
		return {tookMs: performance.now() - beganMs};
	},
};

export type MonthSide = typeof calls;

export interface PreloadInput {
	readonly url: string;
	readonly prefix: string;
	readonly count: number;
	readonly tills: readonly string[];
}

serveSide(calls);
