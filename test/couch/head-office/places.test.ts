/** A shop's place at the head office: what is there, and who gets in. */
import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import test from 'ava';
import {tombstoneOf} from '../../../couch/conflict-watcher/retire.ts';
import {prefixOf, preparePlace} from '../../../couch/head-office/places.ts';
import {connectCouch} from '../../../couch/server.ts';
import {Book} from '../book.ts';
import {refusalOf, testServer, testUser, tillName} from '../test-server.ts';
import {now, openPlace} from './place.ts';

test.serial('a shop gets its months, audit and tills, and doing it again does nothing', async t => {
	const {url} = await testServer(t);
	const {shop, copies} = await openPlace(t, url, {since: '2026-10'});
	t.deepEqual((await copies.databases()).toSorted(), [
		'audit',
		'receipts-2026-10',
		'receipts-2026-11',
		'receipts-2026-12',
		'receipts-2027-01',
		'tills',
	]);
	const steps: string[] = [];
	const onStep = (step: string) => steps.push(step);
	t.is(await preparePlace({url, shop, now, onStep}), undefined);
	t.deepEqual(steps, []);
	await preparePlace({url, shop, now: new Date('2026-12-01T12:00:00+01:00'), onStep});
	t.is(steps[0], `baza ${shop}-receipts-2027-02 · database`);
	t.regex(steps[1] ?? '', /_design\/receipts/);
});

test.serial("a shop writes into its own place, its retired entries too, and into no other shop's", async t => {
	const {url} = await testServer(t);
	const [own, other] = [await openPlace(t, url), await openPlace(t, url)];
	const receipt = new Book('till-01').receipt();
	const databaseOf = (shop: string) =>
		connectCouch({url: own.shopUrl, prefix: prefixOf(shop)}).database('receipts-2026-11');
	const copy = databaseOf(own.shop);
	t.deepEqual(await copy.bulk([receipt, tombstoneOf({id: receipt._id, rev: receipt._rev})], {newEdits: false}), []);
	const [failure] = await copy.bulk([{_id: 'receipt:till-01:00000002:aaaaaaaa', _rev: '1-aa'}], {newEdits: false});
	t.is(failure?.error, 'forbidden', 'what is no entry is not one at the head office either');
	t.is((await refusalOf(copy.put({_id: '_design/mine'}))).status, 403);
	t.is((await refusalOf(databaseOf(other.shop).bulk([receipt], {newEdits: false}))).status, 403);
	t.is((await refusalOf(databaseOf(other.shop).get(receipt._id))).status, 403);
});

test.serial('an auditor reads the copies and changes nothing in them; a till does not get in', async t => {
	const server = await testServer(t);
	const {shop, copies} = await openPlace(t, server.url);
	const receipt = new Book('till-01').receipt();
	await copies.database('receipts-2026-11').bulk([receipt], {newEdits: false});
	const urlOf = async (role: string) => {
		const {url} = await testUser(t, server, {name: tillName(), role});
		return connectCouch({url, prefix: prefixOf(shop)}).database('receipts-2026-11');
	};
	const [auditor, till] = [await urlOf('auditor'), await urlOf('till')];
	t.is((await auditor.get(receipt._id))?._rev, receipt._rev);
	const [failure] = await auditor.bulk([new Book('till-02').receipt()], {newEdits: false});
	t.is(failure?.error, 'forbidden');
	t.is((await refusalOf(till.get(receipt._id))).status, 403);
});

test.serial('the command gives a shop its password once, and refuses a server that cannot replicate', async t => {
	const server = await testServer(t);
	const {shop, shopUrl} = await openPlace(t, server.url);
	const run = async (...args: readonly string[]) => {
		const command = ['--import=tsx', 'scripts/head-office.ts', ...args, '--url', server.url];
		const done = promisify(execFile)(process.execPath, command);
		return done.then(
			({stdout}) => ({code: 0, words: stdout}),
			(error: {code: number; stdout: string; stderr: string}) => ({
				code: error.code,
				words: error.stdout + error.stderr,
			}),
		);
	};
	const again = await run('prepare', '--shop', shop);
	t.is(again.code, 0, again.words);
	t.notRegex(again.words, /Hasło/);
	t.like(await run('send', '--shop', 'Sklep 3', '--to', shopUrl), {code: 1});
	t.like(await run('send', '--shop', shop, '--to', 'https://centrala.example'), {code: 1});
	if (process.env['COUCHDB_URL'] !== undefined) return;
	const refused = await run('send', '--shop', shop, '--to', shopUrl);
	t.is(refused.code, 1);
	t.regex(refused.words, /has no replicator/);
});
