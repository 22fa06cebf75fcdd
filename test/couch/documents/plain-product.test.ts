import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {catalogueDocument, readBySchema, readCatalogueDocument} from '../../../couch/documents/catalogue.ts';
import {readPlainProduct} from '../../../couch/documents/plain-product.ts';
import {demoProducts} from '../../../scripts/demo/products.ts';

const digits = (...lengths: readonly number[]) =>
	fc.constantFrom(...lengths).chain(length => fc.stringMatching(new RegExp(`^\\d{${length}}$`)));
const code = fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/);
const blanks = fc.constantFrom(
	'\n',
	'\t',
	' ',
	'\u00a0',
	'\u0085',
	'\u007f',
	'\u2028',
	'\ufeff',
	'\ud800',
	'\u{1f95b}',
);
const name = (lengthMax: number) =>
	fc.stringMatching(new RegExp(`^[A-Za-z]([ -~ąćęłńóśźżĄÓ„”–€]{0,${lengthMax - 1}})$`));

const ordinary = fc
	.record(
		{
			_rev: fc.constant(`1-${'a'.repeat(32)}`),
			code,
			name: name(40),
			receiptName: name(40),
			barcodes: fc.array(digits(8, 12, 13, 14), {maxLength: 3}),
			plu: digits(1, 4, 6),
			unit: fc.constantFrom('szt', 'kg'),
			vat: fc.constantFrom(...'ABCDEFG'),
			priceGrosze: fc.integer({min: 1, max: 10_000_000}),
			group: code,
			age18: fc.boolean(),
			discountable: fc.boolean(),
			deposit: code,
			maker: fc.string(),
		},
		{requiredKeys: ['code', 'name', 'barcodes', 'unit', 'vat', 'priceGrosze', 'group', 'age18', 'discountable']},
	)
	.map(fields => ({_id: `product:${fields.code}`, type: 'product', schema: 1, ...fields}));

/** What a field may say that was written by hand, or by another program. */
const odd = fc.oneof(
	fc.constantFrom(
		undefined,
		null,
		'',
		0,
		1,
		-1,
		0.5,
		2,
		10_000_001,
		2 ** 60,
		Number.NaN,
		true,
		[],
		{},
		'H',
		'g',
		'card',
	),
	fc.tuple(name(45), blanks, name(45)).map(parts => parts.join('')),
	fc.tuple(blanks, name(9)).map(parts => parts.join('')),
	fc.tuple(name(9), blanks).map(parts => parts.join('')),
	name(140),
	code,
	digits(7, 9, 12, 13, 14),
	fc.string({unit: 'binary'}),
	fc.array(fc.oneof(digits(7, 13), fc.integer(), fc.constant(null)), {maxLength: 3}),
	fc.array(digits(8), {minLength: 49, maxLength: 52}),
);
const field = fc.constantFrom(
	...['_id', 'type', 'schema', 'code', 'name', 'receiptName', 'barcodes', 'plu', 'unit', 'vat', 'priceGrosze'],
	...['group', 'age18', 'discountable', 'deposit'],
);

testProp(
	'an ordinary product is known without its schema, and read as the schema reads it',
	[ordinary],
	(t, document) => {
		const product = readPlainProduct(document);
		t.deepEqual(readBySchema(document), {ok: true, value: {kind: 'product', value: product}} as never);
	},
);

testProp(
	'whatever is odd about a product, it is read as the schema reads it',
	[ordinary, fc.array(fc.tuple(field, odd), {minLength: 1, maxLength: 2})],
	(t, document, changes) => {
		const changed = {...document, ...Object.fromEntries(changes)};
		t.deepEqual(readCatalogueDocument(changed), readBySchema(changed));
	},
	{numRuns: 3000},
);

test('every kind of goods that the demonstration sells is ordinary, but for packs, which the schema reads', t => {
	for (const value of demoProducts()) {
		const document = catalogueDocument({kind: 'product', value});
		t.deepEqual(readPlainProduct(document), value.depositPieces === undefined ? value : undefined, value.name);
	}
});
