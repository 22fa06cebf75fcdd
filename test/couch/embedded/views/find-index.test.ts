/** An index of ours is asked by `pouchdb-find` and answers as the library's own would. */
import {join} from 'node:path';
import test from 'ava';
import {openStore} from '../../../../couch/store/pouch.ts';
import {folder, startServer, untilBuilding} from './shop.ts';

const docs = Array.from({length: 60}, (_, number) => ({
	_id: `receipt:${String(number).padStart(2, '0')}`,
	...(number % 7 === 0 ? {} : {till: `till-0${number % 3}`}),
	...(number % 5 === 0 ? {} : {grosze: (number * 37) % 50}),
	cashier: number % 4 === 0 ? {} : {id: String(number % 2), name: {first: 'Anna'}},
}));

const indexes = [
	{fields: ['grosze'], name: 'grosze', ddoc: 'grosze'},
	{fields: ['till', 'grosze'], name: 'till', ddoc: 'till'},
	{fields: ['cashier.id', 'till'], name: 'cashier', ddoc: 'cashier'},
	{fields: ['till'], name: 'dear', ddoc: 'dear', partial_filter_selector: {grosze: {$gt: 25}}},
];

const questions = [
	{selector: {grosze: {$gt: 10, $lt: 30}}},
	{selector: {grosze: {$gte: 10}}, sort: [{grosze: 'desc'}], limit: 5, skip: 2},
	{selector: {grosze: {$exists: false}}},
	{selector: {till: 'till-01', grosze: {$gt: 20}}, fields: ['_id', 'grosze']},
	{selector: {till: 'till-01'}, sort: ['till', 'grosze']},
	{selector: {'cashier.id': '1'}, use_index: 'cashier'},
	{selector: {'cashier.id': {$gt: null}, till: 'till-02'}, use_index: 'cashier'},
	{selector: {till: {$in: ['till-00', 'till-02']}}, use_index: 'dear'},
	{selector: {grosze: {$gt: 10}, till: {$ne: 'till-01'}}, limit: 3},
];

test('the same documents are found, in the same order', async t => {
	const ask = await startServer(t);
	await ask('PUT', '/month');
	await ask('POST', '/month/_bulk_docs', {docs});
	const store = openStore({file: join(folder(t), 'store.sqlite')});
	t.teardown(() => store.close());
	await store.bulkDocs([...docs]);
	for (const index of indexes) {
		const {fields, name, ddoc, partial_filter_selector: partial} = index;
		const made = {fields, ...(partial === undefined ? {} : {partial_filter_selector: partial})};
		t.is((await ask('POST', '/month/_index', {index: made, name, ddoc})).body.result, 'created');
		await store.createIndex({index} as PouchDB.Find.CreateIndexOptions);
	}
	for (const question of questions) {
		const expected = await store.find({limit: 25, ...question} as PouchDB.Find.FindRequest<object>);
		const found = (await ask('POST', '/month/_find', question)).body.docs as readonly object[];
		t.true(expected.docs.length > 0, JSON.stringify(question));
		const withoutRevision = (documents: readonly object[]) => documents.map(each => ({...each, _rev: undefined}));
		t.deepEqual(withoutRevision(found), withoutRevision(expected.docs), JSON.stringify(question));
	}
});

test('an index is built while others are answered, and follows its documents', async t => {
	const ask = await startServer(t);
	await ask('PUT', '/month');
	const many = Array.from({length: 3000}, (_, number) => ({_id: String(number), grosze: number}));
	await ask('POST', '/month/_bulk_docs', {docs: many});
	t.is((await ask('POST', '/month/_index', {index: {fields: ['grosze']}})).status, 200);
	await untilBuilding(ask);
	t.is((await ask('PUT', '/month/bread', {grosze: -1})).status, 201);
	const cheapest = {selector: {grosze: {$lt: 2}}, fields: ['_id']};
	t.deepEqual((await ask('POST', '/month/_find', cheapest)).body.docs, [{_id: 'bread'}, {_id: '0'}, {_id: '1'}]);
	const {body} = await ask('GET', '/month/0');
	await ask('DELETE', `/month/0?rev=${body._rev}`);
	t.deepEqual((await ask('POST', '/month/_find', cheapest)).body.docs, [{_id: 'bread'}, {_id: '1'}]);
});
