import {once} from 'node:events';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {constants, createGzip} from 'node:zlib';
import anyTest, {type ExecutionContext} from 'ava';
import {openServer, readAddress, type Server, sentenceOf} from '../../../till/sync/server.ts';
import {openShop, type Shop} from './shop.ts';

// One shop at a time: the time-outs of these tests are short, and a busy machine would look like a silent server.
const test = anyTest.serial;

function door({shop, password, timeoutMs = 3000}: {shop: Shop; password?: string; timeoutMs?: number}): Server {
	const {username, password: secret} = new URL(shop.url);
	const address = {url: shop.wire.url, user: username, password: password ?? secret, prefix: shop.prefix};
	return openServer({address, timeoutMs, signal: new AbortController().signal});
}

test('user and password may stand in the URL, or beside it', t => {
	const authorization = `Basic ${Buffer.from('anna:p@ss').toString('base64')}`;
	const headers = {accept: 'application/json', authorization};
	t.deepEqual(readAddress({url: 'http://anna:p%40ss@shop:5984/couch/'}), {base: 'http://shop:5984/couch', headers});
	t.deepEqual(readAddress({url: 'http://shop:5984', user: 'anna', password: 'p@ss'}), {
		base: 'http://shop:5984',
		headers,
	});
	t.deepEqual(readAddress({url: 'http://shop:5984'}).headers, {accept: 'application/json'});
});

test('a long body is sent compressed and a short one as it is', async t => {
	const shop = await openShop(t);
	const server = door({shop});
	const path = `${server.database('tills')}/_bulk_docs`;
	for (const name of ['short', 'long '.repeat(1000)]) {
		const answer = await server.ask(path, {method: 'POST', body: {docs: [{name}]}});
		t.true(answer.ok);
	}
	t.deepEqual(
		shop.wire.requests.map(({encoding}) => encoding),
		[undefined, 'gzip'],
	);
});

test('a wrong password, a missing database and a lock-out are told apart', async t => {
	const shop = await openShop(t);
	t.like(await door({shop, password: 'wrong'}).ask('/_all_dbs'), {ok: false, fault: {code: 'unauthorised'}});
	const server = door({shop});
	t.like(await server.ask(server.database('nothing')), {
		ok: false,
		fault: {code: 'http', status: 404, error: 'not_found'},
	});
	const reason = 'Account is temporarily locked due to multiple authentication failures';
	shop.wire.intercept = () => ({status: 403, body: {error: 'forbidden', reason}});
	t.deepEqual(await server.ask('/'), {ok: false, fault: {code: 'unauthorised', reason}});
});

test('a server that does not answer is unreachable after its time, and one that is away at once', async t => {
	const shop = await openShop(t);
	const server = door({shop, timeoutMs: 100});
	shop.wire.stalled = true;
	const late = await server.ask('/');
	t.deepEqual(late, {ok: false, fault: {code: 'unreachable', reason: 'the server said nothing for 100 ms'}});
	shop.wire.stalled = false;
	shop.wire.away = true;
	const away = await server.ask('/');
	t.like(away, {ok: false, fault: {code: 'unreachable'}});
	if (!away.ok) t.regex(sentenceOf(away.fault), /^the server cannot be reached: ./);
});

test('a stream that is no longer read is closed', async t => {
	const shop = await openShop(t);
	const server = door({shop});
	const path = `${server.database('catalogue')}/_changes?feed=continuous&heartbeat=100&since=0`;
	const stream = await server.stream(path, {silenceMs: 2000});
	if (!stream.ok) return t.fail(sentenceOf(stream.fault));
	const closed = shop.wire.nextClose();
	for await (const piece of stream.value) {
		t.true(piece.ok);
		break;
	}
	await closed;
});

test('a stream is asked for compressed, and each row is read when it comes', async t => {
	const {url, answer} = await compressingServer(t);
	const server = openServer({address: {url}, timeoutMs: 3000, signal: new AbortController().signal});
	const [stream, {accepted, write}] = await Promise.all([server.stream('/shop', {silenceMs: 2000}), answer]);
	t.is(accepted, 'gzip');
	if (!stream.ok) return t.fail(sentenceOf(stream.fault));
	for (const row of ['{"id":"bread"}\n', '{"id":"milk"}\n']) {
		write(row);
		const {value: piece} = await stream.value.next();
		t.is(piece?.ok && new TextDecoder().decode(piece.value), row);
	}
	await stream.value.return?.();
});

test('a server that cannot unpack is sent everything as it is', async t => {
	const shop = await openShop(t);
	const {username: user, password} = new URL(shop.url);
	const address = {url: shop.wire.url, user, password, prefix: shop.prefix, plainBodies: true};
	const server = openServer({address, timeoutMs: 3000, signal: new AbortController().signal});
	const body = {docs: [{name: 'long '.repeat(1000)}]};
	t.true((await server.ask(`${server.database('tills')}/_bulk_docs`, {method: 'POST', body})).ok);
	t.is(shop.wire.requests.at(-1)?.encoding, undefined);
});

/** Begins to answer one request, and goes on when the test says so. */
async function compressingServer(t: ExecutionContext) {
	const server = createServer();
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	const answer = once(server, 'request').then(([request, response]) => {
		const packer = createGzip({flush: constants.Z_SYNC_FLUSH});
		const outgoing = response as ServerResponse;
		outgoing.writeHead(200, {'content-encoding': 'gzip'});
		outgoing.flushHeaders();
		packer.pipe(outgoing);
		const accepted: unknown = request.headers['accept-encoding'];
		return {accepted, write: (text: string) => packer.write(text)};
	});
	return {url: `http://127.0.0.1:${port}`, answer};
}

test('a stream that ends by itself is left at once, also while more of it is awaited', async t => {
	const shop = await openShop(t);
	const server = door({shop});
	const stream = await server.stream(`${server.database('tills')}/_changes?feed=continuous&heartbeat=100`, {
		silenceMs: 60_000,
	});
	if (!stream.ok) return t.fail(sentenceOf(stream.fault));
	await stream.value.next();
	await shop.ask('DELETE', shop.database('tills'));
	for (;;) {
		const {value: piece, done} = await stream.value.next();
		if (done === true || !piece.ok || new TextDecoder().decode(piece.value).includes('last_seq')) break;
	}
	const awaited = stream.value.next();
	await stream.value.return?.();
	t.false((await awaited).value?.ok ?? false);
});

test('an answer that comes slowly is read to its end, and one that stops coming is not waited for', async t => {
	const server = createServer((request, response) => {
		response.writeHead(200);
		const pieces = [...'{"name":"Żaneta"}'];
		const timer = setInterval(() => {
			const piece = pieces.shift();
			if (piece === undefined) response.end();
			else if (request.url === '/slow' || pieces.length > 5) response.write(piece);
		}, 100);
		response.once('close', () => clearInterval(timer));
	});
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const {ask} = openServer({address: {url}, timeoutMs: 1500, signal: new AbortController().signal});
	t.deepEqual(await ask('/slow'), {ok: true, value: {name: 'Żaneta'}});
	const reason = 'the server said nothing for 1500 ms';
	// The rest of it never comes: the server only seems to be there.
	server.once('request', (_, response: ServerResponse) => {
		response.end = () => response;
	});
	t.deepEqual(await ask('/stopped'), {ok: false, fault: {code: 'unreachable', reason}});
});
