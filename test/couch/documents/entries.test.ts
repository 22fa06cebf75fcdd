import test from 'ava';
import {readEntry} from '../../../couch/documents/entries.ts';
import {altered, Book} from '../book.ts';

const book = new Book('till-01');
const receipt = book.receipt();
const event = book.event();
const seal = book.seal();

for (const entry of [receipt, event, seal]) {
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

test('a return is reserved and not understood yet', t => {
	const read = readEntry({...receipt, type: 'return', _id: receipt._id.replace('receipt', 'return')});
	t.is(read.ok ? 'understood' : read.fault.code, 'unknown-type');
});

test('an id that is not of its till and number is a fault', t => {
	for (const change of [{till: 'till-02'}, {entry: 2}, {_id: event._id}, {_id: 'receipt:till-01:1:abc'}]) {
		const read = readEntry({...receipt, ...change});
		t.is(read.ok ? 'understood' : read.fault.field, '_id');
	}
});

test('a line has the quantity of its unit', t => {
	const [line] = receipt['lines'] as readonly [object];
	for (const lines of [[{...line, unit: 'kg'}], [{...line, pieces: undefined}], [{...line, weightGrams: 300}]]) {
		const read = readEntry({...receipt, lines});
		t.is(read.ok ? 'understood' : read.fault.field, 'lines/0');
	}
});

test('money that is a fraction is no money', t => {
	const read = readEntry({...receipt, dueGrosze: 12.5});
	t.is(read.ok ? 'understood' : read.fault.field, 'dueGrosze');
});
