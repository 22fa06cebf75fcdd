import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {changedTexts, countChanged, type PageOptions} from '../../../couch/store/changed-texts.ts';
import {openStore, type Store} from '../../../couch/store/pouch.ts';
import {temporaryFolder} from './folder.ts';

async function filledStore(t: ExecutionContext, ids: readonly string[]): Promise<Store> {
	const store = openStore({file: join(temporaryFolder(t), 'store.sqlite')});
	t.teardown(() => store.close());
	await store.bulkDocs(ids.map(_id => ({_id, text: 'x'.repeat(100)})));
	return store;
}

const usual = {countMax: 100, bytesMax: 1_000_000, withTrees: false};

async function idsOf(store: Store, options: PageOptions): Promise<readonly string[][]> {
	const pages: string[][] = [];
	for (let after = 0; ; ) {
		const {documents, lastSequence, isLast} = await changedTexts(store, after, options);
		pages.push(documents.map(({id}) => id));
		if (isLast) return pages;
		after = lastSequence;
	}
}

test('changes come in pages of so many documents, or so many bytes, but at least one', async t => {
	const store = await filledStore(t, ['a', 'b', 'c', 'd', 'e']);
	t.deepEqual(await idsOf(store, usual), [['a', 'b', 'c', 'd', 'e']]);
	t.deepEqual(await idsOf(store, {...usual, countMax: 2}), [['a', 'b'], ['c', 'd'], ['e']]);
	t.deepEqual(await idsOf(store, {...usual, bytesMax: 250}), [['a', 'b'], ['c', 'd'], ['e']]);
	t.deepEqual(await idsOf(store, {...usual, bytesMax: 1}), [['a'], ['b'], ['c'], ['d'], ['e']]);
});

test('a document comes with its last change, deleted ones too, and everything is counted once', async t => {
	const store = await filledStore(t, ['a', 'b', 'c']);
	await store.put({...(await store.get('a')), text: 'new'});
	await store.remove(await store.get('b'));
	const {documents, lastSequence} = await changedTexts(store, 0, usual);
	t.deepEqual(
		documents.map(({id, isDeleted}) => [id, isDeleted]),
		[
			['c', false],
			['a', false],
			['b', true],
		],
	);
	t.deepEqual(JSON.parse(documents[1]?.json ?? ''), {text: 'new'});
	t.is(lastSequence, 5);
	t.is(await countChanged(store, 0), 3);
	t.is(await countChanged(store, 4), 1);
	t.deepEqual(await changedTexts(store, 5, usual), {documents: [], lastSequence: 5, isLast: true});
});

test('where histories are wanted they count, however short their documents are', async t => {
	const store = await filledStore(t, []);
	const ids = Array.from({length: 300}, (_, place) => String(place).padStart(32, '0'));
	const docs = ['a', 'b', 'c'].map(_id => ({_id, _rev: `300-${ids[0]}`, _revisions: {start: 300, ids}}));
	await store.bulkDocs(docs, {new_edits: false});
	t.deepEqual(await idsOf(store, {...usual, bytesMax: 20_000}), [['a', 'b', 'c']]);
	t.deepEqual(await idsOf(store, {...usual, bytesMax: 20_000, withTrees: true}), [['a'], ['b'], ['c']]);
	const texts = async (withTrees: boolean) => (await changedTexts(store, 0, {...usual, withTrees})).documents;
	t.deepEqual(
		(await texts(false)).map(({metadata}) => metadata),
		['', '', ''],
	);
	t.regex((await texts(true))[0]?.metadata ?? '', /"rev_tree":/);
});
