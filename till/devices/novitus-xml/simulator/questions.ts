/** What only asks, as the simulated printer answers it. */
import {type VatRate, vatLetters} from '../../../domain/vat.ts';
import {quantityText, taxInside} from '../../simulated/arithmetic.ts';
import {type FiscalRecord, totalOf} from '../../simulated/fiscal-memory.ts';
import {amountsOf, type OpenReceipt} from '../../simulated/receipt.ts';
import type {Register} from '../../simulated/register.ts';
import {element, textElement, type XmlElement} from '../xml.ts';
import {amountText, type Desk, type DeskQuestion, dayText, yesOrNo} from './desk.ts';

function activeLetters({settings}: Register) {
	return vatLetters.filter(letter => settings.vat[letter] !== 'inactive');
}

function ptu(name: string, text: string): XmlElement {
	return textElement('ptu', {name}, text);
}

function rateText(rate: VatRate): string {
	return typeof rate === 'number' ? `${amountText(rate)}%` : 'free';
}

/** The last transaction that is none of the day's reports. */
function lastRecord({memory}: Register): FiscalRecord | undefined {
	return memory.state.records.findLast(({kind}) => kind !== 'report');
}

export function wasLastTransactionCorrect(register: Register): boolean {
	return register.receipt === undefined && lastRecord(register)?.kind === 'receipt';
}

function checkout({register}: Desk, question: XmlElement, lastError: number): XmlElement {
	const {state} = register.memory;
	const attributes = {
		action: 'checkout',
		type: question.attributes['type'] ?? 'receipt',
		lasterror: lastError,
		isfiscal: 'yes',
		receiptopen: yesOrNo(register.receipt !== undefined),
		lastreceipterror: yesOrNo(lastRecord(register)?.kind === 'cancelled'),
		resetcount: state.memoryClearCount,
		date: dayText(register.settings.wallTime().day),
		receiptcount: state.completedCount,
		cash: amountText(state.cashGrosze),
		uniqueno: state.uniqueNumber,
		lastreceipt: state.lastReceiptNumber,
		lastinvoice: 0,
		lastprintout: state.documentCount,
	};
	const totals = activeLetters(register).map(letter => ptu(letter, amountText(state.dayGross[letter] ?? 0)));
	return element('info', attributes, totals);
}

function lastTransaction({register, lastReceipt}: Desk): XmlElement {
	const {receipt, memory} = register;
	if (receipt !== undefined) {
		const total = amountText(totalOf(amountsOf(receipt).gross));
		const head = {total, type: 'receipt', state: 'open', number: memory.state.lastReceiptNumber + 1, systemno: ''};
		return element('info', {action: 'lasttransaction', ...head}, contentOf(receipt));
	}
	const last = lastRecord(register);
	if (last === undefined) return element('info', {action: 'lasttransaction', type: 'none'});
	const attributes = {
		action: 'lasttransaction',
		total: amountText(totalOf(last.gross)),
		type: 'receipt',
		state: last.kind === 'receipt' ? 'close' : 'canceled',
		number: last.number,
		date: `${dayText(last.at.slice(0, 10))} ${last.at.slice(11, 16)}`,
		printoutno: memory.state.documentCount,
		systemno: last.systemNumber,
		rest: amountText(last.change),
	};
	const content = last.kind === 'receipt' && lastReceipt !== undefined ? contentOf(lastReceipt) : [];
	return element('info', attributes, content);
}

function contentOf({lines, packages, payments}: OpenReceipt): readonly XmlElement[] {
	return [
		...lines.map(({name, quantity, letter, price, value, discount}) =>
			element('item', {
				name,
				quantity: quantityText(quantity).replace(',', '.'),
				ptu: letter,
				price: amountText(price),
				total: amountText(value),
				totalafterdiscount: amountText(value - discount),
			}),
		),
		...packages.map(({quantity, price, value}) =>
			element('container', {quantity: quantityText(quantity), price: amountText(price), total: amountText(value)}),
		),
		...payments.map(({name, value}) => element('payment', {name, value: amountText(value)})),
	];
}

function transaction({register}: Desk): XmlElement {
	const {receipt, settings} = register;
	if (receipt === undefined) return element('info', {action: 'transaction', type: 'none'});
	const {gross} = amountsOf(receipt);
	const sums = activeLetters(register).flatMap(name => {
		const sum = gross[name];
		const rate = settings.vat[name];
		if (sum === undefined) return [];
		const tax = typeof rate === 'number' ? Number(taxInside(BigInt(sum), BigInt(rate))) : 0;
		return [{name, sum, tax}];
	});
	const net = sums.reduce((rest, {sum, tax}) => rest + sum - tax, 0);
	const attributes = {nettotal: amountText(net), grosstotal: amountText(totalOf(gross)), type: 'receipt'};
	return element(
		'info',
		{action: 'transaction', ...attributes, mode: 'online'},
		sums.map(({name, sum, tax}) =>
			element('total', {name, tax: amountText(tax), net: amountText(sum - tax), gross: amountText(sum)}),
		),
	);
}

const reportCountMax = 1830;

function fiscalMemory({register}: Desk): XmlElement {
	const {state} = register.memory;
	const attributes = {
		action: 'fiscalmemory',
		fiscal: 1,
		uniqueno: state.uniqueNumber,
		maxreportscount: reportCountMax,
		reportscount: state.dailyReportCount,
		resetmaxcount: 200,
		resetcount: state.memoryClearCount,
		currencyname: 'PLN',
	};
	const totals = activeLetters(register).map(letter => ptu(letter, amountText(state.allGross[letter] ?? 0)));
	return element('info', attributes, totals);
}

function date({register}: Desk): XmlElement {
	const {day, minute} = register.settings.wallTime();
	return element('info', {action: 'date', version: '', date: `${dayText(day)} ${minute}`});
}

export function questionsWith(lastError: () => number): Readonly<Record<string, DeskQuestion>> {
	return {
		'info checkout': (desk, question) => checkout(desk, question, lastError()),
		'info lasttransaction': lastTransaction,
		'info transaction': transaction,
		'info fiscalmemory': fiscalMemory,
		'info date': date,
		'info drawer': () => element('info', {action: 'drawer', state: 'unknow'}),
		'deviceinfo general': ({register}) =>
			element('deviceinfo', {action: 'general', devicename: register.settings.model, version: '1.00'}),
		'deviceinfo printoutinfo': () => element('deviceinfo', {action: 'printoutinfo', printerlen: 40, papercount: 1}),
		'taxrates get': ({register}) =>
			element(
				'taxrates',
				{action: 'get'},
				activeLetters(register).map(letter => ptu(letter, rateText(register.settings.vat[letter]))),
			),
		'cash read': ({register}) => element('cash', {action: 'read', value: amountText(register.memory.state.cashGrosze)}),
	};
}
