/** What concerns the server as a whole, and the corners Fauxton looks into. */
import {randomUUID} from 'node:crypto';
import type {FastifyInstance} from 'fastify';
import {requireServerAdmin} from './access.ts';
import {describeDatabase} from './database-routes.ts';
import type {Databases, IndexTask} from './databases.ts';
import {badRequest, notFound, notImplemented} from './errors.ts';
import {Query} from './query.ts';
import type {Registry} from './registry.ts';
import {objectBody} from './request-body.ts';

const nodeName = 'embedded@127.0.0.1';
const uuidCountMax = 1000;

export function serverRoutes(app: FastifyInstance, databases: Databases, registry: Registry): void {
	app.get('/', () => ({
		couchdb: 'Welcome',
		version: '3.5.0',
		uuid: registry.serverUuid,
		features: ['quickjs'],
		vendor: {name: 'ostoja'},
	}));
	app.get('/_up', () => ({status: 'ok', seeds: {}}));

	app.get('/_uuids', (request, reply) => {
		const count = new Query(request).integer('count') ?? 1;
		if (count > uuidCountMax) {
			throw badRequest('count parameter too large');
		}
		reply.header('cache-control', 'no-cache, must-revalidate');
		return {uuids: Array.from({length: count}, () => randomUUID().replaceAll('-', ''))};
	});

	app.get('/_all_dbs', request => {
		requireServerAdmin(request.authenticated.user);
		return selectNames(databases.names(), new Query(request));
	});

	app.get('/_dbs_info', request => {
		requireServerAdmin(request.authenticated.user);
		return describeAll(databases, selectNames(databases.names(), new Query(request)));
	});
	app.post('/_dbs_info', request => {
		requireServerAdmin(request.authenticated.user);
		const {keys} = objectBody(request);
		if (!Array.isArray(keys)) {
			throw badRequest('`keys` member must exist.');
		}
		return describeAll(databases, keys.map(String));
	});

	app.get('/_membership', request => {
		requireServerAdmin(request.authenticated.user);
		return {all_nodes: [nodeName], cluster_nodes: [nodeName]};
	});
	app.get('/_active_tasks', async request => {
		requireServerAdmin(request.authenticated.user);
		return (await databases.building()).map(describeTask);
	});
	app.get('/_scheduler/jobs', request => {
		requireServerAdmin(request.authenticated.user);
		return {total_rows: 0, offset: 0, jobs: []};
	});
	app.get('/_scheduler/docs', request => {
		requireServerAdmin(request.authenticated.user);
		return {total_rows: 0, offset: 0, docs: []};
	});
	app.get('/_cluster_setup', request => {
		requireServerAdmin(request.authenticated.user);
		return {state: 'single_node_enabled'};
	});
	app.post('/_replicate', () => {
		throw notImplemented('Replication by the server');
	});
	configurationRoutes(app, registry);
}

/** Settings are stored and given back; the server itself heeds `chttpd_auth_lockout/mode`. */
function configurationRoutes(app: FastifyInstance, registry: Registry): void {
	const url = '/_node/:node/_config/:section/:key';
	const settingOf = (params: unknown) => params as {readonly section: string; readonly key: string};

	app.addHook('onRequest', async request => {
		if (request.url.startsWith('/_node/')) {
			requireServerAdmin(request.authenticated.user);
		}
	});
	app.get('/_node/:node', () => ({name: nodeName}));
	app.get('/_node/:node/_stats', () => ({}));
	app.get('/_node/:node/_system', () => ({uptime: Math.floor(process.uptime()), memory: process.memoryUsage()}));
	app.get('/_node/:node/_config', () => registry.settings());
	app.get('/_node/:node/_config/:section', request => registry.settings()[settingOf(request.params).section] ?? {});
	app.get(url, (request, reply) => {
		const {section, key} = settingOf(request.params);
		const value = registry.setting(section, key);
		if (value === undefined || section === 'server') {
			throw notFound('unknown_config_value');
		}
		return reply.type('application/json').send(JSON.stringify(value));
	});
	app.put(url, (request, reply) => {
		const {section, key} = settingOf(request.params);
		if (typeof request.body !== 'string' || section === 'server') {
			throw badRequest('The value of a setting is a JSON string.');
		}
		const before = registry.setting(section, key) ?? '';
		registry.saveSetting(section, key, request.body);
		return reply.type('application/json').send(JSON.stringify(before));
	});
	app.delete(url, (request, reply) => {
		const {section, key} = settingOf(request.params);
		const before = registry.setting(section, key);
		if (before === undefined || section === 'server') {
			throw notFound('unknown_config_value');
		}
		registry.removeSetting(section, key);
		return reply.type('application/json').send(JSON.stringify(before));
	});
}

function describeTask({database, design, startedAtMs, updatedAtMs, doneCount, totalCount}: IndexTask): object {
	return {
		node: nodeName,
		pid: `<0.${process.pid}.0>`,
		type: 'indexer',
		database,
		design_document: design,
		changes_done: doneCount,
		total_changes: totalCount,
		// What is written meanwhile is indexed too.
		progress: Math.min(100, Math.floor((doneCount / Math.max(1, totalCount)) * 100)),
		started_on: Math.floor(startedAtMs / 1000),
		updated_on: Math.floor(updatedAtMs / 1000),
	};
}

function selectNames(names: readonly string[], query: Query): readonly string[] {
	const start = query.json('startkey') ?? query.json('start_key');
	const end = query.json('endkey') ?? query.json('end_key');
	const skip = query.integer('skip') ?? 0;
	const limit = query.integer('limit') ?? names.length;
	const selected = names.filter(
		name => (typeof start !== 'string' || name >= start) && (typeof end !== 'string' || name <= end),
	);
	return (query.flag('descending') ? selected.reverse() : selected).slice(skip, skip + limit);
}

function describeAll(databases: Databases, names: readonly string[]): Promise<readonly object[]> {
	return Promise.all(
		names.map(async name =>
			databases.has(name)
				? {key: name, info: await describeDatabase(databases.get(name))}
				: {key: name, error: 'not_found'},
		),
	);
}
