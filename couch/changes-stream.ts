/**
 * The changes of a database, one row a document with all its leaves: in pages, and as a stream that stays open.
 *
 * A stream gives what has arrived since the reader last looked, many rows at a time, so that a reader that falls behind
 * works in larger batches instead of filling the memory. The server speaks at least once in a heartbeat; three silent
 * ones are a dead line.
 */
import type {CouchDatabase, StoredDocument} from './server.ts';

export interface ChangeRow {
	/** Where to go on after this row. */
	readonly seq: string;
	readonly id: string;
	/** All leaves, deleted ones too; the winner first. */
	readonly changes: readonly {readonly rev: string}[];
	/** True when the winner is a tombstone. */
	readonly deleted?: boolean;
	/** The winner. */
	readonly doc?: StoredDocument;
}

const heartbeatMs = 5000;

const everyLeaf = {style: 'all_docs', include_docs: true} as const;

export async function readChanges(
	database: CouchDatabase,
	{since, limit}: {readonly since: string; readonly limit: number},
): Promise<{readonly rows: readonly ChangeRow[]; readonly lastSeq: string}> {
	const answer = await database.couch.request({path: database.path('_changes'), query: {...everyLeaf, since, limit}});
	const {results, last_seq: lastSeq} = answer as {results: readonly ChangeRow[]; last_seq: unknown};
	return {rows: results.map(withTextSeq), lastSeq: String(lastSeq)};
}

function withTextSeq(row: ChangeRow): ChangeRow {
	return {...row, seq: String(row.seq)};
}

/** Ends when the server ends it; throws when the line is dead or `signal` is aborted. */
export async function* streamChanges(
	database: CouchDatabase,
	{
		since,
		signal,
		silenceMsMax = 3 * heartbeatMs,
	}: {readonly since: string; readonly signal: AbortSignal; readonly silenceMsMax?: number},
): AsyncGenerator<readonly ChangeRow[]> {
	const dead = new AbortController();
	const kill = () => dead.abort(new Error(`${database.name}: the server has been silent for ${silenceMsMax} ms`));
	let watchdog = setTimeout(kill, silenceMsMax);
	try {
		const response = await fetch(streamUrl(database, since), {
			headers: authorization(database.couch.url),
			signal: AbortSignal.any([signal, dead.signal]),
		});
		if (response.status !== 200 || response.body === null) {
			throw new Error(`${database.name}: _changes answered ${response.status} ${await response.text()}`);
		}
		const decoder = new TextDecoder();
		let rest = '';
		for await (const chunk of response.body) {
			clearTimeout(watchdog);
			const lines = (rest + decoder.decode(chunk as Uint8Array, {stream: true})).split('\n');
			rest = lines.pop() ?? '';
			const rows = lines.filter(line => line.trim() !== '').map(line => JSON.parse(line) as ChangeRow);
			// The last line of a stream that the server ends has a `last_seq` and no document.
			const changes = rows.filter(row => row.id !== undefined).map(withTextSeq);
			if (changes.length > 0) yield changes;
			watchdog = setTimeout(kill, silenceMsMax);
		}
	} finally {
		clearTimeout(watchdog);
		dead.abort();
	}
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
