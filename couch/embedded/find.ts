/**
 * `_find`, `_index` and `_explain`, by the store's own query engine.
 *
 * A bookmark is the number of documents that came before: the next page goes on from there.
 */
import type {FastifyInstance, FastifyRequest} from 'fastify';
import {isDatabaseAdmin, requireDatabaseAdmin} from './access.ts';
import type {Database, Document} from './database.ts';
import {readWinners} from './document-read.ts';
import {CouchError, notFound, notImplemented} from './errors.ts';
import {asFindError, checkFind, checkSort, isIndexUnusable} from './find-check.ts';
import {isObject, type JsonObject, objectBody, requireJson} from './request-body.ts';

const rowCountUsual = 25;
const noBookmark = 'nil';

interface StoreInside {
	explain(request: object): Promise<object>;
}

interface Found {
	readonly docs: readonly JsonObject[];
	readonly warning?: string;
}

export function findRoutes(app: FastifyInstance, find: (request: FastifyRequest) => Database): void {
	app.post('/:db/_find', async request => {
		requireJson(request);
		const database = find(request);
		const body = objectBody(request);
		checkFind(body, {isAdmin: isDatabaseAdmin(request.authenticated.user, database)});
		const before = readBookmark(body['bookmark']) + Number(body['skip'] ?? 0);
		const {docs, warning} = await findWith(database, {...body, skip: before});
		const bookmark = docs.length === 0 ? noBookmark : writeBookmark(before + docs.length);
		return {docs, bookmark, ...(warning === undefined ? {} : {warning})};
	});

	app.post('/:db/_explain', async request => {
		requireJson(request);
		const database = find(request);
		const body = objectBody(request);
		checkFind(body, {isAdmin: isDatabaseAdmin(request.authenticated.user, database)});
		const inside = database.store as unknown as StoreInside;
		const plan = await refusing(() => inside.explain(forEngine(body)));
		return {...plan, dbname: database.name};
	});

	app.get('/:db/_index', async request => {
		const {indexes} = await find(request).store.getIndexes();
		return {total_rows: indexes.length, indexes};
	});

	app.post('/:db/_index', async request => {
		requireJson(request);
		const database = find(request);
		requireDatabaseAdmin(request.authenticated.user, database);
		const wanted = readIndex(objectBody(request));
		const created = await database.write(async () => {
			const {ddoc} = wanted.index;
			if (ddoc !== undefined) {
				await requireQueries(database, `_design/${ddoc}`);
			}
			return refusing(() => database.store.createIndex(wanted));
		});
		const {id} = created as unknown as {readonly id: string};
		const {index} = await database.views.open(id.replace('_design/', ''));
		// Nobody waits for it; whoever asks the index is told.
		index.build.update().catch(error => request.log.error(error));
		return created;
	});

	app.post('/:db/_index/_bulk_delete', async request => {
		requireJson(request);
		const database = find(request);
		requireDatabaseAdmin(request.authenticated.user, database);
		const {docids} = objectBody(request);
		const [success, fail]: [object[], object[]] = [[], []];
		for (const id of Array.isArray(docids) ? docids.map(String) : []) {
			const isRemoved = await removeIndex(database, id);
			if (isRemoved) {
				success.push({id, ok: true});
			} else {
				fail.push({id, error: 'not_found'});
			}
		}
		return {success, fail};
	});

	for (const url of ['/:db/_index/:ddoc/json/:name', '/:db/_index/_design/:ddoc/json/:name']) {
		app.delete(url, async request => {
			const database = find(request);
			requireDatabaseAdmin(request.authenticated.user, database);
			const {ddoc, name} = request.params as {ddoc: string; name: string};
			// A client may write the id's own slash as `%2F`.
			if (!(await removeIndex(database, `_design/${ddoc.replace(/^_design\//, '')}`, name))) {
				throw notFound('missing');
			}
			return {ok: true};
		});
	}
}

async function findWith(database: Database, body: JsonObject): Promise<Found> {
	const request = forEngine(body);
	try {
		const found = (await refusing(() => database.store.find(request))) as unknown as Found;
		return {...found, docs: await withConflicts(database, found.docs, body)};
	} catch (error) {
		if (!isIndexUnusable(error) || body['use_index'] === undefined) {
			throw error;
		}
		// A named index is a wish: without it the query is slower, not wrong.
		const {use_index: named, ...others} = body;
		const {docs, warning} = await findWith(database, others);
		const reason = `${[named].flat().join(', ')} was not used because it is not a valid index for this query.`;
		return {docs, warning: [reason, warning ?? []].flat().join('\n')};
	}
}

/** Without what the engine does not know, and with what `withConflicts` needs. */
function forEngine(body: JsonObject): PouchDB.Find.FindRequest<object> {
	const {selector, sort, limit = rowCountUsual, skip, fields, use_index: named} = body;
	const wantsAll = !Array.isArray(fields) || fields.length === 0;
	return {
		selector,
		limit,
		...(skip === undefined ? {} : {skip}),
		...(Array.isArray(sort) && sort.length > 0 ? {sort} : {}),
		...(wantsAll ? {} : {fields: body['conflicts'] === true ? [...fields, '_id'] : fields}),
		...(named === undefined || (Array.isArray(named) && named.length === 0) ? {} : {use_index: named}),
	} as unknown as PouchDB.Find.FindRequest<object>;
}

async function withConflicts(
	database: Database,
	found: readonly JsonObject[],
	{conflicts, fields}: JsonObject,
): Promise<readonly JsonObject[]> {
	if (conflicts !== true) {
		return found;
	}
	const ids = found.map(({_id}) => String(_id));
	const winners = await readWinners(database, ids, {include_docs: true, conflicts: true});
	const wanted: readonly unknown[] = Array.isArray(fields) && fields.length > 0 ? fields : ['_id', '_conflicts'];
	return found.map(({_id, ...document}) => {
		const {_conflicts} = (winners.get(_id)?.doc ?? {}) as JsonObject;
		return {
			...(wanted.includes('_id') ? {_id} : {}),
			...document,
			...(wanted.includes('_conflicts') && _conflicts !== undefined ? {_conflicts} : {}),
		};
	});
}

async function refusing<Value>(ask: () => Promise<Value>): Promise<Value> {
	try {
		return await ask();
	} catch (error) {
		throw asFindError(error);
	}
}

function readBookmark(bookmark: unknown): number {
	if (bookmark === undefined || bookmark === noBookmark || bookmark === '') {
		return 0;
	}
	const text = typeof bookmark === 'string' ? Buffer.from(bookmark, 'base64url').toString() : '';
	if (!/^after \d{1,15}$/.test(text)) {
		throw new CouchError(400, 'invalid_bookmark', `Invalid bookmark value: ${JSON.stringify(bookmark)}`);
	}
	return Number(text.slice('after '.length));
}

function writeBookmark(documentCount: number): string {
	return Buffer.from(`after ${documentCount}`).toString('base64url');
}

function readIndex({index, ddoc, name, type}: JsonObject) {
	if (type !== undefined && type !== 'json') {
		throw notImplemented(`Indexes of type ${JSON.stringify(type)}`);
	}
	if (!isObject(index)) {
		throw new CouchError(400, 'missing_required_key', 'Missing required key: index');
	}
	if (!Array.isArray(index['fields'])) {
		throw new CouchError(400, 'missing_required_key', 'Missing required key: fields');
	}
	checkSort(index['fields']);
	const fields = index['fields'].map(field => (isObject(field) ? String(Object.keys(field)[0]) : String(field)));
	const design = typeof ddoc === 'string' ? {ddoc: ddoc.replace(/^_design\//, '')} : {};
	return {index: {...index, fields, ...design, ...(typeof name === 'string' ? {name} : {})}};
}

/** The store would turn a design document of JavaScript views into one of indexes. */
async function requireQueries(database: Database, id: string): Promise<void> {
	const design = await readDesign(database, id);
	if (design !== undefined && design['language'] !== 'query') {
		throw new CouchError(400, 'invalid_ddoc_lang', 'Existing design doc has an invalid language.');
	}
}

/** One index, or with no name all of a design document's; false when there is no such thing. */
function removeIndex(database: Database, id: string, name?: string): Promise<boolean> {
	return database.write(async () => {
		const design = await readDesign(database, id);
		const views = design !== undefined && isObject(design['views']) ? {...design['views']} : {};
		if (design?.['language'] !== 'query' || (name !== undefined && views[name] === undefined)) {
			return false;
		}
		if (name !== undefined) {
			delete views[name];
		}
		const isEmpty = name === undefined || Object.keys(views).length === 0;
		await database.store.put({...design, views, _deleted: isEmpty} as {_id: string});
		database.validators.forget();
		return true;
	});
}

async function readDesign(database: Database, id: string): Promise<Document | undefined> {
	const {doc} = (await readWinners(database, [id], {include_docs: true})).get(id) ?? {};
	return doc === null ? undefined : (doc as Document | undefined);
}
