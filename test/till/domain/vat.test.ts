import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {grosze, sumGrosze} from '../../../till/domain/money.ts';
import {netOf, sumVat, type VatLetter, vatGrosze, vatInGross, vatLetters, vatSums} from '../../../till/domain/vat.ts';
import {vatTable} from './shop.ts';

test('the tax in a gross amount is what fiscal printers print', t => {
	const printed: readonly (readonly [gross: number, rate: number, vat: number])[] = [
		[999, 800, 74],
		[1000, 2300, 187],
		[2000, 800, 148],
		[100, 2300, 19],
		[150, 800, 11],
		[80, 2300, 15],
		[160, 800, 12],
		[200, 800, 15],
		[800, 2300, 150],
		[698, 500, 33],
		[1, 2300, 0],
		[123, 2300, 23],
	];
	for (const [gross, rate, vat] of printed)
		t.is(vatInGross(grosze(gross), rate), vatGrosze(vat), `${gross} at ${rate}`);
});

test('exempt goods and goods at 0 % carry no tax', t => {
	t.is(vatInGross(grosze(1000), 'exempt'), vatGrosze(0));
	t.is(vatInGross(grosze(1000), 0), vatGrosze(0));
});

const line = (vat: VatLetter, amount: number) => ({vat, totalGrosze: grosze(amount)});

test('tax is taken once from the sum of a letter, not line by line', t => {
	const lines = [line('A', 1), line('A', 1), line('A', 1), line('A', 1)];
	t.is(sumVat(lines.map(({totalGrosze}) => vatInGross(totalGrosze, 2300))), vatGrosze(0));
	t.deepEqual(vatSums(lines, vatTable), [{letter: 'A', rate: 2300, grossGrosze: grosze(4), vatGrosze: vatGrosze(1)}]);
});

test('letters stand in their order, and letters without a sale are left out', t => {
	t.deepEqual(vatSums([line('E', 500), line('C', 698), line('A', 1000), line('C', 0)], vatTable), [
		{letter: 'A', rate: 2300, grossGrosze: grosze(1000), vatGrosze: vatGrosze(187)},
		{letter: 'C', rate: 500, grossGrosze: grosze(698), vatGrosze: vatGrosze(33)},
		{letter: 'E', rate: 'exempt', grossGrosze: grosze(500), vatGrosze: vatGrosze(0)},
	]);
	t.deepEqual(vatSums([], vatTable), []);
});

const letters = fc.constantFrom(...vatLetters.filter(letter => vatTable[letter] !== 'inactive'));
const lines = fc.array(
	fc.tuple(letters, fc.integer({min: 0, max: 1_000_000})).map(([vat, amount]) => line(vat, amount)),
);

testProp('the sums hold every grosz, and the order of lines never changes them', [lines], (t, list) => {
	const sums = vatSums(list, vatTable);
	t.is(sumGrosze(sums.map(({grossGrosze}) => grossGrosze)), sumGrosze(list.map(({totalGrosze}) => totalGrosze)));
	t.deepEqual(vatSums([...list].reverse(), vatTable), sums);
});

testProp(
	'net and tax agree with the rate to less than a grosz',
	[fc.integer({min: 0, max: 10_000_000}), fc.integer({min: 0, max: 9999})],
	(t, gross, rate) => {
		const vat = vatInGross(grosze(gross), rate);
		t.true(vat >= 0 && vat <= gross);
		t.true(Math.abs((gross - vat) * rate - vat * 10_000) * 2 <= 10_000 + rate);
	},
);

test('net is what is left of the gross without its tax', t => {
	const [sum] = vatSums([line('A', 12_300)], vatTable);
	t.is(sum && (netOf(sum) as number), 10_000);
});
