import {createHash} from 'node:crypto';
import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {
	canonicalForm,
	digestOf,
	entryId,
	idSuffix,
	noDigest,
	parseEntryId,
	revisionOf,
} from '../../../till/domain/chain.ts';
import {entryTypes} from '../../../till/domain/entry.ts';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

const voided = {
	_id: 'event:till-03:00000007:0123456z',
	type: 'event',
	schema: 1,
	till: 'till-03',
	entry: 7,
	month: '2026-11',
	businessDay: '2026-11-23',
	writtenAt: '2026-11-23T15:04:05+01:00',
	previous: noDigest,
	event: 'line-voided',
	cashier: {name: 'Żaneta "Żan" Łoś', id: '2'},
	name: 'Crème brûlée\t€ 😀',
	amountGrosze: -1299,
};

test('keys are sorted as RFC 8785 sorts them: by UTF-16 code units', t => {
	// The example of RFC 8785, section 3.2.3.
	const example = {
		'\u20ac': 'Euro Sign',
		'\r': 'Carriage Return',
		'\ufb33': 'Hebrew Letter Dalet With Dagesh',
		'1': 'One',
		'\ud83d\ude00': 'Emoji: Grinning Face',
		'\u0080': 'Control',
		'\u00f6': 'Latin Small Letter O With Diaeresis',
	};
	t.deepEqual(canonicalForm(example).match(/[A-Z][^"]+/g), [
		'Carriage Return',
		'One',
		'Control',
		'Latin Small Letter O With Diaeresis',
		'Euro Sign',
		'Emoji: Grinning Face',
		'Hebrew Letter Dalet With Dagesh',
	]);
});

test('texts are escaped as RFC 8785 escapes them', t => {
	// The text of the example of RFC 8785, section 3.2.2, and its canonical bytes.
	const example = {string: '\u20ac$\u000f\u000aA\u0027\u0042\u0022\u005c\\"/'};
	t.is(canonicalForm(example), String.raw`{"string":"€$\u000f\nA'B\"\\\\\"/"}`);
	t.is(canonicalForm({a: '\b\t\n\f\r\u0000\u001f\u007f\u2028'}), '{"a":"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\u2028"}');
});

test('numbers have one spelling', t => {
	t.is(canonicalForm({a: -0, b: 9_007_199_254_740_991, c: -1}), '{"a":0,"b":9007199254740991,"c":-1}');
});

test('keys are sorted at every depth and lists keep their order', t => {
	t.is(
		canonicalForm({b: [{z: 1, a: 2}, 'x', []], a: {'10': 1, '9': 2, A: {}}}),
		'{"a":{"10":1,"9":2,"A":{}},"b":[{"a":2,"z":1},"x",[]]}',
	);
});

test('the digest of an entry is what another program reckons', t => {
	// Reckoned with Python's json and hashlib.
	t.is(digestOf(voided, sha256), 'a6fda18a12c72283fe2f9a407749fc89b796f0fb565c2dbdbb1483bfffab7fde');
	t.is(
		revisionOf(digestOf(voided, sha256)),
		`1-${'a6fda18a12c72283fe2f9a407749fc89b796f0fb565c2dbdbb1483bfffab7fde'.slice(0, 32)}`,
	);
});

test('revision, digest and signature are not part of what is digested, but a field inside of that name is', t => {
	const digest = digestOf(voided, sha256);
	t.is(digestOf({...voided, _rev: '1-a', digest, signature: 'c2ln'}, sha256), digest);
	t.not(digestOf({...voided, cashier: {...voided.cashier, digest: 'x'}}, sha256), digest);
	t.not(digestOf({...voided, _id: 'event:till-03:00000007:00000000'}, sha256), digest);
});

test('what has no single spelling never gets into an entry', t => {
	for (const value of [0.5, Number.NaN, 2 ** 53, true, null, undefined, '\ud800', 'x\udc00', 1n]) {
		t.throws(() => canonicalForm({a: [value]}), {message: /Broken promise/}, String(value));
	}
	t.throws(() => canonicalForm({'\ud800': 1}), {message: /well-formed/});
	t.notThrows(() => canonicalForm({a: '\ud83d\ude00'}));
});

test('a field may be called like anything a language has built in', t => {
	const entry: unknown = JSON.parse('{"toString":{"__proto__":"x","toString":1},"constructor":[]}');
	t.is(canonicalForm(entry as Record<string, unknown>), '{"constructor":[],"toString":{"__proto__":"x","toString":1}}');
});

test('a revision is made of a digest and of nothing else', t => {
	t.is(revisionOf('ab'.repeat(32)), `1-${'ab'.repeat(16)}`);
	for (const digest of ['', 'AB'.repeat(32), 'ab'.repeat(31)]) t.throws(() => revisionOf(digest));
});

test('an entry id names type, till, number and suffix', t => {
	const parts = {type: 'receipt', till: 'till-03b', entry: 42, suffix: '0123456z'} as const;
	t.is(entryId(parts), 'receipt:till-03b:00000042:0123456z');
	t.deepEqual(parseEntryId('receipt:till-03b:00000042:0123456z'), parts);
});

test('ids that no till could have written are not read', t => {
	for (const id of [
		'',
		'product:000001',
		'invoice:till-03:00000042:0123456z',
		'receipt:Till-03:00000042:0123456z',
		'receipt:till-03:42:0123456z',
		'receipt:till-03:00000042:0123456',
		'receipt:till-03:00000042:0123456z ',
	]) {
		t.is(parseEntryId(id), undefined, id);
	}
	const parts = {type: 'receipt', till: 'till-03', entry: 42, suffix: '0123456z'} as const;
	t.throws(() => entryId({...parts, till: 'Till 3'}));
	t.throws(() => entryId({...parts, entry: 0}));
	t.throws(() => entryId({...parts, entry: 100_000_000}));
	t.throws(() => entryId({...parts, suffix: 'short'}));
});

test('a suffix spells five bytes in letters that are not taken for digits', t => {
	t.is(idSuffix(new Uint8Array(5)), '00000000');
	t.is(idSuffix(new Uint8Array(5).fill(255)), 'zzzzzzzz');
	t.is(idSuffix(Uint8Array.of(0, 0, 0, 0, 33)), '00000011');
	t.throws(() => idSuffix(new Uint8Array(4)), {message: /five random bytes/});
});

testProp(
	'two different draws never give one suffix',
	[fc.uint8Array({minLength: 5, maxLength: 5}), fc.uint8Array({minLength: 5, maxLength: 5})],
	(t, left, right) => {
		t.regex(idSuffix(left), /^[0-9a-hjkmnp-tv-z]{8}$/);
		t.is(idSuffix(left) === idSuffix(right), Buffer.from(left).equals(right));
	},
);

testProp(
	'every id that is written can be read',
	[
		fc.constantFrom(...entryTypes),
		fc.stringMatching(/^[a-z0-9-]{1,16}$/),
		fc.integer({min: 1, max: 99_999_999}),
		fc.uint8Array({minLength: 5, maxLength: 5}),
	],
	(t, type, till, entry, bytes) => {
		const parts = {type, till, entry, suffix: idSuffix(bytes)};
		t.deepEqual(parseEntryId(entryId(parts)), parts);
	},
);

const {content} = fc.letrec<{readonly content: Record<string, unknown>; readonly value: unknown}>(tie => ({
	content: fc.dictionary(fc.string({unit: 'grapheme', maxLength: 6}), tie('value'), {maxKeys: 5}),
	value: fc.oneof(
		{depthSize: 'small'},
		fc.string({unit: 'grapheme'}),
		fc.maxSafeInteger(),
		fc.array(tie('value'), {maxLength: 3}),
		tie('content'),
	),
}));

function reordered(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(reordered);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.reverse()
			.map(([key, member]) => [key, reordered(member)]),
	);
}

testProp('the order of keys never changes a digest', [content], (t, entry) => {
	t.is(digestOf(reordered(entry) as typeof entry, sha256), digestOf(entry, sha256));
});

testProp('the canonical form says all there is: read back, it gives the same form', [content], (t, entry) => {
	const form = canonicalForm(entry);
	t.is(canonicalForm(JSON.parse(form)), form);
});
