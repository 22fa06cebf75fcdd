import type {ExecutionContext} from 'ava';
import {type Couch, conformance} from './couch.ts';

/** One document with a winner, a loser and a deleted branch. */
async function forked(t: ExecutionContext, couch: Couch): Promise<string> {
	const db = await couch.database(t);
	const docs = [
		{_id: 'd', _rev: '1-aaa', v: 1},
		{_id: 'd', _rev: '1-eee', v: 1},
		{_id: 'd', _rev: '2-ccc', _revisions: {start: 2, ids: ['ccc', 'aaa']}, v: 1},
		{_id: 'd', _rev: '2-ddd', _deleted: true},
		{_id: 'plain', _rev: '1-a', v: 1},
	];
	await couch.request('POST', `/${db}/_bulk_docs`, {body: {docs, new_edits: false}});
	return db;
}

conformance('live losers show wherever a document does, when they are asked for', async (t, couch) => {
	const db = await forked(t, couch);
	const views = {c: {map: 'doc => { if (doc._conflicts) emit(doc._id, doc._conflicts); }'}};
	await couch.request('PUT', `/${db}/_design/v`, {body: {views}});
	const shown = async (method: 'GET' | 'POST', path: string, body?: object) => {
		const answer = await couch.request(method, `/${db}/${path}`, body === undefined ? {} : {body});
		return answer.body;
	};
	const keys = await shown('POST', '_all_docs?include_docs=true&conflicts=true', {keys: ['d', 'plain']});
	t.like(keys['rows'], [{doc: {_conflicts: ['1-eee']}}, {doc: {_conflicts: undefined}}] as never);
	const found = await shown('POST', '_find', {selector: {v: 1}, conflicts: true});
	t.like(found['docs'], [
		{_id: 'd', _conflicts: ['1-eee']},
		{_id: 'plain', _conflicts: undefined},
	] as never);
	const view = await shown('GET', '_design/v/_view/c?include_docs=true&conflicts=true');
	t.like(view['rows'], [{value: ['1-eee'], doc: {_conflicts: ['1-eee']}}] as never);
	const plain = await shown('GET', '_all_docs?include_docs=true&key="d"');
	t.is(plain['rows']?.[0]?.['doc']?.['_conflicts'], undefined);
	t.is((await shown('POST', '_find', {selector: {_id: 'd'}}))['docs']?.[0]?.['_conflicts'], undefined);
});

conformance('changes list all leaves, and conflicts only beside a document', async (t, couch) => {
	const db = await forked(t, couch);
	for (const feed of ['normal', 'continuous']) {
		const query = `style=all_docs&conflicts=true&feed=${feed}&timeout=50`;
		const {text} = await couch.request('GET', `/${db}/_changes?${query}&include_docs=true`);
		t.regex(text, /"changes":\[\{"rev":"2-ccc"\},\{"rev":"1-eee"\},\{"rev":"2-ddd"\}\]/);
		t.regex(text, /"_conflicts":\["1-eee"\]/);
		const without = await couch.request('GET', `/${db}/_changes?${query}`);
		t.notRegex(without.text, /_conflicts|"doc"/);
	}
});

conformance('the place of a change is told by the plain document only', async (t, couch) => {
	const db = await forked(t, couch);
	await couch.request('PUT', `/${db}/last`, {body: {}});
	const {body: info} = await couch.request('GET', `/${db}`);
	const at = async (path: string) => (await couch.request('GET', `/${db}/${path}`)).body['_local_seq'] as unknown;
	t.is(await at('last?local_seq=true'), Number.parseInt(String(info['update_seq']), 10));
	t.is(await at('last'), undefined);
	t.is(await at('d?local_seq=true&rev=1-eee'), undefined);
});

conformance('a revision is read by itself, and what it has become', async (t, couch) => {
	const db = await forked(t, couch);
	const headers = {accept: 'application/json'};
	const read = async (query: string) => (await couch.request('GET', `/${db}/d?${query}`, {headers})).body;
	t.like(await read('rev=1-eee&conflicts=true'), {_rev: '1-eee', _conflicts: undefined} as never);
	t.like(await read('rev=2-ddd'), {_rev: '2-ddd', _deleted: true} as never);
	t.like(await read('open_revs=["1-aaa"]&latest=true'), [{ok: {_rev: '2-ccc'}}] as never);
	t.like(await read('open_revs=["9-x"]&latest=true'), [{missing: '9-x'}] as never);
	// CouchDB answers with the winner here; nobody may take the server down with it.
	t.true([200, 404].includes((await couch.request('GET', `/${db}/d?rev=9-x&latest=true`)).status));
	t.is((await couch.request('GET', `/${db}/plain`)).status, 200);
});

conformance('a revision that is none is refused by every reader', async (t, couch) => {
	const db = await forked(t, couch);
	for (const query of ['rev=x', 'rev=', 'open_revs=["x"]', 'open_revs={}', 'open_revs=[1]']) {
		const {status, body} = await couch.request('GET', `/${db}/d?${query}`, {headers: {accept: 'application/json'}});
		t.is(status, 400, query);
		t.is(String(body['error']), 'bad_request');
	}
	t.is((await couch.request('POST', `/${db}/_revs_diff`, {body: {d: ['x']}})).status, 400);
	const wanted = {docs: [{id: 'd', rev: 'x'}, {id: '_x'}, {id: 'd', rev: '1-eee'}]};
	const {body} = await couch.request('POST', `/${db}/_bulk_get`, {body: wanted});
	t.like(body['results'], [
		{docs: [{error: {error: 'bad_request'}}]},
		{docs: [{error: {error: 'illegal_docid'}}]},
		{docs: [{ok: {_rev: '1-eee'}}]},
	] as never);
});

conformance('a hash of 32 letters is one revision however it is spelled', async (t, couch) => {
	const db = await couch.database(t);
	const hash = 'ABCDEF0123456789ABCDEF0123456789';
	const body = {docs: [{_id: 'd', _rev: `1-${hash}`}], new_edits: false};
	await couch.request('POST', `/${db}/_bulk_docs`, {body});
	const {body: stored} = await couch.request('GET', `/${db}/d`);
	t.is(String(stored['_rev']), `1-${hash.toLowerCase()}`);
	const {body: missing} = await couch.request('POST', `/${db}/_revs_diff`, {body: {d: [`1-${hash}`]}});
	t.deepEqual({...missing}, {});
});

conformance('a document that was never there cannot be updated where documents are validated', async (t, couch) => {
	const db = await couch.database(t);
	await couch.request('PUT', `/${db}/_design/guard`, {body: {validate_doc_update: '() => {}'}});
	for (const _rev of ['1-abc', '6-abc']) {
		t.is((await couch.request('PUT', `/${db}/orphan`, {body: {_rev}})).status, 409);
	}
});
