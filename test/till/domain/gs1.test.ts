import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {gs1Day, gs1Separator, isGs1, readGs1, writeGs1} from '../../../till/domain/gs1.ts';
import {gtinCheckDigit} from '../../../till/domain/gtin.ts';

const gs = gs1Separator;
const read = (code: string) => {
	const elements = readGs1(code);
	return elements.ok ? Object.fromEntries(elements.value) : elements.fault;
};

test('fields of a known length stand close together, the others end with a separator', t => {
	t.deepEqual(read(`]e00195901234000010310300123439221603${gs}1526123110L42`), {
		'01': '95901234000010',
		'3103': '001234',
		'3922': '1603',
		'15': '261231',
		'10': 'L42',
	});
	t.deepEqual(read(`]C102159012341234543712${gs}00359012345678901230`), {
		'02': '15901234123454',
		'37': '12',
		'00': '359012345678901230',
	});
	t.deepEqual(read(`01059012341234578005001299${gs}21A/1${gs}4145901234123457`), {
		'01': '05901234123457',
		'8005': '001299',
		'21': 'A/1',
		'414': '5901234123457',
	});
});

test('a separator in front of all, and one behind a field that needs none, are no matter', t => {
	t.deepEqual(read(`]d2${gs}0105901234123457${gs}17261231${gs}10L42${gs}`), {
		'01': '05901234123457',
		'17': '261231',
		'10': 'L42',
	});
});

test('what people write with parentheses is the same, and a lot may have some of its own', t => {
	t.deepEqual(read('(01)05901234123457(10)A(B)1(17)261231'), {
		'01': '05901234123457',
		'10': 'A(B)1',
		'17': '261231',
	});
});

test('a lot that looks like a field is told from one by the backslash before its parenthesis', t => {
	const lot = new Map([
		['01', '05901234123457'],
		['10', 'A(17)261231'],
	]);
	t.is(writeGs1(lot), String.raw`(01)05901234123457(10)A\(17)261231`);
	t.deepEqual(readGs1(writeGs1(lot)), {ok: true, value: lot});
	t.deepEqual(readGs1(`]C1010590123412345710A(17)261231`), {ok: true, value: lot});
	t.deepEqual(read(String.raw`(10)\(00)`), {'10': '(00)'});
	t.deepEqual(read(String.raw`(10)A\B`), {code: 'characters', ai: '10'});
});

test('what stands before the first field is not left out', t => {
	t.deepEqual(read(`]C1(x(10)A`), {code: 'unknown-field', beginning: '(x(1'});
	t.deepEqual(read(`(1)A(10)A${gs}`), {code: 'unknown-field', beginning: '(1)A'});
});

test('a field that cannot be read is named, and nothing behind it is guessed', t => {
	t.deepEqual(read(`]C18888`), {code: 'unknown-field', beginning: '8888'});
	t.deepEqual(read(']C1'), {code: 'unknown-field', beginning: ''});
	t.deepEqual(read('(88)12'), {code: 'unknown-field', beginning: '88'});
	t.deepEqual(read(']C13109999999'), {code: 'unknown-field', beginning: '3109'});
	t.deepEqual(read(']C13944123'), {code: 'unknown-field', beginning: '3944'});
	t.deepEqual(read(']C13929123'), {'3929': '123'});
	t.deepEqual(read(']C170032613011200'), {code: 'date', ai: '7003'});
	t.deepEqual(read(']C10105901234'), {code: 'short', ai: '01'});
	t.deepEqual(read(`]C1310300${gs}1234`), {code: 'short', ai: '3103'});
	t.deepEqual(read(']C110'), {code: 'short', ai: '10'});
	t.deepEqual(read(`]C110${'A'.repeat(21)}`), {code: 'long', ai: '10'});
	t.deepEqual(read(']C130123456789'), {code: 'long', ai: '30'});
	t.deepEqual(read(']C110żółty'), {code: 'characters', ai: '10'});
	t.deepEqual(read(']C1310300A234'), {code: 'characters', ai: '3103'});
	t.deepEqual(read(']C10105901234123458'), {code: 'check-digit', ai: '01'});
	t.deepEqual(read(']C117261301'), {code: 'date', ai: '17'});
	t.deepEqual(read(`]C110A${gs}10B`), {code: 'twice', ai: '10'});
});

test('a price whose separator is missing is too long for a price', t => {
	t.deepEqual(read(`]e0019590123400001039221603152612311012345`), {code: 'long', ai: '3922'});
});

test('the same value twice is one value', t => {
	t.deepEqual(read(`]C110A${gs}10A`), {'10': 'A'});
});

test('a date has to be in the calendar, and day 00 is the last of its month', t => {
	t.is(gs1Day('261231'), '2026-12-31');
	t.is(gs1Day('280229'), '2028-02-29');
	t.is(gs1Day('260200'), '2026-02-28');
	for (const date of ['260229', '261301', '260001', '260431', '26123', 'ABCDEF']) t.is(gs1Day(date), undefined, date);
});

test('without a word of the scanner only what begins with the number of goods is taken for elements', t => {
	t.true(isGs1('0105901234123457'));
	t.true(isGs1('01059012341234571726'));
	t.false(isGs1('0105901234123458'));
	t.false(isGs1('5901234123457'));
	t.false(isGs1('(abc)'));
	t.true(isGs1(`8200x${gs}10A`));
});

const digits = (length: number) =>
	fc.array(fc.integer({min: 0, max: 9}), {minLength: length, maxLength: length}).map(list => list.join(''));
const text = fc
	.array(fc.oneof(fc.stringMatching(/^[A-Z0-9a-z./_-]$/), fc.constantFrom('(', ')', '(17)', '(10')), {minLength: 1})
	.map(parts => parts.join('').slice(0, 20));
const goods = digits(13)
	.filter(body => !/^0+$/.test(body))
	.map(body => ['01', body + gtinCheckDigit(body)] as const);
const element = fc.oneof(
	digits(6).map(value => ['3103', value] as const),
	fc.integer({min: 1, max: 999_999}).map(value => ['3922', String(value)] as const),
	text.map(value => ['10', value] as const),
	text.map(value => ['21', value] as const),
	fc.integer({min: 1, max: 28}).map(day => ['17', `2612${String(day).padStart(2, '0')}`] as const),
	fc.integer({min: 1, max: 9999}).map(value => ['30', String(value)] as const),
);
const elements = fc
	.tuple(goods, fc.uniqueArray(element, {selector: ([ai]) => ai}))
	.map(([first, more]) => new Map<string, string>([first, ...more]));
const predefined = new Set(['01', '3103', '17']);

testProp('what was written is what is read, with separators and with parentheses', [elements], (t, written) => {
	const transmitted = Array.from(written, ([ai, value]) => ai + value + (predefined.has(ai) ? '' : gs)).join('');
	for (const code of [`]e0${transmitted}`, transmitted, writeGs1(written)]) {
		t.true(isGs1(code));
		t.deepEqual(readGs1(code), {ok: true, value: written});
	}
});

testProp(
	'whatever is read is a value or a fault, and writing it down loses nothing',
	[fc.string({maxLength: 60, unit: fc.constantFrom(...'0123456789()AB', gs)})],
	(t, code) => {
		const first = readGs1(code);
		if (first.ok) t.deepEqual(readGs1(writeGs1(first.value)), first);
		else t.is(typeof first.fault.code, 'string');
	},
);
