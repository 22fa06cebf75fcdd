/** Reports as Fauxton shows them: from the top, in the order in which they are stored. */
import test from 'ava';
import {closeReport} from '../../../couch/audit-desk.ts';
import {inReadingOrder} from '../../../couch/documents/audit.ts';
import {alteredTo, Book} from '../book.ts';
import {tillName} from '../test-server.ts';
import {brook, eventually, openShop} from './shop.ts';

const {leafCountMax} = brook;

const contents = ['branches', 'returns', 'original', 'resubmission', 'content'];

/** The short fields that stand behind a content. */
function buried(report: object): readonly string[] {
	const fields = Object.keys(report);
	const first = fields.findIndex(field => contents.includes(field));
	const behind = first === -1 ? [] : fields.slice(first).filter(field => !contents.includes(field));
	const sides = Object.entries(report).flatMap(([field, value]) =>
		field !== 'content' && contents.includes(field) ? [value].flat() : [],
	);
	return [...behind, ...sides.flatMap(side => buried(side as object))];
}

test('what tells at a glance stands first, whatever order the fields came in', t => {
	const side = {rev: '1-a', content: {cashier: {name: 'Anna'}}, cashier: 'Anna'};
	const report = {original: side, resubmission: side, database: 'receipts-2026-11', fields: [], money: {}, number: 7};
	const mixed = {...report, till: 'till-01', reportedAt: '', verdict: 'retired', state: 'open', type: 'difference'};
	const ordered = inReadingOrder({...mixed, _id: 'difference:1', closed: {}, points: 3});
	t.deepEqual(Object.keys(ordered), [
		'_id',
		'type',
		'state',
		'closed',
		'till',
		'number',
		'reportedAt',
		'verdict',
		'money',
		'fields',
		'database',
		'points',
		'original',
		'resubmission',
	]);
	t.deepEqual(Object.keys(ordered.original), ['rev', 'cashier', 'content']);
	t.deepEqual(ordered, {...mixed, _id: 'difference:1', closed: {}, points: 3}, 'nothing is lost');
	t.deepEqual(Object.keys(inReadingOrder({content: {b: 1, a: 2}, rev: '1-a'}).content), ['b', 'a'], 'as it came');
});

test.serial('every report is stored with its contents last, also when it was closed', async t => {
	const shop = await openShop(t, brook);
	await shop.watch();
	const [book, copied, flooding] = [new Book(tillName()), new Book(tillName()), new Book(tillName())];
	const receipt = book.receipt();
	await shop.send([receipt]);
	await eventually(
		() => shop.seen(receipt._id),
		rev => rev !== undefined,
	);
	await shop.send([alteredTo('higher', receipt)]);
	await shop.send([{...book.receipt(), dueGrosze: 1}]);
	await shop.send([copied.clone('copy').receipt(), copied.receipt()]);
	const flood = flooding.receipt();
	await shop.send([flood]);
	await eventually(
		() => shop.seen(flood._id),
		rev => rev !== undefined,
	);
	await shop.send(Array.from({length: leafCountMax + 1}, (_, index) => alteredTo('higher', flood, index)));
	const audit = shop.server.couch.database('audit');
	const wanted = ['difference', 'flood', 'fork', 'malformed'];
	const read = () => audit.range({from: 'difference:', to: 'malformed:\ufff0', includeDocs: true});
	const stored = await eventually(read, rows => {
		const types = new Set(rows.map(({doc}) => doc?.['type']));
		return wanted.every(type => types.has(type));
	});
	for (const {id, doc} of stored) t.deepEqual(buried(doc ?? {}), [], id);
	for (const {id} of stored) {
		await closeReport(audit, {id, by: 'admin', at: '2026-11-23T16:00:00+01:00', reason: 'Wyjaśnione'});
	}
	for (const {id, doc} of await read()) {
		t.is(doc?.['state'], 'closed', id);
		t.deepEqual(buried(doc ?? {}), [], id);
		t.true(Object.keys(doc ?? {}).indexOf('closed') < 6, id);
	}
});
