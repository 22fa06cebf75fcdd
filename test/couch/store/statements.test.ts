import {join} from 'node:path';
import test from 'ava';
import {Connection} from '../../../couch/store/connection.ts';
import {openStore} from '../../../couch/store/pouch.ts';
import {openSqlite} from '../../../couch/store/sqlite.ts';
import {rewrite} from '../../../couch/store/statements.ts';
import {outputOf, start} from './fixtures/start.ts';
import {temporaryFolder} from './folder.ts';

test('the adapter’s text in double quotes is a text to SQLite, not a column', async t => {
	const sqlite = openSqlite(join(temporaryFolder(t), 'a.sqlite'));
	const asked = {sql: 'SELECT HEX("a") AS hex', args: []};
	t.throws(() => sqlite.get(asked.sql), {message: /no such column/});
	t.deepEqual(sqlite.get(rewrite(asked).sql), {hex: '61'});
	await sqlite.close();
});

test('documents are asked for by more ids than SQLite takes arguments', async t => {
	const store = openStore({file: join(temporaryFolder(t), 'a.sqlite')});
	await store.bulkDocs([{_id: 'id7'}, {_id: 'id39999'}]);
	const keys = Array.from({length: 40_000}, (_, index) => `id${index}`);
	const {rows} = await store.allDocs({keys});
	t.is(rows.length, 40_000);
	const found = rows.flatMap((row, place) => ('error' in row ? [] : [place]));
	t.deepEqual(found, [7, 39_999]);
	await store.close();
});

test.serial('documents are counted by an index over the deleted ones, never by reading all revisions', async t => {
	const file = join(temporaryFolder(t), 'a.sqlite');
	const store = openStore({file});
	await store.bulkDocs(Array.from({length: 50}, (_, number) => ({_id: `product:${number}`})));
	const asked: string[] = [];
	const {all} = Connection.prototype;
	Connection.prototype.all = function (sql, args) {
		asked.push(sql);
		return all.call(this, sql, args);
	};
	try {
		t.is((await store.info()).doc_count, 50);
		t.is((await store.allDocs({limit: 1})).total_rows, 50);
	} finally {
		Connection.prototype.all = all;
	}
	await store.close();
	const counting = asked.filter(sql => /COUNT\(/.test(sql) && sql.includes('document-store'));
	t.is(counting.length, 2);
	const sqlite = openSqlite(file);
	for (const sql of counting) {
		const plan = sqlite.all(`EXPLAIN QUERY PLAN ${sql}`).map(({detail}) => String(detail));
		const reads = plan.filter(step => step.startsWith('SCAN b'));
		t.deepEqual(reads, ['SCAN b USING COVERING INDEX by-seq-deleted-idx'], plan.join('\n'));
	}
	await sqlite.close();
});

test('statements with lists of every length do not stay in memory', async t => {
	const grown = Number(await outputOf(start('many-lists', join(temporaryFolder(t), 'a.sqlite'))));
	t.true(grown < 120, `the process grew by ${grown} MB; with every statement kept it is more than 250`);
});
