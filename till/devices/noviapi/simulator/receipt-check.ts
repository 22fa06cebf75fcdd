/**
 * How the simulated printer checks a receipt once its turn has come: articles, packages, sums, in this order. Nothing is
 * printed of a receipt that does not pass. Numbers of faults are those of the manufacturer's older protocol.
 */
import {type VatTable, vatLetters} from '../../../domain/vat.ts';
import {lineValue, percentDiscount, quantityIn} from '../../simulated/arithmetic.ts';
import type {Amounts, MemoryState} from '../../simulated/fiscal-memory.ts';
import {climbs, goodsKey} from '../../simulated/goods.ts';
import {amountsOf, emptyReceipt, type OpenReceipt, type PackageLine, type SoldLine} from '../../simulated/receipt.ts';

/** As it passed the check of its shape. */
export interface ReceiptBody {
	readonly items: readonly (
		| {readonly article: ArticleBody}
		| {readonly container: ContainerBody}
		| {readonly container_return: ContainerBody}
	)[];
	readonly payments?: readonly Readonly<Record<string, {readonly name?: string; readonly value: string}>>[];
	readonly summary: {readonly total: string; readonly pay_in: string; readonly change?: string};
	readonly printout_lines?: readonly {readonly textline?: {readonly text: string}}[];
	readonly buyer?: {readonly nip?: string};
	readonly system_info?: {
		readonly cashier_name?: string;
		readonly cash_number?: string;
		readonly system_number?: {readonly print_as: 'text' | 'barcode' | 'qrcode'; readonly value: string};
	};
	readonly device_control?: {readonly open_drawer?: boolean};
}

interface ArticleBody {
	readonly name: string;
	readonly ptu: string;
	readonly quantity: string;
	readonly price: string;
	readonly value: string;
	readonly unit?: string;
	readonly discount_markup?: {readonly type: string; readonly name?: string; readonly value: string};
}

interface ContainerBody {
	readonly name?: string;
	readonly number?: number;
	readonly quantity?: string;
	readonly value: string;
}

export interface CheckRules {
	readonly vat: VatTable;
	readonly goods: MemoryState['goods'];
	/** Whether the total of the summary holds deposits, too. */
	readonly totalHoldsDeposits: boolean;
}

export type Checked = {readonly receipt: OpenReceipt; readonly amounts: Amounts} | {readonly error: number};

export function checkReceipt(body: ReceiptBody, rules: CheckRules): Checked {
	const lines: SoldLine[] = [];
	const packages: PackageLine[] = [];
	for (const item of body.items) {
		if ('article' in item) {
			const line = checkArticle(item.article, rules);
			if (typeof line === 'number') return {error: line};
			lines.push(line);
			continue;
		}
		const returned = 'container_return' in item;
		const each = packageOf(returned ? item.container_return : item.container, returned);
		if (each === undefined) return {error: 30};
		packages.push(each);
	}
	if (lines.length === 0) return {error: 23};
	return checkSums(body, {...emptyReceipt, lines, packages}, rules);
}

function checkArticle(article: ArticleBody, {vat, goods}: CheckRules): SoldLine | number {
	const letter = vatLetters.find(each => each === article.ptu);
	const quantity = quantityIn(article.quantity) ?? 0n;
	const price = groszeIn(article.price);
	if (goodsKey(article.name) === '') return 16;
	if (quantity <= 0n) return 17;
	if (letter === undefined || vat[letter] === 'inactive') return 18;
	if (climbs(goods, {name: article.name, letter}, vat)) return 18;
	if (price <= 0n) return 19;
	const value = lineValue(price, quantity);
	if (value === 0n || groszeIn(article.value) !== value) return 20;
	const discount = discountOf(article, value);
	if (discount === undefined) return 20;
	const {name, unit = ''} = article;
	return {name, letter, unit, quantity, price, value, discount, discountName: article.discount_markup?.name ?? ''};
}

function discountOf({discount_markup: discount}: ArticleBody, value: bigint): bigint | undefined {
	if (discount === undefined) return 0n;
	if (discount.type.endsWith('_markup')) return undefined;
	const amount = groszeIn(discount.value);
	// Two places of a percent are hundredths of it, as two places of a złoty are grosze.
	const taken = discount.type === 'value_discount' ? amount : percentDiscount(value, amount, 2);
	return taken > 0n && taken <= value ? taken : undefined;
}

/** The value is what counts; the quantity is only printed. */
function packageOf({name = '', number, quantity, value}: ContainerBody, returned: boolean): PackageLine | undefined {
	const total = groszeIn(value);
	const pieces = quantityIn(quantity ?? '1');
	if (total <= 0n || pieces === undefined || pieces === 0n) return undefined;
	const price = (total * 100_000_000n) / pieces;
	return {number: String(number ?? ''), name, returned, quantity: pieces, price, value: total};
}

const paymentNames: Readonly<Record<string, string>> = {
	cash: 'GOTÓWKA',
	card: 'KARTA',
	cheque: 'CZEK',
	coupon: 'BON',
	other: 'INNA',
	credit: 'KREDYT',
	account: 'KONTO',
	transfer: 'PRZELEW',
	mobile: 'MOBILNA',
	voucher: 'VOUCHER',
};

function checkSums(body: ReceiptBody, items: OpenReceipt, {totalHoldsDeposits}: CheckRules): Checked {
	const payments = (body.payments ?? []).flatMap(each =>
		Object.entries(each).map(([kind, {value}]) => ({name: paymentNames[kind] ?? kind, value: Number(groszeIn(value))})),
	);
	const paid = Number(groszeIn(body.summary.pay_in));
	const named = payments.length > 0 ? payments : [{name: 'GOTÓWKA', value: paid}];
	const receipt = {...items, payments: named, ...(body.buyer?.nip !== undefined && {nip: body.buyer.nip})};
	const amounts = amountsOf(receipt);
	const goods = Object.values(amounts.gross).reduce((sum, amount) => sum + amount, 0);
	const due = goods + amounts.packagesCharged - amounts.packagesReturned;
	if (Number(groszeIn(body.summary.total)) !== (totalHoldsDeposits ? due : goods)) return {error: 27};
	if (amounts.paid !== paid) return {error: 91};
	if (paid < due) return {error: 26};
	const change = paid - due;
	if (body.summary.change !== undefined && Number(groszeIn(body.summary.change)) !== change) return {error: 26};
	return {receipt: {...receipt, change}, amounts: {...amounts, change}};
}

/** `12.3` → 1230; the shape was checked before. */
function groszeIn(money: string): bigint {
	const [whole = '', fraction = ''] = money.split('.');
	return BigInt(`${whole}${fraction.padEnd(2, '0')}` || '0');
}
