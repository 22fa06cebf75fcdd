/** What follows while goods lie on the counter: from the first of them to the payment, or until they are put aside. */
import {
	addGoods,
	addPieces,
	type Basket,
	type BasketGoods,
	emptyBasket,
	isEmpty,
	lineCountMax,
	nameBuyer,
	showCard,
	sumsOf,
	type Voiding,
	voidedGrosze,
	voidGoods,
} from './basket.ts';
import {type ReturnedPackages, withPackages} from './packages.ts';
import type {AppliedCard} from './pricing.ts';
import {grams} from './quantity.ts';
import {
	type GoodsToWeigh,
	keep,
	keepSoon,
	refuse,
	type Sale,
	type SaleEffect,
	type SaleEvent,
	type SaleStep,
	to,
} from './sale.ts';

export function add(sale: Sale, basket: Basket, goods: BasketGoods): SaleStep {
	if (basket.lines.length >= lineCountMax) return refuse(sale, 'too-many-lines');
	if (goods.product.age18 && basket.ageCheck === undefined) return to({at: 'asking-age', basket, goods}, keepSoon);
	return to({at: 'selling', basket: addGoods(basket, goods)}, keepSoon);
}

export function weigh(basket: Basket, goods: GoodsToWeigh): SaleStep {
	return to({at: 'weighing', basket, goods, tareGrams: grams(0), reading: {state: 'waiting', reason: 'empty'}});
}

export function selling(basket: Basket): SaleStep {
	return sellingOrIdle(basket, keep);
}

/** With more in it than before. */
export function sellingMore(basket: Basket): SaleStep {
	return sellingOrIdle(basket, keepSoon);
}

function sellingOrIdle(basket: Basket, kept: SaleEffect): SaleStep {
	if (isEmpty(basket)) return to({at: 'idle'}, {do: 'forget', saleId: basket.saleId});
	return to({at: 'selling', basket}, kept);
}

export function park(basket: Basket, parkedAt: string): SaleStep {
	return to({at: 'parked', basket, parkedAt}, keep);
}

export function voidSale(basket: Basket): SaleStep {
	const {saleId, lines} = basket;
	const {dueGrosze: amountGrosze} = sumsOf(lines);
	const voided: SaleEffect = {do: 'remember', remark: 'sale-voided', saleId, amountGrosze, ...asideOf(basket)};
	return to({at: 'idle'}, voided, {do: 'forget', saleId});
}

/** A basket that lay aside and is voided is another matter than one whose customer stands there. */
function asideOf({parkedAt}: Basket): Pick<Basket, 'parkedAt'> {
	return parkedAt === undefined ? {} : {parkedAt};
}

export function withCard(basket: Basket, card: AppliedCard | undefined): SaleStep {
	return sellingMore(showCard(basket, card));
}

/** Shown while goods are weighed or age is asked about: what is in the basket is repriced, and what is asked stays asked. */
export function withCardMeanwhile(
	sale: Extract<Sale, {at: 'weighing' | 'asking-age'}>,
	card: AppliedCard | undefined,
): SaleStep {
	return to({...sale, basket: showCard(sale.basket, card)}, keepSoon);
}

export function takeBack(basket: Basket, packages: ReturnedPackages): SaleStep {
	return sellingMore(withPackages(basket, packages));
}

/** Goods are paid for, or packages are paid out; of neither there is nothing to pay. */
export function total(sale: Extract<Sale, {at: 'selling'}>): SaleStep {
	const {lines, packages} = sale.basket;
	const isPaid = lines.length > 0 ? sumsOf(lines).dueGrosze > 0 : packages !== undefined;
	return isPaid ? to({at: 'paying', basket: sale.basket}) : refuse(sale, 'nothing-to-pay');
}

export const begin = {
	add: (sale: Sale, {goods, fresh}: Extract<SaleEvent, {on: 'add'}>) => add(sale, emptyBasket(fresh), goods),
	weigh: (_sale: Sale, {goods, fresh}: Extract<SaleEvent, {on: 'weigh'}>) => weigh(emptyBasket(fresh), goods),
	packages: (_sale: Sale, {packages, fresh}: Extract<SaleEvent, {on: 'packages'}>) =>
		takeBack(emptyBasket(fresh), packages),
	buyer: (sale: Sale, {nip, fresh}: Extract<SaleEvent, {on: 'buyer'}>) =>
		nip === undefined ? to(sale) : sellingMore(nameBuyer(emptyBasket(fresh), nip)),
	card: (sale: Sale, {card, fresh}: Extract<SaleEvent, {on: 'card'}>) =>
		card === undefined ? to(sale) : withCard(emptyBasket(fresh), card),
};

export function morePieces(sale: Extract<Sale, {at: 'selling'}>, line: number, count: number): SaleStep {
	const isThere = sale.basket.lines.some(candidate => candidate.line === line);
	return isThere ? sellingMore(addPieces(sale.basket, {line, count})) : refuse(sale, 'no-such-line');
}

export function voidLine(sale: Extract<Sale, {at: 'selling'}>, voiding: Voiding): SaleStep {
	const former = sale.basket.lines.find(candidate => candidate.line === voiding.line);
	if (former === undefined) return refuse(sale, 'no-such-line');
	const basket = voidGoods(sale.basket, voiding);
	const {code, name} = former.product;
	const amountGrosze = voidedGrosze(sale.basket, voiding);
	const {sale: next, effects} = selling(basket);
	return to(
		next,
		{
			do: 'remember',
			remark: 'line-voided',
			saleId: basket.saleId,
			goods: {code, name},
			amountGrosze,
			...asideOf(basket),
		},
		...effects,
	);
}
