/** Puts a simulated HTTP device on a TCP port of this machine. */
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {TcpListener} from '../tcp-listener.ts';
import {type HttpRequest, readBody} from './http-door.ts';
import type {HttpDevice} from './memory-door.ts';

/** A receipt of 255 items has some 60 000. */
const bodyBytesMax = 1_048_576;

export function listenHttp(
	device: HttpDevice,
	address: {readonly host?: string; readonly port: number},
): Promise<TcpListener> {
	const server = createServer((message, response) => {
		// Kept here: a message that broke off has lost its socket.
		const {socket} = message;
		respond(device, message, response).then(
			answered => {
				if (!answered) socket.destroy();
			},
			// A till that vanished in the middle of its request, or sent more than any request has.
			() => socket.destroy(),
		);
	});
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(address.port, address.host ?? '127.0.0.1', () => {
			server.removeListener('error', reject);
			const bound = server.address();
			if (bound === null || typeof bound === 'string') return reject(new Error('The server has no TCP port'));
			resolve({
				port: bound.port,
				stop: () =>
					new Promise(stopped => {
						server.close(() => stopped());
						server.closeAllConnections();
					}),
			});
		});
	});
}

/** False where the device hangs up. */
async function respond(device: HttpDevice, message: IncomingMessage, response: ServerResponse): Promise<boolean> {
	const body = await readBody(message, bodyBytesMax);
	const answer = await device.handle(requestOf(message, body));
	if (answer === undefined) return false;
	response.writeHead(answer.status, {
		'Content-Type': 'application/json; charset=utf-8',
		'Content-Length': Buffer.byteLength(answer.body),
		Connection: 'close',
	});
	response.end(answer.body);
	return true;
}

function requestOf({method, url = '/', headers}: IncomingMessage, body: string): HttpRequest {
	const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
	return {
		method: method as HttpRequest['method'],
		path: url,
		timeoutMs: 0,
		...(token !== undefined && {token}),
		...(body !== '' && {body}),
	};
}
