/** What may not be sold is refused here: to the cashier with the name of the goods, and to the book, which remembers it. */
import type {Basket} from '../domain/basket.ts';
import type {Cashier} from '../domain/catalogue.ts';
import type {Clock} from '../domain/clock.ts';
import type {TillEventKind} from '../domain/entry.ts';
import {aboutForbidden, type Forbidden, forbiddenLines} from '../domain/forbidden.ts';
import type {Goods} from '../domain/goods.ts';
import type {EventRecorder} from './event-recorder.ts';
import type {Say} from './state.ts';

export interface BasketGuardParts {
	readonly goods: Goods;
	readonly clock: Clock;
	readonly events: Pick<EventRecorder, 'record'>;
	readonly say: Say;
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

	#firstIn(basket: Basket): ForbiddenGoods | undefined {
		const {goods, clock} = this.#parts;
		const [first] = forbiddenLines(basket, goods, clock.now());
		if (first === undefined) return undefined;
		const {code, name} = first.line.product;
		return {why: first.why, goods: {code, name}, saleId: basket.saleId};
	}
}
