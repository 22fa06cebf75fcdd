import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {gtinCheckDigit, gtinKey, isGtin} from '../../../till/domain/gtin.ts';

test('codes from packages have the check digit they should', t => {
	for (const code of ['5901234123457', '4006381333931', '96385074', '73513537', '036000291452', '042100005264']) {
		t.true(isGtin(code), code);
		t.is(gtinCheckDigit(code.slice(0, -1)), code.slice(-1));
	}
});

test('other lengths, letters, spreadsheet numbers and bare zeros are no barcodes', t => {
	for (const code of [
		'',
		'59099995002',
		'15909999500245',
		'59099A9500251',
		'5.90999E+12',
		'0000000000000',
		'00000000',
	]) {
		t.false(isGtin(code), code);
	}
});

test('the number of a pack is a number of its own, and never the one of the piece inside', t => {
	t.true(isGtin('15909999500244'));
	t.is(gtinKey('15909999500244'), '15909999500244');
	t.is(gtinKey('05901234123457'), '5901234123457');
	t.is(gtinKey('00036000291452'), gtinKey('036000291452'));
	t.is(gtinKey('00000096385074'), '96385074');
});

test('a UPC-A and the EAN-13 with a 0 before it are one barcode', t => {
	t.is(gtinKey('079999000018'), gtinKey('0079999000018'));
	t.not(gtinKey('59099994'), gtinKey('0000059099994'));
});

const digits = fc
	.constantFrom(7, 11, 12, 13)
	.chain(length => fc.array(fc.integer({min: 0, max: 9}), {minLength: length, maxLength: length}))
	.map(list => list.join(''))
	.filter(body => !/^0+$/.test(body));

testProp('one wrong digit is always noticed', [digits, fc.nat(), fc.integer({min: 1, max: 9})], (t, body, at, by) => {
	const code = body + gtinCheckDigit(body);
	t.true(isGtin(code));
	const place = at % code.length;
	const wrong = code.slice(0, place) + ((Number(code[place]) + by) % 10) + code.slice(place + 1);
	t.false(isGtin(wrong));
});
