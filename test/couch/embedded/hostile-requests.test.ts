/** Requests of those who mean no good, or whose machine is broken: refused, and the others are served on. */
import {mkdtempSync, rmSync} from 'node:fs';
import {type ClientRequest, request as httpRequest, type IncomingMessage} from 'node:http';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {gzipSync} from 'node:zlib';
import test, {type ExecutionContext} from 'ava';
import {createEmbeddedCouch} from '../../../couch/embedded/server.ts';

const admin = {name: 'admin', password: 'secret'};
const authorization = `Basic ${btoa('admin:secret')}`;
const megabyte = 1024 * 1024;

async function start(t: ExecutionContext, options: {readonly requestTimeoutMs?: number} = {}): Promise<string> {
	const dataDir = mkdtempSync(join(tmpdir(), 'ostoja-couch-'));
	t.teardown(() => rmSync(dataDir, {recursive: true, force: true}));
	const couch = await createEmbeddedCouch({dataDir, admin, ...options});
	t.teardown(() => couch.close());
	const {url} = await couch.listen({host: '127.0.0.1', port: 0});
	await fetch(`${url}/shop`, {method: 'PUT', headers: {authorization}});
	return url;
}

interface Opened {
	readonly sent: ClientRequest;
	readonly answer: Promise<{readonly status: number | 'cut'; readonly body: string}>;
}

/** A request whose body the test writes. A server that has refused it may cut the line while it is still sent. */
function open(url: string, headers: Readonly<Record<string, string>>, method = 'POST'): Opened {
	const sent = httpRequest(url, {method, agent: false, headers: {'content-type': 'application/json', ...headers}});
	const answer = new Promise<{status: number | 'cut'; body: string}>(resolve => {
		sent.on('error', () => resolve({status: 'cut', body: ''}));
		sent.on('response', (incoming: IncomingMessage) => {
			const {statusCode: status = 0} = incoming;
			text(incoming).then(
				body => resolve({status, body}),
				() => resolve({status, body: ''}),
			);
		});
	});
	return {sent, answer};
}

/** Writes as fast as it is taken, until the line is closed. */
function writeForEver({sent}: Opened): void {
	const piece = new Uint8Array(megabyte).fill(0x20);
	const write = () => {
		while (!sent.destroyed && sent.write(piece)) {
			// As long as there is room.
		}
	};
	sent.on('drain', write);
	write();
}

async function isServed(url: string): Promise<boolean> {
	return (await fetch(`${url}/shop`, {headers: {authorization}})).status === 200;
}

test('a body that is announced too large is refused before it is sent', async t => {
	const url = await start(t);
	const {sent, answer} = open(`${url}/shop/_bulk_docs`, {authorization, 'content-length': String(65 * megabyte)});
	sent.flushHeaders();
	const {status, body} = await answer;
	t.is(status, 413);
	t.is(JSON.parse(body).error, 'too_large');
	sent.destroy();
	t.true(await isServed(url));
});

test('a body without an end is refused where it becomes too large', async t => {
	const url = await start(t);
	const opened = open(`${url}/shop/_bulk_docs`, {authorization});
	writeForEver(opened);
	t.true([413, 'cut'].includes((await opened.answer).status));
	opened.sent.destroy();
	t.true(await isServed(url));
});

test('many bodies without an end do not fill the memory together', async t => {
	const url = await start(t);
	const all = Array.from({length: 8}, () => open(`${url}/shop/_bulk_docs`, {authorization}));
	for (const opened of all) {
		writeForEver(opened);
	}
	const statuses = await Promise.all(
		all.map(async ({sent, answer}) => {
			const {status} = await answer;
			sent.destroy();
			return status;
		}),
	);
	t.true(
		statuses.every(status => [413, 503, 'cut'].includes(status)),
		statuses.join(),
	);
	t.true(await isServed(url));
});

test('a small body that unpacks into a large one is refused', async t => {
	const url = await start(t);
	const bomb = gzipSync(new Uint8Array(65 * megabyte));
	t.true(bomb.length < megabyte);
	const {sent, answer} = open(`${url}/shop/_bulk_docs`, {authorization, 'content-encoding': 'gzip'});
	sent.end(bomb);
	t.is((await answer).status, 413);
});

test('who has not logged in has little room', async t => {
	const url = await start(t);
	for (const path of ['/_session', '/shop/_bulk_docs']) {
		const {sent, answer} = open(`${url}${path}`, {'content-length': String(2 * megabyte)});
		sent.flushHeaders();
		t.is((await answer).status, 413, path);
		sent.destroy();
	}
	const session = await fetch(`${url}/_session`, {
		method: 'POST',
		headers: {'content-type': 'application/json'},
		body: JSON.stringify(admin),
	});
	t.is(session.status, 200);
});

test('a request that never gets whole is given up, and the others go on', async t => {
	const url = await start(t, {requestTimeoutMs: 1500});
	const {port} = new URL(url);
	const beginnings = {
		headers: 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ',
		body: `PUT /shop/a HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\nContent-Length: 100\r\n\r\n{`,
	};
	for (const [name, beginning] of Object.entries(beginnings)) {
		const socket = connect(Number(port), '127.0.0.1');
		socket.write(beginning);
		t.true(await isServed(url));
		t.regex(await text(socket), /^HTTP\/1\.1 408 /, name);
	}
	t.true(await isServed(url));
});

test('headers that are too long, and a request that is none, are refused', async t => {
	const url = await start(t);
	const {port} = new URL(url);
	for (const [request, status] of [
		[`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
		['rubbish\r\n\r\n', 400],
		['GET / HTTP/1.1\r\n\r\n', 400],
	] as const) {
		const socket = connect(Number(port), '127.0.0.1');
		socket.write(request);
		t.regex(await text(socket), new RegExp(`^HTTP/1\\.1 ${status} `));
	}
	t.true(await isServed(url));
});

test('a document nested without an end is refused', async t => {
	const url = await start(t);
	const nested = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
	for (const [levels, status] of [
		[100, 201],
		[1000, 400],
		[1_000_000, 400],
	] as const) {
		const {sent, answer} = open(`${url}/shop/d${levels}`, {authorization}, 'PUT');
		sent.end(nested(levels));
		t.is((await answer).status, status, String(levels));
	}
	t.true(await isServed(url));
});

test('pages of other sites are refused, whatever they ask', async t => {
	const url = await start(t);
	const cross = [
		{origin: 'https://shop.example'},
		{origin: 'null'},
		{origin: url.replace('127.0.0.1', 'localhost')},
		{'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors'},
		{'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors'},
	];
	for (const headers of cross) {
		for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
			const {sent, answer} = open(`${url}/shop`, {authorization, ...headers}, method);
			sent.end(method === 'POST' ? '{}' : undefined);
			t.is((await answer).status, 403, `${method} ${JSON.stringify(headers)}`);
		}
	}
	const form = open(`${url}/_session`, {
		origin: 'https://shop.example',
		'content-type': 'application/x-www-form-urlencoded',
	});
	form.sent.end('name=admin&password=secret');
	t.is((await form.answer).status, 403);
	t.true(await isServed(url));
});

test('its own pages, and links from elsewhere, are not taken for pages of other sites', async t => {
	const url = await start(t);
	const own = [
		{origin: url, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors'},
		{'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate'},
		{'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate'},
	];
	for (const headers of own) {
		const {sent, answer} = open(`${url}/shop`, {authorization, ...headers}, 'GET');
		sent.end();
		t.is((await answer).status, 200, JSON.stringify(headers));
	}
});

test('a form of another site cannot be dressed as JSON', async t => {
	const url = await start(t);
	for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
		for (const path of ['/shop', '/shop/_bulk_docs', '/shop/_find', '/shop/_compact', '/shop/_ensure_full_commit']) {
			const {sent, answer} = open(`${url}${path}`, {authorization, 'content-type': type});
			sent.end('{}');
			t.is((await answer).status, 415, `${path} ${type}`);
		}
	}
});

test('an expression that could go on for ever is for admins', async t => {
	const url = await start(t);
	const user = {name: 'till-01', password: 'kasa', roles: ['till'], type: 'user'};
	const put = (path: string, body: object) =>
		fetch(`${url}${path}`, {method: 'PUT', headers: {authorization}, body: JSON.stringify(body)});
	t.is((await put('/_users/org.couchdb.user:till-01', user)).status, 201);
	await put('/shop/_security', {members: {roles: ['till']}, admins: {roles: ['_admin']}});
	await put('/shop/bread', {name: `${'a'.repeat(40)}!`});
	const selector = {name: {$regex: '^(a+)+$'}};
	const ask = async (path: string, as: string, wanted: object) => {
		const {sent, answer} = open(`${url}${path}`, {authorization: `Basic ${btoa(as)}`});
		sent.end(JSON.stringify({selector: wanted}));
		return (await answer).status;
	};
	for (const path of ['/shop/_find', '/shop/_changes?filter=_selector']) {
		t.is(await ask(path, 'till-01:kasa', {$or: [{$not: selector}]}), 403);
		t.is(await ask(path, 'admin:secret', {name: {$regex: '^a+!$'}}), 200);
	}
	t.true(await isServed(url));
});
