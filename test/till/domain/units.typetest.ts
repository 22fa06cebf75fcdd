/**
 * What the types of money and quantities promise. Nothing here runs: the compiler is the test, and every
 * `@ts-expect-error` is a mistake it has to notice.
 */
import type {Deposit} from '../../../till/domain/catalogue.ts';
import type {Tender} from '../../../till/domain/entry.ts';
import {type Grosze, grosze, percentOf, sumGrosze} from '../../../till/domain/money.ts';
import {type Grams, grams, type Pieces, pieces, type Quantity, valueOfQuantity} from '../../../till/domain/quantity.ts';
import {fail, ok, type Result} from '../../../till/domain/result.ts';
import {measuredBy} from '../../../till/domain/trade-item.ts';
import {
	type NetGrosze,
	netOf,
	sumVat,
	type VatGrosze,
	type VatRate,
	type VatTable,
	vatInGross,
} from '../../../till/domain/vat.ts';

const price: Grosze = grosze(399);
const weight: Grams = grams(1234);
const count: Pieces = pieces(3);

export const sum: Grosze = sumGrosze([price, price]);
export const value: Grosze = valueOfQuantity({weightGrams: weight}, price);
export const quantities: readonly Quantity[] = [{pieces: count}, {weightGrams: weight}];

// @ts-expect-error: a bare number is not money until `grosze` has looked at it
export const bareNumber: Grosze = 399;
// @ts-expect-error: what arithmetic gives has to pass `grosze` again, so that no fraction slips through
export const halfPrice: Grosze = price / 2;
// @ts-expect-error: grosze and grams do not add up to grosze
export const priceAndWeight: Grosze = price + weight;
// @ts-expect-error: a weight is not a price
export const weightAsPrice: Grosze = weight;
// @ts-expect-error: a price is not a weight
export const priceAsWeight: Grams = price;
// @ts-expect-error: pieces are not grams
export const piecesAsWeight: Grams = count;
// @ts-expect-error: grams are not pieces
export const weightAsPieces: Pieces = weight;

// @ts-expect-error: grams and pieces do not add up to grams
export const weightAndPieces: Grams = weight + count;
// @ts-expect-error: a weight is not counted
export const countOfWeight: Quantity = {pieces: weight};
// @ts-expect-error: a quantity is either counted or weighed
export const nothing: Quantity = {};
// @ts-expect-error: a price that was multiplied has to pass `grosze` again
export const twice: Grosze = price * 2;
// @ts-expect-error: a discount that was taken off by hand has to pass `grosze` again
export const reduced: Grosze = price - price;

// @ts-expect-error: weights do not sum to money
sumGrosze([price, weight]);
// @ts-expect-error: a percentage is of money
percentOf(weight, 500);
// @ts-expect-error: price and quantity do not change places
valueOfQuantity(price, {pieces: count});
// @ts-expect-error: pieces are not sold by the gram
valueOfQuantity({weightGrams: count}, price);
// @ts-expect-error: a weight is not added to a sum of grosze, not even by a helper
sumGrosze([weight]);
// @ts-expect-error: pieces are not summed as money
sumGrosze([count]);
// @ts-expect-error: what a label asks for is money, not its weight
measuredBy({key: '5901234123457', totalGrosze: weight}, {unit: 'kg', priceGrosze: price});
// @ts-expect-error: a label's count is not its weight
measuredBy({key: '5901234123457', weightGrams: count}, {unit: 'kg', priceGrosze: price});
// @ts-expect-error: the price of a kilogram is money
measuredBy({key: '5901234123457', weightGrams: weight}, {unit: 'kg', priceGrosze: weight});
// @ts-expect-error: a deposit's value is money, a count of packages is not
export const deposit: Deposit = {id: 'PET050', name: 'Butelka PET', packageNumber: 1, valueGrosze: count};
// @ts-expect-error: tax is not taken from a weight
vatInGross(weight, 2300);
// @ts-expect-error: a tender is money
export const tender: Tender = {kind: 'cash', amountGrosze: weight};

// @ts-expect-error: a bare number says neither pieces nor grams
valueOfQuantity(3, price);

const rate: VatRate = 2300 as VatRate;
// @ts-expect-error: a rate may be inactive, and nothing is sold at that
vatInGross(price, rate);
// @ts-expect-error: a table holds every letter
export const shortTable: VatTable = {A: 2300};

const tax: VatGrosze = vatInGross(price, 2300);
const net: NetGrosze = netOf({grossGrosze: price, vatGrosze: tax});
// @ts-expect-error: net is not what somebody pays
export const netAsGross: Grosze = net;
// @ts-expect-error: nor is the tax in it
export const taxAsGross: Grosze = tax;
// @ts-expect-error: a gross price is not net
export const grossAsNet: NetGrosze = price;
// @ts-expect-error: net and tax do not add up to gross by themselves
export const netAndTax: Grosze = net + tax;
// @ts-expect-error: net is no part of a sum of gross amounts
sumGrosze([price, net]);
// @ts-expect-error: tax is taken from gross, never from net
vatInGross(net, 2300);
// @ts-expect-error: a customer pays gross
export const netTender: Tender = {kind: 'cash', amountGrosze: net};
// @ts-expect-error: the two do not change places
netOf({grossGrosze: tax, vatGrosze: price});
// @ts-expect-error: gross is no tax
sumVat([tax, price]);

const paid: Result<Grosze, 'not-enough'> = Math.abs(1) > 0 ? ok(price) : fail('not-enough');
// @ts-expect-error: the value is there only after the answer was looked at
export const unchecked: Grosze = paid.value;
export const checked: Grosze | 'not-enough' = paid.ok ? paid.value : paid.fault;
