import {join} from 'node:path';
import anyTest from 'ava';
import {readTillsDocument} from '../../../couch/documents/tills.ts';
import {openSqlite} from '../../../couch/store/sqlite.ts';
import {digestOf, revisionOf} from '../../../till/domain/chain.ts';
import {sha256} from '../../../till/replica/sha256.ts';
import {temporaryFolder} from '../replica/folder.ts';
import {
	arrived,
	clock,
	isBulk,
	isLive,
	month,
	openShop,
	openTill,
	receipts,
	type Shop,
	until,
	untilQuiet,
} from './shop.ts';

// One shop at a time: the waits of these tests are short, and a busy machine would look like a silent server.
const test = anyTest.serial;

async function refuseWhen(shop: Shop, condition: string): Promise<void> {
	const validator = `function (doc) { if (${condition}) { throw ({forbidden: 'the till is suspended'}); } }`;
	await shop.put(receipts, {_id: '_design/entries', validate_doc_update: validator});
}

test('a receipt is on the server as soon as it is sealed', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop);
	const [id = ''] = await till.sell();
	await until('it arrived', async () => (await arrived(shop)).includes(id));
	const stored = await shop.get(receipts, id);
	t.is(stored?.['_rev'], revisionOf(String(stored?.['digest'])));
	await until('the till knows', () => till.link.status().lastSent?.id === id);
	t.is(till.link.status().waitingCount, 0);
});

test('receipts written while the server was away arrive when it returns, oldest first', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop, {pushSeconds: 3600});
	await untilQuiet(shop, till);
	shop.wire.away = true;
	shop.wire.cut();
	const ids = await till.sell(450);
	t.is(till.link.status().waitingCount, 450);
	t.is(till.link.status().oldestWaitingAt, '2026-11-23T10:00:00+01:00');
	shop.wire.requests.length = 0;
	shop.wire.away = false;
	await until('all arrived', () => till.link.status().waitingCount === 0);
	t.deepEqual(new Set(await arrived(shop)), new Set(ids));
	const batches = shop.wire.requests.filter(isBulk);
	t.true(batches.length <= 4);
	t.true(batches.every(({encoding}) => encoding === 'gzip'));
	const sent = batches.flatMap(({body}) => (JSON.parse(body) as {docs: {_id: string}[]}).docs.map(({_id}) => _id));
	t.deepEqual(sent, ids);
});

test('receipts of the night before are sent when the till is switched on', async t => {
	const shop = await openShop(t);
	const dataDir = temporaryFolder(t);
	shop.wire.away = true;
	const evening = await openTill(t, shop, {dataDir});
	const ids = await evening.sell(3);
	await evening.stop();
	shop.wire.away = false;
	await openTill(t, shop, {dataDir});
	await until('all arrived', async () => (await arrived(shop)).length === ids.length);
	t.deepEqual(await arrived(shop), ids);
});

test('receipts wait for their interval, unless somebody sends them now', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop, {pushSeconds: 3600});
	await untilQuiet(shop, till);
	await till.sell(2);
	t.is(till.link.status().waitingCount, 2);
	till.link.sendNow();
	await until('they arrived', () => till.link.status().waitingCount === 0);
	await till.sell();
	t.is(till.link.status().waitingCount, 1);
	till.link.setPushSeconds(0);
	await until('it arrived', async () => (await arrived(shop)).length === 3);
});

test('an interval that is told again and again goes on as it was', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop, {pushSeconds: 1});
	const telling = setInterval(() => till.link.setPushSeconds(1), 100);
	t.teardown(() => clearInterval(telling));
	await till.sell();
	await until('it arrived', () => till.link.status().waitingCount === 0);
	t.is((await arrived(shop)).length, 1);
});

test('a receipt that was on its way for a moment is no news of the till', async t => {
	const shop = await openShop(t);
	const pauseMs = 777;
	const pauses: (() => void)[] = [];
	const held: typeof clock = {
		now: clock.now,
		after(delayMs, task) {
			if (delayMs !== pauseMs) return clock.after(delayMs, task);
			pauses.push(task);
			return () => undefined;
		},
	};
	const till = await openTill(t, shop, {clock: held, timings: {statusPauseMs: pauseMs}});
	const statuses = () => shop.wire.requests.filter(({method, path}) => method === 'PUT' && path.includes('status%3A'));
	const sell = async () => {
		await till.sell();
		await until('it is sent', () => till.link.status().waitingCount === 0);
	};
	await until('the till is live', () => isLive(till));
	await until('it has news', () => pauses.length === 1);
	pauses.shift()?.();
	await until('the news is on the server', () => shop.get('tills', 'status:anna'));
	await sell();
	t.is(pauses.length, 1);
	pauses.shift()?.();
	// A status that was due would be written before the next receipt is sent.
	await sell();
	t.is(statuses().length, 1);
});

test('a receipt whose acknowledgement was lost is on the server once', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop);
	await until('the till is live', () => isLive(till));
	let lost = 0;
	shop.wire.intercept = request => {
		if (!isBulk(request) || lost > 0) return undefined;
		lost++;
		// Stored, as far as the server is concerned; the till hears of a fault on the way.
		void shop.ask('POST', request.path, JSON.parse(request.body));
		return {status: 504, body: {error: 'gateway', reason: 'no answer in time'}};
	};
	const [id = ''] = await till.sell();
	await until('the till knows', () => till.link.status().waitingCount === 0);
	const {body} = await shop.ask('GET', `${shop.database(receipts)}/${encodeURIComponent(id)}?conflicts=true`);
	t.false('_conflicts' in (body as object));
	t.is(lost, 1);
});

test('a refused receipt does not hold up the others; it is shown, copied to the server, and tried again', async t => {
	const shop = await openShop(t);
	await refuseWhen(shop, "doc.cashier && doc.cashier.name === 'Marek'");
	const till = await openTill(t, shop);
	const [first = ''] = await till.sell(1);
	const [second = ''] = await till.sell(1, {name: 'Marek'});
	const [third = ''] = await till.sell(1);
	await until('the others arrived', () => till.link.status().waitingCount === 0);
	t.deepEqual(await arrived(shop), [first, third]);
	const [refused] = till.link.status().refused;
	t.is(refused?.id, second);
	t.is(refused?.reason, 'forbidden: the till is suspended');

	const copyId = async () => (await arrived(shop, 'tills')).find(id => id.startsWith(`refused:anna:${second}:1-`));
	await until('the copy is there', copyId);
	const copy = (await shop.get('tills', String(await copyId()))) ?? {};
	const reason = 'forbidden: the till is suspended';
	t.like(readTillsDocument(copy), {ok: true, value: {till: 'anna', entry: second, reason}});
	t.like(copy['content'], {_id: second});

	const rules = await shop.get(receipts, '_design/entries');
	await shop.put(receipts, {_id: '_design/entries', _rev: rules?.['_rev'], _deleted: true});
	till.link.retryRefused();
	await until('it is taken now', async () => (await arrived(shop)).length === 3);
	t.is(till.link.status().refused.length, 0);
	t.deepEqual(await arrived(shop), [first, second, third]);
});

test('a refused receipt is tried again by itself after a while', async t => {
	const shop = await openShop(t);
	await refuseWhen(shop, 'true');
	const till = await openTill(t, shop, {timings: {refusedRetryMs: 200}});
	await till.sell();
	await until('it was tried twice', () => (till.link.status().refused[0]?.attempts ?? 0) >= 2);
	const rules = await shop.get(receipts, '_design/entries');
	await shop.put(receipts, {_id: '_design/entries', _rev: rules?.['_rev'], _deleted: true});
	await until('it is taken', async () => (await arrived(shop)).length === 1);
	await until('the till knows', () => till.link.status().waitingCount === 0);
	t.deepEqual(till.link.status().refused, []);
});

test('one poisoned document does not block its batch', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop, {pushSeconds: 3600});
	await untilQuiet(shop, till);
	const ids = await till.sell(9);
	const [poison = ''] = ids.slice(4);
	shop.wire.intercept = request =>
		isBulk(request) && request.body.includes(`"_id":"${poison}"`)
			? {status: 500, body: {error: 'unknown_error', reason: 'function_clause'}}
			: undefined;
	till.link.sendNow();
	await until('the others arrived', () => till.link.status().waitingCount === 0);
	t.deepEqual(
		await arrived(shop),
		ids.filter(id => id !== poison),
	);
	t.is(till.link.status().refused[0]?.reason, '500 unknown_error: function_clause');
	t.is(till.link.status().refused.length, 1);
});

test('a batch that failed and was half stored is not sent whole again', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop, {pushSeconds: 3600});
	await untilQuiet(shop, till);
	const ids = await till.sell(6);
	let failed = 0;
	shop.wire.intercept = request => {
		if (!isBulk(request) || failed > 0) return undefined;
		failed++;
		return {status: 500, body: {error: 'unknown_error', reason: 'function_clause'}};
	};
	// The server had stored some of it before it failed.
	for (const id of ids.slice(0, 4)) {
		const {document} = (await till.replica.book.get(id)) ?? {};
		const _rev = revisionOf(digestOf(document ?? {}, sha256));
		await shop.ask('POST', `${shop.database(receipts)}/_bulk_docs`, {new_edits: false, docs: [{...document, _rev}]});
	}
	till.link.sendNow();
	await until('all arrived', () => till.link.status().waitingCount === 0);
	const again = shop.wire.requests.filter(isBulk).slice(1);
	const sent = again.flatMap(({body}) => (JSON.parse(body) as {docs: {_id: string}[]}).docs.map(({_id}) => _id));
	t.deepEqual(sent, ids.slice(4));
	t.deepEqual(await arrived(shop), ids);
});

test('a server that fails on everything for a while has every receipt afterwards, without anybody asking', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop);
	await until('the till is live', () => isLive(till));
	shop.wire.intercept = request =>
		isBulk(request) ? {status: 500, body: {error: 'error', reason: 'eacces'}} : undefined;
	const ids = await till.sell(30);
	await until('some were given up for the time being', () => till.link.status().refused.length >= 5);
	t.regex(till.link.status().problem ?? '', /eacces/);
	shop.wire.intercept = () => undefined;
	await until('all arrived', async () => (await arrived(shop)).length === ids.length);
	await until('the till knows', () => till.link.status().refused.length === 0 && till.link.status().waitingCount === 0);
	t.deepEqual(await arrived(shop), ids);
});

test('a month the server does not have yet holds its receipts until it has', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop);
	const november = await till.sell(2);
	const december = await till.sell(3, {businessDay: '2026-12-01'});
	await until('december is refused', () => till.link.status().refused.length === 3);
	t.true(till.link.status().refused.every(({reason}) => reason === 'server has no database receipts-2026-12'));
	t.deepEqual(await arrived(shop), november);
	await shop.ask('PUT', `${shop.database('receipts-2026-12')}?q=1`);
	await until('december arrived', async () => (await arrived(shop, 'receipts-2026-12')).length === 3);
	t.deepEqual(await arrived(shop, 'receipts-2026-12'), december);
	await until('the till knows', () => till.link.status().refused.length === 0);
	t.false((await arrived(shop, 'tills')).some(id => id.startsWith('refused:')));
});

test('a receipt altered into something no entry can be is refused by the till itself, and does not hold up the others', async t => {
	const shop = await openShop(t);
	const dataDir = temporaryFolder(t);
	shop.wire.away = true;
	const till = await openTill(t, shop, {dataDir});
	const [first = '', second = ''] = await till.sell(2);
	await till.stop();
	const file = openSqlite(join(dataDir, `receipts-${month}.sqlite`));
	file.run(`UPDATE 'by-sequence' SET json = replace(json, '"entry":1,', '"entry":1.5,')`);
	await file.close();
	shop.wire.away = false;
	const again = await openTill(t, shop, {dataDir});
	await until('the other arrived', async () => (await arrived(shop)).includes(second));
	t.is(again.link.status().refused[0]?.id, first);
	t.regex(again.link.status().refused[0]?.reason ?? '', /own file was altered: .*whole/);
	await until('its copy is there', async () => (await arrived(shop, 'tills')).some(id => id.startsWith('refused:')));
});

test('a server restored from an older backup gets the receipts it lost', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop);
	const ids = await till.sell(10);
	await until('all arrived', () => till.link.status().waitingCount === 0);
	shop.wire.away = true;
	shop.wire.cut();
	await shop.ask('DELETE', shop.database(receipts));
	await until('the name is free', async () => (await shop.ask('PUT', `${shop.database(receipts)}?q=1`)).status === 201);
	for (const id of ids.slice(0, 6)) {
		const {document} = (await till.replica.book.get(id)) ?? {};
		const _rev = revisionOf(String(document?.['digest']));
		await shop.ask('POST', `${shop.database(receipts)}/_bulk_docs`, {new_edits: false, docs: [{...document, _rev}]});
	}
	const {document: sixth} = (await till.replica.book.get(String(ids[5]))) ?? {};
	const head = {type: 'head', schema: 1, till: 'anna', at: '2026-11-23T10:00:00Z', entry: 6, digest: sixth?.['digest']};
	await shop.put('tills', {_id: 'head:anna', ...head});
	shop.wire.requests.length = 0;
	shop.wire.away = false;
	await until('the lost ones are back', async () => (await arrived(shop)).length === 10);
	t.deepEqual(await arrived(shop), ids);
	const sent = shop.wire.requests.filter(isBulk).map(({body}) => (JSON.parse(body) as {docs: unknown[]}).docs.length);
	t.deepEqual(sent, [4]);
});

test('a watcher that lags makes the till compare, and send nothing', async t => {
	const shop = await openShop(t);
	const head = {type: 'head', schema: 1, till: 'anna', at: '2026-11-23T10:00:00Z', entry: 1, digest: '0'.repeat(64)};
	await shop.put('tills', {_id: 'head:anna', ...head});
	const till = await openTill(t, shop);
	await till.sell(5);
	await until('it compared', () => shop.wire.requests.some(({path}) => path.includes('_all_docs')));
	const bulk = shop.wire.requests.filter(isBulk);
	const sent = bulk.flatMap(({body}) => (JSON.parse(body) as {docs: {_id: string}[]}).docs.map(({_id}) => _id));
	t.is(sent.length, new Set(sent).size);
});

test('the till says on the server how it is', async t => {
	const shop = await openShop(t);
	const sharedCodes = Array.from({length: 120}, (_, index) => ({code: String(index), products: ['1', '2']}));
	const till = await openTill(t, shop, {describe: () => ({version: '1', devices: {}, sharedCodes, setAside: []})});
	await until('its status is there', () => shop.get('tills', 'status:anna'));
	await refuseWhen(shop, 'true');
	await till.sell();
	await until('it says what is refused', async () => (await shop.get('tills', 'status:anna'))?.['refusedCount'] === 1);
	const status = readTillsDocument((await shop.get('tills', 'status:anna')) ?? {});
	t.like(status, {
		ok: true,
		value: {till: 'anna', waitingCount: 0, refusedCount: 1, sharedCodes: {length: 100}, sharedCodeCount: 120},
	});
});

test('a till that may not say how it is sells and sends all the same, and shows why', async t => {
	const shop = await openShop(t);
	shop.wire.intercept = ({path}) =>
		path.includes('status%3A') ? {status: 403, body: {error: 'forbidden', reason: 'not yours'}} : undefined;
	const till = await openTill(t, shop);
	await till.sell(2);
	await until('they arrived', async () => (await arrived(shop)).length === 2);
	await until('it shows why', () => /status: .*not yours/.test(till.link.status().problem ?? ''));
	t.is(till.link.status().waitingCount, 0);
});
