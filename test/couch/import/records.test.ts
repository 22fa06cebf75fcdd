import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {readRecords} from '../../../couch/import/records.ts';

test('a record with a line break in quotes is one row of the spreadsheet and two lines of the file', t => {
	for (const end of ['\n', '\r\n']) {
		const text = ['a,b', `1,"x${end}y"`, '2,z', ''].join(end);
		t.deepEqual(readRecords(text, ','), [
			{row: 1, line: 1, fields: ['a', 'b']},
			{row: 2, line: 2, fields: ['1', `x${end}y`]},
			{row: 3, line: 4, fields: ['2', 'z']},
		]);
	}
});

test('a quote that is never closed spoils its own row, in the middle as at the end', t => {
	const text = 'a,b\n1,"open\n2,"Piwo 0,5 l"\n3,z\n4,"end';
	t.deepEqual(readRecords(text, ','), [
		{row: 1, line: 1, fields: ['a', 'b']},
		{row: 2, line: 2, fields: 'unclosed-quote'},
		{row: 3, line: 3, fields: ['2', 'Piwo 0,5 l']},
		{row: 4, line: 4, fields: ['3', 'z']},
		{row: 5, line: 5, fields: 'unclosed-quote'},
	]);
});

test('an inch sign in a bare field is a stray quote', t => {
	t.deepEqual(readRecords('1;Rura 1/2" cal\n2;ok\n', ';'), [
		{row: 1, line: 1, fields: 'stray-quote'},
		{row: 2, line: 2, fields: ['2', 'ok']},
	]);
});

test('empty lines count as rows and say nothing', t => {
	const rows = readRecords('a,b\n\n1,2\n\n', ',').map(({row}) => row);
	t.deepEqual(rows, [1, 3]);
});

const field = fc.string({unit: fc.constantFrom('a', 'ł', '"', ',', ';', '\n', '\r', ' ', '1')});
const rows = fc.array(fc.array(field, {minLength: 2, maxLength: 4}), {minLength: 1, maxLength: 8});
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

testProp(
	'what is quoted by the rules is read back, whatever the line end',
	[rows, fc.constantFrom('\n', '\r\n')],
	(t, table, end) => {
		const text = table.map(record => record.map(quoted).join(';')).join(end);
		t.deepEqual(
			readRecords(text, ';').map(({fields}) => fields),
			table,
		);
	},
);
