import test from 'ava';
import {readEntry} from '../../../couch/documents/entries.ts';
import {altered, Book} from '../book.ts';

const book = new Book('till-01');
const receipt = book.receipt();
const event = book.event();
const seal = book.seal();
const returned = book.returnOf(receipt);

for (const entry of [receipt, returned, event, seal]) {
	test(`${entry['type']}: an entry reads back as the same document`, t => {
		t.deepEqual(readEntry(entry), {ok: true, value: entry as never});
	});

	for (const field of ['till', 'entry', 'month', 'writtenAt', 'previous', 'digest', 'signature']) {
		test(`${entry['type']}: without ${field} it is set aside`, t => {
			const {[field]: _gone, ...rest} = entry;
			const read = readEntry(rest);
			t.is(read.ok ? 'understood' : read.fault.field, field);
		});
	}
}

test('fields this version does not know stay in the entry, because its digest covers them', t => {
	const later = altered(receipt, {loyaltyPoints: 12});
	const read = readEntry(later);
	t.is(read.ok && (read.value as unknown as {loyaltyPoints: number}).loyaltyPoints, 12);
});

test('a newer schema is set aside as such', t => {
	const read = readEntry({...receipt, schema: 2});
	t.is(read.ok ? 'understood' : read.fault.code, 'newer-schema');
});

/** The field that a return with these changes is set aside for. */
function fieldAtFault(changes: object): string {
	const read = readEntry({...returned, ...changes});
	return read.ok ? 'understood' : read.fault.field;
}

const [line] = returned['lines'] as readonly [object];
const original = returned['original'] as object;
for (const [field, changes] of Object.entries({
	'original/receipt': {original: {...original, receipt: returned._id}},
	'original/slips': {original: {...original, slips: []}},
	approvedBy: {approvedBy: undefined},
	reason: {reason: ''},
	lines: {lines: []},
	'lines/0/line': {lines: [{...line, line: 0}]},
	'lines/0/pieces': {lines: [{...line, pieces: -1}]},
	'lines/0/totalGrosze': {lines: [{...line, totalGrosze: -1299}]},
	'lines/0': {lines: [{...line, unit: 'kg'}]},
	'vat/0/vatGrosze': {vat: [{letter: 'A', rate: 2300, grossGrosze: 1299, vatGrosze: -243}]},
	'deposits/0/pieces': {
		deposits: [{line: 1, deposit: 'PET050', name: 'PET', packageNumber: 1, route: 'main', pieces: -1, valueGrosze: 50}],
	},
	refundGrosze: {refundGrosze: 12.5},
	'tenders/0/amountGrosze': {tenders: [{kind: 'cash', amountGrosze: -1}]},
})) {
	test(`a return with a wrong ${field} is set aside for it`, t => {
		t.is(fieldAtFault(changes), field);
	});
}

test('a return of a receipt’s weighed line has its grams', t => {
	const {pieces: _, ...weighed} = {...line, unit: 'kg', weightGrams: 250} as {pieces?: number};
	t.is(fieldAtFault({lines: [weighed]}), 'understood');
});

const confirmed = {right: 'till', printers: [{route: 'main', printer: 'ZBF 1', wallTime: '2026-11-23T05:49'}]};
const changed = {route: 'main', former: 'ZBF 1', printer: 'ZBF 9'};
const reported = {
	route: 'alcohol',
	printer: 'ZBF 2',
	result: 'printed',
	reportNumber: 42,
	receiptCount: 118,
	gross: [{letter: 'A', grossGrosze: 12_345}],
};
const approved = {
	operation: 'void-line',
	cause: 'limit',
	approver: {id: '9', name: 'Hanna'},
	proof: 'badge',
	line: 3,
};
const notApproved = {operation: 'open-drawer', cause: 'permission', refusal: 'withdrawn'};
const days = [
	['clock-confirmed', 'clock', confirmed, {right: 'both'}],
	['printer-changed', 'printerChange', changed, {former: ''}],
	['daily-report', 'report', reported, {receiptCount: -1}],
	['override', 'approval', approved, {operation: 'sing'}],
	['approval-refused', 'approval', notApproved, {refusal: 'no'}],
	['shift-opened', 'cash', {}, {reason: 7}],
	['cash-in', 'cash', {reason: 'Drobne do kasy'}, {expectedGrosze: 0.5}],
	['cash-out', 'cash', {reason: 'Wypłata do sejfu'}, {reason: ''}],
	['shift-closed', 'cash', {counted: [{valueGrosze: 200, count: 14}], expectedGrosze: -29}, {counted: 'all'}],
] as const;

for (const [kind, field, detail, wrong] of days) {
	test(`${kind}: an event has its ${field}, and a right one`, t => {
		const readAs = (changes: object) => {
			const read = readEntry({...event, event: kind, ...changes});
			return read.ok ? 'understood' : read.fault.field;
		};
		t.is(readAs({[field]: detail}), 'understood');
		t.is(readAs({}), field);
		t.is(readAs({[field]: {...detail, ...wrong}}), `${field}/${Object.keys(wrong)[0]}`);
	});
}

test('an event says no more than it may: the day that was over, and an outcome that nobody knows', t => {
	const fieldOf = (changes: object) => {
		const read = readEntry({...event, ...changes});
		return read.ok ? 'understood' : read.fault.field;
	};
	t.is(fieldOf({event: 'date-refused', lastDay: '2026-11-23'}), 'understood');
	t.is(fieldOf({event: 'date-refused', lastDay: '23.11.2026'}), 'lastDay');
	t.is(fieldOf({event: 'drawer-opened', outcome: 'unknown'}), 'understood');
	t.is(fieldOf({event: 'drawer-opened', outcome: 'open'}), 'outcome');
	const approval = {...notApproved, refusal: 'no-strong-proof'};
	t.is(fieldOf({event: 'approval-refused', approval}), 'understood');
});

test('an id that is not of its till and number is a fault', t => {
	for (const change of [{till: 'till-02'}, {entry: 2}, {_id: event._id}, {_id: 'receipt:till-01:1:abc'}]) {
		const read = readEntry({...receipt, ...change});
		t.is(read.ok ? 'understood' : read.fault.field, '_id');
	}
});

test('a line has the quantity of its unit', t => {
	const [sold] = receipt['lines'] as readonly [object];
	for (const lines of [[{...sold, unit: 'kg'}], [{...sold, pieces: undefined}], [{...sold, weightGrams: 300}]]) {
		const read = readEntry({...receipt, lines});
		t.is(read.ok ? 'understood' : read.fault.field, 'lines/0');
	}
});

test('money that is a fraction is no money', t => {
	const read = readEntry({...receipt, dueGrosze: 12.5});
	t.is(read.ok ? 'understood' : read.fault.field, 'dueGrosze');
});
