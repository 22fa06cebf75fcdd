/**
 * A web server for pages of this machine: it listens on the loopback address only, serves a page with a session token
 * in it, and turns away whoever is not that page.
 */
import {randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {type FastifyInstance, type FastifyRequest, fastify} from 'fastify';
import {EventStream} from './events.ts';
import {type Caller, refusalOf, type Visit} from './guard.ts';

export interface GuardedServerOptions {
	/** Folder of the page and what it is made of. */
	readonly uiDir: string;
	/** Where the page is: `/` or `/devices`. */
	readonly pagePath: string;
	/** Files of the folder beside `index.html`, and their types. */
	readonly assets: Readonly<Record<string, string>>;
	readonly log: (sentence: string) => void;
	/** What a program beside the till has to show at `/api/tools/`; absent where there is nothing for one. */
	readonly toolToken?: string;
}

export interface RunningServer {
	readonly url: string;
	close(): Promise<void>;
}

const bodyBytesMax = 16 * 1024;
const beatMs = 15_000;
const pageHeaders = {
	'cache-control': 'no-store',
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
	'content-security-policy':
		"default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
};

export class GuardedServer {
	readonly app: FastifyInstance;
	readonly #pagePath: string;
	readonly #streams = new Set<EventStream>();
	#port = 0;

	private constructor(app: FastifyInstance, pagePath: string) {
		this.app = app;
		this.#pagePath = pagePath;
	}

	static async create({uiDir, pagePath, assets, log, toolToken}: GuardedServerOptions): Promise<GuardedServer> {
		const app = fastify({bodyLimit: bodyBytesMax, forceCloseConnections: true});
		const server = new GuardedServer(app, pagePath);
		const sessionToken = randomBytes(24).toString('base64url');
		const page = (await readFile(join(uiDir, 'index.html'), 'utf8')).replace('{{token}}', sessionToken);
		app.addHook('onRequest', async (request, reply) => {
			const rules = {port: server.#port, sessionToken, ...(toolToken !== undefined && {toolToken})};
			// The route that was found, because one path can be spelt in many ways.
			const route = request.routeOptions.url ?? request.url;
			const refusal = refusalOf(visitOf(request), {caller: callerAt(route)}, rules);
			if (refusal !== undefined) await reply.code(refusal.status).send({ok: false, reason: refusal.reason});
		});
		app.setErrorHandler(async (error: {readonly statusCode?: number; readonly message: string}, _request, reply) => {
			const status = error.statusCode ?? 500;
			if (status >= 500) log(`A request failed: ${error.message}`);
			await reply.code(status).send({ok: false, reason: error.message});
		});
		app.get(pagePath, (_request, reply) => reply.type('text/html; charset=utf-8').headers(pageHeaders).send(page));
		if (pagePath !== '/') app.get('/', (_request, reply) => reply.redirect(pagePath));
		for (const [name, type] of Object.entries(assets)) {
			app.get(`/${name}`, async (_request, reply) => reply.type(type).send(await readFile(join(uiDir, name))));
		}
		return server;
	}

	/** Serves server-sent events at a path. `follow` begins to send and answers with what ends it. */
	events(path: string, follow: (stream: EventStream) => () => void): void {
		this.app.get(path, (_request, reply) => {
			reply.hijack();
			const stream = new EventStream(reply.raw);
			const stop = follow(stream);
			this.#streams.add(stream);
			reply.raw.on('close', () => {
				this.#streams.delete(stream);
				stop();
			});
		});
	}

	async listen(port: number): Promise<RunningServer> {
		await this.app.listen({host: '127.0.0.1', port});
		const address = this.app.server.address();
		if (address === null || typeof address === 'string') throw new Error('The server has no port');
		this.#port = address.port;
		const beat = setInterval(() => {
			for (const stream of this.#streams) stream.beat();
		}, beatMs);
		return {
			url: `http://127.0.0.1:${this.#port}${this.#pagePath}`,
			close: async () => {
				clearInterval(beat);
				for (const stream of this.#streams) stream.end();
				await this.app.close();
			},
		};
	}
}

function callerAt(route: string): Caller {
	if (route.startsWith('/api/tools/')) return 'tool';
	return route.startsWith('/api/') ? 'screen' : 'anyone';
}

function visitOf(request: FastifyRequest): Visit {
	const token = request.headers['x-ostoja-token'];
	const asked = new URL(request.url, 'http://till').searchParams.get('token');
	return {
		method: request.method,
		host: request.headers.host,
		origin: request.headers.origin,
		contentType: request.headers['content-type'],
		token: typeof token === 'string' ? token : undefined,
		addressToken: asked ?? undefined,
	};
}
