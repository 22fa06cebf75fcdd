/**
 * The part of CouchDB's HTTP API that tills, the watcher and Fauxton use, in one process on SQLite.
 *
 * It behaves as CouchDB 3.5 does, so that the same clients and the same tests run on both. Left out, and answered with
 * 501: attachments, replication by the server, purging, multipart bodies. One file holds a database whatever its `q`.
 */
import {join} from 'node:path';
import fastify, {type FastifyInstance} from 'fastify';
import {allDocsRoutes} from './all-docs.ts';
import {type Admin, Authentication} from './authentication.ts';
import {bulkRoutes} from './bulk.ts';
import {changeRoutes} from './changes.ts';
import {databaseRoutes, findDatabase} from './database-routes.ts';
import {Databases} from './databases.ts';
import {documentRoutes} from './documents.ts';
import {asCouchError, CouchError, notFound} from './errors.ts';
import {fauxtonRoutes} from './fauxton.ts';
import {findRoutes} from './find.ts';
import {compressAnswers} from './gzip.ts';
import {checkHosts, isLoopback} from './host-check.ts';
import {Registry} from './registry.ts';
import {acceptBodies} from './request-body.ts';
import {serverRoutes} from './server-routes.ts';
import {sessionRoutes} from './session.ts';
import {viewRoutes} from './view-routes.ts';

export interface EmbeddedCouchOptions {
	readonly dataDir: string;
	readonly admin: Admin;
	/** Names by which other machines know this one; loopback's are known anyway. */
	readonly hostNames?: readonly string[];
	/** A request that is not there by then is given up. */
	readonly requestTimeoutMs?: number;
}

export interface EmbeddedCouch {
	/** Rejects with the system's error, such as EADDRINUSE. */
	listen(options: {readonly host: string; readonly port: number}): Promise<{readonly url: string}>;
	/** Ends all feeds, waits for writes and gives the files back. */
	close(): Promise<void>;
}

// A document's id is part of the path.
const pathPartLengthMax = 10_000;
const connectionsCheckedEveryMs = 30_000;
// A till has two or three; what is more is somebody who opens them for their own sake.
const connectionCountMax = 2000;

export async function createEmbeddedCouch(options: EmbeddedCouchOptions): Promise<EmbeddedCouch> {
	const registry = new Registry(join(options.dataDir));
	const databases = new Databases(registry);
	for (const name of ['_users', '_replicator']) {
		if (!databases.has(name)) {
			await databases.create(name);
		}
	}
	const {requestTimeoutMs = 300_000} = options;
	let isBeyondLoopback = false;
	const app = fastify({
		requestTimeout: requestTimeoutMs,
		http: {connectionsCheckingInterval: Math.min(requestTimeoutMs, connectionsCheckedEveryMs)},
		// As CouchDB does: a gateway on this machine says whose wrong password it passed on.
		trustProxy: 'loopback',
		forceCloseConnections: true,
		// At this level requests are not logged; what the server did not expect is.
		logger: {level: 'error', stream: process.stderr},
		routerOptions: {ignoreTrailingSlash: true, maxParamLength: pathPartLengthMax},
	});
	app.server.maxConnections = connectionCountMax;
	app.server.headersTimeout = Math.min(requestTimeoutMs, app.server.headersTimeout);
	answerErrors(app);
	acceptBodies(app);
	compressAnswers(app);
	checkHosts(app, {hostNames: options.hostNames ?? [], isBeyondLoopback: () => isBeyondLoopback});
	sessionRoutes(app, new Authentication(options.admin, databases, registry));
	serverRoutes(app, databases, registry);
	fauxtonRoutes(app);
	databaseRoutes(app, databases);
	for (const routes of [allDocsRoutes, bulkRoutes, changeRoutes, findRoutes, viewRoutes, documentRoutes]) {
		routes(app, request => findDatabase(databases, request));
	}

	return {
		async listen({host, port}) {
			if (!isLoopback(host) && options.admin.password === '') {
				throw new Error('Without an admin password the server listens to its own machine only.');
			}
			isBeyondLoopback = !isLoopback(host);
			const url = await app.listen({host, port});
			return {url: isBeyondLoopback ? url : `http://${host.includes(':') ? `[${host}]` : host}:${new URL(url).port}`};
		},
		async close() {
			// First the feeds, which would otherwise hold their connections for ever.
			const closed = databases.close();
			await app.close();
			await closed;
			await registry.close();
		},
	};
}

function answerErrors(app: FastifyInstance): void {
	app.setErrorHandler((error, request, reply) => {
		const {status, body} = asCouchError(translate(error));
		if (status >= 500 && !(error instanceof CouchError)) {
			request.log.error(error);
		}
		return reply.code(status).type('application/json').send(JSON.stringify(body));
	});
	app.setNotFoundHandler(({method}) => {
		if (!['GET', 'HEAD', 'PUT', 'POST', 'DELETE'].includes(method)) {
			throw new CouchError(405, 'method_not_allowed', 'Only DELETE,GET,HEAD,POST allowed');
		}
		throw notFound('missing');
	});
}

/** What Fastify itself refuses, in CouchDB's words. */
function translate(error: unknown): unknown {
	const {code, statusCode} = error as {readonly code?: string; readonly statusCode?: number};
	if (code?.startsWith('FST_ERR') === true && statusCode !== undefined && statusCode < 500) {
		return new CouchError(statusCode, 'bad_request', error instanceof Error ? error.message : code);
	}
	return error;
}
