import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {openSqlite} from '../../../couch/store/sqlite.ts';
import {descriptorsOf, temporaryFolder} from './folder.ts';

test('a transaction that throws keeps nothing', async t => {
	const sqlite = openSqlite(join(temporaryFolder(t), 'journal.sqlite'));
	sqlite.exec('CREATE TABLE sale (id TEXT)');
	t.throws(
		() =>
			sqlite.transaction(() => {
				sqlite.run('INSERT INTO sale VALUES (?)', 'a');
				throw new Error('paper out');
			}),
		{message: 'paper out'},
	);
	t.is(sqlite.get('SELECT * FROM sale'), undefined);
	t.is(
		sqlite.transaction(() => sqlite.run('INSERT INTO sale VALUES (?)', 'b').changeCount),
		1,
	);
	t.deepEqual(sqlite.all('SELECT * FROM sale'), [{id: 'b'}]);
	await sqlite.close();
});

test('a commit that fails throws and keeps nothing', async t => {
	const sqlite = openSqlite(join(temporaryFolder(t), 'journal.sqlite'));
	sqlite.exec('PRAGMA foreign_keys = ON; CREATE TABLE a (id INTEGER PRIMARY KEY)');
	sqlite.exec('CREATE TABLE b (a REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED)');
	t.throws(() => sqlite.transaction(() => sqlite.run('INSERT INTO b VALUES (?)', 7)), {message: /FOREIGN KEY/});
	t.deepEqual(sqlite.all('SELECT * FROM b'), []);
	t.is(
		sqlite.transaction(() => 'and the next one works'),
		'and the next one works',
	);
	await sqlite.close();
});

test('a transaction that takes its time is all or nothing, and is not seen through another connection before', async t => {
	const file = join(temporaryFolder(t), 'index.sqlite');
	const [writer, reader] = [openSqlite(file), openSqlite(file)];
	writer.exec('CREATE TABLE a (id INTEGER PRIMARY KEY)');
	const write = (fails: boolean) =>
		writer.longTransaction(async () => {
			writer.run('INSERT INTO a VALUES (7)');
			await new Promise(resolve => setImmediate(resolve));
			t.deepEqual(reader.all('SELECT * FROM a'), []);
			if (fails) throw new Error('half way');
		});
	await t.throwsAsync(write(true), {message: 'half way'});
	t.deepEqual(writer.all('SELECT * FROM a'), []);
	await write(false);
	t.deepEqual(reader.all('SELECT * FROM a'), [{id: 7}]);
	await reader.close();
	await writer.close();
});

test('the log is synced at every commit, and a lock is waited for', async t => {
	const sqlite = openSqlite(join(temporaryFolder(t), 'journal.sqlite'));
	t.deepEqual(sqlite.get('PRAGMA journal_mode'), {journal_mode: 'wal'});
	t.deepEqual(sqlite.get('PRAGMA synchronous'), {synchronous: 2});
	t.deepEqual(sqlite.get('PRAGMA busy_timeout'), {timeout: 5000});
	t.deepEqual(sqlite.check(), []);
	await sqlite.close();
});

test('what is written without a sync is there for others at once, and the file closes after it', async t => {
	const file = join(temporaryFolder(t), 'state.sqlite');
	const sqlite = openSqlite(file);
	sqlite.exec('CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT)');
	for (const value of ['1', '2']) sqlite.runUnsynced('INSERT OR REPLACE INTO facts VALUES (?, ?)', 'head', value);
	t.deepEqual(sqlite.get('SELECT value FROM facts'), {value: '2'});
	sqlite.run("INSERT INTO facts VALUES ('other', '3')");
	sqlite.runUnsynced("UPDATE facts SET value = '4' WHERE name = 'other'");
	t.deepEqual(sqlite.get("SELECT value FROM facts WHERE name = 'other'"), {value: '4'});
	await sqlite.close();
	t.deepEqual(descriptorsOf(file), []);
});

test('what is written soon is there for others at once, and is waited for by who wants to know that it is on the disk', async t => {
	const file = join(temporaryFolder(t), 'state.sqlite');
	const sqlite = openSqlite(file);
	sqlite.exec('CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT)');
	const writes = ['1', '2', '3'].map(value => {
		const {onDisk} = sqlite.runAllSoon([{sql: 'INSERT OR REPLACE INTO facts VALUES (?, ?)', args: ['head', value]}]);
		t.deepEqual(sqlite.get('SELECT value FROM facts'), {value});
		return onDisk;
	});
	await Promise.all(writes);
	const last = (value: string) => ({sql: 'INSERT INTO facts VALUES (?, ?)', args: ['last', value]});
	void sqlite.runAllSoon([last('4')]);
	t.throws(() => sqlite.runAllSoon([last('5')]), {message: /UNIQUE/});
	await sqlite.close();
	t.deepEqual(descriptorsOf(file), []);
	const again = openSqlite(file);
	t.deepEqual(again.all('SELECT * FROM facts ORDER BY name'), [
		{name: 'head', value: '3'},
		{name: 'last', value: '4'},
	]);
	await again.close();
});

test('who writes soon never brings the log into the file, and the next who waits does', async t => {
	const file = join(temporaryFolder(t), 'state.sqlite');
	const sqlite = openSqlite(file);
	sqlite.exec('CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT)');
	const {size} = statSync(file);
	for (let id = 0; id < 300; id++) {
		void sqlite.runAllSoon([{sql: 'INSERT INTO texts VALUES (?, ?)', args: [id, 'x'.repeat(20_000)]}]);
	}
	t.is(statSync(file).size, size);
	sqlite.run("INSERT INTO texts VALUES (300, '')");
	t.true(statSync(file).size > 300 * 20_000);
	await sqlite.close();
});

for (const way of ['runAll', 'runAllSoon'] as const) {
	test(`several statements are written all or none: ${way}`, async t => {
		const file = join(temporaryFolder(t), 'state.sqlite');
		const sqlite = openSqlite(file);
		sqlite.exec('CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT)');
		const texts = (...ids: readonly number[]) =>
			ids.map(id => ({sql: 'INSERT INTO texts VALUES (?, ?)', args: [id, 'x']}));
		void sqlite[way](texts(1, 2));
		t.throws(() => sqlite[way](texts(3, 4, 2)), {message: /UNIQUE/});
		t.deepEqual(sqlite.all('SELECT id FROM texts'), [{id: 1}, {id: 2}]);
		void sqlite[way](texts(3, 4));
		void sqlite[way]([]);
		await sqlite.close();
		const again = openSqlite(file);
		t.deepEqual(again.get('SELECT COUNT(*) AS count FROM texts'), {count: 4});
		await again.close();
	});
}

test('booleans, null and whole numbers are bound as what they are', async t => {
	const sqlite = openSqlite(join(temporaryFolder(t), 'journal.sqlite'));
	const kinds = 'SELECT typeof(?) AS a, typeof(?) AS b, typeof(?) AS c, typeof(?) AS d';
	t.deepEqual(sqlite.get(kinds, true, null, 7, 7.5), {a: 'integer', b: 'null', c: 'integer', d: 'real'});
	await sqlite.close();
});

test('after ten thousand different statements the file still closes', async t => {
	const folder = temporaryFolder(t);
	const sqlite = openSqlite(join(folder, 'journal.sqlite'));
	for (let number = 0; number < 10_000; number++) {
		sqlite.get(`SELECT ${number} AS number`);
	}
	await sqlite.close();
	t.deepEqual(readdirSync(folder), ['journal.sqlite']);
});
