/**
 * The door to a CouchDB server for the office's own programs: import, provisioning, the conflict watcher.
 *
 * Every answer is checked before it is believed: the HTTP client underneath resolves with an empty text where a
 * connection tears in the middle of an answer. Faults never carry the address, because addresses carry passwords.
 */
import nano from 'nano';
import {fail, ok, type Result} from '../till/domain/result.ts';

export type CouchFault =
	/** No answer at all: no server there, the cable, or longer than `timeoutMs`. */
	| {readonly code: 'unreachable'; readonly reason: string}
	/** Not let in: no user, a wrong password, or no right to do it. */
	| {readonly code: 'unauthorized'; readonly reason: string}
	| {readonly code: 'missing'; readonly reason: string}
	/** The server said no: `status` and its own words. */
	| {readonly code: 'refused'; readonly status: number; readonly reason: string}
	/** An answer that is not what a CouchDB says. */
	| {readonly code: 'unexpected'; readonly reason: string};

export interface CouchRequest {
	readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
	/** Below the server's address, its parts already encoded, for instance `catalogue/_security`. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string | number | boolean>>;
	readonly body?: unknown;
}

export type StoredDocument = Readonly<Record<string, unknown>> & {readonly _id: string; readonly _rev: string};
export type NewDocument = Readonly<Record<string, unknown>> & {readonly _id: string; readonly _rev?: string};

/** What became of one document of a batch. */
export type Written =
	| {readonly id: string; readonly ok: true; readonly rev: string}
	| {readonly id: string; readonly ok: false; readonly error: string; readonly reason: string};

export interface CouchDatabase {
	readonly name: string;
	/** The live documents whose ids begin so, in the order of their ids, read in pages. */
	documentsFrom(prefix: string): Promise<Result<readonly StoredDocument[], CouchFault>>;
	/** One live document, or `undefined` where there is none. */
	document(id: string): Promise<Result<StoredDocument | undefined, CouchFault>>;
	/** One `_bulk_docs`: each document is wholly in or wholly not, and the answer says which. */
	write(documents: readonly NewDocument[]): Promise<Result<readonly Written[], CouchFault>>;
}

export interface Couch {
	/** The address without its password: fit for a screen. */
	readonly address: string;
	ask(request: CouchRequest): Promise<Result<unknown, CouchFault>>;
	database(name: string): CouchDatabase;
}

/** Documents asked for at a time; above one, or a page could not be followed by another. */
const pageSize = 1000;

/** The same address without user and password. */
export function addressWithoutPassword(url: string): string {
	const {protocol, host, pathname} = new URL(url);
	return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
}

export function connectCouch(url: string, {timeoutMs = 60_000}: {readonly timeoutMs?: number} = {}): Couch {
	// The whole address is the server's, a path of a proxy included; none of it is taken for a database.
	const configuration = {url, parseUrl: false};
	const server = nano(configuration);

	async function ask({method = 'GET', path, query, body}: CouchRequest): Promise<Result<unknown, CouchFault>> {
		const options = {
			method,
			path,
			qs: query ?? {},
			body,
			signal: AbortSignal.timeout(timeoutMs),
		};
		try {
			const answer: unknown = await server.request(options);
			if (typeof answer === 'object' && answer !== null && !Buffer.isBuffer(answer)) return ok(answer);
			return fail({code: 'unexpected', reason: 'the answer is cut off or is not JSON'});
		} catch (error) {
			return fail(faultOf(error));
		}
	}

	return {address: addressWithoutPassword(url), ask, database: name => openDatabase(name, ask)};
}

function faultOf(error: unknown): CouchFault {
	const {statusCode, message} = error as {readonly statusCode?: number; readonly message?: string};
	const reason = message ?? String(error);
	if (statusCode === undefined) return {code: 'unreachable', reason};
	if (statusCode === 401 || statusCode === 403) return {code: 'unauthorized', reason};
	if (statusCode === 404) return {code: 'missing', reason};
	return {code: 'refused', status: statusCode, reason};
}

function openDatabase(name: string, ask: Couch['ask']): CouchDatabase {
	const path = encodeURIComponent(name);

	async function page(from: string, to: string): Promise<Result<readonly StoredDocument[], CouchFault>> {
		// The client underneath writes keys as JSON itself.
		const query = {include_docs: true, limit: pageSize, start_key: from, end_key: to};
		const answer = await ask({path: `${path}/_all_docs`, query});
		if (!answer.ok) return answer;
		const {rows} = answer.value as {readonly rows?: unknown};
		if (!Array.isArray(rows)) return fail({code: 'unexpected', reason: '_all_docs answered without rows'});
		const documents = rows.map(row => (row as {readonly doc?: unknown}).doc);
		if (!documents.every(isStored)) return fail({code: 'unexpected', reason: '_all_docs answered without documents'});
		return ok(documents);
	}

	return {
		name,
		async documentsFrom(prefix) {
			const documents: StoredDocument[] = [];
			let from = prefix;
			for (;;) {
				const answer = await page(from, `${prefix}\u{fff0}`);
				if (!answer.ok) return answer;
				// A page begins with the last document of the page before, unless somebody has just deleted it.
				const added = answer.value.filter(({_id}) => _id !== documents.at(-1)?._id);
				documents.push(...added);
				if (answer.value.length < pageSize) return ok(documents);
				from = documents.at(-1)?._id ?? prefix;
			}
		},
		async document(id) {
			const answer = await ask({path: `${path}/${encodeURIComponent(id)}`});
			if (!answer.ok) {
				const {fault} = answer;
				const absent = fault.code === 'missing' && /^(missing|deleted)$/.test(fault.reason);
				return absent ? ok(undefined) : fail(fault);
			}
			if (!isStored(answer.value)) return fail({code: 'unexpected', reason: `${id} came without a revision`});
			return ok(answer.value);
		},
		async write(documents) {
			const answer = await ask({method: 'POST', path: `${path}/_bulk_docs`, body: {docs: documents}});
			if (!answer.ok) return answer;
			if (!Array.isArray(answer.value) || answer.value.length !== documents.length) {
				return fail({code: 'unexpected', reason: '_bulk_docs did not answer for every document'});
			}
			return ok(answer.value.map(written));
		},
	};
}

function isStored(value: unknown): value is StoredDocument {
	if (typeof value !== 'object' || value === null) return false;
	const {_id: id, _rev: rev} = value as {readonly _id?: unknown; readonly _rev?: unknown};
	return typeof id === 'string' && typeof rev === 'string';
}

function written(row: unknown): Written {
	const {id, rev, error, reason} = row as Readonly<Record<string, unknown>>;
	if (typeof rev === 'string') return {id: String(id), ok: true, rev};
	return {id: String(id), ok: false, error: String(error ?? 'unknown_error'), reason: String(reason ?? '')};
}
