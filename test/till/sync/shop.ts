/**
 * A shop for a test: a server with its databases, and a till linked to it over a wire.
 *
 * The server is the embedded one, or the CouchDB that `COUCHDB_URL` names, with user and password in it; there every
 * shop has a prefix of its own.
 */
import {randomBytes} from 'node:crypto';
import {setTimeout as delay} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {createEmbeddedCouch} from '../../../couch/embedded/server.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import type {Replica} from '../../../till/replica/replica.ts';
import {createLink, type LinkOptions} from '../../../till/sync/couch-link.ts';
import type {Link} from '../../../till/sync/link.ts';
import type {Timings} from '../../../till/sync/timings.ts';
import {type EntryWishes, entryAfter} from '../replica/entries.ts';
import {temporaryFolder} from '../replica/folder.ts';
import {layWire, type Wire} from './wire.ts';

export const month = '2026-11';

/** A shop's waits, a hundred times shorter. */
export const shortTimings: Timings = {
	heartbeatMs: 1000,
	requestTimeoutMs: 3000,
	batchMs: 20,
	refusedRetryMs: 60_000,
	missingMonthRetryMs: 200,
	headLagMs: 100,
	compareAgainMs: 60_000,
	oldMonthsIntervalMs: 200,
	statusPauseMs: 20,
	statusIntervalMs: 60_000,
};

export const clock: LinkOptions['clock'] = {
	now: () => Date.now(),
	after(delayMs, task) {
		const timer = setTimeout(task, delayMs);
		return () => clearTimeout(timer);
	},
};

export interface Shop {
	readonly url: string;
	readonly prefix: string;
	readonly wire: Wire;
	/** Asks the server directly, as its admin. */
	ask(method: string, path: string, body?: unknown): Promise<{readonly status: number; readonly body: unknown}>;
	/** The path of one of the shop's databases. */
	database(name: string): string;
	put(database: string, document: {readonly _id: string; readonly [field: string]: unknown}): Promise<string>;
	get(database: string, id: string): Promise<Readonly<Record<string, unknown>> | undefined>;
}

export async function openShop(t: ExecutionContext): Promise<Shop> {
	const {url, prefix} = process.env['COUCHDB_URL']
		? {url: process.env['COUCHDB_URL'], prefix: `test-${randomBytes(6).toString('hex')}-`}
		: {url: await startEmbedded(t), prefix: ''};
	const address = new URL(url);
	const authorization = `Basic ${Buffer.from(`${address.username}:${address.password}`).toString('base64')}`;
	const ask: Shop['ask'] = async (method, path, body) => {
		const response = await fetch(`${address.origin}${path}`, {
			method,
			headers: {authorization, accept: 'application/json', 'content-type': 'application/json'},
			...(body !== undefined && {body: JSON.stringify(body)}),
		});
		return {status: response.status, body: await response.json()};
	};
	const database = (name: string) => `/${prefix}${name}`;
	const names = ['catalogue', 'tills', `receipts-${month}`];
	for (const name of names) await ask('PUT', `${database(name)}?q=1`);
	t.teardown(async () => {
		if (prefix === '') return;
		const {body} = await ask('GET', '/_all_dbs');
		for (const name of body as readonly string[]) if (name.startsWith(prefix)) await ask('DELETE', `/${name}`);
	});
	const wire = await layWire(t, address.origin);
	return {
		url,
		prefix,
		wire,
		ask,
		database,
		async put(name, document) {
			const {status, body} = await ask('PUT', `${database(name)}/${encodeURIComponent(document._id)}`, document);
			if (status > 202) throw new Error(`${document._id}: ${status} ${JSON.stringify(body)}`);
			return String((body as {rev: string}).rev);
		},
		async get(name, id) {
			const {status, body} = await ask('GET', `${database(name)}/${encodeURIComponent(id)}`);
			return status === 200 ? (body as Readonly<Record<string, unknown>>) : undefined;
		},
	};
}

async function startEmbedded(t: ExecutionContext): Promise<string> {
	const couch = await createEmbeddedCouch({dataDir: temporaryFolder(t), admin: {name: 'admin', password: 'secret'}});
	t.teardown(() => couch.close());
	const {url} = await couch.listen({host: '127.0.0.1', port: 0});
	return url.replace('http://', 'http://admin:secret@');
}

export interface LinkedTill {
	readonly replica: Replica;
	readonly link: Link;
	readonly sentences: readonly string[];
	/** Seals and stores so many entries. Returns their ids. */
	sell(count?: number, wishes?: EntryWishes): Promise<readonly string[]>;
	stop(): Promise<void>;
}

export async function openTill(
	t: ExecutionContext,
	shop: Shop,
	wishes: {
		readonly dataDir?: string;
		/** Its user has the same name; without one the server's admin is used. */
		readonly till?: string;
		readonly password?: string;
		readonly pushSeconds?: number;
		readonly timings?: Partial<Timings>;
		readonly clock?: LinkOptions['clock'];
	} = {},
): Promise<LinkedTill> {
	const {dataDir = temporaryFolder(t), till = 'anna', password, pushSeconds = 0} = wishes;
	const replica = await openReplica({dataDir, till});
	const {username, password: secret} = new URL(shop.url);
	const sentences: string[] = [];
	const link = createLink({
		replica,
		server: {url: shop.wire.url, user: wishes.till ?? username, password: password ?? secret, prefix: shop.prefix},
		till,
		clock: wishes.clock ?? clock,
		random: () => 0,
		pushSeconds,
		log: sentence => sentences.push(sentence),
		timings: {...shortTimings, ...wishes.timings},
	});
	let stopping: Promise<void> | undefined;
	const stop = () => {
		stopping ??= link.stop().then(() => replica.close());
		return stopping;
	};
	t.teardown(stop);
	return {
		replica,
		link,
		sentences,
		async sell(count = 1, entry = {}) {
			const ids: string[] = [];
			for (let sold = 0; sold < count; sold++) {
				const sealed = entryAfter(replica.book.head(), {till, ...entry});
				await replica.book.append(sealed);
				ids.push(sealed._id);
			}
			return ids;
		},
		stop,
	};
}

/** Waits for something to become true; what it is about stands in the error when it does not. */
export async function until(what: string, isSo: () => unknown): Promise<void> {
	const deadline = Date.now() + 20_000;
	while (!(await isSo())) {
		if (Date.now() > deadline) throw new Error(`it never came true that ${what}`);
		await delay(10);
	}
}

/** The till is in step and has run the errands of its start: what it does from here on is the test's doing. */
export async function untilQuiet(shop: Shop, till: LinkedTill): Promise<void> {
	await until('the till is live', () => isLive(till));
	await until('its errands are run', () => shop.wire.requests.some(({path}) => path.includes('status%3Aanna')));
}

export function isLive({link}: LinkedTill): boolean {
	return link.status().state === 'live';
}
