import {join} from 'node:path';
import test from 'ava';
import {type Database, openDatabase} from '../../../couch/store/websql-database.ts';
import {temporaryFolder} from './folder.ts';

interface SqlTransaction {
	executeSql(
		sql: string,
		args?: readonly unknown[],
		done?: (transaction: unknown, result: {rows: {length: number; item(index: number): unknown}}) => void,
		failed?: () => boolean,
	): void;
}

function run(database: Database, kind: 'write' | 'read', statements: (transaction: SqlTransaction) => void) {
	return new Promise<void>((resolve, reject) => {
		database._createTransaction(
			kind === 'read',
			transaction => statements(transaction as unknown as SqlTransaction),
			reject,
			resolve,
		);
	});
}

async function countRows(database: Database, table: string): Promise<unknown> {
	let row: unknown;
	await run(database, 'read', transaction =>
		transaction.executeSql(`SELECT COUNT(*) AS count FROM ${table}`, [], (_, {rows}) => {
			row = rows.item(0);
		}),
	);
	return row;
}

test('a commit that fails is an error and keeps nothing', async t => {
	const database = openDatabase({file: join(temporaryFolder(t), 'a.sqlite')});
	await run(database, 'read', transaction => transaction.executeSql('PRAGMA foreign_keys = ON'));
	await run(database, 'write', transaction => {
		transaction.executeSql('CREATE TABLE shop (id INTEGER PRIMARY KEY)');
		transaction.executeSql('CREATE TABLE till (shop REFERENCES shop (id) DEFERRABLE INITIALLY DEFERRED)');
	});
	// The missing shop is noticed by the commit alone.
	const write = run(database, 'write', transaction => transaction.executeSql('INSERT INTO till VALUES (?)', [7]));
	await t.throwsAsync(write, {message: /FOREIGN KEY/});
	t.deepEqual(await countRows(database, 'till'), {count: 0});
	await database.close();
});

test('after a statement that failed, nothing of its transaction is kept, whatever its callback says', async t => {
	const database = openDatabase({file: join(temporaryFolder(t), 'a.sqlite')});
	await run(database, 'write', transaction => transaction.executeSql('CREATE TABLE till (id)'));
	const write = run(database, 'write', transaction => {
		transaction.executeSql('INSERT INTO till VALUES (1)');
		transaction.executeSql('INSERT INTO nowhere VALUES (1)', [], undefined, () => false);
		transaction.executeSql('INSERT INTO till VALUES (2)');
	});
	await t.throwsAsync(write, {message: /no such table: nowhere/});
	t.deepEqual(await countRows(database, 'till'), {count: 0});
	await database.close();
});

test('a constraint may be violated and the transaction goes on', async t => {
	const database = openDatabase({file: join(temporaryFolder(t), 'a.sqlite')});
	await run(database, 'write', transaction => transaction.executeSql('CREATE TABLE till (id UNIQUE)'));
	await run(database, 'write', transaction => {
		transaction.executeSql('INSERT INTO till VALUES (1)');
		transaction.executeSql('INSERT INTO till VALUES (1)', [], undefined, () => false);
		transaction.executeSql('INSERT INTO till VALUES (2)');
	});
	t.deepEqual(await countRows(database, 'till'), {count: 2});
	await database.close();
});

test('a failed begin fails what follows it', async t => {
	const folder = temporaryFolder(t);
	const database = openDatabase({file: join(folder, 'a.sqlite')});
	database._db.exec([{sql: 'BEGIN NONSENSE', args: []}], false, (_, begin) => {
		t.regex(String(begin?.[0]?.error), /syntax error/);
		database._db.exec([{sql: 'CREATE TABLE till (id)', args: []}], false, (_, create) => {
			t.is(create?.[0]?.error, begin?.[0]?.error);
		});
	});
	t.plan(2);
	await database.close();
});

test('a transaction that was left open is taken back before the next one begins', async t => {
	const database = openDatabase({file: join(temporaryFolder(t), 'a.sqlite')});
	await run(database, 'write', transaction => transaction.executeSql('CREATE TABLE till (id)'));
	const left = ['BEGIN;', 'INSERT INTO till VALUES (1)', 'BEGIN;', 'INSERT INTO till VALUES (2)', 'END;'];
	const queries = left.map(sql => ({sql, args: []}));
	await new Promise<void>(resolve => {
		database._db.exec(queries, false, (_, results = []) => {
			t.deepEqual(
				results.map(({error}) => error),
				left.map(() => null),
			);
			resolve();
		});
	});
	t.deepEqual(await countRows(database, 'till'), {count: 1});
	await database.close();
});
