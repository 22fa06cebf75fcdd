import {readFileSync} from 'node:fs';
import test from 'ava';
import {documentsPage, documentsPageFile} from '../../scripts/docs/documents-page.ts';
import {fieldRows, type JsonSchema} from '../../scripts/docs/fields.ts';

test('the page of the documents says what their schemas say', t => {
	t.is(readFileSync(documentsPageFile, 'utf8'), documentsPage(), 'npm run docs writes it anew');
});

test('a field is named by the way to it, with what it is, its limits, and whether it may be absent', t => {
	const schema: JsonSchema = {
		type: 'object',
		properties: {
			name: {type: 'string', minLength: 1, maxLength: 60},
			lines: {
				type: 'array',
				minItems: 1,
				items: {type: 'object', properties: {pieces: {type: 'integer', minimum: 1, maximum: 9}}, required: ['pieces']},
			},
			neverThere: {not: {}},
			prices: {type: 'object', propertyNames: {pattern: '^\\d+$'}, additionalProperties: {type: 'integer', minimum: 1}},
		},
		required: ['lines', 'prices'],
	};
	t.deepEqual(
		fieldRows(schema).map(({field, type, limits, isOptional}) => [field, type, limits, isOptional]),
		[
			['name', 'text', '1 to 60 characters', true],
			['lines', 'list of object', '1 or more members', false],
			['lines[].pieces', 'whole number', '1 to 9', false],
			['prices', 'whole number by key', 'keys `^\\d+$`; each 1 or more', false],
		],
	);
});

test('an object that comes twice is described once, and one of several forms is named by its own word', t => {
	const tcp: JsonSchema = {type: 'object', properties: {kind: {const: 'tcp'}, port: {type: 'integer'}}};
	const serial: JsonSchema = {type: 'object', properties: {kind: {const: 'serial'}}};
	const address: JsonSchema = {anyOf: [tcp, serial]};
	t.deepEqual(
		fieldRows({type: 'object', properties: {scale: address, scanner: address}}).map(({field, limits}) => [
			field,
			limits,
		]),
		[
			['scale', ''],
			['scale (tcp).kind', ''],
			['scale (tcp).port', ''],
			['scale (serial).kind', ''],
			['scanner', 'as `scale`'],
		],
	);
});
