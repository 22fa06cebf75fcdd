/**
 * What nginx with `gzip on; gzip_types application/json; proxy_buffering off` is to a CouchDB: answers are compressed
 * for those who ask, a stream keeps its window and is flushed as often as the server speaks. CouchDB itself never
 * compresses JSON.
 */
import {once} from 'node:events';
import {createServer, type IncomingMessage, request, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {constants, createGzip} from 'node:zlib';

export interface CompressingFront {
	readonly origin: string;
	close(): Promise<void>;
}

const compressedBytesMin = 200;

export async function openCompressingFront(target: string): Promise<CompressingFront> {
	const server = createServer((incoming, outgoing) => forward(target, incoming, outgoing));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	return {
		origin: `http://127.0.0.1:${port}`,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}

function forward(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
	const {method = 'GET', url = '/', headers} = incoming;
	const {'accept-encoding': accepted = '', ...passed} = headers;
	const upstream = request(new URL(url, target), {method, headers: passed});
	outgoing.once('close', () => upstream.destroy());
	upstream.once('error', () => outgoing.destroy());
	upstream.once('response', answer => {
		const {'content-length': length, ...kept} = answer.headers;
		const worthwhile = length === undefined || Number(length) >= compressedBytesMin;
		if (!worthwhile || !String(accepted).includes('gzip')) {
			outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
			outgoing.flushHeaders();
			answer.pipe(outgoing);
			return;
		}
		outgoing.writeHead(answer.statusCode ?? 500, {...kept, 'content-encoding': 'gzip'});
		outgoing.flushHeaders();
		answer.pipe(createGzip({flush: constants.Z_SYNC_FLUSH})).pipe(outgoing);
	});
	incoming.pipe(upstream);
}
