/**
 * The basket: what a customer is buying, before anything is paid or printed.
 *
 * A line keeps the price it was scanned at; a card reprices every line it may, whenever it is shown. Line numbers
 * are given once and never reused, so that a voided line leaves no doubt about which one was meant.
 */
import {assert} from './assert.ts';
import type {Deposit, Product, Route} from './catalogue.ts';
import {type Grosze, grosze, sumGrosze, zeroGrosze} from './money.ts';
import type {ReturnedPackages} from './packages.ts';
import {type AppliedCard, discountFor} from './pricing.ts';
import {pieces, type Quantity, valueOfQuantity} from './quantity.ts';

/** What was sold at which price, as decided when it was scanned. */
export interface BasketGoods {
	readonly product: Product;
	readonly route: Route;
	readonly barcode?: string;
	readonly quantity: Quantity;
	readonly priceGrosze: Grosze;
	readonly priceSource: string;
	readonly deposit?: Deposit;
}

export interface BasketLine extends BasketGoods {
	readonly line: number;
	readonly grossGrosze: Grosze;
	readonly discountGrosze: Grosze;
	readonly totalGrosze: Grosze;
}

export interface Basket {
	readonly saleId: string;
	/** ISO 8601 with offset. */
	readonly openedAt: string;
	readonly lines: readonly BasketLine[];
	readonly nextLine: number;
	readonly card?: AppliedCard;
	/** What the customer brings back, each kind once. */
	readonly packages?: readonly ReturnedPackages[];
	/** Ten digits. */
	readonly buyerNip?: string;
	/** How the one question about age was answered; asked once a sale. */
	readonly ageCheck?: 'adult' | 'document';
}

/** More than any customer buys and fewer than a fiscal printer takes. */
export const lineCountMax = 400;

export function emptyBasket({saleId, openedAt}: {readonly saleId: string; readonly openedAt: string}): Basket {
	return {saleId, openedAt, lines: [], nextLine: 1};
}

export function addGoods(basket: Basket, goods: BasketGoods): Basket {
	assert(basket.lines.length < lineCountMax, 'a basket takes no more lines than a printer');
	const line = reckon({...goods, line: basket.nextLine}, basket.card);
	return {...basket, lines: [...basket.lines, line], nextLine: basket.nextLine + 1};
}

/** Puts pieces to a line that has pieces, at the price the line has. */
export function addPieces(basket: Basket, {line, count}: {readonly line: number; readonly count: number}): Basket {
	const lines = basket.lines.map(candidate => {
		if (candidate.line !== line || !('pieces' in candidate.quantity)) return candidate;
		return reckon({...candidate, quantity: {pieces: pieces(candidate.quantity.pieces + count)}}, basket.card);
	});
	return {...basket, lines};
}

/** Takes pieces off a line; without a count, or when none would be left, the whole line goes. */
export function voidGoods(basket: Basket, {line, count}: {readonly line: number; readonly count?: number}): Basket {
	const lines = basket.lines.flatMap(candidate => {
		if (candidate.line !== line) return [candidate];
		if (count === undefined || !('pieces' in candidate.quantity) || count >= candidate.quantity.pieces) return [];
		return [reckon({...candidate, quantity: {pieces: pieces(candidate.quantity.pieces - count)}}, basket.card)];
	});
	return {...basket, lines};
}

/** What the customer would owe less. */
export function voidedGrosze(basket: Basket, which: Parameters<typeof voidGoods>[1]): Grosze {
	return grosze(sumsOf(basket.lines).dueGrosze - sumsOf(voidGoods(basket, which).lines).dueGrosze);
}

export function showCard(basket: Basket, card: AppliedCard | undefined): Basket {
	const {card: _former, ...rest} = basket;
	const lines = basket.lines.map(line => reckon(line, card));
	return card === undefined ? {...rest, lines} : {...rest, lines, card};
}

export function checkAge(basket: Basket, ageCheck: 'adult' | 'document'): Basket {
	return {...basket, ageCheck};
}

export function nameBuyer(basket: Basket, buyerNip: string | undefined): Basket {
	const {buyerNip: _former, ...rest} = basket;
	return buyerNip === undefined ? rest : {...rest, buyerNip};
}

/** Nothing in it makes it a sale. */
export function isEmpty({lines, card, packages, buyerNip}: Basket): boolean {
	return lines.length === 0 && card === undefined && packages === undefined && buyerNip === undefined;
}

function reckon(line: BasketGoods & {readonly line: number}, card: AppliedCard | undefined): BasketLine {
	const grossGrosze = valueOfQuantity(line.quantity, line.priceGrosze);
	const discountGrosze = card === undefined ? zeroGrosze : discountFor({product: line.product, grossGrosze}, card);
	return {...line, grossGrosze, discountGrosze, totalGrosze: grosze(grossGrosze - discountGrosze)};
}

/** Packages charged with a line, which are outside VAT and outside discounts. */
export interface ChargedDeposit {
	readonly line: number;
	readonly route: Route;
	readonly deposit: Deposit;
	readonly pieces: number;
	readonly totalGrosze: Grosze;
}

export function depositsOf(lines: readonly BasketLine[]): readonly ChargedDeposit[] {
	return lines.flatMap(({line, route, deposit, quantity}) =>
		deposit === undefined || !('pieces' in quantity)
			? []
			: [{line, route, deposit, pieces: quantity.pieces, totalGrosze: grosze(quantity.pieces * deposit.valueGrosze)}],
	);
}

export interface BasketSums {
	/** Goods after discounts. */
	readonly goodsGrosze: Grosze;
	readonly discountGrosze: Grosze;
	readonly depositsGrosze: Grosze;
	/** What the customer owes: goods and deposits. */
	readonly dueGrosze: Grosze;
}

export function sumsOf(lines: readonly BasketLine[]): BasketSums {
	const goodsGrosze = sumGrosze(lines.map(({totalGrosze}) => totalGrosze));
	const discountGrosze = sumGrosze(lines.map(line => line.discountGrosze));
	const depositsGrosze = sumGrosze(depositsOf(lines).map(({totalGrosze}) => totalGrosze));
	return {goodsGrosze, discountGrosze, depositsGrosze, dueGrosze: grosze(goodsGrosze + depositsGrosze)};
}
