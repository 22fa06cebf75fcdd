import test, {type ExecutionContext} from 'ava';
import {catalogueDocument} from '../../../couch/documents/catalogue.ts';
import {describeStep, ProvisionRefused, type ProvisionReport, provision} from '../../../couch/provision.ts';
import {createUser, enrolTill} from '../../../couch/users.ts';
import type {TillProfile} from '../../../till/domain/catalogue.ts';
import {Book, publicKeyNamed} from '../book.ts';
import {refusalOf, removeUser, type TestServer, testServer, testUser, tillName} from '../test-server.ts';
import {shippedDesignFolder, viewOf} from './design-documents.ts';

const now = new Date('2026-11-30T23:30:00+01:00');

async function provisioned(t: ExecutionContext): Promise<TestServer> {
	const server = await testServer(t);
	await provision({server: server.couch, now, users: false});
	return server;
}

function written({steps}: ProvisionReport): readonly (readonly [string, string])[] {
	return steps.flatMap(step =>
		step.step === 'write-design-document' ? [[step.database, step.document._id] as const] : [],
	);
}

function profileOf(id: string, publicKey = publicKeyNamed('first')): TillProfile {
	return {
		id,
		name: 'Kasa 1',
		number: 1,
		printers: {main: {protocol: 'posnet', address: {kind: 'tcp', host: '127.0.0.1', port: 6666}}},
		receiptsPushSeconds: 5,
		publicKey,
	};
}

test.serial('an empty server gets this month in Warsaw and the next two, and doing it again does nothing', async t => {
	const {couch} = await testServer(t);
	const report = await provision({server: couch, now, users: false});
	t.true(report.performed);
	t.deepEqual([...(await couch.databases())].sort(), [
		'audit',
		'catalogue',
		'ledger-2026-11',
		'ledger-2026-12',
		'ledger-2027-01',
		'receipts-2026-11',
		'receipts-2026-12',
		'receipts-2027-01',
		'tills',
	]);
	const shards = report.steps.flatMap(step => (step.step === 'create-database' ? [[step.database, step.shards]] : []));
	t.deepEqual(shards, [
		['catalogue', 1],
		['receipts-2026-11', 2],
		['ledger-2026-11', 2],
		['receipts-2026-12', 2],
		['ledger-2026-12', 2],
		['receipts-2027-01', 2],
		['ledger-2027-01', 2],
		['tills', 1],
		['audit', 1],
	]);
	t.deepEqual((await provision({server: couch, now, users: false})).steps, []);
});

test.serial('a plan that is not confirmed changes nothing', async t => {
	const {couch} = await testServer(t);
	const lines: string[] = [];
	const report = await provision({
		server: couch,
		now,
		users: false,
		confirm: steps => {
			lines.push(...steps.map(describeStep));
			return false;
		},
	});
	t.false(report.performed);
	t.true(lines.some(line => line.includes('receipts-2026-11')));
	t.deepEqual(await couch.databases(), []);
});

test.serial('a design document is written again only when its text differs, in every month there is', async t => {
	const {couch} = await provisioned(t);
	const folder = shippedDesignFolder(t);
	for (const name of ['catalogue', 'tills', 'audit']) folder.remove(name);
	folder.remove('receipts/validate.ts');
	folder.write('receipts/views/takings.ts', viewOf("doc['type']"));
	const december = new Date('2026-12-15T12:00:00+01:00');
	const kept = await provision({
		server: couch,
		now: december,
		users: false,
		upgrade: false,
		designDocsFolder: folder.path,
	});
	t.deepEqual(written(kept), [
		['receipts-2027-02', '_design/receipts'],
		['receipts-2027-02', '_design/index-receipts-by-day'],
		['receipts-2027-02', '_design/index-receipts-by-sale'],
	]);
	const changed = await provision({server: couch, now: december, users: false, designDocsFolder: folder.path});
	t.deepEqual(
		written(changed),
		['2026-11', '2026-12', '2027-01'].map(month => [`receipts-${month}`, '_design/receipts']),
	);
	const again = await provision({server: couch, now: december, users: false, designDocsFolder: folder.path});
	t.deepEqual(again.steps, []);
});

test.serial('a broken validator never reaches the server', async t => {
	const {couch} = await testServer(t);
	const folder = shippedDesignFolder(t);
	for (const name of ['receipts', 'catalogue', 'tills']) folder.remove(name);
	folder.write('audit/validate.ts', 'export function validate(): void {}');
	await t.throwsAsync(provision({server: couch, now, users: false, designDocsFolder: folder.path}), {
		instanceOf: ProvisionRefused,
		message: /_design\/audit accepts sample 0 of refused/,
	});
	t.deepEqual(await couch.databases(), []);
});

test.serial('each role gets into its databases and no further', async t => {
	const server = await provisioned(t);
	for (const [role, closed] of [
		['till', ['ledger-2026-11', 'audit']],
		['office', ['ledger-2026-11', 'audit']],
		['watcher', []],
		['auditor', ['ledger-2026-11']],
		['manager', ['ledger-2026-11']],
	] as const) {
		const user = await testUser(t, server, {name: tillName(), role});
		for (const name of ['catalogue', 'receipts-2026-11', 'ledger-2026-11', 'tills', 'audit']) {
			const expected = (closed as readonly string[]).includes(name) ? 403 : 200;
			t.is((await refusalOf(user.database(name).info())).status, expected, `${role} in ${name}`);
		}
	}
});

test.serial('the validators hold on the server: reasons name the field', async t => {
	const server = await provisioned(t);
	const name = tillName();
	const till = await testUser(t, server, {name, role: 'till'});
	const receipts = till.database('receipts-2026-11');
	const book = new Book(name);
	const [first, second] = [book.receipt(), book.receipt()];
	t.deepEqual(await receipts.bulk([first], {newEdits: false}), []);

	const forged = {...second, till: 'till-99'};
	const edited = {...first, _rev: '2-aaaa', _revisions: {start: 2, ids: ['aaaa', first._rev.slice(2)]}};
	const orphan = {...second, _rev: '5-aaaa', _revisions: {start: 5, ids: ['aaaa']}};
	const tombstone = {
		_id: first._id,
		_rev: '2-bbbb',
		_deleted: true,
		_revisions: {start: 2, ids: ['bbbb', first._rev.slice(2)]},
	};
	for (const [document, reason] of [
		[forged, `_id: is not the id of receipt 2 of till-99`],
		[edited, '_rev: an entry is never edited'],
		[orphan, '_rev: an entry has generation 1'],
		[tombstone, '_deleted: an entry is never deleted'],
		[{...second, type: 'note'}, 'type: is not known: "note"'],
	] as const) {
		const [failure] = await receipts.bulk([document], {newEdits: false});
		t.is(failure?.error, 'forbidden');
		t.is(failure?.reason, reason);
	}
	t.deepEqual(await receipts.bulk([forged, second], {newEdits: false}).then(all => all.map(({id}) => id)), [
		second._id,
	]);
	t.is((await refusalOf(till.database('catalogue').put({_id: 'group:10', type: 'group'}))).status, 403);
	t.is((await refusalOf(till.database('tills').put({_id: `head:${name}`, type: 'head'}))).status, 403);
});

test.serial('takings are summed by the server', async t => {
	const {couch} = await provisioned(t);
	const receipts = couch.database('receipts-2026-11');
	const [anna, basia] = [new Book('till-01'), new Book('till-02')];
	await receipts.bulk(
		[anna.receipt({totalGrosze: 100}), anna.receipt({totalGrosze: 250}), basia.receipt(), anna.event()],
		{newEdits: false},
	);
	const rows = await receipts.view('receipts', 'takings', {group_level: 2});
	t.deepEqual(
		rows.map(({key, value}) => [key, value]),
		[
			[
				['2026-11-23', 'till-01'],
				[350, 0],
			],
			[
				['2026-11-23', 'till-02'],
				[1299, 0],
			],
		],
	);
	const slips = await receipts.view('receipts', 'by-fiscal-number', {key: ['ABC1234567', 17]});
	t.is(slips.length, 3);
	t.deepEqual(await receipts.view('receipts', 'by-fiscal-number', {key: ['ABC1234567', 18]}), []);
});

test.serial('a till is enrolled with its profile and a user of its own', async t => {
	const server = await provisioned(t);
	const id = tillName();
	t.teardown(() => removeUser(server.couch, id));
	const enrolled = await enrolTill({server: server.couch, profile: profileOf(id)});
	t.true(enrolled.ok && enrolled.value.outcome === 'enrolled');
	if (!enrolled.ok || enrolled.value.outcome !== 'enrolled') return;
	const {user, password} = enrolled.value;
	t.is(user, id);
	const till = server.as(user, password);
	t.is((await till.database('catalogue').get(`till:${id}`))?.['name'], 'Kasa 1');
	t.deepEqual(await till.database('receipts-2026-11').bulk([new Book(id).receipt()], {newEdits: false}), []);

	const again = await enrolTill({server: server.couch, profile: profileOf(id)});
	t.deepEqual(again, {ok: true, value: {outcome: 'already-enrolled', user: id}});
	const other = await enrolTill({server: server.couch, profile: profileOf(id, publicKeyNamed('another'))});
	t.is(other.ok ? 'enrolled' : other.fault.code, 'other-key');
});

test.serial('an enrolment that was cut off in the middle is ended by doing it again', async t => {
	const {couch} = await provisioned(t);
	const id = tillName();
	t.teardown(() => removeUser(couch, id));
	await enrolTill({server: couch, profile: profileOf(id)});
	await removeUser(couch, id);
	const again = await enrolTill({server: couch, profile: profileOf(id)});
	t.is(again.ok && again.value.outcome, 'enrolled');
});

test.serial(
	'the name of a till is used once, also on a server from which its profile was taken out before',
	async t => {
		const {couch} = await testServer(t);
		const [gone, taken] = [tillName(), tillName()];
		t.teardown(() => removeUser(couch, taken));
		const catalogue = couch.database('catalogue');
		await catalogue.create({shards: 1});
		await catalogue.put(catalogueDocument({kind: 'till', value: profileOf(gone)}));
		const stored = await catalogue.get(`till:${gone}`);
		await catalogue.put({_id: `till:${gone}`, _rev: stored?._rev ?? '', _deleted: true});
		await provision({server: couch, now, users: false});
		const back = await enrolTill({server: couch, profile: profileOf(gone)});
		t.is(back.ok ? 'enrolled' : back.fault.code, 'used-before');

		t.true((await createUser({server: couch, name: taken, role: 'office'})).ok);
		t.false((await createUser({server: couch, name: taken, role: 'office'})).ok);
		const second = await enrolTill({server: couch, profile: profileOf(taken)});
		t.is(second.ok ? 'enrolled' : second.fault.code, 'name-taken');

		const misnamed = await enrolTill({server: couch, profile: profileOf('Kasa 1')});
		t.is(misnamed.ok ? 'enrolled' : misnamed.fault.code, 'malformed');
		const keyless = await enrolTill({server: couch, profile: profileOf(tillName(), 'MCowBQYDK2VwAyEA')});
		const reason = 'publicKey: is not an Ed25519 public key: SPKI, 44 bytes in base64';
		t.deepEqual(keyless, {ok: false, fault: {code: 'malformed', reason}});
	},
);

test.serial('no profile of a till leaves the server, and none comes with a history that is not there', async t => {
	const server = await provisioned(t);
	const {couch} = server;
	const [id, other] = [tillName(), tillName()];
	t.teardown(() => removeUser(couch, id));
	await enrolTill({server: couch, profile: profileOf(id)});
	const office = await testUser(t, server, {name: tillName(), role: 'office'});
	const stored = await couch.database('catalogue').get(`till:${id}`);
	const gone = {_id: `till:${id}`, _rev: stored?._rev ?? '', _deleted: true};
	for (const user of [couch, office]) {
		t.like(await refusalOf(user.database('catalogue').put(gone)), {
			status: 403,
			reason: '_deleted: a till is marked retired and stays: what it signed is checked with its keys',
		});
	}
	const orphan = {
		...catalogueDocument({kind: 'till', value: profileOf(id, publicKeyNamed('thief'))}),
		_rev: `9-${'a'.repeat(32)}`,
	};
	const [refused] = await office.database('catalogue').bulk([orphan], {newEdits: false});
	t.is(refused?.reason, '_rev: comes after a revision that is not here');
	const fresh = catalogueDocument({kind: 'till', value: profileOf(other)});
	t.not(await office.database('catalogue').put(fresh), 'conflict', 'a new one is written as ever');
	const {_rev, ...profile} = stored ?? {_id: '', _rev: ''};
	const retired = {...profile, _rev, retired: true};
	t.not(await office.database('catalogue').put(retired), 'conflict');
	t.like(await couch.database('catalogue').get(`till:${id}`), {retired: true, publicKey: publicKeyNamed('first')});
});
