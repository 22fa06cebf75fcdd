/** Asks a gateway as nothing but HTTP: the path goes out as it is written, the answer comes as its bytes were. */
import {once} from 'node:events';
import type {IncomingHttpHeaders, IncomingMessage} from 'node:http';
import {type Agent, request} from 'node:https';
import {createInterface} from 'node:readline';
import type {Readable} from 'node:stream';
import {constants, createGunzip, gunzipSync} from 'node:zlib';
import type {ExecutionContext} from 'ava';
import type {Gateway} from './nginx.ts';

export interface Question {
	readonly method?: string;
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array;
	/** Who asks; nobody without it. */
	readonly user?: string;
	/** The address of this machine that the question comes from. */
	readonly from?: string;
	/** Keeps connections for more questions; without one each has its own. */
	readonly agent?: Agent;
}

export interface Answer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	/** Bytes of the body on the wire. */
	readonly byteCount: number;
	readonly text: string;
	readonly json: unknown;
}

export function open({port, made}: Gateway, {method = 'GET', path, headers = {}, user, from, agent}: Question) {
	return request({
		host: '127.0.0.1',
		port,
		method,
		path,
		ca: made.certificate,
		agent: agent ?? false,
		// Whatever `Host` says, the certificate is the address's.
		servername: '',
		headers: {'content-type': 'application/json', ...headers},
		...(user !== undefined && {auth: user}),
		...(from !== undefined && {localAddress: from}),
	});
}

export async function ask(gateway: Gateway, question: Question): Promise<Answer> {
	const asked = open(gateway, question);
	const answered = once(asked, 'response');
	asked.end(question.body);
	const [message] = (await answered) as [IncomingMessage];
	return read(message);
}

export async function read(message: IncomingMessage): Promise<Answer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of message) chunks.push(new Uint8Array(chunk as Buffer));
	const bytes = new Uint8Array(Buffer.concat(chunks));
	const {headers, statusCode: status = 0} = message;
	const text = Buffer.from(
		headers['content-encoding'] === 'gzip' ? new Uint8Array(gunzipSync(bytes)) : bytes,
	).toString();
	return {
		status,
		headers,
		byteCount: bytes.length,
		text,
		get json() {
			return JSON.parse(text) as unknown;
		},
	};
}

export interface Feed {
	readonly headers: IncomingHttpHeaders;
	readonly status: number;
	/** Bytes that came over the wire so far. */
	byteCount(): number;
	/** The next row; heartbeats are passed over. */
	row(): Promise<{readonly id: string; readonly doc?: unknown}>;
	close(): void;
}

/** A continuous feed, unpacked as it comes. */
export async function follow(t: ExecutionContext, gateway: Gateway, question: Question): Promise<Feed> {
	const asked = open(gateway, {...question, headers: {'accept-encoding': 'gzip', ...question.headers}});
	// Closed by the test, or refused by the gateway: the reader of the rows hears of either.
	asked.on('error', () => undefined);
	t.teardown(() => {
		asked.destroy();
	});
	const answered = once(asked, 'response');
	asked.end();
	const [message] = (await answered) as [IncomingMessage];
	let byteCount = 0;
	message.on('data', (chunk: Buffer) => {
		byteCount += chunk.length;
	});
	const isPacked = message.headers['content-encoding'] === 'gzip';
	const plain: Readable = isPacked ? message.pipe(createGunzip({flush: constants.Z_SYNC_FLUSH})) : message;
	message.on('error', error => plain.destroy(error));
	const lines = createInterface({input: plain})[Symbol.asyncIterator]();
	return {
		headers: message.headers,
		status: message.statusCode ?? 0,
		byteCount: () => byteCount,
		async row() {
			for (;;) {
				const {value, done} = await lines.next();
				if (done === true) throw new Error('the feed has ended');
				if (value !== '') return JSON.parse(value);
			}
		},
		close: () => asked.destroy(),
	};
}
