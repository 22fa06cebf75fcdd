/**
 * What the till means ⇄ commands of the Thermal protocol. Pure; the letters are the manufacturer's.
 *
 *   $h → $l… → deposits as $l with P → [$b…] → $e, $x or $y
 *
 *   $e   goods only, all in cash; the Novitus one also with payments that were sent before it
 *   $x   deposits, cards and vouchers, each sum for the printer to verify
 *   $y   every kind of payment and the number of the slip, in a form that no device has confirmed
 */
import type {TenderKind} from '../../domain/entry.ts';
import type {Quantity} from '../../domain/quantity.ts';
import {type Slip, type SlipDeposit, type SlipLine, systemNumberOf} from '../../domain/slip.ts';
import type {VatLetter} from '../../domain/vat.ts';
import type {CashMovement, UntoldFault} from '../fiscal-printer.ts';
import {printable} from '../printer-text.ts';

export interface Command {
	readonly parameters: readonly number[];
	readonly command: string;
	readonly text: string;
	/** How the answer begins, where it is not the usual word about a command. */
	readonly answer?: string;
	/** Goes without a check byte. */
	readonly unchecked?: boolean;
}

export type ThermalMaker = 'posnet' | 'novitus';

/** How this printer wants to be spoken to. */
export interface Dialect {
	readonly maker: ThermalMaker;
	readonly decimalSeparator: '.' | ',';
	/** `$e`: wherever it can tell the whole slip, and `$x` elsewhere. */
	readonly closing: '$e' | '$x' | '$y';
}

export const nameLength = 40;
const discountNameLength = 20;
const paymentNameLength = 16;

const customDiscountText = 16;
const charged = 6;
const returned = 10;

const line = (text: string) => `${text}\r`;
const field = (text: string) => `${text}/`;
const textOf = (text: string, lengthMax: number) => line(printable(text, lengthMax, 'mazovia'));

function amount(grosze: number, {decimalSeparator}: Dialect): string {
	if (grosze === 0) return field('0');
	const digits = String(grosze).padStart(3, '0');
	return field(`${digits.slice(0, -2)}${decimalSeparator}${digits.slice(-2)}`);
}

/** Pieces as they are, kilograms with three places: `2. szt`, `1.234 kg`. */
function quantityText(quantity: Quantity): string {
	if ('pieces' in quantity) return `${quantity.pieces}. szt`;
	const digits = String(quantity.weightGrams).padStart(4, '0');
	return `${digits.slice(0, -3)}.${digits.slice(-3)} kg`;
}

/** Errors are kept to itself and told at once after each command; the printer forgets that with its power. */
export const tellErrors: Command = {parameters: [3], command: '#e', text: ''};

/** On-line: each line is printed as it is received. The number of the slip is held, not printed. */
export function beginReceipt(slip: Slip, {maker}: Dialect): Command {
	const number = textOf(systemNumberOf(slip), 30);
	const {buyerNip} = slip;
	if (maker === 'novitus' && buyerNip !== undefined) {
		return {parameters: [0, 1, 0, 1, 1], command: '$h', text: `${number}${textOf(buyerNip, 10)}`};
	}
	return {parameters: [0, 1], command: '$h', text: number};
}

export function sellLine(sold: SlipLine, number: number, dialect: Dialect): Command {
	const {name, quantity, vat, priceGrosze, grossGrosze, discountGrosze, discountName} = sold;
	const goods = [
		textOf(name, nameLength),
		line(quantityText(quantity)),
		field(vat),
		amount(priceGrosze, dialect),
		amount(grossGrosze, dialect),
	].join('');
	if (discountGrosze === 0) return {parameters: [number], command: '$l', text: goods};
	const text = `${goods}${amount(discountGrosze, dialect)}`;
	if (discountName === undefined) return {parameters: [number, 1], command: '$l', text};
	const named = `${text}${textOf(discountName, discountNameLength)}`;
	return {parameters: [number, 1, customDiscountText], command: '$l', text: named};
}

/** A package charged, or taken back where its pieces are negative; it stands among the lines without a number. */
export function handlePackage(deposit: SlipDeposit, dialect: Dialect): Command {
	const {packageNumber, pieces, valueGrosze, totalGrosze} = deposit;
	const text = [
		line(String(packageNumber)),
		line(`${Math.abs(pieces)}. szt`),
		field('P'),
		amount(valueGrosze, dialect),
		amount(Math.abs(totalGrosze), dialect),
	].join('');
	return {parameters: [pieces < 0 ? returned : charged], command: '$l', text};
}

interface Payment {
	readonly type: number;
	/** Printed beside the kind, where that does not say it by itself. */
	readonly name: string;
}

/** The same numbers mean different things to the two makers; POSNET knows no transfer. */
const payments: Readonly<Record<ThermalMaker, Readonly<Record<TenderKind, Payment>>>> = {
	posnet: {
		cash: {type: 0, name: ''},
		card: {type: 1, name: 'Karta'},
		voucher: {type: 7, name: 'Voucher'},
		transfer: {type: 4, name: 'Przelew'},
	},
	novitus: {
		cash: {type: 0, name: ''},
		card: {type: 1, name: 'Karta'},
		voucher: {type: 10, name: 'Voucher'},
		transfer: {type: 8, name: 'Przelew'},
	},
};

function paidWith({tenders}: Slip, ...kinds: readonly TenderKind[]): number {
	return tenders.reduce((sum, {kind, amountGrosze}) => (kinds.includes(kind) ? sum + amountGrosze : sum), 0);
}

function isAllCash({tenders}: Slip): boolean {
	return tenders.every(({kind}) => kind === 'cash');
}

export function closingFamily(slip: Slip, {maker, closing}: Dialect): Dialect['closing'] {
	if (closing !== '$e') return closing;
	const tellsPayments = maker === 'novitus' || isAllCash(slip);
	return slip.deposits.length === 0 && tellsPayments ? '$e' : '$x';
}

/** Payments that go before the closing: `$x` has fields of its own, and cash alone needs none. */
function paymentsOf(slip: Slip, dialect: Dialect): readonly Command[] {
	const family = closingFamily(slip, dialect);
	if (family === '$x' || isAllCash(slip)) return [];
	const told = family === '$y' ? slip.tenders.filter(({kind}) => kind !== 'cash') : slip.tenders;
	return told.map(({kind, amountGrosze}) => {
		const {type, name} = payments[dialect.maker][kind];
		return {parameters: [1, type], command: '$b', text: `${amount(amountGrosze, dialect)}${line(name)}`};
	});
}

/** Why this printer could not print the slip whole; asked before anything is sent. */
export function whatCannotBeTold(slip: Slip, dialect: Dialect): UntoldFault | undefined {
	if (slip.buyerNip !== undefined && dialect.maker === 'posnet') {
		return {code: 'nip', detail: 'this printer has no place for the NIP of a buyer'};
	}
	if (closingFamily(slip, dialect) === '$x' && paidWith(slip, 'transfer') > 0) {
		return {code: 'payments', detail: 'this closing of a receipt knows no transfer'};
	}
	return undefined;
}

export interface SlipCommand extends Command {
	/** Which line of the slip it is, counted from 1. */
	readonly line?: number;
}

/** Everything before the closing, in the order the printer wants it: goods first, or it is no receipt. */
export function bodyOf(slip: Slip, dialect: Dialect): readonly SlipCommand[] {
	return [
		...slip.lines.map((sold, index) => ({...sellLine(sold, index + 1, dialect), line: index + 1})),
		...slip.deposits.map(deposit => handlePackage(deposit, dialect)),
		...paymentsOf(slip, dialect),
	];
}

export function closeReceipt(slip: Slip, dialect: Dialect): Command {
	switch (closingFamily(slip, dialect)) {
		case '$e':
			return closeShortly(slip, dialect);
		case '$x':
			return closeWithSums(slip, dialect);
		case '$y':
			return closeWithPayments(slip, dialect);
	}
}

/** One character of the till, two of the cashier. */
function deskCode({tillNumber, cashierName}: Slip): string {
	const plain = cashierName.replace(/[łŁ]/g, 'L').normalize('NFD');
	const initials = plain
		.split(/\s+/)
		.map(word => word.charAt(0))
		.join('');
	return `${tillNumber % 10}${initials
		.replace(/[^A-Za-z]/g, '')
		.slice(0, 2)
		.padStart(2, '0')}`;
}

const shortFooterLinesMax = 3;
const footerLinesMax = 5;
const footerLineLength = 40;

function closeShortly(slip: Slip, dialect: Dialect): Command {
	const {footerLines = [], goodsGrosze} = slip;
	const lines = footerLines.slice(0, shortFooterLinesMax).map(text => textOf(text, footerLineLength));
	// Payments that went before stand for themselves.
	const paid = isAllCash(slip) ? paidWith(slip, 'cash') : 0;
	const text = [line(deskCode(slip)), ...lines, amount(paid, dialect), amount(goodsGrosze, dialect)].join('');
	if (dialect.maker === 'novitus') {
		return {parameters: [1, 0, lines.length, 1, 1, 1], command: '$e', text: `${text}${amount(0, dialect)}`};
	}
	return {parameters: lines.length === 0 ? [1, 0] : [1, 0, lines.length, 0], command: '$e', text};
}

interface Handled {
	readonly charged: number;
	readonly returned: number;
}

function handledIn({deposits}: Slip): Handled {
	const sumOf = (sums: readonly number[]) => sums.reduce((sum, each) => sum + Math.max(0, each), 0);
	const totals = deposits.map(({totalGrosze}) => totalGrosze);
	return {charged: sumOf(totals), returned: sumOf(totals.map(total => -total))};
}

/**
 * The manual's text counts the lines for the footer by the first parameter, its syntax always has five: none at all
 * (as in its sample) or five of them are right by both.
 */
function closeWithSums(slip: Slip, dialect: Dialect): Command {
	const {footerLines = []} = slip;
	const lines =
		footerLines.length === 0
			? []
			: Array.from({length: footerLinesMax}, (_, index) => textOf(footerLines[index] ?? '', footerLineLength));
	const handled = handledIn(slip);
	const [cash, card, voucher] = [paidWith(slip, 'cash'), paidWith(slip, 'card'), paidWith(slip, 'voucher')];
	const flag = (sum: number) => (sum > 0 ? 1 : 0);
	const names = [card > 0 ? payments[dialect.maker].card.name : '', '', voucher > 0 ? 'Voucher' : ''];
	const sums = [slip.goodsGrosze, 0, cash, card, 0, voucher, handled.charged, handled.returned, slip.changeGrosze];
	return {
		parameters: [lines.length, 0, 0, 0, flag(cash), flag(card), 0, flag(voucher), 1, 1, flag(slip.changeGrosze)],
		command: '$x',
		text: [line(deskCode(slip)), ...lines, ...names.map(line), ...sums.map(sum => amount(sum, dialect))].join(''),
	};
}

/** Cash stands by itself; packages were sent before, so that the printer adds them up. */
function closeWithPayments(slip: Slip, dialect: Dialect): Command {
	const {tenders, goodsGrosze, depositsGrosze, changeGrosze} = slip;
	const cash = paidWith(slip, 'cash');
	const others = tenders
		.filter(({kind}) => kind !== 'cash')
		.map(tender => ({...tender, ...payments[dialect.maker][tender.kind]}));
	const owed = goodsGrosze + depositsGrosze - others.reduce((sum, {amountGrosze}) => sum + amountGrosze, 0);
	const text = [
		textOf(String(slip.tillNumber), 8),
		textOf(slip.cashierName, 16),
		textOf(systemNumberOf(slip), 30),
		...others.map(({name}) => textOf(name, paymentNameLength)),
		line(''),
		amount(goodsGrosze, dialect),
		amount(Math.abs(owed), dialect),
		amount(0, dialect),
		amount(cash, dialect),
		...others.map(({amountGrosze}) => amount(amountGrosze, dialect)),
		amount(changeGrosze, dialect),
	].join('');
	return {
		parameters: [
			0,
			0,
			0,
			owed < 0 ? 1 : 0,
			0,
			0,
			0,
			1,
			others.length,
			changeGrosze > 0 ? 1 : 0,
			cash > 0 ? 1 : 0,
			...others.map(({type}) => type),
			0,
		],
		command: '$y',
		text,
	};
}

export const cancelReceipt: Command = {parameters: [0], command: '$e', text: ''};
export const kickDrawer: Command = {parameters: [1], command: '$d', text: '', unchecked: true};

/** With the day given, no key on the printer has to be pressed. `businessDay` is `YYYY-MM-DD`. */
export function reportDay(businessDay: string): Command {
	const [year = 0, month = 0, day = 0] = businessDay.split('-').map(Number);
	return {parameters: [1, year % 100, month, day], command: '#r', text: ''};
}

export function moveCash({direction, amountGrosze}: CashMovement, dialect: Dialect): Command {
	return {parameters: [0], command: direction === 'in' ? '#i' : '#d', text: amount(amountGrosze, dialect)};
}

export function askWhetherSold(name: string, vat: VatLetter): Command {
	const text = `${textOf(name, nameLength)}${field(vat)}`;
	return {parameters: [], command: '$g', text, answer: '1$G'};
}

function question(parameters: readonly number[], command: string, answer: string): Command {
	return {parameters, command, text: '', answer, unchecked: command !== '#s'};
}

export const readState = question([23], '#s', '2#X');
export const readDayRecord = question([28], '#s', '10#X');
export const readDocumentNumber = question([50], '#s', '50#X');
export const readClock = question([0], '#c', '1#C');
export const readVersion = question([], '#v', '1#R');
export const readLastError = question([], '#n', '1#E');
