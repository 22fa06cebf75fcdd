/**
 * A shop's month as the head office has it. CouchDB's own replicator does the copying, so that these tests need a real
 * one at `COUCHDB_URL`; `COUCHDB_HEAD_OFFICE_URL` names another for the head office, else it is the same.
 */
import test, {type ExecutionContext} from 'ava';
import {type Replication, replicationStates, writeReplications} from '../../../couch/head-office/replications.ts';
import type {Couch, StoredDocument} from '../../../couch/server.ts';
import {alteredTo, Book} from '../book.ts';
import {eventually, openShop, type Shop} from '../conflict-watcher/shop.ts';
import {removeUser, tillName} from '../test-server.ts';
import {openPlace, type Place} from './place.ts';

interface Chain {
	readonly shop: Shop;
	readonly place: Place;
	/** What it did. */
	send(): Promise<readonly string[]>;
}

function chainTest(title: string, body: (t: ExecutionContext, chain: Chain) => Promise<void>): void {
	test.serial(title, async t => {
		const url = process.env['COUCHDB_URL'];
		if (url === undefined || url === '') {
			t.log('left out: COUCHDB_URL names no CouchDB, and only that has a replicator');
			t.pass();
			return;
		}
		await body(t, await openChain(t, process.env['COUCHDB_HEAD_OFFICE_URL'] || url));
	});
}

async function openChain(t: ExecutionContext, headOfficeUrl: string): Promise<Chain> {
	const shop = await openShop(t);
	const {couch: server} = shop.server;
	const place = await openPlace(t, headOfficeUrl);
	t.teardown(async () => {
		await forgetReplications(server);
		await removeUser(server, `${server.prefix}head-office`);
	});
	return {
		shop,
		place,
		async send() {
			const steps: string[] = [];
			await writeReplications({
				server,
				shop: place.shop,
				headOfficeUrl: place.shopUrl,
				onStep: step => steps.push(step),
			});
			return steps;
		},
	};
}

async function forgetReplications(server: Couch): Promise<void> {
	for (const {_id, _rev} of await replications(server)) {
		const path = `_replicator/${encodeURIComponent(_id)}`;
		await server.request({method: 'DELETE', path, query: {rev: _rev}});
	}
}

async function replications(server: Couch): Promise<readonly StoredDocument[]> {
	const answer = await server.request({path: '_replicator/_all_docs', query: {include_docs: true}});
	const {rows} = answer as {readonly rows: readonly {readonly doc: StoredDocument}[]};
	return rows.map(({doc}) => doc).filter(({_id}) => _id.startsWith(`head-office:${server.prefix}`));
}

/** Every document with its winner and all of its leaves, but for design documents, of which each side has its own. */
async function holdings(server: Couch, database: string): Promise<ReadonlyMap<string, unknown>> {
	const path = server.database(database).path('_changes');
	const answer = await server.request({path, query: {style: 'all_docs'}});
	const {results} = answer as {
		readonly results: readonly {readonly id: string; readonly changes: readonly {readonly rev: string}[]}[];
	};
	const entries = results.filter(({id}) => !id.startsWith('_design/'));
	const sorted = entries.toSorted((left, right) => (left.id < right.id ? -1 : 1));
	return new Map(sorted.map(({id, changes}) => [id, [changes[0]?.rev, changes.map(({rev}) => rev).toSorted()]]));
}

chainTest('a month with a retired impostor is copied: counts, winners and leaves are equal', async (t, chain) => {
	const {shop, place, send} = chain;
	const {couch: server} = shop.server;
	await shop.watch();
	const books = [new Book(tillName()), new Book(tillName())];
	const entries = books.flatMap(book => Array.from({length: 150}, () => book.receipt()));
	await shop.send(entries);
	const [original] = entries;
	if (original === undefined) return t.fail('there is no entry');
	await eventually(
		() => shop.seen(original._id),
		rev => rev !== undefined,
	);
	// The higher revision would be what everybody reads, were it not retired.
	const impostor = alteredTo('higher', original);
	await shop.send([impostor]);
	await eventually(
		() => shop.liveRevisions(original._id),
		live => live.length === 1,
	);

	t.is((await send()).length, 5, 'three months, audit and tills');
	const months = ['receipts-2026-11', 'receipts-2026-12', 'audit'];
	const isEqual = async () => {
		for (const name of months) {
			const [here, there] = [await holdings(server, name), await holdings(place.copies, name)];
			if (JSON.stringify([...here]) !== JSON.stringify([...there])) return `${name}: ${there.size} of ${here.size}`;
		}
		return 'equal';
	};
	const untilEqual = () => eventually(isEqual, said => said === 'equal', 60_000);
	await untilEqual();
	const copy = place.copies.database('receipts-2026-11');
	t.is((await holdings(place.copies, 'receipts-2026-11')).size, 300);
	t.is((await copy.get(original._id))?._rev, original._rev);
	const leaves = await copy.leaves(original._id);
	t.deepEqual(leaves.map(leaf => leaf._deleted === true).toSorted(), [false, true]);
	t.deepEqual((await copy.view('receipts', 'takings', {group: false}))[0]?.value, [300 * 1299, 0]);

	// It goes on by itself, into a coming month as well.
	const [book] = books;
	if (book === undefined) return t.fail('there is no book');
	await shop.send([book.receipt()]);
	await shop.send([book.receipt({month: '2026-12'})], '2026-12');
	await untilEqual();
	t.is((await holdings(place.copies, 'receipts-2026-12')).size, 1);
	t.deepEqual(await send(), [], 'doing it again does nothing');
	for (const {database, state, refusedCount} of await replicationStates(server)) {
		t.is(refusedCount, 0, database);
		t.regex(state, /^(running|pending)$/, database);
	}
});

chainTest('of the tills, everything but parked sales is copied', async (t, {shop, place, send}) => {
	const tills = shop.server.couch.database('tills');
	const status = {_id: 'status:till-01', type: 'status', schema: 1, till: 'till-01', at: '2026-11-23T15:00:00+01:00'};
	await tills.put({
		_id: 'parked:till-01:k7',
		type: 'parked',
		schema: 1,
		till: 'till-01',
		tillName: 'Kasa 1',
		parkedAt: '2026-11-23T15:00:00+01:00',
		seller: {id: '2', name: 'Żaneta'},
		basket: {saleId: 's17', lines: []},
	});
	await tills.put(status);
	await send();
	const copy = place.copies.database('tills');
	await eventually(
		() => copy.get(status._id),
		found => found !== undefined,
		60_000,
	);
	t.is(await copy.get('parked:till-01:k7'), undefined);
});

chainTest(
	'the reader has no more rights than an auditor, and a new one is made when its password is lost',
	async (t, {shop, send}) => {
		const {couch: server, as} = shop.server;
		await send();
		const readerOf = async () => {
			const [first] = (await replications(server)) as unknown as readonly Replication[];
			if (first === undefined) throw new Error('there is no replication');
			const {username, password} = first.source.auth.basic;
			return as(username, password);
		};
		const reader = await readerOf();
		const {userCtx} = (await reader.request({path: '_session'})) as {userCtx: {roles: readonly string[]}};
		t.deepEqual(userCtx.roles, ['auditor']);
		await forgetReplications(server);
		t.is((await send()).length, 5);
		await t.throwsAsync(reader.request({path: '_session'}));
		await (await readerOf()).request({path: '_session'});
	},
);

chainTest(
	'a month that the shop no longer has is no longer copied, and the copy stays',
	async (t, {shop, place, send}) => {
		const {couch: server} = shop.server;
		await send();
		await server.database('receipts-2027-01').destroy();
		t.is((await send()).length, 1);
		t.deepEqual(
			(await replications(server)).map(({_id}) => _id.slice(`head-office:${server.prefix}`.length)).toSorted(),
			['audit', 'receipts-2026-11', 'receipts-2026-12', 'tills'],
		);
		t.true(await place.copies.database('receipts-2027-01').exists());
	},
);
