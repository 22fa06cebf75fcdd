/** A period sent again by hand: from a till that runs, that does not, and that is just starting or ending. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import anyTest, {type ExecutionContext} from 'ava';
import {runResend} from '../../../scripts/resend/run.ts';
import {resendPath} from '../../../till/api/tools.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import {forgetAddress, keepAddress} from '../../../till/server/address-file.ts';
import {GuardedServer} from '../../../till/server/guarded-server.ts';
import {temporaryFolder} from '../../till/replica/folder.ts';
import {firstLine, type Program} from '../../till/replica/programs/start.ts';
import {month, openShop, openTill, type Shop, until} from '../../till/sync/shop.ts';

// A till's settings know no prefix, with which these tests keep to themselves on a server of somebody else's.
const test = process.env['COUCHDB_URL'] === undefined ? anyTest.serial : anyTest.skip;

const day = '2026-11-23';
const receipts = `receipts-${month}`;

/** A till that has sold three times and is off; the server lost the second entry. */
async function tillThatSold(t: ExecutionContext) {
	const shop = await openShop(t);
	const dataDir = temporaryFolder(t);
	const till = await openTill(t, shop, {dataDir});
	const ids = await till.sell(3);
	await until('they arrived', () => till.link.status().waitingCount === 0);
	await till.stop();
	await lose(shop, String(ids[1]));
	writeConfig(shop, dataDir);
	return {shop, dataDir, ids};
}

/** The database comes back from a backup that does not have one entry. */
async function lose(shop: Shop, lost: string): Promise<void> {
	const {body} = await shop.ask('GET', `${shop.database(receipts)}/_all_docs?include_docs=true`);
	const {rows} = body as {readonly rows: readonly {readonly id: string; readonly doc: object}[]};
	await shop.ask('DELETE', shop.database(receipts));
	await until('the name is free', async () => (await shop.ask('PUT', shop.database(receipts))).status === 201);
	const docs = rows.filter(({id}) => id !== lost).map(({doc}) => doc);
	await shop.ask('POST', `${shop.database(receipts)}/_bulk_docs`, {new_edits: false, docs});
}

function writeConfig(shop: Shop, dataDir: string, wishes: {readonly dataDir?: string} = {}): void {
	const {username: user, password} = new URL(shop.url);
	const config = {
		id: 'anna',
		version: '1',
		dataDir,
		port: 0,
		uiDir: dataDir,
		server: {url: shop.wire.url, user, password},
		pushSeconds: 600,
		...wishes,
	};
	writeFileSync(join(dataDir, 'till.json'), JSON.stringify(config));
	writeFileSync(join(dataDir, 'index.html'), '{{token}}');
}

async function resend(
	dataDir: string,
	wishes: {readonly from?: string; readonly to?: string; readonly table?: true} = {},
) {
	const words: string[] = [];
	const code = await runResend({
		dataDir,
		from: wishes.from ?? day,
		to: wishes.to ?? day,
		json: wishes.table === undefined,
		output: {write: text => words.push(text)},
	});
	const text = words.join('');
	return {code, text, json: wishes.table === undefined ? (JSON.parse(text) as Record<string, unknown>) : {}};
}

async function startTill(t: ExecutionContext, dataDir: string): Promise<Program> {
	const child = spawn(process.execPath, ['--import=tsx', 'till/main.ts', '--config', join(dataDir, 'till.json')], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	t.teardown(() => child.kill('SIGKILL'));
	await firstLine(child);
	return child;
}

async function end(child: Program, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
	child.kill(signal);
	await once(child, 'exit');
}

/** The door of a till, without the till behind it. */
async function openDoor(t: ExecutionContext, dataDir: string, resendPeriod: () => Promise<object>) {
	const server = await GuardedServer.create({
		uiDir: dataDir,
		pagePath: '/',
		assets: {},
		log: t.log,
		toolToken: 'of the tool',
	});
	server.app.post(resendPath, resendPeriod);
	const {url, close} = await server.listen(0);
	keepAddress(dataDir, {url, token: 'of the tool'});
	t.teardown(close);
	return close;
}

const counts = {checkedCount: 3, identicalCount: 2, newCount: 1, differentCount: 0, refusedCount: 0};

test('the files of a till that does not run are opened, and the server gets what it lost', async t => {
	const {shop, dataDir, ids} = await tillThatSold(t);
	const {code, json} = await resend(dataDir);
	t.deepEqual(json, {ok: true, from: day, to: day, way: 'opened', till: 'anna', ...counts});
	t.is(code, 0);
	t.truthy(await shop.get(receipts, String(ids[1])));
	t.like((await resend(dataDir)).json, {identicalCount: 3, newCount: 0});
});

test('a till that runs is asked, with a token only its user can read, and keeps its files to itself', async t => {
	const {shop, dataDir, ids} = await tillThatSold(t);
	const till = await startTill(t, dataDir);
	const address = join(dataDir, 'till-address.json');
	t.is(statSync(address).mode & 0o777, 0o600);
	t.deepEqual((await resend(dataDir)).json, {ok: true, from: day, to: day, way: 'asked', till: 'anna', ...counts});
	t.truthy(await shop.get(receipts, String(ids[1])));
	await end(till, 'SIGTERM');
	t.false(existsSync(address));
	t.like((await resend(dataDir)).json, {way: 'opened', identicalCount: 3});
});

test('the address a killed till left behind misleads nobody', async t => {
	const {dataDir} = await tillThatSold(t);
	await end(await startTill(t, dataDir), 'SIGKILL');
	t.true(existsSync(join(dataDir, 'till-address.json')));
	t.like((await resend(dataDir)).json, {way: 'opened', ...counts});
});

test('a till that is starting is asked as soon as it says where it is', async t => {
	const {dataDir} = await tillThatSold(t);
	const replica = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => replica.close());
	keepAddress(dataDir, {url: 'http://127.0.0.1:9', token: 'of yesterday'});
	const resending = resend(dataDir);
	await openDoor(t, dataDir, async () => ({ok: true, till: 'anna', report: counts}));
	t.like((await resending).json, {way: 'asked', ...counts});
});

test('what a till that ends leaves undone is done from its files', async t => {
	const {shop, dataDir, ids} = await tillThatSold(t);
	const replica = await openReplica({dataDir, till: 'anna'});
	let asked: () => void = () => undefined;
	const isAsked = new Promise<void>(resolve => {
		asked = resolve;
	});
	const close = await openDoor(t, dataDir, () => {
		asked();
		return new Promise(() => undefined);
	});
	const resending = resend(dataDir);
	await isAsked;
	forgetAddress(dataDir);
	await close();
	await replica.close();
	t.like((await resending).json, {way: 'opened', ...counts});
	t.truthy(await shop.get(receipts, String(ids[1])));
});

test('a folder that stays locked by somebody who does not answer is said after a while', async t => {
	const {dataDir} = await tillThatSold(t);
	const replica = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => replica.close());
	const words: string[] = [];
	const output = {write: (text: string) => words.push(text)};
	t.is(await runResend({dataDir, from: day, to: day, json: true, output, patienceMs: 300}), 1);
	t.like(JSON.parse(words.join('')), {ok: false, code: 'silent-till'});
});

test('the table is Polish with English beside it, and days without entries are said to be empty', async t => {
	const {dataDir} = await tillThatSold(t);
	const {text} = await resend(dataDir, {table: true});
	t.regex(text, /Kasa · Till anna, 2026-11-23 – 2026-11-23/);
	t.regex(text, /takie same · identical +2\n/);
	t.regex(text, /nowe na serwerze · new to the server +1\n/);
	t.regex((await resend(dataDir, {from: '2026-11-01', to: '2026-11-02', table: true})).text, /wrote nothing/);
});

test('days the till has dropped are said to be gone, and nobody is told that the server has them', async t => {
	const shop = await openShop(t);
	await shop.ask('PUT', shop.database('receipts-2026-10'));
	const dataDir = temporaryFolder(t);
	const till = await openTill(t, shop, {dataDir});
	await till.sell(2, {businessDay: '2026-10-30'});
	await till.sell(2);
	await until('they arrived', () => till.link.status().waitingCount === 0);
	t.true(await till.replica.book.dropThrough('2026-10'));
	await till.stop();
	writeConfig(shop, dataDir);
	t.like(await resend(dataDir), {code: 0, json: {identicalCount: 2}});
	t.like(await resend(dataDir, {from: '2026-10-01'}), {code: 1, json: {identicalCount: 2, heldFrom: day}});
	const {code, text} = await resend(dataDir, {from: '2026-10-01', to: '2026-10-31', table: true});
	t.is(code, 1);
	t.regex(text, /The till no longer has what it wrote before 2026-11-23/);
	t.notRegex(text, /wrote nothing/);
});

test('another content under the same number is counted apart and sent beside it', async t => {
	const {shop, dataDir, ids} = await tillThatSold(t);
	const [first = ''] = ids;
	await lose(shop, first);
	await shop.ask('POST', `${shop.database(receipts)}/_bulk_docs`, {
		new_edits: false,
		docs: [{_id: first, _rev: `1-${'f'.repeat(32)}`, type: 'event', till: 'anna', entry: 1}],
	});
	t.like((await resend(dataDir)).json, {identicalCount: 1, newCount: 1, differentCount: 1, refusedCount: 0});
	const {body} = await shop.ask('GET', `${shop.database(receipts)}/${encodeURIComponent(first)}?conflicts=true`);
	t.is((body as {_conflicts: string[]})._conflicts.length, 1);
});

test('what cannot be done is one sentence, and nothing is made or opened for it', async t => {
	const {shop, dataDir} = await tillThatSold(t);
	const empty = temporaryFolder(t);
	const gone = join(empty, 'gone');
	t.like((await resend(dataDir, {from: '2026-02-30'})).json, {ok: false, code: 'no-such-day', end: 'from'});
	t.like((await resend(dataDir, {to: 'today'})).json, {ok: false, code: 'no-such-day', end: 'to'});
	t.like((await resend(dataDir, {from: '2026-11-24'})).json, {ok: false, code: 'backwards'});
	t.like((await resend(gone)).json, {ok: false, code: 'no-such-folder', folder: gone});
	t.like((await resend(empty)).json, {ok: false, code: 'no-till-in-folder'});
	t.deepEqual(readdirSync(empty), []);
	t.regex((await resend(gone, {table: true})).text, /^Nie ma folderu .*\nThere is no folder /);
	writeConfig(shop, dataDir, {dataDir: empty});
	const {json, code} = await resend(dataDir);
	t.like(json, {ok: false, code: 'no-settings'});
	t.is(code, 1);
});

test('a server that is away is said, by the till that runs as from its files', async t => {
	const {shop, dataDir} = await tillThatSold(t);
	shop.wire.away = true;
	t.like((await resend(dataDir)).json, {ok: false, code: 'not-sent'});
	await startTill(t, dataDir);
	const {json} = await resend(dataDir);
	t.like(json, {ok: false, code: 'not-sent'});
	t.regex(String(json['reason']), /cannot be reached/);
});
