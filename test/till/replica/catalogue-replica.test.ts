import {rmSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {openStore} from '../../../couch/store/pouch.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import type {CatalogueReplica, ReplicaChange} from '../../../till/replica/replica.ts';
import {freshReplica, temporaryFolder} from './folder.ts';

const cursor = {since: '1', source: 'couch', asOf: '2026-11-23T12:00:00Z'};
const milk = 'product:milk';
const a = 'a'.repeat(32);
const b = 'b'.repeat(32);
const c = 'c'.repeat(32);
const d = 'd'.repeat(32);
const e = 'e'.repeat(32);

function row(revision: string, content: object = {price: revision}): ReplicaChange {
	return {document: {_id: milk, _rev: revision, ...content}};
}

function told(revision: string, ids: readonly string[], content: object = {price: revision}): ReplicaChange {
	return {...row(revision, content), revisions: {start: Number.parseInt(revision, 10), ids}};
}

const deleted = {_deleted: true};

async function apply(catalogue: CatalogueReplica, ...changes: readonly ReplicaChange[]): Promise<void> {
	for (const change of changes) await catalogue.apply([change], cursor);
}

async function held(catalogue: CatalogueReplica) {
	const known = await catalogue.revisions([milk]);
	const documents = await catalogue.all();
	return {liveLeaves: known.get(milk)?.liveLeaves, documents};
}

test('the catalogue is what the server last said', async t => {
	const {catalogue} = await freshReplica(t);
	await apply(catalogue, row(`1-${a}`), row(`2-${b}`), row(`3-${c}`));
	t.deepEqual(await held(catalogue), {
		liveLeaves: 1,
		documents: [{_id: milk, _rev: `3-${c}`, price: `3-${c}`}],
	});
});

test('a deleted document is gone, and one that comes back is there again', async t => {
	const {catalogue} = await freshReplica(t);
	await apply(catalogue, row(`1-${a}`), row(`2-${b}`, deleted));
	t.deepEqual(await held(catalogue), {liveLeaves: 0, documents: []});
	await apply(catalogue, told(`3-${c}`, [c, b, a]));
	t.deepEqual((await held(catalogue)).documents, [{_id: milk, _rev: `3-${c}`, price: `3-${c}`}]);
});

test('a parent that was only assumed never comes alive again', async t => {
	const {catalogue} = await freshReplica(t);
	// The row carries no ancestry: 2-c is linked to 1-a, though on the server it grew out of 1-b.
	await apply(catalogue, row(`1-${a}`), row(`2-${c}`));
	await apply(catalogue, told(`3-${d}`, [d, c, b]));
	t.deepEqual((await held(catalogue)).documents, [{_id: milk, _rev: `3-${d}`, price: `3-${d}`}]);
	t.is((await held(catalogue)).liveLeaves, 1);
	await apply(catalogue, row(`4-${e}`, deleted));
	t.deepEqual(await held(catalogue), {liveLeaves: 0, documents: []});
});

test('the winner of a conflict on the server is the only one the till holds', async t => {
	const {catalogue} = await freshReplica(t);
	await apply(catalogue, row(`1-${a}`), told(`1-${b}`, [b]), told(`3-${e}`, [e, d, c]));
	t.deepEqual(await held(catalogue), {liveLeaves: 1, documents: [{_id: milk, _rev: `3-${e}`, price: `3-${e}`}]});
});

test('a change that skips generations replaces what the till holds, told its ancestry or not', async t => {
	const {catalogue} = await freshReplica(t);
	await apply(catalogue, row(`1-${a}`), told(`3-${c}`, [c, b, a]), row(`9-${d}`));
	t.deepEqual(await held(catalogue), {liveLeaves: 1, documents: [{_id: milk, _rev: `9-${d}`, price: `9-${d}`}]});
});

test('a price that goes back to an earlier revision is sold at the earlier price', async t => {
	const {catalogue} = await freshReplica(t);
	await apply(catalogue, row(`1-${a}`, {price: 299}), row(`2-${b}`, {price: 349}));
	await apply(catalogue, told(`1-${a}`, [a], {price: 299}));
	const {liveLeaves, documents} = await held(catalogue);
	t.is(liveLeaves, 1);
	t.is(documents[0]?.['price'], 299);
	await apply(catalogue, told(`2-${c}`, [c, a], {price: 319}));
	t.deepEqual(await held(catalogue), {liveLeaves: 1, documents: [{_id: milk, _rev: `2-${c}`, price: 319}]});
});

test('a batch that is read again changes nothing', async t => {
	const {catalogue} = await freshReplica(t);
	const changes = [row(`1-${a}`), row(`2-${b}`), told(`4-${d}`, [d, c, b, a])];
	await apply(catalogue, ...changes);
	const before = await held(catalogue);
	await apply(catalogue, ...changes.slice(-1), ...changes.slice(-1));
	t.deepEqual(await held(catalogue), before);
});

test('a deletion of something the till never had is nothing', async t => {
	const {catalogue} = await freshReplica(t);
	await apply(catalogue, row(`2-${b}`, deleted));
	t.deepEqual(await catalogue.all(), []);
});

test('what the server no longer has is removed, and may come back', async t => {
	const {catalogue} = await freshReplica(t);
	await catalogue.apply([row(`1-${a}`), {document: {_id: 'product:tea', _rev: `1-${b}`}}], cursor);
	await catalogue.keepOnly(new Set(['product:tea']), {after: ''});
	t.deepEqual(
		(await catalogue.all()).map(({_id}) => _id),
		['product:tea'],
	);
	await apply(catalogue, told(`1-${a}`, [a]));
	t.is((await held(catalogue)).documents[0]?.['price'], `1-${a}`);
});

test('design documents are kept for whoever asks by name, and are no part of the catalogue', async t => {
	const {catalogue} = await freshReplica(t);
	await catalogue.apply([{document: {_id: '_design/catalogue', _rev: `1-${a}`}}], cursor);
	t.deepEqual(await catalogue.all(), []);
	t.is((await catalogue.revisions(['_design/catalogue'])).get('_design/catalogue')?.winner, `1-${a}`);
});

test('a catalogue of many pages is read whole', async t => {
	const {catalogue} = await freshReplica(t);
	const changes = Array.from({length: 4001}, (_, number) => ({
		document: {_id: `product:${String(number).padStart(6, '0')}`, _rev: `1-${a}`},
	}));
	await catalogue.apply(changes, cursor);
	t.is(new Set((await catalogue.all()).map(({_id}) => _id)).size, 4001);
});

test('the cursor is remembered with the catalogue, and forgotten when the catalogue is lost', async t => {
	const dataDir = temporaryFolder(t);
	const first = await openReplica({dataDir, till: 'anna'});
	await apply(first.catalogue, row(`1-${a}`));
	first.catalogue.keepCursor({...cursor, since: '7'});
	await first.close();

	const second = await openReplica({dataDir, till: 'anna'});
	t.deepEqual(second.catalogue.cursor(), {...cursor, since: '7'});
	await second.close();

	for (const ending of ['', '-wal', '-shm']) rmSync(join(dataDir, `catalogue.sqlite${ending}`), {force: true});
	const third = await openReplica({dataDir, till: 'anna'});
	t.teardown(() => third.close());
	t.is(third.catalogue.cursor(), undefined);
});

test('listeners hear of a batch after it is stored', async t => {
	const {catalogue} = await freshReplica(t);
	const prices: Promise<unknown>[] = [];
	const stop = catalogue.onApplied(() => prices.push(catalogue.all()));
	await apply(catalogue, row(`1-${a}`));
	stop();
	await apply(catalogue, row(`2-${b}`));
	t.is(prices.length, 1);
	t.is(((await prices[0]) as readonly unknown[]).length, 1);
});

test('old prices leave no copies behind in the file', async t => {
	const dataDir = temporaryFolder(t);
	const {catalogue, close} = await openReplica({dataDir, till: 'anna'});
	await apply(catalogue, row(`1-${a}`), row(`2-${b}`), row(`3-${c}`));
	await close();
	const store = openStore({file: join(dataDir, 'catalogue.sqlite')});
	await t.throwsAsync(store.get(milk, {rev: `1-${a}`}), {any: true, message: 'missing'});
	await store.close();
});
