/**
 * The server of a run: the CouchDB that `COUCHDB_URL` names, or the embedded one as a process of its own.
 *
 * Every shop has a prefix of its own, so that a server in use can be measured without touching what is on it.
 */
import {randomBytes} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {provision} from '../../couch/provision.ts';
import {type Couch, connectCouch} from '../../couch/server.ts';
import {Program} from '../shop/program.ts';

export interface BenchServer {
	readonly kind: 'couchdb' | 'embedded';
	/** With its version. */
	readonly name: string;
	/** With the admin's name and password in it. */
	readonly url: string;
	stop(): Promise<void>;
}

/** A shop's databases on the server. */
export interface BenchShop {
	readonly prefix: string;
	/** The admin's door to them. */
	readonly couch: Couch;
	/** The server as a till is told of it, at this address or through a proxy. */
	address(origin?: string): {
		readonly url: string;
		readonly user: string;
		readonly password: string;
		readonly prefix: string;
	};
	/** A database's address with name and password in it, for PouchDB. */
	databaseUrl(name: string, origin?: string): string;
	remove(): Promise<void>;
}

export interface ShopOptions {
	/** Months that are provisioned; the benchmarks' own unless told otherwise. */
	readonly months?: readonly string[];
}

/** The month in which all receipts of a benchmark lie. */
export const benchMonth = '2026-11';

export async function startServer(): Promise<BenchServer> {
	const url = process.env['COUCHDB_URL'];
	return url === undefined ? startEmbedded() : connectServer(url);
}

async function connectServer(url: string): Promise<BenchServer> {
	const root = (await connectCouch({url}).request({path: ''})) as {readonly version?: string};
	return {kind: 'couchdb', name: `CouchDB ${root.version}`, url, stop: async () => undefined};
}

async function startEmbedded(): Promise<BenchServer> {
	const folder = mkdtempSync(join(tmpdir(), 'ostoja-bench-couch-'));
	const password = randomBytes(12).toString('hex');
	const program = new Program({
		name: 'embedded',
		args: ['--import=tsx', 'couch/embedded/main.ts', '--data', folder, '--port', '0'],
		env: {COUCHDB_PASSWORD: password},
		ready: /^listening (.*)$/,
		onLine: (_, line) => console.error(line),
	});
	const url = await program.start();
	return {
		kind: 'embedded',
		name: 'embedded',
		url: url.replace('://', `://admin:${password}@`),
		async stop() {
			await program.stop();
			rmSync(folder, {recursive: true, force: true});
		},
	};
}

export async function openShop({url}: BenchServer, {months = [benchMonth]}: ShopOptions = {}): Promise<BenchShop> {
	const prefix = `bench-${randomBytes(5).toString('hex')}-`;
	const couch = connectCouch({url, prefix, timeoutMs: 120_000});
	await provision({server: couch, now: new Date(), months, users: false});
	const {username, password, origin: serverOrigin} = new URL(url);
	return {
		prefix,
		couch,
		address: (origin = serverOrigin) => ({url: origin, user: username, password, prefix}),
		databaseUrl(name, origin = serverOrigin) {
			return `${origin.replace('://', `://${username}:${password}@`)}/${prefix}${name}`;
		},
		async remove() {
			for (const name of await couch.databases()) await couch.database(name).destroy();
		},
	};
}
