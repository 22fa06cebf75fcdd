/**
 * The large files of groceries, when they stand beside the repository: a UTF-8 file, its twin as a Polish back office
 * exports it, and a file of faults. Without the folder these tests are skipped; the same cases in small are in
 * `test/couch/import/`.
 */
import {existsSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {decodeText, isWindows1250} from '../../couch/import/encoding.ts';
import {type Goods, readGoods} from '../../couch/import/goods.ts';
import {planImport} from '../../couch/import/plan.ts';
import {readTable, type Table} from '../../couch/import/table.ts';
import type {StoredDocument} from '../../couch/server.ts';
import {vatLetters} from '../../till/domain/vat.ts';

const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const present = existsSync(`${folder}polish-groceries.csv`);
const testGroceries = present ? test : test.skip;
if (!present) console.log('The folder ../shared/data is not there: the tests of the large grocery files are skipped.');

function read(name: string): {readonly table: Table; readonly goods: Goods; readonly encoding: string} {
	const decoded = decodeText(readFileSync(`${folder}${name}`));
	if (!decoded.ok) throw new Error(decoded.fault.code);
	const table = readTable(decoded.value.text);
	if (!table.ok) throw new Error(table.fault.code);
	const rules = {deposits: new Set(['PET050', 'CAN050', 'GLASS100']), vatLetters: new Set(vatLetters)};
	return {table: table.value, goods: readGoods(table.value, rules), encoding: decoded.value.encoding};
}

const nothing = {products: [], groups: []};

testGroceries('the UTF-8 file and its Windows-1250 twin give the same catalogue', t => {
	const file = read('polish-groceries.csv');
	const twin = read('polish-groceries-cp1250.csv');
	t.like(file, {encoding: 'utf-8', table: {delimiter: ',', decimalMark: '.', headerLanguage: 'en', lineEnd: 'LF'}});
	t.like(twin, {
		encoding: 'windows-1250',
		table: {delimiter: ';', decimalMark: ',', headerLanguage: 'pl', lineEnd: 'CRLF'},
	});
	t.deepEqual([file.goods.faults, twin.goods.faults], [[], []]);

	const documents = planImport(file.goods.goods, nothing).documents;
	const twins = planImport(twin.goods.goods, nothing).documents;
	t.is(documents.length, 3133 + 25);
	t.is(twins.length, documents.length);
	// The same: every document alike in every field. Where a name has letters that Windows-1250 lacks, the twin has `?` in
	// their place, so there the name, and a receipt name made from it, differ; nothing else may.
	let differing = 0;
	for (const [place, document] of documents.entries()) {
		const {name, receiptName, ...rest}: Readonly<Record<string, unknown>> = document;
		const other: Readonly<Record<string, unknown>> = twins[place] ?? {};
		const {name: twinName, receiptName: twinReceiptName, ...twinRest} = other;
		t.deepEqual(twinRest, rest);
		if (isWindows1250(String(name))) {
			t.deepEqual([twinName, twinReceiptName], [name, receiptName]);
		} else {
			differing += 1;
			t.is(twinName, [...String(name)].map(letter => (isWindows1250(letter) ? letter : '?')).join(''));
		}
	}
	t.is(differing, 86);

	// Once the richer file is in, importing its twin changes nothing.
	const stored = documents.map((document): StoredDocument => ({...document, _rev: '1-a'}));
	const again = planImport(twin.goods.goods, {
		products: stored.filter(({_id}) => _id.startsWith('product:')),
		groups: stored.filter(({_id}) => _id.startsWith('group:')),
	});
	t.deepEqual(again.documents, []);
});

testGroceries('the groceries are what their description counts', t => {
	const {goods} = read('polish-groceries.csv').goods;
	const documents = planImport(goods, nothing).documents;
	const products = documents.filter(({type}) => type === 'product');
	const alcoholic = documents.filter(({type, route}) => type === 'group' && route === 'alcohol').map(({code}) => code);
	const count = (matches: (product: (typeof products)[number]) => boolean) => products.filter(matches).length;
	t.deepEqual(alcoholic, ['piwo-alkohol', 'wodka-alkohol', 'wino-alkohol']);
	t.is(
		count(product => alcoholic.includes(product['group'])),
		82,
	);
	t.is(
		count(product => product['age18'] === true),
		82,
	);
	t.is(
		count(product => product['discountable'] === false),
		82,
	);
	t.is(
		count(product => product['plu'] !== undefined),
		100,
	);
	t.is(
		count(product => product['unit'] === 'kg'),
		60,
	);
	t.deepEqual(
		['PET050', 'CAN050', 'GLASS100'].map(deposit => count(product => product['deposit'] === deposit)),
		[152, 55, 32],
	);
	t.deepEqual(
		['A', 'B', 'C', 'D'].map(letter => count(product => product['vat'] === letter)),
		[1088, 647, 1396, 2],
	);
});

testGroceries('of the broken file every ok row is taken, every error row refused, and the policies are kept', t => {
	const {table, goods} = read('broken.csv');
	const taken = new Set(goods.goods.map(({row}) => row));
	const refused = new Set(goods.faults.map(({row}) => row));
	const counts = {ok: 0, error: 0, policy: 0};
	const policies: string[] = [];
	// The last record opens a quote that is never closed: its note is not to be had.
	for (const {row, fields} of table.records) {
		const note = typeof fields === 'string' ? 'error: unbalanced quote' : (fields.at(-1) ?? '');
		t.true(taken.has(row) !== refused.has(row), `row ${row} is either taken or refused: ${note}`);
		if (note.startsWith('ok')) t.true(taken.has(row), note);
		if (note.startsWith('error')) t.true(refused.has(row), note);
		if (note.startsWith('policy')) policies.push(`${row} ${taken.has(row) ? 'taken' : 'refused'}`);
		counts[note.split(':')[0] as keyof typeof counts] += 1;
	}
	t.deepEqual(counts, {ok: 14, error: 42, policy: 4});
	t.deepEqual(policies, ['13 taken', '36 refused', '42 taken', '46 taken']);
	t.deepEqual(
		goods.warnings.map(({row, code}) => `${row} ${code}`),
		['13 name-cut', '46 age18-set'],
	);
});
