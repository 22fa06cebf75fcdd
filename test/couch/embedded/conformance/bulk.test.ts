import {conformance} from './couch.ts';

conformance('a batch answers for each document', async (t, couch) => {
	const db = await couch.database(t);
	await couch.request('PUT', `/${db}/bread`, {body: {}});
	const {status, body} = await couch.request('POST', `/${db}/_bulk_docs`, {
		body: {docs: [{_id: 'milk'}, {_id: 'bread'}, {}]},
	});
	t.is(status, 201);
	t.like(body, [
		{ok: true, id: 'milk'},
		{id: 'bread', error: 'conflict', reason: 'Document update conflict.'},
		{ok: true},
	] as never);
	t.is(body[1]?.['rev'], undefined);
});

conformance('a replicated batch lists only failures, and storing again is free', async (t, couch) => {
	const db = await couch.database(t);
	const batch = {docs: [{_id: 'bread', _rev: '1-aaa', v: 1}], new_edits: false};
	for (let round = 0; round < 2; round++) {
		const {status, body} = await couch.request('POST', `/${db}/_bulk_docs`, {body: batch});
		t.is(status, 201);
		t.deepEqual(body, [] as never);
	}
	// Another content under a known revision is not looked at.
	const other = {docs: [{_id: 'bread', _rev: '1-aaa', v: 2}], new_edits: false};
	t.deepEqual((await couch.request('POST', `/${db}/_bulk_docs`, {body: other})).body, [] as never);
	t.is(Number((await couch.request('GET', `/${db}/bread`)).body['v']), 1);
});

conformance('a batch with one ill-formed document is refused whole', async (t, couch) => {
	const db = await couch.database(t);
	const bad = [{_id: '_x', _rev: '1-a'}, {_id: 'x'}, {_id: 'x', _rev: 'abc'}, {_id: 'x', _rev: '1-a', _foo: 1}];
	for (const document of bad) {
		const body = {docs: [{_id: 'good', _rev: '1-a'}, document], new_edits: false};
		t.is((await couch.request('POST', `/${db}/_bulk_docs`, {body})).status, 400);
	}
	t.is((await couch.request('GET', `/${db}/good`)).status, 404);
});

conformance('a replicated document brings its ancestry', async (t, couch) => {
	const db = await couch.database(t);
	const docs = [{_id: 'd', _rev: '3-c', _revisions: {start: 3, ids: ['c', 'b', 'a']}}];
	await couch.request('POST', `/${db}/_bulk_docs`, {body: {docs, new_edits: false}});
	const {body} = await couch.request('POST', `/${db}/_revs_diff`, {body: {d: ['1-a', '3-c', '4-d'], e: ['1-e']}});
	t.like(body, {d: {missing: ['4-d'], possible_ancestors: ['3-c']}, e: {missing: ['1-e']}} as never);
});

conformance('two first revisions of one document are both kept, and the winner is chosen by hash', async (t, couch) => {
	const db = await couch.database(t);
	const docs = ['1-aaa', '1-ccc', '1-bbb'].map(_rev => ({_id: 'receipt', _rev}));
	await couch.request('POST', `/${db}/_bulk_docs`, {body: {docs, new_edits: false}});
	const {body} = await couch.request('GET', `/${db}/receipt?conflicts=true`);
	t.like(body, {_rev: '1-ccc', _conflicts: ['1-bbb', '1-aaa']} as never);
});

conformance('many documents are fetched with their history', async (t, couch) => {
	const db = await couch.database(t);
	const docs = [
		{_id: 'd', _rev: '2-b', _revisions: {start: 2, ids: ['b', 'a']}},
		{_id: 'gone', _rev: '2-x', _deleted: true},
	];
	await couch.request('POST', `/${db}/_bulk_docs`, {body: {docs, new_edits: false}});
	const wanted = [{id: 'd'}, {id: 'd', rev: '9-x'}, {id: 'gone', rev: '2-x'}, {id: 'never'}];
	const {body} = await couch.request('POST', `/${db}/_bulk_get?revs=true`, {body: {docs: wanted}});
	t.like(body['results'], [
		{id: 'd', docs: [{ok: {_rev: '2-b', _revisions: {start: 2, ids: ['b', 'a']}}}]},
		{id: 'd', docs: [{error: {id: 'd', rev: '9-x', error: 'not_found', reason: 'missing'}}]},
		{id: 'gone', docs: [{ok: {_deleted: true}}]},
		{id: 'never', docs: [{error: {error: 'not_found'}}]},
	] as never);
});

conformance('many documents come as JSON to those who take it', async (t, couch) => {
	const db = await couch.database(t);
	await couch.request('PUT', `/${db}/bread`, {body: {}});
	for (const accept of ['application/json', '*/*', 'application/json, multipart/mixed;q=0.9']) {
		const answer = await couch.request('POST', `/${db}/_bulk_get`, {body: {docs: [{id: 'bread'}]}, headers: {accept}});
		t.regex(answer.headers.get('content-type') ?? '', /^application\/json/, accept);
		t.like(answer.body['results'], [{id: 'bread', docs: [{ok: {_id: 'bread'}}]}] as never);
	}
});

conformance('documents nobody has are asked for in one request', async (t, couch) => {
	const db = await couch.database(t);
	const docs = [{_id: 'd', _rev: '1-a'}];
	await couch.request('POST', `/${db}/_bulk_docs`, {body: {docs, new_edits: false}});
	const asked = {d: ['1-a', '2-b'], e: ['1-e'], f: []};
	const diff = await couch.request('POST', `/${db}/_revs_diff`, {body: asked});
	t.deepEqual({...diff.body}, {d: {missing: ['2-b'], possible_ancestors: ['1-a']}, e: {missing: ['1-e']}} as never);
	const missing = await couch.request('POST', `/${db}/_missing_revs`, {body: asked});
	t.deepEqual({...missing.body['missing_revs']}, {d: ['2-b'], e: ['1-e']} as never);
});
