/** How the simulated printer checks a line and a package, in the device's own order. */
import {vatLetters} from '../../../domain/vat.ts';
import {isWhole, lineValue, percentDiscount} from '../../simulated/arithmetic.ts';
import {climbs} from '../../simulated/goods.ts';
import {receiptTitle, soldLines} from '../../simulated/printout.ts';
import type {OpenReceipt, SoldLine} from '../../simulated/receipt.ts';
import {beginPrintout} from '../../simulated/register.ts';
import {type Desk, done, wrongCount, wrongParameter} from './desk.ts';
import {type FieldReader, quantityField} from './fields.ts';

const lineMax = 255;
const valueMax = 99_999_999n;
const packageNumberMax = 9999;
const noDiscount = 0;
const byAmount = 1;
const byPercent = 2;
const customText = 16;
const charged = 6;
const returned = 10;

/** `$l`: goods, or packages where a P stands for the rate. */
export function sell(desk: Desk, parameters: readonly number[], fields: FieldReader): number {
	const {receipt} = desk.register;
	if (parameters.length === 0 || parameters.length > 4) return wrongCount;
	if (receipt === undefined) return 21;
	const name = fields.text(40);
	const quantity = fields.text(16);
	const letter = fields.word();
	if (receipt.payments.length > 0) return 91;
	if (letter === 'P') return handle(desk, receipt, {number: name, quantity, kind: parameters[0]}, fields);
	if (receipt.lines.length === 0 && receipt.packages.length > 0) return 90;
	const line = lineIn(desk, {name, quantity, letter, parameters}, fields);
	if (typeof line === 'number') return line;
	// Zero takes an earlier line back, which is not modelled.
	if (parameters[0] === 0) return 22;
	if (parameters[0] !== receipt.lines.length + 1 || receipt.lines.length >= lineMax) return wrongParameter;
	beginIfDue(desk);
	desk.register.receipt = {...receipt, lines: [...receipt.lines, line]};
	desk.register.paper.print(soldLines(line));
	return done;
}

interface Offer {
	readonly name: string | undefined;
	readonly quantity: string | undefined;
	readonly letter: string | undefined;
	readonly parameters: readonly number[];
}

function lineIn({register}: Desk, offer: Offer, fields: FieldReader): SoldLine | number {
	const {vat} = register.settings;
	const {name, parameters} = offer;
	if (name === undefined || name.trim() === '') return 16;
	const amount = quantityField(offer.quantity ?? '');
	if (amount === undefined || amount.quantity <= 0n) return 17;
	const letter = vatLetters.find(each => each === offer.letter);
	if (letter === undefined || vat[letter] === 'inactive') return 18;
	if (climbs(register.memory.state.goods, {name, letter}, vat)) return 18;
	const price = fields.amount();
	if (price === undefined || price <= 0n || price > valueMax) return 19;
	const value = lineValue(price, amount.quantity);
	if (fields.amount() !== value || value <= 0n) return 20;
	if (value > valueMax) return 94;
	const discount = discountIn(value, parameters, fields);
	if (typeof discount === 'number') return discount;
	return {name, letter, unit: amount.unit, quantity: amount.quantity, price, value, ...discount};
}

type Discount = Pick<SoldLine, 'discount' | 'discountName'>;

/** Surcharges are not modelled. */
function discountIn(
	value: bigint,
	[, kind = noDiscount, text]: readonly number[],
	fields: FieldReader,
): Discount | number {
	if (kind === noDiscount) return fields.isAtEnd ? {discount: 0n, discountName: ''} : wrongParameter;
	if (kind !== byAmount && kind !== byPercent) return wrongParameter;
	const told = fields.amount();
	if (told === undefined) return 20;
	const discount = kind === byAmount ? told : percentDiscount(value, told, 2);
	if (discount <= 0n || discount > value) return 20;
	const discountName = text === customText ? fields.text(20) : '';
	if (discountName === undefined || !fields.isAtEnd) return wrongParameter;
	return {discount, discountName};
}

interface Handed {
	readonly number: string | undefined;
	readonly quantity: string | undefined;
	readonly kind: number | undefined;
}

/** Taking a package's line back is not modelled. */
function handle(desk: Desk, receipt: OpenReceipt, {number, quantity, kind}: Handed, fields: FieldReader): number {
	if (kind !== charged && kind !== returned) return 22;
	if (number === undefined || !/^\d{0,4}$/.test(number) || Number(number) > packageNumberMax) return wrongParameter;
	const pieces = quantityField(quantity ?? '');
	if (pieces === undefined || pieces.quantity <= 0n || !isWhole(pieces.quantity)) return 17;
	const price = fields.amount();
	const value = fields.amount();
	if (price === undefined || price <= 0n || value !== lineValue(price, pieces.quantity)) return 19;
	beginIfDue(desk);
	const each = {number, name: '', returned: kind === returned, quantity: pieces.quantity, price, value};
	desk.register.receipt = {...receipt, packages: [...receipt.packages, each]};
	return done;
}

/** The header is printed with the first thing that stands under it. */
function beginIfDue(desk: Desk): void {
	if (!desk.headerDue) return;
	desk.headerDue = false;
	beginPrintout(desk.register, 'receipt');
	desk.register.paper.print(receiptTitle());
}
