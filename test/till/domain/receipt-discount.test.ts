import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import {amountsOf, emptyReceipt, type OpenReceipt, type SoldLine} from '../../../till/devices/simulated/receipt.ts';
import {grosze, sumGrosze} from '../../../till/domain/money.ts';
import {type DiscountedPart, spreadReceiptDiscount} from '../../../till/domain/receipt-discount.ts';
import {type VatLetter, vatLetters} from '../../../till/domain/vat.ts';

const part = (vat: VatLetter, totalGrosze: number): DiscountedPart => ({vat, totalGrosze: grosze(totalGrosze)});
const spread = (lines: readonly DiscountedPart[], discount: number) =>
	spreadReceiptDiscount(lines, grosze(discount)) as readonly number[];

test('what is cut off goes to the first rate with which it makes a grosz', t => {
	t.deepEqual(spread([part('A', 1000), part('B', 2000), part('C', 501)], 333), [96, 190, 47]);
	t.deepEqual(spread([part('A', 999), part('B', 999), part('C', 999)], 100), [34, 33, 33]);
	t.deepEqual(spread([part('A', 1), part('B', 1), part('C', 1)], 1), [1, 0, 0]);
});

test('rates go by their letters, lines of a rate in their order', t => {
	t.deepEqual(spread([part('C', 501), part('A', 600), part('B', 2000), part('A', 400)], 333), [47, 58, 190, 38]);
});

test('a discount of everything leaves nothing, and one of nothing leaves all', t => {
	t.deepEqual(spread([part('A', 7), part('C', 0), part('A', 5)], 12), [7, 0, 5]);
	t.deepEqual(spread([part('A', 7), part('A', 5)], 0), [0, 0]);
	t.deepEqual(spread([], 0), []);
	t.deepEqual(spread([part('A', 0)], 0), [0]);
	t.throws(() => spread([part('A', 7)], 8), {message: /at most/});
	t.throws(() => spread([part('A', 7), part('B', -1)], 1), {message: /negative/});
});

const parts = fc.array(
	fc.record({vat: fc.constantFrom(...vatLetters), totalGrosze: fc.integer({min: 1, max: 9_999_999_999}).map(grosze)}),
	{minLength: 1, maxLength: 40},
);

function asPrinted({vat: letter, totalGrosze}: DiscountedPart, discount: bigint): SoldLine {
	const value = BigInt(totalGrosze);
	return {name: 'Towar', letter, unit: 'szt', quantity: 100_000_000n, price: value, value, discount, discountName: ''};
}

testProp(
	'told the lines, a printer comes to the sums per rate that it would reckon from the whole discount',
	[parts, fc.double({min: 0, max: 1, noNaN: true})],
	(t, lines, share) => {
		const whole = sumGrosze(lines.map(({totalGrosze}) => totalGrosze));
		const discount = grosze(Math.min(whole, Math.max(1, Math.floor(whole * share))));
		const given = spreadReceiptDiscount(lines, discount);
		const onLines: OpenReceipt = {
			...emptyReceipt,
			lines: lines.map((line, index) => asPrinted(line, BigInt(given[index] ?? 0))),
		};
		const onTheWhole: OpenReceipt = {
			...emptyReceipt,
			lines: lines.map(line => asPrinted(line, 0n)),
			discounts: [{amount: BigInt(discount)}],
		};
		t.deepEqual(amountsOf(onLines), amountsOf(onTheWhole));
		t.is(sumGrosze(given), discount);
		for (const [index, {totalGrosze}] of lines.entries()) {
			const own = given[index] ?? -1;
			t.true(own >= 0 && own <= totalGrosze, 'no line gives more than it has, and none is raised');
		}
	},
);
