/**
 * The simulated printer's desk: all that a command may see and change, and the documents that come of it.
 *
 * The order at the end of a document is paper, memory, answer; from the moment the memory is written the document
 * exists, whatever becomes of the rest.
 */
import type {VatTable} from '../../../domain/vat.ts';
import type {CommandForm, Fields} from './fields.ts';
import {type Amounts, addSums, type FiscalMemory, type FiscalRecord, noAmounts, totalOf} from './fiscal-memory.ts';
import {goodsAfter} from './goods.ts';
import type {Paper} from './paper.ts';
import * as printout from './printout.ts';
import {amountsOf, type OpenReceipt} from './receipt.ts';

export type RegisterAnswer =
	| {readonly fields: Readonly<Record<string, string | number>>}
	| {readonly error: number}
	| {readonly frameError: number; readonly field?: string};

export interface RegisterSettings {
	readonly model: string;
	/** Lines above every printout: name, address, NIP. */
	readonly header: readonly string[];
	readonly vat: VatTable;
	readonly discountMethod: 1 | 2;
	readonly wallTime: () => printout.WallTime;
}

/** All that a command may see and change. */
export interface Desk {
	readonly settings: RegisterSettings;
	readonly memory: FiscalMemory;
	readonly paper: Paper;
	receipt: OpenReceipt | undefined;
	/** For the next printout only. */
	footer: printout.Footer;
	footerExtra: readonly string[];
	drawerKicks: number;
}

export interface DeskCommand extends CommandForm {
	/** Waits for paper and a closed cover. */
	readonly prints: boolean;
	run(desk: Desk, fields: Fields): RegisterAnswer;
}

export const plainFooter: printout.Footer = {cashier: 'KIEROWNIK', till: '001', systemNumber: ''};
export const doneAnswer: RegisterAnswer = {fields: {}};

/** Ends a receipt that did not come to its end: it is counted and recorded, and sold nothing. */
export function cancelReceipt(desk: Desk): RegisterAnswer {
	const {memory, paper} = desk;
	if (desk.receipt === undefined) return {error: 2064};
	if (desk.receipt.footerPending) return {error: 2060};
	const {state} = memory;
	const amounts = amountsOf(desk.receipt);
	const number = state.lastReceiptNumber + 1;
	paper.print([...printout.cancelledLines(), ...footer(desk, number)]);
	memory.write({
		cancelledCount: state.cancelledCount + 1,
		lastReceiptNumber: number,
		headerNumber: state.headerNumber + 1,
		documentCount: state.documentCount + 1,
		dayCancelledGross: state.dayCancelledGross + totalOf(amounts.gross),
		lastDocument: amounts,
		records: [...state.records, record(desk, {kind: 'cancelled', number, ...amounts})],
	});
	desk.receipt = undefined;
	desk.footer = plainFooter;
	paper.finish('cancelled');
	return doneAnswer;
}

export function completeReceipt(desk: Desk, receipt: OpenReceipt, amounts: Amounts): void {
	const {memory, paper, settings} = desk;
	const {state} = memory;
	const number = state.lastReceiptNumber + 1;
	paper.print(printout.closingLines(receipt, amounts, settings.vat));
	memory.write({
		completedCount: state.completedCount + 1,
		lastReceiptNumber: number,
		headerNumber: state.headerNumber + 1,
		documentCount: state.documentCount + 1,
		dayGross: addSums(state.dayGross, amounts.gross),
		allGross: addSums(state.allGross, amounts.gross),
		allReceiptCount: state.allReceiptCount + 1,
		lastDocument: amounts,
		goods: goodsAfter(state.goods, receipt.lines, settings.vat),
		records: [...state.records, record(desk, {kind: 'receipt', number, ...amounts})],
	});
}

export function finishReceipt(desk: Desk): void {
	desk.paper.print(footer(desk, desk.memory.state.lastReceiptNumber));
	desk.receipt = undefined;
	desk.footer = plainFooter;
	desk.footerExtra = [];
	desk.paper.finish('done');
}

export function beginPrintout(desk: Desk, kind: 'receipt' | 'report'): void {
	const {memory, paper, settings} = desk;
	paper.begin(kind);
	paper.print(printout.headerLines(settings.header, settings.wallTime(), memory.state.headerNumber));
}

function footer(desk: Desk, number: number): readonly string[] {
	return printout.footerLines({
		number,
		wallTime: desk.settings.wallTime(),
		footer: desk.footer,
		uniqueNumber: desk.memory.state.uniqueNumber,
		extra: desk.footerExtra,
	});
}

function record(desk: Desk, document: Omit<FiscalRecord, 'at' | 'systemNumber'>): FiscalRecord {
	return {...document, systemNumber: desk.footer.systemNumber, at: desk.settings.wallTime().iso};
}

export function reportDay(desk: Desk, day: string | undefined): RegisterAnswer {
	const {memory, paper, settings} = desk;
	const {state} = memory;
	if (desk.receipt !== undefined) return {error: 2038};
	if (day === undefined || day.replace(/[./]/g, '-') !== settings.wallTime().day) return {error: 2024};
	if (totalOf(state.dayGross) === 0 && state.lastReceiptNumber === 0) return {error: 382};
	const number = state.dailyReportCount + 1;
	beginPrintout(desk, 'report');
	paper.print([...printout.reportLines(state, settings.vat, number), ...footer(desk, number)]);
	memory.write({
		dailyReportCount: number,
		completedCount: 0,
		cancelledCount: 0,
		lastReceiptNumber: 0,
		headerNumber: state.headerNumber + 1,
		documentCount: state.documentCount + 1,
		dayGross: {},
		dayCancelledGross: 0,
		lastDocument: noAmounts,
		records: [...state.records, record(desk, {kind: 'report', number, ...noAmounts, gross: state.dayGross})],
	});
	desk.footer = plainFooter;
	paper.finish('done');
	return doneAnswer;
}

export function newDesk(parts: Pick<Desk, 'settings' | 'memory' | 'paper'>): Desk {
	return {...parts, receipt: undefined, footer: plainFooter, footerExtra: [], drawerKicks: 0};
}
