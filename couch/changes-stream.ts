/**
 * The changes of a database, one row a document with all its leaves: in pages, and as a stream that stays open.
 *
 * A stream gives what has arrived since the reader last looked, many rows at a time, so that a reader that falls behind
 * works in larger batches instead of filling the memory. The server speaks at least once in a heartbeat; three silent
 * ones are a dead line.
 */
import {setTimeout as sleep} from 'node:timers/promises';
import type {CouchDatabase, StoredDocument} from './server.ts';

export interface ChangeRow {
	readonly id: string;
	/** All leaves, deleted ones too; the winner first. */
	readonly changes: readonly {readonly rev: string}[];
	/** True when the winner is a tombstone. */
	readonly deleted?: boolean;
	/** The winner. */
	readonly doc?: StoredDocument;
}

export interface ChangePage {
	readonly rows: readonly ChangeRow[];
	/** Where to go on after these rows. */
	readonly lastSeq: string;
}

const heartbeatMs = 5000;
/** How long rows wait for others that come with them: a till sends its receipts in one request, the feed row by row. */
const gatherMs = 25;
const gatheredCountMax = 500;

const everyLeaf = {style: 'all_docs', include_docs: true} as const;

export async function readChanges(
	database: CouchDatabase,
	{since, limit}: {readonly since: string; readonly limit: number},
): Promise<ChangePage> {
	// Sequences are long and costly to make; of a page only the last one is used.
	const query = {...everyLeaf, since, limit, seq_interval: limit};
	const answer = await database.couch.request({path: database.path('_changes'), query});
	const {results, last_seq: lastSeq} = answer as {results: readonly ChangeRow[]; last_seq: unknown};
	return {rows: results, lastSeq: String(lastSeq)};
}

/** Page after page, until there is nothing more. */
export async function* readPages(
	database: CouchDatabase,
	{since, limit}: {readonly since: string; readonly limit: number},
): AsyncGenerator<ChangePage, void, undefined> {
	for (let from = since; ; ) {
		const page = await readChanges(database, {since: from, limit});
		if (page.rows.length === 0) return;
		yield page;
		from = page.lastSeq;
	}
}

/** Ends when the server ends it; throws when the line is dead or `signal` is aborted. */
export async function* streamChanges(
	database: CouchDatabase,
	{
		since,
		signal,
		silenceMsMax = 3 * heartbeatMs,
	}: {readonly since: string; readonly signal: AbortSignal; readonly silenceMsMax?: number},
): AsyncGenerator<ChangePage, void, undefined> {
	const dead = new AbortController();
	const kill = () => dead.abort(new Error(`${database.name}: the server has been silent for ${silenceMsMax} ms`));
	const watchdog = new Watchdog(kill, silenceMsMax);
	const over = AbortSignal.any([signal, dead.signal]);
	try {
		const response = await fetch(streamUrl(database, since), {
			headers: {...authorization(database.couch.url), 'accept-encoding': database.couch.acceptedEncoding},
			signal: over,
		});
		if (response.status !== 200 || response.body === null) {
			throw new Error(`${database.name}: _changes answered ${response.status} ${await response.text()}`);
		}
		yield* gathered(pagesIn(response.body, watchdog), over);
	} finally {
		watchdog.stop();
		dead.abort();
	}
}

/** Calls out when it has not been petted for so long. */
class Watchdog {
	readonly #call: () => void;
	readonly #silenceMsMax: number;
	#timer: NodeJS.Timeout | undefined;

	constructor(call: () => void, silenceMsMax: number) {
		this.#call = call;
		this.#silenceMsMax = silenceMsMax;
		this.start();
	}

	start(): void {
		this.stop();
		this.#timer = setTimeout(this.#call, this.#silenceMsMax);
	}

	/** While nobody listens, silence means nothing. */
	stop(): void {
		clearTimeout(this.#timer);
	}
}

interface StreamedRow extends ChangeRow {
	readonly seq: unknown;
}

async function* pagesIn(
	body: AsyncIterable<Uint8Array>,
	watchdog: Watchdog,
): AsyncGenerator<ChangePage, void, undefined> {
	const decoder = new TextDecoder();
	let rest = '';
	for await (const chunk of body) {
		watchdog.stop();
		const lines = (rest + decoder.decode(chunk, {stream: true})).split('\n');
		rest = lines.pop() ?? '';
		// The last line of a stream that the server ends has a `last_seq` and no document.
		const rows = lines
			.filter(line => line.trim() !== '')
			.map(line => JSON.parse(line) as StreamedRow)
			.filter(({id}) => id !== undefined);
		const last = rows.at(-1);
		if (last !== undefined) yield {rows, lastSeq: String(last.seq)};
		watchdog.start();
	}
}

/** What comes in small pieces, handed on in larger ones: what is there already, and what follows at once. */
async function* gathered(
	source: AsyncGenerator<ChangePage, void, undefined>,
	over: AbortSignal,
): AsyncGenerator<ChangePage, void, undefined> {
	let next = source.next();
	for (;;) {
		const first = await unlessAborted(next, over);
		if (first.done === true) return;
		const rows = [...first.value.rows];
		let {lastSeq} = first.value;
		const enough = sleep(gatherMs, undefined);
		for (;;) {
			next = source.next();
			// It may fail while nobody waits for it; whoever waits next hears of it.
			next.catch(() => undefined);
			if (rows.length >= gatheredCountMax) break;
			const more = await Promise.race([next, enough]);
			if (more === undefined || more.done === true) break;
			rows.push(...more.value.rows);
			({lastSeq} = more.value);
		}
		yield {rows, lastSeq};
	}
}

/** fetch may leave a read open for ever when it is aborted in the moment in which the answer ends by itself. */
function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
	return new Promise((resolve, reject) => {
		const stop = () => reject(signal.reason);
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop);
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
	});
}

function streamUrl(database: CouchDatabase, since: string): string {
	const {origin, pathname} = new URL(database.couch.url);
	const query = new URLSearchParams({
		style: everyLeaf.style,
		include_docs: 'true',
		feed: 'continuous',
		heartbeat: String(heartbeatMs),
		since,
	});
	return `${origin}${pathname.replace(/\/+$/, '')}/${database.path('_changes')}?${query}`;
}

function authorization(url: string): Readonly<Record<string, string>> {
	const {username, password} = new URL(url);
	if (username === '') return {};
	const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
	return {authorization: `Basic ${Buffer.from(credentials).toString('base64')}`};
}
