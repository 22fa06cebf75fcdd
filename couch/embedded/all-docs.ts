/** `_all_docs` and `_design_docs`: documents by their ids, or the ones that are asked for. */
import type {FastifyInstance, FastifyRequest} from 'fastify';
import type {Database} from './database.ts';
import {readAll, readWinners} from './document-read.ts';
import {badRequest, CouchError} from './errors.ts';
import {Query} from './query.ts';
import {readRangeText} from './range-text.ts';
import {isObject} from './request-body.ts';

const boundNames = ['key', 'startkey', 'start_key', 'endkey', 'end_key'] as const;

export function allDocsRoutes(app: FastifyInstance, find: (request: FastifyRequest) => Database): void {
	for (const [url, range] of [
		['/:db/_all_docs', {}],
		['/:db/_design_docs', {startkey: '_design/', endkey: '_design0', inclusive_end: false}],
	] as const) {
		app.route({
			method: ['GET', 'POST'],
			url,
			handler: async (request, reply) => {
				const body = isObject(request.body) ? request.body : {};
				const query = new Query(request, {...range, ...body});
				const text = await readAsText(find(request), query);
				if (text !== undefined) return reply.type('application/json').send(text);
				return readAllDocs(find(request), query);
			},
		});
	}

	app.post('/:db/_all_docs/queries', async request => {
		const database = find(request);
		const queries = isObject(request.body) ? request.body['queries'] : undefined;
		if (!Array.isArray(queries)) {
			throw badRequest('`queries` must be an array');
		}
		const results: object[] = [];
		for (const query of queries.filter(isObject)) {
			results.push(await readAllDocs(database, new Query(request, query)));
		}
		return {results};
	});
}

async function readAllDocs(database: Database, query: Query): Promise<object> {
	const keys = query.json('keys');
	if (keys !== undefined && !Array.isArray(keys)) {
		throw badRequest('`keys` body member must be an array.');
	}
	if (keys !== undefined && keys.length > 1 && boundNames.some(name => query.has(name))) {
		const reason = '`keys` is incompatible with `key`, `start_key` and `end_key`';
		throw new CouchError(400, 'query_parse_error', reason);
	}
	const updateSequence = query.flag('update_seq')
		? {update_seq: database.sequence(await database.latestSequence())}
		: {};
	const found = keys === undefined ? await readRange(database, query) : await readKeys(database, query, keys);
	return {...found, ...updateSequence};
}

/** For a range, forwards: what a new till asks for, and what counts documents. Undefined for everything else. */
async function readAsText(database: Database, query: Query): Promise<string | undefined> {
	const {include_docs: withContents, conflicts} = readFlags(query);
	const isOther = conflicts || ['keys', 'key', 'descending', 'update_seq'].some(name => query.has(name));
	if (isOther) return undefined;
	const {skip, limit, start, end} = readBounds(query);
	const found = await readRangeText(database, {
		from: start === undefined ? '' : asBound(start),
		...(end === undefined ? {} : {through: asBound(end)}),
		inclusive: query.flag('inclusive_end', true),
		skip,
		withContents,
		...(limit === undefined ? {} : {limit}),
	});
	const {total_rows: totalRows} = await readAll(database, {limit: 0});
	return `{"total_rows":${totalRows},"offset":${skip},"rows":[\n${found.join(',\n')}\n]}\n`;
}

/** Bounds are JSON of any kind. */
function readBounds(query: Query) {
	return {
		start: readKey(query, 'startkey', 'start_key'),
		end: readKey(query, 'endkey', 'end_key'),
		skip: query.integer('skip') ?? 0,
		limit: query.integer('limit'),
	};
}

async function readRange(database: Database, query: Query): Promise<object> {
	const descending = query.flag('descending');
	const {start, end, skip, limit} = readBounds(query);
	const key = readKey(query, 'key', 'key');
	const {total_rows, rows} = await readAll(database, {
		...readFlags(query),
		descending,
		inclusive_end: query.flag('inclusive_end', true),
		skip,
		...(limit === undefined ? {} : {limit}),
		// Ids are strings; keys of other kinds come before or after all of them.
		...(start === undefined ? {} : {startkey: asBound(start)}),
		...(end === undefined ? {} : {endkey: asBound(end)}),
		...(key === undefined ? {} : {key: typeof key === 'string' ? key : null}),
	});
	return {total_rows, offset: skip, rows};
}

async function readKeys(database: Database, query: Query, keys: readonly unknown[]): Promise<object> {
	const ids = keys.filter(key => typeof key === 'string');
	const rowById = await readWinners(database, ids, readFlags(query));
	const skip = query.integer('skip') ?? 0;
	const limit = query.integer('limit') ?? keys.length;
	const ordered = query.flag('descending') ? [...keys].reverse() : keys;
	const rows = ordered.slice(skip, skip + limit).map(key => rowById.get(key) ?? {key, error: 'not_found'});
	const {total_rows} = await readAll(database, {limit: 0});
	return {total_rows, offset: null, rows};
}

function readFlags(query: Query): {include_docs: boolean; conflicts: boolean} {
	return {include_docs: query.flag('include_docs'), conflicts: query.flag('conflicts')};
}

function readKey(query: Query, name: string, otherName: string): unknown {
	return query.has(name) ? query.json(name) : query.json(otherName);
}

function asBound(key: unknown): string {
	if (typeof key === 'string') {
		return key;
	}
	return typeof key === 'object' && key !== null ? '\u{10ffff}' : '';
}
