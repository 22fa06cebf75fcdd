/**
 * The shop's limits of a sale: pieces on a line, the value of a line, the value of a receipt.
 *
 * They are for what was mistyped (a barcode in the place of a quantity), so nobody approves of more: who sells a
 * lorry-load makes several receipts, or asks the office for another limit. What is taken off a basket is never held up.
 */
import {type Basket, sumsOf} from './basket.ts';
import type {SaleLimits} from './catalogue.ts';
import type {Grosze} from './money.ts';

export type BeyondLimit =
	| {readonly code: 'line-pieces-limit'; readonly max: number; readonly name: string}
	| {readonly code: 'line-value-limit'; readonly max: Grosze; readonly name: string}
	| {readonly code: 'receipt-value-limit'; readonly max: Grosze};

/** The first limit that the basket is beyond; undefined where it may be sold. */
export function beyondLimit({lines}: Basket, limits: SaleLimits = {}): BeyondLimit | undefined {
	const {piecesPerLineMax, lineGroszeMax, receiptGroszeMax} = limits;
	for (const {quantity, grossGrosze, product} of lines) {
		if (piecesPerLineMax !== undefined && 'pieces' in quantity && quantity.pieces > piecesPerLineMax)
			return {code: 'line-pieces-limit', max: piecesPerLineMax, name: product.name};
		if (lineGroszeMax !== undefined && grossGrosze > lineGroszeMax)
			return {code: 'line-value-limit', max: lineGroszeMax, name: product.name};
	}
	if (receiptGroszeMax !== undefined && sumsOf(lines).dueGrosze > receiptGroszeMax)
		return {code: 'receipt-value-limit', max: receiptGroszeMax};
	return undefined;
}
