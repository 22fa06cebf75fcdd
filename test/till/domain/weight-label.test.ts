import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {gtinCheckDigit, isGtin} from '../../../till/domain/gtin.ts';
import {grosze} from '../../../till/domain/money.ts';
import {grams, pieces} from '../../../till/domain/quantity.ts';
import {compileMask, type LabelMask, readLabel, verifierDigit} from '../../../till/domain/weight-label.ts';

function mask(text: string): LabelMask {
	const compiled = compileMask(text);
	if (!compiled.ok) throw new Error(`${text}: ${compiled.fault}`);
	return compiled.value;
}

test('a value of four digits is verified as the standard reckons it', t => {
	t.is(verifierDigit('2875'), '9');
	t.is(verifierDigit('0001'), '5');
	t.is(verifierDigit('0000'), '0');
});

test('a value of five digits is verified by the digit that completes the sum, not by the rest itself', t => {
	t.is(verifierDigit('14685'), '6');
	t.is(verifierDigit('01234'), '1');
	t.is(verifierDigit('00500'), '6');
	t.is(verifierDigit('00000'), '0');
	t.is(verifierDigit('00316'), '0');
});

test('a Polish label of 1.234 kg gives its item and its grams', t => {
	t.deepEqual(readLabel(mask('29AAAAVWWWWWK'), '2912341012346'), {
		kind: 'weight-label',
		item: '1234',
		baseKey: '2912340000009',
		weightGrams: grams(1234),
	});
	t.deepEqual(readLabel(mask('27AAAAVWWWWWK'), '2700076005005'), {
		kind: 'weight-label',
		item: '0007',
		baseKey: '2700070000006',
		weightGrams: grams(500),
	});
});

test('labels without a verifier carry five digits of item', t => {
	t.deepEqual(readLabel(mask('21AAAAAWWWWWK'), '2112345015002'), {
		kind: 'weight-label',
		item: '12345',
		baseKey: '2112345000008',
		weightGrams: grams(1500),
	});
});

test('a label may carry what the package costs, or how many pieces are in it', t => {
	const priced = readLabel(mask('23AAAAACCCCCK'), '2312345016034');
	t.like(priced, {kind: 'price-label', item: '12345', totalGrosze: grosze(1603)});
	const body = '251234500012';
	const counted = readLabel(mask('25AAAAAQQQQQK'), body + gtinCheckDigit(body));
	t.like(counted, {kind: 'piece-label', item: '12345', pieces: pieces(12)});
});

test('a wrong verifier is noticed by a mask that verifies, and by no other', t => {
	for (const code of ['2700075005006', '2700077005004']) {
		t.true(isGtin(code));
		t.deepEqual(readLabel(mask('27AAAAVWWWWWK'), code), {kind: 'bad-verifier'});
		t.like(readLabel(mask('27AAAAAWWWWWK'), code), {kind: 'weight-label', weightGrams: grams(500)});
	}
});

test('another prefix, another length and a value of zero are no labels', t => {
	const ham = mask('29AAAAVWWWWWK');
	for (const code of ['2812341012349', '29123407', '2912340000009']) {
		t.deepEqual(readLabel(ham, code), {kind: 'no-label'}, code);
	}
});

test('a short label of eight digits is read too', t => {
	t.like(readLabel(mask('2AAWWWWK'), '20703125'), {kind: 'weight-label', item: '07', weightGrams: grams(312)});
});

test('a mask that cannot be read says what is wrong with it', t => {
	const fault = (text: string) => {
		const compiled = compileMask(text);
		return compiled.ok ? undefined : compiled.fault;
	};
	t.is(fault(''), 'letters');
	t.is(fault('AAAAAAVWWWWWK'), 'letters');
	t.is(fault('29AAAAVWWWWW'), 'letters');
	t.is(fault('29AAAAVZZZZZK'), 'letters');
	t.is(fault('29AAAAVXXXXXK'), 'value');
	t.is(fault('29AAAAVWWWWWWK'), 'length');
	t.is(fault('29VWWWWWWWWWK'), 'item');
	t.is(fault('29AAWWAAWWWWK'), 'item');
	t.is(fault('29AAAAAAAAAAK'), 'value');
	t.is(fault('29AAAAWWWCCCK'), 'value');
	t.is(fault('29AAAWWWAWWWK'), 'item');
	t.is(fault('29AAAVVWWWWWK'), 'verifier');
	t.is(fault('29AAAVWWWWWWK'), 'verifier');
});

test('a digit that nobody looks at may be any, one that has to be zero may not', t => {
	for (const digit of '0123456789') {
		const body = `291234${digit}01234`;
		const code = body + gtinCheckDigit(body);
		t.like(readLabel(mask('29AAAAXWWWWWK'), code), {weightGrams: grams(1234), baseKey: '2912340000009'}, digit);
		t.is(readLabel(mask('29AAAA0WWWWWK'), code).kind, digit === '0' ? 'weight-label' : 'no-label', digit);
	}
	t.like(readLabel(mask('200AAAAWWWWWK'), '2001234012345'), {item: '1234'}, 'a zero of the prefix is of the prefix');
});

testProp(
	'what a scale prints is what the till reads',
	[fc.integer({min: 0, max: 9999}), fc.integer({min: 1, max: 99_999})],
	(t, item, weight) => {
		const value = String(weight).padStart(5, '0');
		const body = `29${String(item).padStart(4, '0')}${verifierDigit(value)}${value}`;
		t.like(readLabel(mask('29AAAAVWWWWWK'), body + gtinCheckDigit(body)), {
			kind: 'weight-label',
			item: String(item).padStart(4, '0'),
			weightGrams: grams(weight),
		});
	},
);

testProp(
	'one wrong digit in a weight never passes its verifier',
	[fc.integer({min: 0, max: 99_999}), fc.integer({min: 0, max: 4}), fc.integer({min: 1, max: 9})],
	(t, weight, place, by) => {
		const value = String(weight).padStart(5, '0');
		const wrong = value.slice(0, place) + ((Number(value[place]) + by) % 10) + value.slice(place + 1);
		t.not(verifierDigit(wrong), verifierDigit(value));
	},
);
