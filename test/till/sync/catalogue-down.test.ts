import anyTest from 'ava';
import {temporaryFolder} from '../replica/folder.ts';
import {clock, isLive, type LinkedTill, openShop, openTill, type Shop, until, untilFollowing} from './shop.ts';

// One shop at a time: the waits of these tests are short, and a busy machine would look like a silent server.
const test = anyTest.serial;

const milk = 'product:milk';

async function fill(shop: Shop, count: number, fields: object = {}): Promise<void> {
	const docs = Array.from({length: count}, (_, number) => ({
		_id: `product:${String(number).padStart(6, '0')}`,
		type: 'product',
		name: 'Mąka żytnia',
		priceGrosze: 100 + number,
		...fields,
	}));
	await shop.ask('POST', `${shop.database('catalogue')}/_bulk_docs`, {docs});
}

async function held({replica}: LinkedTill, id = milk) {
	return (await replica.catalogue.all()).find(document => document._id === id);
}

async function isWhole(till: LinkedTill, count: number): Promise<boolean> {
	return isLive(till) && (await till.replica.catalogue.all()).length === count;
}

test('a new till loads the whole catalogue and then is live', async t => {
	const shop = await openShop(t);
	await fill(shop, 2500);
	const till = await openTill(t, shop);
	await until('the catalogue is whole', () => isWhole(till, 2500));
	t.is((await held(till, 'product:000007'))?.['name'], 'Mąka żytnia');
	t.truthy(till.link.status().catalogueAsOf);
});

test('a price changed on the server is in the replica, and took no request', async t => {
	const shop = await openShop(t);
	const rev = await shop.put('catalogue', {_id: milk, priceGrosze: 299});
	const till = await openTill(t, shop);
	await untilFollowing(shop, till);
	const streams = () => shop.wire.requests.filter(({path}) => path.startsWith(shop.database('catalogue'))).length;
	const before = streams();
	await shop.put('catalogue', {_id: milk, _rev: rev, priceGrosze: 349});
	await until('the price is there', async () => (await held(till))?.['priceGrosze'] === 349);
	t.is(streams(), before);
});

test('a product deleted on the server is gone, and one that comes back is there again', async t => {
	const shop = await openShop(t);
	const rev = await shop.put('catalogue', {_id: milk, priceGrosze: 299});
	const till = await openTill(t, shop);
	await until('the milk is there', () => held(till));
	await shop.put('catalogue', {_id: milk, _rev: rev, _deleted: true});
	await until('the milk is gone', async () => (await held(till)) === undefined);
	await shop.put('catalogue', {_id: milk, priceGrosze: 319});
	await until('the milk is there', () => held(till));
	t.is((await held(till))?.['priceGrosze'], 319);
});

test('a stream cut in the middle of a row resumes where it stopped', async t => {
	const shop = await openShop(t);
	const dataDir = temporaryFolder(t);
	const yesterday = await openTill(t, shop, {dataDir});
	await until('the till is live', () => isLive(yesterday));
	await yesterday.stop();
	await fill(shop, 300);
	shop.wire.requests.length = 0;
	shop.wire.cutStreamsAfterBytes.push(5003, 20_011, 1);
	const till = await openTill(t, shop, {dataDir});
	await until('the catalogue is whole', () => isWhole(till, 300));
	const starts = shop.wire.requests
		.filter(({path}) => path.includes('feed=continuous'))
		.map(({path}) => Number.parseInt(new URLSearchParams(path.split('?')[1]).get('since') ?? '', 10));
	t.is(starts.length, 4);
	t.is(starts[0], 0);
	t.true(Number(starts[1]) > 0 && Number(starts[2]) > Number(starts[1]) && starts[3] === starts[2]);
});

test('changes made while the server was away arrive when it returns', async t => {
	const shop = await openShop(t);
	await shop.put('catalogue', {_id: milk, priceGrosze: 299});
	const till = await openTill(t, shop);
	await until('the milk is there', () => held(till));
	shop.wire.away = true;
	shop.wire.cut();
	await until('the till waits', () => till.link.status().state === 'waiting');
	const since = till.link.status().since;
	await shop.put('catalogue', {_id: 'product:tea', priceGrosze: 899});
	t.is(till.link.status().since, since);
	shop.wire.away = false;
	await until('the tea is there', () => held(till, 'product:tea'));
	await until('the till is live', () => isLive(till));
	await until('nothing is wrong any more', () => till.link.status().problem === undefined);
});

test('a server that has gone silent is left and asked anew', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop, {timings: {heartbeatMs: 300}});
	await untilFollowing(shop, till);
	shop.wire.silence();
	await until('the silence is noticed', () =>
		till.sentences.some(sentence => /said nothing for 600 ms/.test(sentence)),
	);
	await shop.put('catalogue', {_id: milk, priceGrosze: 299});
	await until('the milk is there', () => held(till));
	t.true(isLive(till));
});

test('while the server is quiet its heartbeats say that the catalogue is still right', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop);
	await until('the till is live', () => isLive(till));
	const before = String(till.link.status().catalogueAsOf);
	await until('a heartbeat came', () => String(till.link.status().catalogueAsOf) > before);
	t.true(isLive(till));
});

test('a till that was off continues from its cursor', async t => {
	const shop = await openShop(t);
	await fill(shop, 50);
	const dataDir = temporaryFolder(t);
	const yesterday = await openTill(t, shop, {dataDir});
	await until('the catalogue is whole', () => isWhole(yesterday, 50));
	await yesterday.stop();
	await shop.put('catalogue', {_id: milk, priceGrosze: 299});
	const batches: number[] = [];
	const today = await openTill(t, shop, {dataDir});
	today.replica.catalogue.onApplied(documents => batches.push(documents.length));
	await until('the milk is there', () => held(today));
	t.deepEqual(batches, [1]);
});

test('a catalogue made anew is read from the start, and what it does not have is removed', async t => {
	const shop = await openShop(t);
	await fill(shop, 20);
	const dataDir = temporaryFolder(t);
	const before = await openTill(t, shop, {dataDir});
	await until('the catalogue is whole', () => isWhole(before, 20));
	await before.stop();
	await shop.ask('DELETE', shop.database('catalogue'));
	await until(
		'the name is free',
		async () => (await shop.ask('PUT', `${shop.database('catalogue')}?q=1`)).status === 201,
	);
	await fill(shop, 5, {name: 'Mąka pszenna'});
	const after = await openTill(t, shop, {dataDir});
	await until('only the new is there', () => isWhole(after, 5));
	t.deepEqual(new Set((await after.replica.catalogue.all()).map(({name}) => name)), new Set(['Mąka pszenna']));
});

test('a server restored from an older backup is read from the start: its older price is the price', async t => {
	const shop = await openShop(t);
	const rev = await shop.put('catalogue', {_id: milk, priceGrosze: 299});
	const dataDir = temporaryFolder(t);
	const before = await openTill(t, shop, {dataDir});
	await until('the milk is there', () => held(before));
	await before.stop();
	// The till saw a newer price and newer goods, all of which the backup does not have.
	const {replica, stop} = await openTill(t, {...shop, wire: {...shop.wire, url: 'http://127.0.0.1:9'}}, {dataDir});
	const cursor = replica.catalogue.cursor();
	if (cursor === undefined) return t.fail();
	await replica.catalogue.apply(
		[
			{document: {_id: milk, _rev: `2-${'f'.repeat(32)}`, priceGrosze: 349}},
			{document: {_id: 'product:tea', _rev: `1-${'f'.repeat(32)}`, priceGrosze: 899}},
		],
		{...cursor, since: '999-later'},
	);
	await stop();
	const after = await openTill(t, shop, {dataDir});
	await until('the older price is back', async () => (await held(after))?.['priceGrosze'] === 299);
	await until('the tea is gone', () => isWhole(after, 1));
	await shop.put('catalogue', {_id: milk, _rev: rev, priceGrosze: 319});
	await until('the next price is there', async () => (await held(after))?.['priceGrosze'] === 319);
	t.is((await after.replica.catalogue.revisions([milk])).get(milk)?.liveLeaves, 1);
});

test('an empty catalogue on the server leaves the till with its own, and says so', async t => {
	const shop = await openShop(t);
	await fill(shop, 3);
	const dataDir = temporaryFolder(t);
	const before = await openTill(t, shop, {dataDir});
	await until('the catalogue is whole', () => isWhole(before, 3));
	await before.stop();
	await shop.ask('DELETE', shop.database('catalogue'));
	await until(
		'the name is free',
		async () => (await shop.ask('PUT', `${shop.database('catalogue')}?q=1`)).status === 201,
	);
	const after = await openTill(t, shop, {dataDir});
	await until('the till says so', () => /catalogue is empty/.test(after.link.status().problem ?? ''));
	t.is((await after.replica.catalogue.all()).length, 3);
});

test('of two versions in conflict the till has the one the server shows', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop);
	const write = (...docs: readonly object[]) =>
		shop.ask('POST', `${shop.database('catalogue')}/_bulk_docs`, {new_edits: false, docs});
	const [low, high] = ['1'.repeat(32), 'e'.repeat(32)];
	await write({_id: milk, _rev: `1-${low}`, priceGrosze: 100});
	await until('the first is there', async () => (await held(till))?.['priceGrosze'] === 100);
	await write({_id: milk, _rev: `1-${high}`, priceGrosze: 200});
	await until('the winner is there', async () => (await held(till))?.['priceGrosze'] === 200);
	t.is((await till.replica.catalogue.revisions([milk])).get(milk)?.liveLeaves, 1);
	await write({
		_id: milk,
		_rev: `2-${'a'.repeat(32)}`,
		_deleted: true,
		_revisions: {start: 2, ids: ['a'.repeat(32), high]},
	});
	await until('the first is the price again', async () => (await held(till))?.['priceGrosze'] === 100);
	await write({
		_id: milk,
		_rev: `2-${'b'.repeat(32)}`,
		_deleted: true,
		_revisions: {start: 2, ids: ['b'.repeat(32), low]},
	});
	await until('nothing is left', async () => (await held(till)) === undefined);
});

test('rows come through a compressing proxy one by one', async t => {
	const shop = await openShop(t);
	shop.wire.compressesStreams = true;
	const till = await openTill(t, shop);
	await until('the till is live', () => isLive(till));
	for (const priceGrosze of [299, 349, 319]) {
		const rev = (await shop.get('catalogue', milk))?.['_rev'];
		const startedMs = clock.now();
		await shop.put('catalogue', {_id: milk, priceGrosze, ...(rev !== undefined && {_rev: rev})});
		await until('the price is there', async () => (await held(till))?.['priceGrosze'] === priceGrosze);
		t.log(`${priceGrosze}: ${clock.now() - startedMs} ms`);
	}
	t.is(shop.wire.requests.filter(({path}) => path.includes('feed=continuous')).length, 1);
});

test('a wrong password is said, and does not knock until the till is locked out', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop, {password: 'wrong'});
	await till.sell(3);
	await until('the till says so', () => till.link.status().state === 'unauthorised');
	t.regex(till.link.status().problem ?? '', /does not let this till in/);
	await till.sell(3);
	t.is(shop.wire.requests.length, 1);
	t.is(till.link.status().waitingCount, 6);
});

test('a link can be stopped at any moment', async t => {
	const shop = await openShop(t);
	await fill(shop, 2000);
	const early = await openTill(t, shop);
	await early.stop();
	const loading = await openTill(t, shop);
	await until('it loads', () => loading.link.status().state === 'catching-up');
	await loading.stop();
	shop.wire.stalled = true;
	const hanging = await openTill(t, shop);
	await until('it asks', () => shop.wire.requests.at(-1)?.path === '/');
	await hanging.stop();
	t.pass();
});
