/** From a sale to what the screen is told of it. */
import type {GoodsLineView, LineView, SaleView} from '../api/sale-view.ts';
import {type Basket, type BasketLine, depositsOf, sumsOf} from '../domain/basket.ts';
import {type Route, routes} from '../domain/catalogue.ts';
import {type ForbiddenLine, forbiddenLines} from '../domain/forbidden.ts';
import type {Goods} from '../domain/goods.ts';
import {grosze, percentOf, zeroGrosze} from '../domain/money.ts';
import {invoiceRuleOf} from '../domain/nip.ts';
import {type Bill, billOf} from '../domain/packages.ts';
import {cardPercentFor} from '../domain/pricing.ts';
import {remembering} from '../domain/remembering.ts';
import type {Sale} from '../domain/sale.ts';
import {printerOf} from '../domain/split.ts';
import {voucherMax} from '../domain/tenders.ts';

export interface SaleMoment {
	readonly sale: Sale;
	/** Number of the entry after the last one. */
	readonly nextEntry: number;
	/** The printers the till has. */
	readonly printers: readonly Route[];
	readonly goods: Goods;
	/** ISO 8601 with offset. */
	readonly now: string;
}

/** What is paid already is not to be forbidden any more. */
const unpaid: ReadonlySet<Sale['at']> = new Set<Sale['at']>(['selling', 'weighing', 'asking-age', 'paying', 'parked']);

export function saleView({sale, nextEntry, printers, goods, now}: SaleMoment): SaleView {
	const number = sale.at === 'closed' ? sale.entry : nextEntry;
	if (sale.at === 'idle') {
		const none = {
			goodsGrosze: zeroGrosze,
			discountGrosze: zeroGrosze,
			depositsGrosze: zeroGrosze,
			packagesGrosze: zeroGrosze,
			dueGrosze: zeroGrosze,
			voucherGroszeMax: zeroGrosze,
		};
		return {number, lines: [], split: [], ...none};
	}
	const {basket} = sale;
	const sums = sumsOf(basket.lines);
	const bill = billOf(basket, printers, sums);
	const forbidden = unpaid.has(sale.at) ? forbiddenLines(basket, goods, Date.parse(now)) : [];
	return {
		number,
		lines: [...lineViews(basket, {forbidden, printers}), ...packageViews(basket)],
		...sums,
		packagesGrosze: bill.packagesGrosze,
		dueGrosze: bill.dueGrosze,
		voucherGroszeMax: voucherMax(goods.vouchers(), basket, printers, bill),
		...(basket.buyerNip === undefined ? {} : {buyerNip: basket.buyerNip}),
		split: splitView(basket, bill, printers),
		...(basket.card === undefined ? {} : {card: cardView(basket.card)}),
	};
}

function cardView({number, name, percentHundredths}: NonNullable<Basket['card']>) {
	return {number, name, percentHundredths};
}

function splitView({lines}: Basket, {place, packagesGrosze}: Bill, printers: readonly Route[]): SaleView['split'] {
	return routes.flatMap(route => {
		const ofRoute = lines.filter(line => printerOf(line.route, printers) === route);
		if (ofRoute.length === 0) return [];
		const less = place === 'slip' && route === 'main' ? packagesGrosze : 0;
		const sums = sumsOf(ofRoute);
		return [{route, dueGrosze: grosze(sums.dueGrosze - less), invoice: invoiceRuleOf(sums.goodsGrosze)}];
	});
}

function packageViews({packages = []}: Basket): readonly LineView[] {
	return packages.map(({deposit: {id, name, valueGrosze}, pieces}) => ({
		kind: 'packages',
		deposit: id,
		name,
		pieces,
		valueGrosze,
		totalGrosze: grosze(-pieces * valueGrosze),
	}));
}

interface LinesOnScreen {
	readonly card: Basket['card'];
	/** A till may have one for everything. */
	readonly printers: readonly Route[];
}

/** What the screen was told of a line stands as long as card and printers do: of a full basket one scan touches a few lines. */
let told: {readonly on: LinesOnScreen; readonly viewsOf: ReturnType<typeof rememberedViews>} | undefined;

function rememberedViews(on: LinesOnScreen) {
	return remembering((line: BasketLine) => viewsOfLine(line, on));
}

function lineViews(
	{lines, card}: Basket,
	{forbidden, printers}: {readonly forbidden: readonly ForbiddenLine[]; readonly printers: readonly Route[]},
): readonly LineView[] {
	const on = {card, printers};
	if (told === undefined || !isSame(told.on, on)) told = {on, viewsOf: rememberedViews(on)};
	const views = told.viewsOf(lines).flat();
	if (forbidden.length === 0) return views;
	const reasons = new Map(forbidden.map(({line, why}) => [line.line, why]));
	return views.map(view => {
		const why = view.kind === 'goods' ? reasons.get(view.line) : undefined;
		return view.kind === 'goods' && why !== undefined ? {...view, forbidden: why} : view;
	});
}

function isSame(one: LinesOnScreen, other: LinesOnScreen): boolean {
	return one.card === other.card && one.printers.join() === other.printers.join();
}

function viewsOfLine(line: BasketLine, {card, printers}: LinesOnScreen): readonly LineView[] {
	const route = printerOf(line.route, printers);
	const deposits = depositsOf([line]).map(
		({deposit, pieces, totalGrosze}): LineView => ({
			kind: 'deposit',
			line: line.line,
			name: deposit.name,
			route,
			pieces,
			valueGrosze: deposit.valueGrosze,
			totalGrosze,
		}),
	);
	return [goodsView(line, {card, route}), ...deposits];
}

interface LineOnScreen {
	readonly card: Basket['card'];
	/** Whose printer prints it. */
	readonly route: Route;
}

function goodsView(line: BasketLine, {card, route}: LineOnScreen): GoodsLineView {
	const {product, quantity, discountGrosze} = line;
	return {
		kind: 'goods',
		line: line.line,
		product: product.code,
		name: product.name,
		route,
		vat: product.vat,
		age18: product.age18,
		...quantity,
		priceGrosze: line.priceGrosze,
		grossGrosze: line.grossGrosze,
		totalGrosze: line.totalGrosze,
		...(discountGrosze === 0 ? {} : {discount: discountView(line, card)}),
	};
}

/** Where the card's percent alone takes off, and not its level of prices, the percent is told as well. */
function discountView(
	{product, grossGrosze, discountGrosze, discounts = []}: BasketLine,
	card: Basket['card'],
): NonNullable<GoodsLineView['discount']> {
	const names = discounts.map(({name}) => name).filter(name => name !== '');
	const isOfCard = card !== undefined && discounts.every(({source}) => source === card.source);
	const percentHundredths = isOfCard ? cardPercentFor(product, card) : 0;
	const isPercent = isOfCard && percentOf(grossGrosze, percentHundredths) === discountGrosze;
	return {amountGrosze: discountGrosze, names, ...(isPercent && {percentHundredths})};
}
