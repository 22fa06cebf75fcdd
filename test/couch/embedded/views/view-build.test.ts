import {once} from 'node:events';
import test from 'ava';
import {folder, openMonth, receiptId, slowly, startProgram, startServer, untilBuilding, view} from './shop.ts';

const ids = {map: 'doc => { emit(doc._id, doc.grosze); }', reduce: '_sum'};
const slowIds = {map: `doc => { ${slowly} emit(doc._id, doc.grosze); }`};

test.serial('what is asked during a build is answered before the question it is for', async t => {
	const ask = await startServer(t);
	await openMonth(ask, 1250, {ids: slowIds});
	const answered: string[] = [];
	const asked = ask('GET', view('ids', 'limit=0')).then(({body}) => {
		answered.push('view');
		t.true(body.total_rows >= 1250);
	});
	const task = await untilBuilding(ask);
	t.like(task, {type: 'indexer', database: 'month', design_document: '_design/receipts', total_changes: 1251});
	t.is(task.progress, Math.floor((task.changes_done / 1251) * 100));
	const {body: info} = await ask('GET', '/month/_design/receipts/_info');
	t.like(info.view_index, {updater_running: true, waiting_clients: 1});
	for (const [method, path, body] of [
		['PUT', '/month/bread', {grosze: 1}],
		['POST', '/month/_bulk_docs', {docs: [{grosze: 1}, {grosze: 2}]}],
		['GET', '/month/_changes?limit=10', undefined],
		['GET', '/month/_all_docs?limit=10', undefined],
	] as const) {
		t.true((await ask(method, path, body)).status < 300, path);
		answered.push(path);
	}
	await asked;
	t.is(answered.at(-1), 'view');
	t.deepEqual((await ask('GET', '/_active_tasks')).body, []);
});

test.serial('half an index is right for the sequence it says, and a question that does not wait reads it', async t => {
	const ask = await startServer(t);
	await openMonth(ask, 1000, {ids: slowIds});
	const asked = ask('GET', view('ids', 'limit=0'));
	await untilBuilding(ask);
	let isHalf = false;
	for (let done = 0; done < 1001; ) {
		const {body} = await ask('GET', view('ids', 'update=false&update_seq=true'));
		done = Number.parseInt(body.update_seq, 10);
		const expected = Array.from({length: Math.min(1000, done)}, (_, number) => receiptId(number));
		t.deepEqual(
			body.rows.map(({id}: {id: string}) => id),
			expected,
		);
		isHalf ||= done > 0 && done < 1000;
	}
	t.true(isHalf);
	await asked;
});

test.serial('what changes and goes while an index is being built is in it as it is in the end', async t => {
	const ask = await startServer(t);
	await openMonth(ask, 1000, {ids: slowIds});
	const asked = ask('GET', view('ids', 'limit=0'));
	await untilBuilding(ask);
	const expected = new Map(Array.from({length: 1000}, (_, number) => [receiptId(number), number]));
	// Some that were indexed already and some that were not.
	for (const number of [0, 1, 2, 997, 998, 999]) {
		const {body} = await ask('GET', `/month/${receiptId(number)}`);
		if (number % 2 === 0) {
			expected.set(receiptId(number), 5000 + number);
			await ask('PUT', `/month/${receiptId(number)}`, {_rev: body._rev, grosze: 5000 + number});
		} else {
			expected.delete(receiptId(number));
			await ask('DELETE', `/month/${receiptId(number)}?rev=${body._rev}`);
		}
	}
	await asked;
	const {body} = await ask('GET', view('ids'));
	t.deepEqual(new Map(body.rows.map(({key, value}: {key: string; value: number}) => [key, value])), expected);
	t.is(body.total_rows, expected.size);
});

test.serial('a build that was killed goes on where it was, and no row is wrong', async t => {
	const data = folder(t);
	const first = await startProgram(t, data);
	await openMonth(first.ask, 1250, {ids: slowIds});
	const asked = first.ask('GET', view('ids'));
	await untilBuilding(first.ask);
	const exited = once(first.child, 'exit');
	first.child.kill('SIGKILL');
	await exited;
	await t.throwsAsync(asked);

	const {ask} = await startProgram(t, data);
	const {body: half} = await ask('GET', view('ids', 'update=false&update_seq=true'));
	const done = Number.parseInt(half.update_seq, 10);
	t.true(done > 0 && done < 1250, String(done));
	t.is(half.total_rows, done);
	const {body: removed} = await ask('GET', `/month/${receiptId(3)}`);
	await ask('DELETE', `/month/${receiptId(3)}?rev=${removed._rev}`);
	const again = ask('GET', view('ids'));
	const task = await untilBuilding(ask);
	// What was done is not done again: the design document and the deletion are two more.
	t.is(task.total_changes, 1250 - done + 2);
	const expected = Array.from({length: 1250}, (_, number) => receiptId(number)).filter(id => id !== receiptId(3));
	t.deepEqual(
		(await again).body.rows.map(({id}: {id: string}) => id),
		expected,
	);
});

test.serial('those who come while an index is being built read what they wrote before they asked', async t => {
	const ask = await startServer(t);
	await openMonth(ask, 600, {ids: slowIds});
	const asked = ask('GET', view('ids', 'limit=0'));
	await untilBuilding(ask);
	const seen = ['bread', 'milk', 'salt'].map(async id => {
		await ask('PUT', `/month/${id}`, {grosze: 1});
		return (await ask('GET', view('ids', `key="${id}"`))).body.rows;
	});
	t.deepEqual(
		(await Promise.all(seen)).map(rows => rows[0]?.id),
		['bread', 'milk', 'salt'],
	);
	await asked;
});

test.serial('a lazy question is answered from what is there and has the rest built', async t => {
	const ask = await startServer(t);
	await openMonth(ask, 300, {ids});
	t.deepEqual((await ask('GET', view('ids', 'update=lazy'))).body.rows, []);
	let value: unknown;
	while (value !== (299 * 300) / 2) {
		value = (await ask('GET', view('ids', 'stale=ok'))).body.rows[0]?.value;
	}
	await ask('PUT', '/month/bread', {grosze: 1});
	t.is((await ask('GET', view('ids', 'stale=update_after'))).body.rows[0].value, (299 * 300) / 2);
	t.is((await ask('GET', view('ids', 'stable=true'))).body.rows[0].value, (299 * 300) / 2 + 1);
	for (const query of ['update=perhaps', 'stale=yes']) {
		t.like(await ask('GET', view('ids', query)), {status: 400, body: {error: 'query_parse_error'}});
	}
});

test.serial('a database can go while its index is being built, and the question is answered', async t => {
	const ask = await startServer(t);
	await openMonth(ask, 1000, {ids: slowIds});
	const asked = ask('GET', view('ids'));
	await untilBuilding(ask);
	t.is((await ask('DELETE', '/month')).status, 200);
	t.is((await asked).status, 404);
	t.is((await ask('PUT', '/month')).status, 201);
});
