/** Old months of a till that sends its receipts: dropped when the server has them, and only then. */
import anyTest, {type ExecutionContext} from 'ava';
import {revisionOf} from '../../../till/domain/chain.ts';
import type {ResendReport} from '../../../till/domain/link.ts';
import {ok} from '../../../till/domain/result.ts';
import {OldMonths} from '../../../till/sync/old-months.ts';
import {ReceiptsUp} from '../../../till/sync/receipts-up.ts';
import {openServer} from '../../../till/sync/server.ts';
import {temporaryFolder} from '../replica/folder.ts';
import {clock, type LinkedTill, openShop, openTill, type Shop, until} from './shop.ts';

// One shop at a time: the waits of these tests are short, and a busy machine would look like a silent server.
const test = anyTest.serial;

const months = ['2026-08', '2026-09', '2026-10', '2026-11'] as const;
/** Entries 1 to 4 are of August, 5 to 8 of September, 9 to 12 of October, 13 to 15 of November. */
const lastEntry = 15;

async function sellFourMonths(t: ExecutionContext, wishes: Parameters<typeof openTill>[2] = {}) {
	const shop = await openShop(t);
	for (const month of months.slice(0, 3)) await shop.ask('PUT', `${shop.database(`receipts-${month}`)}?q=1`);
	const till = await openTill(t, shop, wishes);
	for (const month of months) {
		await till.sell(3, {type: 'receipt', businessDay: `${month}-20`});
		if (month !== '2026-11') await till.sell(1, {type: 'seal', businessDay: `${month}-30`});
	}
	await until('all arrived', () => till.link.status().waitingCount === 0);
	return {shop, till};
}

/** The watcher's account of the till. */
async function putHead(shop: Shop, {replica}: LinkedTill, entry: number, digest?: string): Promise<void> {
	const [own] = await replica.book.from(entry, 1);
	const before = await shop.get('tills', 'head:anna');
	await shop.put('tills', {
		_id: 'head:anna',
		...(before && {_rev: before['_rev']}),
		type: 'head',
		schema: 1,
		till: 'anna',
		at: '2026-11-23T10:00:00Z',
		entry,
		digest: digest ?? own?.document['digest'],
	});
}

const monthsOf = async ({replica}: LinkedTill) => (await replica.book.months()).map(({month}) => month);
const problemOf = ({link}: LinkedTill) => link.status().problem ?? '';

/** It has looked for old months so many times, as the server sees it. */
async function untilLooked(shop: Shop, times = 2): Promise<void> {
	shop.wire.requests.length = 0;
	const looks = () => shop.wire.requests.filter(({path}) => path.includes('head%3Aanna')).length;
	await until('it looked', () => looks() >= times);
}

async function lose(shop: Shop, month: string, lost: (entry: number) => boolean): Promise<void> {
	const path = shop.database(`receipts-${month}`);
	const {body} = await shop.ask('GET', `${path}/_all_docs?include_docs=true`);
	const {rows} = body as {readonly rows: readonly {readonly id: string; readonly doc: object}[]};
	await shop.ask('DELETE', path);
	await until('the name is free', async () => (await shop.ask('PUT', `${path}?q=1`)).status === 201);
	const docs = rows.filter(({id}) => !lost(Number(id.split(':')[2]))).map(({doc}) => doc);
	await shop.ask('POST', `${path}/_bulk_docs`, {new_edits: false, docs});
}

test('a till drops the months that are too many as soon as the server is past their seals, and fewer are kept at once', async t => {
	const {shop, till} = await sellFourMonths(t);
	till.link.setMonthsKept(3);
	await putHead(shop, till, 3);
	await untilLooked(shop);
	t.deepEqual(await monthsOf(till), months, 'August is not all held');
	await putHead(shop, till, lastEntry);
	await until('August is gone', async () => (await monthsOf(till)).length === 3);
	t.deepEqual(await monthsOf(till), months.slice(1));
	await until('it says so', () => till.sentences.includes('2026-08 is dropped: the server has all of it'));
	till.link.setMonthsKept(1);
	await until('November is left', async () => (await monthsOf(till)).length === 1);
	t.deepEqual(await monthsOf(till), ['2026-11']);
	t.is(till.replica.book.head().entry, lastEntry);
	await till.sell();
	await until('it sells on', () => till.link.status().lastSent?.id.includes(':00000016:'));
});

test('nothing is dropped before the till is told how many months it keeps', async t => {
	const {shop, till} = await sellFourMonths(t);
	await putHead(shop, till, lastEntry);
	const {book} = till.replica;
	const {username: user, password} = new URL(shop.url);
	const address = {url: shop.wire.url, user, password, prefix: shop.prefix};
	const server = openServer({address, timeoutMs: 3000, signal: new AbortController().signal});
	const old = new OldMonths({server, book, till: 'anna', receipts: new ReceiptsUp({server, book, clock})});
	t.deepEqual(await old.drop(), ok({dropped: []}));
	t.true(old.keep(3));
	t.false(old.keep(3));
	t.deepEqual(await old.drop(), ok({dropped: ['2026-08']}));
	t.deepEqual(await old.drop(), ok({dropped: []}));
});

test('an account of another book drops nothing, and is told', async t => {
	const {shop, till} = await sellFourMonths(t);
	await putHead(shop, till, lastEntry, 'f'.repeat(64));
	till.link.setMonthsKept(1);
	await until('it is told', () => /old months: .*entry 15 of this till is not the till's own/.test(problemOf(till)));
	t.deepEqual(await monthsOf(till), months);
	await putHead(shop, till, lastEntry);
	await until('November is left', async () => (await monthsOf(till)).length === 1);
	await until('nothing is wrong any more', () => !problemOf(till).includes('old months'));
});

test('an account that is further than the till itself drops nothing', async t => {
	const {shop, till} = await sellFourMonths(t);
	await putHead(shop, till, 400, 'f'.repeat(64));
	till.link.setMonthsKept(1);
	await untilLooked(shop);
	t.deepEqual(await monthsOf(till), months);
});

test('a month the server says it holds and has lost an entry of stays, until that is sent again', async t => {
	const {shop, till} = await sellFourMonths(t);
	await lose(shop, '2026-09', entry => entry === 6);
	await putHead(shop, till, lastEntry);
	till.link.setMonthsKept(1);
	await until('it is told', () => /it lacks an entry of it/.test(problemOf(till)));
	t.regex(problemOf(till), /past 2026-09/);
	t.deepEqual(await monthsOf(till), months.slice(1), 'August is gone, and what comes after September waits for it');
	t.is((await till.link.resend({from: '2026-09-01', to: '2026-09-30'})).newCount, 1);
	await until('November is left', async () => (await monthsOf(till)).length === 1);
});

test('what the server has otherwise is put beside it before its month is dropped', async t => {
	const {shop, till} = await sellFourMonths(t);
	const [third] = await till.replica.book.from(3, 1);
	if (third === undefined) return t.fail();
	await lose(shop, '2026-08', entry => entry === 3);
	const impostor = {...third.document, _rev: `1-${'f'.repeat(32)}`, cashier: {id: 'k9', name: 'Nobody'}};
	await shop.ask('POST', `${shop.database('receipts-2026-08')}/_bulk_docs`, {new_edits: false, docs: [impostor]});
	await putHead(shop, till, lastEntry);
	till.link.setMonthsKept(3);
	await until('August is gone', async () => (await monthsOf(till)).length === 3);
	const path = `${shop.database('receipts-2026-08')}/${encodeURIComponent(third._id)}`;
	const own = await shop.ask('GET', `${path}?rev=${revisionOf(String(third.document['digest']))}`);
	t.is(own.status, 200, "the till's own content is on the server");
});

test('a refused receipt keeps its month and the ones after it on the till', async t => {
	const {shop, till} = await sellFourMonths(t);
	const [sixth] = await till.replica.book.from(6, 1);
	till.replica.book.markRefused([{id: String(sixth?._id), month: '2026-09', reason: 'forbidden: not today'}], '');
	await putHead(shop, till, lastEntry);
	till.link.setMonthsKept(1);
	await until('August is gone', async () => (await monthsOf(till)).length === 3);
	await untilLooked(shop);
	t.deepEqual(await monthsOf(till), months.slice(1));
	till.link.retryRefused();
	await until('November is left', async () => (await monthsOf(till)).length === 1);
});

test('a till that could not ask for old months does so when the server answers again', async t => {
	const {shop, till} = await sellFourMonths(t, {timings: {oldMonthsIntervalMs: 600_000}});
	await putHead(shop, till, lastEntry);
	shop.wire.intercept = ({path}) =>
		path.includes('head%3Aanna') ? {status: 503, body: {error: 'busy', reason: 'not now'}} : undefined;
	till.link.setMonthsKept(3);
	await until('it asked', () => till.sentences.some(sentence => /old months: not now.*503 busy/.test(sentence)));
	t.false(problemOf(till).includes('old months'));
	shop.wire.intercept = () => undefined;
	till.link.sendNow();
	await until('August is gone', async () => (await monthsOf(till)).length === 3);
});

test('a period that begins before what the till still has is sent again as far as it goes, and says from where', async t => {
	const {shop, till} = await sellFourMonths(t);
	const whole = await till.link.resend({from: '2026-08-01', to: '2026-09-30'});
	t.deepEqual([whole.checkedCount, whole.heldFrom], [8, undefined]);
	await putHead(shop, till, lastEntry);
	till.link.setMonthsKept(3);
	await until('August is gone', async () => (await monthsOf(till)).length === 3);
	const part = await till.link.resend({from: '2026-08-01', to: '2026-09-30'});
	t.like(part, {checkedCount: 4, identicalCount: 4, heldFrom: '2026-09-20'});
	const rest = await till.link.resend({from: '2026-09-20', to: '2026-09-30'});
	t.deepEqual([rest.checkedCount, rest.heldFrom], [4, undefined]);
});

test('a period that is sent again while a month of it is being dropped is read after that', async t => {
	const {shop, till} = await sellFourMonths(t);
	await putHead(shop, till, lastEntry);
	let resending: Promise<ResendReport> | undefined;
	shop.wire.intercept = ({path}) => {
		if (path.includes('receipts-2026-08/_all_docs')) {
			resending ??= till.link.resend({from: '2026-08-01', to: '2026-09-30'});
		}
		return undefined;
	};
	till.link.setMonthsKept(3);
	await until('August is gone', async () => (await monthsOf(till)).length === 3);
	t.like(await resending, {checkedCount: 4, heldFrom: '2026-09-20'});
});

test('a server that lost receipts of a dropped month is told what cannot be sent again, and gets the others', async t => {
	const {shop, till} = await sellFourMonths(t);
	await putHead(shop, till, lastEntry);
	till.link.setMonthsKept(3);
	await until('August is gone', async () => (await monthsOf(till)).length === 3);
	await lose(shop, '2026-08', entry => entry >= 3);
	await lose(shop, '2026-09', entry => entry >= 7);
	const lost = await till.replica.book.from(7, 2);
	await putHead(shop, till, 2, 'e'.repeat(64));
	till.link.sendNow();
	await until(
		'September is whole',
		async () => (await shop.get('receipts-2026-09', String(lost[1]?._id))) !== undefined,
	);
	await until('it is told', () => /head: .*ends at entry 2.* no longer has entries 3 to 4/.test(problemOf(till)));
	await untilLooked(shop, 3);
	t.false(
		shop.wire.requests.some(({path}) => path.includes('_all_docs')),
		'it does not go on comparing',
	);
	await putHead(shop, till, lastEntry);
	till.link.sendNow();
	await until('nothing is wrong any more', () => !problemOf(till).includes('head:'));
});

test('a receipt that stays refused does not keep the till from seeing what the server lost after it', async t => {
	const {shop, till} = await sellFourMonths(t);
	const book = till.replica.book;
	const [second] = await book.from(2, 1);
	book.markRefused([{id: String(second?._id), month: '2026-08', reason: 'forbidden: not today'}], '');
	await lose(shop, '2026-11', entry => entry === 14);
	const [lost] = await book.from(14, 1);
	await putHead(shop, till, 1);
	till.link.sendNow();
	await until('it is back', async () => (await shop.get('receipts-2026-11', String(lost?._id))) !== undefined);
	t.is(till.link.status().refused.length, 1);
});

test('a till that was off while its months grew old drops them when it is switched on', async t => {
	const dataDir = temporaryFolder(t);
	const {shop, till} = await sellFourMonths(t, {dataDir});
	await putHead(shop, till, lastEntry);
	await till.stop();
	const morning = await openTill(t, shop, {dataDir});
	morning.link.setMonthsKept(2);
	await until('two are left', async () => (await monthsOf(morning)).length === 2);
	t.deepEqual(morning.replica.damages(), []);
});
