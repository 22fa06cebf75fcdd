/**
 * One test, every server: the embedded one always, and the CouchDB at `COUCHDB_URL` (with an admin's name and password
 * in it) when there is one. What holds for both is what tills, the watcher and admins may rely on.
 */
import {randomUUID} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import nano from 'nano';
import PouchDB from 'pouchdb';
import {createEmbeddedCouch} from '../../../../couch/embedded/server.ts';

export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	readonly body: Body;
}

export type Body = {readonly [key: string]: Body} & readonly Body[];

export interface Ask {
	readonly body?: unknown;
	readonly raw?: string | Uint8Array;
	readonly headers?: Readonly<Record<string, string>>;
	/** Nobody with `null`; an admin when it is left out. */
	readonly as?: {readonly name: string; readonly password: string} | null;
}

export interface Couch {
	readonly url: string;
	/** Apache's own, not the embedded one. */
	readonly isReal: boolean;
	readonly admin: {readonly name: string; readonly password: string};
	readonly nano: nano.ServerScope;
	/** The server as another user sees it. */
	as(user: {readonly name: string; readonly password: string}): nano.ServerScope;
	request(method: string, path: string, ask?: Ask): Promise<Answer>;
	/** A database of the test's own, removed when it ends. */
	database(t: ExecutionContext, shardCount?: number): Promise<string>;
	pouch(name: string): PouchDB.Database;
}

type Scenario = (t: ExecutionContext, couch: Couch) => Promise<void>;

const realUrl = process.env['COUCHDB_URL'];
let embedded: Promise<Couch> | undefined;

/** Registers the test once for each server. */
export function conformance(title: string, scenario: Scenario): void {
	test(`${title} (embedded)`, async t => {
		embedded ??= startEmbedded();
		await scenario(t, await embedded);
	});
	if (realUrl !== undefined) {
		test(`${title} (CouchDB)`, t => scenario(t, connect(realUrl)));
	}
}

async function startEmbedded(): Promise<Couch> {
	const dataDir = mkdtempSync(join(tmpdir(), 'ostoja-couch-'));
	const admin = {name: 'admin', password: 'secret'};
	const couch = await createEmbeddedCouch({dataDir, admin});
	const {url} = await couch.listen({host: '127.0.0.1', port: 0});
	closers.push(async () => {
		await couch.close();
		rmSync(dataDir, {recursive: true, force: true});
	});
	return connect(url.replace('//', '//admin:secret@'));
}

const closers: (() => Promise<void>)[] = [];

test.after.always('the server stops', async () => {
	await Promise.all(closers.map(close => close()));
});

function connect(address: string): Couch {
	const {username, password, origin} = new URL(address);
	const admin = {name: username, password};
	const server = nano(address.replace(/\/$/, ''));
	return {
		url: origin,
		isReal: address === realUrl,
		admin,
		nano: server,
		as: user => nano(origin.replace('//', `//${user.name}:${user.password}@`)),
		request: (method, path, ask = {}) => request(`${origin}${path}`, method, {as: admin, ...ask}),
		async database(t, shardCount = 1) {
			const name = `test-${randomUUID()}`;
			await request(`${origin}/${name}?q=${shardCount}`, 'PUT', {as: admin});
			t.teardown(async () => {
				await request(`${origin}/${name}`, 'DELETE', {as: admin});
			});
			return name;
		},
		pouch: name => new PouchDB(`${address.replace(/\/$/, '')}/${name}`, {skip_setup: true}),
	};
}

async function request(url: string, method: string, {body, raw, headers, as}: Ask): Promise<Answer> {
	const answer = await fetch(url, {
		method,
		headers: {
			...(body === undefined && raw === undefined ? {} : {'content-type': 'application/json'}),
			...(as ? {authorization: `Basic ${btoa(`${as.name}:${as.password}`)}`} : {}),
			...headers,
		},
		...(body === undefined ? {} : {body: JSON.stringify(body)}),
		...(raw === undefined ? {} : {body: raw as BodyInit}),
	});
	const text = await answer.text();
	return {status: answer.status, headers: answer.headers, text, body: parse(text)};
}

function parse(text: string): Body {
	try {
		return JSON.parse(text);
	} catch {
		// A stream of lines: the test reads `text`.
		return {} as Body;
	}
}

/** Who may use a database; admins stay what they are. */
export async function openTo(couch: Couch, db: string, ...roles: readonly string[]): Promise<void> {
	const body = {members: {names: [], roles}, admins: {names: [], roles: ['_admin']}};
	await couch.request('PUT', `/${db}/_security`, {body});
}

/** A user of the server, removed when the test ends. */
export async function makeUser(
	t: ExecutionContext,
	couch: Couch,
	roles: readonly string[],
	name = `u-${randomUUID()}`,
) {
	const user = {name, password: 'topsecret'};
	const path = `/_users/org.couchdb.user:${user.name}`;
	const {body} = await couch.request('PUT', path, {body: {...user, roles, type: 'user'}});
	t.teardown(async () => {
		const {headers} = await couch.request('HEAD', path);
		const rev = headers.get('etag')?.replaceAll('"', '') ?? String(body['rev']);
		await couch.request('DELETE', `${path}?rev=${rev}`);
	});
	return user;
}
