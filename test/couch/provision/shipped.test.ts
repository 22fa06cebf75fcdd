/** What a shop's server answers to the questions our design documents are for. */
import test, {type ExecutionContext} from 'ava';
import {provision} from '../../../couch/provision.ts';
import type {CouchDatabase} from '../../../couch/server.ts';
import {altered, Book} from '../book.ts';
import {type TestServer, testServer} from '../test-server.ts';

async function shop(t: ExecutionContext): Promise<TestServer> {
	const server = await testServer(t);
	const now = new Date('2026-11-23T12:00:00+01:00');
	await provision({server: server.couch, now, months: ['2026-11'], users: false});
	return server;
}

/** The index by which a look-up is answered, and what it finds. */
async function lookUp(database: CouchDatabase, query: object): Promise<{index: unknown; ids: readonly string[]}> {
	const ask = (path: string) => database.couch.request({method: 'POST', path: database.path(path), body: query});
	const {index} = (await ask('_explain')) as {index: {readonly ddoc: unknown}};
	const {docs} = (await ask('_find')) as {docs: readonly {readonly _id: string}[]};
	return {index: index.ddoc, ids: docs.map(({_id}) => _id)};
}

test.serial('takings are summed by the server: by cashier, VAT letter and group; so are voids', async t => {
	const {couch} = await shop(t);
	const receipts = couch.database('receipts-2026-11');
	const book = new Book('till-01');
	const voided = altered(book.event(), {event: 'sale-voided', amountGrosze: 999});
	const [one, two] = [book.receipt({totalGrosze: 123}), book.receipt({totalGrosze: 246})];
	await receipts.bulk([one, two, book.returnOf(one), voided], {newEdits: false});
	const ask = async (view: string, groupLevel: number) =>
		(await receipts.view('receipts', view, {group_level: groupLevel})).map(({key, value}) => [key, value]);
	t.deepEqual(await ask('takings', 3), [
		[
			['2026-11-23', 'till-01', '7'],
			[369, -123],
		],
	]);
	t.deepEqual(await ask('takings-by-vat', 2), [
		[
			['2026-11-23', 'A'],
			[369, 69, -123, -23],
		],
	]);
	t.deepEqual(await ask('takings-by-group', 2), [
		[
			['2026-11-23', '10'],
			[369, -123],
		],
	]);
	t.deepEqual(await ask('returns-by-receipt', 2), [
		[
			[one._id, 1],
			[1, 0, 123, 0],
		],
	]);
	const [[key, stats] = []] = await ask('voids-and-overrides', 2);
	t.deepEqual(key, ['2026-11-23', 'sale-voided']);
	t.like(stats, {count: 1, sum: 999});
});

test.serial('a product two people changed at once is listed until one of the two is deleted', async t => {
	const {couch} = await shop(t);
	const catalogue = couch.database('catalogue');
	const group = {_id: 'group:10', type: 'group', schema: 1, code: '10', route: 'main', colour: 'bread', order: 1};
	const [lost, won] = ['1-aaaa', '1-bbbb'];
	await catalogue.bulk(
		[
			{...group, name: 'Pieczywo', _rev: lost},
			{...group, name: 'Chleb', _rev: won},
		],
		{newEdits: false},
	);
	const conflicts = async () => (await catalogue.view('catalogue', 'conflicts', {reduce: false})).map(row => row.value);
	t.deepEqual(await conflicts(), [[lost]]);
	await catalogue.put({_id: group._id, _rev: lost, _deleted: true});
	t.deepEqual(await conflicts(), []);
});

test.serial('what somebody looks up in Fauxton is answered by an index', async t => {
	const {couch} = await shop(t);
	const receipts = couch.database('receipts-2026-11');
	const book = new Book('till-01');
	const [cheap, dear] = [book.receipt({totalGrosze: 100}), book.receipt({totalGrosze: 9900})];
	await receipts.bulk([cheap, dear], {newEdits: false});
	const day = {businessDay: '2026-11-23', till: 'till-01', dueGrosze: {$gt: 5000}};
	t.deepEqual(await lookUp(receipts, {selector: day}), {index: '_design/index-receipts-by-day', ids: [dear._id]});
	t.deepEqual(await lookUp(receipts, {selector: {saleId: 'sale-1'}}), {
		index: '_design/index-receipts-by-sale',
		ids: [cheap._id],
	});
	const catalogue = couch.database('catalogue');
	await catalogue.bulk([
		{_id: 'group:10', type: 'group', schema: 1, code: '10', name: 'Pieczywo', route: 'main', colour: 'bread', order: 1},
	]);
	t.deepEqual(await lookUp(catalogue, {selector: {type: 'group', name: 'Pieczywo'}}), {
		index: '_design/index-catalogue-by-name',
		ids: ['group:10'],
	});
	for (const [name, selector, index] of [
		['catalogue', {plu: '17'}, 'index-catalogue-by-plu'],
		['catalogue', {group: '10', priceGrosze: {$gt: 100}}, 'index-catalogue-by-price'],
		['audit', {state: 'open', reportedAt: {$gt: '2026-11-01'}}, 'index-audit-by-day'],
		['audit', {entry: cheap._id}, 'index-audit-by-entry'],
		['tills', {till: 'till-01', type: 'status', at: {$gt: '2026'}}, 'index-tills-by-till'],
	] as const) {
		t.deepEqual(await lookUp(couch.database(name), {selector}), {index: `_design/${index}`, ids: []});
	}
});
