/**
 * How much of a good is sold: pieces or grams. The two never mix, and neither passes for money: each is a number
 * with a brand of its own.
 */
import {broken} from './assert.ts';
import {divideRoundingHalfUp, type Grosze, grosze} from './money.ts';

declare const unit: unique symbol;

export type Pieces = number & {readonly [unit]: 'pieces'};
export type Grams = number & {readonly [unit]: 'grams'};

export type Quantity = {readonly pieces: Pieces} | {readonly weightGrams: Grams};

export function pieces(count: number): Pieces {
	if (!Number.isSafeInteger(count) || count <= 0) broken(`pieces are a positive whole number, not ${count}`);
	return count as Pieces;
}

export function grams(weight: number): Grams {
	if (!Number.isSafeInteger(weight) || weight < 0) broken(`a weight is a whole number of grams, not ${weight}`);
	return weight as Grams;
}

/** The value of a quantity at a price per piece or per kilogram, rounded to the grosz as the printer rounds it. */
export function valueOfQuantity(quantity: Quantity, priceGrosze: Grosze): Grosze {
	if ('pieces' in quantity) return grosze(quantity.pieces * priceGrosze);
	return grosze(divideRoundingHalfUp(quantity.weightGrams * priceGrosze, 1000));
}

/** The most that anybody types: more than a till's scale carries, and less than a barcode. */
export const typedGramsMax = 99_999;
