/** `/db/id`: one document, an ordinary one, a design document or a local one. */
import type {FastifyInstance, FastifyReply, FastifyRequest} from 'fastify';
import type {Database} from './database.ts';
import {readDocument} from './document-read.ts';
import {type WriteResult, writeDocuments} from './document-write.ts';
import {badRequest, CouchError, conflict, notFound, notImplemented} from './errors.ts';
import {removeLocal} from './local-documents.ts';
import {Query} from './query.ts';
import {isObject, requireJson} from './request-body.ts';

type FindDatabase = (request: FastifyRequest) => Database;

export function documentRoutes(app: FastifyInstance, find: FindDatabase): void {
	app.post('/:db', async (request, reply) => {
		requireJson(request);
		const database = find(request);
		if (!isObject(request.body)) {
			throw badRequest('Document must be a JSON object');
		}
		return write(database, request, reply, request.body);
	});

	for (const [url, prefix] of [
		['/:db/:id', ''],
		['/:db/_design/:id', '_design/'],
		['/:db/_local/:id', '_local/'],
	] as const) {
		const idOf = (request: FastifyRequest) => `${prefix}${(request.params as {id: string}).id}`;

		app.get(url, async (request, reply) => {
			const document = await readDocument(find(request), checkPath(idOf(request)), new Query(request));
			if (isObject(document) && typeof document['_rev'] === 'string') {
				const tag = tagOf(document['_rev']);
				reply.header('etag', tag).header('cache-control', 'must-revalidate');
				if (request.headers['if-none-match'] === tag) {
					return reply.code(304).send();
				}
			}
			return reply.type('application/json').send(JSON.stringify(document));
		});

		app.put(url, async (request, reply) => {
			const database = find(request);
			if (!isObject(request.body)) {
				throw badRequest('Document must be a JSON object');
			}
			const rev = revisionAsked(request) ?? request.body['_rev'];
			// The path says which document it is, whatever the body says.
			const document = {...request.body, _id: idOf(request), ...(rev === undefined ? {} : {_rev: rev})};
			const answer = await write(database, request, reply, document);
			if (request.body['_deleted'] === true) {
				reply.code(200);
			}
			return answer;
		});

		app.delete(url, async (request, reply) => {
			const database = find(request);
			const id = idOf(request);
			if (id.startsWith('_local/')) {
				await removeLocal(database, id);
				return {ok: true, id, rev: '0-0'};
			}
			const rev = revisionAsked(request);
			if ((await database.revisionTree(id)).size === 0) {
				throw notFound('missing');
			}
			if (rev === undefined) {
				throw conflict();
			}
			const answer = await write(database, request, reply, {_id: id, _rev: rev, _deleted: true});
			reply.code(200);
			return answer;
		});
	}

	const refuseAttachment = async (request: FastifyRequest) => {
		find(request);
		throw notImplemented('Attachments');
	};
	// What is attached is mostly no JSON, and nobody should be told that it is not.
	app.all('/:db/:id/*', {preParsing: refuseAttachment}, refuseAttachment);
}

async function write(database: Database, request: FastifyRequest, reply: FastifyReply, document: object) {
	const query = new Query(request);
	const {user} = request.authenticated;
	const newEdits = query.flag('new_edits', true);
	const [result] = await writeDocuments(database, [document], {newEdits, user});
	if (result === undefined) {
		throw new CouchError(500, 'internal_server_error', 'The document has no result.');
	}
	const {id, rev} = accepted(result);
	const location = `/${encodeURIComponent(database.name)}/${encodeURIComponent(id)}`;
	reply.code(201).header('etag', tagOf(rev)).header('location', location);
	return {ok: true, id, rev};
}

function accepted(result: WriteResult): {id: string; rev: string} {
	if ('ok' in result) {
		return result;
	}
	const {status, body} = result.refusal;
	throw new CouchError(status, body.error, body.reason);
}

function revisionAsked(request: FastifyRequest): string | undefined {
	return new Query(request).text('rev') ?? request.headers['if-match']?.replace(/^"(.*)"$/, '$1');
}

/** A revision that another server made up may hold what a header may not. */
function tagOf(revision: string): string {
	return `"${encodeURI(revision)}"`;
}

function checkPath(id: string): string {
	if (id.startsWith('_') && !/^_(?:design|local)\//.test(id)) {
		throw notFound('missing');
	}
	return id;
}
