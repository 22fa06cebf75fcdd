/**
 * The till's own web server: the page, what the screen is told, and what it asks. It listens on this machine only.
 *
 *   GET  /                the page, with the session token in it
 *   GET  /app.js …        what the page is made of
 *   GET  /api/events      `snapshot` and `goods`, as they happen
 *   GET  /api/goods       the whole touch grid
 *   POST /api/command     one wish of the cashier
 */
import {randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {type FastifyInstance, type FastifyReply, type FastifyRequest, fastify} from 'fastify';
import {type Command, readCommand} from '../api/commands.ts';
import type {GoodsUpdate, Snapshot} from '../api/snapshot.ts';
import {EventStream} from './events.ts';
import {refusalOf} from './guard.ts';

/** The till, as its server needs it. */
export interface ServedTill {
	snapshot(): Snapshot;
	goods(): GoodsUpdate;
	onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
	onGoods(listener: (update: GoodsUpdate) => void): () => void;
	/** Resolves when the command has been dealt with; what came of it is in the snapshot. */
	command(command: Command): Promise<void>;
}

export interface ServerOptions {
	readonly till: ServedTill;
	/** Folder with `index.html`, `app.js` and `app.css`. */
	readonly uiDir: string;
	readonly port: number;
	readonly log: (sentence: string) => void;
}

export interface RunningServer {
	readonly url: string;
	close(): Promise<void>;
}

const bodyBytesMax = 16 * 1024;
const beatMs = 15_000;
const assets: Readonly<Record<string, string>> = {
	'app.js': 'text/javascript; charset=utf-8',
	'app.js.map': 'application/json',
	'app.css': 'text/css; charset=utf-8',
};

export async function serveTill({till, uiDir, port, log}: ServerOptions): Promise<RunningServer> {
	const server = fastify({bodyLimit: bodyBytesMax, forceCloseConnections: true});
	const sessionToken = randomBytes(24).toString('base64url');
	const page = (await readFile(join(uiDir, 'index.html'), 'utf8')).replace('{{token}}', sessionToken);
	const streams = new Set<EventStream>();
	let listeningPort = port;

	server.addHook('onRequest', async (request, reply) => {
		const refusal = refusalOf(
			visitOf(request),
			{wantsToken: request.url.startsWith('/api/')},
			{port: listeningPort, sessionToken},
		);
		if (refusal !== undefined) await reply.code(refusal.status).send({ok: false, reason: refusal.reason});
	});

	server.get('/', (_request, reply) => sendPage(reply, page));
	for (const [name, type] of Object.entries(assets)) {
		server.get(`/${name}`, async (_request, reply) => reply.type(type).send(await readFile(join(uiDir, name))));
	}
	server.get('/api/goods', async () => till.goods());
	server.get('/api/events', (_request, reply) => {
		reply.hijack();
		follow(till, new EventStream(reply.raw), streams, reply);
	});
	server.post('/api/command', async (request, reply) => {
		const command = readCommand(request.body);
		if (!command.ok) return reply.code(400).send({ok: false, fault: command.fault});
		await till.command(command.value);
		return {ok: true};
	});
	server.setErrorHandler(async (error: {readonly statusCode?: number; readonly message: string}, _request, reply) => {
		const status = error.statusCode ?? 500;
		if (status >= 500) log(`The screen's request failed: ${error.message}`);
		await reply.code(status).send({ok: false, reason: error.message});
	});

	const beat = setInterval(() => {
		for (const stream of streams) stream.beat();
	}, beatMs);
	beat.unref();
	listeningPort = await listen(server, port);
	return {
		url: `http://127.0.0.1:${listeningPort}/`,
		close: async () => {
			clearInterval(beat);
			for (const stream of streams) stream.end();
			await server.close();
		},
	};
}

function visitOf(request: FastifyRequest) {
	const token = request.headers['x-ostoja-token'];
	const asked = new URL(request.url, 'http://till').searchParams.get('token');
	return {
		method: request.method,
		host: request.headers.host,
		origin: request.headers.origin,
		contentType: request.headers['content-type'],
		// A browser's event stream cannot carry a header of its own.
		token: typeof token === 'string' ? token : (asked ?? undefined),
	};
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
	return reply
		.type('text/html; charset=utf-8')
		.header('cache-control', 'no-store')
		.header('x-content-type-options', 'nosniff')
		.header('referrer-policy', 'no-referrer')
		.header(
			'content-security-policy',
			"default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
		)
		.send(page);
}

function follow(till: ServedTill, stream: EventStream, streams: Set<EventStream>, reply: FastifyReply): void {
	streams.add(stream);
	const stops = [
		till.onSnapshot(snapshot => stream.sendLatest('snapshot', snapshot)),
		till.onGoods(update => stream.sendInOrder('goods', update)),
	];
	stream.sendInOrder('goods', till.goods());
	stream.sendLatest('snapshot', till.snapshot());
	reply.raw.on('close', () => {
		streams.delete(stream);
		for (const stop of stops) stop();
	});
}

async function listen(server: FastifyInstance, port: number): Promise<number> {
	await server.listen({host: '127.0.0.1', port});
	const address = server.server.address();
	if (address === null || typeof address === 'string') throw new Error('The server has no port');
	return address.port;
}
