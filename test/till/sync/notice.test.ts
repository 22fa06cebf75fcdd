/** What the server has to say about a till: when it is read, what becomes of it, and what it never holds up. */
import anyTest, {type ExecutionContext} from 'ava';
import type {HeldNotice} from '../../../till/replica/replica.ts';
import {NoticeWatch} from '../../../till/sync/notice-watch.ts';
import {openServer} from '../../../till/sync/server.ts';
import {temporaryFolder} from '../replica/folder.ts';
import {clockThat, isLive, type LinkedTill, month, openShop, openTill, type Shop, until, untilQuiet} from './shop.ts';

// One shop at a time: the waits of these tests are short, and a busy machine would look like a silent server.
const test = anyTest.serial;

const receipts = `receipts-${month}`;
const id = 'notice:anna';
const at = '2026-11-23T10:00:00+01:00';
const intervalMs = 61_000;
const [gap, fork] = [
	{pl: 'Na serwerze brakuje wpisów tej kasy (2).', en: 'Entries of this till are missing on the server (2).'},
	{
		pl: 'Drugie urządzenie pisze pod nazwą tej kasy (1).',
		en: 'Another machine writes under the name of this till (1).',
	},
];

/** As the watcher does, over what it said before. */
async function say(shop: Shop, fields: object): Promise<void> {
	const before = await shop.get('tills', id);
	const rev = before && {_rev: before['_rev']};
	await shop.put('tills', {_id: id, ...rev, type: 'notice', schema: 1, till: 'anna', at, ...fields});
}

const told = ({link}: LinkedTill) => link.status().notice;
const readings = (shop: Shop) => shop.wire.requests.filter(({path}) => path.includes('notice%3Aanna')).length;

/** A till whose clock never comes to the next reading by itself, and the way to come to it. */
async function openPatientTill(t: ExecutionContext, shop: Shop) {
	const held: (() => void)[] = [];
	const till = await openTill(t, shop, {
		timings: {noticeIntervalMs: intervalMs},
		clock: clockThat(delayMs => (delayMs === intervalMs ? held : undefined)),
	});
	return {till, nextReading: () => held.shift()?.()};
}

test('a till reads what the server has to say about it when it connects, and each time the link is back', async t => {
	const shop = await openShop(t);
	await say(shop, {messages: [gap]});
	const till = await openTill(t, shop);
	await until('it is read', () => told(till) !== undefined);
	t.deepEqual(told(till), {at, messages: [gap]});
	shop.wire.away = true;
	shop.wire.cut();
	await until('the till waits', () => till.link.status().state === 'waiting');
	t.deepEqual(told(till), {at, messages: [gap]});
	await say(shop, {messages: [fork, gap]});
	shop.wire.away = false;
	await until('the new one is read', () => told(till)?.messages.length === 2);
});

test('it is read anew after ten minutes, and never for a receipt', async t => {
	const shop = await openShop(t);
	const {till, nextReading} = await openPatientTill(t, shop);
	await untilQuiet(shop, till);
	t.is(readings(shop), 1);
	await say(shop, {messages: [gap]});
	const ids = await till.sell(3);
	await until('they are sent', () => till.link.status().lastSent?.id === ids.at(-1));
	await till.sell();
	await until('all is sent', () => till.link.status().waitingCount === 0);
	t.is(readings(shop), 1);
	nextReading();
	await until('it is read', () => told(till) !== undefined);
	await say(shop, {messages: [gap, fork]});
	nextReading();
	await until('the next one is read', () => told(till)?.messages.length === 2);
	t.is(readings(shop), 3);
});

test('while the server is away nobody asks it for what it has to say', async t => {
	const shop = await openShop(t);
	const {till, nextReading} = await openPatientTill(t, shop);
	await untilQuiet(shop, till);
	shop.wire.away = true;
	shop.wire.cut();
	await until('the till waits', () => till.link.status().state === 'waiting');
	nextReading();
	await till.sell();
	await until('the receipt was tried', () => /receipts: /.test(till.link.status().problem ?? ''));
	shop.wire.away = false;
	await until('the till is live', () => isLive(till));
	await until('all is sent', () => till.link.status().waitingCount === 0);
	t.false(till.sentences.some(sentence => sentence.startsWith('notice:')));
});

test('a person who wants it has it read at once', async t => {
	const shop = await openShop(t);
	const {till} = await openPatientTill(t, shop);
	await untilQuiet(shop, till);
	await say(shop, {messages: [gap]});
	till.link.sendNow();
	await until('it is read', () => told(till) !== undefined);
	await say(shop, {messages: []});
	till.link.sendNow();
	await until('nothing is told any more', () => told(till) === undefined);
	t.is(till.link.status().problem, undefined);
});

test('a notice that is not there any more is none', async t => {
	const shop = await openShop(t);
	await say(shop, {messages: [gap]});
	const till = await openTill(t, shop);
	await until('it is read', () => told(till) !== undefined);
	const rev = String((await shop.get('tills', id))?.['_rev']);
	await shop.ask('DELETE', `${shop.database('tills')}/${encodeURIComponent(id)}?rev=${rev}`);
	till.link.sendNow();
	await until('nothing is told any more', () => told(till) === undefined);
	t.is(till.link.status().problem, undefined);
});

test('one that cannot be read is told as a problem, leaves what was known, and holds nothing up', async t => {
	const shop = await openShop(t);
	await say(shop, {messages: [gap]});
	const till = await openTill(t, shop);
	await until('it is read', () => told(till) !== undefined);
	const problem = () => till.link.status().problem ?? '';
	await say(shop, {messages: [{pl: 7}]});
	till.link.sendNow();
	await until('it is told', () => /^notice: notice:anna cannot be read: messages/.test(problem()));
	await say(shop, {schema: 2, messages: 'in another form'});
	till.link.sendNow();
	await until('it is told', () => /^notice: notice:anna cannot be read: schema is 2/.test(problem()));
	t.deepEqual(told(till), {at, messages: [gap]});
	const [receipt = ''] = await till.sell();
	await until('the receipt is there', () => shop.get(receipts, receipt));
	await until('the office can read it', async () =>
		/schema is 2/.test(String((await shop.get('tills', 'status:anna'))?.['problem'])),
	);
	t.true(isLive(till));
	await say(shop, {messages: [fork]});
	till.link.sendNow();
	await until('the next one is read', () => told(till)?.messages[0]?.en === fork?.en);
	t.is(till.link.status().problem, undefined);
});

test('a server that fails on it keeps neither receipts nor prices from going their way', async t => {
	const shop = await openShop(t);
	shop.wire.intercept = ({path}) =>
		path.includes('notice%3A') ? {status: 500, body: {error: 'badmatch', reason: 'ill'}} : undefined;
	const till = await openTill(t, shop);
	await until('it is told', () => /^notice: the server answered 500 badmatch/.test(till.link.status().problem ?? ''));
	const [receipt = ''] = await till.sell();
	await until('the receipt is there', () => shop.get(receipts, receipt));
	await shop.put('catalogue', {_id: 'product:milk', priceGrosze: 299});
	await until('the price is there', async () => !(await till.replica.catalogue.isEmpty()));
	t.true(isLive(till));
	shop.wire.intercept = () => undefined;
	till.link.sendNow();
	await until('nothing is wrong any more', () => till.link.status().problem === undefined);
});

test('a till that is restarted while the server is away still shows what it knew', async t => {
	const shop = await openShop(t);
	await say(shop, {messages: [fork, gap]});
	const dataDir = temporaryFolder(t);
	const till = await openTill(t, shop, {dataDir});
	await until('it is read', () => told(till) !== undefined);
	await till.stop();
	shop.wire.away = true;
	const again = await openTill(t, shop, {dataDir});
	t.deepEqual(told(again), {at, messages: [fork, gap]});
	await say(shop, {messages: []});
	shop.wire.away = false;
	await until('nothing is told any more', () => told(again) === undefined);
	await again.stop();
	shop.wire.away = true;
	t.is(told(await openTill(t, shop, {dataDir})), undefined);
});

test('an unchanged notice is answered without its text, and a changed one with it', async t => {
	const shop = await openShop(t);
	const server = openServer({
		address: {url: shop.url, prefix: shop.prefix},
		timeoutMs: 3000,
		signal: new AbortController().signal,
	});
	const answers: (number | 'text')[] = [];
	let held: HeldNotice | undefined;
	const watch = new NoticeWatch({
		server: {
			...server,
			async ask(path, ask) {
				const answer = await server.ask(path, ask);
				const status = answer.ok || answer.fault.code !== 'http' ? undefined : answer.fault.status;
				answers.push(status ?? 'text');
				return answer;
			},
		},
		memory: {
			held: () => held,
			keep: notice => {
				held = notice;
			},
		},
		till: 'anna',
	});
	t.is(await watch.read(), undefined);
	await say(shop, {messages: [gap]});
	for (let reading = 0; reading < 2; reading++) t.is(await watch.read(), undefined);
	t.deepEqual(held?.messages, [gap]);
	await say(shop, {messages: [gap, fork]});
	for (let reading = 0; reading < 2; reading++) t.is(await watch.read(), undefined);
	t.deepEqual(held?.messages, [gap, fork]);
	t.deepEqual(answers, [404, 'text', 304, 'text', 304]);
});
