import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {compare, fieldCountMax, pointerLengthMax} from '../../../couch/conflict-watcher/compare.ts';
import {contentOf} from '../../../couch/conflict-watcher/content.ts';
import {altered, Book, receiptMoney, returnMoney} from '../book.ts';

const receipt = new Book('till-01').receipt();

test('equal contents differ in nothing', t => {
	t.deepEqual(compare(receipt, receipt), {fields: [], money: {totalGrosze: 0, vat: []}});
});

test('what follows from the content is not listed beside it', t => {
	t.deepEqual(compare(contentOf(receipt), contentOf(altered(receipt, {card: '2900000000001'}))).fields, ['/card']);
});

test('another signature alone is a difference', t => {
	t.deepEqual(compare(receipt, {...receipt, signature: 'forged'}).fields, ['/signature']);
});

test('the money between them is told by letter and in all', t => {
	const other = altered(receipt, {
		...receiptMoney(1000),
		vat: [{letter: 'C', rate: 500, grossGrosze: 1000, vatGrosze: 48}],
	});
	t.deepEqual(compare(receipt, other).money, {
		totalGrosze: -299,
		vat: [
			{letter: 'A', grossGrosze: -1299, vatGrosze: -243},
			{letter: 'C', grossGrosze: 1000, vatGrosze: 48},
		],
	});
});

test('of a return it is what was given back', t => {
	const book = new Book('till-01');
	const sold = book.receipt({totalGrosze: 1500, pieces: 3});
	const returned = book.returnOf(sold);
	const more = altered(returned, returnMoney(sold, {pieces: 2}));
	t.deepEqual(compare(returned, more).money, {
		totalGrosze: 500,
		vat: [{letter: 'A', grossGrosze: 500, vatGrosze: 94}],
	});
});

test('a pointer spells slashes and tildes as RFC 6901 says', t => {
	t.deepEqual(compare({'a/b': {'~': 1}}, {'a/b': {'~': 2}}).fields, ['/a~1b/~0']);
});

test('a line more, a line less, and a field that became something else are each one place', t => {
	t.deepEqual(compare({lines: [1, 2]}, {lines: [1]}).fields, ['/lines/1']);
	t.deepEqual(compare({lines: [1]}, {lines: {0: 1}}).fields, ['/lines']);
	t.deepEqual(compare({}, {card: '1'}).fields, ['/card']);
});

test('of more fields than anybody reads the first are named and the others counted', t => {
	const many = (value: number) => ({notes: Array.from({length: fieldCountMax + 50}, () => value)});
	const {fields, furtherFieldCount} = compare(many(1), many(2));
	t.deepEqual(fields.slice(0, 2), ['/notes/0', '/notes/1']);
	t.is(fields.length, fieldCountMax);
	t.is(furtherFieldCount, 50);
	t.false('furtherFieldCount' in compare(receipt, {...receipt, card: '1'}));
});

test('what has too long a name is named by what holds it, once', t => {
	const long = 'x'.repeat(pointerLengthMax);
	const many = (value: number) => ({notes: {[long]: Array.from({length: 1000}, () => value), [`${long}y`]: value}});
	t.deepEqual(compare(many(1), many(2)).fields, ['/notes']);
	t.deepEqual(compare({notes: {[long]: 1}}, {notes: {}}).fields, ['/notes']);
	t.deepEqual(compare(many(1), many(1)).fields, []);
	const deep = (depth: number, value: unknown): unknown => (depth === 0 ? value : [deep(depth - 1, value)]);
	const {fields} = compare({notes: deep(500, 1)}, {notes: deep(500, 2)});
	t.is(fields.length, 1);
	t.true((fields[0] ?? '').length <= pointerLengthMax);
});

const content = fc.dictionary(fc.string(), fc.jsonValue());

testProp('contents are equal exactly when no field differs', [content, content], (t, first, second) => {
	const {fields} = compare(first, second);
	t.is(fields.length === 0, JSON.stringify(sorted(first)) === JSON.stringify(sorted(second)));
	t.deepEqual([...compare(second, first).fields].sort(), [...fields].sort());
	t.deepEqual(compare(first, structuredClone(first)).fields, []);
});

/** Keys in one order, and one zero. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([left], [right]) => (left < right ? -1 : 1))
			.map(([key, member]) => [` ${key}`, sorted(member)]),
	);
}
