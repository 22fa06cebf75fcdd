import test from 'ava';
import {priceColumns, readPrices} from '../../../couch/import/prices.ts';
import {readTable} from '../../../couch/import/table.ts';
import {milk, vodka, water} from '../../till/domain/shop.ts';

const twin = {...vodka, code: '000009'};
const products = [milk, water, vodka, twin];
const [milkCode, waterCode, vodkaCode] = ['5900820000011', '012345678905', '95012346'];

function reading(rows: readonly string[], header = 'Kod;EAN;Cena') {
	const table = readTable([header, ...rows].join('\n'), priceColumns);
	if (!table.ok) throw new Error(JSON.stringify(table.fault));
	return readPrices(table.value, products);
}

test('a good is named by its code, by its barcode, or by both', t => {
	const {prices, faults} = reading([`000001;;3,99`, `;${waterCode};1,49`, `000003;${vodkaCode};29,99`]);
	t.deepEqual(faults, []);
	t.deepEqual(Object.entries(prices), [
		['000001', 399],
		['000002', 149],
		['000003', 2999],
	] as never);
});

test('a file may have codes only or barcodes only, but not prices alone', t => {
	t.deepEqual(Object.keys(reading(['000001;3,99'], 'kod;cena').prices), ['000001']);
	t.deepEqual(Object.keys(reading([`${milkCode},3.99`], 'barcode,price').prices), ['000001']);
	t.deepEqual(readTable('nazwa;cena\nMleko;3,99', priceColumns), {
		ok: false,
		fault: {code: 'missing-columns', missing: ['kod / ean']},
	});
});

test('every row that is not taken says which column and why', t => {
	const {prices, faults} = reading([
		'000001;;3,99',
		'000002;;tanio',
		`;${milkCode};3,49`,
		';5901234123458;1,00',
		';4006381333931;1,00',
		`;${vodkaCode};1,00`,
		`000001;${waterCode};1,00`,
		';;1,00',
		'000002;1,00',
		'ó;;1,00',
		';;',
		'000002;;"1,00',
		'000002;;1,99',
	]);
	t.deepEqual(
		faults.map(({row, column, code, value}) => [row, column, code, value]),
		[
			[3, 'price', 'price-number', 'tanio'],
			[4, undefined, 'double-good', '2'],
			[5, 'ean', 'barcode-check-digit', '5901234123458'],
			[6, 'ean', 'barcode-unknown', '4006381333931'],
			[7, 'ean', 'barcode-ambiguous', '000003, 000009'],
			[8, 'ean', 'barcode-elsewhere', '000002'],
			[9, undefined, 'no-good', ''],
			[10, undefined, 'column-count', '2 ≠ 3'],
			[11, 'code', 'code-characters', 'ó'],
			[12, undefined, 'empty-row', ''],
			[13, undefined, 'unclosed-quote', ''],
		],
	);
	t.deepEqual(Object.entries(prices), [
		['000001', 399],
		['000002', 199],
	] as never);
});

test('a code that the catalogue does not have is taken and pointed out', t => {
	const {prices, faults, waiting} = reading(['000777;;3,99']);
	t.deepEqual(Object.keys(prices), ['000777']);
	t.deepEqual(faults, []);
	t.deepEqual(waiting, [{row: 2, line: 2, code: '000777'}]);
});

test('without a catalogue nothing is looked up, and doubles are found all the same', t => {
	const table = readTable(`Kod;EAN;Cena\n;${milkCode};3,99\n;${milkCode};4,99\n000777;;1,00`, priceColumns);
	if (!table.ok) return t.fail(table.fault.code);
	const {prices, faults, waiting} = readPrices(table.value);
	t.is(Object.keys(prices).length, 2);
	t.like(faults, [{row: 3, code: 'double-good', value: '2'}]);
	t.deepEqual(waiting, []);
});
