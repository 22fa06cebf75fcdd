/** Baskets that are put aside before they are paid, and taken up again. */
import type {Command} from '../api/commands.ts';
import type {Cashier} from '../domain/catalogue.ts';
import type {Clock} from '../domain/clock.ts';
import {businessDayOf} from '../domain/local-time.ts';
import type {Answerable} from './approval-desk.ts';
import {isCounterFree, type SaleDesk} from './sale-desk.ts';
import type {Say} from './state.ts';

export interface ParkingOptions {
	readonly sales: SaleDesk;
	readonly clock: Clock;
	readonly say: Say;
	readonly answerable: Answerable;
}

export class ParkingCommands {
	readonly #options: ParkingOptions;

	constructor(options: ParkingOptions) {
		this.#options = options;
	}

	park(): void {
		const {sales, say} = this.#options;
		if (sales.park()) say('basket-parked', 'info');
	}

	takeUp(command: Extract<Command, {do: 'take-up'}>, cashier: Cashier | undefined): void {
		const {sales, say} = this.#options;
		if (!isCounterFree(sales.sale)) return say('not-now', 'warning');
		if (this.#maySellByAge(command, cashier)) sales.takeUp(command.sale);
	}

	/** Who put it aside answered for the customer's age, but who takes it up sells it. */
	#maySellByAge(command: Extract<Command, {do: 'take-up'}>, cashier: Cashier | undefined): boolean {
		const {sales, clock, answerable} = this.#options;
		const basket = sales.parked.find(({sale}) => sale.basket.saleId === command.sale)?.sale.basket;
		const product = basket?.lines.find(line => line.product.age18)?.product;
		if (basket === undefined || product === undefined) return true;
		const {code, name} = product;
		const operation = {of: 'sell-age18', day: businessDayOf(clock.now())} as const;
		return answerable({command, operation, saleId: basket.saleId, goods: {code, name}}, cashier) !== undefined;
	}
}
