import {join} from 'node:path';
import {fc, testProp} from '@fast-check/ava';
import test, {type ExecutionContext} from 'ava';
import {openStore, type Store} from '../../../couch/store/pouch.ts';
import {openSqlite} from '../../../couch/store/sqlite.ts';
import {
	documentsAfter,
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
	t.deepEqual(await documentsAfter(store, {after: '', limit: 10}), [milk]);
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

test('documents come in the order of the bytes of their ids, page by page, without the deleted ones', async t => {
	const store = await freshStore(t);
	const ids = ['a', 'Z', 'ż', 'product:2', 'product:10', '\u{1f95b}', '\ufb01'];
	await insertNew(
		store,
		ids.map(_id => ({_id, _rev: milk._rev})),
	);
	await store.remove('product:2', milk._rev);
	const sorted = ids
		.filter(id => id !== 'product:2')
		.toSorted((left, right) => (bytesOf(left) < bytesOf(right) ? -1 : 1));
	const read: string[] = [];
	for (let after = ''; ; after = read.at(-1) ?? '') {
		const page = await documentsAfter(store, {after, limit: 2});
		read.push(...page.map(({_id}) => _id));
		if (page.length < 2) break;
	}
	t.deepEqual(read, sorted);
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
