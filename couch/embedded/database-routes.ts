/** `/db` itself: making and removing it, who may use it, and its housekeeping. */
import type {FastifyInstance, FastifyRequest} from 'fastify';
import {isServerAdmin, requireDatabaseAdmin, requireMember, requireServerAdmin} from './access.ts';
import type {Database} from './database.ts';
import type {Databases} from './databases.ts';
import {badRequest, CouchError, notFound, notImplemented, unauthorized} from './errors.ts';
import {Query} from './query.ts';
import type {Security} from './registry.ts';
import {isObject, requireJson} from './request-body.ts';

export function findDatabase(databases: Databases, request: FastifyRequest): Database {
	const database = databases.get(nameOf(request));
	requireMember(request.authenticated.user, database);
	return database;
}

export function databaseRoutes(app: FastifyInstance, databases: Databases): void {
	const find = (request: FastifyRequest) => findDatabase(databases, request);
	const findAsAdmin = (request: FastifyRequest) => {
		const database = databases.get(nameOf(request));
		requireDatabaseAdmin(request.authenticated.user, database);
		return database;
	};

	app.get('/:db', request => describeDatabase(find(request)));

	app.put('/:db', async (request, reply) => {
		requireServerAdmin(request.authenticated.user);
		const name = nameOf(request);
		const shardCount = new Query(request).integer('q');
		if (shardCount === 0) {
			throw badRequest('The `q` value should be a positive integer.');
		}
		await databases.create(name, shardCount);
		reply.code(201).header('location', `/${encodeURIComponent(name)}`);
		return {ok: true};
	});

	app.delete('/:db', async request => {
		requireServerAdmin(request.authenticated.user);
		await databases.remove(nameOf(request));
		return {ok: true};
	});

	app.get('/:db/_security', request => find(request).record.security);

	app.put('/:db/_security', request => {
		const database = databases.get(nameOf(request));
		requireMember(request.authenticated.user, database);
		try {
			requireDatabaseAdmin(request.authenticated.user, database);
		} catch {
			// CouchDB refuses it with these words.
			throw new CouchError(500, 'error', 'no_majority');
		}
		database.save({security: readSecurity(request.body)});
		return {ok: true};
	});

	app.post('/:db/_compact', async (request, reply) => {
		requireJson(request);
		await findAsAdmin(request).store.compact();
		return reply.code(202).send({ok: true});
	});
	app.post('/:db/_compact/:design', (request, reply) => {
		findAsAdmin(request);
		return reply.code(202).send({ok: true});
	});
	app.post('/:db/_view_cleanup', async (request, reply) => {
		await findAsAdmin(request).views.cleanUp();
		return reply.code(202).send({ok: true});
	});

	app.post('/:db/_ensure_full_commit', (request, reply) => {
		requireJson(request);
		// Every answer to a write came after its commit was on the disk.
		const {record} = find(request);
		return reply.code(201).send({ok: true, instance_start_time: startTimeOf(record.createdAtMs)});
	});

	app.get('/:db/_revs_limit', (request, reply) => {
		const {revsLimit} = find(request).record;
		return reply.type('application/json').send(String(revsLimit));
	});
	app.put('/:db/_revs_limit', request => {
		const database = findAsAdmin(request);
		if (typeof request.body !== 'number' || !Number.isInteger(request.body) || request.body < 1) {
			throw badRequest('`revs_limit` must be a positive integer');
		}
		database.save({revsLimit: request.body});
		return {ok: true};
	});

	app.get('/:db/_shards', request => ({shards: {'00000000-ffffffff': [`embedded@${find(request).name}`]}}));

	app.post('/:db/_purge', request => {
		find(request);
		throw notImplemented('_purge');
	});
}

export async function describeDatabase(database: Database): Promise<object> {
	const {doc_count, update_seq} = await database.store.info();
	const {shardCount, createdAtMs} = database.record;
	const sizes = database.sizes();
	return {
		instance_start_time: startTimeOf(createdAtMs),
		db_name: database.name,
		purge_seq: database.sequence(0),
		update_seq: database.sequence(Number(update_seq)),
		sizes,
		// Where Fauxton's fork looks for the size.
		data_size: sizes.active,
		props: {},
		doc_del_count: await database.countDeleted(),
		doc_count,
		disk_format_version: 8,
		compact_running: false,
		cluster: {q: shardCount, n: 1, w: 1, r: 1},
	};
}

function startTimeOf(createdAtMs: number): string {
	return String(Math.floor(createdAtMs / 1000));
}

function nameOf(request: FastifyRequest): string {
	const {db} = request.params as {db: string};
	// A name that begins so is a request the server has no answer to.
	if (db.startsWith('_') && request.method === 'DELETE' && !isServerAdmin(request.authenticated.user)) {
		throw unauthorized('You are not a server admin.');
	}
	if (db === '') {
		throw notFound('Database does not exist.');
	}
	return db;
}

function readSecurity(body: unknown): Security {
	if (!isObject(body)) {
		throw new CouchError(500, 'error', 'no_majority');
	}
	for (const members of [body['members'] ?? {}, body['admins'] ?? {}]) {
		if (!isObject(members) || !areNames(members['names']) || !areNames(members['roles'])) {
			throw new CouchError(500, 'error', 'no_majority');
		}
	}
	return body;
}

function areNames(value: unknown): boolean {
	return value === undefined || (Array.isArray(value) && value.every(name => typeof name === 'string'));
}
