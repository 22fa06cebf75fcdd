/**
 * A catalogue behind CouchDB's `_all_docs` and `_bulk_docs`, for failures that a real server has only by accident.
 *
 * Modelled: documents with a generation, conflicts, ranges with a limit, Basic authentication. Not modelled: everything
 * else. `dieAfterBatches` closes the connection instead of answering, as a server does whose plug was pulled; the batch
 * it dies on is stored all the same, which is the worse of the two cases.
 */
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {ExecutionContext} from 'ava';

type Document = Record<string, unknown> & {_id: string; _rev?: string};

export interface FakeCouch {
	readonly url: string;
	readonly documents: Map<string, Document>;
	/** Ids in the order in which they were written. */
	readonly writes: string[];
	/** Batches still answered before the server dies. */
	dieAfterBatches: number;
	/** Ids refused as forbidden. */
	readonly forbidden: Set<string>;
	readonly wrongPassword: string;
}

export async function fakeCouch(t: ExecutionContext, {hasCatalogue = true} = {}): Promise<FakeCouch> {
	const documents = new Map<string, Document>();
	const writes: string[] = [];
	const forbidden = new Set<string>();
	const server = createServer((request, response) => {
		const answer = (status: number, body: unknown) => {
			response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body));
		};
		let body = '';
		request.setEncoding('utf8');
		request.on('data', (chunk: string) => {
			body += chunk;
		});
		request.on('end', () => {
			const url = new URL(request.url ?? '/', 'http://fake');
			const password = Buffer.from((request.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString();
			if (password !== 'biuro:tajne')
				return answer(401, {error: 'unauthorized', reason: 'Name or password is incorrect.'});
			if (!hasCatalogue) return answer(404, {error: 'not_found', reason: 'Database does not exist.'});
			if (url.pathname === '/catalogue/_all_docs') {
				const from = JSON.parse(url.searchParams.get('start_key') ?? '""') as string;
				const to = JSON.parse(url.searchParams.get('end_key') ?? '"\u{fff0}"') as string;
				const rows = [...documents.values()]
					.filter(({_id}) => _id >= from && _id <= to)
					.sort((one, other) => (one._id < other._id ? -1 : 1))
					.slice(0, Number(url.searchParams.get('limit')))
					.map(doc => ({id: doc._id, key: doc._id, value: {rev: doc._rev}, doc}));
				return answer(200, {rows});
			}
			const {docs} = JSON.parse(body) as {docs: Document[]};
			const rows = docs.map(document => {
				const stored = documents.get(document._id);
				if (forbidden.has(document._id)) return {id: document._id, error: 'forbidden', reason: 'not today'};
				if (stored?._rev !== document._rev)
					return {id: document._id, error: 'conflict', reason: 'Document update conflict.'};
				const rev = `${Number.parseInt(document._rev ?? '0', 10) + 1}-fake`;
				documents.set(document._id, {...document, _rev: rev});
				writes.push(document._id);
				return {ok: true, id: document._id, rev};
			});
			if (couch.dieAfterBatches === 0) return request.socket.destroy();
			couch.dieAfterBatches -= 1;
			return answer(201, rows);
		});
	});
	// On a busy machine the next question may come late on a connection that is kept.
	server.keepAliveTimeout = 60_000;
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	const {port} = server.address() as AddressInfo;
	const couch: FakeCouch = {
		url: `http://biuro:tajne@127.0.0.1:${port}`,
		documents,
		writes,
		dieAfterBatches: Number.POSITIVE_INFINITY,
		forbidden,
		wrongPassword: `http://biuro:zgadywane@127.0.0.1:${port}`,
	};
	return couch;
}
