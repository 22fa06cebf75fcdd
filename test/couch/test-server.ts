/**
 * A CouchDB for tests: the embedded one, or the real one at `COUCHDB_URL` (with the administrator's password in it).
 *
 * Each test has a prefix of its own for the names of its databases and tills, and what it made is gone when it ends. An
 * embedded server that is to be prepared is prepared once in a process, and each test gets a copy of its folder.
 */
import {randomBytes} from 'node:crypto';
import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {createEmbeddedCouch, type EmbeddedCouch} from '../../couch/embedded/server.ts';
import {type Couch, CouchError, connectCouch} from '../../couch/server.ts';

export interface TestServer {
	readonly url: string;
	readonly prefix: string;
	readonly couch: Couch;
	/** The server as a user of it sees it. */
	as(user: string, password: string): Couch;
}

export async function testServer(t: ExecutionContext): Promise<TestServer> {
	const shared = process.env['COUCHDB_URL'];
	if (shared === undefined) return serverAt(await startEmbedded(t, newFolder()), randomPrefix());
	const server = serverAt(shared, randomPrefix());
	t.teardown(async () => {
		for (const name of await server.couch.databases()) await server.couch.database(name).destroy();
	});
	return server;
}

/** A preparation is known by its function: the tests of a process that name the same one share what it did. */
export type Preparation = (couch: Couch) => Promise<unknown>;

interface Prepared {
	readonly folder: string;
	readonly prefix: string;
}

const preparedBy = new Map<Preparation, Promise<Prepared>>();

export async function preparedServer(t: ExecutionContext, prepare: Preparation): Promise<TestServer> {
	if (process.env['COUCHDB_URL'] !== undefined) {
		const server = await testServer(t);
		await prepare(server.couch);
		return server;
	}
	const known = preparedBy.get(prepare) ?? prepareOnce(prepare);
	preparedBy.set(prepare, known);
	const {folder, prefix} = await known;
	const copy = newFolder();
	cpSync(folder, copy, {recursive: true});
	return serverAt(await startEmbedded(t, copy), prefix);
}

async function prepareOnce(prepare: Preparation): Promise<Prepared> {
	const [folder, prefix] = [newFolder(), randomPrefix()];
	process.once('exit', () => rmSync(folder, {recursive: true, force: true}));
	const embedded = await createEmbeddedCouch({dataDir: folder, admin});
	try {
		await prepare(serverAt(await listen(embedded), prefix).couch);
	} finally {
		await embedded.close();
	}
	return {folder, prefix};
}

function serverAt(url: string, prefix: string): TestServer {
	return {
		url,
		prefix,
		couch: connectCouch({url, prefix}),
		as(user, password) {
			const address = new URL(url);
			address.username = user;
			address.password = password;
			return connectCouch({url: address.href, prefix});
		},
	};
}

function randomPrefix(): string {
	return `t${randomBytes(5).toString('hex')}-`;
}

function newFolder(): string {
	return mkdtempSync(join(tmpdir(), 'ostoja-couch-'));
}

const admin = {name: 'admin', password: 'secret'};

async function startEmbedded(t: ExecutionContext, dataDir: string): Promise<string> {
	const embedded = await createEmbeddedCouch({dataDir, admin});
	// Teardowns run in the reverse order of this list: the server goes first.
	t.teardown(() => rmSync(dataDir, {recursive: true, force: true}));
	t.teardown(() => embedded.close());
	return listen(embedded);
}

async function listen(embedded: EmbeddedCouch): Promise<string> {
	const {url} = await embedded.listen({host: '127.0.0.1', port: 0});
	return url.replace('http://', `http://${admin.name}:${admin.password}@`);
}

/** A user of one role, for this test. */
export async function testUser(
	t: ExecutionContext,
	{couch, as}: TestServer,
	{name, role}: {readonly name: string; readonly role: string},
): Promise<Couch> {
	const path = `_users/org.couchdb.user:${name}`;
	await couch.request({method: 'PUT', path, body: {name, password: 'kasa', roles: [role], type: 'user'}});
	t.teardown(() => removeUser(couch, name));
	return as(name, 'kasa');
}

export async function removeUser(couch: Couch, name: string): Promise<void> {
	const path = `_users/org.couchdb.user:${name}`;
	try {
		const {_rev: rev} = (await couch.request({path})) as {_rev: string};
		await couch.request({method: 'DELETE', path, query: {rev}});
	} catch (error) {
		if (!(error instanceof CouchError) || error.status !== 404) throw error;
	}
}

/** What a request was refused with; the test fails where it was not refused. */
export async function refusalOf(request: Promise<unknown>): Promise<{status: number | undefined; reason: string}> {
	try {
		await request;
	} catch (error) {
		if (error instanceof CouchError) return {status: error.status, reason: error.reason};
		throw error;
	}
	return {status: 200, reason: 'was not refused'};
}

/** A till's name nobody else uses on this server. */
export function tillName(): string {
	return `till-${randomBytes(4).toString('hex')}`;
}
