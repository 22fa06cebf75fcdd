/** Many documents in one request: `_bulk_docs`, `_bulk_get`, `_revs_diff`. */
import type {FastifyInstance, FastifyRequest} from 'fastify';
import type {Database} from './database.ts';
import {findRevision} from './document-read.ts';
import {type WriteResult, writeDocuments} from './document-write.ts';
import {badRequest} from './errors.ts';
import {Query} from './query.ts';
import {isObject, objectBody, requireJson} from './request-body.ts';
import {leavesOf, parseRevision, revisionOf} from './revisions.ts';

type FindDatabase = (request: FastifyRequest) => Database;

export function bulkRoutes(app: FastifyInstance, find: FindDatabase): void {
	app.post('/:db/_bulk_docs', async (request, reply) => {
		requireJson(request);
		const database = find(request);
		const {docs, new_edits: newEdits = true} = objectBody(request);
		if (!Array.isArray(docs)) {
			throw badRequest('POST body must include `docs` parameter.');
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
			throw badRequest('Missing JSON list of `docs`.');
		}
		const query = new Query(request);
		const options = {revs: query.flag('revs'), latest: query.flag('latest')};
		const results: object[] = [];
		for (const wanted of docs) {
			if (!isObject(wanted) || typeof wanted['id'] !== 'string') {
				throw badRequest('document id missed');
			}
			const {id, rev} = wanted;
			results.push({id, docs: await getAll(database, id, typeof rev === 'string' ? rev : undefined, options)});
		}
		return {results};
	});

	app.post('/:db/_revs_diff', async request => {
		requireJson(request);
		const database = find(request);
		const entries = Object.entries(objectBody(request)).map(async ([id, revisions]) => {
			if (!Array.isArray(revisions) || !revisions.every(revision => typeof revision === 'string')) {
				throw badRequest('Request body must map ids to lists of revisions');
			}
			const missing = await missingOf(database, id, revisions);
			return missing === undefined ? [] : [[id, missing] as const];
		});
		return Object.fromEntries((await Promise.all(entries)).flat());
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

async function getAll(
	database: Database,
	id: string,
	rev: string | undefined,
	options: {readonly revs: boolean; readonly latest: boolean},
): Promise<readonly object[]> {
	const missing = (revision: string) => ({error: {id, rev: revision, error: 'not_found', reason: 'missing'}});
	const revisions = rev === undefined ? leavesOf(await database.revisionTree(id)).map(revisionOf) : [rev];
	if (revisions.length === 0) {
		return [missing('undefined')];
	}
	return Promise.all(
		revisions.map(async each => {
			const found = await findRevision(database, {id, rev: each, ...options});
			return found === undefined ? missing(each) : {ok: found};
		}),
	);
}

async function missingOf(database: Database, id: string, revisions: readonly string[]): Promise<object | undefined> {
	const tree = await database.revisionTree(id);
	const missing = revisions.filter(revision => !tree.has(revision));
	if (missing.length === 0) {
		return undefined;
	}
	const generationMax = Math.max(...missing.map(revision => parseRevision(revision)?.generation ?? 0));
	const ancestors = leavesOf(tree).filter(leaf => leaf.generation < generationMax);
	return {missing, ...(ancestors.length === 0 ? {} : {possible_ancestors: ancestors.map(revisionOf)})};
}
