/**
 * A CouchDB for tests: the embedded one, or the real one at `COUCHDB_URL` (with the administrator's password in it).
 *
 * Each test has a prefix of its own for the names of its databases and tills, and what it made is gone when it ends.
 */
import {randomBytes} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {createEmbeddedCouch} from '../../couch/embedded/server.ts';
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
	const url = shared ?? (await startEmbedded(t));
	const prefix = `t${randomBytes(5).toString('hex')}-`;
	const couch = connectCouch({url, prefix});
	// An embedded server's folder goes with the test, and all that is in it.
	if (shared !== undefined) {
		t.teardown(async () => {
			for (const name of await couch.databases()) await couch.database(name).destroy();
		});
	}
	return {
		url,
		prefix,
		couch,
		as(user, password) {
			const address = new URL(url);
			address.username = user;
			address.password = password;
			return connectCouch({url: address.href, prefix});
		},
	};
}

async function startEmbedded(t: ExecutionContext): Promise<string> {
	const dataDir = mkdtempSync(join(tmpdir(), 'ostoja-couch-'));
	const embedded = await createEmbeddedCouch({dataDir, admin: {name: 'admin', password: 'secret'}});
	// Teardowns run in the reverse order of this list: the server goes first.
	t.teardown(() => rmSync(dataDir, {recursive: true, force: true}));
	t.teardown(() => embedded.close());
	const {url} = await embedded.listen({host: '127.0.0.1', port: 0});
	return url.replace('http://', 'http://admin:secret@');
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
