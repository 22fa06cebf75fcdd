import {testProp} from '@fast-check/ava';
import test from 'ava';
import fc from 'fast-check';
import {grosze} from '../../../till/domain/money.ts';
import {grams, pieces, valueOfQuantity} from '../../../till/domain/quantity.ts';

test('pieces are counted from one, and grams from nothing', t => {
	for (const count of [0, -1, 1.5, Number.NaN]) t.throws(() => pieces(count), {message: /pieces/}, String(count));
	for (const weight of [-1, 0.5, Number.NaN]) t.throws(() => grams(weight), {message: /grams/}, String(weight));
	t.notThrows(() => grams(0));
});

test('1.234 kg at 12.99 is 16.03', t => {
	t.is(valueOfQuantity({weightGrams: grams(1234)}, grosze(1299)), grosze(1603));
});

test('half a grosz of a weight is a whole one', t => {
	t.is(valueOfQuantity({weightGrams: grams(500)}, grosze(1)), grosze(1));
	t.is(valueOfQuantity({weightGrams: grams(499)}, grosze(1)), grosze(0));
	t.is(valueOfQuantity({weightGrams: grams(250)}, grosze(1298)), grosze(325));
});

test('three pieces cost three times as much', t => {
	t.is(valueOfQuantity({pieces: pieces(3)}, grosze(429)), grosze(1287));
});

testProp(
	'a kilogram costs its price, and more never costs less',
	[fc.integer({min: 1, max: 10_000_000}), fc.nat(30_000), fc.nat(30_000)],
	(t, price, weight, more) => {
		const value = (weightGrams: number) => valueOfQuantity({weightGrams: grams(weightGrams)}, grosze(price));
		t.is(value(1000), grosze(price));
		t.true(value(weight) <= value(weight + more));
		t.true(Math.abs(value(weight) - (weight * price) / 1000) <= 0.5);
	},
);
