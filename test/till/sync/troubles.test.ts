/** What goes wrong with a link beyond the server being away: what the till does then, and what the cashier is told. */
import {cpSync} from 'node:fs';
import {join} from 'node:path';
import anyTest from 'ava';
import type {LinkTrouble} from '../../../till/domain/link.ts';
import {openCatalogue} from '../../../till/replica/catalogue-replica.ts';
import type {Replica} from '../../../till/replica/replica.ts';
import {openState} from '../../../till/replica/state-file.ts';
import {temporaryFolder} from '../replica/folder.ts';
import {clock, isLive, type LinkedTill, month, openShop, openTill, type Shop, until, untilQuiet} from './shop.ts';

// One shop at a time: the waits of these tests are short, and a busy machine would look like a silent server.
const test = anyTest.serial;

const receipts = `receipts-${month}`;
const goods = (count: number, fields: object = {}) =>
	Array.from({length: count}, (_, number) => ({_id: `product:${number}`, name: 'Mąka żytnia', ...fields}));

async function fill(shop: Shop, docs: readonly object[]): Promise<void> {
	await shop.ask('POST', `${shop.database('catalogue')}/_bulk_docs`, {docs});
}

async function makeAnew(shop: Shop, name: string): Promise<void> {
	const path = shop.database(name);
	await shop.ask('DELETE', path);
	await until('the name is free', async () => (await shop.ask('PUT', `${path}?q=1`)).status === 201);
}

const trouble = ({link}: LinkedTill): LinkTrouble | undefined => link.status().trouble;

/** The troubles the cashier was told of, each as long as it stayed the same once. */
function troublesOf(till: LinkedTill): readonly (LinkTrouble['code'] | undefined)[] {
	const told: (LinkTrouble['code'] | undefined)[] = [];
	till.link.onStatus(status => {
		if (told.length === 0 || told.at(-1) !== status.trouble?.code) told.push(status.trouble?.code);
	});
	return told;
}

async function isWhole(till: LinkedTill, count: number): Promise<boolean> {
	return isLive(till) && (await till.replica.catalogue.all()).length === count;
}

test('a server restored from an older backup: the till says that it reads another catalogue, until it has', async t => {
	const shop = await openShop(t);
	await fill(shop, goods(3));
	const till = await openTill(t, shop);
	await until('the catalogue is whole', () => isWhole(till, 3));
	const told = troublesOf(till);
	const cursor = till.replica.catalogue.cursor();
	if (cursor === undefined) return t.fail();
	shop.wire.away = true;
	shop.wire.cut();
	await until('the till waits', () => till.link.status().state === 'waiting');
	// What a backup does not have: the till has read on to where the restored server has never been.
	till.replica.catalogue.keepCursor({...cursor, since: '999-later'});
	shop.wire.away = false;
	await until('the till is live', () => isLive(till));
	t.deepEqual(told.slice(0, 3), [undefined, 'catalogue-anew', undefined]);
	t.is((await till.replica.catalogue.all()).length, 3);
});

test('a catalogue deleted and made anew: the till sells from its own while it is empty, and reads it when it is not', async t => {
	const shop = await openShop(t);
	await fill(shop, goods(3));
	const till = await openTill(t, shop);
	await until('the catalogue is whole', () => isWhole(till, 3));
	await makeAnew(shop, 'catalogue');
	await until('the till says so', () => trouble(till)?.code === 'catalogue-empty');
	t.is((await till.replica.catalogue.all()).length, 3);
	await fill(shop, goods(2));
	till.link.sendNow();
	await until('the new one is there', () => isWhole(till, 2));
	t.is(trouble(till), undefined);
});

test('receipts whose database was deleted wait and say so, and go there when it is made anew', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop);
	await until('the till is live', () => isLive(till));
	await shop.ask('DELETE', shop.database(receipts));
	await until('it is gone', async () => (await shop.ask('GET', shop.database(receipts))).status === 404);
	const [id = ''] = await till.sell();
	await until('the till says so', () => trouble(till)?.code === 'month-missing');
	t.deepEqual(trouble(till), {code: 'month-missing', month});
	t.like(till.link.status(), {refused: {0: {id}}});
	await until('it can be made', async () => (await shop.ask('PUT', `${shop.database(receipts)}?q=1`)).status === 201);
	await until('the receipt is there', () => shop.get(receipts, id));
	await until('nothing is wrong any more', () => trouble(till) === undefined);
});

test('a till whose clock is wrong says by how much, works on, and says no more when it is put right', async t => {
	const shop = await openShop(t);
	let offMs = 3 * 3_600_000;
	const till = await openTill(t, shop, {clock: {...clock, now: () => clock.now() + offMs}});
	await until('the till says so', () => trouble(till)?.code === 'clock-wrong');
	t.deepEqual(trouble(till), {code: 'clock-wrong', aheadMs: offMs});
	t.regex(till.link.status().problem ?? '', /the till's clock is 180 minutes ahead of the server's/);
	const [id = ''] = await till.sell();
	await until('the receipt is there', () => shop.get(receipts, id));
	offMs = -600_000;
	await till.sell();
	await until('it is slow now', () => till.link.status().problem?.includes('10 minutes behind'));
	t.deepEqual(trouble(till), {code: 'clock-wrong', aheadMs: offMs});
	await until(
		'the server knows by how much',
		async () => (await shop.get('tills', 'status:anna'))?.['clockAheadMinutes'] === -10,
	);
	offMs = -60_000;
	await till.sell();
	await until('a minute is nobody’s business', () => trouble(till) === undefined);
	t.false((till.link.status().problem ?? '').includes('clock'));
	const isRight = async () => {
		const status = await shop.get('tills', 'status:anna');
		return status !== undefined && !('clockAheadMinutes' in status || 'problem' in status);
	};
	await until('the server knows that it is right', isRight);
});

test('a full disk: new prices are not stored and the till says so, receipts go on, and on a bigger disk all is there', async t => {
	const shop = await openShop(t);
	await fill(shop, goods(20));
	const [smallDisk, bigDisk] = [join(temporaryFolder(t), 'catalogue'), join(temporaryFolder(t), 'catalogue')];
	const small = await openPart(smallDisk, {sizeBytesMax: 400_000});
	const dataDir = temporaryFolder(t);
	const full = await openTill(t, shop, {dataDir, catalogue: small.catalogue});
	await until('the catalogue is whole', () => isWhole(full, 20));
	const news = goods(520).slice(20);
	await fill(
		shop,
		news.map(document => ({...document, description: 'x'.repeat(2000)})),
	);
	await until('the till says so', () => trouble(full)?.code === 'disk-full');
	const [id = ''] = await full.sell();
	await until('the receipt is there', () => shop.get(receipts, id));
	t.true((await full.replica.catalogue.all()).length >= 20);
	await full.stop();
	await small.close();
	cpSync(smallDisk, bigDisk, {recursive: true});
	const big = await openPart(bigDisk, {});
	const again = await openTill(t, shop, {dataDir, catalogue: big.catalogue});
	await until('the catalogue is whole', () => isWhole(again, 520));
	t.is(trouble(again), undefined);
	await again.stop();
	await big.close();
});

async function openPart(folder: string, limits: {readonly sizeBytesMax?: number}) {
	const state = openState(folder);
	const catalogue = await openCatalogue(folder, state, limits);
	const close = async () => {
		await catalogue.close();
		await state.close();
	};
	return {catalogue, close};
}

test('a disk that takes no more, and then does again: the till says so as long as it is so', async t => {
	const shop = await openShop(t);
	await fill(shop, goods(3));
	const part = await openPart(join(temporaryFolder(t), 'catalogue'), {});
	let failure: Error | undefined;
	const catalogue: Replica['catalogue'] = {
		pages: () => part.catalogue.pages(),
		all: () => part.catalogue.all(),
		isEmpty: () => part.catalogue.isEmpty(),
		cursor: () => part.catalogue.cursor(),
		revisions: ids => part.catalogue.revisions(ids),
		apply: async (changes, cursor) => {
			if (failure !== undefined) throw failure;
			await part.catalogue.apply(changes, cursor);
		},
		keepCursor: cursor => part.catalogue.keepCursor(cursor),
		keepOnly: (kept, range) => part.catalogue.keepOnly(kept, range),
		onApplied: listener => part.catalogue.onApplied(listener),
	};
	const till = await openTill(t, shop, {catalogue});
	await until('the catalogue is whole', () => isWhole(till, 3));
	failure = new Error('SQLITE_IOERR: disk I/O error');
	await fill(shop, goods(4).slice(3));
	await until('the till says so', () => trouble(till)?.code === 'disk-failed');
	failure = Object.assign(new Error('wrapped'), {reason: 'database or disk is full'});
	await until('the till says why', () => trouble(till)?.code === 'disk-full');
	failure = undefined;
	await until('the catalogue is whole', () => isWhole(till, 4));
	t.is(trouble(till), undefined);
	await till.stop();
	await part.close();
});

test('a receipt whose mark the disk did not take is sent again without anybody asking', async t => {
	const shop = await openShop(t);
	// Looking for missing months would send it as well, a minute later.
	const till = await openTill(t, shop, {timings: {missingMonthRetryMs: 60_000}});
	await untilQuiet(shop, till);
	const {book} = till.replica;
	const markSent = book.markSent.bind(book);
	const failures: string[] = [];
	book.markSent = () => {
		failures.push('full');
		throw new Error('database or disk is full');
	};
	const [id = ''] = await till.sell();
	await until('the till says so', () => trouble(till)?.code === 'disk-full' && failures.length > 1);
	t.truthy(await shop.get(receipts, id));
	book.markSent = markSent;
	await until('it is marked', () => till.link.status().waitingCount === 0);
	await until('nothing is wrong any more', () => trouble(till) === undefined);
});

test('a server without a catalogue says no: the till says so, sends its receipts, and goes on by itself', async t => {
	const shop = await openShop(t);
	await fill(shop, goods(3));
	await shop.ask('DELETE', shop.database('catalogue'));
	const till = await openTill(t, shop);
	await until('the till says so', () => till.link.status().state === 'refused');
	t.regex(till.link.status().problem ?? '', /catalogue: the server answered 404/);
	const [id = ''] = await till.sell();
	await until('the receipt is there', () => shop.get(receipts, id));
	await until('the office can read it', async () =>
		/404/.test(String((await shop.get('tills', 'status:anna'))?.['problem'])),
	);
	t.is(till.link.status().state, 'refused');
	await until(
		'it can be made',
		async () => (await shop.ask('PUT', `${shop.database('catalogue')}?q=1`)).status === 201,
	);
	await until('the till is live', () => isLive(till));
});

test('a feed with heartbeats that brings nothing any more is left, and one that is only quiet is not', async t => {
	const shop = await openShop(t);
	const till = await openTill(t, shop, {timings: {feedCheckMs: 200, heartbeatMs: 300}});
	const streams = () => shop.wire.requests.filter(({path}) => path.includes('feed=continuous')).length;
	const checks = () => shop.wire.requests.filter(({path}) => path === shop.database('catalogue')).length;
	await until('the till is live', () => isLive(till));
	await until('the feed was looked at several times', () => checks() > 3);
	t.is(streams(), 1);
	shop.wire.wedge();
	await fill(shop, goods(1));
	await until('the price is there', () => isWhole(till, 1));
	t.is(streams(), 2);
	t.true(till.sentences.some(sentence => /feed no longer brings/.test(sentence)));
});
