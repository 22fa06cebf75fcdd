/** The commands that make a receipt, as the simulated printer obeys them. */
import {vatLetters} from '../../../domain/vat.ts';
import {totalOf} from '../../simulated/fiscal-memory.ts';
import {climbs} from '../../simulated/goods.ts';
import {receiptDiscountLines, receiptTitle, soldLines} from '../../simulated/printout.ts';
import {amountsOf, emptyReceipt, type OpenReceipt} from '../../simulated/receipt.ts';
import {beginPrintout, completeReceipt, finishReceipt, type Register} from '../../simulated/register.ts';
import {checkClosing, checkLine, checkPackage, type Offer} from './checks.ts';
import {type Desk, type DeskAnswer, type DeskCommand, doneAnswer} from './desk.ts';
import type {Fields} from './fields.ts';

const linesMax = 500;
const one = 100_000_000n;

/** The receipt while lines may still be added. */
function receiptOfLines({receipt}: Register): OpenReceipt | number {
	if (receipt === undefined) return 2005;
	const isSettling = receipt.payments.length > 0 || receipt.discounts.length > 0;
	return receipt.footerPending || isSettling ? 2060 : receipt;
}

function sell(desk: Desk, fields: Fields): DeskAnswer {
	const {register} = desk;
	const receipt = receiptOfLines(register);
	if (typeof receipt === 'number') return {error: receipt};
	if (fields.flag('st')) return {error: 1990};
	if (fields.flag('rd') === false) return {error: 2600};
	const line = checkLine(offerIn(desk, fields));
	if (typeof line === 'number') return {error: line};
	if (climbs(register.memory.state.goods, line, register.settings.vat)) return {error: 2106};
	if (receipt.lines.length >= linesMax) return {error: 2052};
	register.receipt = {...receipt, lines: [...receipt.lines, line]};
	register.paper.print(soldLines(line));
	return doneAnswer;
}

function offerIn({register: {settings}, discountMethod}: Desk, fields: Fields): Offer {
	const letter = vatLetters[fields.count('vt') ?? -1];
	const amount = fields.amount('rw');
	const percentHundredths = fields.amount('rp');
	const discounted = amount !== undefined || percentHundredths !== undefined;
	const discount = {
		name: fields.text('rn') ?? '',
		...(amount !== undefined && {amount}),
		...(percentHundredths !== undefined && {percentHundredths}),
	};
	return {
		name: fields.text('na') ?? '',
		letter: letter !== undefined && settings.vat[letter] !== 'inactive' ? letter : undefined,
		unit: fields.text('jm') ?? '',
		quantity: fields.quantity('il') ?? one,
		price: fields.amount('pr') ?? 0n,
		value: fields.amount('wa'),
		...(discounted && {discount}),
		discountMethod,
	};
}

function handle({register}: Desk, fields: Fields): DeskAnswer {
	const receipt = receiptOfLines(register);
	if (typeof receipt === 'number') return {error: receipt};
	const each = checkPackage({
		number: fields.text('na') ?? '',
		name: fields.text('de') ?? '',
		returned: fields.flag('ne') ?? false,
		quantity: fields.quantity('il') ?? one,
		price: fields.amount('pr') ?? 0n,
		value: fields.amount('wa'),
	});
	if (typeof each === 'number') return {error: each};
	register.receipt = {...receipt, packages: [...receipt.packages, each]};
	return doneAnswer;
}

/** Off the whole receipt, packages excepted. */
function discountAll({register, discountMethod}: Desk, fields: Fields): DeskAnswer {
	const {receipt} = register;
	if (receipt === undefined) return {error: 2005};
	if (receipt.footerPending || receipt.payments.length > 0 || receipt.lines.length === 0) return {error: 2060};
	if (fields.flag('rd') === false) return {error: 2600};
	const amount = fields.amount('rw');
	const percentHundredths = fields.amount('rp');
	const goods = goodsOf(receipt);
	if (percentHundredths === undefined && (amount === undefined || amount > goods)) return {error: 2801};
	const discount =
		percentHundredths === undefined ? {amount: amount ?? 0n} : {percentHundredths, method: discountMethod};
	const discounted = {...receipt, discounts: [...receipt.discounts, discount]};
	const taken = goods - goodsOf(discounted);
	if (taken <= 0n || (amount !== undefined && amount !== taken)) return {error: 2801};
	register.receipt = discounted;
	register.paper.print(receiptDiscountLines(fields.text('na') ?? '', taken));
	return doneAnswer;
}

function goodsOf(receipt: OpenReceipt): bigint {
	return BigInt(totalOf(amountsOf(receipt).gross));
}

const paymentNames: Readonly<Record<number, string>> = {
	0: 'GOTÓWKA',
	2: 'KARTA',
	3: 'CZEK',
	4: 'BON',
	5: 'KREDYT',
	6: 'INNA',
	7: 'VOUCHER',
	8: 'PRZELEW',
};

function pay({receipt}: Register, fields: Fields): OpenReceipt | number {
	if (receipt === undefined) return 2005;
	if (receipt.footerPending || receipt.lines.length + receipt.packages.length === 0) return 2060;
	const name = paymentNames[fields.count('ty') ?? -1];
	const value = Number(fields.amount('wa') ?? 0n);
	if (name === undefined || value <= 0) return 2063;
	if (fields.flag('re') !== true) return {...receipt, payments: [...receipt.payments, {name, value}]};
	return receipt.change > 0 ? 2094 : {...receipt, change: value};
}

function close({register}: Desk, fields: Fields): DeskAnswer {
	const {receipt} = register;
	if (receipt === undefined) return {error: 2005};
	if (receipt.footerPending) return {error: 2060};
	const amounts = checkClosing(receipt, {
		goods: numberOf(fields.amount('to')),
		packagesCharged: numberOf(fields.amount('op')),
		packagesReturned: numberOf(fields.amount('om')),
		paid: numberOf(fields.amount('fp')),
		change: numberOf(fields.amount('re')),
	});
	if (typeof amounts === 'number') return {error: amounts};
	completeReceipt(register, receipt, amounts);
	if (fields.flag('fe') === false) register.receipt = {...receipt, footerPending: true};
	else finishReceipt(register);
	return doneAnswer;
}

function numberOf(amount: bigint | undefined): number | undefined {
	return amount === undefined ? undefined : Number(amount);
}

const amountField = {is: 'amount'} as const;

export const receiptCommands: Readonly<Record<string, DeskCommand>> = {
	trinit: {
		needs: [],
		fields: {bm: {is: 'flag'}},
		prints: true,
		run({register}) {
			if (register.receipt !== undefined) return {error: 2038};
			register.receipt = emptyReceipt;
			beginPrintout(register, 'receipt');
			register.paper.print(receiptTitle());
			return doneAnswer;
		},
	},
	trline: {
		needs: ['na', 'vt', 'pr'],
		fields: {
			na: {is: 'text', lengthMax: 80},
			vt: {is: 'count'},
			pr: amountField,
			il: {is: 'quantity'},
			wa: amountField,
			jm: {is: 'text', lengthMax: 4},
			rd: {is: 'flag'},
			st: {is: 'flag'},
			rn: {is: 'text', lengthMax: 25},
			rp: amountField,
			rw: amountField,
		},
		prints: true,
		run: sell,
	},
	trdiscntbill: {
		needs: [],
		fields: {na: {is: 'text', lengthMax: 25}, rd: {is: 'flag'}, rp: amountField, rw: amountField},
		prints: true,
		run: discountAll,
	},
	trpack: {
		needs: ['na', 'pr'],
		fields: {
			na: {is: 'text', lengthMax: 11},
			ne: {is: 'flag'},
			pr: amountField,
			il: {is: 'quantity'},
			wa: amountField,
			de: {is: 'text', lengthMax: 50},
		},
		prints: true,
		run: handle,
	},
	trnipset: {
		needs: ['ni'],
		fields: {ni: {is: 'text', lengthMax: 30}, dw: {is: 'flag'}, ds: {is: 'text', lengthMax: 56}},
		prints: false,
		run({register}, fields) {
			const {receipt} = register;
			if (receipt === undefined) return {error: 2005};
			const nip = fields.text('ni') ?? '';
			if (!/^\d{10}$/.test(nip)) return {error: 2096};
			register.receipt = {...receipt, nip};
			return doneAnswer;
		},
	},
	trpayment: {
		needs: ['ty', 'wa'],
		fields: {ty: {is: 'count'}, wa: amountField, na: {is: 'text', lengthMax: 25}, re: {is: 'flag'}},
		prints: true,
		run({register}, fields) {
			const receipt = pay(register, fields);
			if (typeof receipt === 'number') return {error: receipt};
			register.receipt = receipt;
			return doneAnswer;
		},
	},
	trend: {
		needs: [],
		fields: {to: amountField, op: amountField, om: amountField, fp: amountField, re: amountField, fe: {is: 'flag'}},
		prints: true,
		run: close,
	},
	trftrln: {
		needs: ['id', 'na'],
		fields: {id: {is: 'count'}, na: {is: 'text', lengthMax: 40}},
		prints: true,
		run({register}, fields) {
			if (!register.receipt?.footerPending) return {error: 2060};
			register.footerExtra = [...register.footerExtra, `${' '.repeat(15)}${fields.text('na') ?? ''}`];
			return doneAnswer;
		},
	},
	trftrend: {
		needs: [],
		fields: {},
		prints: true,
		run({register}) {
			if (!register.receipt?.footerPending) return {error: 2060};
			finishReceipt(register);
			return doneAnswer;
		},
	},
};
