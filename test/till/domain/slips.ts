/** Slips and printers' counters of the small test shop. */
import type {DocumentSums, PrinterEvidence} from '../../../till/domain/evidence.ts';
import {grosze} from '../../../till/domain/money.ts';
import type {PrintJob, PrintState} from '../../../till/domain/print-job.ts';
import {pieces} from '../../../till/domain/quantity.ts';
import type {Slip} from '../../../till/domain/slip.ts';
import {vatGrosze} from '../../../till/domain/vat.ts';

/** Two bottles of water with their deposits: 3.98 and 1.00, paid to the grosz. */
export const waterSlip: Slip = {
	route: 'main',
	lines: [
		{
			name: 'Woda źródlana 1,5 l',
			vat: 'A',
			unit: 'szt',
			quantity: {pieces: pieces(2)},
			priceGrosze: grosze(199),
			grossGrosze: grosze(398),
			discountGrosze: grosze(0),
		},
	],
	deposits: [{packageNumber: 1, name: 'Butelka PET', pieces: 2, valueGrosze: grosze(50), totalGrosze: grosze(100)}],
	vat: [{letter: 'A', rate: 2300, grossGrosze: grosze(398), vatGrosze: vatGrosze(74)}],
	goodsGrosze: grosze(398),
	depositsGrosze: grosze(100),
	dueGrosze: grosze(498),
	tenders: [{kind: 'card', amountGrosze: grosze(498)}],
	changeGrosze: grosze(0),
	cashierName: 'Żaneta',
	tillNumber: 3,
	saleId: 'sale-1',
};

/** The printer's counters at the start of an ordinary day's slip. */
export const quiet: PrinterEvidence = {
	uniqueNumber: 'ZBF 2101002392',
	dailyReportCount: 7,
	completedCount: 40,
	cancelledCount: 2,
	lastReceiptNumber: 42,
	memoryClearCount: 0,
	transaction: 'none',
	lastDocument: {
		grossByLetter: {B: grosze(1200)},
		depositsChargedGrosze: grosze(0),
		depositsReturnedGrosze: grosze(0),
		paidGrosze: grosze(1200),
		changeGrosze: grosze(0),
	},
};

/** What a printer says of its last document after printing a slip. */
export function documentOf(slip: Slip): DocumentSums {
	return {
		grossByLetter: Object.fromEntries(slip.vat.map(({letter, grossGrosze}) => [letter, grossGrosze])),
		depositsChargedGrosze: slip.depositsGrosze,
		depositsReturnedGrosze: grosze(0),
		paidGrosze: slip.dueGrosze,
		changeGrosze: slip.changeGrosze,
	};
}

export function jobAt(state: PrintState, before: PrinterEvidence = quiet): PrintJob {
	return {slip: waterSlip, before, state};
}
