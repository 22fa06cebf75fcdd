/**
 * What the printer's answers mean. Pure; an answer that lacks what it should carry is `undefined`, never a guess.
 */
import type {GrossByLetter, PrinterEvidence} from '../../domain/evidence.ts';
import {type Grosze, grosze, sumGrosze} from '../../domain/money.ts';
import type {PrinterHealth} from '../../domain/printer-account.ts';
import {type VatLetter, type VatRate, type VatTable, vatLetters} from '../../domain/vat.ts';
import type {PrinterStatus} from '../fiscal-printer.ts';
import type {XmlElement} from './xml.ts';

function textOf({attributes}: XmlElement, name: string): string | undefined {
	return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

function countOf(answer: XmlElement, name: string): number | undefined {
	const text = textOf(answer, name);
	return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

function flagOf(answer: XmlElement, name: string): boolean | undefined {
	const text = textOf(answer, name)?.toLowerCase();
	if (text === 'yes') return true;
	return text === 'no' ? false : undefined;
}

/** `12`, `12.5`, `-12.50`, or with a comma. */
function amountIn(text: string | undefined): Grosze | undefined {
	const match = /^(-?)(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(text?.trim() ?? '');
	if (match === null) return undefined;
	const [, sign, whole = '', fraction = ''] = match;
	const amount = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
	return grosze(sign === '-' ? -amount : amount);
}

/** `08-10-2013 11:13` */
function wallTimeOf(text: string): string | undefined {
	const match = /^(\d\d)-(\d\d)-(\d{4})\s+(\d\d:\d\d)/.exec(text);
	return match === null ? undefined : `${match[3]}-${match[2]}-${match[1]}T${match[4]}`;
}

/** `dle`. An open cover is a problem of the mechanism to it. */
export function statusIn(answer: XmlElement): PrinterStatus | undefined {
	const online = flagOf(answer, 'online');
	const paperError = flagOf(answer, 'papererror');
	const printerError = flagOf(answer, 'printererror');
	if (online === undefined || paperError === undefined || printerError === undefined) return undefined;
	const detail = `online ${online} papererror ${paperError} printererror ${printerError}`;
	return {condition: conditionOf({online, paperError, printerError}), paperNearEnd: false, detail};
}

function conditionOf(told: {
	readonly online: boolean;
	readonly paperError: boolean;
	readonly printerError: boolean;
}): PrinterStatus['condition'] {
	if (told.paperError) return 'paper-out';
	if (told.printerError) return 'mechanism';
	return told.online ? 'ready' : 'waiting-for-operator';
}

export interface LogicalState {
	/** The last command failed. */
	readonly failed: boolean;
	readonly inTransaction: boolean;
}

/** `enq`; `lastcommanderror="yes"` is an error, by the manufacturer's sample and against its prose. */
export function logicIn(answer: XmlElement): LogicalState | undefined {
	const failed = flagOf(answer, 'lastcommanderror');
	const inTransaction = flagOf(answer, 'intransaction');
	return failed === undefined || inTransaction === undefined ? undefined : {failed, inTransaction};
}

/** `error` */
export function errorIn(answer: XmlElement): number | undefined {
	return countOf(answer, 'value');
}

export interface Checkout {
	readonly uniqueNumber: string;
	readonly fiscal: boolean;
	readonly receiptOpen: boolean;
	readonly memoryClearCount: number;
	readonly receiptCount: number;
	readonly lastReceiptNumber: number;
	readonly printoutCount?: number;
	readonly cashGrosze?: Grosze;
	/** Since the last daily report; letters that sold nothing are left out. */
	readonly grossByLetter: GrossByLetter;
}

/** `info checkout` */
export function checkoutIn(answer: XmlElement): Checkout | undefined {
	const uniqueNumber = textOf(answer, 'uniqueno')?.trim() ?? '';
	const fiscal = flagOf(answer, 'isfiscal');
	const receiptOpen = flagOf(answer, 'receiptopen');
	const memoryClearCount = countOf(answer, 'resetcount');
	const receiptCount = countOf(answer, 'receiptcount');
	const lastReceiptNumber = countOf(answer, 'lastreceipt');
	const printoutCount = countOf(answer, 'lastprintout');
	const cashGrosze = amountIn(textOf(answer, 'cash'));
	const grossByLetter = grossIn(answer);
	if (uniqueNumber === '' || fiscal === undefined || receiptOpen === undefined) return undefined;
	if (memoryClearCount === undefined || receiptCount === undefined || lastReceiptNumber === undefined) return undefined;
	if (grossByLetter === undefined) return undefined;
	return {
		uniqueNumber,
		fiscal,
		receiptOpen,
		memoryClearCount,
		receiptCount,
		lastReceiptNumber,
		...(printoutCount !== undefined && {printoutCount}),
		...(cashGrosze !== undefined && {cashGrosze}),
		grossByLetter,
	};
}

function grossIn({children}: XmlElement): GrossByLetter | undefined {
	const gross: Partial<Record<VatLetter, Grosze>> = {};
	for (const child of children.filter(({name}) => name === 'ptu')) {
		const letter = letterOf(child);
		const sum = amountIn(child.text);
		if (letter === undefined || sum === undefined) return undefined;
		if (sum !== 0) gross[letter] = sum;
	}
	return gross;
}

function letterOf(ptu: XmlElement): VatLetter | undefined {
	return vatLetters.find(letter => letter === textOf(ptu, 'name'));
}

export interface LastTransaction {
	readonly systemNumber: string;
	/** Absent where there was none yet. */
	readonly state?: NonNullable<PrinterEvidence['lastTransaction']>['state'];
	/** Of the receipt. */
	readonly number?: number;
	readonly itemCount: number;
	readonly containerCount: number;
	readonly containersGrosze: Grosze;
	readonly paymentsGrosze: Grosze;
}

const stateOf: Readonly<Record<string, LastTransaction['state']>> = {
	open: 'open',
	close: 'closed',
	closed: 'closed',
	canceled: 'cancelled',
	cancelled: 'cancelled',
};

/** `info lasttransaction`: the one that is open, or else the last one. */
export function lastTransactionIn(answer: XmlElement): LastTransaction | undefined {
	const told = textOf(answer, 'state');
	const state = told === undefined ? undefined : stateOf[told.toLowerCase()];
	if (state === undefined && told !== undefined && told !== '') return undefined;
	const number = countOf(answer, 'number');
	const containers = answer.children.filter(({name}) => name === 'container');
	const containersGrosze = sumOf(containers, 'total');
	const paymentsGrosze = sumOf(
		answer.children.filter(({name}) => name === 'payment'),
		'value',
	);
	if (containersGrosze === undefined || paymentsGrosze === undefined) return undefined;
	return {
		systemNumber: textOf(answer, 'systemno')?.trim() ?? '',
		...(state !== undefined && {state}),
		...(number !== undefined && {number}),
		itemCount: answer.children.filter(({name}) => name === 'item').length,
		containerCount: containers.length,
		containersGrosze,
		paymentsGrosze,
	};
}

/** Of amounts without their sign: the answer does not say which packages were taken back. */
function sumOf(elements: readonly XmlElement[], attribute: string): Grosze | undefined {
	const amounts = elements.map(each => amountIn(textOf(each, attribute)));
	const known = amounts.filter(amount => amount !== undefined);
	return known.length < amounts.length ? undefined : sumGrosze(known.map(amount => grosze(Math.abs(amount))));
}

export interface FiscalMemoryState {
	readonly dailyReportCount: number;
	readonly blocks: PrinterHealth['blocks'];
	readonly warnings: PrinterHealth['warnings'];
	readonly detail: string;
}

/** So many days before its last one a fiscal memory is nearly full. */
const reportsLeftMin = 30;

/** `info fiscalmemory` */
export function fiscalMemoryIn(answer: XmlElement): FiscalMemoryState | undefined {
	const dailyReportCount = countOf(answer, 'reportscount');
	const reportCountMax = countOf(answer, 'maxreportscount');
	const mode = countOf(answer, 'fiscal');
	if (dailyReportCount === undefined) return undefined;
	const reportsLeft = (reportCountMax ?? Number.POSITIVE_INFINITY) - dailyReportCount;
	const blocks: PrinterHealth['blocks'][number][] = [];
	if (mode === 0) blocks.push('not-fiscal');
	if (mode === 2) blocks.push('read-only');
	if (reportsLeft <= 0) blocks.push('memory-full');
	const warnings: PrinterHealth['warnings'] =
		reportsLeft > 0 && reportsLeft < reportsLeftMin ? ['memory-nearly-full'] : [];
	const detail = `fiscal ${mode ?? 'unknown'}, reports ${dailyReportCount} of ${reportCountMax ?? 'unknown'}`;
	return {dailyReportCount, blocks, warnings, detail};
}

/** `deviceinfo general` */
export function deviceIn(answer: XmlElement): {readonly model: string; readonly firmware: string} | undefined {
	const model = textOf(answer, 'devicename');
	return model === undefined ? undefined : {model, firmware: textOf(answer, 'version') ?? ''};
}

/** `deviceinfo printoutinfo`: whether the paper is near its end. */
export function paperNearEndIn(answer: XmlElement): boolean | undefined {
	const paper = countOf(answer, 'papercount');
	return paper === undefined ? undefined : paper === 0;
}

/** `taxrates`: `23.00%` is a rate, `free` exempt; letters that are not told are inactive. */
export function vatTableIn({children}: XmlElement): VatTable | undefined {
	const rates: Record<VatLetter, VatRate> = {
		A: 'inactive',
		B: 'inactive',
		C: 'inactive',
		D: 'inactive',
		E: 'inactive',
		F: 'inactive',
		G: 'inactive',
	};
	const told = children.filter(({name}) => name === 'ptu');
	for (const ptu of told) {
		const letter = letterOf(ptu);
		const rate = rateIn(ptu.text);
		if (letter === undefined || rate === undefined) return undefined;
		rates[letter] = rate;
	}
	return told.length === 0 ? undefined : rates;
}

function rateIn(text: string): VatRate | undefined {
	if (text.toLowerCase() === 'free') return 'exempt';
	if (text === '') return 'inactive';
	const match = /^(\d{1,2})(?:[.,](\d{1,2}))?%$/.exec(text);
	return match === null ? undefined : Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** `info date`: local wall time, `YYYY-MM-DDTHH:MM`. */
export function wallTimeIn(answer: XmlElement): string | undefined {
	return wallTimeOf(textOf(answer, 'date') ?? '');
}
