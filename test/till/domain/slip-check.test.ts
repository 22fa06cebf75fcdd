import test from 'ava';
import {grosze} from '../../../till/domain/money.ts';
import {isNip, readNip} from '../../../till/domain/nip.ts';
import {grams} from '../../../till/domain/quantity.ts';
import type {Slip, SlipLine} from '../../../till/domain/slip.ts';
import {checkSlip} from '../../../till/domain/slip-check.ts';
import {milkAndBottles, petDeposit, piecesLine, shopVat, slipOf, weighedLine} from '../devices/slips.ts';

const limits = {lineCountMax: 500, priceGroszeMax: 99_999_999, lineGroszeMax: 99_999_999, packageNumberMax: 9999};
const faultOf = (slip: Slip) => checkSlip(slip, limits, shopVat);

const milk = piecesLine('Mleko UHT 3,2% 1l', 'C', 2, 349);

function slipWith(wrong: Partial<SlipLine>): Slip {
	return {...slipOf({lines: [milk, milk]}), lines: [milk, {...milk, ...wrong}]};
}

test('a slip as the till makes it has no fault', t => {
	t.is(faultOf(milkAndBottles), undefined);
	t.is(faultOf(slipOf({lines: [weighedLine('Jabłka', 'C', 1234, 1299, 100)]})), undefined);
	const backGiven = slipOf({lines: [piecesLine('Woda', 'A', 2, 299)], deposits: [petDeposit(-2)]});
	t.is(faultOf(backGiven), undefined);
});

const lineFaults: readonly (readonly [string, Partial<SlipLine>, string])[] = [
	['a price of nothing', {priceGrosze: grosze(0), grossGrosze: grosze(0)}, 'price'],
	['a price below nothing', {priceGrosze: grosze(-1)}, 'price'],
	['a price no printer takes', {priceGrosze: grosze(100_000_000)}, 'price'],
	['nothing on the pan', {quantity: {weightGrams: grams(0)}, grossGrosze: grosze(0)}, 'quantity'],
	[
		'so little that it comes to nothing',
		{quantity: {weightGrams: grams(1)}, priceGrosze: grosze(100), grossGrosze: grosze(0)},
		'value',
	],
	['a sum that the printer reckons otherwise', {grossGrosze: grosze(697)}, 'value'],
	['a discount larger than the price', {discountGrosze: grosze(699)}, 'discount'],
	['a discount that leaves nothing', {discountGrosze: grosze(698)}, 'value'],
	['a discount that adds', {discountGrosze: grosze(-1)}, 'discount'],
	['a letter that is not in use', {vat: 'G'}, 'vat-letter'],
	['a name of signs only', {name: '-- ** --'}, 'name'],
	['an empty name', {name: ''}, 'name'],
	['a name with a tabulator', {name: 'Mleko\tUHT'}, 'name'],
];

for (const [what, wrong, code] of lineFaults) {
	test(`found before anything is printed, with its line: ${what}`, t => {
		t.deepEqual(faultOf(slipWith(wrong)), {code, line: 2, about: wrong.name ?? milk.name} as unknown);
	});
}

test('a slip has lines, and not more than the printer takes', t => {
	t.is(faultOf({...milkAndBottles, lines: []})?.code, 'nothing-to-sell');
	const long = slipOf({lines: Array.from({length: 600}, () => milk)});
	t.deepEqual(faultOf(long), {code: 'too-many-lines', about: '500'});
});

test('a slip whose sums are not its lines’ is never sent', t => {
	for (const wrong of [
		{goodsGrosze: grosze(699)},
		{depositsGrosze: grosze(0)},
		{dueGrosze: grosze(1)},
		{changeGrosze: grosze(0)},
	]) {
		t.is(faultOf({...milkAndBottles, ...wrong})?.code, 'sums');
	}
});

test('a package has a number the printer takes, a value and a count', t => {
	const [bottle] = milkAndBottles.deposits;
	if (bottle === undefined) return t.fail();
	for (const wrong of [{packageNumber: 10_000}, {pieces: 0}, {totalGrosze: grosze(1)}, {valueGrosze: grosze(0)}]) {
		t.is(faultOf({...milkAndBottles, deposits: [{...bottle, ...wrong}]})?.code, 'deposit');
	}
});

test('a NIP is checked by its last digit', t => {
	t.true(isNip('5260250274'));
	t.is(readNip('PL 526-025-02-74'), '5260250274');
	t.is(readNip('526-025-02-75'), undefined);
	for (const wrong of ['5260250275', '526025027', '52602502744', '526-025-02-74', '0000000000', ''])
		t.false(isNip(wrong));
	t.is(faultOf({...milkAndBottles, buyerNip: '5260250274'}), undefined);
	t.deepEqual(faultOf({...milkAndBottles, buyerNip: '5260250275'}), {code: 'nip', about: '5260250275'});
});
