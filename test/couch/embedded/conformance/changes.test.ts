import type {ExecutionContext} from 'ava';
import {type Couch, conformance} from './couch.ts';

interface Feed {
	/** The next line, which may be empty. */
	line(): Promise<string>;
	/** The next line that is not. */
	row(): Promise<Row>;
	stop(): void;
}

async function follow(t: ExecutionContext, couch: Couch, path: string): Promise<Feed> {
	const stopper = new AbortController();
	t.teardown(() => stopper.abort());
	const {name, password} = couch.admin;
	const headers = {authorization: `Basic ${btoa(`${name}:${password}`)}`};
	const answer = await fetch(`${couch.url}${path}`, {headers, signal: stopper.signal});
	const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
	const decoder = new TextDecoder();
	let text = '';
	async function line(): Promise<string> {
		while (!text.includes('\n')) {
			const {value, done} = await reader.read();
			if (done) {
				throw new Error('The feed has ended.');
			}
			text += decoder.decode(value, {stream: true});
		}
		const [first = ''] = text.split('\n', 1);
		text = text.slice(first.length + 1);
		return first;
	}
	async function row(): Promise<Row> {
		let next = await line();
		while (next === '') {
			next = await line();
		}
		return JSON.parse(next);
	}
	return {line, row, stop: () => stopper.abort()};
}

interface Row {
	readonly seq: string;
	readonly id: string;
	readonly changes: readonly {readonly rev: string}[];
	readonly deleted?: boolean;
	readonly doc?: {readonly _rev: string; readonly v?: number};
}

async function changes(couch: Couch, db: string, query = ''): Promise<{results: Row[]; last_seq: string}> {
	const {body} = await couch.request('GET', `/${db}/_changes?${query}`);
	return body as unknown as {results: Row[]; last_seq: string};
}

conformance('each document is listed once, with its last change', async (t, couch) => {
	const db = await couch.database(t);
	const {body} = await couch.request('PUT', `/${db}/bread`, {body: {}});
	await couch.request('PUT', `/${db}/milk`, {body: {}});
	await couch.request('DELETE', `/${db}/bread?rev=${body['rev']}`);
	const {results, last_seq} = await changes(couch, db);
	t.deepEqual(
		results.map(({id, deleted = false}) => ({id, deleted})),
		[
			{id: 'milk', deleted: false},
			{id: 'bread', deleted: true},
		],
	);
	t.is(results.at(-1)?.seq.split('-')[0], last_seq.split('-')[0]);
});

conformance('with all leaves, the winner comes first and deleted ones are there', async (t, couch) => {
	const db = await couch.database(t);
	const docs = [
		{_id: 'd', _rev: '1-aaa'},
		{_id: 'd', _rev: '1-eee'},
		{_id: 'd', _rev: '2-ccc', _revisions: {start: 2, ids: ['ccc', 'aaa']}, v: 3},
		{_id: 'd', _rev: '2-ddd', _deleted: true},
	];
	await couch.request('POST', `/${db}/_bulk_docs`, {body: {docs, new_edits: false}});
	const {results} = await changes(couch, db, 'style=all_docs&conflicts=true&include_docs=true');
	t.like(results, [
		{
			id: 'd',
			changes: [{rev: '2-ccc'}, {rev: '1-eee'}, {rev: '2-ddd'}],
			doc: {_rev: '2-ccc', v: 3, _conflicts: ['1-eee']},
		},
	] as never);
	const winners = await changes(couch, db);
	t.deepEqual(winners.results[0]?.changes, [{rev: '2-ccc'}]);
});

conformance('a reader goes on from where it was', async (t, couch) => {
	const db = await couch.database(t);
	await couch.request('PUT', `/${db}/bread`, {body: {}});
	const {last_seq} = await changes(couch, db);
	t.deepEqual((await changes(couch, db, `since=${last_seq}`)).results, []);
	await couch.request('PUT', `/${db}/milk`, {body: {}});
	t.deepEqual(
		(await changes(couch, db, `since=${last_seq}`)).results.map(({id}) => id),
		['milk'],
	);
	t.deepEqual((await changes(couch, db, 'since=now')).results, []);
	t.is((await changes(couch, db, 'limit=1')).results.length, 1);
	t.is((await changes(couch, db, 'descending=true&limit=1')).results[0]?.id, 'milk');
});

conformance('a sequence nobody gave is refused', async (t, couch) => {
	const db = await couch.database(t);
	for (const since of ['garbage', '5']) {
		const {status, body} = await couch.request('GET', `/${db}/_changes?since=${since}`);
		t.is(status, 400);
		t.is(String(body['reason']), "Malformed sequence supplied in 'since' parameter.");
	}
});

conformance('a cursor of a database that was deleted and made again starts from the beginning', async (t, couch) => {
	const db = await couch.database(t);
	await couch.request('PUT', `/${db}/old`, {body: {}});
	await couch.request('PUT', `/${db}/older`, {body: {}});
	const {last_seq} = await changes(couch, db);
	await couch.request('DELETE', `/${db}`);
	await couch.request('PUT', `/${db}?q=1`);
	await couch.request('PUT', `/${db}/new`, {body: {}});
	t.deepEqual(
		(await changes(couch, db, `since=${last_seq}`)).results.map(({id}) => id),
		['new'],
	);
});

conformance('the number of update_seq grows with every write', async (t, couch) => {
	const db = await couch.database(t);
	const number = async () => {
		const {body} = await couch.request('GET', `/${db}`);
		return Number.parseInt(String(body['update_seq']), 10);
	};
	const before = await number();
	await couch.request('PUT', `/${db}/bread`, {body: {}});
	t.is(await number(), before + 1);
	const {results} = await changes(couch, db);
	t.is(Number.parseInt(results[0]?.seq ?? '', 10), before + 1);
});

conformance('a continuous feed brings what is there and then each change as it happens', async (t, couch) => {
	const db = await couch.database(t);
	await couch.request('PUT', `/${db}/bread`, {body: {v: 1}});
	const feed = await follow(t, couch, `/${db}/_changes?feed=continuous&include_docs=true&heartbeat=10000`);
	t.like(await feed.row(), {id: 'bread', doc: {v: 1}});
	for (const id of ['milk', 'egg']) {
		await couch.request('PUT', `/${db}/${id}`, {body: {}});
		t.like(await feed.row(), {id});
	}
	feed.stop();
});

conformance('a quiet continuous feed shows that it is alive', async (t, couch) => {
	const db = await couch.database(t);
	const feed = await follow(t, couch, `/${db}/_changes?feed=continuous&heartbeat=50`);
	t.is(await feed.line(), '');
	t.is(await feed.line(), '');
	await couch.request('PUT', `/${db}/bread`, {body: {}});
	t.like(await feed.row(), {id: 'bread'});
	feed.stop();
});

conformance('without a heartbeat a quiet feed ends with its last sequence', async (t, couch) => {
	const db = await couch.database(t);
	const {text} = await couch.request('GET', `/${db}/_changes?feed=continuous&timeout=50`);
	t.regex(text.trim(), /^\{"last_seq":"[^"]+","pending":0\}$/);
});

conformance('a long poll waits for the next change', async (t, couch) => {
	const db = await couch.database(t);
	await couch.request('PUT', `/${db}/bread`, {body: {}});
	const waiting = changes(couch, db, 'feed=longpoll&since=now&timeout=20000');
	let isAnswered = false;
	const answered = waiting.finally(() => {
		isAnswered = true;
	});
	// Written until the poll, which may begin after the first of them, has seen one.
	for (let number = 0; !isAnswered; number++) {
		await couch.request('PUT', `/${db}/milk-${number}`, {body: {}});
	}
	const {results} = await answered;
	t.regex(results[0]?.id ?? '', /^milk-/);
	const {text} = await couch.request('GET', `/${db}/_changes?feed=longpoll&since=now&timeout=50`);
	t.deepEqual(JSON.parse(text).results, []);
});

conformance('a feed is filtered by ids or by a selector', async (t, couch) => {
	const db = await couch.database(t);
	await couch.request('POST', `/${db}/_bulk_docs`, {
		body: {
			docs: [
				{_id: 'a', kind: 'x'},
				{_id: 'b', kind: 'y'},
				{_id: 'c', kind: 'x'},
			],
		},
	});
	const ask = async (filter: string, body: object) => {
		const answer = await couch.request('POST', `/${db}/_changes?filter=${filter}`, {body});
		return (answer.body['results'] as unknown as Row[]).map(({id}) => id).sort();
	};
	t.deepEqual(await ask('_doc_ids', {doc_ids: ['a', 'b', 'z']}), ['a', 'b']);
	t.deepEqual(await ask('_selector', {selector: {kind: 'x'}}), ['a', 'c']);
});

conformance('sequences that are not asked for may be left out; the last one is there', async (t, couch) => {
	const db = await couch.database(t);
	await couch.nano.use(db).bulk({docs: [1, 2, 3, 4, 5].map(n => ({_id: `p${n}`}))});
	const all = await changes(couch, db);
	const page = await changes(couch, db, 'limit=3&seq_interval=3');
	t.is(page.results.length, 3);
	t.is(page.last_seq, String(all.results[2]?.seq));
	const rest = await changes(couch, db, `since=${page.last_seq}`);
	t.is(rest.results.length, 2);
});

conformance('a feed of some documents ends where all others end', async (t, couch) => {
	const db = await couch.database(t);
	await couch.nano.use(db).bulk({docs: ['a', 'b', 'c'].map(_id => ({_id}))});
	const {last_seq} = await changes(couch, db);
	for (const ids of [['a'], []]) {
		const body = {doc_ids: ids};
		const {body: answer} = await couch.request('POST', `/${db}/_changes?filter=_doc_ids`, {body});
		t.is(answer['results']?.length, ids.length);
		t.is(Number.parseInt(String(answer['last_seq']), 10), Number.parseInt(last_seq, 10));
	}
});

conformance('what is wrong with a feed is said', async (t, couch) => {
	const db = await couch.database(t);
	for (const query of ['since=', 'feed=weekly', 'heartbeat=0', 'filter=_doc_ids', 'filter=_selector', 'filter=some']) {
		const {status, body} = await couch.request('GET', `/${db}/_changes?${query}`);
		t.is(status, 400, query);
		t.is(String(body['error']), 'bad_request', query);
	}
	t.is((await couch.request('GET', `/${db}/_changes?filter=none/none`)).status, 404);
});

conformance('a feed is filtered by a function of a design document', async (t, couch) => {
	const db = await couch.database(t);
	const filters = {of: 'function (doc, req) { return doc.till === req.query.till; }'};
	await couch.request('PUT', `/${db}/_design/f`, {body: {filters}});
	await couch.nano.use(db).bulk({
		docs: [
			{_id: 'a', till: 'anna'},
			{_id: 'b', till: 'basia'},
		],
	});
	const {results} = await changes(couch, db, 'filter=f/of&till=basia');
	t.deepEqual(
		results.map(({id}) => id),
		['b'],
	);
});
