import test from 'ava';
import {cutName, readBarcode, readPrice} from '../../../couch/import/fields.ts';
import {readGoods} from '../../../couch/import/goods.ts';
import {readTable, type Table} from '../../../couch/import/table.ts';
import {vatLetters} from '../../../till/domain/vat.ts';

const header = 'code,ean,name,receipt_name,group,unit,vat,price,alcohol,age18,deposit';
const rules = {deposits: new Set(['PET050', 'GLASS100']), vatLetters: new Set(vatLetters.slice(0, 5))};

function table(text: string): Table {
	const read = readTable(text);
	if (!read.ok) throw new Error(JSON.stringify(read.fault));
	return read.value;
}

const goodsOf = (...rows: readonly string[]) => readGoods(table([header, ...rows, ''].join('\n')), rules);
const faultsOf = (...rows: readonly string[]) =>
	goodsOf(...rows).faults.map(({row, column, code}) => `${row} ${column ?? '-'} ${code}`);

test('English and Polish files are told apart by delimiter, headers and decimal mark', t => {
	const english = table(`${header}\n000001,,Mleko,,nabiał,szt,C,3.49,0,0,\n`);
	const polish = table(
		'Kod;EAN;Nazwa;Nazwa na paragonie;Grupa;JM;PTU;Cena;Alkohol;Wiek18;Kaucja\r\n000001;;Mleko;;nabiał;szt;C;3,49;0;0;\r\n',
	);
	t.like(english, {delimiter: ',', decimalMark: '.', headerLanguage: 'en', lineEnd: 'LF'});
	t.like(polish, {delimiter: ';', decimalMark: ',', headerLanguage: 'pl', lineEnd: 'CRLF'});
	t.deepEqual(readGoods(polish, rules), readGoods(english, rules));
});

test('columns may stand in any order, and unknown ones are left alone', t => {
	const read = table(
		'price\tname\tnote\tcode\tgroup\tunit\tvat\talcohol\tage18\n3.49\tMleko\thej\t7\tnabiał\tszt\tC\t0\t0\n',
	);
	t.is(read.delimiter, '\t');
	t.deepEqual(read.unused, ['note']);
	t.like(readGoods(read, rules).goods[0], {code: '7', name: 'Mleko', priceGrosze: 349});
});

test('a file without a header, without the marks for alcohol, or with a column twice is refused', t => {
	t.like(readTable('000001,5901234123457,Mleko\n'), {ok: false, fault: {code: 'no-header'}});
	t.deepEqual(readTable('kod;nazwa;grupa;jm;ptu;cena\n'), {
		ok: false,
		fault: {code: 'missing-columns', missing: ['alkohol', 'wiek18']},
	});
	t.deepEqual(readTable(`${header},price\n`), {ok: false, fault: {code: 'double-column', header: 'price'}});
});

test('prices are whole grosze, and nothing about them is guessed', t => {
	const price = (text: string) => {
		const read = readPrice(text, '.');
		return read.ok ? read.value : read.fault;
	};
	t.deepEqual(['4.99', '5', '5.5', ' 4.99 ', '0.01', '100000.00'].map(price), [499, 500, 550, 499, 1, 10_000_000]);
	t.is(price('4,99'), 'price-mark');
	t.is(price('4.995'), 'price-decimals');
	t.is(price('0.00'), 'price-zero');
	t.is(price('-1'), 'price-negative');
	t.is(price('100000.01'), 'price-high');
	t.is(price(''), 'empty');
	for (const text of ['abc', '1e9', 'NaN', '4.99 zł', '1 299.00', '.5', '5.', '+5', '٤'])
		t.is(price(text), 'price-number', text);
});

test('a barcode is 8, 12 or 13 digits with the right last one', t => {
	const barcode = (text: string) => {
		const read = readBarcode(text);
		return read.ok ? read.value : read.fault;
	};
	t.is(barcode(' 5901234123457 '), '5901234123457');
	t.is(barcode('96385074'), '96385074');
	t.is(barcode('036000291452'), '036000291452');
	// A pack's: what is sold by the piece has another.
	t.is(barcode('15909999500244'), 'barcode-length');
	t.is(barcode(''), undefined);
	t.is(barcode('5901234123458'), 'barcode-check-digit');
	t.is(barcode('59012341234'), 'barcode-length');
	t.is(barcode('59012A4123457'), 'barcode-digits');
	t.is(barcode('5.90123E+12'), 'barcode-spreadsheet');
	t.is(barcode('5,90123E+12'), 'barcode-spreadsheet');
	t.is(barcode('0000000000000'), 'barcode-zeros');
});

test('every fault of a row is told at once, and the row is not taken', t => {
	const {goods, faults} = goodsOf('00 1,5901234123458,,,inne,litr,X,4.999,2,,PET99');
	t.is(goods.length, 0);
	t.deepEqual(
		faults.map(({column}) => column),
		['code', 'ean', 'name', 'unit', 'vat', 'price', 'alcohol', 'age18', 'deposit'],
	);
});

test('the first good row has a code or a barcode; a UPC-A and its EAN-13 are one', t => {
	t.deepEqual(
		faultsOf(
			'1,036000291452,Wafle,,inne,szt,A,4.99,0,0,',
			'1,,Inne wafle,,inne,szt,A,4.99,0,0,',
			'2,0036000291452,Te same wafle,,inne,szt,A,4.99,0,0,',
			'3,,Zepsuty wiersz,,inne,szt,A,abc,0,0,',
			'3,,Naprawiony wiersz,,inne,szt,A,4.99,0,0,',
		),
		['3 code double-code', '4 ean double-barcode', '5 price price-number'],
	);
});

test('rows of another width and empty rows are faults of the whole row', t => {
	t.deepEqual(faultsOf('1,,Mleko,,nabiał,szt', ',,,,,,,,,,', '1,,Mleko,,nabiał,szt,C,3.49,0,0,,9'), [
		'2 - column-count',
		'3 - empty-row',
		'4 - column-count',
	]);
});

test('control characters, tabs and line breaks in names are refused, markup and formulas are plain text', t => {
	for (const name of ['a\u0007b', 'a\u001bb', 'a\tb', 'a\u0085b', '"a\nb"', 'a\u2028b']) {
		t.deepEqual(faultsOf(`1,,${name},,inne,szt,A,4.99,0,0,`), ['2 name control-character'], JSON.stringify(name));
	}
	const {goods} = goodsOf("1,,<b>Towar</b> & 'x'; --,,inne,szt,A,4.99,0,0,", '2,,=1+1 Towar,,inne,szt,A,4.99,0,0,');
	t.deepEqual(
		goods.map(({name}) => name),
		["<b>Towar</b> & 'x'; --", '=1+1 Towar'],
	);
});

test('a receipt name of 40 characters is taken, one of 41 or with a foreign letter is not', t => {
	t.is(goodsOf(`1,,Towar,${'Ż'.repeat(40)},inne,szt,A,4.99,0,0,`).goods.length, 1);
	t.deepEqual(faultsOf(`1,,Towar,${'Ż'.repeat(41)},inne,szt,A,4.99,0,0,`), ['2 receiptName too-long']);
	t.deepEqual(faultsOf('1,,Towar,Crème,inne,szt,A,4.99,0,0,'), ['2 receiptName not-windows-1250']);
});

test('alcohol makes the age mark, with a warning; an energy drink has it on its own', t => {
	const {goods, warnings} = goodsOf(
		'1,,Piwo,,piwo,szt,A,4.99,1,0,GLASS100',
		'2,,Energetyk,,napoje,szt,A,4.99,0,1,',
		'3,,Woda,,napoje,szt,A,1.99,0,0,PET050',
	);
	t.deepEqual(
		goods.map(({age18}) => age18),
		[true, true, false],
	);
	t.deepEqual(
		warnings.map(({row, code}) => `${row} ${code}`),
		['2 age18-set'],
	);
});

test('a VAT letter may be small, but the shop has to use it', t => {
	t.is(goodsOf('1,,Towar,,inne,szt,c,4.99,0,0,').goods[0]?.vat, 'C');
	t.deepEqual(faultsOf('1,,Towar,,inne,szt,G,4.99,0,0,'), ['2 vat vat-not-used']);
});

test('a name above 80 characters is cut after a word, with a warning', t => {
	const name = `${'Towar o bardzo długiej nazwie '.repeat(3)}TowaX`;
	const {goods, warnings} = goodsOf(`1,,${name},,inne,szt,A,4.99,0,0,`);
	t.is(goods[0]?.name, 'Towar o bardzo długiej nazwie Towar o bardzo długiej nazwie Towar o bardzo');
	t.is(warnings[0]?.code, 'name-cut');
	t.is(cutName('a'.repeat(80)), 'a'.repeat(80));
	t.is(cutName('a'.repeat(81)), 'a'.repeat(80));
	t.is(cutName(`${'a'.repeat(80)} b`), 'a'.repeat(80));
});
