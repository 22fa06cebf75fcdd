/**
 * A line to the server that breaks at one chosen write, and stays broken: what a watcher sees that is killed there.
 *
 * Counted are the writes of documents. `lost`: the write never arrives. `halved`: of many documents the first half
 * arrives, and nobody hears. `unanswered`: it is done, and nobody hears.
 */
import {createServer, type IncomingMessage, type OutgoingHttpHeaders, request, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {json} from 'node:stream/consumers';
import type {ExecutionContext} from 'ava';

export type Break = 'lost' | 'halved' | 'unanswered';

export interface FailingLine {
	readonly url: string;
	/** Resolves when the line breaks. */
	readonly broken: Promise<void>;
}

function isWrite({method, url = ''}: IncomingMessage): boolean {
	return method === 'PUT' || (method === 'POST' && url.includes('/_bulk_docs'));
}

async function halfOf(from: IncomingMessage): Promise<string> {
	const {docs, ...rest} = (await json(from)) as {readonly docs: readonly unknown[]};
	return JSON.stringify({...rest, docs: docs.slice(0, Math.floor(docs.length / 2))});
}

export async function failingLine(
	t: ExecutionContext,
	{serverUrl, atWrite, how}: {readonly serverUrl: string; readonly atWrite: number; readonly how: Break},
): Promise<FailingLine> {
	const target = new URL(serverUrl);
	let writes = 0;
	let isBroken = false;
	let tell: () => void = () => undefined;
	const broken = new Promise<void>(resolve => {
		tell = resolve;
	});

	function breakNow(from: IncomingMessage): void {
		isBroken = true;
		from.socket.destroy();
		tell();
	}

	const line = createServer((from: IncomingMessage, to: ServerResponse) => {
		if (isBroken) {
			from.socket.destroy();
			return;
		}
		const isTheOne = isWrite(from) && writes === atWrite;
		if (isWrite(from)) writes += 1;
		if (isTheOne && how === 'lost') {
			breakNow(from);
			return;
		}
		const headers: OutgoingHttpHeaders = {...from.headers, host: target.host};
		const isHalved = isTheOne && how === 'halved' && from.method === 'POST';
		// Half a body has another length, which the client of Node reckons itself.
		if (isHalved) delete headers['content-length'];
		const onward = request({host: target.hostname, port: target.port, method: from.method, path: from.url, headers});
		onward.on('response', answer => {
			if (isTheOne) {
				answer.resume();
				answer.on('end', () => breakNow(from));
				return;
			}
			to.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(to);
		});
		onward.on('error', () => from.socket.destroy());
		to.on('close', () => onward.destroy());
		if (isHalved) void halfOf(from).then(half => onward.end(half));
		else from.pipe(onward);
	});
	await new Promise<void>(resolve => line.listen(0, '127.0.0.1', resolve));
	t.teardown(() => {
		line.closeAllConnections();
		line.close();
	});
	const {port} = line.address() as AddressInfo;
	const {username, password} = target;
	return {url: `http://${username}:${password}@127.0.0.1:${port}`, broken};
}
