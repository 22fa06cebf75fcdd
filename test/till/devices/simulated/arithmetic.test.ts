import test from 'ava';
import {
	lineValue,
	percentDiscount,
	quantityIn,
	quantityText,
	takenOff,
	taxInside,
} from '../../../../till/devices/simulated/arithmetic.ts';

test('tax inside a gross sum is what the manufacturer’s printed samples show', t => {
	const samples: readonly (readonly [gross: bigint, rate: bigint, tax: bigint])[] = [
		[999n, 800n, 74n],
		[1000n, 2300n, 187n],
		[2000n, 800n, 148n],
		[100n, 2300n, 19n],
		[150n, 800n, 11n],
		[80n, 2300n, 15n],
		[160n, 800n, 12n],
		[200n, 800n, 15n],
		[800n, 2300n, 150n],
		[698n, 500n, 33n],
		[1n, 2300n, 0n],
		[123n, 2300n, 23n],
	];
	for (const [gross, rate, tax] of samples) t.is(taxInside(gross, rate), tax, `${gross} at ${rate}`);
});

test('15 % of 13.50 takes 2.02 by the first method and 2.03 by the second', t => {
	t.is(percentDiscount(1350n, 1500n, 1), 202n);
	t.is(percentDiscount(1350n, 1500n, 2), 203n);
});

test('a line is worth its quantity times its price, halves up', t => {
	t.is(lineValue(1299n, quantityIn('1.234') ?? 0n), 1603n);
	t.is(lineValue(1n, quantityIn('0,5') ?? 0n), 1n);
	t.is(lineValue(349n, quantityIn('2') ?? 0n), 698n);
});

test('a quantity is read with either separator and printed with a comma', t => {
	t.is(quantityText(quantityIn('1.2345') ?? 0n), '1,2345');
	t.is(quantityText(quantityIn('0,5') ?? 0n), '0,500');
	t.is(quantityText(quantityIn('12') ?? 0n), '12');
	t.is(quantityIn('1.2.3'), undefined);
	t.is(quantityIn('-1'), undefined);
});

test('an amount is taken off the rates as the published algorithm has it', t => {
	t.deepEqual(takenOff([1000n, 2000n, 501n], 333n), [904n, 1810n, 454n]);
	t.deepEqual(takenOff([999n, 999n, 999n], 100n), [965n, 966n, 966n]);
	t.deepEqual(takenOff([1n, 1n, 1n], 1n), [0n, 1n, 1n]);
});
