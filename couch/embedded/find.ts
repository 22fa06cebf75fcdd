/** `_find`, `_index` and `_explain`, by the store's own query engine. */
import type {FastifyInstance, FastifyReply, FastifyRequest} from 'fastify';
import {requireDatabaseAdmin} from './access.ts';
import type {Database} from './database.ts';
import {CouchError} from './errors.ts';
import {isObject, type JsonObject, objectBody, requireJson} from './request-body.ts';

const rowCountUsual = 25;

interface StoreInside {
	explain(request: object): Promise<object>;
}

export function findRoutes(app: FastifyInstance, find: (request: FastifyRequest) => Database): void {
	app.post('/:db/_find', async request => {
		requireJson(request);
		const {docs, warning} = (await find(request).store.find(readRequest(objectBody(request)))) as FindAnswer;
		return {docs, bookmark: 'nil', ...(warning === undefined ? {} : {warning})};
	});

	app.post('/:db/_explain', async request => {
		requireJson(request);
		const database = find(request);
		const inside = database.store as unknown as StoreInside;
		const plan = await inside.explain(readRequest(objectBody(request)));
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
		const {index, ddoc, name} = objectBody(request);
		if (!isObject(index) || !Array.isArray(index['fields'])) {
			throw new CouchError(400, 'missing_required_key', 'Missing required key: index');
		}
		const names = {...(typeof ddoc === 'string' ? {ddoc} : {}), ...(typeof name === 'string' ? {name} : {})};
		const wanted = {index: {...index, fields: fieldNames(index['fields']), ...names}};
		const created = (await database.write(() => database.store.createIndex(wanted))) as unknown as {
			readonly id: string;
		};
		const {index: made} = await database.views.open(created.id.replace('_design/', ''));
		// Nobody waits for it; whoever asks the index is told.
		made.build.update().catch(error => request.log.error(error));
		return created;
	});

	app.post('/:db/_index/_bulk_delete', async request => {
		requireJson(request);
		const database = find(request);
		requireDatabaseAdmin(request.authenticated.user, database);
		const {docids} = objectBody(request);
		const success: object[] = [];
		for (const ddoc of Array.isArray(docids) ? docids.map(String) : []) {
			await removeDesign(database, ddoc);
			success.push({id: ddoc, ok: true});
		}
		return {success, fail: []};
	});

	const removeOne = async (request: FastifyRequest, reply: FastifyReply) => {
		const database = find(request);
		requireDatabaseAdmin(request.authenticated.user, database);
		const {ddoc} = request.params as {ddoc: string};
		await removeDesign(database, `_design/${ddoc}`);
		return reply.send({ok: true});
	};
	app.delete('/:db/_index/:ddoc/json/:name', removeOne);
	app.delete('/:db/_index/_design/:ddoc/json/:name', removeOne);
}

interface FindAnswer {
	readonly docs: readonly object[];
	readonly warning?: string;
}

function readRequest(body: JsonObject): PouchDB.Find.FindRequest<object> {
	if (!isObject(body['selector'])) {
		throw new CouchError(400, 'missing_required_key', 'Missing required key: selector');
	}
	const {bookmark: _, execution_stats: __, stable: ___, update: ____, r: _____, conflicts: ______, ...request} = body;
	return {limit: rowCountUsual, ...request} as unknown as PouchDB.Find.FindRequest<object>;
}

function fieldNames(fields: readonly unknown[]): string[] {
	return fields.map(field => (isObject(field) ? String(Object.keys(field)[0]) : String(field)));
}

async function removeDesign(database: Database, id: string): Promise<void> {
	await database.write(async () => {
		const document = await database.store.get(id);
		await database.store.remove(document);
		database.validators.forget();
	});
}
