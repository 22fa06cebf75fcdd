/**
 * What the till means ⇄ the JSON of NoviAPI requests. Pure; names of fields are the manufacturer's.
 *
 * A slip is one request, stored by the printer as a whole: nothing of it is printed before it is confirmed.
 */
import type {Tender, TenderKind} from '../../domain/entry.ts';
import type {Grosze} from '../../domain/money.ts';
import type {Quantity} from '../../domain/quantity.ts';
import {type Slip, type SlipDeposit, type SlipLine, systemNumberOf} from '../../domain/slip.ts';
import {printable} from '../printer-text.ts';

export type Endpoint = 'receipt' | 'daily_report' | 'status' | 'direct_io';

/** What is sent to an endpoint to be stored. */
export interface RequestDraft {
	readonly endpoint: Endpoint;
	readonly body: Readonly<Record<string, unknown>>;
}

export const nameLength = 60;
/** On paper of 57 mm. */
const footerLength = 44;

/** The manufacturer's text says that the total includes deposits, his example leaves them out. */
export type TotalForm = 'goods' | 'goods-and-deposits';

export function receiptOf(slip: Slip, totalForm: TotalForm): RequestDraft {
	const {footerLines = []} = slip;
	const total = totalForm === 'goods' ? slip.goodsGrosze : slip.dueGrosze;
	const paid = slip.tenders.reduce((sum, {amountGrosze}) => sum + amountGrosze, 0);
	return {
		endpoint: 'receipt',
		body: {
			receipt: {
				items: [...slip.lines.map(articleOf), ...slip.deposits.map(containerOf)],
				payments: slip.tenders.map(paymentOf),
				summary: {
					total: money(total),
					pay_in: money(paid),
					...(slip.changeGrosze > 0 && {change: money(slip.changeGrosze)}),
				},
				...(footerLines.length > 0 && {printout_lines: footerLines.map(footerLineOf)}),
				...(slip.buyerNip !== undefined && {buyer: {nip: slip.buyerNip}}),
				system_info: {
					...textField('cashier_name', slip.cashierName, 32),
					cash_number: String(slip.tillNumber),
					// As bars, so that a slip that comes back is found by scanning it.
					system_number: {print_as: 'barcode', value: printable(systemNumberOf(slip), 30)},
				},
			},
		},
	};
}

function articleOf(line: SlipLine) {
	const discounted = line.discountGrosze > 0;
	return {
		article: {
			name: printable(line.name, nameLength),
			ptu: line.vat,
			quantity: quantityText(line.quantity),
			price: money(line.priceGrosze),
			value: money(line.grossGrosze),
			unit: line.unit,
			...(discounted && {discount_markup: discountOf(line)}),
		},
	};
}

function discountOf({discountName = '', discountGrosze}: SlipLine) {
	return {type: 'value_discount', ...textField('name', discountName, 20), value: money(discountGrosze)};
}

/** A package charged, or taken back where its pieces are negative; its value is that of all pieces. */
function containerOf(deposit: SlipDeposit) {
	const container = {
		...textField('name', deposit.name, nameLength),
		number: deposit.packageNumber,
		quantity: String(Math.abs(deposit.pieces)),
		value: money(Math.abs(deposit.totalGrosze)),
	};
	return deposit.pieces < 0 ? {container_return: container} : {container};
}

const tenderNames: Readonly<Record<Exclude<TenderKind, 'cash'>, string>> = {
	card: 'Karta',
	voucher: 'Voucher',
	transfer: 'Przelew',
};

function paymentOf({kind, amountGrosze}: Tender) {
	const value = money(amountGrosze);
	return kind === 'cash' ? {cash: {value}} : {[kind]: {name: tenderNames[kind], value}};
}

function footerLineOf(line: string) {
	const text = printable(line, footerLength);
	return text === '' ? {special_line: {type: 'emptyline'}} : {textline: {text, masked: false}};
}

/** Fields of no length are refused, so what is empty is left out. */
function textField(name: string, text: string, lengthMax: number): Readonly<Record<string, string>> {
	const printed = printable(text, lengthMax);
	return printed === '' ? {} : {[name]: printed};
}

/** `12.34` */
function money(amount: Grosze | number): string {
	const digits = String(amount).padStart(3, '0');
	return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Pieces as they are, kilograms with three places: `2`, `1.234`. */
function quantityText(quantity: Quantity): string {
	if ('pieces' in quantity) return String(quantity.pieces);
	const digits = String(quantity.weightGrams).padStart(4, '0');
	return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

/** With the day given, no key on the printer has to be pressed. */
export function reportOf(businessDay: string): RequestDraft {
	const [year, month, day] = businessDay.split('-');
	return {endpoint: 'daily_report', body: {daily_report: {date: `${day}/${month}/${year}`}}};
}

export function statusOf(type: 'device' | 'fiscal_memory' | 'protected_memory'): RequestDraft {
	return {endpoint: 'status', body: {status: {type}}};
}

export function passOn(packet: Uint8Array): RequestDraft {
	return {endpoint: 'direct_io', body: {direct_io: {nov_cmd: {base64: Buffer.from(packet).toString('base64')}}}};
}
