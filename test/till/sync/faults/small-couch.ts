/**
 * The least of a CouchDB that a till can load a catalogue from and send receipts to, in memory, with answers as short
 * as they can be: an exchange with it has few bytes, and each of them can be spoilt in turn.
 *
 * Models: the answers to `/`, `/catalogue`, its documents in one page, its continuous feed and the last change of it,
 * `_bulk_docs` with `new_edits: false` (all or nothing of a body that was read whole; another body under a known
 * revision is ignored), `_all_docs` by keys, and a `_revs_diff` that misses nothing.
 * Does not model: passwords, validators, conflicts, deletions.
 */
import {once} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {gunzipSync} from 'node:zlib';
import type {ExecutionContext} from 'ava';

interface Document {
	readonly _id: string;
	readonly _rev: string;
	readonly [field: string]: unknown;
}

/** What a till's cursor calls this server's catalogue. */
export const smallCouchSource = 'u 1';

export interface SmallCouch {
	readonly port: number;
	readonly catalogue: readonly Document[];
	/** By id; an entry that came twice in two contents is a failure of the test. */
	readonly receipts: ReadonlyMap<string, Document>;
	/** Bodies it could not read. */
	readonly unreadableCount: number;
}

export async function startSmallCouch(t: ExecutionContext): Promise<SmallCouch> {
	const catalogue = ['mleko', 'sól', 'chleb'].map((name, number) => ({
		_id: `product:${number}`,
		_rev: `1-${String(number).repeat(32)}`,
		name,
		price: 100 + number,
	}));
	const receipts = new Map<string, Document>();
	let unreadableCount = 0;

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const path = request.url ?? '';
		if (path === '/') return send(response, {couchdb: 'Welcome', uuid: 'u'});
		if (path === '/catalogue') {
			return send(response, {update_seq: `${catalogue.length}`, instance_start_time: '1', doc_count: catalogue.length});
		}
		if (path.startsWith('/catalogue/_changes?feed=continuous')) return follow(path, response);
		if (path.startsWith('/catalogue/_changes?descending=true')) {
			return send(response, {results: catalogue.map(rowOf).slice(-1)});
		}
		if (path.startsWith('/catalogue/_all_docs?')) {
			// It is shorter than a page, so that there is nothing where one would end.
			const rows = path.includes('skip=') ? [] : catalogue.map(doc => ({id: doc._id, key: doc._id, doc}));
			return send(response, {rows});
		}
		const body = await readBody(request);
		if (body === undefined) {
			unreadableCount += 1;
			return send(response, {error: 'bad_request', reason: 'unreadable'}, 400);
		}
		if (path.endsWith('/_bulk_docs')) {
			for (const document of body['docs'] as readonly Document[]) {
				if (receipts.get(document._id)?._rev !== document._rev) receipts.set(document._id, document);
			}
			return send(response, [], 201);
		}
		if (path.endsWith('/_revs_diff')) return send(response, {});
		const keys = body['keys'] as readonly string[];
		const rows = keys.map(key => {
			const rev = receipts.get(key)?._rev;
			return rev === undefined ? {key, error: 'not_found'} : {id: key, key, value: {rev}};
		});
		return send(response, {rows});
	}

	function follow(path: string, response: ServerResponse): void {
		const since = Number(new URLSearchParams(path.split('?')[1]).get('since'));
		response.writeHead(200).flushHeaders();
		for (const [index, doc] of catalogue.entries()) {
			if (index < since) continue;
			response.write(`${JSON.stringify({...rowOf(doc, index), doc})}\n`);
		}
	}

	const server = createServer((request, response) => {
		response.sendDate = false;
		// The till hung up in the middle of its question.
		response.on('error', () => response.destroy());
		answer(request, response).catch(() => response.destroy());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	return {
		port: (server.address() as AddressInfo).port,
		catalogue,
		receipts,
		get unreadableCount() {
			return unreadableCount;
		},
	};
}

function rowOf({_id: id, _rev: rev}: Document, index: number) {
	return {seq: `${index + 1}`, id, changes: [{rev}]};
}

function send(response: ServerResponse, body: object, status = 200): void {
	response.writeHead(status).end(JSON.stringify(body));
}

/** Undefined for what is not JSON, or not gzip where it should be. */
async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, unknown>> | undefined> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of request) chunks.push(new Uint8Array(chunk as Buffer));
	const bytes = new Uint8Array(Buffer.concat(chunks));
	try {
		const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : Buffer.from(bytes);
		return JSON.parse(text.toString()) as Readonly<Record<string, unknown>>;
	} catch {
		// The server's 400 says it.
		return undefined;
	}
}
