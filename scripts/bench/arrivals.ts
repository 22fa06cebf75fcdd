/** Watches a database's changes, and notes when each document could first be read there. */
import {setTimeout as delay} from 'node:timers/promises';
import type {BenchShop} from './server.ts';
import {wallClockMs} from './wall-clock.ts';

const lookAgainMs = 50;

export interface Arrivals {
	/** Milliseconds since 1970, by document. */
	readonly atMs: ReadonlyMap<string, number>;
	/** Resolves when they have all arrived, or after the time-out. */
	untilSeen(ids: readonly string[], timeoutMs: number): Promise<void>;
	/** Rejects when the line broke, for what came later was not seen. */
	stop(): Promise<void>;
}

/** From now on. */
export async function watchArrivals(shop: Pick<BenchShop, 'databaseUrl'>, database: string): Promise<Arrivals> {
	const {origin, pathname, username, password} = new URL(shop.databaseUrl(database));
	const leaving = new AbortController();
	const response = await fetch(`${origin}${pathname}/_changes?feed=continuous&since=now&heartbeat=5000`, {
		headers: {
			authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
			'accept-encoding': 'identity',
		},
		signal: leaving.signal,
	});
	if (response.status !== 200 || response.body === null) throw new Error(`${database} answered ${response.status}`);
	const atMs = new Map<string, number>();
	const reading = read(response.body, atMs).then(
		() => new Error(`the changes of ${database} ended`),
		(error: unknown) => error,
	);
	return {
		atMs,
		async untilSeen(ids, timeoutMs) {
			const endMs = wallClockMs() + timeoutMs;
			while (wallClockMs() < endMs && !ids.every(id => atMs.has(id))) await delay(lookAgainMs);
		},
		async stop() {
			const stillOpen = Symbol('still open');
			const ended = await Promise.race([reading, Promise.resolve(stillOpen)]);
			if (ended !== stillOpen) throw ended;
			leaving.abort();
			await reading;
		},
	};
}

async function read(body: AsyncIterable<Uint8Array>, atMs: Map<string, number>): Promise<void> {
	const decoder = new TextDecoder();
	let rest = '';
	for await (const piece of body) {
		const nowMs = wallClockMs();
		const lines = (rest + decoder.decode(piece, {stream: true})).split('\n');
		rest = lines.pop() ?? '';
		for (const line of lines) {
			if (line.trim() === '') continue;
			const {id} = JSON.parse(line) as {readonly id?: string};
			if (id !== undefined && !atMs.has(id)) atMs.set(id, nowMs);
		}
	}
}
