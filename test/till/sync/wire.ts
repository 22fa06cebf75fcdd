/**
 * The wire between a till and its server: an HTTP proxy whose faults a test chooses.
 *
 * Models: a server that is away, one that takes requests and never answers, a stream that is cut after so many bytes,
 * one that goes silent, one that brings heartbeats and no rows, a server that fails on certain requests, a proxy that
 * compresses streams row by row.
 * Does not model: TLS, slow links, bytes that arrive altered.
 */
import {EventEmitter, once} from 'node:events';
import {createServer, type IncomingMessage, request, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {constants, createGzip, gunzipSync} from 'node:zlib';
import type {ExecutionContext} from 'ava';

export interface SeenRequest {
	readonly method: string;
	readonly path: string;
	readonly encoding: string | undefined;
	/** Decoded. */
	readonly body: string;
	/** The whole of the answer went out, or its connection was closed. */
	isOver: boolean;
}

export interface Answer {
	readonly status: number;
	readonly body: object;
}

export interface Wire {
	readonly url: string;
	readonly requests: SeenRequest[];
	/** Connections that are open are cut, new ones are too. */
	away: boolean;
	/** Requests are taken and never answered. */
	stalled: boolean;
	/** The next streams are cut after so many bytes each. */
	readonly cutStreamsAfterBytes: number[];
	compressesStreams: boolean;
	/** Answers in place of the server. */
	intercept: (request: SeenRequest) => Answer | undefined;
	/** Cuts every open connection. */
	cut(): void;
	/** Resolves when a connection that carried a request is closed. */
	nextClose(): Promise<void>;
	/** Open streams go silent: nothing more comes through, and nothing is closed. */
	silence(): void;
	/** Open streams go on with their heartbeats and bring nothing else. */
	wedge(): void;
}

export async function layWire(t: ExecutionContext, target: string): Promise<Wire> {
	const open = new Set<ServerResponse>();
	const closings = new EventEmitter();
	const silenced = new WeakSet<ServerResponse>();
	const wedged = new WeakSet<ServerResponse>();
	const wire: Wire = {
		url: '',
		requests: [],
		away: false,
		stalled: false,
		cutStreamsAfterBytes: [],
		compressesStreams: false,
		intercept: () => undefined,
		cut: () => {
			for (const response of open) response.destroy();
		},
		nextClose: async () => {
			await once(closings, 'close');
		},
		silence: () => {
			for (const response of open) silenced.add(response);
		},
		wedge: () => {
			for (const response of open) wedged.add(response);
		},
	};
	const server = createServer(async (incoming, outgoing): Promise<void> => {
		if (wire.away) {
			incoming.socket.destroy();
			return;
		}
		open.add(outgoing);
		outgoing.once('close', () => {
			open.delete(outgoing);
			closings.emit('close');
		});
		const body = await bodyOf(incoming);
		const encoding = incoming.headers['content-encoding'];
		const text = encoding === 'gzip' ? gunzipSync(new Uint8Array(body)).toString() : body.toString();
		const seen = {method: incoming.method ?? '', path: incoming.url ?? '', encoding, body: text, isOver: false};
		outgoing.once('close', () => {
			seen.isOver = true;
		});
		wire.requests.push(seen);
		if (wire.stalled) return;
		const answer = wire.intercept(seen);
		if (answer !== undefined) {
			outgoing.writeHead(answer.status, {'content-type': 'application/json'}).end(JSON.stringify(answer.body));
			return;
		}
		forward(incoming, body, outgoing);
	});

	function forward(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse): void {
		const isStream = (incoming.url ?? '').includes('feed=continuous');
		const compresses = isStream && wire.compressesStreams;
		const headers = {...incoming.headers};
		if (isStream) delete headers['accept-encoding'];
		const upstream = request(new URL(incoming.url ?? '', target), {method: incoming.method ?? 'GET', headers});
		outgoing.once('close', () => upstream.destroy());
		upstream.once('error', () => outgoing.destroy());
		upstream.once('response', response => {
			const gzip = compresses ? createGzip({flush: constants.Z_SYNC_FLUSH}) : undefined;
			outgoing.writeHead(response.statusCode ?? 500, {...response.headers, ...(gzip && {'content-encoding': 'gzip'})});
			outgoing.flushHeaders();
			let left = (isStream ? wire.cutStreamsAfterBytes.shift() : undefined) ?? Number.POSITIVE_INFINITY;
			const pass = (chunk: Buffer) => {
				if (silenced.has(outgoing)) return;
				if (wedged.has(outgoing) && chunk.toString().trim() !== '') return;
				outgoing.write(chunk.subarray(0, Math.min(left, chunk.length)), () => left <= 0 && outgoing.destroy());
				left -= chunk.length;
			};
			gzip?.on('data', pass);
			response.on('data', chunk => (gzip ? gzip.write(chunk) : pass(chunk)));
			response.once('end', () => outgoing.end());
			response.once('error', () => outgoing.destroy());
		});
		upstream.end(body);
	}

	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	t.teardown(() => {
		wire.cut();
		server.closeAllConnections();
		server.close();
	});
	return Object.assign(wire, {url: `http://127.0.0.1:${port}`});
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of incoming) chunks.push(new Uint8Array(chunk as Buffer));
	return Buffer.concat(chunks);
}
