import type {ExecutionContext} from 'ava';
import {type Couch, conformance, makeUser} from './couch.ts';

async function shop(t: ExecutionContext, couch: Couch): Promise<string> {
	const db = await couch.database(t);
	const docs = [1, 2, 3, 4, 5].map(n => ({_id: `p${n}`, n, group: n % 2 === 0 ? 'even' : 'odd'}));
	await couch.nano.use(db).bulk({docs});
	return db;
}

conformance('what is found is told page by page', async (t, couch) => {
	const db = couch.nano.use<{n: number}>(await shop(t, couch));
	const found: number[] = [];
	let bookmark: string | undefined;
	for (;;) {
		const page = await db.find({selector: {n: {$gt: 0}}, limit: 2, ...(bookmark === undefined ? {} : {bookmark})});
		if (page.docs.length === 0) break;
		found.push(...page.docs.map(({n}) => n));
		({bookmark} = page);
	}
	t.deepEqual(found, [1, 2, 3, 4, 5]);
});

conformance('what is wrong with a question is said', async (t, couch) => {
	const db = await shop(t, couch);
	for (const [body, error] of [
		[{}, 'missing_required_key'],
		[{selector: []}, 'invalid_selector_json'],
		[{selector: {n: {$foo: 1}}}, 'invalid_operator'],
		[{selector: {n: 1}, limit: 'all'}, 'invalid_non_neg_integer'],
		[{selector: {n: 1}, skip: -1}, 'invalid_non_neg_integer'],
		[{selector: {n: 1}, fields: 'n'}, 'invalid_fields'],
		[{selector: {n: 1}, sort: 'n'}, 'invalid_sort_json'],
		[{selector: {n: 1}, sort: ['n']}, 'no_usable_index'],
		[{selector: {n: 1}, sort: [{n: 'asc'}, {group: 'desc'}]}, 'unsupported_mixed_sort'],
	] as const) {
		const answer = await couch.request('POST', `/${db}/_find`, {body});
		t.is(answer.status, 400, error);
		t.is(String(answer.body['error']), error);
	}
});

conformance('an index that is not there is a wish, not a condition', async (t, couch) => {
	const db = await shop(t, couch);
	const {status, body} = await couch.request('POST', `/${db}/_find`, {body: {selector: {n: 2}, use_index: 'none'}});
	t.is(status, 200);
	t.is(body['docs']?.length, 1);
	t.regex(String(body['warning']), /none was not used/);
});

conformance('indexes are made, listed and removed one by one', async (t, couch) => {
	const db = await shop(t, couch);
	const indexes = couch.nano.use(db);
	const path = `/${db}/_index`;
	const names = async () => (await couch.request('GET', path)).body['indexes'];
	for (const name of ['n', 'group']) {
		const made = await indexes.createIndex({index: {fields: [name]}, ddoc: 'shop', name});
		t.like(made, {result: 'created', id: '_design/shop', name});
	}
	t.is((await names())?.length, 3);
	t.is((await couch.request('DELETE', `${path}/shop/json/n`)).status, 200);
	t.is((await couch.request('DELETE', `${path}/shop/json/n`)).status, 404);
	t.is((await couch.request('DELETE', `${path}/_design%2Fshop/json/group`)).status, 200);
	t.is((await names())?.length, 1);
	const mixed = {index: {fields: [{n: 'asc'}, {group: 'desc'}]}};
	t.is((await couch.request('POST', path, {body: mixed})).status, 400);
});

conformance('an index is not put among the views of a program', async (t, couch) => {
	const db = await shop(t, couch);
	const design = {views: {all: {map: 'doc => emit(doc._id, null)'}}};
	await couch.request('PUT', `/${db}/_design/mine`, {body: design});
	const answer = await couch.request('POST', `/${db}/_index`, {
		body: {index: {fields: ['n']}, ddoc: 'mine', name: 'n'},
	});
	t.is(answer.status, 400);
	t.is(String(answer.body['error']), 'invalid_ddoc_lang');
	t.deepEqual({...(await couch.request('GET', `/${db}/_design/mine`)).body['views']}, design.views as never);
});

conformance('a member asks and makes no indexes', async (t, couch) => {
	const db = await shop(t, couch);
	const till = await makeUser(t, couch, ['till']);
	await couch.request('PUT', `/${db}/_security`, {body: {members: {roles: ['till']}, admins: {roles: ['_admin']}}});
	const found = await couch.request('POST', `/${db}/_find`, {as: till, body: {selector: {n: 2}}});
	t.is(found.body['docs']?.length, 1);
	const index = {index: {fields: ['n']}, name: 'mine'};
	// CouchDB refuses it too, without a word for it.
	t.true([403, 500].includes((await couch.request('POST', `/${db}/_index`, {as: till, body: index})).status));
	t.is((await couch.request('GET', `/${db}/_index`)).body['indexes']?.length, 1);
});
