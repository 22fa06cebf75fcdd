/**
 * A wire that counts: bytes both ways as they are on it, and requests.
 *
 * It passes on what comes without understanding it, with one exception: where a client shall get everything
 * uncompressed, its `Accept-Encoding` is overwritten with `identity` and spaces, in place, so that not a byte is more or
 * less than the client would have sent.
 */
import {once} from 'node:events';
import {type AddressInfo, connect, createServer, type Socket} from 'node:net';

export interface Traffic {
	readonly bytes: number;
	readonly requests: number;
}

export interface CountingProxy {
	/** Origin of the proxy, to be used in place of the server's. */
	readonly origin: string;
	/** Since the last `reset`. */
	traffic(): Traffic;
	reset(): void;
	/** How long nothing has been asked and, but for heartbeats, nothing was said. */
	quietMs(): number;
	/** Everything sent to the server so far, for a test to look at. */
	readonly sent: () => string;
	close(): Promise<void>;
}

const requestLine = /^(?:GET|HEAD|POST|PUT|DELETE) \S+ HTTP\/1\.1\r$/gm;
const encodings = /^(accept-encoding: )([^\r\n]*)\r$/gim;
/** Longer than a heartbeat in a chunk of its own, compressed or not. */
const heartbeatBytesMax = 40;
const keptTextMax = 100_000;

export async function openCountingProxy({
	target,
	uncompressed = false,
}: {
	readonly target: string;
	readonly uncompressed?: boolean;
}): Promise<CountingProxy> {
	const {hostname, port} = new URL(target);
	const sockets = new Set<Socket>();
	let bytes = 0;
	let requests = 0;
	let spokeMs = performance.now();
	let sent = '';

	function up(piece: Buffer): Uint8Array {
		const text = piece.toString('latin1');
		bytes += piece.length;
		requests += text.match(requestLine)?.length ?? 0;
		spokeMs = performance.now();
		sent = (sent + text).slice(-keptTextMax);
		if (!uncompressed) return new Uint8Array(piece);
		const rewritten = text.replace(encodings, (_, name: string, value: string) => {
			return `${name}${'identity'.padEnd(value.length).slice(0, value.length)}\r`;
		});
		return new Uint8Array(Buffer.from(rewritten, 'latin1'));
	}

	function down(piece: Buffer): Uint8Array {
		bytes += piece.length;
		if (piece.length > heartbeatBytesMax) spokeMs = performance.now();
		return new Uint8Array(piece);
	}

	const server = createServer(client => {
		const upstream = connect(Number(port), hostname);
		for (const socket of [client, upstream]) {
			socket.setNoDelay(true);
			sockets.add(socket);
			socket.once('close', () => {
				sockets.delete(socket);
				client.destroy();
				upstream.destroy();
			});
			// A torn connection is the client's business; its end is passed on by `close`.
			socket.on('error', () => undefined);
		}
		pass(client, upstream, up);
		pass(upstream, client, down);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port: ownPort} = server.address() as AddressInfo;
	return {
		origin: `http://127.0.0.1:${ownPort}`,
		traffic: () => ({bytes, requests}),
		reset() {
			bytes = 0;
			requests = 0;
		},
		quietMs: () => performance.now() - spokeMs,
		sent: () => sent,
		async close() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}

/** As fast as the other end takes it. */
function pass(from: Socket, to: Socket, count: (piece: Buffer) => Uint8Array): void {
	from.on('data', (piece: Buffer) => {
		if (to.write(count(piece))) return;
		from.pause();
		to.once('drain', () => from.resume());
	});
}
