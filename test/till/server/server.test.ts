import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setImmediate as nextRound} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import type {Command} from '../../../till/api/commands.ts';
import type {GoodsUpdate, Snapshot} from '../../../till/api/snapshot.ts';
import {grosze, zeroGrosze} from '../../../till/domain/money.ts';
import type {Period} from '../../../till/domain/period.ts';
import {type ServedTill, serveTill} from '../../../till/server/server.ts';
import {listen, tokenOf, visit} from './visitor.ts';

const nothing = {
	goodsGrosze: zeroGrosze,
	discountGrosze: zeroGrosze,
	depositsGrosze: zeroGrosze,
	packagesGrosze: grosze(0),
	voucherGroszeMax: grosze(0),
	dueGrosze: zeroGrosze,
};
const snapshotAt = (version: number, shopName = 'Ostoja'): Snapshot => ({
	version,
	till: {id: 'anna', name: 'Kasa 3', number: 3, shopName},
	now: '2026-11-23T15:04:05+01:00',
	screen: {at: 'login', cashiers: []},
	sale: {number: 1, lines: [], split: [], ...nothing},
	link: {state: 'live', since: '2026-11-23T08:00:00+01:00', waitingCount: 0, waitingReceiptCount: 0, refusedCount: 0},
	printers: [],
	packages: [],
	parked: [],
	parkedElsewhere: {state: 'own-only'},
	day: {findings: [], isPrinterClockRight: false, reports: []},
});
const goodsOf = (complete: boolean, ...names: readonly string[]): GoodsUpdate => ({
	complete,
	groups: [],
	quickProducts: [],
	removed: [],
	goods: names.map(name => ({code: '1', name, group: 'g', unit: 'szt', priceGrosze: grosze(100), age18: false})),
});

/** A till that does nothing but tell what the test tells it. */
class TalkingTill implements ServedTill {
	readonly commands: Command[] = [];
	readonly #snapshots = new Set<(snapshot: Snapshot) => void>();
	readonly #goods = new Set<(update: GoodsUpdate) => void>();
	failure: Error | undefined;

	snapshot = () => snapshotAt(1);
	goods = () => goodsOf(true, 'Mleko');
	onSnapshot(listener: (snapshot: Snapshot) => void) {
		this.#snapshots.add(listener);
		return () => this.#snapshots.delete(listener);
	}
	onGoods(listener: (update: GoodsUpdate) => void) {
		this.#goods.add(listener);
		return () => this.#goods.delete(listener);
	}
	async command(command: Command) {
		if (this.failure) throw this.failure;
		this.commands.push(command);
	}
	tell(snapshot: Snapshot) {
		for (const listener of this.#snapshots) listener(snapshot);
	}
	tellGoods(update: GoodsUpdate) {
		for (const listener of this.#goods) listener(update);
	}
	get listenerCount() {
		return this.#snapshots.size + this.#goods.size;
	}
}

/** The till's side of what a program beside it asks. */
class WaitingTools {
	readonly till = 'anna';
	readonly token = 'the token of the tool';
	readonly asked: Period[] = [];
	failure: Error | undefined;

	async resend(period: Period) {
		this.asked.push(period);
		if (this.failure) throw this.failure;
		return report;
	}

	async dayAccount(): Promise<never> {
		throw new Error('the till is ending');
	}
}

const report = {checkedCount: 3, identicalCount: 2, newCount: 1, differentCount: 0, refusedCount: 0};

async function serve(t: ExecutionContext) {
	const uiDir = mkdtempSync(join(tmpdir(), 'ostoja-ui-'));
	writeFileSync(join(uiDir, 'index.html'), '<meta name="token" data-token="{{token}}">');
	writeFileSync(join(uiDir, 'app.js'), '// the screen');
	const till = new TalkingTill();
	const log: string[] = [];
	const tools = new WaitingTools();
	const server = await serveTill({till, tools, uiDir, port: 0, log: sentence => log.push(sentence)});
	t.teardown(async () => {
		await server.close();
		rmSync(uiDir, {recursive: true, force: true});
	});
	const {url} = server;
	const token = await tokenOf(url);
	const {host, origin} = new URL(url);
	const own = {host, origin, 'content-type': 'application/json', 'x-ostoja-token': token};
	const post = (body: string, headers: Readonly<Record<string, string>> = own) =>
		visit(url, {method: 'POST', path: '/api/command', headers, body});
	const ask = (body: string, headers: Readonly<Record<string, string>>, path = '/api/tools/resend') =>
		visit(url, {method: 'POST', path, headers, body});
	return {till, tools, log, url, host, token, own, post, ask};
}

const nextCustomer = JSON.stringify({do: 'next-customer'});

test('the page carries the session token, is not stored, and is framed by nobody', async t => {
	const {url, token} = await serve(t);
	t.regex(token, /^[\w-]{32}$/);
	const {headers} = await visit(url, {path: '/'});
	t.is(headers['cache-control'], 'no-store');
	t.regex(String(headers['content-security-policy']), /frame-ancestors 'none'/);
	t.is((await visit(url, {path: '/app.js'})).text, '// the screen');
	t.is((await visit(url, {path: '/index.html'})).status, 404);
});

test('the till’s own page is obeyed', async t => {
	const {post, till} = await serve(t);
	t.is((await post(nextCustomer)).status, 200);
	t.deepEqual(till.commands, [{do: 'next-customer'}]);
});

test('whoever else asks is turned away, and nothing is done', async t => {
	const {post, own, till} = await serve(t);
	const {origin: _origin, ...withoutOrigin} = own;
	const {'x-ostoja-token': _token, ...withoutToken} = own;
	const visitors: readonly (readonly [number, Readonly<Record<string, string>>])[] = [
		[421, {...own, host: 'ostoja.example'}],
		[421, {...own, host: '127.0.0.1'}],
		[403, {...own, origin: 'https://sklep.example'}],
		[403, {...own, origin: 'null'}],
		[403, withoutOrigin],
		[415, {...own, 'content-type': 'text/plain'}],
		[415, {...own, 'content-type': 'application/x-www-form-urlencoded'}],
		[403, withoutToken],
		[403, {...own, 'x-ostoja-token': 'a token of yesterday'}],
	];
	for (const [status, headers] of visitors) t.is((await post(nextCustomer, headers)).status, status);
	t.deepEqual(till.commands, []);
});

test('what the till knows is told to its own page only, however the path is spelt', async t => {
	const {url, token, host} = await serve(t);
	t.is((await visit(url, {path: `/api/goods?token=${token}`})).status, 200);
	for (const path of ['/api/goods', '/%61pi/goods', '/api/events', '/%61%70%69/events', '/api/goods?token='])
		t.is((await visit(url, {path})).status, 403, path);
	const foreign = {host, origin: 'https://sklep.example'};
	t.is((await visit(url, {path: `/api/goods?token=${token}`, headers: foreign})).status, 403);
	t.is((await visit(url, {path: '/', headers: {host: 'rebound.example'}})).status, 421);
});

const november = JSON.stringify({from: '2026-11-01', to: '2026-11-23'});

test('a program that has read the till’s folder may send a period again', async t => {
	const {ask, tools, host} = await serve(t);
	const {status, text} = await ask(november, {
		host,
		'content-type': 'application/json',
		'x-ostoja-token': tools.token,
	});
	t.deepEqual([status, JSON.parse(text)], [200, {ok: true, till: 'anna', report}]);
	t.deepEqual(tools.asked, [{from: '2026-11-01', to: '2026-11-23'}]);
});

test('a page cannot pass for a program, nor a program for the screen', async t => {
	const {ask, post, tools, own, host, url} = await serve(t);
	const tool = {host, 'content-type': 'application/json', 'x-ostoja-token': tools.token};
	const {'x-ostoja-token': _token, ...withoutToken} = tool;
	const visitors: readonly (readonly [number, Readonly<Record<string, string>>])[] = [
		[403, own],
		[403, {...own, 'x-ostoja-token': tools.token}],
		[403, {...tool, origin: 'null'}],
		[403, {...tool, origin: 'https://sklep.example'}],
		[421, {...tool, host: 'rebound.example'}],
		[415, {...tool, 'content-type': 'text/plain'}],
		[403, withoutToken],
		[403, {...tool, 'x-ostoja-token': 'a token of yesterday'}],
		[403, {...tool, 'x-ostoja-token': own['x-ostoja-token']}],
	];
	for (const [status, headers] of visitors)
		for (const path of ['/api/tools/resend', '/%61pi/tools/resend', '/api/tools/day-account'])
			t.is((await ask(november, headers, path)).status, status, `${path} ${JSON.stringify(headers)}`);
	t.is((await ask(november, withoutToken, `/api/tools/resend?token=${encodeURIComponent(tools.token)}`)).status, 403);
	t.is((await visit(url, {path: '/api/tools/resend', headers: tool})).status, 403);
	t.deepEqual(tools.asked, []);
	t.is((await post(nextCustomer, {...own, 'x-ostoja-token': tools.token})).status, 403);
});

test('a period that is none is said to be none, and a server that is away to be away', async t => {
	const {ask, tools, host} = await serve(t);
	const tool = {host, 'content-type': 'application/json', 'x-ostoja-token': tools.token};
	for (const [from, to, reason] of [
		['2026-02-30', '2026-11-23', 'no-such-day'],
		['2026-11-01', '23.11.2026', 'no-such-day'],
		['2026-11-23', '2026-11-01', 'backwards'],
	]) {
		const {status, text} = await ask(JSON.stringify({from, to}), tool);
		t.deepEqual([status, JSON.parse(text)], [400, {ok: false, reason}]);
	}
	t.is((await ask('[]', tool)).status, 400);
	t.deepEqual(tools.asked, []);
	tools.failure = new Error('the server cannot be reached: connect ECONNREFUSED');
	const {status, text} = await ask(november, tool);
	t.deepEqual([status, JSON.parse(text)], [502, {ok: false, reason: tools.failure.message}]);
	const ofDay = async (day: unknown) => {
		const told = await ask(JSON.stringify({day}), tool, '/api/tools/day-account');
		return [told.status, JSON.parse(told.text)];
	};
	t.deepEqual(await ofDay('2026-02-30'), [400, {ok: false, reason: 'no-such-day'}]);
	t.deepEqual(await ofDay('2026-11-23'), [502, {ok: false, reason: 'the till is ending'}]);
});

test('a malformed command is answered with the field that was wrong', async t => {
	const {post, till} = await serve(t);
	const euro = {currency: 'EUR', amountMinor: 2000, rateTenThousandths: 42_750};
	const wrong: readonly (readonly [object, string])[] = [
		[{do: 'dance'}, 'do'],
		[{do: 'toString'}, 'do'],
		[{do: 'log-in', cashier: '2', pin: 'abcd'}, 'pin'],
		[{do: 'scan', code: ''}, 'code'],
		[{do: 'quantity', pieces: 1.5}, 'pieces'],
		[{do: 'pay', tenders: [{kind: 'cash', amountGrosze: -1}]}, 'amountGrosze'],
		[{do: 'pay', tenders: 'cash'}, 'tenders'],
		[{do: 'pay', tenders: [{kind: 'card', amountGrosze: 1, foreign: euro}]}, 'foreign'],
		[{do: 'pay', tenders: [{kind: 'cash', amountGrosze: 1, foreign: {...euro, currency: 'euro'}}]}, 'currency'],
		[{do: 'pay', tenders: [{kind: 'cash', amountGrosze: 1, foreign: {...euro, amountMinor: 0.5}}]}, 'amountMinor'],
		[{do: 'close-shift', counted: [], foreign: 'EUR'}, 'foreign'],
		[{do: 'close-shift', counted: [], foreign: [{...euro, amountMinor: -1}]}, 'amountMinor'],
		[{do: 'answer-printed', printed: 'yes'}, 'printed'],
		[{do: 'resend', from: '2026-11-01', to: 'today'}, 'to'],
		[{do: 'discount-amount', amountGrosze: 0}, 'amountGrosze'],
		[{do: 'discount-amount', amountGrosze: 100, reason: ''}, 'reason'],
		[{do: 'open-shift', floatGrosze: 100, counted: [{valueGrosze: 50, count: 1}]}, 'counted'],
		[{do: 'close-shift', counted: [{valueGrosze: 30, count: 1}]}, 'valueGrosze'],
	];
	for (const [wish, field] of wrong) {
		const {status, text} = await post(JSON.stringify(wish));
		t.deepEqual([status, JSON.parse(text)], [400, {ok: false, fault: {code: 'malformed', field}}]);
	}
	t.is((await post('{"do":')).status, 400);
	t.is((await post(JSON.stringify({do: 'scan', code: 'x'.repeat(20_000)}))).status, 413);
	t.deepEqual(till.commands, []);
});

test('a command that fails in the till is told and logged', async t => {
	const {post, till, log} = await serve(t);
	till.failure = new Error('Broken promise: the till is whole');
	t.is((await post(nextCustomer)).status, 500);
	t.regex(log.join(), /Broken promise: the till is whole/);
});

test('the screen hears the whole first and then what changes, goods in their order', async t => {
	const {till, url, token} = await serve(t);
	const screen = await listen(url, token);
	await screen.heard(() => screen.events.length === 2);
	t.deepEqual(screen.events, [
		{kind: 'goods', data: till.goods()},
		{kind: 'snapshot', data: till.snapshot()},
	]);
	till.tellGoods(goodsOf(false, 'Chleb'));
	till.tellGoods(goodsOf(false, 'Masło'));
	till.tell(snapshotAt(2));
	await screen.heard(() => screen.events.length === 5);
	t.like(screen.events.slice(2), [
		{kind: 'goods', data: {complete: false, goods: [{name: 'Chleb'}]}},
		{kind: 'goods', data: {complete: false, goods: [{name: 'Masło'}]}},
		{kind: 'snapshot', data: {version: 2}},
	]);
	screen.hangUp();
	while (till.listenerCount > 0) await nextRound();
	t.is(till.listenerCount, 0);
});

test('a screen that does not read costs no memory, and is told the newest when it reads on', async t => {
	const {till, url, token} = await serve(t);
	const screen = await listen(url, token);
	await screen.heard(() => screen.events.length === 2);
	screen.stopReading();
	const long = 'x'.repeat(50_000);
	for (let version = 2; version <= 1500; version += 1) {
		till.tell(snapshotAt(version, long));
		if (version % 3 === 0) till.tellGoods(goodsOf(true, `${long}${version}`));
		if (version % 50 === 0) await nextRound();
	}
	screen.readOn();
	const versions = () =>
		screen.events.flatMap(({kind, data}) => (kind === 'snapshot' ? [(data as Snapshot).version] : []));
	await screen.heard(() => versions().at(-1) === 1500);
	t.deepEqual(
		versions(),
		versions().toSorted((left, right) => left - right),
	);
	const lastGoods = screen.events.findLast(({kind}) => kind === 'goods')?.data as GoodsUpdate;
	t.true(lastGoods.goods[0]?.name.endsWith('1500'));
	// All of it would be a hundred megabytes; what was under way when it stopped reading is in the system's buffers.
	t.true(screen.bytesHeard < 30_000_000, `${screen.bytesHeard} bytes`);
	screen.hangUp();
});

test('a screen that is too far behind is hung up on, and begins anew with the whole', async t => {
	const {till, url, token} = await serve(t);
	const screen = await listen(url, token);
	await screen.heard(() => screen.events.length === 2);
	screen.stopReading();
	const long = 'x'.repeat(100_000);
	for (let sent = 0; till.listenerCount > 0 && sent < 2000; sent += 1) {
		till.tellGoods(goodsOf(false, long));
		if (sent % 10 === 0) await nextRound();
	}
	t.is(till.listenerCount, 0);
	screen.readOn();
	await screen.heard(() => screen.closed);
	const again = await listen(url, token);
	await again.heard(() => again.events.length === 2);
	t.like(again.events[0], {kind: 'goods', data: {complete: true}});
	again.hangUp();
});
