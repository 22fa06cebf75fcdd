import test from 'ava';
import {openMonth, receiptId, startServer, untilBuilding, view} from './shop.ts';

test.serial('a map that throws leaves its document out of one view only', async t => {
	const ask = await startServer(t);
	const throwing = `doc => { emit(doc._id, 1); if (doc._id === '${receiptId(300)}') throw new Error('bug'); }`;
	await openMonth(ask, 600, {throwing: {map: throwing}, others: {map: 'doc => { emit(doc._id, 1); }'}});
	const {body} = await ask('GET', view('throwing'));
	t.is(body.rows.length, 599);
	t.false(body.rows.some(({id}: {id: string}) => id === receiptId(300)));
	t.is((await ask('GET', view('others'))).body.rows.length, 600);
});

test.serial('an endless map is stopped, and the index goes on once its document is gone', async t => {
	const ask = await startServer(t);
	const endless = 'doc => { while (doc.endless) {} emit(doc._id, 1); }';
	await openMonth(ask, 600, {ids: {map: endless}});
	const {body: written} = await ask('PUT', '/month/trap', {endless: true});
	const asked = ask('GET', view('ids'));
	await untilBuilding(ask);
	t.is((await ask('PUT', '/month/bread', {})).status, 201);
	t.is((await ask('GET', view('ids', 'update=false'))).status, 200);
	const {status, body} = await asked;
	t.is(status, 500);
	t.is(body.error, 'os_process_error');
	await ask('DELETE', `/month/trap?rev=${written.rev}`);
	const {body: mended} = await ask('GET', view('ids'));
	t.is(mended.total_rows, 601);
});

test.serial('one document may have many rows, and many documents some each', async t => {
	const ask = await startServer(t);
	const text = 'x'.repeat(50);
	await openMonth(ask, 400, {
		many: {map: `doc => { for (var n = 0; n < 100; n++) emit([n, doc._id], '${text}'); }`},
		one: {map: `doc => { if (doc.grosze === 7) for (var n = 0; n < 30000; n++) emit(n, '${text}'); }`},
	});
	const {body: many} = await ask('GET', view('many', 'startkey=[99]'));
	t.is(many.total_rows, 40_000);
	t.is(many.offset, 39_600);
	t.deepEqual(
		many.rows.map(({key}: {key: unknown}) => key),
		Array.from({length: 400}, (_, number) => [99, receiptId(number)]),
	);
	const {body: one} = await ask('GET', view('one', 'descending=true&limit=2'));
	t.is(one.total_rows, 30_000);
	t.deepEqual(
		one.rows.map(({key}: {key: unknown}) => key),
		[29_999, 29_998],
	);
});

test.serial('a map that emits what is no JSON leaves its document out', async t => {
	const ask = await startServer(t);
	const circular = 'doc => { var a = {}; if (doc.grosze === 1) a.a = a; emit(doc._id, a); }';
	await openMonth(ask, 3, {circular: {map: circular}});
	t.deepEqual(
		(await ask('GET', view('circular'))).body.rows.map(({id}: {id: string}) => id),
		[receiptId(0), receiptId(2)],
	);
});

test.serial('a map sees which revisions lost', async t => {
	const ask = await startServer(t);
	const losers =
		'doc => { if (doc._conflicts || doc._deleted_conflicts) emit(doc._conflicts, doc._deleted_conflicts); }';
	await openMonth(ask, 1, {losers: {map: losers}});
	const docs = [
		{_id: 'bread', _rev: '1-c'},
		{_id: 'bread', _rev: '1-b'},
		{_id: 'bread', _rev: '2-a', _deleted: true, _revisions: {start: 2, ids: ['a', 'a']}},
	];
	await ask('POST', '/month/_bulk_docs', {docs, new_edits: false});
	t.deepEqual((await ask('GET', view('losers'))).body.rows, [{id: 'bread', key: ['1-b'], value: ['2-a']}]);
});
