/** `npm run provision`, as somebody at a terminal meets it. */
import {execFile} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import test, {type ExecutionContext} from 'ava';
import {provision} from '../../../couch/provision.ts';
import {shopUsers} from '../../../couch/users.ts';
import type {TillProfile} from '../../../till/domain/catalogue.ts';
import {publicKeyNamed} from '../book.ts';
import {refusalOf, removeUser, type TestServer, testServer, testUser, tillName} from '../test-server.ts';
import {designFolder, shippedDesignFolder, viewOf} from './design-documents.ts';

interface Output {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

async function run({url, prefix}: TestServer, ...options: readonly string[]): Promise<Output> {
	const args = ['--import=tsx', 'scripts/provision.ts', '--url', url, '--prefix', prefix, ...options];
	try {
		const {stdout, stderr} = await promisify(execFile)(process.execPath, args);
		return {code: 0, stdout, stderr};
	} catch (error) {
		const {code, stdout, stderr} = error as Output;
		return {code, stdout, stderr};
	}
}

function profileFile(t: ExecutionContext, profile: Partial<TillProfile>): string {
	const file = join(designFolder(t, {}).path, 'kasa.json');
	const printers = {main: {protocol: 'posnet', address: {kind: 'tcp', host: '127.0.0.1', port: 6666}}};
	writeFileSync(
		file,
		JSON.stringify({
			name: 'Kasa 1',
			number: 1,
			printers,
			receiptsPushSeconds: 5,
			publicKey: publicKeyNamed('first'),
			...profile,
		}),
	);
	return file;
}

test.serial('it shows its plan, and without a terminal does nothing unless told to', async t => {
	const server = await testServer(t);
	const planned = await run(server, '--dry-run');
	t.is(planned.code, 0);
	t.regex(planned.stdout, /utwórz bazę catalogue .*create database/);
	const refused = await run(server);
	t.is(refused.code, 1);
	t.regex(refused.stderr, /--yes/);
	t.deepEqual(await server.couch.databases(), []);
});

test.serial(
	'told to, it asks nothing, shows each password once, and the second time there is nothing to do',
	async t => {
		const server = await testServer(t);
		const id = tillName();
		const file = profileFile(t, {id});
		t.teardown(() => removeUser(server.couch, id));
		const {rows} = (await server.couch.request({path: '_users/_all_docs'})) as {rows: readonly {readonly id: string}[]};
		const before = new Set(rows.map(row => row.id));
		const made = shopUsers.filter(({name}) => !before.has(`org.couchdb.user:${name}`));
		t.teardown(async () => {
			for (const {name} of made) await removeUser(server.couch, name);
		});

		const first = await run(server, '--yes', '--till', file);
		t.is(first.code, 0, first.stderr);
		for (const name of [...made.map(user => user.name), id]) {
			const [line, ...others] = first.stdout.split('\n').filter(text => text.startsWith(`  ${name}\t`));
			t.is(others.length, 0);
			const password = line?.split('\t')[1] ?? '';
			t.true(password.length >= 32, name);
			t.truthy(await server.as(name, password).database('tills').info());
		}
		const second = await run(server, '--yes', '--till', file);
		t.is(second.code, 0);
		t.is(second.stdout, 'Nic do zrobienia · Nothing to do\n');
	},
);

test.serial(
	'a lost password is replaced by a new one, and the old one ends; nobody gets one under a wrong name',
	async t => {
		const server = await testServer(t);
		const id = tillName();
		await provision({server: server.couch, now: new Date(), users: false});
		const till = await testUser(t, server, {name: id, role: 'till'});
		t.truthy(await till.database('tills').info());

		const unknown = await run(server, '--yes', '--new-password', `${id}-x`, '--new-password', id);
		t.is(unknown.code, 1);
		t.is(unknown.stderr, `${id}-x: there is no such user\n`);
		t.truthy(await till.database('tills').info());

		const renewed = await run(server, '--yes', '--new-password', id);
		t.is(renewed.code, 0, renewed.stderr);
		t.regex(renewed.stdout, new RegExp(`nadaj nowe hasło użytkownikowi ${id}`));
		const password = new RegExp(`^ {2}${id}\\t(\\S{32,})$`, 'm').exec(renewed.stdout)?.[1] ?? '';
		t.truthy(await server.as(id, password).database('tills').info());
		t.like(await refusalOf(till.database('tills').info()), {status: 401});
	},
);

test.serial('the id of a till that is there is refused, and nothing at all is done', async t => {
	const server = await testServer(t);
	const id = tillName();
	t.teardown(() => removeUser(server.couch, id));
	await run(server, '--yes', '--till', profileFile(t, {id}));
	const folder = designFolder(t, {'more/database.ts': "export const database = 'tills';"});
	folder.write('more/views/all.ts', viewOf("doc['till']"));
	const other = profileFile(t, {id, publicKey: publicKeyNamed('second')});
	const refused = await run(server, '--yes', '--till', other, '--design-docs', folder.path);
	t.is(refused.code, 1);
	t.is(refused.stderr, `${id}: a till ${id} with another key is enrolled\n`);
	t.is(await server.couch.database('tills').get('_design/more'), undefined);

	const wrong = await run(server, '--yes', '--till', profileFile(t, {id: tillName(), publicKey: 'none'}));
	t.is(wrong.code, 1);
	t.regex(wrong.stderr, /^till-\w+: publicKey: is not an Ed25519 public key: SPKI, 44 bytes in base64\n$/);

	const unreadable = await run(server, '--yes', '--till', join(folder.path, 'none.json'));
	t.is(unreadable.code, 1);
	t.regex(unreadable.stderr, /none\.json: ENOENT/);
});

test.serial('a dry run shows what changes in which function, line by line, and changes nothing', async t => {
	const server = await testServer(t);
	const folder = shippedDesignFolder(t);
	await provision({server: server.couch, now: new Date(), users: false, designDocsFolder: folder.path});
	folder.write('receipts/views/takings.ts', viewOf("[doc['businessDay']], doc['dueGrosze']"));
	folder.write('receipts/views/more.ts', viewOf("doc['till']"));
	folder.remove('receipts/views/by-fiscal-number.ts');
	const {stdout, code} = await run(server, '--dry-run', '--design-docs', folder.path);
	t.is(code, 0);
	const lines = stdout.split('\n');
	for (const expected of [
		'        views/by-fiscal-number/map: usunięte · removed',
		'        views/more/map: nowe · new',
		'        views/takings/map:',
		'          -     emit([doc.businessDay, doc.till, doc.cashier.id], [doc.goodsGrosze + doc.depositsGrosze, 0]);',
		'          +   if (doc["type"] === "receipt") emit([doc["businessDay"]], doc["dueGrosze"]);',
		'        views/takings/reduce: usunięte · removed',
	]) {
		// The same change in three months is shown once.
		t.is(lines.filter(line => line === expected).length, 1, `${expected}\n${stdout}`);
	}
	const kept = await run(server, '--dry-run', '--design-docs', folder.path);
	t.is(kept.stdout, stdout);
});

test.serial('a validator that does not do as its samples say is named with the line that is wrong', async t => {
	const server = await testServer(t);
	const folder = shippedDesignFolder(t);
	folder.write('tills/validate.ts', 'export function validate(doc: any): void {\n\tdoc.missing.field();\n}\n');
	const {code, stderr} = await run(server, '--yes', '--design-docs', folder.path);
	t.is(code, 1);
	t.regex(stderr, /tills\/validate\.ts:2:\d+: TypeError/);
	t.deepEqual(await server.couch.databases(), []);

	folder.write('tills/validate.ts', "import {nowhere} from './nowhere.ts';\nexport const validate = nowhere;\n");
	const unread = await run(server, '--yes', '--design-docs', folder.path);
	t.is(unread.code, 1);
	t.regex(unread.stderr, /^\S*tills\/validate\.ts:1:\d+: Could not resolve "\.\/nowhere\.ts"\n$/);
});
