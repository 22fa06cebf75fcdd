/** Slips that customers of the test shop take home. */

import type {Tender} from '../../../till/domain/entry.ts';
import {grosze, sumGrosze} from '../../../till/domain/money.ts';
import {grams, pieces, valueOfQuantity} from '../../../till/domain/quantity.ts';
import type {Slip, SlipDeposit, SlipLine} from '../../../till/domain/slip.ts';
import {type VatLetter, type VatTable, vatSums} from '../../../till/domain/vat.ts';

export const shopVat: VatTable = {
	A: 2300,
	B: 800,
	C: 500,
	D: 0,
	E: 'exempt',
	F: 'inactive',
	G: 'inactive',
};

export function piecesLine(name: string, vat: VatLetter, count: number, price: number, discount = 0): SlipLine {
	const quantity = {pieces: pieces(count)};
	const priceGrosze = grosze(price);
	return {
		name,
		vat,
		unit: 'szt',
		quantity,
		priceGrosze,
		grossGrosze: valueOfQuantity(quantity, priceGrosze),
		discountGrosze: grosze(discount),
		...(discount > 0 && {discountName: 'Karta stałego klienta'}),
	};
}

export function weighedLine(name: string, vat: VatLetter, weight: number, price: number, discount = 0): SlipLine {
	const quantity = {weightGrams: grams(weight)};
	const priceGrosze = grosze(price);
	const grossGrosze = valueOfQuantity(quantity, priceGrosze);
	return {name, vat, unit: 'kg', quantity, priceGrosze, grossGrosze, discountGrosze: grosze(discount)};
}

export function petDeposit(count: number): SlipDeposit {
	return {
		packageNumber: 1,
		name: 'PET do 3 l',
		pieces: count,
		valueGrosze: grosze(50),
		totalGrosze: grosze(count * 50),
	};
}

/** Paid in cash with `cashGrosze`, or by card to the grosz. */
export function slipOf(options: {
	readonly lines: readonly SlipLine[];
	readonly deposits?: readonly SlipDeposit[];
	readonly cashGrosze?: number;
	readonly saleId?: string;
}): Slip {
	const {lines, deposits = [], saleId = 'K7M2Q9XA'} = options;
	const totals = lines.map(({vat, grossGrosze, discountGrosze}) => ({
		vat,
		totalGrosze: grosze(grossGrosze - discountGrosze),
	}));
	const goodsGrosze = sumGrosze(totals.map(({totalGrosze}) => totalGrosze));
	const depositsGrosze = sumGrosze(deposits.map(({totalGrosze}) => totalGrosze));
	const dueGrosze = grosze(goodsGrosze + depositsGrosze);
	const tender: Tender =
		options.cashGrosze === undefined
			? {kind: 'card', amountGrosze: dueGrosze}
			: {kind: 'cash', amountGrosze: grosze(options.cashGrosze)};
	return {
		route: 'main',
		lines,
		deposits,
		vat: vatSums(totals, shopVat),
		goodsGrosze,
		depositsGrosze,
		dueGrosze,
		tenders: [tender],
		changeGrosze: grosze(tender.amountGrosze - dueGrosze),
		cashierName: 'Bożena Ćwik',
		tillNumber: 3,
		saleId,
	};
}

/** 2 × 3.49 of milk with four deposits of 0.50: 8.98, paid with a 10 zł note. */
export const milkAndBottles = slipOf({
	lines: [piecesLine('Mleko UHT 3,2% 1l', 'C', 2, 349)],
	deposits: [petDeposit(4)],
	cashGrosze: 1000,
});
