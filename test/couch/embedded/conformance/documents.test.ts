import {conformance} from './couch.ts';

conformance('a document is stored, read, changed and removed', async (t, couch) => {
	const db = couch.nano.use<{price?: number}>(await couch.database(t));
	const first = await db.insert({price: 1}, 'bread');
	t.regex(first.rev, /^1-/);
	const second = await db.insert({price: 2, _rev: first.rev}, 'bread');
	t.is((await db.get('bread')).price, 2);
	t.is((await db.get('bread', {rev: first.rev})).price, 1);
	const removed = await db.destroy('bread', second.rev);
	t.regex(removed.rev, /^3-/);
	await t.throwsAsync(db.get('bread'), {message: 'deleted'});
	await t.throwsAsync(db.get('milk'), {message: 'missing'});
});

conformance('a document written over another revision than the last is a conflict', async (t, couch) => {
	const db = await couch.database(t);
	await couch.request('PUT', `/${db}/parked:1`, {body: {by: 'till-01'}});
	for (const body of [{}, {_rev: '1-abc'}, {_rev: '7-abc'}]) {
		const {status, body: answer} = await couch.request('PUT', `/${db}/parked:1`, {body});
		t.is(status, 409);
		t.deepEqual({...answer}, {error: 'conflict', reason: 'Document update conflict.'} as never);
	}
	t.is((await couch.request('DELETE', `/${db}/parked:1`)).status, 409);
	t.is((await couch.request('DELETE', `/${db}/never`)).status, 404);
});

conformance('a new document over a deleted one goes on from its revision', async (t, couch) => {
	const db = couch.nano.use(await couch.database(t));
	const {rev} = await db.insert({}, 'bread');
	await db.destroy('bread', rev);
	t.regex((await db.insert({again: true} as object, 'bread')).rev, /^3-/);
});

conformance('an id may hold a slash, spaces and Polish letters', async (t, couch) => {
	const db = couch.nano.use(await couch.database(t));
	for (const id of ['a/b', 'receipt:till-01:00000001', 'żółć i ser', 'a+b&c=d', '%2F']) {
		await db.insert({}, id);
		t.is((await db.get(id))._id, id);
	}
});

conformance('what is wrong with a document is said', async (t, couch) => {
	const db = await couch.database(t);
	const cases = [
		[{_id: '_x'}, 400, 'illegal_docid'],
		[{_id: 'x', _foo: 1}, 400, 'doc_validation'],
		[{_id: 'x', _rev: 'abc'}, 400, 'bad_request'],
		[{_id: 7}, 400, 'illegal_docid'],
		[{_id: 'x', _deleted: 'yes'}, 400, 'doc_validation'],
		[{_id: 'x', _revisions: 'none'}, 400, 'doc_validation'],
		[[], 400, 'bad_request'],
	] as const;
	for (const [body, status, error] of cases) {
		const answer = await couch.request('POST', `/${db}`, {body});
		t.is(answer.status, status);
		t.is(String(answer.body['error']), error);
	}
	const broken = await couch.request('POST', `/${db}`, {raw: '{"a":'});
	t.is(broken.status, 400);
	t.is(String(broken.body['reason']), 'invalid UTF-8 JSON');
	const untyped = await couch.request('POST', `/${db}`, {raw: '{}', headers: {'content-type': 'text/plain'}});
	t.is(untyped.status, 415);
});

conformance('an id with half a surrogate pair is refused, alone and in a batch', async (t, couch) => {
	const db = await couch.database(t);
	// SQLite would take it for the id with the other half.
	t.is((await couch.request('POST', `/${db}`, {raw: String.raw`{"_id":"a\ud800b"}`})).status, 400);
	const batch = String.raw`{"docs":[{"_id":"a\udc00b"}],"new_edits":true}`;
	t.is((await couch.request('POST', `/${db}/_bulk_docs`, {raw: batch})).status, 400);
	t.is(Number((await couch.request('GET', `/${db}/_all_docs`)).body['total_rows']), 0);
});

conformance('the tag of a document spares reading it again', async (t, couch) => {
	const db = await couch.database(t);
	await couch.request('PUT', `/${db}/bread`, {body: {}});
	const tag = (await couch.request('GET', `/${db}/bread`)).headers.get('etag') ?? '';
	t.is((await couch.request('GET', `/${db}/bread`, {headers: {'if-none-match': tag}})).status, 304);
	t.is((await couch.request('HEAD', `/${db}/bread`)).headers.get('etag'), tag);
});

conformance('a document is shown with its history and its conflicts', async (t, couch) => {
	const db = await couch.database(t);
	const docs = [
		{_id: 'd', _rev: '1-aaa'},
		{_id: 'd', _rev: '1-eee'},
		{_id: 'd', _rev: '2-ccc', _revisions: {start: 2, ids: ['ccc', 'aaa']}},
		{_id: 'd', _rev: '2-ddd', _deleted: true},
	];
	await couch.request('POST', `/${db}/_bulk_docs`, {body: {docs, new_edits: false}});
	const {body} = await couch.request('GET', `/${db}/d?revs=true&conflicts=true&deleted_conflicts=true`);
	t.like(body, {
		_rev: '2-ccc',
		_revisions: {start: 2, ids: ['ccc', 'aaa']},
		_conflicts: ['1-eee'],
		_deleted_conflicts: ['2-ddd'],
	} as never);
	const open = await couch.request('GET', `/${db}/d?open_revs=["1-eee","9-z"]`, {
		headers: {accept: 'application/json'},
	});
	t.like(open.body, [{ok: {_rev: '1-eee'}}, {missing: '9-z'}] as never);
	const all = await couch.request('GET', `/${db}/d?open_revs=all`, {headers: {accept: 'application/json'}});
	t.is(all.body.length, 3);
});

conformance('local documents stay out of sight, and the last writer wins', async (t, couch) => {
	const db = await couch.database(t);
	const path = `/${db}/_local/cursor`;
	t.is((await couch.request('GET', path)).status, 404);
	t.is((await couch.request('PUT', path, {body: {at: 1}})).status, 201);
	t.is((await couch.request('PUT', path, {body: {at: 2}})).status, 201);
	const {body} = await couch.request('GET', path);
	t.is(Number(body['at']), 2);
	t.is((await couch.request('PUT', path, {body: {at: 3, _rev: body['_rev']}})).status, 201);
	const {doc_count} = await couch.nano.db.get(db);
	t.is(doc_count, 0);
	t.is((await couch.request('GET', `/${db}/_changes`)).body['results']?.length, 0);
	t.is((await couch.request('DELETE', path)).status, 200);
	t.is((await couch.request('GET', path)).status, 404);
});

conformance('all documents are listed by id, in any range and order', async (t, couch) => {
	const name = await couch.database(t);
	const db = couch.nano.use(name);
	await db.bulk({docs: ['a', 'b', 'c', 'd'].map(_id => ({_id}))});
	const ids = async (query: string) => {
		const {body} = await couch.request('GET', `/${name}/_all_docs?${query}`);
		return (body['rows'] as unknown as {id: string}[]).map(({id}) => id).join('');
	};
	for (const withDocuments of ['', '&include_docs=true']) {
		t.is(await ids(`${withDocuments}`), 'abcd');
		t.is(await ids(`startkey="b"${withDocuments}`), 'bcd');
		t.is(await ids(`startkey="b"&endkey="c"${withDocuments}`), 'bc');
		t.is(await ids(`startkey="b"&endkey="d"&inclusive_end=false${withDocuments}`), 'bc');
		t.is(await ids(`descending=true&startkey="c"${withDocuments}`), 'cba');
		t.is(await ids(`limit=2&skip=1${withDocuments}`), 'bc');
		t.is(await ids(`limit=0${withDocuments}`), '');
		t.is(await ids(`key="c"${withDocuments}`), 'c');
		t.is(await ids(`startkey=null${withDocuments}`), 'abcd');
	}
	t.is((await couch.request('GET', `/${name}/_all_docs?key=bad`)).status, 400);
	t.is((await couch.request('GET', `/${name}/_all_docs?limit=x`)).status, 400);
});

conformance('the documents of a range are the ones that are read one by one', async (t, couch) => {
	const name = await couch.database(t);
	const db = couch.nano.use(name);
	await db.bulk({
		docs: [{_id: 'a'}, {_id: 'b "c"', text: 'żółć "\\ \n \u2028', deep: {list: [1, 2.5, -3e21, null, true, [], {}]}}],
	});
	const {body} = await couch.request('GET', `/${name}/_all_docs?include_docs=true`);
	const rows = body['rows'] as unknown as readonly {id: string; key: string; value: object; doc: object}[];
	t.is(rows.length, 2);
	for (const {id, key, value, doc} of rows) {
		const {body: one} = await couch.request('GET', `/${name}/${encodeURIComponent(id)}`);
		t.deepEqual({...doc}, {...one} as never);
		t.deepEqual([key, {...value}], [id, {rev: one['_rev']} as never]);
	}
});

conformance('documents asked for by id come in that order, missing and deleted ones said', async (t, couch) => {
	const name = await couch.database(t);
	const db = couch.nano.use(name);
	const [bread] = await db.bulk({docs: [{_id: 'bread'}, {_id: 'milk'}]});
	await db.destroy('bread', bread?.rev ?? '');
	const {body} = await couch.request('POST', `/${name}/_all_docs`, {body: {keys: ['milk', 'bread', 'egg', 'milk']}});
	t.like(body['rows'], [
		{id: 'milk'},
		{id: 'bread', value: {deleted: true}},
		{key: 'egg', error: 'not_found'},
		{id: 'milk'},
	] as never);
});

conformance('conflicts show in the list of all documents', async (t, couch) => {
	const name = await couch.database(t);
	const docs = ['1-aaa', '1-bbb'].map(_rev => ({_id: 'd', _rev}));
	await couch.request('POST', `/${name}/_bulk_docs`, {body: {docs, new_edits: false}});
	const {body} = await couch.request('GET', `/${name}/_all_docs?include_docs=true&conflicts=true`);
	t.like(body['rows'], [{doc: {_rev: '1-bbb', _conflicts: ['1-aaa']}}] as never);
});

conformance('keys are not mixed with a range', async (t, couch) => {
	const db = await couch.database(t);
	for (const query of ['key="a"', 'startkey="a"', 'end_key="a"']) {
		const {status, body} = await couch.request('POST', `/${db}/_all_docs?${query}`, {body: {keys: ['a', 'b']}});
		t.is(status, 400, query);
		t.is(String(body['error']), 'query_parse_error');
	}
});

conformance('a document is removed by writing that it is', async (t, couch) => {
	const db = couch.nano.use(await couch.database(t));
	const {rev} = await db.insert({}, 'bread');
	const path = `/${db.config.db}/bread`;
	t.is((await couch.request('PUT', path, {body: {_rev: rev, _deleted: true, by: 'office'}})).status, 200);
	t.is((await couch.request('GET', path)).status, 404);
	t.is((await couch.request('DELETE', `/${db.config.db}/never?rev=1-a`)).status, 404);
});
