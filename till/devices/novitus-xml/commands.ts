/**
 * What the till means ⇄ commands of the Novitus XML protocol. Pure; names of attributes are the manufacturer's.
 *
 *   receipt begin → item… → container… → payment… → receipt close
 *
 * One command goes into one packet: the printer tells the error of the last command only, so a refused line would not
 * be named if another stood after it, and no packet comes near the printer's buffer however long the slip is. The
 * system number goes out with the closing, and so do the buyer's NIP and the lines for the footer; nothing is owed
 * after it.
 */
import type {Tender, TenderKind} from '../../domain/entry.ts';
import type {Quantity} from '../../domain/quantity.ts';
import {type Slip, type SlipDeposit, type SlipLine, systemNumberOf} from '../../domain/slip.ts';
import type {CashMovement} from '../fiscal-printer.ts';
import {printable} from '../printer-text.ts';
import {element, type XmlElement} from './xml.ts';

export const nameLength = 40;

export const reportSilently = element('error', {action: 'set', value: 'silent'});
export const beginReceipt = element('receipt', {action: 'begin', mode: 'online', pharmaceutical: 'no'});
export const cancelReceipt = element('receipt', {action: 'cancel'});
export const kickDrawer = element('control', {action: 'drawer'});

export function sellLine(line: SlipLine): XmlElement {
	const attributes = {
		name: printable(line.name, nameLength),
		quantity: quantityText(line.quantity),
		quantityunit: line.unit,
		ptu: line.vat,
		price: amountText(line.priceGrosze),
		total: amountText(line.grossGrosze),
		plu: '',
		description: '',
		action: 'sale',
	};
	return element('item', attributes, line.discountGrosze > 0 ? [discount(line)] : []);
}

/** With a name the printer ignores its own list of descriptions; 0 is none of them. */
function discount({discountName = '', discountGrosze}: SlipLine): XmlElement {
	const name = printable(discountName, 25);
	return element('discount', {value: amountText(discountGrosze), name, descid: 0, action: 'discount'});
}

/** `2`, `1.234` */
function quantityText(quantity: Quantity): string {
	if ('pieces' in quantity) return String(quantity.pieces);
	const digits = String(quantity.weightGrams).padStart(4, '0');
	return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

/** Of an amount that is not negative. */
function amountText(amountGrosze: number): string {
	const digits = String(amountGrosze).padStart(3, '0');
	return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A package charged, or taken back where its pieces are negative. The printer knows neither numbers nor names of them. */
export function handlePackage(deposit: SlipDeposit): XmlElement {
	return element('container', {
		action: 'sale',
		price: amountText(deposit.valueGrosze),
		type: deposit.pieces < 0 ? 'in' : 'out',
		quantity: Math.abs(deposit.pieces),
	});
}

/** `voucher` prints "Bon", as the till calls it; `bon` would print "Voucher". */
const tenderTypes: Readonly<Record<TenderKind, {readonly type: string; readonly name: string}>> = {
	cash: {type: 'cash', name: 'Gotówka'},
	card: {type: 'card', name: 'Karta'},
	voucher: {type: 'voucher', name: 'Bon'},
	transfer: {type: 'transfer', name: 'Przelew'},
};

/** The change is the printer's to work out. */
export function pay({kind, amountGrosze}: Tender): XmlElement {
	const {type, name} = tenderTypes[kind];
	return element('payment', {type, action: 'add', value: amountText(amountGrosze), mode: 'payment', name});
}

/** Everything between the beginning and the end of a slip, in the order the printer wants it. */
export function bodyOf(slip: Slip): readonly XmlElement[] {
	return [...slip.lines.map(sellLine), ...slip.deposits.map(handlePackage), ...slip.tenders.map(pay)];
}

/** The total is of the goods alone, for the printer to verify. */
export function closeReceipt(slip: Slip): XmlElement {
	const attributes = {
		systemno: systemNumberOf(slip),
		checkout: printable(String(slip.tillNumber), 8),
		cashier: printable(slip.cashierName, 32),
		total: amountText(slip.goodsGrosze),
		...(slip.buyerNip !== undefined && {nip: slip.buyerNip}),
	};
	return element('receipt', {action: 'close', ...attributes}, footerOf(slip));
}

/** Even if they were nothing but entities, so many fit the packet of the closing. */
const footerLinesMax = 15;
/** A free line without a word of the printer's before it. */
const freeLine = 25;

function footerOf({footerLines = []}: Slip): readonly XmlElement[] {
	return footerLines
		.slice(0, footerLinesMax)
		.map(line => element('additional', {type: 'line', id: freeLine, value: printable(line, 40)}));
}

/** With the day given, no key on the printer has to be pressed. */
export function reportDay(businessDay: string): XmlElement {
	const [year = '', month = '', day = ''] = businessDay.split('-');
	return element('report', {type: 'daily', date: `${day}-${month}-${year}`});
}

export function moveCash({direction, amountGrosze}: CashMovement): XmlElement {
	return element('cash', {action: direction === 'in' ? 'payin' : 'payout', value: amountText(amountGrosze)});
}

/** How the printer is; told at once, also while it waits for paper. */
export const askMechanism = element('dle');
/** What became of the last command, and whether a transaction is open. */
export const askLogic = element('enq');
export const readError = element('error', {action: 'get', value: ''});

export const readCheckout = element('info', {
	action: 'checkout',
	type: 'receipt',
	lasterror: '?',
	isfiscal: '?',
	receiptopen: '?',
	lastreceipterror: '?',
	resetcount: '?',
	date: '?',
	receiptcount: '?',
	cash: '?',
	uniqueno: '?',
	lastreceipt: '?',
	lastinvoice: '?',
	lastprintout: '?',
});
export const readLastTransaction = element('info', {action: 'lasttransaction'});
export const readFiscalMemory = element('info', {action: 'fiscalmemory'});
export const readClock = element('info', {action: 'date', version: '', date: ''});
export const readDevice = element('deviceinfo', {action: 'general'});
export const readPaper = element('deviceinfo', {action: 'printoutinfo'});
export const readRates = element('taxrates', {action: 'get'});
