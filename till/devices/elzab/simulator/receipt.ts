/**
 * How the simulated printer takes a receipt: silent about its parts, and checking the sums when it is closed.
 *
 *   none ──21──► open ──24──► none           sold
 *                  ├──23──► none             cancelled
 *                  └──a part it cannot take, or sums that differ──► none      voided: the check tells the letter
 */
import type {VatLetter} from '../../../domain/vat.ts';
import {lineValue} from '../../simulated/arithmetic.ts';
import {totalOf} from '../../simulated/fiscal-memory.ts';
import {receiptTitle, soldLines} from '../../simulated/printout.ts';
import {amountsOf, emptyReceipt, type OpenReceipt, type SoldLine} from '../../simulated/receipt.ts';
import {beginPrintout, cancelReceipt, completeReceipt, finishReceipt} from '../../simulated/register.ts';
import {minus, rateCodes, sold} from '../commands.ts';
import {numberIn, taken} from '../frame.ts';
import {type Desk, no, type Obey, yes} from './desk.ts';

type ReadText = (bytes: Uint8Array) => string;

const letterOf = new Map(Object.entries(rateCodes).map(([letter, code]) => [code, letter as VatLetter]));
/** In units of 1/100 000 000. */
const quantityUnits = [100_000_000n, 10_000_000n, 1_000_000n, 100_000n, 10_000n];
const systemNumberLine = 0x3c;
const cashierLine = 0x35;

export function voidReceipt(desk: Desk, letter: string | number): void {
	const {register} = desk;
	if (register.receipt === undefined) return;
	desk.voidedFor = typeof letter === 'string' ? letter.charCodeAt(0) : letter;
	desk.isVoided = true;
	cancelReceipt(register, register.receipt);
}

export const open: Obey = desk => {
	const {register} = desk;
	if (register.receipt !== undefined) return no;
	Object.assign(desk, {sumTold: undefined, changeTold: 0, voidedFor: 0, isVoided: false} satisfies Partial<Desk>);
	register.receipt = emptyReceipt;
	beginPrintout(register, 'receipt');
	register.paper.print(receiptTitle());
	return yes;
};

/** A part of a receipt: never answered, and passed over where none is open. */
function part(take: (desk: Desk, receipt: OpenReceipt, data: Uint8Array) => OpenReceipt | string): Obey {
	return (desk, data) => {
		const {receipt} = desk.register;
		if (receipt === undefined) return undefined;
		const next = take(desk, receipt, data);
		if (typeof next === 'string') voidReceipt(desk, next);
		else desk.register.receipt = next;
		return undefined;
	};
}

export function sell(readText: ReadText): Obey {
	return part((desk, receipt, data) => {
		const line = lineIn(desk, data, readText);
		if (typeof line === 'string') return line;
		desk.register.paper.print(soldLines(line));
		return {...receipt, lines: [...receipt.lines, line]};
	});
}

/** A line, or the letter for which it is not taken. Lines that are taken back are not modelled. */
function lineIn({register}: Desk, data: Uint8Array, readText: ReadText): SoldLine | string {
	const nameEnd = data.length - 20;
	const rest = data.subarray(nameEnd);
	const name = readText(data.subarray(1, nameEnd)).trimEnd();
	const unit = quantityUnits[rest[5] ?? quantityUnits.length];
	const letter = letterOf.get(rest[15] ?? 0);
	if (data[0] !== sold || unit === undefined || rest[14] !== 0x1b) return 'H';
	if (Array.from(name).filter(character => /[\p{L}\p{N}.]/u.test(character)).length < 5) return 'B';
	if (letter === undefined || register.settings.vat[letter] === 'inactive') return 'I';
	const quantity = BigInt(numberIn(rest.subarray(1, 5))) * unit;
	const price = BigInt(numberIn(rest.subarray(10, 14)));
	// Its own value: where the one that was told differs, the sums will.
	const value = lineValue(price, quantity);
	if (value === 0n || numberIn(rest.subarray(16, 20)) === 0) return 'R';
	const sign = {name, letter, unit: readText(rest.subarray(6, 10)).trimEnd(), discountName: ''};
	return {...sign, quantity, price, value, discount: 0n};
}

/** Surcharges are not modelled. */
export const discount: Obey = part((desk, receipt, data) => {
	const last = receipt.lines.at(-1);
	const amount = BigInt(numberIn(data.subarray(1)));
	if (last === undefined || data[0] !== minus || amount > last.value) return 'R';
	const line = {...last, discount: amount};
	desk.register.paper.print(soldLines(line).slice(1));
	return {...receipt, lines: [...receipt.lines.slice(0, -1), line]};
});

export const endItems: Obey = part((desk, receipt, data) => {
	desk.sumTold = numberIn(data);
	return receipt;
});

export const pay: Obey = part((_desk, receipt, data) => {
	const name = String.fromCharCode(...data.subarray(1, 14)).trimEnd();
	return {...receipt, payments: [...receipt.payments, {name, value: numberIn(data.subarray(14))}]};
});

export const giveChange: Obey = part((desk, receipt, data) => {
	desk.changeTold = numberIn(data);
	return receipt;
});

export function addLine(readText: ReadText): Obey {
	return part(({register}, receipt, data) => {
		const text = readText(data.subarray(1));
		if (data[0] === systemNumberLine) register.footer = {...register.footer, systemNumber: text};
		else if (data[0] === cashierLine) register.footer = {...register.footer, cashier: text};
		else register.footerExtra = [...register.footerExtra, text];
		return receipt;
	});
}

/** The one part that is answered. */
export const nameBuyer: Obey = (desk, data) => {
	const {receipt} = desk.register;
	const nip = String.fromCharCode(...data).trimEnd();
	if (receipt === undefined || !/^\d{10}$/.test(nip)) return no;
	desk.register.receipt = {...receipt, nip};
	return Uint8Array.of(taken);
};

/** Whatever is wrong with the sums shows here, and the printer voids the receipt by itself. */
export const close: Obey = desk => {
	const {register} = desk;
	const {receipt} = register;
	if (receipt === undefined) return no;
	const change = desk.changeTold;
	const goods = totalOf(amountsOf(receipt).gross);
	const paid = receipt.payments.reduce((sum, {value}) => sum + value, 0);
	if (receipt.lines.length === 0 || desk.sumTold !== goods || paid - change !== goods) {
		voidReceipt(desk, '7');
		return no;
	}
	completeReceipt(register, receipt, amountsOf({...receipt, change}));
	finishReceipt(register);
	return yes;
};

export const cancel: Obey = ({register}) => {
	if (register.receipt === undefined) return no;
	cancelReceipt(register, register.receipt);
	return yes;
};
