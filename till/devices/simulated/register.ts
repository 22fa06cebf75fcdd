/**
 * The part that all simulated fiscal printers have in common: documents on paper and in the fiscal memory. What a
 * command looks like, in which order it is checked and how it is refused is each protocol's own.
 *
 * The order at the end of a document is paper, memory, answer; from the moment the memory is written the document
 * exists, whatever becomes of the rest.
 */
import type {VatTable} from '../../domain/vat.ts';
import {
	type Amounts,
	addSums,
	type FiscalMemory,
	type FiscalRecord,
	type MemoryState,
	noAmounts,
	totalOf,
} from './fiscal-memory.ts';
import {goodsAfter} from './goods.ts';
import type {Paper} from './paper.ts';
import * as printout from './printout.ts';
import {amountsOf, type OpenReceipt} from './receipt.ts';

export interface RegisterSettings {
	readonly model: string;
	/** Lines above every printout: name, address, NIP. */
	readonly header: readonly string[];
	readonly vat: VatTable;
	readonly wallTime: () => printout.WallTime;
}

/** All that a command may see and change. */
export interface Register {
	readonly settings: RegisterSettings;
	readonly memory: FiscalMemory;
	readonly paper: Paper;
	receipt: OpenReceipt | undefined;
	/** For the next printout only. */
	footer: printout.Footer;
	footerExtra: readonly string[];
	drawerKicks: number;
}

export const plainFooter: printout.Footer = {cashier: 'KIEROWNIK', till: '001', systemNumber: ''};

export function newRegister(parts: Pick<Register, 'settings' | 'memory' | 'paper'>): Register {
	return {...parts, receipt: undefined, footer: plainFooter, footerExtra: [], drawerKicks: 0};
}

export function beginPrintout({memory, paper, settings}: Register, kind: 'receipt' | 'report' | 'other'): void {
	paper.begin(kind);
	paper.print(printout.headerLines(settings.header, settings.wallTime(), memory.state.headerNumber));
}

/** The fiscal part: from here on the receipt is sold and cannot be undone. */
export function completeReceipt(register: Register, receipt: OpenReceipt, amounts: Amounts): void {
	const {memory, paper, settings} = register;
	const {state} = memory;
	const number = state.lastReceiptNumber + 1;
	const buyer = receipt.nip !== undefined && {buyerNip: receipt.nip};
	paper.print(printout.closingLines(receipt, amounts, settings.vat));
	memory.write({
		...nextPrintout(state),
		completedCount: state.completedCount + 1,
		lastReceiptNumber: number,
		firstSaleDay: state.firstSaleDay === '' ? settings.wallTime().day : state.firstSaleDay,
		dayGross: addSums(state.dayGross, amounts.gross),
		allGross: addSums(state.allGross, amounts.gross),
		allReceiptCount: state.allReceiptCount + 1,
		lastDocument: amounts,
		goods: goodsAfter(state.goods, receipt.lines, settings.vat),
		records: [...state.records, record(register, {kind: 'receipt', number, ...amounts, ...buyer})],
	});
}

export function finishReceipt(register: Register): void {
	register.paper.print(footer(register, register.memory.state.lastReceiptNumber));
	endPrintout(register, 'done', register.footer.barcode);
}

/** Ends a receipt that did not come to its end: it is counted and recorded, and sold nothing. */
export function cancelReceipt(register: Register, receipt: OpenReceipt): void {
	const {memory, paper} = register;
	const {state} = memory;
	const amounts = amountsOf(receipt);
	const number = state.lastReceiptNumber + 1;
	paper.print([...printout.cancelledLines(), ...footer(register, number)]);
	memory.write({
		...nextPrintout(state),
		cancelledCount: state.cancelledCount + 1,
		lastReceiptNumber: number,
		dayCancelledGross: state.dayCancelledGross + totalOf(amounts.gross),
		lastDocument: amounts,
		records: [...state.records, record(register, {kind: 'cancelled', number, ...amounts})],
	});
	endPrintout(register, 'cancelled');
}

/** Nothing was sold, cancelled or reported since the last report. */
export function hasNothingToReport({memory: {state}}: Register): boolean {
	return totalOf(state.dayGross) === 0 && state.lastReceiptNumber === 0;
}

/** The daily report, with its number. */
export function reportDay(register: Register): number {
	const {memory, paper, settings} = register;
	const {state} = memory;
	const number = state.dailyReportCount + 1;
	beginPrintout(register, 'report');
	paper.print([...printout.reportLines(state, settings.vat, number), ...footer(register, number)]);
	memory.write({
		...nextPrintout(state),
		dailyReportCount: number,
		lastReportDay: settings.wallTime().day,
		firstSaleDay: '',
		completedCount: 0,
		cancelledCount: 0,
		lastReceiptNumber: 0,
		dayGross: {},
		dayCancelledGross: 0,
		lastDocument: noAmounts,
		records: [...state.records, record(register, {kind: 'report', number, ...noAmounts, gross: state.dayGross})],
	});
	endPrintout(register, 'done');
	return number;
}

/** Money put into the drawer or taken out of it, negative; false where there is not so much in it. */
export function moveCash(register: Register, amountGrosze: number): boolean {
	const {memory, paper} = register;
	const {state} = memory;
	const cashGrosze = state.cashGrosze + amountGrosze;
	if (cashGrosze < 0) return false;
	beginPrintout(register, 'other');
	paper.print([...printout.cashLines(amountGrosze, cashGrosze), ...footer(register, state.documentCount + 1)]);
	memory.write({...nextPrintout(state), cashGrosze});
	endPrintout(register, 'done');
	return true;
}

function nextPrintout(state: MemoryState): Pick<MemoryState, 'headerNumber' | 'documentCount'> {
	return {headerNumber: state.headerNumber + 1, documentCount: state.documentCount + 1};
}

function endPrintout(register: Register, as: 'done' | 'cancelled', barcode?: string): void {
	register.receipt = undefined;
	register.footer = plainFooter;
	register.footerExtra = [];
	register.paper.finish(as, barcode);
}

function footer(register: Register, number: number): readonly string[] {
	return printout.footerLines({
		number,
		wallTime: register.settings.wallTime(),
		footer: register.footer,
		uniqueNumber: register.memory.state.uniqueNumber,
		extra: register.footerExtra,
	});
}

function record(register: Register, document: Omit<FiscalRecord, 'at' | 'systemNumber'>): FiscalRecord {
	return {...document, systemNumber: register.footer.systemNumber, at: register.settings.wallTime().iso};
}
