/**
 * What the till means ⇄ sequences of ElzabESC. Pure; who is known to use which is in `docs/protocols/elzab.md`.
 *
 *   21 → [4B] → (06 or 05 → [18])… → 07 → 81… → [82] → 09… → 24
 *
 * An item:
 *
 *   20 | name 28 or 40 | 30 | quantity u32 | decimals | unit 4 | price u32 | 1B rate | value before the discount u32
 */
import type {TenderKind} from '../../domain/entry.ts';
import type {Quantity} from '../../domain/quantity.ts';
import {type Slip, type SlipLine, systemNumberOf} from '../../domain/slip.ts';
import type {VatLetter} from '../../domain/vat.ts';
import type {UntoldFault} from '../fiscal-printer.ts';
import {type CodePage, encodeText, printable, printableName} from '../printer-text.ts';
import {type AnswerShape, codes, littleEndian, type Sequence} from './frame.ts';

export interface Command extends Sequence {
	/** Undefined: the printer says nothing to it, and has to be asked (`check`). */
	readonly answer?: AnswerShape;
}

/** A sequence that is always answered. */
export interface Question extends Command {
	readonly answer: AnswerShape;
}

/** How this printer is set. */
export interface Dialect {
	readonly codePage: Extract<CodePage, 'windows-1250' | 'cp852' | 'mazovia'>;
	readonly nameLength: 28 | 40;
}

const noData = new Uint8Array();

function question(code: number, dataBytes = 0): Question {
	return {code, data: noData, answer: {dataBytes}};
}

export const beginReceipt = question(codes.open);
export const check = question(codes.check, 1);
export const closeReceipt = question(codes.close);
export const cancelReceipt = question(codes.cancel);
export const reportDay = question(codes.dailyReport);
export const resumePrinting = question(codes.resume);
export const kickDrawer = question(codes.drawer);
export const readMemoryFlags = question(codes.memoryFlags, 1);
export const readPrintFlags = question(codes.printFlags, 1);
export const readDrawerFlags = question(codes.drawerFlags, 1);
export const readModuleFlags = question(codes.moduleFlags, 1);
export const readReceiptFlags = question(codes.receiptFlags, 1);
export const readReceiptNumber = question(codes.receiptNumber, 2);
export const readReportNumber = question(codes.reportNumber, 2);
export const readDayTotals = question(codes.dayTotals, 35);
export const readVatRates = question(codes.vatRates, 14);
export const readClock = question(codes.clock, 10);

function bytesOf(...parts: readonly (Uint8Array | number)[]): Uint8Array {
	return Uint8Array.from(parts.flatMap(part => (typeof part === 'number' ? [part] : [...part])));
}

const amount = (grosze: number) => littleEndian(grosze, 4);

function field(text: string, byteCount: number, {codePage}: Dialect): Uint8Array {
	return encodeText(printable(text, byteCount, codePage).padEnd(byteCount), codePage);
}

const significantMin = 5;
const isSignificant = (character: string) => /[\p{L}\p{N}.]/u.test(character);

/** Fewer than five letters and digits are no name to the printer: dots make up for them. */
export function goodsName(name: string, {codePage, nameLength}: Dialect): string {
	const dotsFor = (text: string) => Math.max(0, significantMin - Array.from(text).filter(isSignificant).length);
	const whole = printableName(name.trim(), nameLength, codePage);
	const kept = whole.slice(0, nameLength - dotsFor(whole));
	return `${kept}${'.'.repeat(dotsFor(kept))}`.slice(0, nameLength);
}

/** The rate that was the exempt one before 2019 has its code in the middle. */
export const rateCodes: Readonly<Record<VatLetter, number>> = {A: 1, B: 2, C: 3, D: 4, E: 6, F: 7, G: 5};

const noMessage = 0x30;
export const sold = 0x20;
export const minus = 0x2d;

/** Kilograms with three decimals. */
function quantityBytes(quantity: Quantity): Uint8Array {
	if ('pieces' in quantity) return bytesOf(littleEndian(quantity.pieces, 4), 0);
	return bytesOf(littleEndian(quantity.weightGrams, 4), 3);
}

export function sellLine(line: SlipLine, dialect: Dialect): readonly Command[] {
	const {name, quantity, unit, priceGrosze, grossGrosze, discountGrosze, vat} = line;
	const item: Command = {
		code: dialect.nameLength === 40 ? codes.item40 : codes.item28,
		data: bytesOf(
			sold,
			field(goodsName(name, dialect), dialect.nameLength, dialect),
			noMessage,
			quantityBytes(quantity),
			field(unit, 4, dialect),
			amount(priceGrosze),
			0x1b,
			rateCodes[vat],
			amount(grossGrosze),
		),
	};
	if (discountGrosze === 0) return [item];
	return [item, {code: codes.discount, data: bytesOf(minus, amount(discountGrosze))}];
}

const nipBytes = 42;

export function nameBuyer(nip: string, dialect: Dialect): Question {
	return {code: codes.buyerNip, data: field(nip, nipBytes, dialect), answer: {dataBytes: 0, zeroIsYes: true}};
}

const paymentNameLength = 13;
/** Printed as they are; without Polish letters, as the one program that was seen to print them sends them. */
const paymentNames: Readonly<Record<TenderKind, string>> = {
	cash: 'GOTOWKA',
	card: 'KARTA',
	voucher: 'BON',
	transfer: 'PRZELEW',
};

/** By kind, in the order in which they came; the printer takes four, which is all there are. */
function paymentsOf({tenders}: Slip): readonly (readonly [TenderKind, number])[] {
	const sums = new Map<TenderKind, number>();
	for (const {kind, amountGrosze} of tenders) sums.set(kind, (sums.get(kind) ?? 0) + amountGrosze);
	return [...sums];
}

export const line = {systemNumber: 0x3c, cashier: 0x35} as const;
const lineLength = 24;

function textLine(kind: number, text: string, {codePage}: Dialect): Command {
	return {code: codes.textLine, data: bytesOf(kind, encodeText(printable(text, lineLength, codePage), codePage))};
}

/** What goes between the last line of goods and the closing. */
export function endOfSlip(slip: Slip, dialect: Dialect): readonly Command[] {
	const {goodsGrosze, changeGrosze, cashierName} = slip;
	return [
		{code: codes.endOfItems, data: amount(goodsGrosze)},
		...paymentsOf(slip).map(([kind, grosze], index) => ({
			code: codes.payment,
			data: bytesOf(index + 1, field(paymentNames[kind], paymentNameLength, dialect), amount(grosze)),
		})),
		...(changeGrosze > 0 ? [{code: codes.change, data: amount(changeGrosze)}] : []),
		textLine(line.systemNumber, systemNumberOf(slip), dialect),
		textLine(line.cashier, cashierName, dialect),
	];
}

/** Why this printer could not print the slip whole; asked before anything is sent. */
export function whatCannotBeTold({deposits}: Slip): UntoldFault | undefined {
	if (deposits.length === 0) return undefined;
	return {
		code: 'packages',
		detail: 'no sequence is publicly known by which this printer prints packages and their deposits',
	};
}
