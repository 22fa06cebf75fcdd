import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import type {ExecutionContext} from 'ava';
import {openStore, type Store} from '../../../../couch/store/pouch.ts';
import {conformance} from './couch.ts';

function localStore(t: ExecutionContext): Store {
	const folder = mkdtempSync(join(tmpdir(), 'ostoja-replica-'));
	const store = openStore({file: join(folder, 'replica.sqlite')});
	t.teardown(async () => {
		await store.close();
		rmSync(folder, {recursive: true, force: true});
	});
	return store;
}

conformance('a PouchDB replicates both ways, conflicts and deletions too', async (t, couch) => {
	const remote = couch.pouch(await couch.database(t));
	const [anna, basia] = [localStore(t), localStore(t)];
	await anna.bulkDocs(Array.from({length: 250}, (_, index) => ({_id: `product:${index}`, index})));
	await anna.put({_id: 'shared', by: 'anna'} as object);
	await basia.put({_id: 'shared', by: 'basia'} as object);
	const milk = await basia.put({_id: 'milk'});
	await basia.remove('milk', milk.rev);

	await anna.replicate.to(remote);
	await basia.sync(remote);
	await anna.replicate.from(remote);
	const [a, b] = [await anna.get('shared', {conflicts: true}), await basia.get('shared', {conflicts: true})];
	t.deepEqual(a, b);
	t.is(a._conflicts?.length, 1);
	t.is((await basia.info()).doc_count, 251);
	await t.throwsAsync(anna.get('milk'), {any: true, message: 'missing'});

	const again = await anna.replicate.to(remote);
	t.is(again.docs_written, 0);
});

conformance('a PouchDB that follows live gets a change', async (t, couch) => {
	const name = await couch.database(t);
	const remote = couch.pouch(name);
	const replica = localStore(t);
	const replication = replica.replicate.from(remote, {live: true});
	const arrived = new Promise<string>(resolve => {
		replication.on('change', ({docs}) => resolve(String(docs[0]?._id)));
	});
	await remote.put({_id: 'price-list:summer'});
	t.is(await arrived, 'price-list:summer');
	replication.cancel();
	await replication;
});

conformance('a refused document is denied to a PouchDB', async (t, couch) => {
	const name = await couch.database(t);
	const remote = couch.pouch(name);
	await remote.put({_id: '_design/g', validate_doc_update: "n => { if (n.bad) throw {forbidden: 'bad'}; }"} as object);
	const till = localStore(t);
	await till.bulkDocs([{_id: 'good'}, {_id: 'bad', bad: true} as object]);
	const result = await till.replicate.to(remote);
	t.is(result.docs_written, 1);
	t.is(result.doc_write_failures, 1);
});

conformance('a request body may be gzipped', async (t, couch) => {
	const db = await couch.database(t);
	const packed = gzipSync(JSON.stringify({docs: [{_id: 'bread', _rev: '1-a'}], new_edits: false}));
	const headers = {'content-encoding': 'gzip'};
	const path = `/${db}/_bulk_docs`;
	t.is((await couch.request('POST', path, {raw: new Uint8Array(packed), headers})).status, 201);
	t.is((await couch.request('GET', `/${db}/bread`)).status, 200);
	const broken = await couch.request('POST', path, {raw: '{"docs":[]}', headers});
	t.is(broken.status, 400);
	t.is(String(broken.body['reason']), 'Request body is not properly gzipped.');
	const other = await couch.request('POST', path, {raw: '{}', headers: {'content-encoding': 'br'}});
	t.is(other.status, 415);
	t.is(String(other.body['error']), 'bad_content_type');
});

conformance(
	'the same receipt sent twice is one; another under its id is a conflict nobody refuses',
	async (t, couch) => {
		const remote = couch.pouch(await couch.database(t));
		await remote.put({_id: '_design/g', validate_doc_update: '(n, o) => { if (o) throw {forbidden: 1}; }'} as object);
		const [anna, again, clone] = [localStore(t), localStore(t), localStore(t)];
		await anna.put({_id: 'receipt:1', grosze: 100} as object);
		await again.put({_id: 'receipt:1', grosze: 100} as object);
		await clone.put({_id: 'receipt:1', grosze: 1} as object);
		t.is((await anna.replicate.to(remote)).docs_written, 1);
		t.is((await again.replicate.to(remote)).docs_written, 0);
		const altered = await clone.replicate.to(remote);
		t.is(altered.docs_written, 1);
		t.is(altered.doc_write_failures, 0);
		t.is((await remote.get('receipt:1', {conflicts: true}))._conflicts?.length, 1);
	},
);

conformance('a replica that was loaded from a dump goes on from its sequence', async (t, couch) => {
	const name = await couch.database(t);
	const remote = couch.pouch(name);
	await couch.nano.use(name).bulk({docs: Array.from({length: 50}, (_, index) => ({_id: `p${index}`}))});
	const {rows} = await couch.nano.use(name).list({include_docs: true});
	const {last_seq: since} = await couch.nano.use(name).changes({limit: 1000});
	const replica = localStore(t);
	await replica.bulkDocs(
		rows.map(({doc}) => doc as object),
		{new_edits: false},
	);
	t.is((await replica.replicate.from(remote, {since})).docs_read, 0);
	await remote.put({_id: 'new'});
	const result = await replica.replicate.from(remote, {since});
	t.is(result.docs_read, 1);
	t.is((await replica.info()).doc_count, 51);
});

conformance('every large request may be gzipped', async (t, couch) => {
	const db = await couch.database(t);
	const send = (method: string, path: string, body: object, encoding = 'gzip') =>
		couch.request(method, `/${db}${path}`, {
			raw: new Uint8Array(gzipSync(JSON.stringify(body))),
			headers: {'content-encoding': encoding},
		});
	t.is((await send('PUT', '/bread', {})).status, 201);
	t.is((await send('POST', '/_bulk_get', {docs: [{id: 'bread'}]})).body['results']?.length, 1);
	t.deepEqual({...(await send('POST', '/_revs_diff', {milk: ['1-a']})).body}, {milk: {missing: ['1-a']}} as never);
	t.is((await send('POST', '/_bulk_docs', {docs: []}, 'deflate')).status, 415);
});
