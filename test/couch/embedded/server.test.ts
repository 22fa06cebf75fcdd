import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {request as httpRequest, type IncomingMessage} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createGunzip, gunzipSync} from 'node:zlib';
import test, {type ExecutionContext} from 'ava';
import {createEmbeddedCouch, type EmbeddedCouch} from '../../../couch/embedded/server.ts';

const admin = {name: 'admin', password: 'secret'};
const authorization = `Basic ${btoa('admin:secret')}`;

function folder(t: ExecutionContext): string {
	const made = mkdtempSync(join(tmpdir(), 'ostoja-couch-'));
	t.teardown(() => rmSync(made, {recursive: true, force: true}));
	return made;
}

async function start(t: ExecutionContext, dataDir = folder(t)): Promise<{couch: EmbeddedCouch; url: string}> {
	const couch = await createEmbeddedCouch({dataDir, admin});
	t.teardown(() => couch.close());
	const {url} = await couch.listen({host: '127.0.0.1', port: 0});
	return {couch, url};
}

async function ask(url: string, path: string, method = 'GET', body?: unknown, headers: Record<string, string> = {}) {
	const answer = await fetch(`${url}${path}`, {
		method,
		headers: {authorization, ...(body === undefined ? {} : {'content-type': 'application/json'}), ...headers},
		...(body === undefined ? {} : {body: JSON.stringify(body)}),
	});
	return {status: answer.status, body: JSON.parse((await answer.text()) || 'null')};
}

/** An answer as it came over the wire. */
async function raw(url: string, headers: Record<string, string>): Promise<IncomingMessage> {
	const asked = httpRequest(url, {headers: {authorization, ...headers}}).end();
	const [answer] = (await once(asked, 'response')) as [IncomingMessage];
	return answer;
}

async function bytesOf(answer: IncomingMessage): Promise<Uint8Array> {
	const bytes: number[] = [];
	for await (const chunk of answer) {
		bytes.push(...(chunk as Uint8Array));
	}
	return Uint8Array.from(bytes);
}

test('what was stored is there after a restart, with its security and its users', async t => {
	const dataDir = folder(t);
	const first = await start(t, dataDir);
	await ask(first.url, '/shop?q=3', 'PUT');
	await ask(first.url, '/shop/bread', 'PUT', {price: 1});
	await ask(first.url, '/shop/_security', 'PUT', {members: {roles: ['till']}, admins: {roles: ['_admin']}});
	const before = (await ask(first.url, '/shop')).body;
	await first.couch.close();

	const second = await start(t, dataDir);
	t.like((await ask(second.url, '/shop')).body, {update_seq: before.update_seq, cluster: {q: 3}});
	t.like((await ask(second.url, '/shop/bread')).body, {price: 1});
	t.deepEqual((await ask(second.url, '/shop/_security')).body.members, {roles: ['till']});
});

test('a folder belongs to one server at a time', async t => {
	const dataDir = folder(t);
	await start(t, dataDir);
	await t.throwsAsync(createEmbeddedCouch({dataDir, admin}), {message: /is in use by another server/});
});

test('without a password the server stays on its own machine', async t => {
	const couch = await createEmbeddedCouch({dataDir: folder(t), admin: {name: 'admin', password: ''}});
	t.teardown(() => couch.close());
	await t.throwsAsync(couch.listen({host: '0.0.0.0', port: 0}), {message: /Without an admin password/});
	t.regex((await couch.listen({host: '127.0.0.1', port: 0})).url, /^http:\/\/127\.0\.0\.1:\d+$/);
});

test('a name the server does not know is refused', async t => {
	const {url} = await start(t);
	const answer = await raw(url, {host: 'shop.example'});
	t.is(answer.statusCode, 421);
	answer.resume();
	for (const host of ['localhost:1', '127.0.0.1', '[::1]:5984']) {
		const known = await raw(url, {host});
		t.is(known.statusCode, 200, host);
		known.resume();
	}
});

test('a long answer is packed for those who ask', async t => {
	const {url} = await start(t);
	await ask(url, '/shop', 'PUT');
	const docs = Array.from({length: 100}, (_, index) => ({_id: `product:${index}`}));
	await ask(url, '/shop/_bulk_docs', 'POST', {docs});
	for (const path of ['/shop/_all_docs', '/shop/_changes']) {
		const packed = await raw(`${url}${path}`, {'accept-encoding': 'gzip'});
		t.is(packed.headers['content-encoding'], 'gzip');
		const {rows, results} = JSON.parse(new TextDecoder().decode(gunzipSync(await bytesOf(packed))));
		t.is((rows ?? results).length, 100);
		const plain = await raw(`${url}${path}`, {'accept-encoding': 'gzip;q=0'});
		t.is(plain.headers['content-encoding'], undefined);
		plain.resume();
	}
});

test('a packed continuous feed brings each row at once', async t => {
	const {url} = await start(t);
	await ask(url, '/shop', 'PUT');
	const path = '/shop/_changes?feed=continuous&heartbeat=60000&include_docs=true';
	const feed = await raw(`${url}${path}`, {'accept-encoding': 'gzip'});
	const rows = feed.pipe(createGunzip()).setEncoding('utf8')[Symbol.asyncIterator]();
	for (const id of ['bread', 'milk']) {
		await ask(url, `/shop/${id}`, 'PUT', {});
		t.regex(String((await rows.next()).value), new RegExp(`"id":"${id}"`));
	}
	feed.destroy();
});

test('a feed says that it is alive although bookmarks are written all the time', async t => {
	const {url} = await start(t);
	await ask(url, '/shop', 'PUT');
	const feed = await raw(`${url}/shop/_changes?feed=continuous&heartbeat=500`, {});
	let heard = '';
	feed.setEncoding('utf8').on('data', (text: string) => {
		heard += text;
	});
	const deadlineMs = performance.now() + 20_000;
	for (let place = 0; heard === '' && performance.now() < deadlineMs; place++) {
		await ask(url, '/shop/_local/bookmark', 'PUT', {place});
	}
	feed.destroy();
	t.regex(heard, /^\n+$/);
});

test('a reader who stops reading keeps nobody waiting and does not fill the memory', async t => {
	const {url} = await start(t);
	await ask(url, '/shop', 'PUT');
	const page = 'x'.repeat(20_000);
	const feed = await raw(`${url}/shop/_changes?feed=continuous&heartbeat=10&include_docs=true`, {});
	feed.pause();
	for (let batch = 0; batch < 10; batch++) {
		const docs = Array.from({length: 50}, (_, index) => ({_id: `product:${batch}:${index}`, page}));
		t.is((await ask(url, '/shop/_bulk_docs', 'POST', {docs})).status, 201);
	}
	t.is((await ask(url, '/shop')).body.doc_count, 500);
	// Read late, everything is still there.
	let text = '';
	for await (const chunk of feed.setEncoding('utf8')) {
		text += chunk;
		if (text.includes('"product:9:49"')) {
			break;
		}
	}
	t.is(text.split('"seq":').length - 1, 500);
});

test('thirty tills hear of a change', async t => {
	const {url} = await start(t);
	await ask(url, '/shop', 'PUT');
	const path = '/shop/_changes?feed=continuous&heartbeat=60000&include_docs=true&since=now';
	const feeds = await Promise.all(Array.from({length: 30}, () => raw(`${url}${path}`, {})));
	const arrivals = feeds.map(async feed => String((await once(feed, 'data'))[0]));
	await ask(url, '/shop/bread', 'PUT', {price: 1});
	for (const row of await Promise.all(arrivals)) {
		t.like(JSON.parse(row), {id: 'bread', doc: {price: 1}});
	}
	for (const feed of feeds) {
		feed.destroy();
	}
});

test('closing the server ends its feeds', async t => {
	const {couch, url} = await start(t);
	await ask(url, '/shop', 'PUT');
	const feed = await raw(`${url}/shop/_changes?feed=continuous&heartbeat=60000`, {});
	const ended = once(feed.resume(), 'close');
	await couch.close();
	await ended;
	t.pass();
});

test('what the server does without is said', async t => {
	const {url} = await start(t);
	await ask(url, '/shop', 'PUT');
	await ask(url, '/shop/bread', 'PUT', {});
	const attachment = {_id: 'photo', _attachments: {'a.png': {data: ''}}};
	for (const [path, method, body] of [
		['/_replicate', 'POST', {}],
		['/shop/_purge', 'POST', {}],
		['/shop/bread/photo.png', 'GET', undefined],
		['/shop', 'POST', attachment],
		['/shop/_design/x/_show/y', 'GET', undefined],
	] as const) {
		const answer = await ask(url, path, method, body);
		t.is(answer.status, 501, path);
		t.is(answer.body.error, 'not_implemented');
	}
	const photo = await fetch(`${url}/shop/bread/photo.png`, {
		method: 'PUT',
		headers: {authorization, 'content-type': 'image/png'},
		body: new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
	});
	t.is(photo.status, 501);
});

test('documents that are too large are refused', async t => {
	const {url} = await start(t);
	await ask(url, '/shop', 'PUT');
	const answer = await ask(url, '/shop/photo', 'PUT', {page: 'x'.repeat(9 * 1024 * 1024)});
	t.is(answer.status, 413);
	t.is(answer.body.error, 'document_too_large');
});

test('others are answered while a long list of documents is written', async t => {
	const {url} = await start(t);
	await ask(url, '/shop', 'PUT');
	await ask(url, '/shop/_design/guard', 'PUT', {
		validate_doc_update: 'n => { if (n.forbidden) throw {forbidden: "no"}; }',
	});
	const goods = Array.from({length: 1000}, (_, place) => ({_id: `good:${place}`}));
	const made = await ask(url, '/shop/_bulk_docs', 'POST', {docs: goods});
	const docs = made.body.map(({id, rev}: {id: string; rev: string}) => ({_id: id, _rev: rev, priceGrosze: 499}));
	let isWritten = false;
	const writing = ask(url, '/shop/_bulk_docs', 'POST', {docs}).finally(() => {
		isWritten = true;
	});
	const sequences = new Set<number>();
	while (!isWritten) {
		const {body} = await ask(url, '/shop');
		sequences.add(Number.parseInt(body.update_seq, 10));
	}
	const {body} = await writing;
	t.deepEqual([body.length, body.every(({ok}: {ok: boolean}) => ok)], [1000, true]);
	t.true(sequences.size >= 5, `${sequences.size} states were seen on the way`);
	t.is((await ask(url, '/shop')).body.doc_count, 1001);
});

test('an endless validator is stopped, and the server answers again', async t => {
	const {url} = await start(t);
	await ask(url, '/shop', 'PUT');
	await ask(url, '/shop/_design/guard', 'PUT', {validate_doc_update: 'n => { while (n.endless) {} }'});
	const answer = await ask(url, '/shop/bread', 'PUT', {endless: true});
	t.is(answer.status, 500);
	t.is(answer.body.error, 'os_process_error');
	t.is((await ask(url, '/shop/bread', 'PUT', {})).status, 201);
});

test('settings are kept, and the lockout can be switched off', async t => {
	const {url} = await start(t);
	const path = '/_node/_local/_config/chttpd_auth_lockout/mode';
	t.is((await ask(url, path)).status, 404);
	t.is((await ask(url, path, 'PUT', 'off')).body, '');
	t.is((await ask(url, path)).body, 'off');
	for (let attempt = 0; attempt < 6; attempt++) {
		t.is((await ask(url, '/', 'GET', undefined, {authorization: `Basic ${btoa('admin:wrong')}`})).status, 401);
	}
	t.is((await ask(url, '/')).status, 200);
	t.is((await fetch(`${url}${path}`)).status, 401);
	t.is((await ask(url, '/_node/_local/_config/server/secret')).status, 404);
});
