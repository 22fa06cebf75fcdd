import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {encodeKey} from '../../../couch/embedded/collation.ts';

/** As SQLite compares blobs. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
	const index = a.findIndex((byte, at) => byte !== b[at]);
	if (index === -1) {
		return a.length - b.length;
	}
	return (a[index] ?? 0) - (b[index] ?? -1);
}

function compare(a: unknown, b: unknown): number {
	return compareBytes(encodeKey(a), encodeKey(b));
}

test('kinds of values have their order', t => {
	const ordered = [
		null,
		false,
		true,
		-1e300,
		-2,
		-1.5,
		0,
		1e-9,
		1,
		1.5,
		2,
		10,
		1e300,
		'',
		'a',
		'a\u0000',
		'a\u0001',
		'aa',
		'b',
		[],
		['a'],
		['a', null],
		['a', 1],
		['aa'],
		['b'],
		[[]],
		{},
		{a: 1},
		{a: 2},
		{b: 1},
	];
	ordered.forEach((value, index) => {
		for (const other of ordered.slice(index + 1)) {
			t.true(compare(value, other) < 0, `${JSON.stringify(value)} < ${JSON.stringify(other)}`);
		}
	});
});

testProp('numbers are ordered as numbers', [fc.double({noNaN: true}), fc.double({noNaN: true})], (t, a, b) => {
	t.is(Math.sign(compare(a, b)), Math.sign(a === b ? 0 : a - b));
});

testProp('texts are ordered by code point', [fc.string({unit: 'binary'}), fc.string({unit: 'binary'})], (t, a, b) => {
	t.is(Math.sign(compare(a, b)), Math.sign(compareBytes(new TextEncoder().encode(a), new TextEncoder().encode(b))));
});

testProp('equal keys, and only they, have equal bytes', [fc.jsonValue(), fc.jsonValue()], (t, a, b) => {
	t.is(compare(a, structuredClone(a)), 0);
	t.is(compare(a, b) === 0, JSON.stringify(a).replaceAll('-0', '0') === JSON.stringify(b).replaceAll('-0', '0'));
});
