/**
 * Which changes need their ancestry from the server. A row of the changes feed carries none; where the replica has the
 * document in any other state than one live leaf exactly one generation older, it has to be asked for.
 */
import {ok, type Result} from '../domain/result.ts';
import type {CatalogueReplica, ReplicaChange, ReplicatedDocument} from '../replica/replica.ts';
import {isRecord, type Server, type ServerFault} from './server.ts';

export async function withAncestry({
	server,
	database,
	replica,
	documents,
}: {
	readonly server: Server;
	readonly database: string;
	readonly replica: CatalogueReplica;
	readonly documents: readonly ReplicatedDocument[];
}): Promise<Result<readonly ReplicaChange[], ServerFault>> {
	const known = await replica.revisions(documents.map(({_id}) => _id));
	const doubtful = documents.filter(document => needsAncestry(document, known.get(document._id)));
	if (doubtful.length === 0) return ok(documents.map(document => ({document})));
	const answer = await server.ask(`${server.database(database)}/_bulk_get?revs=true`, {
		method: 'POST',
		body: {docs: doubtful.map(({_id, _rev}) => ({id: _id, rev: _rev}))},
	});
	if (!answer.ok) return answer;
	const told = readBulkGet(answer.value);
	return ok(
		documents.map(document => {
			const revisions = told.get(`${document._id} ${document._rev}`);
			return revisions === undefined ? {document} : {document, revisions};
		}),
	);
}

function needsAncestry(
	{_rev, _deleted}: ReplicatedDocument,
	held: {readonly winner: string; readonly liveLeaves: number} | undefined,
): boolean {
	// What the replica never had needs none, and of a deleted document nothing stays whatever it grew from.
	if (held === undefined || _deleted === true) return false;
	if (held.liveLeaves !== 1) return true;
	return held.winner !== _rev && generation(held.winner) !== generation(_rev) - 1;
}

function generation(revision: string): number {
	return Number.parseInt(revision, 10);
}

type Revisions = NonNullable<ReplicaChange['revisions']>;

/** By id and revision. A revision that has been superseded meanwhile may be absent: its successor comes as a row. */
function readBulkGet(answer: unknown): ReadonlyMap<string, Revisions> {
	const told = new Map<string, Revisions>();
	const results = isRecord(answer) ? answer['results'] : undefined;
	for (const result of Array.isArray(results) ? results : []) {
		const docs = isRecord(result) ? result['docs'] : undefined;
		for (const entry of Array.isArray(docs) ? docs : []) {
			const found = isRecord(entry) ? entry['ok'] : undefined;
			if (!isRecord(found)) continue;
			const revisions = readRevisions(found['_revisions']);
			if (revisions !== undefined) told.set(`${found['_id']} ${found['_rev']}`, revisions);
		}
	}
	return told;
}

function readRevisions(value: unknown): Revisions | undefined {
	if (!isRecord(value)) return undefined;
	const {start, ids} = value;
	if (typeof start !== 'number' || !Array.isArray(ids)) return undefined;
	return {start, ids: ids.map(String)};
}
