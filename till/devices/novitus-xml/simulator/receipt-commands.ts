/**
 * The commands that make a receipt, as the simulated printer obeys them.
 *
 *   idle ──receipt begin──► items, packages ──payment──► payments ──receipt close──► idle
 *                                  └───────receipt cancel───┴──► idle
 *
 * Order of checks: state, then name, quantity, rate, price, value, discount. A refusal leaves the receipt as it was.
 */
import {type VatLetter, vatLetters} from '../../../domain/vat.ts';
import {lineValue, percentDiscount, quantityIn} from '../../simulated/arithmetic.ts';
import {totalOf} from '../../simulated/fiscal-memory.ts';
import {climbs} from '../../simulated/goods.ts';
import {receiptTitle, soldLines} from '../../simulated/printout.ts';
import {amountsOf, emptyReceipt, type OpenReceipt, type SoldLine} from '../../simulated/receipt.ts';
import {beginPrintout, cancelReceipt, completeReceipt, finishReceipt, type Register} from '../../simulated/register.ts';
import type {XmlElement} from '../xml.ts';
import {amountOf, attributeOf, type Desk, type DeskCommand, type ErrorNumber, noError} from './desk.ts';

const linesMax = 255;
const nameLengthMax = 40;

/** The receipt while lines may still be added. */
function receiptOfLines({receipt}: Register): OpenReceipt | ErrorNumber {
	if (receipt === undefined) return 21;
	return receipt.payments.length > 0 ? 82 : receipt;
}

function begin({register}: Desk): ErrorNumber {
	if (register.receipt !== undefined) return 1002;
	register.receipt = emptyReceipt;
	beginPrintout(register, 'receipt');
	register.paper.print(receiptTitle());
	return noError;
}

function sell({register}: Desk, item: XmlElement): ErrorNumber {
	const receipt = receiptOfLines(register);
	if (typeof receipt === 'number') return receipt;
	if ((attributeOf(item, 'action') ?? 'sale') !== 'sale') return 22;
	const line = lineIn(register, item);
	if (typeof line === 'number') return line;
	if (receipt.lines.length >= linesMax) return 23;
	register.receipt = {...receipt, lines: [...receipt.lines, line]};
	register.paper.print(soldLines(line));
	return noError;
}

function lineIn({settings, memory}: Register, item: XmlElement): SoldLine | ErrorNumber {
	const name = attributeOf(item, 'name') ?? '';
	if (name.trim() === '' || name.length > nameLengthMax) return 16;
	const quantity = quantityIn(attributeOf(item, 'quantity') ?? '');
	if (quantity === undefined || quantity <= 0n) return 17;
	const letter = vatLetters.find(each => each === attributeOf(item, 'ptu'));
	if (letter === undefined || settings.vat[letter] === 'inactive') return 18;
	if (climbs(memory.state.goods, {name, letter}, settings.vat)) return 18;
	const price = amountOf(attributeOf(item, 'price'));
	if (price === undefined || price === 0n) return 19;
	const value = lineValue(price, quantity);
	const told = attributeOf(item, 'total') ?? '';
	if (value === 0n || (told !== '' && amountOf(told) !== value)) return 20;
	return discounted({name, letter, unit: attributeOf(item, 'quantityunit') ?? '', quantity, price, value}, item);
}

function discounted(
	line: Omit<SoldLine, 'discount' | 'discountName'> & {readonly letter: VatLetter},
	{children}: XmlElement,
): SoldLine | ErrorNumber {
	const [asked, ...others] = children;
	if (asked === undefined) return {...line, discount: 0n, discountName: ''};
	if (asked.name !== 'discount' || others.length > 0) return 1023;
	if ((attributeOf(asked, 'action') ?? 'discount') !== 'discount') return 1115;
	const discount = taken(line.value, attributeOf(asked, 'value') ?? '');
	if (discount === undefined || discount === 0n || discount > line.value) return 1004;
	return {...line, discount, discountName: attributeOf(asked, 'name') ?? ''};
}

/** `10%` or `1.80` */
function taken(value: bigint, text: string): bigint | undefined {
	if (!text.endsWith('%')) return amountOf(text);
	const percent = amountOf(text.slice(0, -1));
	return percent === undefined || percent > 10_000n ? undefined : percentDiscount(value, percent, 2);
}

function handle({register}: Desk, container: XmlElement): ErrorNumber {
	const receipt = receiptOfLines(register);
	if (typeof receipt === 'number') return receipt;
	if ((attributeOf(container, 'action') ?? 'sale') !== 'sale') return 22;
	const type = (attributeOf(container, 'type') ?? 'out').toLowerCase();
	if (type !== 'out' && type !== 'in') return 4;
	const text = attributeOf(container, 'quantity') ?? '1';
	const quantity = /^\d{1,6}$/.test(text) ? quantityIn(text) : undefined;
	if (quantity === undefined || quantity === 0n) return 17;
	const price = amountOf(attributeOf(container, 'price'));
	if (price === undefined || price === 0n) return 83;
	const number = String(receipt.packages.length + 1);
	const each = {number, name: '', returned: type === 'in', quantity, price, value: lineValue(price, quantity)};
	register.receipt = {...receipt, packages: [...receipt.packages, each]};
	return noError;
}

/** As they are printed. */
const paymentNames: Readonly<Record<string, string>> = {
	cash: 'GOTÓWKA',
	card: 'KARTA',
	cheque: 'CZEK',
	voucher: 'BON',
	credit: 'KREDYT',
	transfer: 'PRZELEW',
	account: 'KONTO KLIENTA',
	mobile: 'MOBILNA',
	bon: 'VOUCHER',
};

function pay({register}: Desk, payment: XmlElement): ErrorNumber {
	const {receipt} = register;
	if (receipt === undefined) return 21;
	if (receipt.lines.length + receipt.packages.length === 0) return 1092;
	const type = attributeOf(payment, 'type') ?? '';
	const name = Object.hasOwn(paymentNames, type) ? paymentNames[type] : undefined;
	const isPlain = attributeOf(payment, 'action') === 'add' && (attributeOf(payment, 'mode') ?? 'payment') === 'payment';
	if (name === undefined || !isPlain || attributeOf(payment, 'rate') !== undefined) return 4;
	const value = amountOf(attributeOf(payment, 'value'));
	if (value === undefined || value === 0n) return 26;
	register.receipt = {...receipt, payments: [...receipt.payments, {name, value: Number(value)}]};
	return noError;
}

function close(desk: Desk, closing: XmlElement): ErrorNumber {
	const {register} = desk;
	const {receipt} = register;
	if (receipt === undefined) return 21;
	if (receipt.lines.length === 0) return 1092;
	const told = attributeOf(closing, 'total') ?? '';
	const goods = totalOf(amountsOf(receipt).gross);
	if (told !== '' && amountOf(told) !== BigInt(goods)) return 27;
	const nip = attributeOf(closing, 'nip')?.replaceAll('-', '');
	if (nip !== undefined && !/^\d{10}$/.test(nip)) return 1098;
	const extra = closing.children.map(lineUnderIt);
	const lines = extra.filter(line => line !== undefined);
	if (lines.length < extra.length) return 1023;
	const paid = settled(nip === undefined ? receipt : {...receipt, nip});
	register.footer = {
		cashier: attributeOf(closing, 'cashier') ?? '',
		till: attributeOf(closing, 'checkout') ?? '',
		systemNumber: attributeOf(closing, 'systemno') ?? '',
	};
	register.footerExtra = lines;
	completeReceipt(register, paid, amountsOf(paid));
	finishReceipt(register);
	desk.lastReceipt = paid;
	return noError;
}

function lineUnderIt(child: XmlElement): string | undefined {
	if (child.name !== 'additional' || (attributeOf(child, 'type') ?? 'line') !== 'line') return undefined;
	return attributeOf(child, 'value') ?? '';
}

/** What the payments leave is taken as cash; what they are too much is given back. */
function settled(receipt: OpenReceipt): OpenReceipt {
	const {gross, packagesCharged, packagesReturned, paid} = amountsOf(receipt);
	const left = totalOf(gross) + packagesCharged - packagesReturned - paid;
	if (left <= 0) return {...receipt, change: 0 - left};
	return {...receipt, payments: [...receipt.payments, {name: 'GOTÓWKA', value: left}]};
}

function cancel({register}: Desk): ErrorNumber {
	if (register.receipt === undefined) return 21;
	cancelReceipt(register, register.receipt);
	return noError;
}

export const receiptCommands: Readonly<Record<string, DeskCommand>> = {
	'receipt begin': {prints: true, run: begin},
	item: {prints: true, run: sell},
	container: {prints: true, run: handle},
	payment: {prints: true, run: pay},
	'receipt close': {prints: true, run: close},
	'receipt cancel': {prints: true, run: cancel},
};
