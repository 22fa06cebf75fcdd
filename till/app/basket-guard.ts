/**
 * What may not be sold is refused here: to the cashier with the name of the goods, and to the book, which remembers it. And
 * who may not sell what is for adults is asked for somebody who may, whoever answered for the customer's age before.
 */
import type {Command} from '../api/commands.ts';
import type {Basket} from '../domain/basket.ts';
import type {Cashier, Product} from '../domain/catalogue.ts';
import type {Clock} from '../domain/clock.ts';
import type {TillEventKind} from '../domain/entry.ts';
import {aboutForbidden, type Forbidden, forbiddenLines} from '../domain/forbidden.ts';
import type {Goods} from '../domain/goods.ts';
import {businessDayOf} from '../domain/local-time.ts';
import type {Answerable} from './approval-desk.ts';
import type {EventRecorder} from './event-recorder.ts';
import type {Say} from './state.ts';

export interface BasketGuardParts {
	readonly goods: Goods;
	readonly clock: Clock;
	readonly events: Pick<EventRecorder, 'record'>;
	readonly say: Say;
	readonly answerable: Answerable;
}

/** Goods for adults that are to be sold by a command. */
interface AdultGoods {
	readonly command: Command;
	readonly saleId: string;
	readonly product: Product;
}

interface ForbiddenGoods {
	readonly why: Forbidden;
	readonly goods: {readonly code: string; readonly name: string};
	readonly saleId?: string;
}

const eventOf: {readonly [C in Forbidden['code']]: TillEventKind} = {
	'product-recalled': 'recall-refused',
	'past-date': 'date-refused',
	'alcohol-hours': 'hours-refused',
};

export class BasketGuard {
	readonly #parts: BasketGuardParts;
	/** Somebody of age answered for this seller in this sale; after a restart they are asked anew. */
	#answered: {readonly saleId: string; readonly seller: string} | undefined;

	constructor(parts: BasketGuardParts) {
		this.#parts = parts;
	}

	refuse({why, goods, saleId}: ForbiddenGoods, cashier: Cashier | undefined): void {
		const {events, say} = this.#parts;
		const facts = {goods, ...(saleId !== undefined && {saleId})};
		const lastDay = why.code === 'past-date' && {lastDay: why.lastDay};
		if (cashier !== undefined) events.record(eventOf[why.code], cashier, {...facts, ...lastDay});
		say(why.code, 'error', aboutForbidden(why, goods.name));
	}

	/** Whatever was so when it was scanned. Of several goods the first is named; the screen marks all of them. */
	mayBeSold(basket: Basket, cashier: Cashier | undefined): boolean {
		const forbidden = this.#firstIn(basket);
		if (forbidden === undefined) return true;
		this.refuse(forbidden, cashier);
		return false;
	}

	/** Nothing is refused yet. */
	warn(basket: Basket): void {
		const forbidden = this.#firstIn(basket);
		if (forbidden === undefined) return;
		const {why, goods} = forbidden;
		this.#parts.say(why.code, 'warning', aboutForbidden(why, goods.name));
	}

	/** Whether the cashier sells the goods for adults that are in it, alone or with somebody's approval. */
	maySell(basket: Basket, command: Command, cashier: Cashier | undefined): boolean {
		const product = basket.lines.find(line => line.product.age18)?.product;
		return product === undefined || this.maySellByAge({command, saleId: basket.saleId, product}, cashier);
	}

	/** What was answered about the customer says nothing of who sells: that may be somebody else by now. */
	maySellByAge({command, saleId, product}: AdultGoods, cashier: Cashier | undefined): boolean {
		const {clock, answerable} = this.#parts;
		if (this.#answered?.saleId === saleId && this.#answered.seller === cashier?.id) return true;
		const operation = {of: 'sell-age18', day: businessDayOf(clock.now())} as const;
		const goods = {code: product.code, name: product.name};
		const answers = answerable({command, operation, saleId, goods}, cashier);
		if (answers === undefined || cashier === undefined) return false;
		if (answers.id !== cashier.id) this.#answered = {saleId, seller: cashier.id};
		return true;
	}

	#firstIn(basket: Basket): ForbiddenGoods | undefined {
		const {goods, clock} = this.#parts;
		const [first] = forbiddenLines(basket, goods, clock.now());
		if (first === undefined) return undefined;
		const {code, name} = first.line.product;
		return {why: first.why, goods: {code, name}, saleId: basket.saleId};
	}
}
