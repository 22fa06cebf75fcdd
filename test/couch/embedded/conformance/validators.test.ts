import type {ExecutionContext} from 'ava';
import {type Couch, conformance, makeUser, openTo} from './couch.ts';

async function guarded(t: ExecutionContext, couch: Couch, source: string, more: object = {}): Promise<string> {
	const db = await couch.database(t);
	await couch.request('PUT', `/${db}/_design/guard`, {body: {validate_doc_update: source, ...more}});
	return db;
}

async function replicate(couch: Couch, db: string, ...docs: readonly object[]) {
	return couch.request('POST', `/${db}/_bulk_docs`, {body: {docs, new_edits: false}});
}

/** Refuses every document and tells what it was shown. */
const telling = '(n, o, u, s) => { throw {forbidden: JSON.stringify({n: n, o: o, u: u, s: s})}; }';

interface Shown {
	readonly n: {readonly _rev?: string; readonly _revisions?: object; readonly _deleted?: boolean};
	readonly o: {readonly _rev: string; readonly v?: number; readonly _deleted?: boolean} | null;
	readonly u: object;
	readonly s: object;
}

function shown(reason: unknown): Shown {
	return JSON.parse(String(reason));
}

conformance('a validator refuses with a reason, for an admin too', async (t, couch) => {
	const db = await guarded(t, couch, "function (n) { if (n.v === 0) throw({forbidden: 'no zero'}); }");
	const refused = await couch.request('PUT', `/${db}/a`, {body: {v: 0}});
	t.is(refused.status, 403);
	t.like(refused.body, {error: 'forbidden', reason: 'no zero'} as never);
	t.is((await couch.request('PUT', `/${db}/a`, {body: {v: 1}})).status, 201);
});

conformance('in a batch, refused documents are listed and the others stored', async (t, couch) => {
	const source = `n => {
		if (n.do === 'forbid') throw {forbidden: 'bad doc'};
		if (n.do === 'unauthorize') throw {unauthorized: 'who'};
		if (n.do === 'fail') n.x.y;
	}`;
	const db = await guarded(t, couch, source);
	const docs = [
		{_id: 'f', _rev: '1-f', do: 'forbid'},
		{_id: 'u', _rev: '1-u', do: 'unauthorize'},
		{_id: 'x', _rev: '1-x', do: 'fail'},
		{_id: 'good', _rev: '1-g'},
	];
	const {status, body} = await replicate(couch, db, ...docs);
	t.is(status, 201);
	const answers = [...(body as unknown as {id: string}[])].sort((a, b) => a.id.localeCompare(b.id));
	t.deepEqual(answers as unknown, [
		{id: 'f', rev: '1-f', error: 'forbidden', reason: 'bad doc'},
		{id: 'u', rev: '1-u', error: 'unauthorized', reason: 'who'},
		{id: 'x', rev: '1-x', error: 'TypeError', reason: '{[]}'},
	]);
	t.is((await couch.request('GET', `/${db}/good`)).status, 200);
	t.is((await couch.request('GET', `/${db}/f`)).status, 404);
});

conformance('what a validator throws decides the status', async (t, couch) => {
	const db = await guarded(t, couch, 'n => { if (n.text) throw n.text; if (n.thing) throw n.thing; }');
	const status = async (body: object) => (await couch.request('PUT', `/${db}/a`, {body})).status;
	t.is(await status({thing: {forbidden: 'x'}}), 403);
	t.is(await status({thing: {unauthorized: 'x'}}), 401);
	t.is(await status({text: 'plain'}), 500);
	t.is(await status({thing: {reason: 'x'}}), 500);
});

conformance('one throw of two keys fails the whole batch, and nothing is stored', async (t, couch) => {
	const db = await guarded(t, couch, "n => { if (n.bad) throw {forbidden: 'x', code: 1}; }");
	const {status} = await replicate(couch, db, {_id: 'a', _rev: '1-a'}, {_id: 'b', _rev: '1-b', bad: true});
	t.is(status, 500);
	t.is((await couch.request('GET', `/${db}/a`)).status, 404);
});

conformance('a validator that does not compile refuses every document', async (t, couch) => {
	const sources = ['function (', 'function named() {}', 'async function () {}', 'export default () => {}', '7'];
	for (const source of [...sources, 'module.exports = () => {};']) {
		const db = await couch.database(t);
		const design = {validate_doc_update: source};
		// It is stored as it is: nobody looks at it before the next document comes.
		t.is((await couch.request('PUT', `/${db}/_design/guard`, {body: design})).status, 201, source);
		const {status, body} = await couch.request('PUT', `/${db}/a`, {body: {}});
		t.is(status, 500, source);
		t.is(String(body['error']), 'compilation_error', source);
	}
});

conformance('a validator is a function in any of these forms', async (t, couch) => {
	const throwing = "throw {forbidden: 'seen'};";
	const forms = [
		`function (n) { ${throwing} }`,
		`(function (n) { ${throwing} });\n`,
		`// a comment\nfunction (n, o) { ${throwing} };`,
		`n => { ${throwing} }`,
		`((n, o) => { ${throwing} })`,
		`(function () { return function () { ${throwing} }; })();`,
		`const M = (() => ({v: function () { ${throwing} }}))(); M.v`,
		`var x = (() => { return {default: () => { ${throwing} }}; })(); x.default;`,
	];
	for (const form of forms) {
		const db = await guarded(t, couch, form);
		t.is((await couch.request('PUT', `/${db}/a`, {body: {}})).status, 403, form);
	}
});

conformance('a validator requires modules of its design document', async (t, couch) => {
	const lib = {a: "exports.word = require('./b').word;", b: "exports.word = 'from the library';"};
	const source = "n => { throw {forbidden: require('lib/a').word}; }";
	const db = await guarded(t, couch, source, {lib});
	t.is(String((await couch.request('PUT', `/${db}/a`, {body: {}})).body['reason']), 'from the library');
});

conformance('all validators have to pass', async (t, couch) => {
	const db = await guarded(t, couch, '() => {}');
	const second = {validate_doc_update: "n => { if (n.v) throw {forbidden: 'second'}; }"};
	await couch.request('PUT', `/${db}/_design/second`, {body: second});
	t.is((await couch.request('PUT', `/${db}/a`, {body: {}})).status, 201);
	t.is((await couch.request('PUT', `/${db}/b`, {body: {v: 1}})).status, 403);
});

conformance('a changed validator counts at once', async (t, couch) => {
	const db = await guarded(t, couch, "() => { throw {forbidden: 'closed'}; }");
	t.is((await couch.request('PUT', `/${db}/a`, {body: {}})).status, 403);
	const {body} = await couch.request('GET', `/${db}/_design/guard`);
	await couch.request('PUT', `/${db}/_design/guard`, {body: {_rev: body['_rev'], validate_doc_update: '() => {}'}});
	t.is((await couch.request('PUT', `/${db}/a`, {body: {}})).status, 201);
});

conformance('local and design documents are not validated', async (t, couch) => {
	const db = await guarded(t, couch, telling);
	t.is((await couch.request('PUT', `/${db}/_local/a`, {body: {}})).status, 201);
	t.is((await couch.request('PUT', `/${db}/_design/b`, {body: {}})).status, 201);
});

conformance('a new document has no revision and no history; nobody was before it', async (t, couch) => {
	const db = await guarded(t, couch, telling);
	const {body} = await couch.request('PUT', `/${db}/a`, {body: {v: 1}});
	const {n, o, u, s} = shown(body['reason']);
	t.deepEqual(n as unknown, {_id: 'a', v: 1});
	t.is(o, null);
	t.like(u, {db, name: couch.admin.name, roles: ['_admin']});
	t.like(s, {members: {roles: ['_admin']}, admins: {roles: ['_admin']}});
});

const tellingUpdates = '(n, o, u, s) => { if (n.tell || n._deleted) throw {forbidden: JSON.stringify({n: n, o: o})}; }';

conformance('an update shows its parent and the document before', async (t, couch) => {
	const db = await guarded(t, couch, tellingUpdates);
	const {body: first} = await couch.request('PUT', `/${db}/a`, {body: {v: 1}});
	const rev = String(first['rev']);
	const {body} = await couch.request('PUT', `/${db}/a`, {body: {_rev: rev, tell: true}});
	const update = shown(body['reason']);
	t.like(update.n, {_rev: rev, _revisions: {start: 1, ids: [rev.slice(2)]}});
	t.like(update.o, {_rev: rev, v: 1});

	const removed = await couch.request('DELETE', `/${db}/a?rev=${rev}`);
	t.is(removed.status, 403);
	const removal = shown(removed.body['reason']);
	t.deepEqual(removal.n as unknown, {
		_id: 'a',
		_rev: rev,
		_revisions: {start: 1, ids: [rev.slice(2)]},
		_deleted: true,
	});
});

conformance('a conflict is a conflict before any validator is asked', async (t, couch) => {
	const db = await guarded(t, couch, tellingUpdates);
	await couch.request('PUT', `/${db}/a`, {body: {}});
	t.is((await couch.request('PUT', `/${db}/a`, {body: {tell: true}})).status, 409);
	t.is((await couch.request('PUT', `/${db}/a`, {body: {tell: true, _rev: '1-abc'}})).status, 409);
});

conformance(
	'what was before a replicated document is its nearest stored ancestor, never the winner',
	async (t, couch) => {
		const db = await guarded(t, couch, tellingUpdates);
		const before = async (document: object) => {
			const {body} = await replicate(couch, db, {...document, _id: 'd', tell: true});
			return shown(body[0]?.['reason']).o;
		};
		await replicate(couch, db, {_id: 'd', _rev: '1-aaa', v: 1}, {_id: 'd', _rev: '1-eee', v: 2});
		t.is(await before({_rev: '1-fff'}), null);
		t.like(await before({_rev: '2-ccc', _revisions: {start: 2, ids: ['ccc', 'aaa']}}), {_rev: '1-aaa', v: 1});
		t.like(await before({_rev: '3-eee', _revisions: {start: 3, ids: ['eee', 'xxx', 'aaa']}}), {_rev: '1-aaa'});
		t.is(await before({_rev: '2-ccc'}), null);
		t.is(await before({_rev: '2-ccc', _revisions: {start: 2, ids: ['ccc', 'zzz']}}), null);
	},
);

conformance('a replicated document shows its own generation', async (t, couch) => {
	const db = await guarded(t, couch, tellingUpdates);
	const {body} = await replicate(couch, db, {_id: 'd', _rev: '1-aaa', tell: true});
	t.like(shown(body[0]?.['reason']).n, {_rev: '1-aaa', _revisions: {start: 1, ids: ['aaa']}});
	const orphan = await replicate(couch, db, {_id: 'd', _rev: '5-aaa', tell: true});
	t.like(shown(orphan.body[0]?.['reason']).n, {_rev: '5-aaa', _revisions: {start: 5, ids: ['aaa']}});
});

conformance('the child of a tombstone sees the tombstone; a document put over it sees nothing', async (t, couch) => {
	const db = await guarded(t, couch, '(n, o) => { if (n.tell) throw {forbidden: JSON.stringify({n: n, o: o})}; }');
	await replicate(couch, db, {_id: 'd', _rev: '1-aaa', _deleted: true});
	const child = {_id: 'd', _rev: '2-b', _revisions: {start: 2, ids: ['b', 'aaa']}, tell: true};
	const {body} = await replicate(couch, db, child);
	t.like(shown(body[0]?.['reason']).o, {_rev: '1-aaa', _deleted: true});
	const put = await couch.request('PUT', `/${db}/d`, {body: {tell: true}});
	t.is(shown(put.body['reason']).o, null);
});

conformance('a revision that is stored is not validated again', async (t, couch) => {
	const db = await couch.database(t);
	await replicate(couch, db, {_id: 'd', _rev: '1-aaa', v: 0});
	await couch.request('PUT', `/${db}/_design/guard`, {body: {validate_doc_update: telling}});
	const {status, body} = await replicate(couch, db, {_id: 'd', _rev: '1-aaa', v: 0});
	t.is(status, 201);
	t.deepEqual(body, [] as never);
});

conformance('a validator is told who is writing, and who may use the database', async (t, couch) => {
	const db = await guarded(t, couch, telling);
	await openTo(couch, db, 'till');
	const till = await makeUser(t, couch, ['till', 'early-shift']);
	const {body} = await couch.request('PUT', `/${db}/a`, {as: till, body: {}});
	const {u, s} = shown(body['reason']);
	t.deepEqual(u as unknown, {db, name: till.name, roles: ['till', 'early-shift']});
	t.deepEqual(s as unknown, {members: {names: [], roles: ['till']}, admins: {names: [], roles: ['_admin']}});
});

conformance('a second first revision is shown nothing before it, even over a deleted document', async (t, couch) => {
	const db = await guarded(t, couch, tellingUpdates);
	const gone = {_id: 'gone', _rev: '2-d', _deleted: true, _revisions: {start: 2, ids: ['d', 'a']}};
	await couch.request('PUT', `/${db}/_design/guard2`, {body: {}});
	const open = await couch.database(t);
	for (const target of [db, open]) {
		await replicate(couch, target, {_id: 'd', _rev: '1-aaa'});
	}
	await replicate(couch, open, gone);
	await couch.request('PUT', `/${open}/_design/guard`, {body: {validate_doc_update: tellingUpdates}});
	for (const [target, _id] of [
		[db, 'd'],
		[open, 'gone'],
	] as const) {
		const {body} = await replicate(couch, target, {_id, _rev: '1-zzz', tell: true});
		t.is(shown(body[0]?.['reason']).o, null);
	}
});

conformance('a reason may be an object', async (t, couch) => {
	const db = await guarded(t, couch, "() => { throw {forbidden: {field: 'till', code: 7}}; }");
	const {status, body} = await couch.request('PUT', `/${db}/a`, {body: {}});
	t.is(status, 403);
	t.deepEqual(body['reason'] as unknown, {field: 'till', code: 7});
});
