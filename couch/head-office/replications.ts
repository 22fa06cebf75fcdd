/**
 * What a shop's server is told to copy to the head office: one continuous replication a database, as documents of
 * `_replicator`, so that CouchDB itself goes on with them after a restart and a long outage.
 *
 *   receipts-YYYY-MM   every entry and every leaf of it, tombstones of retired ones too; coming months in advance
 *   audit              every report
 *   tills              status, refusals, heads and notices; not parked sales, which are of the moment
 *
 * Design documents are not copied: the head office has its own, and a replicator may not write any. The catalogue stays
 * where it is, and so does the ledger, which is the watcher's.
 */
import {isDeepStrictEqual} from 'node:util';
import {assert} from '../../till/domain/assert.ts';
import {auditDatabase, monthOfReceiptsDatabase, tillsDatabase} from '../documents/databases.ts';
import {type Couch, CouchError, type StoredDocument} from '../server.ts';
import {createUser, userPath} from '../users.ts';
import {prefixOf} from './places.ts';

interface Login {
	readonly username: string;
	readonly password: string;
}

interface End {
	readonly url: string;
	readonly auth: {readonly basic: Login};
}

/** A document of `_replicator`, without what CouchDB adds to it. */
export interface Replication {
	readonly _id: string;
	readonly source: End;
	readonly target: End;
	readonly continuous: true;
	readonly create_target: false;
	readonly selector: {readonly _id: {readonly $regex: string}};
}

export interface ReplicationOptions {
	/** The shop's server, as its administrator. */
	readonly server: Couch;
	readonly shop: string;
	/** With the user and the password that `preparePlace` gave. */
	readonly headOfficeUrl: string;
	/** How the shop's server reaches itself, when it is not the way it is reached from here. */
	readonly ownUrl?: string;
	readonly onStep?: (sentence: string) => void;
}

export interface ReplicationState {
	readonly database: string;
	/** As CouchDB calls it: `running` and `pending` are well, `crashing` and `failed` are not. */
	readonly state: string;
	/** Documents the head office did not take. */
	readonly refusedCount: number;
	readonly reason: string | undefined;
}

const idPrefix = 'head-office:';
const everyDocument = '^[^_]';

/** Which documents of a database the head office gets; undefined for a database it gets nothing of. */
export function selectionOf(database: string): string | undefined {
	if (monthOfReceiptsDatabase(database) !== undefined || database === auditDatabase) return everyDocument;
	return database === tillsDatabase ? '^(status|refused|head|notice):' : undefined;
}

/** Writes the documents that are missing or different, and takes away those of databases that are gone. */
export async function writeReplications(options: ReplicationOptions): Promise<void> {
	const {server, onStep = () => undefined} = options;
	await assertReplicates(server);
	const stored = await storedReplications(server);
	const reader = passwordOf(stored, readerName(server)) ?? (await newReader(server));
	const wanted = new Map((await wantedReplications(options, reader)).map(document => [document._id, document]));
	for (const document of wanted.values()) {
		const current = stored.get(document._id);
		if (current !== undefined && isDeepStrictEqual(contentOf(current), document)) continue;
		await write(server, {...document, ...(current && {_rev: current._rev})});
		onStep(`${document._id} → ${document.target.url}`);
	}
	for (const {_id, _rev} of stored.values()) {
		if (wanted.has(_id)) continue;
		await write(server, {_id, _rev, _deleted: true});
		onStep(`${_id}: bazy już nie ma · the database is gone`);
	}
}

/** How the replications are, oldest month first. */
export async function replicationStates(server: Couch): Promise<readonly ReplicationState[]> {
	await assertReplicates(server);
	const answer = await server.request({path: '_scheduler/docs/_replicator', query: {limit: 1000}});
	const {docs} = answer as {readonly docs: readonly ScheduledDocument[]};
	return docs
		.map(({doc_id: id, ...scheduled}) => ({database: databaseOf(server, id), ...scheduled}))
		.filter(({database}) => selectionOf(database) !== undefined)
		.map(({database, state, info}) => ({
			database,
			state: state ?? 'unknown',
			refusedCount: info?.doc_write_failures ?? 0,
			reason: info?.error,
		}))
		.sort((left, right) => (left.database < right.database ? -1 : 1));
}

interface ScheduledDocument {
	readonly doc_id: string;
	readonly state: string | null;
	readonly info: {readonly doc_write_failures?: number; readonly error?: string} | null;
}

/** A server without a replicator would keep the documents and never do anything about them. */
async function assertReplicates(server: Couch): Promise<void> {
	const {features = []} = (await server.request({path: ''})) as {readonly features?: readonly string[]};
	if (features.includes('scheduler')) return;
	throw new CouchError({
		status: undefined,
		error: 'no_replicator',
		reason: `${server.shownUrl} does not replicate by itself: the embedded server has no replicator`,
	});
}

async function wantedReplications(
	{server, shop, headOfficeUrl, ownUrl = server.url}: ReplicationOptions,
	reader: Login,
): Promise<readonly Replication[]> {
	const target = new URL(headOfficeUrl);
	assert(target.username !== '', 'the address of the head office names the user of the shop');
	return (await server.databases()).flatMap(name => {
		const selection = selectionOf(name);
		if (selection === undefined) return [];
		return [
			{
				_id: `${idPrefix}${server.prefix}${name}`,
				source: {url: urlOf(ownUrl, `${server.prefix}${name}`), auth: {basic: reader}},
				target: {url: urlOf(headOfficeUrl, `${prefixOf(shop)}${name}`), auth: {basic: loginOf(target)}},
				continuous: true,
				create_target: false,
				selector: {_id: {$regex: selection}},
			} as const,
		];
	});
}

function urlOf(server: string, database: string): string {
	const {origin, pathname} = new URL(server);
	return `${origin}${pathname.replace(/\/+$/, '')}/${encodeURIComponent(database)}`;
}

function loginOf({username, password}: URL): Login {
	return {username: decodeURIComponent(username), password: decodeURIComponent(password)};
}

/** Who reads in the shop: no more than an auditor, whose password is in these documents and nowhere else. */
function readerName({prefix}: Couch): string {
	return `${prefix}head-office`;
}

async function newReader(server: Couch): Promise<Login> {
	const name = readerName(server);
	const made = await createUser({server, name, role: 'auditor'});
	if (made.ok) return {username: name, password: made.value.password};
	// The documents that knew its password are gone, and nobody else ever did.
	const path = userPath(name);
	const {_rev: rev} = (await server.request({path})) as StoredDocument;
	await server.request({method: 'DELETE', path, query: {rev}});
	return newReader(server);
}

function passwordOf(stored: ReadonlyMap<string, StoredDocument>, username: string): Login | undefined {
	for (const document of stored.values()) {
		const login = (document['source'] as End | undefined)?.auth?.basic;
		if (login?.username === username) return login;
	}
	return undefined;
}

/** `_replicator` stands outside of any prefix. */
async function storedReplications(server: Couch): Promise<ReadonlyMap<string, StoredDocument>> {
	const from = `${idPrefix}${server.prefix}`;
	const query = {include_docs: true, start_key: from, end_key: `${from}\ufff0`};
	const answer = await server.request({path: '_replicator/_all_docs', query});
	const {rows} = answer as {readonly rows: readonly {readonly doc: StoredDocument}[]};
	const ours = rows.filter(({doc}) => selectionOf(databaseOf(server, doc._id)) !== undefined);
	return new Map(ours.map(({doc}) => [doc._id, doc]));
}

/** The database a replication is of; a name that means nothing for what is not one of this shop's. */
function databaseOf({prefix}: Couch, id: string): string {
	const start = `${idPrefix}${prefix}`;
	return id.startsWith(start) ? id.slice(start.length) : '';
}

function contentOf({_id, source, target, continuous, create_target, selector}: StoredDocument): unknown {
	return {_id, source, target, continuous, create_target, selector};
}

async function write(
	server: Couch,
	document: Readonly<Record<string, unknown>> & {readonly _id: string},
): Promise<void> {
	await server.request({method: 'PUT', path: `_replicator/${encodeURIComponent(document._id)}`, body: document});
}
