import test from 'ava';
import {entryBytesMax} from '../../../couch/documents/limits.ts';
import {altered, Book, type EntryDocument} from '../book.ts';
import {
	admin,
	anna,
	compiled,
	nobody,
	office,
	reduceOf,
	refusalBy,
	refusedField,
	replicator,
	rowsOf,
	type User,
	watcher,
} from './compiled.ts';

const receipts = await compiled('receipts');
const book = new Book('till-01');
const receipt = book.receipt();
const [returned, event, seal] = [book.returnOf(receipt), book.event(), book.seal()];

/** As a validator gets a replicated write. */
function replicated(entry: EntryDocument, start = 1): object {
	const [, hash] = entry._rev.split('-');
	return {...entry, _rev: `${start}-${hash}`, _revisions: {start, ids: [hash]}};
}

function fieldRefused(newDoc: unknown, user: User, oldDoc: unknown = null): string | undefined {
	return refusedField(refusalBy(receipts, {newDoc, oldDoc, user}));
}

test('a till writes its own entries', t => {
	for (const entry of [receipt, returned, event, seal]) {
		t.is(fieldRefused(replicated(entry), anna), undefined);
		t.is(fieldRefused(entry, anna), undefined);
	}
});

test('nobody else writes them in its place', t => {
	t.is(fieldRefused(receipt, {name: 'till-02', roles: ['till']}), 'till');
	t.is(fieldRefused(receipt, office), 'till');
	t.is(fieldRefused(receipt, {name: 'till-01', roles: ['office']}), 'till');
	t.is(fieldRefused(receipt, watcher), '_id');
	t.deepEqual(refusalBy(receipts, {newDoc: receipt, user: nobody}), {unauthorized: 'till: log in as the till'});
});

test('an entry is never edited, never deleted, and has generation 1', t => {
	t.is(fieldRefused(receipt, anna, receipt), '_rev');
	t.is(fieldRefused(replicated(receipt, 5), anna), '_rev');
	t.is(fieldRefused({_id: receipt._id, _deleted: true}, anna, receipt), '_deleted');
	t.is(fieldRefused(receipt, anna, {_id: receipt._id, _deleted: true}), '_rev');
});

test('only the watcher writes tombstones, and brings back what it had retired', t => {
	const tombstone = {_id: receipt._id, _rev: '2-a', _deleted: true, _revisions: {start: 2, ids: ['a', 'b']}};
	t.is(fieldRefused(tombstone, watcher, receipt), undefined);
	t.is(fieldRefused(tombstone, office, receipt), '_deleted');
	t.is(fieldRefused(replicated(receipt, 3), watcher, tombstone), undefined);
	t.is(fieldRefused(replicated(receipt), watcher), '_id');
	t.is(fieldRefused({...tombstone, _id: 'rubbish'}, watcher), '_id');
});

test('administrators and replicators bring any well-formed entry or tombstone, and nothing else', t => {
	for (const user of [admin, replicator]) {
		t.is(fieldRefused(replicated(receipt, 5), user), undefined);
		t.is(fieldRefused({_id: receipt._id, _deleted: true}, user), undefined);
		t.is(fieldRefused({...receipt, type: 'note'}, user), 'type');
	}
});

for (const [field, changes] of Object.entries({
	type: {type: 'gift'},
	schema: {schema: 2},
	till: {till: 'TILL 1'},
	entry: {entry: 1.5},
	month: {month: '2026-13'},
	businessDay: {businessDay: '2026-02-30'},
	writtenAt: {writtenAt: '2026-11-23 15:00'},
	previous: {previous: 'none'},
	digest: {digest: undefined},
	signature: {signature: 7},
	saleId: {saleId: ''},
	'cashier/name': {cashier: {id: '7'}},
	lines: {lines: {}},
	slips: {slips: []},
	'slips/0/fiscalNumber': {slips: [{printer: 'ABC', fiscalNumber: '17'}]},
	dueGrosze: {dueGrosze: 12.5},
	_attachments: {_attachments: {scan: {}}},
	_id: {_id: 'receipt:till-01:00000002:abcdefgh'},
})) {
	test(`a receipt with a wrong ${field} is refused by that name, with one key`, t => {
		const refusal = refusalBy(receipts, {newDoc: {...receipt, ...changes}, user: anna});
		t.is(refusedField(refusal), field);
		t.deepEqual(Object.keys(refusal as object), ['forbidden']);
	});
}

test('what does not add up is let in: it has to be seen, not turned away', t => {
	t.is(fieldRefused({...receipt, dueGrosze: 1, digest: '0'.repeat(64)}, anna), undefined);
});

test('an entry has at most 1 MB of UTF-8', t => {
	const room = entryBytesMax - Buffer.byteLength(JSON.stringify({...receipt, padding: ''}));
	for (const [letter, bytes] of [
		['a', 1],
		['ż', 2],
		['€', 3],
		['😀', 4],
	] as const) {
		const padding = letter.repeat(Math.floor(room / bytes)) + 'a'.repeat(room % bytes);
		t.is(fieldRefused({...receipt, padding}, anna), undefined, letter);
		t.is(fieldRefused({...receipt, padding: `${padding}a`}, anna), '_id', letter);
	}
});

test('takings are rows of business day, till and cashier; what was given back is beside them', t => {
	t.deepEqual(rowsOf(receipts, 'takings', receipt), [{key: ['2026-11-23', 'till-01', '7'], value: [1299, 0]}]);
	t.deepEqual(rowsOf(receipts, 'takings', returned), [{key: ['2026-11-23', 'till-01', '7'], value: [0, -1299]}]);
	t.deepEqual(rowsOf(receipts, 'takings', event), []);
	t.is(reduceOf(receipts, 'takings'), '_sum');
});

test('a slip is found by its printer and fiscal number', t => {
	const twoSlips = altered(receipt, {
		slips: [
			{printer: 'ABC1234567', fiscalNumber: 17, route: 'main'},
			{printer: 'XYZ7654321', fiscalNumber: 4, route: 'alcohol'},
		],
	});
	t.deepEqual(rowsOf(receipts, 'by-fiscal-number', twoSlips), [
		{key: ['ABC1234567', 17], value: 'main'},
		{key: ['XYZ7654321', 4], value: 'alcohol'},
	]);
	t.deepEqual(rowsOf(receipts, 'by-fiscal-number', seal), []);
});

test('takings by VAT letter have the tax of the slips, by group what is left after discounts', t => {
	const [line] = receipt['lines'] as readonly [Readonly<Record<string, unknown>>];
	const mixed = altered(receipt, {
		lines: [
			line,
			{...line, line: 2, group: '20', totalGrosze: 300, vat: 'B'},
			{...line, line: 3, group: '20', grossGrosze: 500, discountGrosze: 50, totalGrosze: 450, vat: 'B'},
		],
		vat: [
			{letter: 'A', rate: 2300, grossGrosze: 1299, vatGrosze: 243},
			{letter: 'B', rate: 800, grossGrosze: 750, vatGrosze: 56},
		],
	});
	t.deepEqual(rowsOf(receipts, 'takings-by-vat', mixed), [
		{key: ['2026-11-23', 'A', 'till-01', '7'], value: [1299, 243, 0, 0]},
		{key: ['2026-11-23', 'B', 'till-01', '7'], value: [750, 56, 0, 0]},
	]);
	t.deepEqual(rowsOf(receipts, 'takings-by-group', mixed), [
		{key: ['2026-11-23', '10', 'till-01', '7'], value: [1299, 0]},
		{key: ['2026-11-23', '20', 'till-01', '7'], value: [750, 0]},
	]);
	t.deepEqual(receipts.query('takings-by-vat', [mixed, receipt, returned, event, seal], {groupLevel: 2}), [
		{key: ['2026-11-23', 'A'], value: [2598, 486, -1299, -243]},
		{key: ['2026-11-23', 'B'], value: [750, 56, 0, 0]},
	]);
	t.deepEqual(receipts.query('takings-by-group', [mixed, returned], {groupLevel: 2}), [
		{key: ['2026-11-23', '10'], value: [1299, -1299]},
		{key: ['2026-11-23', '20'], value: [750, 0]},
	]);
});

test('foreign cash is counted by day, currency and till, beside its worth', t => {
	const euros = {currency: 'EUR', amountMinor: 302, rateTenThousandths: 43_000, amountGrosze: 1299};
	const paid = altered(receipt, {foreignCash: [euros, {...euros, currency: 'CZK', amountMinor: 7873}]});
	t.is(fieldRefused(paid, anna), undefined);
	t.is(
		fieldRefused(altered(receipt, {foreignCash: [{...euros, amountMinor: '3,02'}]}), anna),
		'foreignCash/0/amountMinor',
	);
	t.deepEqual(rowsOf(receipts, 'foreign-cash', paid), [
		{key: ['2026-11-23', 'EUR', 'till-01'], value: [302, 1299]},
		{key: ['2026-11-23', 'CZK', 'till-01'], value: [7873, 1299]},
	]);
	t.deepEqual(
		receipts.query('foreign-cash', [paid, receipt, returned, altered(paid, {saleId: 'x'})], {groupLevel: 2}),
		[
			{key: ['2026-11-23', 'CZK'], value: [15_746, 2598]},
			{key: ['2026-11-23', 'EUR'], value: [604, 2598]},
		],
	);
	for (const other of [event, receipt, returned, seal]) t.deepEqual(rowsOf(receipts, 'foreign-cash', other), []);
});

test('voids and whatever else happened beside the selling are counted with their money; coming and going are not', t => {
	const voided = altered(event, {event: 'sale-voided', amountGrosze: 1299});
	const opened = altered(event, {event: 'drawer-opened'});
	t.deepEqual(rowsOf(receipts, 'voids-and-overrides', voided), [
		{key: ['2026-11-23', 'sale-voided', 'till-01', '7'], value: 1299},
	]);
	t.deepEqual(rowsOf(receipts, 'voids-and-overrides', opened), [
		{key: ['2026-11-23', 'drawer-opened', 'till-01', '7'], value: 0},
	]);
	for (const other of [event, altered(event, {event: 'logged-out'}), receipt, seal]) {
		t.deepEqual(rowsOf(receipts, 'voids-and-overrides', other), []);
	}
	t.like(receipts.query('voids-and-overrides', [voided, opened, event], {groupLevel: 1})[0], {
		key: ['2026-11-23'],
		value: {count: 2, sum: 1299},
	});
});

test('what was approved on the spot is counted by operation and by who approved it, beside what was refused', t => {
	const approval = {operation: 'void-line', cause: 'limit', approver: {id: '9', name: 'Hanna'}, proof: 'pin'};
	const override = altered(event, {event: 'override', amountGrosze: 1299, approval});
	const withdrawn = altered(event, {
		event: 'approval-refused',
		approval: {operation: 'open-drawer', cause: 'permission', refusal: 'withdrawn'},
	});
	t.deepEqual(rowsOf(receipts, 'approvals', override), [
		{key: ['2026-11-23', 'void-line', 'override', 'till-01', '7', '9'], value: 1299},
	]);
	t.deepEqual(rowsOf(receipts, 'approvals', withdrawn), [
		{key: ['2026-11-23', 'open-drawer', 'approval-refused', 'till-01', '7', null], value: 0},
	]);
	for (const other of [event, receipt, returned, seal]) t.deepEqual(rowsOf(receipts, 'approvals', other), []);
});

test('returns are counted by day, till, cashier and who approved them, and found by the receipt they are of', t => {
	t.deepEqual(rowsOf(receipts, 'returns', returned), [{key: ['2026-11-23', 'till-01', '7', '9'], value: 1299}]);
	const deposit = {line: 1, deposit: 'PET050', name: 'PET', packageNumber: 1, route: 'main', pieces: 2};
	const withDeposit = altered(returned, {deposits: [{...deposit, valueGrosze: 50, totalGrosze: 100}]});
	t.deepEqual(receipts.query('returns-by-receipt', [returned, withDeposit, receipt], {groupLevel: 2}), [
		{key: [receipt._id, 1], value: [2, 0, 2598, 100]},
	]);
	for (const view of ['returns', 'returns-by-receipt']) {
		for (const other of [receipt, event, seal]) t.deepEqual(rowsOf(receipts, view, other), []);
	}
});
