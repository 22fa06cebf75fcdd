/**
 * From what the cashier did (a scan, a PLU, a touch) to goods at a price, a good to weigh, a card, or one reason why
 * not. The order of the questions is the order of the reasons.
 */
import {unreachable} from './assert.ts';
import {plainCode, type ScannedLabel} from './barcode.ts';
import type {BasketGoods} from './basket.ts';
import type {Product} from './catalogue.ts';
import {aboutForbidden, type Forbidden, judgeAt} from './forbidden.ts';
import type {Found, Goods, SellableGoods} from './goods.ts';
import {gs1Separator} from './gs1.ts';
import {businessDayOf} from './local-time.ts';
import type {AppliedCard} from './pricing.ts';
import {pieces, type Quantity} from './quantity.ts';
import type {GoodsToWeigh} from './sale.ts';
import {measuredBy, type TradeItem} from './trade-item.ts';
import {type Label, mayBeAbout} from './weight-label.ts';

export type OfferRefusal =
	| 'unknown-code'
	| 'bad-check-digit'
	| 'code-unreadable'
	| 'past-date'
	| 'unknown-plu'
	| 'product-gone'
	| 'product-incomplete'
	| 'product-recalled'
	| 'quantity-of-weighed'
	| 'alcohol-hours'
	| 'card-unknown'
	| 'card-blocked'
	| 'card-expired';

export type Offer =
	| {readonly kind: 'goods'; readonly goods: BasketGoods}
	| {readonly kind: 'weigh'; readonly goods: GoodsToWeigh}
	| {readonly kind: 'card'; readonly card: AppliedCard}
	/** Several products claim the code. */
	| {readonly kind: 'choose'; readonly products: readonly Product[]}
	| {
			readonly kind: 'refused';
			readonly code: OfferRefusal;
			readonly about: string;
			/** Of what the law forbids now: the till remembers that it was wanted. */
			readonly forbidden?: {readonly why: Forbidden; readonly goods: {readonly code: string; readonly name: string}};
	  };

/** When, and how many. */
export interface Circumstances {
	readonly instantMs: number;
	/** Typed before the goods; one when nothing was. */
	readonly pieceCount: number;
	/** Code of the product that was meant, where several claim what was scanned. */
	readonly chosen?: string;
}

export function offerCode(catalogue: Goods, scannedCode: string, now: Circumstances): Offer {
	const code = plainCode(scannedCode);
	const scanned = catalogue.interpret(scannedCode);
	switch (scanned.kind) {
		case 'gtin':
			return offerFound(catalogue, catalogue.find({by: 'gtin', key: scanned.key}), now, {
				about: code,
				barcode: scanned.key,
			});
		case 'trade-item':
			return offerTradeItem(catalogue, scanned.item, now);
		case 'weight-label':
		case 'piece-label':
		case 'price-label':
			return offerEither(catalogue, scanned, now) ?? offerLabel(catalogue, scanned, code, now);
		case 'card': {
			const card = catalogue.card(scanned.number, businessDayOf(now.instantMs));
			return card.ok ? {kind: 'card', card: card.value} : refused(card.fault, scanned.number);
		}
		case 'bad-check-digit':
			return refused('bad-check-digit', code);
		case 'unreadable':
			return refused('code-unreadable', `(${scanned.field})`);
		case 'unknown':
			return refused('unknown-code', code.replaceAll(gs1Separator, ' '));
		default:
			return unreachable(scanned);
	}
}

export function offerPlu(catalogue: Goods, plu: string, now: Circumstances): Offer {
	const found = catalogue.find({by: 'plu', plu});
	return found.kind === 'none' ? refused('unknown-plu', plu) : offerFound(catalogue, found, now, {about: plu});
}

export function offerProduct(catalogue: Goods, code: string, now: Circumstances): Offer {
	const found = catalogue.find({by: 'code', code});
	return found.kind === 'none' ? refused('product-gone', code) : offerFound(catalogue, found, now, {about: code});
}

interface Asked {
	readonly about: string;
	readonly barcode?: string;
	/** `YYYY-MM-DD`. */
	readonly sellUntil?: string;
}

function offerFound(catalogue: Goods, found: Found, now: Circumstances, asked: Asked): Offer {
	const checked = sellable(catalogue, found, now, asked);
	if (checked.kind !== 'sellable') return checked;
	const goods = priced(catalogue, checked.goods, now, asked);
	if (goods.product.unit === 'kg') {
		return now.pieceCount > 1 ? refused('quantity-of-weighed', goods.product.name) : {kind: 'weigh', goods};
	}
	return {kind: 'goods', goods: {...goods, quantity: {pieces: pieces(now.pieceCount)}}};
}

/** A label that says nothing of weight, count or price is a barcode with a date or a lot. */
function offerTradeItem(catalogue: Goods, item: TradeItem, now: Circumstances): Offer {
	const {key, sellUntil, written = key} = item;
	const asked = {about: written, barcode: written, ...(sellUntil === undefined ? {} : {sellUntil})};
	const found = catalogue.find({by: 'gtin', key});
	const checked = sellable(catalogue, found, now, asked);
	if (checked.kind !== 'sellable') return checked;
	if (!isMeasured(item)) return offerFound(catalogue, found, now, asked);
	const goods = priced(catalogue, checked.goods, now, asked);
	const {product, priceGrosze} = goods;
	if (now.pieceCount > 1) return refused('quantity-of-weighed', product.name);
	const measured = measuredBy(item, {unit: product.unit, priceGrosze});
	if (measured === undefined) return {kind: 'weigh', goods};
	const {isByLabel, ...sold} = measured;
	return {kind: 'goods', goods: {...goods, ...sold, ...(isByLabel ? {priceSource: 'label'} : {})}};
}

function isMeasured({weightGrams, totalGrosze, pieces: count}: TradeItem): boolean {
	return (weightGrams ?? totalGrosze ?? count) !== undefined;
}

/** Whether a code says itself how much of a product there is; of any other a count is typed before it. */
export function saysHowMuch(catalogue: Goods, scannedCode: string, {code}: Product): boolean {
	const scanned = catalogue.interpret(scannedCode);
	switch (scanned.kind) {
		case 'trade-item':
			return isMeasured(scanned.item);
		case 'weight-label':
		case 'piece-label':
		case 'price-label':
			return catalogue.claimantsOf(scanned).packed.every(packed => packed.code !== code);
		default:
			return false;
	}
}

/** Where the digits of a label are a barcode of packed goods as well, the cashier sees which of them it is. */
function offerEither(catalogue: Goods, label: ScannedLabel, now: Circumstances): Offer | undefined {
	const {labelled, packed} = catalogue.claimantsOf(label);
	if (packed.length === 0 || labelled.some(({code}) => code === now.chosen)) return undefined;
	const chosen = packed.find(({code}) => code === now.chosen);
	if (chosen === undefined) return {kind: 'choose', products: [...labelled, ...packed]};
	const {plainKey: barcode = ''} = label;
	return offerFound(catalogue, catalogue.complete(chosen), now, {about: barcode, barcode});
}

function offerLabel(catalogue: Goods, label: Label, code: string, now: Circumstances): Offer {
	switch (label.kind) {
		case 'weight-label':
			return offerMeasured(catalogue, label, {weightGrams: label.weightGrams}, code, now);
		case 'piece-label':
			return offerMeasured(catalogue, label, {pieces: label.pieces}, code, now);
		case 'price-label':
			return offerPriceLabel(catalogue, label, code, now);
	}
}

function offerMeasured(catalogue: Goods, label: Label, quantity: Quantity, code: string, now: Circumstances): Offer {
	const asked = {about: code, barcode: code};
	const checked = sellable(catalogue, catalogue.find({by: 'label', label}), now, asked);
	if (checked.kind !== 'sellable') return checked;
	if (now.pieceCount > 1) return refused('quantity-of-weighed', checked.goods.product.name);
	// A weight on the label of goods sold by the piece, or the reverse, is a label of something else.
	if (!mayBeAbout(label, checked.goods.product)) return refused('product-incomplete', checked.goods.product.name);
	return {kind: 'goods', goods: {...priced(catalogue, checked.goods, now, asked), quantity}};
}

/** The label's total is the truth: one piece at that price, because the weight behind it is not known. */
function offerPriceLabel(
	catalogue: Goods,
	label: Extract<Label, {kind: 'price-label'}>,
	code: string,
	now: Circumstances,
): Offer {
	const asked = {about: code, barcode: code};
	const checked = sellable(catalogue, catalogue.find({by: 'label', label}), now, asked);
	if (checked.kind !== 'sellable') return checked;
	if (now.pieceCount > 1) return refused('quantity-of-weighed', checked.goods.product.name);
	const goods = priced(catalogue, checked.goods, now, asked);
	return {
		kind: 'goods',
		goods: {...goods, quantity: {pieces: pieces(1)}, priceGrosze: label.totalGrosze, priceSource: 'label'},
	};
}

function sellable(
	catalogue: Goods,
	found: Found,
	now: Circumstances,
	asked: Asked,
): {readonly kind: 'sellable'; readonly goods: SellableGoods} | Extract<Offer, {kind: 'refused' | 'choose'}> {
	const {about, sellUntil} = asked;
	switch (found.kind) {
		case 'none':
			return refused('unknown-code', about);
		case 'ambiguous': {
			const {products} = found;
			const chosen = products.find(({code}) => code === now.chosen);
			return chosen ? sellable(catalogue, catalogue.complete(chosen), now, asked) : {kind: 'choose', products};
		}
		case 'incomplete':
			return refused('product-incomplete', found.product.name);
		case 'found': {
			const {goods} = found;
			const why = judgeAt(
				catalogue,
				now.instantMs,
			)({isRecalled: goods.product.recalled === true, route: () => goods.route, lastDay: sellUntil});
			if (why === undefined) return {kind: 'sellable', goods};
			const {code, name} = goods.product;
			return {...refused(why.code, aboutForbidden(why, name)), forbidden: {why, goods: {code, name}}};
		}
		default:
			return unreachable(found);
	}
}

function priced(
	catalogue: Goods,
	{product, route, deposit}: SellableGoods,
	{instantMs}: Circumstances,
	{barcode}: Asked,
): GoodsToWeigh {
	const {priceGrosze, priceSource} = catalogue.price(product, instantMs);
	const promotions = catalogue.promotionsFor(product, instantMs);
	return {
		product,
		route,
		priceGrosze,
		priceSource,
		...(barcode === undefined ? {} : {barcode}),
		...(deposit === undefined ? {} : {deposit}),
		...(promotions.length === 0 ? {} : {promotions}),
	};
}

function refused(code: OfferRefusal, about: string): Extract<Offer, {kind: 'refused'}> {
	return {kind: 'refused', code, about};
}
