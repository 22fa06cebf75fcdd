/**
 * How the simulated printer ends a receipt: three families of one and the same. Each reads its fields, and all check in
 * one order: something to close, texts, the sum of goods, packages, payments.
 */
import {type Amounts, totalOf} from '../../simulated/fiscal-memory.ts';
import {amountsOf, type OpenReceipt, type PaymentLine} from '../../simulated/receipt.ts';
import {cancelReceipt, completeReceipt, finishReceipt, plainFooter} from '../../simulated/register.ts';
import {type Desk, done, type SimulatedMaker, wrongCount, wrongParameter} from './desk.ts';
import type {FieldReader} from './fields.ts';

const names: Readonly<Record<SimulatedMaker, readonly string[]>> = {
	posnet: ['GOTÓWKA', 'KARTA', 'CZEK', 'BON', 'INNA', 'KREDYT', 'KONTO KLIENTA', 'VOUCHER'],
	novitus: [
		'GOTÓWKA',
		'KARTA',
		'CZEK',
		'BON',
		'INNA',
		'KREDYT',
		'KONTO KLIENTA',
		'WALUTA',
		'PRZELEW',
		'MOBILNA',
		'VOUCHER',
	],
};
const paymentsMax = 20;

/** `$b`. Taking a payment back is not modelled. */
export function pay(desk: Desk, [action, type]: readonly number[], fields: FieldReader): number {
	const {receipt} = desk.register;
	if (receipt === undefined) return 21;
	if (receipt.lines.length === 0) return 23;
	if (action !== 1) return 93;
	const name = names[desk.maker][type ?? -1];
	if (name === undefined) return wrongParameter;
	const value = fields.amount();
	if (value === undefined || value <= 0n) return 26;
	if (fields.text(16) === undefined || !fields.isAtEnd) return 34;
	if (receipt.payments.length >= paymentsMax) return 91;
	desk.register.receipt = {...receipt, payments: [...receipt.payments, {name, value: Number(value)}]};
	return done;
}

/** What a closing told, or undefined where its fields are not what they should be. */
interface Told {
	readonly till: string | undefined;
	readonly cashier: string | undefined;
	readonly systemNumber?: string | undefined;
	readonly lines: readonly (string | undefined)[];
	readonly goods: bigint | undefined;
	readonly discount: bigint | undefined;
	/** In place of those that were sent before. */
	readonly payments?: readonly PaymentLine[];
	readonly paid?: bigint | undefined;
	readonly charged?: bigint | undefined;
	readonly returned?: bigint | undefined;
	readonly change?: bigint | undefined;
	/** What is owed after all payments but cash; without its sign. */
	readonly owed?: bigint | undefined;
}

const has = (flag: number | undefined) => flag === 1;
const times = <T>(count: number, read: () => T): readonly T[] => Array.from({length: count}, read);

/** `$e`: 0 cancels. */
export function exit(desk: Desk, parameters: readonly number[], fields: FieldReader): number {
	const [kind, percent = 0, lineCount = 0] = parameters;
	if (kind === 0) return cancel(desk);
	if (kind !== 1) return wrongParameter;
	if (![2, 4, 6].includes(parameters.length)) return wrongCount;
	const {receipt} = desk.register;
	if (receipt === undefined) return 29;
	if (percent !== 0) return 27;
	if (lineCount > 3) return 25;
	const code = fields.text(3);
	const lines = times(lineCount, () => fields.text(40));
	const paid = fields.amount();
	const goods = fields.amount();
	const discount = parameters.length === 6 ? fields.amount() : 0n;
	const [till, cashier] = code?.length === 3 ? [code.slice(0, 1), code.slice(1)] : [];
	const told: Told = {till, cashier, lines, goods, discount};
	if (receipt.payments.length === 0) {
		const payments = [{name: names[desk.maker][0] ?? '', value: Number(paid ?? 0n)}];
		return close(desk, receipt, {...told, payments, paid}, fields);
	}
	// One maker's printers want those payments repeated in the closing, which this one cannot.
	if (desk.maker === 'posnet') return 91;
	return close(desk, receipt, paid === 0n ? told : {...told, paid}, fields);
}

/** `$x`: deposits and payments, each with a sum of its own. */
export function exitWithSums(desk: Desk, parameters: readonly number[], fields: FieldReader): number {
	if (parameters.length !== 11) return wrongCount;
	const [lineCount = 0, , , , cashFlag, cardFlag, chequeFlag, bonFlag, chargedFlag, returnedFlag, changeFlag] =
		parameters;
	const {receipt} = desk.register;
	if (receipt === undefined) return 29;
	if (receipt.payments.length > 0) return 91;
	if (lineCount > 5) return 25;
	const code = fields.text(3);
	const lines = times(lineCount, () => fields.text(40));
	const texts = times(3, () => fields.text(16));
	const [goods, discount, cash, card, cheque, bon, charged, returned, change] = times(9, () => fields.amount());
	const told = [
		[cashFlag, cash],
		[cardFlag, card],
		[chequeFlag, cheque],
		[bonFlag, bon],
	] as const;
	const payments = told.flatMap(([flag, value], type) =>
		has(flag) ? [{name: names[desk.maker][type] ?? '', value: Number(value ?? 0n)}] : [],
	);
	const [till, cashier] = code?.length === 3 ? [code.slice(0, 1), code.slice(1)] : [];
	return close(
		desk,
		receipt,
		{
			till,
			cashier,
			lines: [...lines, ...texts.map(text => (text === undefined ? undefined : ''))],
			goods,
			discount,
			payments,
			...(has(chargedFlag) && {charged}),
			...(has(returnedFlag) && {returned}),
			...(has(changeFlag) && {change}),
		},
		fields,
	);
}

/** `$y`: every payment by its kind, as they were sent before; packages are added up by the printer itself. */
export function exitWithPayments(desk: Desk, parameters: readonly number[], fields: FieldReader): number {
	const [lineCount = 0, , , , , chargedCount, returnedCount, , paymentCount = 0, changeFlag, cashFlag] = parameters;
	if (parameters.length !== 12 + paymentCount) return wrongCount;
	if (chargedCount !== 0 || returnedCount !== 0 || lineCount > 5) return wrongParameter;
	const {receipt} = desk.register;
	if (receipt === undefined) return 29;
	const till = fields.text(8);
	const cashier = fields.text(32);
	const systemNumber = fields.text(30);
	const lines = times(lineCount, () => fields.text(40));
	const paymentNames = times(paymentCount, () => fields.text(16));
	const discountText = fields.text(20);
	const [goods, owed, discount, cash] = times(4, () => fields.amount());
	const amounts = times(paymentCount, () => fields.amount());
	const change = fields.amount();
	if (paymentNames.includes(undefined) || discountText === undefined || systemNumber === undefined) return 34;
	const types = parameters.slice(11, 11 + paymentCount);
	const repeated = types.map((type, index) => ({
		name: names[desk.maker][type] ?? '',
		value: Number(amounts[index] ?? 0n),
	}));
	if (JSON.stringify(repeated) !== JSON.stringify(receipt.payments)) return 91;
	const payments = [
		...(has(cashFlag) ? [{name: names[desk.maker][0] ?? '', value: Number(cash ?? 0n)}] : []),
		...repeated,
	];
	const others = repeated.reduce((sum, {value}) => sum + BigInt(value), 0n);
	const told = {till, cashier, systemNumber, lines, goods, discount, payments, owed: (owed ?? 0n) + others};
	return close(desk, receipt, {...told, ...(has(changeFlag) && {change})}, fields);
}

function close(desk: Desk, open: OpenReceipt, told: Told, fields: FieldReader): number {
	const receipt: OpenReceipt = {...open, payments: told.payments ?? open.payments};
	if (receipt.lines.length === 0) return 23;
	const {till, cashier, lines} = told;
	if (till === undefined || cashier === undefined || lines.includes(undefined)) return 25;
	const amounts = checkSums(receipt, told);
	if (typeof amounts === 'number') return amounts;
	if (!fields.isAtEnd) return wrongCount;
	const {register} = desk;
	register.footer = {till, cashier, systemNumber: told.systemNumber ?? register.footer.systemNumber};
	register.footerExtra = lines.filter(line => line !== undefined && line !== '') as readonly string[];
	completeReceipt(register, receipt, amounts);
	finishReceipt(register);
	desk.lastCompleted = true;
	return done;
}

function checkSums(receipt: OpenReceipt, told: Told): Amounts | number {
	const amounts = amountsOf(receipt);
	const goods = totalOf(amounts.gross);
	const due = goods + amounts.packagesCharged - amounts.packagesReturned;
	const is = (sum: bigint | undefined, expected: number) => sum === BigInt(expected);
	if (!is(told.goods, goods) || !is(told.discount, 0)) return 27;
	if (told.owed !== undefined && !is(told.owed, due)) return 27;
	if ('charged' in told && !is(told.charged, amounts.packagesCharged)) return 26;
	if ('returned' in told && !is(told.returned, amounts.packagesReturned)) return 26;
	if ('paid' in told && !is(told.paid, amounts.paid)) return 26;
	const change = amounts.paid - due;
	if (change < 0) return 26;
	if ('change' in told && !is(told.change, change)) return 26;
	return {...amounts, change};
}

function cancel(desk: Desk): number {
	const {register} = desk;
	if (register.receipt === undefined) return 29;
	if (desk.headerDue) forgetBeginning(desk);
	else cancelReceipt(register, register.receipt);
	return done;
}

/** Nothing is on paper: it leaves no trace. */
export function forgetBeginning(desk: Desk): void {
	desk.headerDue = false;
	desk.register.receipt = undefined;
	desk.register.footer = plainFooter;
}
