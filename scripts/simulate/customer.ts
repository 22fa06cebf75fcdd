/** A customer: what they want, and what people in the shop remember of them, whatever the till does. */
import type {Route} from '../../till/domain/catalogue.ts';
import {systemNumberOf} from '../../till/domain/slip.ts';
import type {Shopping} from './shopping.ts';
import type {Document} from './witness.ts';

export class Customer {
	readonly shopping: Shopping;
	/** What the till called their sale; more than one where a till died before the first good was on disk. */
	readonly saleIds = new Set<string>();
	/** Printers whose slip the cashier wished to give up; whether the wish was heard, the book knows. */
	readonly givenUp = new Set<Route>();
	/** Goods whose whole line was taken off again, by their place in the shopping. */
	readonly voidedPlaces = new Set<number>();
	/** How often they went back from the payment. */
	waveredCount = 0;
	/** Goes away as soon as the basket is back on the counter. */
	wantsToLeave = false;
	/** Their sale is put aside, and they will come again for the slip that is missing. */
	isAside = false;
	/** How often something had happened at the printers that no till sees through, before they came. */
	disturbancesBefore: Readonly<Record<Route, number>> | undefined;
	readonly #paper: Record<Route, readonly Document[]> = {main: [], alcohol: []};

	constructor(shopping: Shopping) {
		this.shopping = shopping;
	}

	/** What was printed for them before their sale was put aside, and while it was. */
	paper(route: Route): readonly Document[] {
		return this.#paper[route];
	}

	/** Whether it is the slip of one of their sales. */
	isNamedOn({systemNumber}: Document, route: Route): boolean {
		return [...this.saleIds].some(saleId => systemNumber === systemNumberOf({saleId, route}));
	}

	takePaper(route: Route, documents: readonly Document[]): void {
		this.#paper[route] = [...this.#paper[route], ...documents];
	}
}
