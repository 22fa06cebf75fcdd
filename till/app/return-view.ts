/** From goods that are being taken back to what the screen is told of it. */
import type {FoundReceiptView, ReturnLineView, ReturnStepView} from '../api/return-view.ts';
import {unreachable} from '../domain/assert.ts';
import {zeroGrosze} from '../domain/money.ts';
import type {Quantity} from '../domain/quantity.ts';
import type {FoundReceipt} from '../domain/receipt-query.ts';
import {refundWays} from '../domain/refund-ways.ts';
import {type LeftLine, returnedGoods, type WantedLine} from '../domain/return.ts';
import type {Returning} from '../domain/returning.ts';

const nothing = {goodsGrosze: zeroGrosze, depositsGrosze: zeroGrosze, refundGrosze: zeroGrosze};

export function returnStepView(returning: Returning): ReturnStepView {
	switch (returning.at) {
		case 'finding':
		case 'given':
			return returning;
		case 'searching':
			return {at: 'searching'};
		case 'several':
			return {at: 'several', receipts: returning.found.map(receiptView)};
		case 'choosing':
		case 'giving': {
			const {at, found, left, wanted, serverAsked} = returning;
			const goods = returnedGoods(found.receipt, left, wanted);
			const {goodsGrosze, depositsGrosze, refundGrosze} = goods.ok ? goods.value : nothing;
			return {
				at,
				receipt: receiptView(found),
				lines: left.map(line => lineView(line, wanted)),
				serverAsked,
				ways: refundWays(found.receipt, found.returns, refundGrosze),
				...(returning.at === 'giving' && {register: returning.register}),
				goodsGrosze,
				depositsGrosze,
				refundGrosze,
			};
		}
		default:
			return unreachable(returning);
	}
}

function receiptView({receipt: {_id: id, till, entry, writtenAt, dueGrosze, slips}}: FoundReceipt): FoundReceiptView {
	return {
		id,
		till,
		entry,
		printedAt: slips[0]?.printedAt ?? writtenAt,
		dueGrosze,
		fiscalNumbers: slips.map(({fiscalNumber}) => fiscalNumber),
	};
}

function lineView({line, quantity}: LeftLine, wanted: readonly WantedLine[]): ReturnLineView {
	const {line: number, name, unit, pieces, weightGrams, totalGrosze} = line;
	const chosen = wanted.find(each => each.line === number);
	return {
		line: number,
		name,
		unit,
		sold: pieces ?? weightGrams ?? 0,
		left: amountOf(quantity),
		chosen: amountOf(chosen?.quantity),
		totalGrosze,
	};
}

function amountOf(quantity: Quantity | undefined): number {
	if (quantity === undefined) return 0;
	return 'pieces' in quantity ? quantity.pieces : quantity.weightGrams;
}
