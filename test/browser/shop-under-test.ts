/**
 * A whole shop for a browser test: on free ports, in a folder of its own, with a server that can be taken away.
 *
 * The embedded server is killed and started again. A CouchDB of somebody else's (`COUCHDB_URL`) is not ours to kill:
 * there a proxy stands between, and the proxy goes.
 */
import {mkdtemp, rm} from 'node:fs/promises';
import {connect, createServer, type Server, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {freePort} from '../../scripts/shop/ports.ts';
import {type RunningShop, startShop} from '../../scripts/shop/shop.ts';

export interface ShopUnderTest {
	readonly shop: RunningShop;
	takeServerAway(): Promise<void>;
	bringServerBack(): Promise<void>;
	/** Asks the server as its administrator. */
	ask(path: string, request?: {readonly method?: string; readonly body?: unknown}): Promise<unknown>;
	close(): Promise<void>;
}

export async function openShop(log: (line: string) => void): Promise<ShopUnderTest> {
	const dataDir = await mkdtemp(join(tmpdir(), 'ostoja-shop-'));
	const external = process.env['COUCHDB_URL'];
	const proxy = external === undefined ? undefined : await openProxy(new URL(external));
	const clear = async () => {
		await proxy?.close();
		await rm(dataDir, {recursive: true, force: true});
	};
	const shop = await startShop({
		dataDir,
		port: await freePort(),
		devicesPort: await freePort(),
		tillCount: 1,
		server: proxy === undefined ? {kind: 'embedded', port: await freePort()} : {kind: 'couchdb', url: proxy.url},
		onLine: (program, line) => log(`[${program}] ${line}`),
		onUnexpectedEnd: program => log(`${program} ended unexpectedly`),
	}).catch(async (error: unknown) => {
		await clear();
		throw error;
	});
	return {
		shop,
		takeServerAway: async () => {
			await (proxy === undefined ? shop.couch?.kill() : proxy.close());
		},
		bringServerBack: async () => {
			await (proxy === undefined ? shop.couch?.start() : proxy.open());
		},
		ask: (path, request) => askServer(shop, path, request),
		close: async () => {
			await shop.stop();
			await clear();
		},
	};
}

async function askServer(
	{shownCouchUrl, admin}: RunningShop,
	path: string,
	{method = 'GET', body}: {readonly method?: string; readonly body?: unknown} = {},
): Promise<unknown> {
	const answer = await fetch(`${shownCouchUrl}${path}`, {
		method,
		headers: {
			authorization: `Basic ${Buffer.from(`${admin.name}:${admin.password}`).toString('base64')}`,
			'content-type': 'application/json',
		},
		...(body === undefined ? {} : {body: JSON.stringify(body)}),
	});
	if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
	return answer.json();
}

interface Proxy {
	/** The server's address through the proxy. */
	readonly url: string;
	open(): Promise<void>;
	close(): Promise<void>;
}

async function openProxy(target: URL): Promise<Proxy> {
	const port = await freePort();
	const sockets = new Set<Socket>();
	let server: Server | undefined;
	const keep = (socket: Socket) => {
		sockets.add(socket);
		// A cut cable is what the proxy is for.
		socket.on('error', () => socket.destroy());
		socket.on('close', () => sockets.delete(socket));
	};
	const open = () =>
		new Promise<void>((resolve, reject) => {
			server = createServer(inward => {
				const outward = connect(Number(target.port || 80), target.hostname);
				keep(inward);
				keep(outward);
				inward.pipe(outward).pipe(inward);
			});
			server.once('error', reject);
			server.listen(port, '127.0.0.1', () => resolve());
		});
	const close = () =>
		new Promise<void>(resolve => {
			for (const socket of sockets) socket.destroy();
			if (server === undefined) resolve();
			else server.close(() => resolve());
			server = undefined;
		});
	await open();
	const url = new URL(target);
	url.hostname = '127.0.0.1';
	url.port = String(port);
	return {url: url.href.replace(/\/$/, ''), open, close};
}
