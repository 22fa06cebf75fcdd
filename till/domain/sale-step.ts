/**
 * What follows from what in a sale: every state × event in one table, so that a case nobody thought of does not
 * compile. The states and the invariants S1 to S5 are in `sale.ts`.
 */
import {assert} from './assert.ts';
import {
	addGoods,
	type Basket,
	type BasketGoods,
	checkAge,
	emptyBasket,
	lineCountMax,
	showCard,
	sumsOf,
	voidGoods,
} from './basket.ts';
import type {Route} from './catalogue.ts';
import type {Grosze} from './money.ts';
import type {AppliedCard} from './pricing.ts';
import {type PrintEffect, type PrintEvent, type PrintJob, stepPrintJob} from './print-job.ts';
import {grams, type Quantity} from './quantity.ts';
import type {GoodsToWeigh, Sale, SaleEffect, SaleEvent, SaleRefusal, SaleStep} from './sale.ts';

type At = Sale['at'];
type On = SaleEvent['on'];
type Handler<A extends At, E extends On> = (
	sale: Extract<Sale, {at: A}>,
	event: Extract<SaleEvent, {on: E}>,
) => SaleStep;
/** `not-now`: the cashier is told. `ignored`: late news that no longer matter. */
type Table = {readonly [A in At]: {readonly [E in On]: Handler<A, E> | 'not-now' | 'ignored'}};

const keep: SaleEffect = {do: 'keep'};
const to = (sale: Sale, ...effects: readonly SaleEffect[]): SaleStep => ({sale, effects});
const refuse = (sale: Sale, refusal: SaleRefusal): SaleStep => ({sale, effects: [], refusal});

function add(basket: Basket, goods: BasketGoods): SaleStep {
	if (basket.lines.length >= lineCountMax) return refuse({at: 'selling', basket}, 'too-many-lines');
	if (goods.product.age18 && basket.ageCheck === undefined) return to({at: 'asking-age', basket, goods}, keep);
	return to({at: 'selling', basket: addGoods(basket, goods)}, keep);
}

function weigh(basket: Basket, goods: GoodsToWeigh): SaleStep {
	return to({at: 'weighing', basket, goods, tareGrams: grams(0), reading: {state: 'waiting', reason: 'empty'}});
}

/** A basket without lines and without a card is no sale. */
function selling(basket: Basket): SaleStep {
	if (basket.lines.length === 0 && basket.card === undefined)
		return to({at: 'idle'}, {do: 'forget', saleId: basket.saleId});
	return to({at: 'selling', basket}, keep);
}

function withCard(basket: Basket, card: AppliedCard | undefined): SaleStep {
	return selling(showCard(basket, card));
}

const begin = {
	add: (_sale: Sale, {goods, fresh}: Extract<SaleEvent, {on: 'add'}>) => add(emptyBasket(fresh), goods),
	weigh: (_sale: Sale, {goods, fresh}: Extract<SaleEvent, {on: 'weigh'}>) => weigh(emptyBasket(fresh), goods),
	card: (sale: Sale, {card, fresh}: Extract<SaleEvent, {on: 'card'}>) =>
		card === undefined ? to(sale) : withCard(emptyBasket(fresh), card),
};

const table: Table = {
	idle: {
		...begin,
		tare: 'not-now',
		reading: 'ignored',
		'add-weighed': 'not-now',
		'age-answer': 'not-now',
		'void-line': 'not-now',
		'void-sale': 'not-now',
		total: sale => refuse(sale, 'nothing-to-pay'),
		back: 'ignored',
		pay: 'not-now',
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: 'ignored',
		restart: 'ignored',
		sealed: 'ignored',
		next: 'ignored',
	},
	selling: {
		add: ({basket}, {goods}) => add(basket, goods),
		weigh: ({basket}, {goods}) => weigh(basket, goods),
		tare: 'not-now',
		reading: 'ignored',
		'add-weighed': 'not-now',
		'age-answer': 'not-now',
		'void-line': (sale, {line, count}) => voidLine(sale, line, count),
		'void-sale': ({basket}) =>
			to(
				{at: 'idle'},
				{do: 'remember', remark: 'sale-voided', saleId: basket.saleId, amountGrosze: sumsOf(basket.lines).dueGrosze},
				{do: 'forget', saleId: basket.saleId},
			),
		card: ({basket}, {card}) => withCard(basket, card),
		total: sale =>
			sumsOf(sale.basket.lines).dueGrosze > 0
				? to({at: 'paying', basket: sale.basket})
				: refuse(sale, 'nothing-to-pay'),
		back: 'ignored',
		pay: 'not-now',
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: 'ignored',
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
			return add(sale.basket, {...sale.goods, quantity});
		},
		'age-answer': 'not-now',
		'void-line': 'not-now',
		'void-sale': 'not-now',
		card: 'not-now',
		total: 'not-now',
		back: ({basket}) => selling(basket),
		pay: 'not-now',
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: 'ignored',
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
		'age-answer': ({basket, goods}, {answer}) => {
			if (answer !== 'refused') return add(checkAge(basket, answer), goods);
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
		'void-line': 'not-now',
		'void-sale': 'not-now',
		card: 'not-now',
		total: 'not-now',
		back: 'not-now',
		pay: 'not-now',
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: 'ignored',
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
		'void-line': 'not-now',
		'void-sale': 'not-now',
		// Shown while the customer is looking for money: everything is repriced, and the change is reckoned anew.
		card: ({basket}, {card}) => to({at: 'paying', basket: showCard(basket, card)}, keep),
		total: 'ignored',
		back: ({basket}) => selling(basket),
		pay: ({basket}, {payment}) => to({at: 'preparing', basket, payment}, {do: 'prepare', slips: payment.slips}),
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: 'ignored',
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
		'void-line': 'not-now',
		'void-sale': 'not-now',
		card: 'not-now',
		total: 'not-now',
		back: 'not-now',
		pay: 'not-now',
		prepared: ({basket, payment}, {before, date}) => {
			const jobs = payment.slips.map((slip, index): PrintJob => {
				const evidence = before[index];
				assert(evidence?.transaction === 'none', 'a slip is planned at a printer where nothing is open');
				return {slip, before: evidence, state: {at: 'planned'}};
			});
			return goOn({at: 'printing', basket, payment, date, jobs});
		},
		'not-prepared': ({basket}) => to({at: 'paying', basket}),
		print: 'ignored',
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
		'void-line': 'not-now',
		'void-sale': 'not-now',
		card: 'not-now',
		total: 'not-now',
		back: sale => (mayGoBack(sale.jobs) ? to({at: 'selling', basket: sale.basket}, keep) : refuse(sale, 'not-now')),
		pay: 'not-now',
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: (sale, {route, event}) => printStep(sale, route, event),
		restart: sale => {
			const steps = sale.jobs.map(job => stepPrintJob(job, {on: 'restart'}));
			const effects = steps.flatMap(step => printerEffects(step.job.slip.route, step.effects));
			const resumed = {...sale, jobs: steps.map(step => step.job)};
			const {sale: next, effects: further} = goOn(resumed, 'resuming');
			return to(next, keep, ...effects, ...further);
		},
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
		'void-line': 'not-now',
		'void-sale': 'not-now',
		card: 'not-now',
		total: 'not-now',
		back: 'not-now',
		pay: 'not-now',
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: 'ignored',
		restart: sale => to(sale, {do: 'seal'}),
		sealed: ({basket, payment, jobs}, {entry}) =>
			to({at: 'closed', basket, payment, jobs, entry}, {do: 'forget', saleId: basket.saleId}),
		next: 'not-now',
	},
	closed: {
		...begin,
		tare: 'not-now',
		reading: 'ignored',
		'add-weighed': 'not-now',
		'age-answer': 'not-now',
		'void-line': 'not-now',
		'void-sale': 'not-now',
		total: 'not-now',
		back: () => to({at: 'idle'}),
		pay: 'not-now',
		prepared: 'ignored',
		'not-prepared': 'ignored',
		print: 'ignored',
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

function voidLine(sale: Extract<Sale, {at: 'selling'}>, line: number, count: number | undefined): SaleStep {
	const former = sale.basket.lines.find(candidate => candidate.line === line);
	if (former === undefined) return refuse(sale, 'no-such-line');
	const basket = voidGoods(sale.basket, count === undefined ? {line} : {line, count});
	const {code, name} = former.product;
	const amountGrosze = (sumsOf(sale.basket.lines).dueGrosze - sumsOf(basket.lines).dueGrosze) as Grosze;
	const {sale: next, effects} = selling(basket);
	return to(
		next,
		{do: 'remember', remark: 'line-voided', saleId: basket.saleId, goods: {code, name}, amountGrosze},
		...effects,
	);
}

type Printing = Extract<Sale, {at: 'printing'}>;

function printerEffects(route: Route, effects: readonly PrintEffect[]): readonly SaleEffect[] {
	return effects.map(effect => ({do: 'printer', route, effect}));
}

function printStep(sale: Printing, route: Route, event: PrintEvent): SaleStep {
	const job = sale.jobs.find(candidate => candidate.slip.route === route);
	assert(job !== undefined, `the sale has a slip for ${route}`);
	const step = stepPrintJob(job, event);
	if (step.job === job) return to(sale);
	const jobs = sale.jobs.map(candidate => (candidate === job ? step.job : candidate));
	const remarks: SaleEffect[] =
		step.job.state.at === 'abandoned' && job.state.at !== 'abandoned'
			? [{do: 'remember', remark: 'slip-abandoned', saleId: sale.basket.saleId, amountGrosze: job.slip.dueGrosze}]
			: [];
	const {sale: next, effects} = goOn({...sale, jobs});
	return to(
		next,
		keep,
		...remarks,
		...printerEffects(route, step.effects),
		...effects.filter(effect => effect.do !== 'keep'),
	);
}

/** Begins the next slip, or seals the receipt when there is none left. */
function goOn(sale: Printing, how: 'at once' | 'resuming' = 'at once'): SaleStep {
	const busy = sale.jobs.some(
		({state}) => state.at !== 'planned' && state.at !== 'printed' && state.at !== 'abandoned',
	);
	if (busy) return to(sale, keep);
	const planned = sale.jobs.find(({state}) => state.at === 'planned');
	if (planned !== undefined) {
		// After a restart the cashier is shown what was printed before anything more is.
		if (how === 'resuming') return to(sale, keep);
		const step = stepPrintJob(planned, {on: 'begin'});
		const jobs = sale.jobs.map(job => (job === planned ? step.job : job));
		return to({...sale, jobs}, keep, ...printerEffects(planned.slip.route, step.effects));
	}
	if (sale.jobs.some(({state}) => state.at === 'printed')) return to({...sale, at: 'sealing'}, keep, {do: 'seal'});
	return to({at: 'selling', basket: sale.basket}, keep);
}

/** Nothing was printed and nothing may have been: the customer may still change their mind. */
export function mayGoBack(jobs: readonly PrintJob[]): boolean {
	return jobs.every(({state}) => state.at === 'planned' || state.at === 'stopped' || state.at === 'abandoned');
}
