/**
 * Retiring: a tombstone on a resubmission's branch, so that the original is what everybody reads, whichever revision is
 * higher.
 *
 * The tombstone's revision is computed from the retired one, so that doing it again, or by two watchers at once, is the
 * same write; and the retired revision sent once more is a known one that changes nothing.
 */
import type {CouchDatabase, CouchDocument} from '../server.ts';
import {sha256} from './content.ts';

export function tombstoneOf({id, rev}: {readonly id: string; readonly rev: string}): CouchDocument {
	const [generation = '', retired = ''] = rev.split('-', 2);
	const start = Number(generation) + 1;
	const hash = sha256(`retired ${rev}`).slice(0, 32);
	return {_id: id, _rev: `${start}-${hash}`, _deleted: true, _revisions: {start, ids: [hash, retired]}};
}

/** All of an entry's at once; half of them is no harm, for the rest is retired the next time. */
export async function retire(
	database: CouchDatabase,
	{id, revs}: {readonly id: string; readonly revs: readonly string[]},
): Promise<void> {
	const tombstones = revs.map(rev => tombstoneOf({id, rev}));
	const [failure] = await database.bulk(tombstones, {newEdits: false});
	if (failure !== undefined) throw new Error(`${id} ${failure.rev ?? ''} could not be retired: ${failure.reason}`);
}
