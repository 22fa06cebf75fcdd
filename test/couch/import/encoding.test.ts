import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import {decodeText, isWindows1250} from '../../../couch/import/encoding.ts';

const polish = 'zażółć gęślą jaźń; ZAŻÓŁĆ GĘŚLĄ JAŹŃ';

test('UTF-8 with a byte order mark and without is the same text', t => {
	const plain = decodeText(Buffer.from(polish));
	const marked = decodeText(Buffer.from(`\u{feff}${polish}`));
	t.deepEqual(plain, {ok: true, value: {text: polish, encoding: 'utf-8'}});
	t.deepEqual(marked, {ok: true, value: {text: polish, encoding: 'utf-8-bom'}});
});

test('what is no UTF-8 is Windows-1250', t => {
	const decoded = decodeText(iconv.encode(polish, 'win1250'));
	t.deepEqual(decoded, {ok: true, value: {text: polish, encoding: 'windows-1250'}});
});

test('a UTF-8 file with one damaged letter is refused rather than misread as Windows-1250', t => {
	const bytes = Buffer.from(`kod\n${polish}\n?\n`);
	bytes[bytes.length - 2] = 0xc5;
	t.deepEqual(decodeText(bytes), {ok: false, fault: {code: 'damaged-utf-8', line: 3}});
});

test('spreadsheets, UTF-16, binary files and empty ones are named as such', t => {
	const fault = (bytes: Buffer) => {
		const decoded = decodeText(bytes);
		return decoded.ok ? undefined : decoded.fault;
	};
	t.deepEqual(fault(Buffer.from('PK\u0003\u0004 a workbook')), {code: 'not-text', kind: 'spreadsheet'});
	t.deepEqual(fault(Buffer.from('\u{feff}kod', 'utf16le')), {code: 'not-text', kind: 'utf-16'});
	t.deepEqual(fault(Buffer.from([1, 0, 2])), {code: 'not-text', kind: 'binary'});
	t.deepEqual(fault(Buffer.from([])), {code: 'empty-file'});
});

test('the printer has Polish letters and German ones, but no French è and no Cyrillic', t => {
	t.true(isWindows1250(polish));
	t.true(isWindows1250('Müsli Größe € „tak”'));
	for (const letter of ['è', 'ø', 'П', '😀']) t.false(isWindows1250(letter), letter);
});

testProp('any text written in UTF-8 is read back', [fc.string({unit: 'grapheme', minLength: 1})], (t, text) => {
	fc.pre(!text.includes('\0') && !text.startsWith('\u{feff}') && !text.startsWith('PK\u0003\u0004'));
	const decoded = decodeText(Buffer.from(text));
	t.true(decoded.ok && decoded.value.text === text);
});
