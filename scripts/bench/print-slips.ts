/** Slips of twenty lines, as a large grocery shop prints them all day. */
import {grosze, sumGrosze} from '../../till/domain/money.ts';
import {grams, pieces, type Quantity, valueOfQuantity} from '../../till/domain/quantity.ts';
import type {Slip, SlipLine} from '../../till/domain/slip.ts';
import {type VatLetter, vatSums} from '../../till/domain/vat.ts';
import {demoVat} from '../demo/shop.ts';

/** POSNET first: the others are measured beside it. */
export const printerProtocols = ['posnet', 'thermal', 'novitus-xml', 'noviapi', 'elzab'] as const;
export type PrinterProtocol = (typeof printerProtocols)[number];

const lineCount = 20;
const letters: readonly VatLetter[] = ['A', 'B', 'C'];

export const printerAtBench = {
	uniqueNumber: 'ZBF 2101002392',
	header: ['Sklep OSTOJA', 'NIP 676-000-00-00'],
	vat: demoVat,
} as const;

/** `number`: of the sale; no two have the same system number. */
export function benchSlip(number: number): Slip {
	const lines = Array.from({length: lineCount}, (_, index) => benchLine(index));
	const totals = lines.map(({vat, grossGrosze, discountGrosze}) => ({
		vat,
		totalGrosze: grosze(grossGrosze - discountGrosze),
	}));
	const goodsGrosze = sumGrosze(totals.map(({totalGrosze}) => totalGrosze));
	const changeGrosze = grosze(150);
	return {
		route: 'main',
		lines,
		deposits: [],
		vat: vatSums(totals, demoVat),
		goodsGrosze,
		depositsGrosze: grosze(0),
		dueGrosze: goodsGrosze,
		tenders: [{kind: 'cash', amountGrosze: grosze(goodsGrosze + changeGrosze)}],
		changeGrosze,
		cashierName: 'Żaneta Mazur',
		tillNumber: 3,
		saleId: `bench-${number}`,
	};
}

function benchLine(index: number): SlipLine {
	const isWeighed = index % 4 === 3;
	const quantity: Quantity = isWeighed ? {weightGrams: grams(315 + 87 * index)} : {pieces: pieces(1 + (index % 3))};
	const priceGrosze = grosze(199 + 137 * index);
	return {
		name: `Towar półkowy numer ${index + 1} 0,5 l`,
		vat: letters[index % letters.length] ?? 'A',
		unit: isWeighed ? 'kg' : 'szt',
		quantity,
		priceGrosze,
		grossGrosze: valueOfQuantity(quantity, priceGrosze),
		discountGrosze: grosze(index % 5 === 0 ? 10 : 0),
	};
}
