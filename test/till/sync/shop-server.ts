/**
 * The server of a shop for a test: the embedded one, or the CouchDB that `COUCHDB_URL` names, with user and password
 * in it; there every shop has a prefix of its own.
 *
 * Either can be put back to an earlier state. The embedded one is stopped and its folder put back, as after the loss
 * of a disk: the same database, whose sequence counts from an earlier number on. A real one serves others too; there
 * the catalogue is made anew and filled from what stood in it, every leaf with its ancestry.
 */
import {randomBytes} from 'node:crypto';
import {cpSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {createEmbeddedCouch} from '../../../couch/embedded/server.ts';
import {temporaryFolder} from '../replica/folder.ts';

export interface ShopServer {
	/** With the administrator's name and password. */
	readonly url: string;
	/** Stands before every database's name. */
	readonly prefix: string;
	/** Asks it directly, as its admin. */
	ask(method: string, path: string, body?: unknown): Promise<{readonly status: number; readonly body: unknown}>;
	/** Takes a backup; the answer puts the server back to it. */
	backUp(): Promise<() => Promise<void>>;
}

export function startShopServer(t: ExecutionContext): Promise<ShopServer> {
	const url = process.env['COUCHDB_URL'];
	return url === undefined || url === '' ? startEmbedded(t) : Promise.resolve(useCouch(t, url));
}

async function startEmbedded(t: ExecutionContext): Promise<ShopServer> {
	const folder = temporaryFolder(t);
	const dataDir = join(folder, 'data');
	const start = async (port: number) => {
		const couch = await createEmbeddedCouch({dataDir, admin: {name: 'admin', password: 'secret'}});
		const {url} = await couch.listen({host: '127.0.0.1', port});
		return {couch, url};
	};
	const first = await start(0);
	const port = Number(new URL(first.url).port);
	let {couch} = first;
	let backupCount = 0;
	t.teardown(() => couch.close());
	/** What is done to its files is done while it is stopped. */
	const whileStopped = async (task: () => void) => {
		await couch.close();
		task();
		({couch} = await start(port));
	};
	const url = first.url.replace('http://', 'http://admin:secret@');
	return {
		url,
		prefix: '',
		ask: asking(url),
		async backUp() {
			const backup = join(folder, `backup-${backupCount++}`);
			await whileStopped(() => cpSync(dataDir, backup, {recursive: true}));
			return () =>
				whileStopped(() => {
					rmSync(dataDir, {recursive: true});
					cpSync(backup, dataDir, {recursive: true});
				});
		},
	};
}

function useCouch(t: ExecutionContext, url: string): ShopServer {
	const prefix = `test-${randomBytes(6).toString('hex')}-`;
	const catalogue = `/${prefix}catalogue`;
	const ask = asking(url);
	t.teardown(async () => {
		const {body} = await ask('GET', '/_all_dbs');
		for (const name of body as readonly string[]) if (name.startsWith(prefix)) await ask('DELETE', `/${name}`);
	});
	return {
		url,
		prefix,
		ask,
		async backUp() {
			const {body} = await ask('GET', `${catalogue}/_changes`);
			const docs: unknown[] = [];
			for (const {id} of (body as {readonly results: readonly {readonly id: string}[]}).results) {
				const leaves = await ask('GET', `${catalogue}/${encodeURIComponent(id)}?open_revs=all&revs=true`);
				docs.push(...(leaves.body as readonly {readonly ok: unknown}[]).map(leaf => leaf.ok));
			}
			return async () => {
				await remakeDatabase(ask, catalogue);
				await ask('POST', `${catalogue}/_bulk_docs`, {new_edits: false, docs});
			};
		},
	};
}

/** A database of the same name, empty. */
export async function remakeDatabase(ask: ShopServer['ask'], path: string): Promise<void> {
	await ask('DELETE', path);
	// A real one gives the name free a little later.
	while ((await ask('PUT', `${path}?q=1`)).status !== 201);
}

function asking(url: string): ShopServer['ask'] {
	const address = new URL(url);
	const authorization = `Basic ${Buffer.from(`${address.username}:${address.password}`).toString('base64')}`;
	return async (method, path, body) => {
		const response = await fetch(`${address.origin}${path}`, {
			method,
			headers: {authorization, accept: 'application/json', 'content-type': 'application/json'},
			...(body !== undefined && {body: JSON.stringify(body)}),
		});
		return {status: response.status, body: await response.json()};
	};
}
