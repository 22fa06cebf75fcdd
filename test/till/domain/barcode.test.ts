import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {type CodeRules, interpretCode, upcaOfUpce} from '../../../till/domain/barcode.ts';
import type {CardRule} from '../../../till/domain/catalogue.ts';
import {gtinCheckDigit} from '../../../till/domain/gtin.ts';
import {grosze} from '../../../till/domain/money.ts';
import {grams} from '../../../till/domain/quantity.ts';
import {compileMask} from '../../../till/domain/weight-label.ts';

const masks = ['29AAAAVWWWWWK', '21AAAAAWWWWWK', '23AAAAACCCCCK'].map(text => {
	const compiled = compileMask(text);
	if (!compiled.ok) throw new Error(text);
	return compiled.value;
});
const neighbours: CardRule = {
	id: 'sasiad',
	name: 'Karta sąsiada',
	prefix: '98',
	length: 13,
	percentHundredths: 300,
	excludedGroups: [],
};
const staff: CardRule = {...neighbours, id: 'zaloga', prefix: '77', length: 10};

const shop: CodeRules = {
	labelMasks: masks,
	cardRules: [neighbours, staff],
	hasCard: () => false,
	hasBarcode: () => false,
	hasLabelItem: () => true,
};

test('an EAN-13, an EAN-8 and a UPC-A are barcodes of goods', t => {
	t.deepEqual(interpretCode('5901234123457', shop), {kind: 'gtin', key: '5901234123457'});
	t.deepEqual(interpretCode('95012346', shop), {kind: 'gtin', key: '95012346'});
	t.deepEqual(interpretCode('012345678905', shop), {kind: 'gtin', key: '0012345678905'});
	t.deepEqual(interpretCode(' 5901234123457\r', shop), {kind: 'gtin', key: '5901234123457'});
});

test('a scanner that names the kind of barcode is understood', t => {
	t.deepEqual(interpretCode(']E05901234123457', shop), {kind: 'gtin', key: '5901234123457'});
	t.deepEqual(interpretCode(']E495012346', shop), {kind: 'gtin', key: '95012346'});
});

test('a UPC-E is written out in full', t => {
	t.is(upcaOfUpce('01234505'), '012000003455');
	t.is(upcaOfUpce('01234514'), '012100003454');
	t.is(upcaOfUpce('01234531'), '012300000451');
	t.is(upcaOfUpce('01234543'), '012340000053');
	t.is(upcaOfUpce('01234558'), '012345000058');
	t.is(upcaOfUpce('21234558'), undefined);
	t.deepEqual(interpretCode('01234514', shop), {kind: 'gtin', key: '0012100003454'});
});

test('eight digits that pass as EAN-8 are an EAN-8', t => {
	t.deepEqual(interpretCode('01234565', shop), {kind: 'gtin', key: '01234565'});
});

test('what the scanner saw as an EAN-8 and misread is no UPC-E of other goods', t => {
	t.deepEqual(interpretCode(']E401234514', shop), {kind: 'bad-check-digit'});
	t.deepEqual(interpretCode(']E401234565', shop), {kind: 'gtin', key: '01234565'});
});

test('a label of the scale gives item and weight, whichever mask it is of', t => {
	t.like(interpretCode('2912341012346', shop), {kind: 'weight-label', item: '1234', weightGrams: grams(1234)});
	t.like(interpretCode('2112345015002', shop), {kind: 'weight-label', item: '12345', weightGrams: grams(1500)});
	t.like(interpretCode('2312345016034', shop), {kind: 'price-label', item: '12345'});
});

test('a label with a wrong check digit or verifier is not sold as anything', t => {
	t.deepEqual(interpretCode('2912341012347', shop), {kind: 'bad-check-digit'});
	const wrongVerifier = '291234201234';
	const code = wrongVerifier + gtinCheckDigit(wrongVerifier);
	t.deepEqual(interpretCode(code, shop), {kind: 'bad-check-digit'});
});

test('packed goods numbered with the prefix of the scales are found by their whole barcode', t => {
	const bun = `295555101234${gtinCheckDigit('295555101234')}`;
	const numbered = {...shop, hasBarcode: (key: string) => key === bun, hasLabelItem: () => false};
	t.deepEqual(interpretCode(bun, numbered), {kind: 'gtin', key: bun});
	const verified = '2912341012346';
	t.like(interpretCode(verified, {...shop, hasBarcode: () => true}), {kind: 'weight-label', item: '1234'});
	t.deepEqual(interpretCode(verified, {...shop, hasBarcode: () => true, hasLabelItem: () => false}), {
		kind: 'gtin',
		key: verified,
	});
});

test('an in-store code without a mask is a barcode like any other', t => {
	t.deepEqual(interpretCode('2000000000015', shop), {kind: 'gtin', key: '2000000000015'});
});

test('GS1 elements give the goods with what stands beside their number', t => {
	const ham = ']e00195901234000010310300123439221603\u001d1526123110L42';
	t.deepEqual(interpretCode(ham, shop), {
		kind: 'trade-item',
		item: {
			key: '95901234000010',
			weightGrams: grams(1234),
			totalGrosze: grosze(1603),
			sellUntil: '2026-12-31',
			written: '(01)95901234000010(3103)001234(3922)1603(15)261231(10)L42',
		},
	});
	t.like(interpretCode('0105901234123457172612311012', shop), {kind: 'trade-item', item: {key: '5901234123457'}});
});

test('GS1 elements that hold only a number are that number, a pack never the piece inside', t => {
	t.deepEqual(interpretCode(']C10105901234123457', shop), {kind: 'gtin', key: '5901234123457'});
	t.deepEqual(interpretCode('(01)15901234123454', shop), {kind: 'gtin', key: '15901234123454'});
	t.deepEqual(interpretCode('15901234123454', shop), {kind: 'gtin', key: '15901234123454'});
	t.like(interpretCode(']e00102912341012346', shop), {kind: 'weight-label', item: '1234'});
});

test('a GS1 code is read whole or not at all, and the field that cannot be read is named', t => {
	t.deepEqual(interpretCode(']C1010590123412345817261231', shop), {kind: 'bad-check-digit'});
	t.deepEqual(interpretCode(']C1010590123412345717261331', shop), {kind: 'unreadable', field: '17'});
	t.deepEqual(interpretCode(']C101059012341234579942\u001d8888', shop), {kind: 'unreadable', field: '8888'});
	t.deepEqual(interpretCode('(01)95901234000010(3932)9781603', shop), {kind: 'unreadable', field: '3932'});
});

test('a card whose number looks like GS1 elements is a card', t => {
	const number = '0105901234123457';
	t.deepEqual(interpretCode(number, {...shop, hasCard: each => each === number}), {kind: 'card', number});
});

test('a card is known by prefix and length before anybody looks for goods', t => {
	const body = '981234500001';
	const number = body + gtinCheckDigit(body);
	t.deepEqual(interpretCode(number, {...shop, hasBarcode: () => true}), {kind: 'card', number});
	t.deepEqual(interpretCode('7700000001', shop), {kind: 'card', number: '7700000001'});
	t.deepEqual(interpretCode('770000001', shop), {kind: 'unknown'});
});

test('a card of 13 digits with a wrong check digit is refused', t => {
	const body = '981234500001';
	const wrong = body + String((Number(gtinCheckDigit(body)) + 1) % 10);
	t.deepEqual(interpretCode(wrong, shop), {kind: 'bad-check-digit'});
});

test('a card with a document of its own needs no rule', t => {
	t.deepEqual(interpretCode('4711', {...shop, hasCard: number => number === '4711'}), {kind: 'card', number: '4711'});
});

test('wrong check digits and codes of no kind are told apart', t => {
	for (const code of ['5901234123458', '95012345', '012345678904', '59012341234570']) {
		t.deepEqual(interpretCode(code, shop), {kind: 'bad-check-digit'}, code);
	}
	for (const code of ['', '123', 'ABC', '590123412345700', '(00)359012345678901230', '(410)5901234123457']) {
		t.deepEqual(interpretCode(code, shop), {kind: 'unknown'}, code);
	}
});

testProp('whatever is scanned means something and never throws', [fc.string({maxLength: 40})], (t, code) => {
	t.is(typeof interpretCode(code, shop).kind, 'string');
});

const digitsOf = (length: number) =>
	fc.array(fc.integer({min: 0, max: 9}), {minLength: length, maxLength: length}).map(list => list.join(''));
testProp(
	'one misread digit of a barcode never gives goods, a label or a card',
	[digitsOf(12), fc.nat({max: 12}), fc.integer({min: 1, max: 9})],
	(t, body, place, by) => {
		const code = body + gtinCheckDigit(body);
		const wrong = code.slice(0, place) + ((Number(code[place]) + by) % 10) + code.slice(place + 1);
		t.deepEqual(interpretCode(wrong, shop), {kind: 'bad-check-digit'});
	},
);
