/**
 * What follows from what in a sale: every state × event in one table, so that a case nobody thought of does not
 * compile. The states and the invariants S1 to S5 are in `sale.ts`.
 */
import {
	addGoods,
	addPieces,
	type Basket,
	type BasketGoods,
	checkAge,
	discountByHand,
	emptyBasket,
	isEmpty,
	lineCountMax,
	nameBuyer,
	showCard,
	sumsOf,
	voidedGrosze,
	voidGoods,
} from './basket.ts';
import {type ReturnedPackages, withPackages} from './packages.ts';
import type {AppliedCard} from './pricing.ts';
import {grams, type Quantity} from './quantity.ts';
import {type GoodsToWeigh, keep, refuse, type Sale, type SaleEvent, type SaleStep, to} from './sale.ts';
import {beginPrinting, mayGoBack, maySuspend, resumePrinting, stepPrinting} from './sale-printing.ts';

type At = Sale['at'];
type On = SaleEvent['on'];
type Handler<A extends At, E extends On> = (
	sale: Extract<Sale, {at: A}>,
	event: Extract<SaleEvent, {on: E}>,
) => SaleStep;
/** `not-now`: the cashier is told. `ignored`: late news that no longer matter. */
type Table = {readonly [A in At]: {readonly [E in On]: Handler<A, E> | 'not-now' | 'ignored'}};

function add(sale: Sale, basket: Basket, goods: BasketGoods): SaleStep {
	if (basket.lines.length >= lineCountMax) return refuse(sale, 'too-many-lines');
	if (goods.product.age18 && basket.ageCheck === undefined) return to({at: 'asking-age', basket, goods}, keep);
	return to({at: 'selling', basket: addGoods(basket, goods)}, keep);
}

function weigh(basket: Basket, goods: GoodsToWeigh): SaleStep {
	return to({at: 'weighing', basket, goods, tareGrams: grams(0), reading: {state: 'waiting', reason: 'empty'}});
}

function selling(basket: Basket): SaleStep {
	if (isEmpty(basket)) return to({at: 'idle'}, {do: 'forget', saleId: basket.saleId});
	return to({at: 'selling', basket}, keep);
}

function withCard(basket: Basket, card: AppliedCard | undefined): SaleStep {
	return selling(showCard(basket, card));
}

function takeBack(basket: Basket, packages: ReturnedPackages): SaleStep {
	return selling(withPackages(basket, packages));
}

/** Goods are paid for, or packages are paid out; of neither there is nothing to pay. */
function total(sale: Extract<Sale, {at: 'selling'}>): SaleStep {
	const {lines, packages} = sale.basket;
	const isPaid = lines.length > 0 ? sumsOf(lines).dueGrosze > 0 : packages !== undefined;
	return isPaid ? to({at: 'paying', basket: sale.basket}) : refuse(sale, 'nothing-to-pay');
}

const begin = {
	add: (sale: Sale, {goods, fresh}: Extract<SaleEvent, {on: 'add'}>) => add(sale, emptyBasket(fresh), goods),
	weigh: (_sale: Sale, {goods, fresh}: Extract<SaleEvent, {on: 'weigh'}>) => weigh(emptyBasket(fresh), goods),
	packages: (_sale: Sale, {packages, fresh}: Extract<SaleEvent, {on: 'packages'}>) =>
		takeBack(emptyBasket(fresh), packages),
	buyer: (sale: Sale, {nip, fresh}: Extract<SaleEvent, {on: 'buyer'}>) =>
		nip === undefined ? to(sale) : selling(nameBuyer(emptyBasket(fresh), nip)),
	card: (sale: Sale, {card, fresh}: Extract<SaleEvent, {on: 'card'}>) =>
		card === undefined ? to(sale) : withCard(emptyBasket(fresh), card),
};

const table: Table = {
	idle: {
		...begin,
		discount: 'not-now',
		tare: 'not-now',
		reading: 'ignored',
		'add-weighed': 'not-now',
		'age-answer': 'not-now',
		'more-pieces': 'not-now',
		'void-line': 'not-now',
		'void-sale': 'not-now',
		total: sale => refuse(sale, 'nothing-to-pay'),
		back: 'ignored',
		pay: 'not-now',
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: 'ignored',
		suspend: 'not-now',
		resume: 'ignored',
		restart: 'ignored',
		sealed: 'ignored',
		next: 'ignored',
	},
	selling: {
		add: (sale, {goods}) => add(sale, sale.basket, goods),
		weigh: ({basket}, {goods}) => weigh(basket, goods),
		tare: 'not-now',
		reading: 'ignored',
		'add-weighed': 'not-now',
		'age-answer': 'not-now',
		'more-pieces': (sale, {line, count}) => morePieces(sale, line, count),
		'void-line': (sale, {line, count}) => voidLine(sale, line, count),
		'void-sale': ({basket}) =>
			to(
				{at: 'idle'},
				{do: 'remember', remark: 'sale-voided', saleId: basket.saleId, amountGrosze: sumsOf(basket.lines).dueGrosze},
				{do: 'forget', saleId: basket.saleId},
			),
		card: ({basket}, {card}) => withCard(basket, card),
		packages: ({basket}, {packages}) => takeBack(basket, packages),
		buyer: ({basket}, {nip}) => selling(nameBuyer(basket, nip)),
		discount: ({basket}, {lines, manual}) => selling(discountByHand(basket, {lines, manual})),
		total,
		back: 'ignored',
		pay: 'not-now',
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: 'ignored',
		suspend: 'not-now',
		resume: 'ignored',
		restart: sale => to(sale),
		sealed: 'ignored',
		next: 'ignored',
	},
	weighing: {
		add: 'not-now',
		weigh: 'not-now',
		tare: (sale, {tareGrams}) => to({...sale, tareGrams, reading: {state: 'waiting', reason: 'moving'}}),
		reading: (sale, {reading}) => to({...sale, reading}),
		'add-weighed': sale => {
			if (sale.reading.state !== 'stable') return refuse(sale, 'not-now');
			const quantity: Quantity = {weightGrams: sale.reading.netGrams};
			return add(sale, sale.basket, {...sale.goods, quantity});
		},
		'age-answer': 'not-now',
		'more-pieces': 'not-now',
		'void-line': 'not-now',
		'void-sale': 'not-now',
		card: 'not-now',
		packages: 'not-now',
		buyer: 'not-now',
		discount: 'not-now',
		total: 'not-now',
		back: ({basket}) => selling(basket),
		pay: 'not-now',
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: 'ignored',
		suspend: 'not-now',
		resume: 'ignored',
		restart: ({basket}) => selling(basket),
		sealed: 'ignored',
		next: 'ignored',
	},
	'asking-age': {
		add: 'not-now',
		weigh: 'not-now',
		tare: 'not-now',
		reading: 'ignored',
		'add-weighed': 'not-now',
		'age-answer': (asked, {answer}) => {
			const {basket, goods} = asked;
			if (answer !== 'refused') return add(asked, checkAge(basket, answer), goods);
			const {code, name} = goods.product;
			const {effects, sale} = selling(basket);
			return to(
				sale,
				{
					do: 'remember',
					remark: 'age-refused',
					saleId: basket.saleId,
					goods: {code, name},
					amountGrosze: goods.priceGrosze,
				},
				...effects,
			);
		},
		'more-pieces': 'not-now',
		'void-line': 'not-now',
		'void-sale': 'not-now',
		card: 'not-now',
		packages: 'not-now',
		buyer: 'not-now',
		discount: 'not-now',
		total: 'not-now',
		back: 'not-now',
		pay: 'not-now',
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: 'ignored',
		suspend: 'not-now',
		resume: 'ignored',
		restart: sale => to(sale),
		sealed: 'ignored',
		next: 'ignored',
	},
	paying: {
		add: 'not-now',
		weigh: 'not-now',
		tare: 'not-now',
		reading: 'ignored',
		'add-weighed': 'not-now',
		'age-answer': 'not-now',
		'more-pieces': 'not-now',
		'void-line': 'not-now',
		'void-sale': 'not-now',
		// Shown while the customer is looking for money: everything is repriced, and the change is reckoned anew.
		card: ({basket}, {card}) => to({at: 'paying', basket: showCard(basket, card)}, keep),
		packages: 'not-now',
		buyer: ({basket}, {nip}) => to({at: 'paying', basket: nameBuyer(basket, nip)}, keep),
		discount: 'not-now',
		total: 'ignored',
		back: ({basket}) => selling(basket),
		pay: ({basket}, {payment}) => to({at: 'preparing', basket, payment}, {do: 'prepare', slips: payment.slips}),
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: 'ignored',
		suspend: 'not-now',
		resume: 'ignored',
		restart: ({basket}) => selling(basket),
		sealed: 'ignored',
		next: 'ignored',
	},
	preparing: {
		add: 'not-now',
		weigh: 'not-now',
		tare: 'not-now',
		reading: 'ignored',
		'add-weighed': 'not-now',
		'age-answer': 'not-now',
		'more-pieces': 'not-now',
		'void-line': 'not-now',
		'void-sale': 'not-now',
		card: 'not-now',
		packages: 'not-now',
		buyer: 'not-now',
		discount: 'not-now',
		total: 'not-now',
		back: 'not-now',
		pay: 'not-now',
		prepared: (sale, {before, date}) => beginPrinting(sale, before, date),
		'not-prepared': ({basket}) => to({at: 'paying', basket}),
		print: 'ignored',
		suspend: 'not-now',
		resume: 'ignored',
		restart: ({basket}) => selling(basket),
		sealed: 'ignored',
		next: 'ignored',
	},
	printing: {
		add: 'not-now',
		weigh: 'not-now',
		tare: 'not-now',
		reading: 'ignored',
		'add-weighed': 'not-now',
		'age-answer': 'not-now',
		'more-pieces': 'not-now',
		'void-line': 'not-now',
		'void-sale': 'not-now',
		card: 'not-now',
		packages: 'not-now',
		buyer: 'not-now',
		discount: 'not-now',
		total: 'not-now',
		back: sale => (mayGoBack(sale.jobs) ? to({at: 'selling', basket: sale.basket}, keep) : refuse(sale, 'not-now')),
		pay: 'not-now',
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: (sale, {route, event}) => stepPrinting(sale, route, event),
		suspend: sale => (maySuspend(sale.jobs) ? to({...sale, at: 'suspended'}, keep) : refuse(sale, 'not-now')),
		resume: 'ignored',
		restart: resumePrinting,
		sealed: 'ignored',
		next: 'not-now',
	},
	suspended: {
		add: 'not-now',
		weigh: 'not-now',
		tare: 'not-now',
		reading: 'ignored',
		'add-weighed': 'not-now',
		'age-answer': 'not-now',
		'more-pieces': 'not-now',
		'void-line': 'not-now',
		'void-sale': 'not-now',
		card: 'not-now',
		packages: 'not-now',
		buyer: 'not-now',
		discount: 'not-now',
		total: 'not-now',
		back: 'not-now',
		pay: 'not-now',
		prepared: 'ignored',
		'not-prepared': 'ignored',
		// What a printer says meanwhile is asked after again when the sale is taken up.
		print: 'ignored',
		suspend: 'ignored',
		resume: sale => resumePrinting({...sale, at: 'printing'}),
		restart: sale => to(sale),
		sealed: 'ignored',
		next: 'not-now',
	},
	sealing: {
		add: 'not-now',
		weigh: 'not-now',
		tare: 'not-now',
		reading: 'ignored',
		'add-weighed': 'not-now',
		'age-answer': 'not-now',
		'more-pieces': 'not-now',
		'void-line': 'not-now',
		'void-sale': 'not-now',
		card: 'not-now',
		packages: 'not-now',
		buyer: 'not-now',
		discount: 'not-now',
		total: 'not-now',
		back: 'not-now',
		pay: 'not-now',
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: 'ignored',
		suspend: 'not-now',
		resume: 'ignored',
		restart: sale => to(sale, {do: 'seal'}),
		sealed: ({basket, payment, jobs}, {entry}) =>
			to({at: 'closed', basket, payment, jobs, entry}, {do: 'forget', saleId: basket.saleId}),
		next: 'not-now',
	},
	closed: {
		...begin,
		discount: 'not-now',
		tare: 'not-now',
		reading: 'ignored',
		'add-weighed': 'not-now',
		'age-answer': 'not-now',
		'more-pieces': 'not-now',
		'void-line': 'not-now',
		'void-sale': 'not-now',
		total: 'not-now',
		back: () => to({at: 'idle'}),
		pay: 'not-now',
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: 'ignored',
		suspend: 'not-now',
		resume: 'ignored',
		restart: () => to({at: 'idle'}),
		sealed: 'ignored',
		next: () => to({at: 'idle'}),
	},
};

export function stepSale(sale: Sale, event: SaleEvent): SaleStep {
	const handler = table[sale.at][event.on] as Handler<At, On> | 'not-now' | 'ignored';
	if (handler === 'not-now') return refuse(sale, 'not-now');
	if (handler === 'ignored') return to(sale);
	return handler(sale, event);
}

function morePieces(sale: Extract<Sale, {at: 'selling'}>, line: number, count: number): SaleStep {
	const isThere = sale.basket.lines.some(candidate => candidate.line === line);
	return isThere ? selling(addPieces(sale.basket, {line, count})) : refuse(sale, 'no-such-line');
}

function voidLine(sale: Extract<Sale, {at: 'selling'}>, line: number, count: number | undefined): SaleStep {
	const former = sale.basket.lines.find(candidate => candidate.line === line);
	if (former === undefined) return refuse(sale, 'no-such-line');
	const which = count === undefined ? {line} : {line, count};
	const basket = voidGoods(sale.basket, which);
	const {code, name} = former.product;
	const amountGrosze = voidedGrosze(sale.basket, which);
	const {sale: next, effects} = selling(basket);
	return to(
		next,
		{do: 'remember', remark: 'line-voided', saleId: basket.saleId, goods: {code, name}, amountGrosze},
		...effects,
	);
}
