/**
 * Entries as they are sent: under the revision of the content they have now.
 *
 * The revision is computed at every send and never taken from the store, because a server ignores another body under a
 * revision it knows. The stored `digest` is sent as it is stored; that the two differ is how an altered entry is seen.
 */
import {createHash} from 'node:crypto';
import {digestOf, revisionOf} from '../domain/chain.ts';
import {fail, ok, type Result} from '../domain/result.ts';
import type {StoredEntry} from '../replica/replica.ts';

export interface Outgoing {
	readonly id: string;
	readonly month: string;
	readonly revision: string;
	/** The document with its revision, as JSON. */
	readonly text: string;
}

/** Fails with the sentence why the content has no revision: it holds what no entry can. */
export function outgoing({_id: id, month, document}: StoredEntry): Result<Outgoing, string> {
	try {
		const revision = revisionOf(digestOf(document, sha256));
		return ok({id, month, revision, text: JSON.stringify({...document, _rev: revision})});
	} catch (error) {
		return fail(error instanceof Error ? error.message : String(error));
	}
}

export function sha256(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('hex');
}

const batchCountMax = 200;
const batchLengthMax = 1_000_000;

/** The entries from the start of the list that go into one request: of one month, and bounded. */
export function firstBatch(entries: readonly Outgoing[]): readonly Outgoing[] {
	const batch: Outgoing[] = [];
	let length = 0;
	for (const entry of entries) {
		length += entry.text.length;
		const fits = batch.length < batchCountMax && length <= batchLengthMax && entry.month === entries[0]?.month;
		if (batch.length > 0 && !fits) break;
		batch.push(entry);
	}
	return batch;
}
