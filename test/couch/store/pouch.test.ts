import {once} from 'node:events';
import {copyFileSync, existsSync, mkdirSync, readdirSync, rmdirSync} from 'node:fs';
import {join, relative} from 'node:path';
import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {checkStore, openStore} from '../../../couch/store/pouch.ts';
import {openSqlite} from '../../../couch/store/sqlite.ts';
import {outputOf, start} from './fixtures/start.ts';
import {descriptorsOf, temporaryFolder} from './folder.ts';

const page = 'x'.repeat(3000);

test('a full disk refuses documents; every acknowledged one is there afterwards', async t => {
	const file = join(temporaryFolder(t), 'receipts.sqlite');
	const store = openStore({file, sizeBytesMax: 250_000});
	const answers = await Promise.allSettled(
		Array.from({length: 60}, (_, index) => store.put({_id: `receipt:${index}`, page} as object)),
	);
	const acknowledged = answers.flatMap(answer => (answer.status === 'fulfilled' ? [answer.value.id] : []));
	await store.close();
	t.true(acknowledged.length > 0 && acknowledged.length < 60);

	const reopened = openStore({file});
	const {rows} = await reopened.allDocs();
	await reopened.close();
	t.deepEqual(rows.map(row => row.id).sort(), acknowledged.sort());
	t.deepEqual(await checkStore(file), []);
});

test('a batch that does not fit on the disk leaves nothing behind', async t => {
	const file = join(temporaryFolder(t), 'receipts.sqlite');
	const store = openStore({file, sizeBytesMax: 250_000});
	const batch = Array.from({length: 200}, (_, index) => ({_id: `receipt:${index}`, page}));
	await t.throwsAsync(store.bulkDocs(batch), {any: true});
	t.is((await store.allDocs()).rows.length, 0);
	t.is((await store.put({_id: 'small'})).ok, true);
	await store.close();
});

test('a key may be a boolean, null or an object', async t => {
	const store = openStore({file: join(temporaryFolder(t), 'a.sqlite')});
	await store.put({_id: 'bread'});
	for (const key of [true, null, {}] as unknown as readonly string[]) {
		t.deepEqual((await store.allDocs({key})).rows, []);
	}
	const keys = [null, 'bread', true] as unknown as string[];
	t.deepEqual(
		(await store.allDocs({keys})).rows.map(row => ('error' in row ? row.error : row.id)),
		['not_found', 'bread', 'not_found'],
	);
	await store.close();
});

testProp.serial(
	'a whole number comes back as it was, up to the largest safe one',
	[fc.maxSafeInteger()],
	async (t, amount) => {
		const store = openStore({file: join(temporaryFolder(t), 'a.sqlite')});
		await store.put({_id: 'bread', amount} as object);
		t.is((await store.get<{amount: number}>('bread')).amount, amount);
		await store.close();
	},
	{numRuns: 10},
);

test('sequence numbers are stored as integers', async t => {
	const file = join(temporaryFolder(t), 'a.sqlite');
	const store = openStore({file});
	await store.put({_id: 'bread'});
	await store.close();
	const sqlite = openSqlite(file);
	t.deepEqual(sqlite.get("SELECT typeof(winningseq) AS kind FROM 'document-store'"), {kind: 'integer'});
	await sqlite.close();
});

test('close gives the file back: an older copy put in its place is what the next opening finds', async t => {
	const folder = temporaryFolder(t);
	const file = join(folder, 'a.sqlite');
	const first = openStore({file});
	await first.put({_id: 'old'});
	await first.close();
	t.deepEqual(descriptorsOf(file), []);
	t.deepEqual(readdirSync(folder), ['a.sqlite']);
	copyFileSync(file, `${file}.copy`);

	const second = openStore({file});
	await second.put({_id: 'new'});
	await second.close();
	copyFileSync(`${file}.copy`, file);

	const third = openStore({file});
	t.deepEqual(
		(await third.allDocs()).rows.map(row => row.id),
		['old'],
	);
	await third.close();
});

test('closing one of two stores on a file leaves the other one working', async t => {
	const file = join(temporaryFolder(t), 'a.sqlite');
	const [anna, basia] = [openStore({file}), openStore({file})];
	await anna.put({_id: 'bread'});
	await anna.close();
	t.is((await basia.get('bread'))._id, 'bread');
	await basia.close();
});

test('destroy removes the files, those of views too', async t => {
	const folder = temporaryFolder(t);
	const store = openStore({file: join(folder, 'a.sqlite')});
	const map = 'function (doc) { emit(doc._id); }';
	await store.bulkDocs([{_id: '_design/all', views: {ids: {map}}} as object, {_id: 'bread'}]);
	t.is((await store.query('all/ids')).rows.length, 1);
	t.true(readdirSync(folder).some(name => name.includes('mrview')));
	await store.destroy();
	t.deepEqual(readdirSync(folder), []);
});

test('a file can be destroyed and begun again', async t => {
	const file = join(temporaryFolder(t), 'a.sqlite');
	const first = openStore({file});
	await first.put({_id: 'bread'});
	await first.destroy();
	const second = openStore({file});
	t.is((await second.info()).doc_count, 0);
	await second.close();
});

test('a missing folder is made', async t => {
	const file = join(temporaryFolder(t), 'till-01', 'receipts', '2026-11.sqlite');
	const store = openStore({file});
	await store.put({_id: 'bread'});
	await store.close();
	t.true(existsSync(file));
});

test('a file that could not be opened can be opened once the reason is gone', async t => {
	const folder = temporaryFolder(t);
	const file = join(folder, 'a.sqlite');
	mkdirSync(file);
	await t.throwsAsync(openStore({file}).info(), {any: true});
	rmdirSync(file);
	const store = openStore({file});
	t.is((await store.info()).doc_count, 0);
	await store.close();
});

test('one file under two spellings is one file', async t => {
	const file = join(temporaryFolder(t), 'a.sqlite');
	const spellings = [openStore({file}), openStore({file: relative(process.cwd(), file)})];
	const writes = Array.from({length: 40}, (_, index) => spellings[index % 2]?.put({_id: `receipt:${index}`}));
	await Promise.all(writes);
	t.is((await spellings[0]?.info())?.doc_count, 40);
	await Promise.all(spellings.map(store => store.close()));
});

test('an exception in a callback reaches the process, and the store goes on', async t => {
	const file = join(temporaryFolder(t), 'a.sqlite');
	const output = await outputOf(start('throwing-listener', file));
	t.deepEqual(JSON.parse(output), {noted: ['a bug in a callback'], ids: ['bread', 'milk']});
});

test('a writer waits while another process holds the file', async t => {
	const file = join(temporaryFolder(t), 'a.sqlite');
	const store = openStore({file});
	await store.info();
	const holder = start('lock-holder', file);
	await once(holder.stdout, 'data');
	t.true((await store.put({_id: 'bread'})).ok);
	await store.close();
});

test('what was acknowledged survives a kill', async t => {
	const file = join(temporaryFolder(t), 'a.sqlite');
	const writer = start('endless-writer', file);
	const acknowledged: string[] = [];
	let rest = '';
	for await (const chunk of writer.stdout) {
		const lines = (rest + String(chunk)).split('\n');
		rest = lines.pop() ?? '';
		acknowledged.push(...lines);
		if (acknowledged.length > 50) {
			writer.kill('SIGKILL');
		}
	}
	const store = openStore({file});
	const stored = new Set((await store.allDocs()).rows.map(row => row.id));
	t.deepEqual(
		acknowledged.filter(id => !stored.has(id)),
		[],
	);
	await store.close();
	t.deepEqual(await checkStore(file), []);
});

test('documents are asked for by more keys than SQLite takes arguments', async t => {
	const store = openStore({file: join(temporaryFolder(t), 'a.sqlite')});
	await store.bulkDocs([{_id: 'id7'}, {_id: 'id39999'}]);
	const doc_ids = Array.from({length: 40_000}, (_, index) => `id${index}`);
	const {results} = await store.changes({doc_ids, since: 0});
	t.deepEqual(results.map(row => row.id).sort(), ['id39999', 'id7']);
	await store.close();
});

test('the count of documents leaves out deleted ones', async t => {
	const store = openStore({file: join(temporaryFolder(t), 'a.sqlite')});
	const [bread, milk] = await Promise.all([store.put({_id: 'bread'}), store.put({_id: 'milk'})]);
	await store.put({_id: 'butter'});
	await store.remove('bread', bread.rev);
	await store.put({_id: 'milk', _rev: milk.rev});
	// A deleted loser does not count against its document.
	await store.bulkDocs([{_id: 'butter', _rev: '1-0', _deleted: true} as object], {new_edits: false});
	t.is((await store.info()).doc_count, 2);
	t.is((await store.allDocs({limit: 0})).total_rows, 2);
	await store.close();
});

test('hundreds of revisions of one document fit in one batch', async t => {
	const store = openStore({file: join(temporaryFolder(t), 'a.sqlite')});
	const revisions = Array.from({length: 400}, (_, index) => ({_id: 'bread', _rev: `1-${index}`, index}));
	await store.bulkDocs(revisions, {new_edits: false});
	t.is((await store.get('bread', {conflicts: true}))._conflicts?.length, 399);
	await store.close();
});
