/**
 * The door to a printer that speaks HTTP: one request, one answer, and the truth about what became of the request.
 *
 *   not-sent   there was no connection to send it over: it may be sent again
 *   silent     it left, wholly or in part, and no whole answer came: it may have been obeyed
 *   answered   whatever the status, the printer has decided
 *
 * Every request has a connection of its own; an answer cannot be taken for that to another request.
 */
import {type ClientRequest, type IncomingMessage, request as send} from 'node:http';
import {type Clock, systemClock} from '../clock.ts';

export interface HttpRequest {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** With its query. */
	readonly path: string;
	/** Sent as `Authorization: Bearer`. */
	readonly token?: string;
	readonly body?: string;
	/** From the beginning of the connecting to the last byte of the answer. */
	readonly timeoutMs: number;
}

export interface HttpAnswer {
	readonly status: number;
	readonly body: string;
}

export type HttpReply =
	| ({readonly kind: 'answered'} & HttpAnswer)
	| {readonly kind: 'not-sent'; readonly reason: string}
	| {readonly kind: 'silent'; readonly reason: string};

export interface HttpDoor {
	/** Never throws. */
	request(request: HttpRequest): Promise<HttpReply>;
	/** What is under way ends as `silent`, what comes later as `not-sent`. */
	stop(): Promise<void>;
}

export const doorStopped = 'the till let go of the printer';

/** Far above any answer of a printer. */
const bodyBytesMaxUsual = 262_144;

export function createHttpDoor(options: {
	readonly host: string;
	readonly port: number;
	readonly bodyBytesMax?: number;
	readonly clock?: Clock;
}): HttpDoor {
	const {host, port, bodyBytesMax = bodyBytesMaxUsual, clock = systemClock} = options;
	const underWay = new Set<(reason: string) => void>();
	let stopped = false;

	function exchange(request: HttpRequest): Promise<HttpReply> {
		return new Promise(resolve => {
			let connected = false;
			const {method, path} = request;
			const sending = send({host, port, method, path, headers: headersOf(request), agent: false});
			const stopWaiting = clock.after(request.timeoutMs, () => giveUp(`no answer within ${request.timeoutMs} ms`));
			const settle = (reply: HttpReply) => {
				stopWaiting();
				underWay.delete(giveUp);
				sending.destroy();
				resolve(reply);
			};
			const giveUp = (reason: string) => settle({kind: connected ? 'silent' : 'not-sent', reason});
			underWay.add(giveUp);
			onConnect(sending, () => {
				connected = true;
			});
			sending.on('error', error => giveUp(error.message));
			sending.on('response', response => {
				readBody(response, bodyBytesMax).then(
					body => settle({kind: 'answered', status: response.statusCode ?? 0, body}),
					(error: Error) => giveUp(error.message),
				);
			});
			sending.end(request.body);
		});
	}

	return {
		async request(request) {
			if (stopped) return {kind: 'not-sent', reason: doorStopped};
			// Only what cannot be put into a request at all throws, before there is a connection.
			return exchange(request).catch((error: Error) => ({kind: 'not-sent', reason: error.message}) as const);
		},
		async stop() {
			stopped = true;
			for (const giveUp of underWay) giveUp(doorStopped);
		},
	};
}

function headersOf({token, body, method}: HttpRequest): Record<string, string> {
	return {
		Accept: 'application/json',
		Connection: 'close',
		...(token !== undefined && {Authorization: `Bearer ${token}`}),
		...(body === undefined
			? method !== 'GET' && {'Content-Type': 'text/plain', 'Content-Length': '0'}
			: {'Content-Type': 'application/json; charset=utf-8', 'Content-Length': String(Buffer.byteLength(body))}),
	};
}

function onConnect(sending: ClientRequest, connected: () => void): void {
	sending.once('socket', socket => {
		if (socket.connecting) socket.once('connect', connected);
		else connected();
	});
}

/** The body as text; fails where it is too long or does not come to its end. */
export async function readBody(message: IncomingMessage, bytesMax: number): Promise<string> {
	const decoder = new TextDecoder();
	let text = '';
	let bytes = 0;
	for await (const chunk of message as AsyncIterable<Uint8Array>) {
		bytes += chunk.length;
		if (bytes > bytesMax) throw new Error(`a body of more than ${bytesMax} bytes`);
		text += decoder.decode(chunk, {stream: true});
	}
	return text + decoder.decode();
}
