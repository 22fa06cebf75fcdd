/** An address outside that is told of reports, and answers as a test says. */
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {json} from 'node:stream/consumers';
import type {ExecutionContext} from 'ava';
import type {Told} from '../../../couch/conflict-watcher/told.ts';
import {readWebhookAddress, type WebhookAddress} from '../../../couch/conflict-watcher/webhook-post.ts';

/** A status; or nothing at all; or a status and then words without end. */
export type Answer = number | 'silence' | 'endless';

export interface Telling {
	readonly key: string | undefined;
	readonly authorization: string | undefined;
	readonly body: Told;
}

export interface Receiver {
	readonly address: WebhookAddress;
	/** In the order in which they came. */
	readonly tellings: readonly Telling[];
	/** What is answered from now on, one after the other; 204 to whatever comes after them. */
	answers: Answer[];
}

export async function receiver(t: ExecutionContext, path = '/ostoja?token=tajne'): Promise<Receiver> {
	const tellings: Telling[] = [];
	const server = createServer(async (from, to) => {
		const body = (await json(from)) as Told;
		const {authorization, 'idempotency-key': key} = from.headers;
		tellings.push({key: key as string | undefined, authorization, body});
		answer(to, known.answers.shift() ?? 204);
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	const {port} = server.address() as AddressInfo;
	const known: Receiver = {
		address: addressOf(`http://sklep:has%C5%82o@127.0.0.1:${port}${path}`),
		tellings,
		answers: [],
	};
	return known;
}

export function addressOf(url: string): WebhookAddress {
	const read = readWebhookAddress(url);
	if (!read.ok) throw new Error(`${url} ${read.fault.reason}`);
	return read.value;
}

function answer(to: ServerResponse, what: Answer): void {
	if (what === 'silence') return;
	if (what === 'endless') {
		to.writeHead(200);
		const more = () => {
			if (!to.destroyed) to.write('x'.repeat(65_536), more);
		};
		return more();
	}
	to.writeHead(what, what === 302 ? {location: '/elsewhere'} : {}).end();
}
