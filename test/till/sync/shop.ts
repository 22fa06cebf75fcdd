/** A shop for a test: a server with its databases, and a till linked to it over a wire. */
import {setTimeout as delay} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {openReplica} from '../../../till/replica/open-replica.ts';
import type {Replica} from '../../../till/replica/replica.ts';
import {createLink, type LinkOptions, type LinkToCouch} from '../../../till/sync/couch-link.ts';
import type {Timings} from '../../../till/sync/timings.ts';
import {type EntryWishes, entryAfter} from '../replica/entries.ts';
import {temporaryFolder} from '../replica/folder.ts';
import {type ShopServer, startShopServer} from './shop-server.ts';
import {layWire, type SeenRequest, type Wire} from './wire.ts';

export const month = '2026-11';

/** A shop's waits, a hundred times shorter. */
export const shortTimings: Timings = {
	heartbeatMs: 1000,
	requestTimeoutMs: 3000,
	basketTimeoutMs: 1000,
	batchMs: 20,
	refusedRetryMs: 60_000,
	missingMonthRetryMs: 200,
	headLagMs: 100,
	compareAgainMs: 60_000,
	feedCheckMs: 60_000,
	oldMonthsIntervalMs: 200,
	noticeIntervalMs: 60_000,
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

/** A clock that puts what is due after certain waits into the test's hands. */
export function clockThat(holds: (delayMs: number) => (() => void)[] | undefined): LinkOptions['clock'] {
	return {
		now: () => clock.now(),
		after(delayMs, task) {
			const held = holds(delayMs);
			if (held === undefined) return clock.after(delayMs, task);
			held.push(task);
			return () => undefined;
		},
	};
}

export interface Shop extends ShopServer {
	readonly wire: Wire;
	/** The path of one of the shop's databases. */
	database(name: string): string;
	put(database: string, document: {readonly _id: string; readonly [field: string]: unknown}): Promise<string>;
	get(database: string, id: string): Promise<Readonly<Record<string, unknown>> | undefined>;
}

export async function openShop(t: ExecutionContext): Promise<Shop> {
	const {url, prefix, ask, backUp} = await startShopServer(t);
	const database = (name: string) => `/${prefix}${name}`;
	const names = ['catalogue', 'tills', `receipts-${month}`];
	for (const name of names) await ask('PUT', `${database(name)}?q=1`);
	const wire = await layWire(t, new URL(url).origin);
	return {
		url,
		prefix,
		wire,
		ask,
		backUp,
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

export interface LinkedTill {
	readonly replica: Replica;
	readonly link: LinkToCouch;
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
		/** In place of the till's own. */
		readonly catalogue?: Replica['catalogue'];
		readonly describe?: LinkOptions['describe'];
	} = {},
): Promise<LinkedTill> {
	const {dataDir = temporaryFolder(t), till = 'anna', password, pushSeconds = 0} = wishes;
	const opened = await openReplica({dataDir, till});
	const replica: Replica = {...opened, catalogue: wishes.catalogue ?? opened.catalogue};
	const {username, password: secret} = new URL(shop.url);
	const sentences: string[] = [];
	const link = createLink({
		replica,
		...(wishes.describe && {describe: wishes.describe}),
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

/** The till is in step and hears of every change: what is asked from here on is not for finding its way. */
export async function untilFollowing(shop: Shop, till: LinkedTill): Promise<void> {
	await until('the till is live', () => isLive(till));
	// Once the stream is open the till looks whether the database is still the same: that is a part of finding its way.
	await until('the till follows', () => {
		const opened = shop.wire.requests.findLastIndex(({path}) => path.includes('feed=continuous'));
		const since = opened === -1 ? [] : shop.wire.requests.slice(opened);
		return since.some(({path, isOver}) => path === shop.database('catalogue') && isOver);
	});
}

/** The till is in step and has run the errands of its start: what it does from here on is the test's doing. */
export async function untilQuiet(shop: Shop, till: LinkedTill): Promise<void> {
	await untilFollowing(shop, till);
	await until('its errands are run', () => shop.wire.requests.some(({path}) => path.includes('status%3Aanna')));
}

export function isLive({link}: LinkedTill): boolean {
	return link.status().state === 'live';
}

export const receipts = `receipts-${month}`;

/** Ids of what the server has, its design documents left out. */
export async function arrived(shop: Shop, database = receipts): Promise<readonly string[]> {
	const {body} = await shop.ask('GET', `${shop.database(database)}/_all_docs`);
	const {rows} = body as {readonly rows?: readonly {readonly id: string}[]};
	return (rows ?? []).map(({id}) => id).filter(id => !id.startsWith('_design/'));
}

export function isBulk({method, path}: SeenRequest): boolean {
	return method === 'POST' && path.includes('_bulk_docs');
}
