import {join} from 'node:path';
import {fc, testProp} from '@fast-check/ava';
import test, {type ExecutionContext} from 'ava';
import {openStore, type Store} from '../../../couch/store/pouch.ts';
import {openSqlite} from '../../../couch/store/sqlite.ts';
import {
	documentPages,
	documentsWithin,
	idsBetween,
	insertNew,
	latestSequence,
	type RevisedDocument,
	revisionTrees,
} from '../../../couch/store/tables.ts';
import {temporaryFolder} from './folder.ts';

type Write = PouchDB.Core.PutDocument<object>;

const milk = {_id: 'product:milk', _rev: `1-${'a'.repeat(32)}`, name: 'Mleko', priceGrosze: 399};
const tea = {_id: 'product:tea', _rev: `12-${'b'.repeat(32)}`, name: 'Herbata „Złota”', priceGrosze: 1299};

async function freshStore(t: ExecutionContext): Promise<Store> {
	const store = openStore({file: join(temporaryFolder(t), 'store.sqlite')});
	await store.info();
	return store;
}

async function putAll(store: Store, documents: readonly RevisedDocument[]): Promise<void> {
	await store.bulkDocs(documents.map(document => ({...document})) as Write[], {new_edits: false});
}

async function allIn(store: Store, pageSize = 10): Promise<readonly RevisedDocument[]> {
	const read: RevisedDocument[] = [];
	for await (const page of documentPages(store, pageSize)) read.push(...page);
	return read;
}

/** In hex, which sorts as the bytes do. */
function bytesOf(text: string): string {
	return Buffer.from(text).toString('hex');
}

/** What the file itself holds. */
async function rowsOf(store: Store): Promise<object> {
	await store.close();
	const file = openSqlite(store.name);
	const tables = ['document-store', 'by-sequence', 'sqlite_sequence'].map(name => file.all(`SELECT * FROM '${name}'`));
	await file.close();
	return tables;
}

const revision = fc
	.tuple(fc.integer({min: 1, max: 30}), fc.stringMatching(/^[0-9a-f]{32}$/))
	.map(([generation, id]) => `${generation}-${id}`);
const document = fc
	.tuple(
		fc.string({minLength: 1, unit: 'grapheme'}).filter(id => !id.startsWith('_')),
		revision,
		fc.dictionary(
			fc.string().filter(name => !name.startsWith('_') && name !== '__proto__'),
			fc.jsonValue(),
		),
	)
	.map(([_id, _rev, content]): RevisedDocument => ({...content, _id, _rev}));

testProp(
	'what is inserted at once lies in the file as PouchDB would have put it',
	[fc.uniqueArray(document, {maxLength: 6, selector: ({_id}) => _id})],
	async (t, documents) => {
		const context = t as unknown as ExecutionContext;
		const [direct, stock] = [await freshStore(context), await freshStore(context)];
		await putAll(direct, [tea]);
		await putAll(stock, [tea]);
		const news = documents.filter(({_id}) => _id !== tea._id);
		await insertNew(direct, news);
		// Within one call PouchDB writes in an order of its own.
		for (const one of news) await putAll(stock, [one]);
		t.deepEqual(await rowsOf(direct), await rowsOf(stock));
	},
	{numRuns: 12},
);

test('a document that is there already is refused, and with it everything that came beside it', async t => {
	const store = await freshStore(t);
	await putAll(store, [milk]);
	await t.throwsAsync(insertNew(store, [tea, {...milk, _rev: `1-${'c'.repeat(32)}`}]));
	t.deepEqual(await allIn(store), [milk]);
	await insertNew(store, [tea]);
	t.is(Number((await store.info()).update_seq), 2);
});

test('an inserted document is changed, deleted and replicated by PouchDB like any other', async t => {
	const store = await freshStore(t);
	await insertNew(store, [milk, tea]);
	const {rev} = await store.put({...milk, priceGrosze: 419});
	t.like(await store.get(milk._id), {priceGrosze: 419});
	await store.remove(milk._id, rev);
	const other = await freshStore(t);
	await other.replicate.from(store);
	t.deepEqual(
		(await other.allDocs()).rows.map(({id}) => id),
		[tea._id],
	);
	t.like(await other.get(tea._id), tea);
});

testProp(
	'what is read in pages is what PouchDB reads',
	[fc.uniqueArray(document, {maxLength: 6, selector: ({_id}) => _id}), fc.integer({min: 1, max: 3})],
	async (t, documents, pageSize) => {
		const store = await freshStore(t as unknown as ExecutionContext);
		await putAll(store, documents);
		const {rows} = await store.allDocs({include_docs: true});
		const byId = (left: {_id: string}, right: {_id: string}) => (bytesOf(left._id) < bytesOf(right._id) ? -1 : 1);
		const read = await allIn(store, pageSize);
		t.deepEqual(
			read.toSorted(byId),
			rows.flatMap(row => ('doc' in row && row.doc ? [row.doc as RevisedDocument] : [])).toSorted(byId),
		);
	},
	{numRuns: 12},
);

test('documents come in the order in which they were last written, without the deleted ones', async t => {
	const store = await freshStore(t);
	await insertNew(store, [milk, tea, {_id: 'empty', _rev: milk._rev}]);
	await store.put({...milk, priceGrosze: 419});
	await store.remove(tea._id, tea._rev);
	const read = await allIn(store, 1);
	t.deepEqual(
		read.map(({_id, priceGrosze}) => [_id, priceGrosze]),
		[
			['empty', undefined],
			[milk._id, 419],
		],
	);
});

test('of two branches the winner is read', async t => {
	const store = await freshStore(t);
	await putAll(store, [milk, {...milk, _rev: `1-${'c'.repeat(32)}`, priceGrosze: 419}]);
	t.deepEqual(
		(await allIn(store)).map(({priceGrosze}) => priceGrosze),
		[419],
	);
});

test('what is written between two pages comes after them', async t => {
	const store = await freshStore(t);
	await insertNew(store, [milk, tea]);
	const pages = documentPages(store, 1);
	const prices = [];
	for await (const [document] of pages) {
		prices.push(document?.['priceGrosze']);
		if (prices.length === 1) await store.put({...milk, priceGrosze: 419});
	}
	t.deepEqual(prices, [399, 1299, 419]);
});

test('the store searches for no document by reading all of them', async t => {
	const store = await freshStore(t);
	await insertNew(store, [milk, tea]);
	await store.close();
	const file = openSqlite(store.name);
	const plan = file.all(`EXPLAIN QUERY PLAN ${documentsWithin}`, 0, 1).map(({detail}) => String(detail));
	await file.close();
	t.deepEqual(
		plan.filter(step => step.startsWith('SEARCH')),
		['SEARCH b USING INTEGER PRIMARY KEY (rowid>?)', 'SEARCH d USING COVERING INDEX doc-winningseq-idx (winningseq=?)'],
	);
});

test('ids come in the order of their bytes', async t => {
	const store = await freshStore(t);
	const ids = ['a', 'Z', 'ż', 'product:2', 'product:10', '\u{1f95b}', '\ufb01'];
	await insertNew(
		store,
		ids.map(_id => ({_id, _rev: milk._rev})),
	);
	await store.remove('product:2', milk._rev);
	t.deepEqual(await idsBetween(store, {after: 'Z', through: 'product:10'}), ['a', 'product:10']);
	t.deepEqual(await idsBetween(store, {after: 'product:10'}), ['ż', '\ufb01', '\u{1f95b}']);
});

test('trees are read of what is there, deleted or not', async t => {
	const store = await freshStore(t);
	await insertNew(store, [milk, tea]);
	await store.remove(milk._id, milk._rev);
	const trees = await revisionTrees<readonly {readonly pos: number}[]>(store, [milk._id, tea._id, 'product:salt']);
	t.deepEqual(
		[...trees].map(([id, tree]) => [id, tree[0]?.pos]),
		[
			[milk._id, 1],
			[tea._id, 12],
		],
	);
});

test('the latest sequence is the number of the last write', async t => {
	const store = await freshStore(t);
	t.is(await latestSequence(store), 0);
	await insertNew(store, [milk, tea]);
	t.is(await latestSequence(store), 2);
	await store.remove(milk._id, milk._rev);
	t.is(await latestSequence(store), 3);
});
