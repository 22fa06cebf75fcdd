/**
 * The basket: what a customer is buying, before anything is paid or printed.
 *
 * A line keeps the price and the promotions it was scanned at; what is taken off is reckoned anew with every change, for the
 * whole basket. Line numbers are given once and never reused, so that a voided line leaves no doubt about which one was meant.
 */
import {assert} from './assert.ts';
import {withoutUnnamed, withPromotions} from './basket-promotions.ts';
import type {Deposit, Product, Promotion, Route} from './catalogue.ts';
import {amountOf, discountsOf, type LineDiscount} from './discounts.ts';
import {leavingAGrosz} from './last-grosz.ts';
import type {AmountOff, ManualDiscount} from './manual-discount.ts';
import {divideRoundingHalfUp, type Grosze, grosze, sumGrosze, zeroGrosze} from './money.ts';
import type {ReturnedPackages} from './packages.ts';
import type {AppliedCard} from './pricing.ts';
import {pieces, type Quantity, valueOfQuantity} from './quantity.ts';
import {withReceiptDiscount} from './receipt-discount.ts';

/** What was sold at which price, as decided when it was scanned. */
export interface BasketGoods {
	readonly product: Product;
	readonly route: Route;
	readonly barcode?: string;
	readonly quantity: Quantity;
	readonly priceGrosze: Grosze;
	readonly priceSource: string;
	readonly deposit?: Deposit;
	/** Those that held when it was scanned. */
	readonly promotions?: readonly Promotion[];
}

export interface BasketLine extends Omit<BasketGoods, 'promotions'> {
	readonly line: number;
	/** Of the basket's promotions, by their keys; see `basket-promotions.ts`. */
	readonly promotionIds?: readonly string[];
	/** By hand. */
	readonly manual?: ManualDiscount;
	/** What pieces taken off were worth that nobody else approved; absent where there are none. */
	readonly takenOffGrosze?: Grosze;
	readonly grossGrosze: Grosze;
	readonly discountGrosze: Grosze;
	/** What `discountGrosze` is made of; absent where there is none. */
	readonly discounts?: readonly LineDiscount[];
	readonly totalGrosze: Grosze;
}

export interface Basket {
	readonly saleId: string;
	/** ISO 8601 with offset. */
	readonly openedAt: string;
	readonly lines: readonly BasketLine[];
	readonly nextLine: number;
	readonly card?: AppliedCard;
	/** What lines may be in, each version once, as it was when the first such line was scanned. */
	readonly promotions?: readonly Promotion[];
	/** Off all that may be discounted, by hand, after whatever else is taken off. */
	readonly receiptDiscount?: AmountOff;
	/** When it was put aside last, ISO 8601 with offset; absent where it never was. */
	readonly parkedAt?: string;
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
	const {promotions = [], ...rest} = goods;
	const named = withPromotions(basket.promotions ?? noPromotions, promotions);
	const line = {
		...rest,
		line: basket.nextLine,
		...(promotions.length > 0 && {promotionIds: named.keys}),
	};
	return repriced({
		...basket,
		lines: [...basket.lines, unpriced(line)],
		nextLine: basket.nextLine + 1,
		...(named.promotions.length > 0 && {promotions: named.promotions}),
	});
}

/** Puts pieces to a line that has pieces, at the price the line has. */
export function addPieces(basket: Basket, {line, count}: {readonly line: number; readonly count: number}): Basket {
	const lines = basket.lines.map(candidate => {
		if (candidate.line !== line || !('pieces' in candidate.quantity)) return candidate;
		return unpriced({...candidate, quantity: {pieces: pieces(candidate.quantity.pieces + count)}});
	});
	return repriced({...basket, lines});
}

export interface Voiding {
	readonly line: number;
	readonly count?: number;
	/** Somebody else answers for it, and for what was taken off the line before. */
	readonly isApproved?: boolean;
}

/** Takes pieces off a line; without a count, or when none would be left, the whole line goes. */
export function voidGoods(basket: Basket, voiding: Voiding): Basket {
	const {line, count, isApproved = false} = voiding;
	const lines = basket.lines.flatMap(candidate => {
		if (candidate.line !== line) return [candidate];
		if (count === undefined || !('pieces' in candidate.quantity) || count >= candidate.quantity.pieces) return [];
		const {takenOffGrosze = 0, ...rest} = candidate;
		return [
			unpriced({
				...rest,
				quantity: {pieces: pieces(candidate.quantity.pieces - count)},
				...(!isApproved && {takenOffGrosze: grosze(takenOffGrosze + voidedGrosze(basket, voiding))}),
			}),
		];
	});
	const {promotions, ...others} = basket;
	if (promotions === undefined) return repriced({...others, lines});
	const left = withoutUnnamed(lines, promotions);
	return repriced({...others, lines: left.lines, ...(left.promotions.length > 0 && {promotions: left.promotions})});
}

/**
 * What is taken off: the line as it stands, with its deposits, or the part of it that goes. What the customer owes may fall by less, or
 * even rise, where a promotion falls with it; the worth of the goods does not.
 */
export function voidedGrosze({lines}: Basket, {line, count}: Voiding): Grosze {
	const voided = lines.find(candidate => candidate.line === line);
	if (voided === undefined) return zeroGrosze;
	const {dueGrosze} = sumsOf([voided]);
	if (count === undefined || !('pieces' in voided.quantity) || count >= voided.quantity.pieces) return dueGrosze;
	return grosze(divideRoundingHalfUp(dueGrosze * count, voided.quantity.pieces));
}

/** What was taken off these lines before, and nobody else answers for. */
export function takenOff(lines: readonly BasketLine[]): Grosze {
	return sumGrosze(lines.map(({takenOffGrosze = zeroGrosze}) => takenOffGrosze));
}

export function showCard(basket: Basket, card: AppliedCard | undefined): Basket {
	const {card: _former, ...rest} = basket;
	return repriced(card === undefined ? rest : {...rest, card});
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

/** What somebody gives by hand on some lines or on the whole receipt; undefined takes it back. */
export interface HandDiscount {
	readonly lines: readonly number[] | 'receipt';
	readonly manual: ManualDiscount | undefined;
}

/**
 * A line that may not be discounted stays as it is. On the whole receipt a percent is one on each line, and an amount is taken
 * off all of them together; the percent takes the amount's place, and what is taken back is all of it.
 */
export function discountByHand(basket: Basket, {lines: reached, manual}: HandDiscount): Basket {
	if (reached === 'receipt' && manual !== undefined && 'amountGrosze' in manual)
		return repriced({...basket, receiptDiscount: manual});
	const lines = basket.lines.map((line): BasketLine => {
		if ((reached !== 'receipt' && !reached.includes(line.line)) || !line.product.discountable) return line;
		const {manual: _former, ...rest} = line;
		return manual === undefined ? rest : {...rest, manual};
	});
	if (reached !== 'receipt') return repriced({...basket, lines});
	const {receiptDiscount: _replaced, ...others} = basket;
	return repriced({...others, lines});
}

/** Before anything is taken off. */
function unpriced(
	line: Omit<BasketLine, 'grossGrosze' | 'discountGrosze' | 'discounts' | 'totalGrosze'> & {discounts?: unknown},
): BasketLine {
	const {discounts: _former, ...rest} = line;
	const grossGrosze = valueOfQuantity(line.quantity, line.priceGrosze);
	return {...rest, grossGrosze, discountGrosze: zeroGrosze, totalGrosze: grossGrosze};
}

const noPromotions: readonly Promotion[] = [];

/** What is taken off one line may depend on all the others. */
function repriced(basket: Basket): Basket {
	const {receiptDiscount} = basket;
	const own = discountsOf(basket.lines, {promotions: basket.promotions ?? noPromotions, card: basket.card});
	const found = receiptDiscount === undefined ? own : withReceiptDiscount(basket.lines, own, receiptDiscount);
	const lines = basket.lines.map((line): BasketLine => {
		const discounts = leavingAGrosz(found.get(line.line), line.grossGrosze);
		if (discounts === undefined) return line.discountGrosze === 0 ? line : unpriced(line);
		if (isSame(line.discounts, discounts)) return line;
		const discountGrosze = amountOf(discounts);
		return {...unpriced(line), discounts, discountGrosze, totalGrosze: grosze(line.grossGrosze - discountGrosze)};
	});
	return {...basket, lines};
}

function isSame(former: readonly LineDiscount[] | undefined, discounts: readonly LineDiscount[]): boolean {
	return (
		former === discounts ||
		(former?.length === discounts.length &&
			discounts.every(({source, amountGrosze}, place) => {
				const other = former[place];
				return other?.source === source && other.amountGrosze === amountGrosze;
			}))
	);
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
	return lines.map(depositOf).filter(deposit => deposit !== undefined);
}

function depositOf({line, route, product, deposit, quantity}: BasketLine): ChargedDeposit | undefined {
	if (deposit === undefined || !('pieces' in quantity)) return undefined;
	const count = quantity.pieces * (product.depositPieces ?? 1);
	return {line, route, deposit, pieces: count, totalGrosze: grosze(count * deposit.valueGrosze)};
}

export interface BasketSums {
	/** Goods after discounts. */
	readonly goodsGrosze: Grosze;
	readonly discountGrosze: Grosze;
	readonly depositsGrosze: Grosze;
	/** What the customer owes: goods and deposits. */
	readonly dueGrosze: Grosze;
}

/** Asked several times of every basket, so it builds no list of anything. */
export function sumsOf(lines: readonly BasketLine[]): BasketSums {
	let goodsGrosze = 0;
	let discountGrosze = 0;
	let depositsGrosze = 0;
	for (const line of lines) {
		goodsGrosze += line.totalGrosze;
		discountGrosze += line.discountGrosze;
		depositsGrosze += depositOf(line)?.totalGrosze ?? 0;
	}
	return {
		goodsGrosze: grosze(goodsGrosze),
		discountGrosze: grosze(discountGrosze),
		depositsGrosze: grosze(depositsGrosze),
		dueGrosze: grosze(goodsGrosze + depositsGrosze),
	};
}
