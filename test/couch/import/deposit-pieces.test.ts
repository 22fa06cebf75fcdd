/** How many deposits a pack has, from the file's column to the product. */
import test from 'ava';
import type {FieldFault} from '../../../couch/import/fields.ts';
import {readGoods} from '../../../couch/import/goods.ts';
import {planImport} from '../../../couch/import/plan.ts';
import {readTable} from '../../../couch/import/table.ts';
import type {CouchDocument} from '../../../couch/server.ts';
import {words} from '../../../scripts/import/words.ts';
import {vatLetters} from '../../../till/domain/vat.ts';

const header = 'code,name,group,unit,vat,price,alcohol,age18,deposit';
const rules = {deposits: new Set(['PET050']), vatLetters: new Set(vatLetters)};

function read(text: string) {
	const table = readTable(text);
	if (!table.ok) throw new Error(JSON.stringify(table.fault));
	return readGoods(table.value, rules);
}

const row = (deposit: string, ...pieces: readonly string[]) =>
	['1', 'Woda 6 x 1,5 l', 'napoje', 'szt', 'A', '11.99', '0', '0', deposit, ...pieces]
		.map(field => `"${field}"`)
		.join();
const withColumn = (deposit: string, pieces: string) => read(`${header},deposit_pieces\n${row(deposit, pieces)}\n`);
const withoutColumn = (deposit: string) => read(`${header}\n${row(deposit)}\n`);

function productAfter({goods}: ReturnType<typeof read>, ...before: readonly CouchDocument[]) {
	const products = before.map(document => ({...document, _rev: '1-a'}));
	return planImport(goods, {products, groups: []}).documents.find(({_id}) => _id === 'product:1');
}

test('a pack of the file has its deposits, under an English header and a Polish one', t => {
	t.like(productAfter(withColumn('PET050', ' 6 ')), {deposit: 'PET050', depositPieces: 6});
	t.like(productAfter(withColumn('PET050', '100')), {depositPieces: 100});
	for (const title of ['Liczba kaucji', 'ilość kaucji']) {
		const polish = `Kod;Nazwa;Grupa;JM;PTU;Cena;Alkohol;Wiek18;Kaucja;${title}\n1;Woda;napoje;szt;A;11,99;0;0;PET050;6\n`;
		t.like(productAfter(read(polish)), {deposit: 'PET050', depositPieces: 6}, title);
	}
});

test('one deposit is written as none is said: by an empty field, by 1, by a file without the column', t => {
	const [empty, one, none] = [withColumn('PET050', ''), withColumn('PET050', '1'), withoutColumn('PET050')];
	t.false(Object.hasOwn(productAfter(none) ?? {}, 'depositPieces'));
	t.deepEqual(productAfter(empty), productAfter(none));
	t.deepEqual(productAfter(one), productAfter(none));
});

test('what is no number of deposits is refused by its row, its field and its reason', t => {
	const broken: readonly (readonly [deposit: string, pieces: string, code: FieldFault])[] = [
		['PET050', 'sześć', 'pieces-number'],
		['PET050', '6.5', 'pieces-number'],
		['PET050', '6,0', 'pieces-number'],
		['PET050', '1e1', 'pieces-number'],
		['PET050', '0', 'pieces-low'],
		['PET050', '-6', 'pieces-low'],
		['PET050', '101', 'pieces-high'],
		['PET050', '9'.repeat(400), 'pieces-high'],
		['', '6', 'pieces-without-deposit'],
		['', '0', 'pieces-low'],
	];
	for (const [deposit, pieces, code] of broken) {
		const {goods, faults} = withColumn(deposit, pieces);
		t.deepEqual(faults, [{row: 2, line: 2, column: 'depositPieces', code, value: pieces}]);
		t.deepEqual(goods, []);
	}
	t.deepEqual(
		withColumn('PET99', '6').faults.map(({column, code}) => `${column} ${code}`),
		['deposit deposit'],
		'a deposit the shop does not have is said once',
	);
	t.is(words.pl.fault['pieces-high']('101'), '„101” to więcej niż 100');
});

test('the file with the column decides; without it the catalogue keeps its number while there is a deposit', t => {
	const before = productAfter(withColumn('PET050', '6'));
	if (before === undefined) return t.fail('nothing was written');
	t.is(productAfter(withColumn('PET050', '6'), before), undefined, 'the same again is not written');
	t.is(productAfter(withoutColumn('PET050'), before), undefined);
	t.like(productAfter(withColumn('PET050', '4'), before), {depositPieces: 4});
	for (const after of [withColumn('PET050', ''), withColumn('', ''), withoutColumn('')]) {
		const product = productAfter(after, before);
		t.truthy(product);
		t.false(Object.hasOwn(product ?? {}, 'depositPieces'));
	}
});
