/**
 * The door to `nano`: a CouchDB server, its databases and their documents.
 *
 * Every request has a time-out, because a server that hangs never answers at all. What a caller is expected to meet (a
 * document that is not there, a conflict) comes back as a value; everything else is thrown as a `CouchError`, whose
 * `status` is absent when there was no answer.
 *
 * `prefix` stands before the name of every database that goes through the door, so that several shops, or several
 * tests, can share a server without knowing of each other.
 */
import nano from 'nano';

export interface CouchDocument {
	readonly _id: string;
	readonly _rev?: string;
	readonly _deleted?: boolean;
	readonly [field: string]: unknown;
}

export interface StoredDocument extends CouchDocument {
	readonly _rev: string;
}

export interface BulkFailure {
	readonly id: string;
	readonly rev?: string;
	readonly error: string;
	readonly reason: string;
}

/** A leaf in an answer of `_bulk_get`, or why it is not there. */
type BulkGetLeaf =
	| {readonly ok: StoredDocument}
	| {readonly error: {readonly id: string; readonly error: string; readonly reason: string}};

/** What `_security` holds: who may read and write, who may change design documents. */
export interface Security {
	readonly admins: {readonly names: readonly string[]; readonly roles: readonly string[]};
	readonly members: {readonly names: readonly string[]; readonly roles: readonly string[]};
}

export interface ViewRow {
	/** Absent in reduced rows. */
	readonly id?: string;
	readonly key: unknown;
	readonly value: unknown;
	readonly doc?: StoredDocument;
}

export type Query = Readonly<Record<string, string | number | boolean | readonly unknown[]>>;

/** What the server answered instead of doing what it was asked; `status` is absent when nothing came back. */
export class CouchError extends Error {
	readonly status: number | undefined;
	readonly error: string;
	/** The server's own words. */
	readonly reason: string;

	constructor({status, error, reason}: {status: number | undefined; error: string; reason: string}) {
		super(status === undefined ? reason : `${status} ${error}: ${reason}`);
		this.name = 'CouchError';
		this.status = status;
		this.error = error;
		this.reason = reason;
	}
}

export interface CouchOptions {
	/** With the user and the password in it. */
	readonly url: string;
	readonly prefix?: string;
	readonly timeoutMs?: number;
}

interface Request {
	readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
	readonly path: string;
	readonly query?: Query;
	readonly body?: unknown;
}

export class Couch {
	readonly url: string;
	readonly prefix: string;
	readonly #nano: nano.ServerScope;
	readonly #timeoutMs: number;

	constructor({url, prefix = '', timeoutMs = 30_000}: CouchOptions) {
		this.url = url.replace(/\/+$/, '');
		this.prefix = prefix;
		this.#timeoutMs = timeoutMs;
		// The whole address is the server's, a path of a proxy included; none of it is taken for a database.
		const configuration = {url: this.url, parseUrl: false, headers: {'Accept-Encoding': this.acceptedEncoding}};
		this.#nano = nano(configuration);
	}

	database(name: string): CouchDatabase {
		return new CouchDatabase(this, name);
	}

	/** On a machine's own loopback, packing costs both ends more than it saves. */
	get acceptedEncoding(): 'identity' | 'gzip' {
		const {hostname} = new URL(this.url);
		return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname) ? 'identity' : 'gzip';
	}

	/** The address without the password: what may be shown. */
	get shownUrl(): string {
		const {origin, pathname} = new URL(this.url);
		return `${origin}${pathname}`.replace(/\/+$/, '');
	}

	/** Names of the databases behind the prefix; only a server administrator may ask. */
	async databases(): Promise<readonly string[]> {
		const names = (await this.request({path: '_all_dbs'})) as readonly string[];
		return names.filter(name => name.startsWith(this.prefix)).map(name => name.slice(this.prefix.length));
	}

	async request({method = 'GET', path, query = {}, body}: Request): Promise<unknown> {
		// Typings of nano know no `signal`, which it passes on to `fetch`.
		const options: nano.RequestOptions & {signal: AbortSignal} = {
			method,
			path,
			qs: {...query},
			...(body === undefined ? {} : {body}),
			signal: AbortSignal.timeout(this.#timeoutMs),
		};
		const answer = await this.#nano.request(options).catch((error: unknown) => {
			throw couchError(error, this.shownUrl);
		});
		if (typeof answer === 'object' && answer !== null && !Buffer.isBuffer(answer)) return answer;
		// The client underneath resolves with an empty text when a connection tears in the middle of an answer.
		throw new CouchError({status: undefined, error: 'torn_answer', reason: `half an answer from ${this.shownUrl}`});
	}
}

function couchError(thrown: unknown, shownUrl: string): CouchError {
	const {statusCode, error, reason, message} = thrown as Error & {
		statusCode?: number;
		error?: string;
		reason?: unknown;
	};
	if (statusCode === undefined) {
		return new CouchError({status: undefined, error: 'no_answer', reason: `no answer from ${shownUrl}: ${message}`});
	}
	const said = typeof reason === 'string' ? reason : (JSON.stringify(reason) ?? message);
	return new CouchError({status: statusCode, error: error ?? 'unknown_error', reason: said});
}

/** The answer, or undefined for the one refusal a caller is ready for. */
async function unless(status: number, answer: Promise<unknown>): Promise<unknown> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof CouchError && error.status === status) return undefined;
		throw error;
	}
}

/** The same for a document: a database that is not there is never taken for a document that is not. */
async function unlessMissing(answer: Promise<unknown>): Promise<unknown> {
	try {
		return await answer;
	} catch (error) {
		const missing = error instanceof CouchError && error.status === 404 && /^(missing|deleted)$/.test(error.reason);
		if (missing) return undefined;
		throw error;
	}
}

export class CouchDatabase {
	readonly couch: Couch;
	/** Without the prefix. */
	readonly name: string;

	constructor(couch: Couch, name: string) {
		this.couch = couch;
		this.name = name;
	}

	/** The path of something in this database, as it stands in an address. */
	path(rest = ''): string {
		return `${encodeURIComponent(this.couch.prefix + this.name)}${rest === '' ? '' : `/${rest}`}`;
	}

	async info(): Promise<{readonly updateSeq: string; readonly documentCount: number} | undefined> {
		const info = await unless(404, this.couch.request({path: this.path()}));
		if (info === undefined) return undefined;
		const {update_seq: updateSeq, doc_count: documentCount} = info as {update_seq: unknown; doc_count: number};
		return {updateSeq: String(updateSeq), documentCount};
	}

	async exists(): Promise<boolean> {
		return (await this.info()) !== undefined;
	}

	/** Makes the database; `exists` when somebody else already has. */
	async create({shards}: {readonly shards: number}): Promise<'created' | 'exists'> {
		const answer = await unless(412, this.couch.request({method: 'PUT', path: this.path(), query: {q: shards}}));
		return answer === undefined ? 'exists' : 'created';
	}

	async destroy(): Promise<void> {
		await unless(404, this.couch.request({method: 'DELETE', path: this.path()}));
	}

	async security(): Promise<unknown> {
		return this.couch.request({path: this.path('_security')});
	}

	async setSecurity(security: Security): Promise<void> {
		await this.couch.request({method: 'PUT', path: this.path('_security'), body: security});
	}

	async get(id: string, query: Query = {}): Promise<StoredDocument | undefined> {
		const answer = await unlessMissing(this.couch.request({path: this.path(documentPath(id)), query}));
		return answer as StoredDocument | undefined;
	}

	/** All leaves of a document, deleted ones too; none when it never existed. */
	async leaves(id: string): Promise<readonly StoredDocument[]> {
		const query = {open_revs: 'all', revs: true};
		const answer = await unlessMissing(this.couch.request({path: this.path(documentPath(id)), query}));
		const leaves = (answer ?? []) as readonly {readonly ok?: StoredDocument}[];
		return leaves.flatMap(leaf => (leaf.ok === undefined ? [] : [leaf.ok]));
	}

	/** Writes one document; `conflict` when another revision than the one named is there. */
	async put(document: CouchDocument): Promise<{readonly rev: string} | 'conflict'> {
		const answer = await unless(
			409,
			this.couch.request({method: 'PUT', path: this.path(documentPath(document._id)), body: document}),
		);
		return answer === undefined ? 'conflict' : {rev: (answer as {rev: string}).rev};
	}

	/**
	 * Writes many documents and answers with the ones that were not written. With `newEdits: false` each keeps the
	 * revision it carries, beside whatever is there.
	 */
	async bulk(
		documents: readonly CouchDocument[],
		{newEdits = true}: {readonly newEdits?: boolean} = {},
	): Promise<readonly BulkFailure[]> {
		if (documents.length === 0) return [];
		const body = {docs: documents, new_edits: newEdits};
		const rows = (await this.couch.request({method: 'POST', path: this.path('_bulk_docs'), body})) as readonly (
			| BulkFailure
			| {readonly id: string; readonly error?: undefined}
		)[];
		return rows.flatMap(row => (row.error === undefined ? [] : [row]));
	}

	/**
	 * All leaves of many documents, deleted ones too, in one request; ids that never existed are left out. CouchDB
	 * gathers these by shard, and opens the `keys` of `_all_docs` one by one: that takes four to eight times as long.
	 */
	async leavesOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly StoredDocument[]>> {
		if (ids.length === 0) return new Map();
		const body = {docs: ids.map(id => ({id}))};
		const answer = await this.couch.request({method: 'POST', path: this.path('_bulk_get'), body});
		const {results} = answer as {results: readonly {readonly id: string; readonly docs: readonly BulkGetLeaf[]}[]};
		const leaves = results.map(({id, docs}) => [id, docs.flatMap(leaf => this.#leafOf(leaf))] as const);
		return new Map(leaves.filter(([, found]) => found.length > 0));
	}

	#leafOf(leaf: BulkGetLeaf): readonly StoredDocument[] {
		if ('ok' in leaf) return [leaf.ok];
		const {id, error, reason} = leaf.error;
		if (error === 'not_found') return [];
		throw new CouchError({status: undefined, error, reason: `${id} could not be read from ${this.name}: ${reason}`});
	}

	/** The documents of these ids that are there. */
	async getAll(ids: readonly string[]): Promise<ReadonlyMap<string, StoredDocument>> {
		if (ids.length === 0) return new Map();
		const query = {include_docs: true};
		const answer = await this.couch.request({
			method: 'POST',
			path: this.path('_all_docs'),
			query,
			body: {keys: ids},
		});
		const {rows} = answer as {rows: readonly {readonly doc?: StoredDocument | null}[]};
		return new Map(rows.flatMap(({doc}) => (doc ? [[doc._id, doc] as const] : [])));
	}

	/** Ids and revisions, or whole documents, of a range of ids in their order. */
	async range({
		from,
		to,
		limit,
		includeDocs = false,
	}: {
		readonly from: string;
		readonly to: string;
		readonly limit?: number;
		readonly includeDocs?: boolean;
	}): Promise<readonly {readonly id: string; readonly rev: string; readonly doc?: StoredDocument}[]> {
		const query = {
			start_key: from,
			end_key: to,
			include_docs: includeDocs,
			...(limit === undefined ? {} : {limit}),
		} as unknown as Query;
		const answer = await this.couch.request({path: this.path('_all_docs'), query});
		const {rows} = answer as {rows: readonly {id: string; value: {rev: string}; doc?: StoredDocument}[]};
		return rows.map(({id, value, doc}) => ({id, rev: value.rev, ...(doc === undefined ? {} : {doc})}));
	}

	/** The ids in each of these ranges, the first ones where there are more than `limit`, in one request. */
	async idsIn(
		ranges: readonly {readonly from: string; readonly to: string}[],
		{limit}: {readonly limit?: number} = {},
	): Promise<readonly (readonly string[])[]> {
		if (ranges.length === 0) return [];
		const most = limit === undefined ? {} : {limit};
		const queries = ranges.map(({from, to}) => ({start_key: from, end_key: to, ...most}));
		const path = this.path('_all_docs/queries');
		const answer = await this.couch.request({method: 'POST', path, body: {queries}});
		const {results} = answer as {results: readonly {readonly rows: readonly {readonly id: string}[]}[]};
		return results.map(({rows}) => rows.map(({id}) => id));
	}

	async view(designDocument: string, view: string, query: Query = {}): Promise<readonly ViewRow[]> {
		const path = this.path(`_design/${designDocument}/_view/${view}`);
		const {rows} = (await this.couch.request({path, query})) as {rows: readonly ViewRow[]};
		return rows;
	}
}

/** The path of a document: the slash of `_design/` and `_local/` is a part of the address, others are not. */
function documentPath(id: string): string {
	const [, folder, rest] = /^(_design\/|_local\/)(.*)$/s.exec(id) ?? [];
	return folder === undefined || rest === undefined ? encodeURIComponent(id) : folder + encodeURIComponent(rest);
}

export function connectCouch(options: string | CouchOptions): Couch {
	return new Couch(typeof options === 'string' ? {url: options} : options);
}
