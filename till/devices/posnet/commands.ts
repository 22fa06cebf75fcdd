/**
 * What the till means ⇄ POSNET commands. Pure; names of fields are the manufacturer's.
 *
 *   ftrcfg                          cashier, till, system number for the footer of the next printout only
 *   trinit → trnipset → trline… → trpack… → trpayment… → trend [→ trftrln… → trftrend]
 *
 * The system number goes out before the receipt is begun. A footer sent after `trend` leaves the printer waiting for it
 * with the receipt fiscally closed, so only a slip with lines of its own for the footer has one.
 */
import type {Tender, TenderKind} from '../../domain/entry.ts';
import type {Grosze} from '../../domain/money.ts';
import type {Quantity} from '../../domain/quantity.ts';
import {type Slip, type SlipDeposit, type SlipLine, systemNumberOf} from '../../domain/slip.ts';
import {type VatLetter, vatLetters} from '../../domain/vat.ts';
import type {CashMovement} from '../fiscal-printer.ts';
import {type CodePage, printable, printableName} from '../printer-text.ts';
import type {Field} from './frame.ts';

/** The older models' length: names have it already when they come from the catalogue. */
export const nameLength = 40;

export interface Command {
	readonly mnemonic: string;
	readonly fields: readonly Field[];
}

function command(mnemonic: string, fields: Readonly<Record<string, string | number>> = {}): Command {
	return {mnemonic, fields: Object.entries(fields).map(([name, value]) => ({name, value: String(value)}))};
}

/** The system number as bars too, so that a slip that comes back is found by scanning it. */
export function configureFooter(slip: Slip, codePage: CodePage): Command {
	const systemNumber = printable(systemNumberOf(slip), 30, codePage);
	return command('ftrcfg', {
		ca: 0,
		cc: printable(slip.cashierName, 22, codePage),
		cn: String(slip.tillNumber).slice(0, 8),
		sn: systemNumber,
		bc: systemNumber,
	});
}

/** On-line: each line is printed as it is received. */
export const beginReceipt = command('trinit', {bm: 0});

export function sellLine(line: SlipLine, codePage: CodePage): Command {
	return command('trline', {
		na: printableName(line.name, nameLength, codePage),
		vt: vatLetters.indexOf(line.vat),
		pr: line.priceGrosze,
		il: quantityText(line.quantity),
		wa: line.grossGrosze,
		jm: line.unit,
		...(line.discountGrosze > 0 && discountFields(line, codePage)),
	});
}

function discountFields({discountName, discountGrosze}: SlipLine, codePage: CodePage): Record<string, string | number> {
	return {rd: 1, ...(discountName !== undefined && {rn: printable(discountName, 25, codePage)}), rw: discountGrosze};
}

/** Pieces as they are, kilograms with three places: `2`, `1.234`. */
function quantityText(quantity: Quantity): string {
	if ('pieces' in quantity) return String(quantity.pieces);
	const digits = String(quantity.weightGrams).padStart(4, '0');
	return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

/** A package charged, or taken back where its pieces are negative. */
export function handlePackage(deposit: SlipDeposit, codePage: CodePage): Command {
	return command('trpack', {
		na: deposit.packageNumber,
		ne: deposit.pieces < 0 ? 1 : 0,
		pr: deposit.valueGrosze,
		il: Math.abs(deposit.pieces),
		wa: Math.abs(deposit.totalGrosze),
		de: printable(deposit.name, 40, codePage),
	});
}

const tenderTypes: Readonly<Record<TenderKind, {readonly type: number; readonly name: string}>> = {
	cash: {type: 0, name: 'Gotówka'},
	card: {type: 2, name: 'Karta'},
	voucher: {type: 7, name: 'Voucher'},
	transfer: {type: 8, name: 'Przelew'},
};

export function pay(tender: Tender, codePage: CodePage): Command {
	const {type, name} = tenderTypes[tender.kind];
	return command('trpayment', {ty: type, wa: tender.amountGrosze, na: printable(name, 25, codePage), re: 0});
}

export function giveChange(amount: Grosze, codePage: CodePage): Command {
	return command('trpayment', {ty: 0, wa: amount, na: printable(tenderTypes.cash.name, 25, codePage), re: 1});
}

/** Printed with the footer, highlighted. */
function nameBuyer(nip: string): Command {
	return command('trnipset', {ni: nip, dw: 1});
}

/** Everything between the beginning and the end of a slip, in the order the printer wants it. */
export function bodyOf(slip: Slip, codePage: CodePage): readonly Command[] {
	return [
		...(slip.buyerNip === undefined ? [] : [nameBuyer(slip.buyerNip)]),
		...slip.lines.map(line => sellLine(line, codePage)),
		...slip.deposits.map(deposit => handlePackage(deposit, codePage)),
		...slip.tenders.map(tender => pay(tender, codePage)),
		...(slip.changeGrosze > 0 ? [giveChange(slip.changeGrosze, codePage)] : []),
	];
}

/** All sums are sent, so that the printer refuses where it reckons otherwise or lost a line. */
export function closeReceipt(slip: Slip): Command {
	let charged = 0;
	let returned = 0;
	let paid = 0;
	for (const {totalGrosze} of slip.deposits) {
		if (totalGrosze < 0) returned -= totalGrosze;
		else charged += totalGrosze;
	}
	for (const {amountGrosze} of slip.tenders) paid += amountGrosze;
	return command('trend', {
		to: slip.goodsGrosze,
		op: charged,
		om: returned,
		fp: paid,
		re: slip.changeGrosze,
		fe: hasFooter(slip) ? 0 : 1,
	});
}

function hasFooter({footerLines = []}: Slip): boolean {
	return footerLines.length > 0;
}

const footerLinesMax = 60;
/** A free line without a word of the printer's before it. */
const freeLine = 25;

/** What is still owed once the fiscal part is closed. */
export function footerOf(slip: Slip, codePage: CodePage): readonly Command[] {
	const {footerLines = []} = slip;
	if (!hasFooter(slip)) return [];
	const lines = footerLines.slice(0, footerLinesMax);
	return [...lines.map(line => command('trftrln', {id: freeLine, na: printable(line, 40, codePage)})), endFooter];
}

export const endFooter = command('trftrend');
export const cancelPrinting = command('prncancel');
export const kickDrawer = command('opendrwr');

/** With the day given, no key on the printer has to be pressed. */
export function reportDay(businessDay: string): Command {
	return command('dailyrep', {da: businessDay});
}

export function moveCash({direction, amountGrosze}: CashMovement): Command {
	return command('cash', {kw: amountGrosze, wp: direction === 'in' ? 1 : 0});
}

export function askWhetherLocked(name: string, vat: VatLetter, codePage: CodePage): Command {
	return command('dbchkplu', {vt: vatLetters.indexOf(vat), na: printableName(name, nameLength, codePage)});
}

export const readIdentity = command('getrealid');
export const readState = command('scomm');
export const readTransaction = command('strns');
export const readCounters = command('scnt');
export const readTotals = command('stot');
export const readFiscalMemory = command('sfsk');
export const readVat = command('vatget');
export const readClock = command('rtcget');

/** Answered at once, even while the printer waits for a person. */
export const askDevice = command('!sdev');
export const askMechanism = command('!sprn');

/** Asks for the stored answer to the command that carried the same token. */
export const repeatAnswer = command('rpt');
