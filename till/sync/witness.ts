/**
 * Is this still the history that the cursor stands in?
 *
 * A server put back to a backup and written to since has the same name and as high a number as before, and answers a
 * `since` of the lost history with whatever its own has behind that number. What tells the two apart is the change the
 * till read last: a database that has every leaf of it has everything before it as well, for a backup is a beginning.
 */
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {fail, ok, type Result} from '../domain/result.ts';
import type {CatalogueCursor} from '../replica/replica.ts';
import {readChange} from './changes-row.ts';
import {isRecord, type Server, type ServerFault} from './server.ts';

export async function remembers(server: Server, {last}: CatalogueCursor): Promise<Result<boolean, ServerFault>> {
	// A till that has read no change yet has nothing to be wrong about.
	if (last === undefined || last.leaves.length === 0) return ok(true);
	const answer = await server.ask(`${server.database(catalogueDatabase)}/_revs_diff`, {
		method: 'POST',
		body: {[last.id]: last.leaves},
	});
	// What is missing is listed; a database that has everything lists nothing.
	return answer.ok ? ok(isRecord(answer.value) && !(last.id in answer.value)) : answer;
}

/** The change the database stands at; undefined for one that nothing was ever written to. */
export async function readLastChange(server: Server): Promise<Result<CatalogueCursor['last'], ServerFault>> {
	const query = new URLSearchParams({descending: 'true', limit: '1', style: 'all_docs'});
	const answer = await server.ask(`${server.database(catalogueDatabase)}/_changes?${query}`);
	if (!answer.ok) return answer;
	const results = isRecord(answer.value) ? answer.value['results'] : undefined;
	if (Array.isArray(results) && results.length === 0) return ok(undefined);
	const change = Array.isArray(results) ? readChange(results[0]) : undefined;
	if (change === undefined) return fail({code: 'unreachable', reason: 'the last change cannot be read'});
	return ok({id: change.id, leaves: change.leaves});
}
