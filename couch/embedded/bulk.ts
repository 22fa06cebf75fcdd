/** Many documents in one request: `_bulk_docs`, `_bulk_get`, `_revs_diff`. */
import type {FastifyInstance, FastifyRequest} from 'fastify';
import type {Database} from './database.ts';
import {checkId} from './document-check.ts';
import {findRevisions} from './document-read.ts';
import {type WriteResult, writeDocuments} from './document-write.ts';
import {asCouchError, badRequest} from './errors.ts';
import {Query} from './query.ts';
import {isObject, type JsonObject, objectBody, requireJson} from './request-body.ts';
import {leavesOf, parseRevision, readRevision, revisionOf} from './revisions.ts';

type FindDatabase = (request: FastifyRequest) => Database;

export function bulkRoutes(app: FastifyInstance, find: FindDatabase): void {
	app.post('/:db/_bulk_docs', async (request, reply) => {
		requireJson(request);
		const database = find(request);
		const {docs, new_edits: newEdits = true} = objectBody(request);
		if (docs === undefined) {
			throw badRequest('POST body must include `docs` parameter.');
		}
		if (!Array.isArray(docs)) {
			throw badRequest('`docs` parameter must be an array.');
		}
		if (typeof newEdits !== 'boolean') {
			throw badRequest('`new_edits` parameter must be a boolean.');
		}
		const {user} = request.authenticated;
		const results = await writeDocuments(database, docs, {newEdits, user});
		reply.code(201);
		return newEdits ? results.map(describe) : results.filter(isRefusal).map(describe);
	});

	app.post('/:db/_bulk_get', async request => {
		requireJson(request);
		const database = find(request);
		const {docs} = objectBody(request);
		if (!Array.isArray(docs)) {
			throw badRequest("Missing JSON list of 'docs'.");
		}
		const query = new Query(request);
		const options = {revs: query.flag('revs'), latest: query.flag('latest')};
		const results: object[] = [];
		for (const wanted of docs) {
			results.push(await getAll(database, wanted, options));
		}
		return {results};
	});

	app.post('/:db/_revs_diff', async request => {
		requireJson(request);
		const database = find(request);
		return missingOfAll(database, objectBody(request));
	});

	app.post('/:db/_missing_revs', async request => {
		requireJson(request);
		const missing = await missingOfAll(find(request), objectBody(request));
		return {missing_revs: Object.fromEntries(Object.entries(missing).map(([id, {missing}]) => [id, missing]))};
	});
}

function isRefusal(result: WriteResult): result is Extract<WriteResult, {refusal: unknown}> {
	return 'refusal' in result;
}

function describe(result: WriteResult): object {
	if (!isRefusal(result)) {
		return {ok: true, id: result.id, rev: result.rev};
	}
	const {id, rev, refusal} = result;
	const {error, reason} = refusal.body;
	return {id, ...(rev === undefined ? {} : {rev}), error, reason};
}

/** What is wrong with one of the wanted is said in its place. */
async function getAll(
	database: Database,
	wanted: unknown,
	options: {readonly revs: boolean; readonly latest: boolean},
): Promise<object> {
	const {id, rev} = isObject(wanted) ? wanted : {};
	const failed = (revision: unknown, error: string, reason: unknown) => ({
		error: {id: id ?? null, rev: revision ?? null, error, reason},
	});
	if (id === undefined) {
		return {id: null, docs: [failed(undefined, 'bad_request', 'document must be a JSON object')]};
	}
	try {
		const revisions = rev === undefined ? 'all' : [readRevision(rev)];
		const found = await findRevisions(database, {id: checkId(id), revisions, ...options});
		const missing = (revision: string) => failed(revision, 'not_found', 'missing');
		const docs = found.map(each => ('ok' in each ? each : missing(each.missing)));
		return {id, docs: docs.length === 0 ? [missing('undefined')] : docs};
	} catch (error) {
		const {status, body} = asCouchError(error);
		if (status >= 500) {
			throw error;
		}
		return {id, docs: [failed(rev, body.error, body.reason)]};
	}
}

interface Missing {
	readonly missing: readonly string[];
	readonly possible_ancestors?: readonly string[];
}

async function missingOfAll(database: Database, asked: JsonObject): Promise<Readonly<Record<string, Missing>>> {
	const missingById = new Map<string, Missing>();
	// One after the other: the trees of all of them at once would fill the memory.
	for (const [id, revisions] of Object.entries(asked)) {
		if (!Array.isArray(revisions)) {
			throw badRequest('Request body must map ids to lists of revisions');
		}
		const missing = await missingOf(database, id, revisions.map(readRevision));
		if (missing !== undefined) {
			missingById.set(id, missing);
		}
	}
	return Object.fromEntries(missingById);
}

async function missingOf(database: Database, id: string, revisions: readonly string[]): Promise<Missing | undefined> {
	const tree = await database.revisionTree(id);
	const missing = revisions.filter(revision => !tree.has(revision));
	if (missing.length === 0) {
		return undefined;
	}
	const generationMax = Math.max(...missing.map(revision => parseRevision(revision)?.generation ?? 0));
	const ancestors = leavesOf(tree).filter(leaf => leaf.generation < generationMax);
	return {missing, ...(ancestors.length === 0 ? {} : {possible_ancestors: ancestors.map(revisionOf)})};
}
