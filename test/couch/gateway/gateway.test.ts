/** What the gateway lets through, how it comes, and what it does not let through. */
import {once} from 'node:events';
import type {IncomingMessage} from 'node:http';
import {connect} from 'node:tls';
import {gzipSync} from 'node:zlib';
import test, {type ExecutionContext} from 'ava';
import {createEmbeddedCouch} from '../../../couch/embedded/server.ts';
import {freePort} from '../../../scripts/shop/ports.ts';
import {temporaryFolder} from '../../till/replica/folder.ts';
import {Book} from '../book.ts';
import {type TestServer, testServer} from '../test-server.ts';
import {ask, follow, open, read} from './ask.ts';
import {type Gateway, isNginxMissing, startGateway} from './nginx.ts';

interface Door {
	readonly server: TestServer;
	readonly gateway: Gateway;
	readonly admin: string;
	/** The path of one of its databases. */
	path(name: string): string;
}

async function openDoor(t: ExecutionContext): Promise<Door> {
	const server = await testServer(t);
	const gateway = await startGateway(t, {serverUrl: server.url});
	const {username, password} = new URL(server.url);
	await server.couch.database('shop').create({shards: 1});
	return {server, gateway, admin: `${username}:${password}`, path: name => `/${server.prefix}${name}`};
}

function gatewayTest(title: string, body: (t: ExecutionContext, door: Door) => Promise<void>): void {
	test.serial(title, async t => {
		if (isNginxMissing(t)) return;
		await body(t, await openDoor(t));
	});
}

gatewayTest('it speaks TLS 1.3 and nothing older', async (t, {gateway}) => {
	const {port, made} = gateway;
	const ca = made.certificate;
	const now = connect({port, host: '127.0.0.1', ca});
	await once(now, 'secureConnect');
	t.is(now.getProtocol(), 'TLSv1.3');
	now.destroy();
	const old = connect({port, host: '127.0.0.1', ca, maxVersion: 'TLSv1.2'});
	const error = await t.throwsAsync(once(old, 'secureConnect'));
	t.regex(String(error), /protocol version/);
});

gatewayTest(
	'a row of a feed is there, packed, before the next one is written',
	async (t, {server, gateway, admin, path}) => {
		const database = server.couch.database('shop');
		const feed = await follow(t, gateway, {
			path: `${path('shop')}/_changes?feed=continuous&include_docs=true&since=0&heartbeat=60000`,
			user: admin,
		});
		t.is(feed.headers['content-encoding'], 'gzip');
		let plainByteCount = 0;
		for (let written = 1; written <= 20; written++) {
			await database.put({_id: `product:${written}`, type: 'product', name: 'Mleko 3,2 % 1 l', priceGrosze: 349});
			const row = await feed.row();
			t.is(row.id, `product:${written}`);
			plainByteCount += JSON.stringify(row).length + 1;
		}
		t.true(feed.byteCount() < plainByteCount / 2, `${feed.byteCount()} of ${plainByteCount} bytes`);
	},
);

gatewayTest('a feed outlives a new certificate', async (t, {server, gateway, admin, path}) => {
	const database = server.couch.database('shop');
	const feed = await follow(t, gateway, {path: `${path('shop')}/_changes?feed=continuous&since=0`, user: admin});
	await database.put({_id: 'before'});
	t.is((await feed.row()).id, 'before');
	await gateway.renew();
	await database.put({_id: 'after'});
	t.is((await feed.row()).id, 'after');
});

gatewayTest('documents come packed, and come packed in', async (t, {server, gateway, admin, path}) => {
	const docs = Array.from({length: 200}, () => new Book('till-01').receipt());
	const packed = new Uint8Array(gzipSync(JSON.stringify({docs: docs.slice(0, 1), new_edits: false})));
	const sent = await ask(gateway, {
		method: 'POST',
		path: `${path('shop')}/_bulk_docs`,
		headers: {'content-encoding': 'gzip'},
		body: packed,
		user: admin,
	});
	t.is(sent.status, 201, sent.text);
	const book = new Book('till-02');
	const batch = JSON.stringify({docs: Array.from({length: 1000}, () => book.receipt()), new_edits: false});
	const whole = await ask(gateway, {method: 'POST', path: `${path('shop')}/_bulk_docs`, body: batch, user: admin});
	t.is(whole.status, 201, whole.text);
	t.deepEqual(whole.json, []);
	t.is((await server.couch.database('shop').info())?.documentCount, 1001);

	const page = await ask(gateway, {
		path: `${path('shop')}/_all_docs?include_docs=true`,
		headers: {'accept-encoding': 'gzip'},
		user: admin,
	});
	t.is(page.headers['content-encoding'], 'gzip');
	t.is((page.json as {rows: readonly unknown[]}).rows.length, 1001);
	t.true(page.byteCount < page.text.length / 4, `${page.byteCount} of ${page.text.length} bytes`);
	const plain = await ask(gateway, {path: `${path('shop')}/_all_docs?limit=1`, user: admin});
	t.is(plain.headers['content-encoding'], undefined);
});

gatewayTest('an id keeps its spelling', async (t, {gateway, admin, path}) => {
	for (const id of ['receipt%3Atill-01%3A00000001', 'a%2Fb', 'a%2F..%2Fb', 'Chleb%20%C5%BCytni', '%2525']) {
		const document = `${path('shop')}/${id}`;
		const put = await ask(gateway, {method: 'PUT', path: document, body: '{}', user: admin});
		t.is(put.status, 201, put.text);
		t.like((await ask(gateway, {path: document, user: admin})).json, {_id: decodeURIComponent(id)});
	}
});

gatewayTest(
	'a body above the limit is refused in words, and one below it is not',
	async (t, {gateway, admin, path}) => {
		const question = {method: 'POST', path: `${path('shop')}/_bulk_docs`, user: admin};
		const announced = open(gateway, {...question, headers: {'content-length': String(64 * 1024 * 1024 + 1)}});
		announced.flushHeaders();
		const [refused] = (await once(announced, 'response')) as [IncomingMessage];
		const answer = await read(refused);
		announced.destroy();
		t.is(answer.status, 413);
		t.like(answer.json, {error: 'too_large'});

		const streamed = open(gateway, question);
		const responded = once(streamed, 'response');
		const megabyte = new Uint8Array(1024 * 1024).fill(0x20);
		for (let sent = 0; sent < 66 && !streamed.destroyed; sent++) {
			if (!streamed.write(megabyte)) await Promise.race([once(streamed, 'drain'), responded]);
		}
		t.is(((await responded) as [IncomingMessage])[0].statusCode, 413);
		streamed.destroy();

		// A megabyte is what a till sends at most; this is more than the gateway keeps in memory.
		const large = JSON.stringify({docs: [{_id: 'large', text: 'x'.repeat(3_000_000)}]});
		t.is((await ask(gateway, {...question, body: large})).status, 201);
	},
);

gatewayTest('what belongs on the server itself is not reached, however it is spelt', async (t, {gateway, admin}) => {
	for (const path of [
		'/_node/_local/_config',
		'/_node',
		'/%5Fnode/_local/_config',
		'/_nod%65/_local/_config',
		'//_node/_local/_config',
		'/./_node/_local/_config',
		'/_utils/../_node/_local/_config',
		'/_node%2F_local/_config',
		'/_cluster_setup',
		'/_reshard/jobs',
		'/_replicate',
	]) {
		const answer = await ask(gateway, {path, user: admin});
		t.is(answer.status, 403, path);
		t.regex(answer.text, /on the server itself/, path);
	}
	for (const path of ['/', '/_up', '/_session', '/_utils/', '/_all_dbs', '/_replicator', '/_users', '/_membership']) {
		t.notRegex((await ask(gateway, {path, user: admin})).text, /on the server itself/, path);
	}
	t.is((await ask(gateway, {path: '/_all_dbs'})).status, 401);
});

gatewayTest(
	'it passes on what names one of its names, and a page that lends it another one gets nothing',
	async (t, {gateway}) => {
		for (const host of ['127.0.0.1', `127.0.0.1:${gateway.port}`, 'localhost', 'sklep.example']) {
			const answer = await ask(gateway, {path: '/_up', headers: {host}});
			t.notRegex(answer.text, /does not answer to that name/, host);
		}
		for (const host of ['evil.example', 'sklep.example.evil.example', '10.0.0.1']) {
			const answer = await ask(gateway, {path: '/_up', headers: {host}});
			t.is(answer.status, 421, host);
			t.like(answer.json, {error: 'misdirected_request'});
		}
	},
);

test.serial('a server that is away is told as that, and is there again by itself', async t => {
	if (isNginxMissing(t)) return;
	const port = await freePort();
	const gateway = await startGateway(t, {serverUrl: `http://127.0.0.1:${port}`});
	const away = await ask(gateway, {path: '/_up'});
	t.is(away.status, 503);
	t.like(away.json, {error: 'server_away'});
	const couch = await createEmbeddedCouch({dataDir: temporaryFolder(t), admin: {name: 'admin', password: 'secret'}});
	t.teardown(() => couch.close());
	await couch.listen({host: '127.0.0.1', port});
	t.is((await ask(gateway, {path: '/_up'})).status, 200);
});
