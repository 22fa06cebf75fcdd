import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {
	divideRoundingHalfUp,
	grosze,
	percentMethods,
	percentOf,
	percentOff,
	sumGrosze,
	zeroGrosze,
} from '../../../till/domain/money.ts';

test('money is whole grosze, and nothing else passes for it', t => {
	t.is(grosze(399), 399 as typeof zeroGrosze);
	for (const amount of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
		t.throws(() => grosze(amount), {message: /whole grosze/}, String(amount));
	}
});

test('there is one zero: minus nothing is nothing', t => {
	t.true(Object.is(grosze(-0), zeroGrosze));
	t.true(Object.is(divideRoundingHalfUp(-1, 3), 0));
	t.true(Object.is(sumGrosze([]), zeroGrosze));
});

test('halves are rounded away from zero', t => {
	t.is(divideRoundingHalfUp(5, 2), 3);
	t.is(divideRoundingHalfUp(-5, 2), -3);
	t.is(divideRoundingHalfUp(149, 100), 1);
	t.is(divideRoundingHalfUp(150, 100), 2);
	t.is(divideRoundingHalfUp(-149, 100), -1);
});

test('money is divided by whole positive numbers only', t => {
	t.throws(() => divideRoundingHalfUp(1, 0), {message: /positive/});
	t.throws(() => divideRoundingHalfUp(1, -2), {message: /positive/});
	t.throws(() => divideRoundingHalfUp(1.5, 2), {message: /whole numbers/});
	t.throws(() => divideRoundingHalfUp(2 ** 53, 2), {message: /whole numbers/});
});

test('15 % of 13.50 is 2.03', t => {
	t.is(percentOf(grosze(1350), 1500), grosze(203));
	t.is(percentOf(grosze(-1350), 1500), grosze(-203));
	t.is(percentOf(grosze(1350), 0), zeroGrosze);
	t.is(percentOf(grosze(1350), 10_000), grosze(1350));
});

const amounts = fc.integer({min: -1_000_000_000, max: 1_000_000_000});

testProp(
	'a quotient is never further than half from the truth',
	[amounts, fc.integer({min: 1, max: 100_000})],
	(t, dividend, divisor) => {
		const quotient = divideRoundingHalfUp(dividend, divisor);
		const distance = Math.abs(quotient * divisor - dividend) * 2;
		t.true(distance <= divisor);
		if (distance === divisor) t.true(Math.abs(quotient * divisor) > Math.abs(dividend));
	},
);

testProp('the sign is preserved', [amounts, fc.integer({min: 1, max: 100_000})], (t, dividend, divisor) => {
	t.is(divideRoundingHalfUp(-dividend, divisor) + divideRoundingHalfUp(dividend, divisor), 0);
});

testProp('the order of amounts never changes their sum', [fc.array(amounts)], (t, list) => {
	const sum = list.reduce((total, amount) => total + amount, 0);
	t.is(sumGrosze(list.map(grosze)), grosze(sum));
	t.is(sumGrosze(list.map(grosze).reverse()), grosze(sum));
});

test('the two methods of a percent are the printers’: 15 % off 13.50 leaves 11.48 or 11.47', t => {
	const left = percentMethods.map(method => 1350 - percentOff(grosze(1350), 1500, method));
	t.deepEqual(left, [1148, 1147]);
	for (const method of percentMethods) {
		t.is(percentOff(grosze(999), 0, method), zeroGrosze);
		t.is(percentOff(grosze(999), 10_000, method), grosze(999));
	}
});

testProp(
	'both methods leave whole grosze between nothing and all of it, a grosz apart at most',
	[fc.nat(1_000_000), fc.integer({min: 0, max: 10_000})],
	(t, amount, percent) => {
		const [left = 0, taken = 0] = percentMethods.map(method => percentOff(grosze(amount), percent, method) as number);
		t.true(left >= 0 && left <= amount && taken >= 0 && taken <= amount);
		t.true(Math.abs(left - taken) <= 1);
	},
);
