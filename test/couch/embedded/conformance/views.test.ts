import type {ExecutionContext} from 'ava';
import {type Couch, conformance} from './couch.ts';

const views = {
	byDay: {map: 'doc => { if (doc.day) emit([doc.day, doc.till], doc.grosze); }', reduce: '_sum'},
	stats: {map: 'doc => { if (doc.day) emit(doc.till, doc.grosze); }', reduce: '_stats'},
	ids: {map: 'function (doc) { emit(doc._id, null); }', reduce: '_count'},
	longest: {
		map: 'doc => { if (doc.day) emit(null, doc.till.length); }',
		reduce: '(keys, values) => Math.max.apply(null, values)',
	},
	throws: {map: "doc => { if (doc._id === 'r1') throw new Error('bug'); emit(doc._id, 1); }"},
	lib: {word: "exports.of = doc => 'word ' + doc._id;"},
	words: {map: "doc => { emit(require('views/lib/word').of(doc), 1); }"},
};

const receipts = [
	{_id: 'r1', day: '2026-11-02', till: 'till-01', grosze: 100},
	{_id: 'r2', day: '2026-11-02', till: 'till-02', grosze: 250},
	{_id: 'r3', day: '2026-11-03', till: 'till-01', grosze: 50},
];

async function shop(t: ExecutionContext, couch: Couch): Promise<string> {
	const db = await couch.database(t);
	await couch.request('POST', `/${db}/_bulk_docs`, {body: {docs: [...receipts, {_id: '_design/r', views}]}});
	return db;
}

interface Row {
	readonly id?: string;
	readonly key: unknown;
	readonly value: unknown;
	readonly doc?: {readonly _id: string};
}

async function rows(couch: Couch, db: string, view: string, query = ''): Promise<readonly Row[]> {
	const {body} = await couch.request('GET', `/${db}/_design/r/_view/${view}?${query}`);
	return body['rows'] as unknown as readonly Row[];
}

conformance('a view sums by day and by till', async (t, couch) => {
	const db = await shop(t, couch);
	t.deepEqual(await rows(couch, db, 'byDay'), [{key: null, value: 400}]);
	t.deepEqual(await rows(couch, db, 'byDay', 'group_level=1'), [
		{key: ['2026-11-02'], value: 350},
		{key: ['2026-11-03'], value: 50},
	]);
	t.deepEqual(await rows(couch, db, 'byDay', 'group=true&limit=1&skip=1'), [
		{key: ['2026-11-02', 'till-02'], value: 250},
	]);
	t.deepEqual(await rows(couch, db, 'byDay', 'startkey=["2026-11-03"]&endkey=["2026-11-03",{}]'), [
		{key: null, value: 50},
	]);
	t.deepEqual(await rows(couch, db, 'stats', 'key="till-01"'), [
		{key: null, value: {sum: 150, count: 2, min: 50, max: 100, sumsqr: 12500}},
	]);
	t.deepEqual(await rows(couch, db, 'longest'), [{key: null, value: 7}]);
});

conformance('a view lists its rows in order, forwards and backwards, with documents', async (t, couch) => {
	const db = await shop(t, couch);
	const ids = async (query: string) => (await rows(couch, db, 'byDay', `reduce=false&${query}`)).map(({id}) => id);
	t.deepEqual(await ids(''), ['r1', 'r2', 'r3']);
	t.deepEqual(await ids('descending=true&limit=2'), ['r3', 'r2']);
	t.deepEqual(await ids('startkey=["2026-11-02","till-02"]'), ['r2', 'r3']);
	t.deepEqual(await ids('endkey=["2026-11-02","till-02"]&inclusive_end=false'), ['r1']);
	t.deepEqual(await ids('keys=[["2026-11-03","till-01"],["2026-11-02","till-01"]]'), ['r3', 'r1']);
	const [first] = await rows(couch, db, 'byDay', 'reduce=false&include_docs=true&limit=1');
	t.is(first?.doc?._id, 'r1');
});

conformance('a view follows its documents', async (t, couch) => {
	const db = await shop(t, couch);
	t.deepEqual(await rows(couch, db, 'ids', 'reduce=true'), [{key: null, value: 3}]);
	const {body} = await couch.request('GET', `/${db}/r1`);
	await couch.request('DELETE', `/${db}/r1?rev=${body['_rev']}`);
	await couch.request('PUT', `/${db}/r9`, {body: {}});
	t.deepEqual(
		(await rows(couch, db, 'ids', 'reduce=false')).map(({id}) => id),
		['r2', 'r3', 'r9'],
	);
});

conformance('a map that throws leaves out that document; one may use a library', async (t, couch) => {
	const db = await shop(t, couch);
	t.deepEqual(
		(await rows(couch, db, 'throws')).map(({id}) => id),
		['r2', 'r3'],
	);
	t.is((await rows(couch, db, 'words'))[0]?.key, 'word r1');
});

conformance('a map that is no function is refused when it is stored', async (t, couch) => {
	const db = await couch.database(t);
	const body = {views: {broken: {map: 'doc => {'}}};
	const answer = await couch.request('PUT', `/${db}/_design/r`, {body});
	t.is(answer.status, 400);
	t.is(String(answer.body['error']), 'compilation_error');
});

conformance('a view that is not there is said', async (t, couch) => {
	const db = await shop(t, couch);
	t.is((await couch.request('GET', `/${db}/_design/r/_view/none`)).status, 404);
	t.is((await couch.request('GET', `/${db}/_design/none/_view/none`)).status, 404);
	t.is((await couch.request('GET', `/${db}/_design/r/_view/ids?group=true&reduce=false`)).status, 400);
	t.is((await couch.request('GET', `/${db}/_design/r/_info`)).status, 200);
});

conformance('documents are found by a selector, with an index or without', async (t, couch) => {
	const db = await shop(t, couch);
	const find = async (body: object) => {
		const answer = await couch.request('POST', `/${db}/_find`, {body});
		return (answer.body['docs'] as unknown as {_id: string}[]).map(({_id}) => _id);
	};
	t.deepEqual(await find({selector: {till: 'till-01'}}), ['r1', 'r3']);
	const index = await couch.request('POST', `/${db}/_index`, {body: {index: {fields: ['grosze']}, name: 'grosze'}});
	t.is(String(index.body['result']), 'created');
	t.deepEqual(await find({selector: {grosze: {$gt: 60}}, sort: [{grosze: 'asc'}]}), ['r1', 'r2']);
	t.deepEqual(await find({selector: {grosze: {$gt: 60}}, sort: [{grosze: 'asc'}], limit: 1}), ['r1']);
	const list = await couch.request('GET', `/${db}/_index`);
	t.is(Number(list.body['total_rows']), 2);
	t.is((await couch.request('POST', `/${db}/_find`, {body: {}})).status, 400);
});

conformance('a design document of the wrong form is refused by its field', async (t, couch) => {
	const db = await couch.database(t);
	for (const [body, reason] of [
		[{views: {v: {map: 'doc => {}', reduce: '_product'}}}, '`_product` is not a supported reduce function.'],
		[{views: {v: {map: 7}}}, '`views.v.map` field must have string type'],
		[{views: {v: 7}}, '`views.v` field must have object type'],
		[{views: 7}, '`views` field must have object type'],
		[{views: {v: {}}}, 'View `v` must contain map function'],
		[{validate_doc_update: 7}, '`validate_doc_update` field must have string type'],
		[{filters: 7}, '`filters` field must have object type'],
	] as const) {
		const answer = await couch.request('PUT', `/${db}/_design/r`, {body});
		t.is(answer.status, 400, reason);
		t.is(String(answer.body['reason']), reason);
	}
});

conformance('a range the wrong way round is an error, not an empty view', async (t, couch) => {
	const db = await shop(t, couch);
	for (const query of ['startkey="b"&endkey="a"', 'startkey="a"&endkey="b"&descending=true']) {
		const {status, body} = await couch.request('GET', `/${db}/_design/r/_view/ids?reduce=false&${query}`);
		t.is(status, 400);
		t.regex(String(body['reason']), /^No rows can match your key range/);
	}
});

conformance('what cannot be reduced is said in the place of the value', async (t, couch) => {
	const db = await couch.database(t);
	const map = 'doc => emit(doc._id, doc.value)';
	const views = {sum: {map, reduce: '_sum'}, own: {map, reduce: '(keys, values) => values[0].none.none'}};
	const docs = [
		{_id: 'a', value: {x: 1, y: {z: 2}}},
		{_id: 'b', value: {x: 4}},
		{_id: 'c', value: 'text'},
	];
	await couch.nano.use(db).bulk({docs: [...docs, {_id: '_design/r', views} as object]});
	t.deepEqual(await rows(couch, db, 'sum', 'endkey="b"'), [{key: null, value: {x: 5, y: {z: 2}}}]);
	const [failed] = await rows(couch, db, 'sum', 'group=true&key="c"');
	t.like(failed, {value: {error: 'builtin_reduce_error'}});
	t.deepEqual(await rows(couch, db, 'own'), [{key: null, value: null}]);
});

conformance(
	'equal keys of one document come in the order of their values, whichever way the view is read',
	async (t, couch) => {
		const db = await couch.database(t);
		const map = "doc => { for (const value of doc.values || []) emit('same', value); }";
		const values = [
			...[-1, 0, 0.1, 2, 1e21, false, null, true],
			...[{}, {a: 1}, {a: 1, b: 2}, {a: 2}, {b: 0}, {b: 0, a: 0}],
			...[[], [1], [1, 2], [2], [['x']]],
			...['', '10', 'Z', 'a', 'zz', '\u0105', '\uffff', '\u{1f600}'],
		];
		const docs = [
			{_id: 'a', values: values.toReversed()},
			{_id: 'b', values: [3, 1, 2]},
			{_id: '_design/r', views: {same: {map}}},
		];
		await couch.nano.use(db).bulk({docs});
		const read = async (query: string) => (await rows(couch, db, 'same', query)).map(({value}) => value);
		t.deepEqual(await read(''), [...values, 1, 2, 3]);
		t.deepEqual(await read('descending=true'), [1, 2, 3, ...values]);
		t.deepEqual(await read('descending=true&skip=1&limit=3'), [2, 3, -1]);
		t.deepEqual(await read('keys=["same"]&descending=true&limit=4'), [1, 2, 3, -1]);
	},
);

conformance('statistics of lists are lists of statistics, and those of statistics go on', async (t, couch) => {
	const views = {stats: {map: 'doc => emit(doc._id, doc.value)', reduce: '_stats'}};
	const stats = async (...given: readonly unknown[]) => {
		const docs = given.map((value, place) => ({_id: String(place), value}));
		const own = await couch.database(t);
		await couch.nano.use(own).bulk({docs: [...docs, {_id: '_design/r', views}]});
		return (await rows(couch, own, 'stats'))[0]?.value;
	};
	const one = {sum: 1, count: 1, min: 1, max: 1, sumsqr: 1};
	t.deepEqual(await stats([1, [2]], [3, [5]]), [
		{sum: 4, count: 2, min: 1, max: 3, sumsqr: 10},
		[{sum: 7, count: 2, min: 2, max: 5, sumsqr: 29}],
	]);
	t.deepEqual(await stats(one, 4), {sum: 5, count: 2, min: 1, max: 4, sumsqr: 17});
	t.deepEqual(await stats([], []), []);
});
