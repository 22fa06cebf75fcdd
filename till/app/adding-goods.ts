/** Goods come into the basket as far as the shop's limits allow, and by somebody who may sell them. */
import type {Command} from '../api/commands.ts';
import {addGoods, type Basket} from '../domain/basket.ts';
import type {Cashier, Product} from '../domain/catalogue.ts';
import type {Goods} from '../domain/goods.ts';
import type {SaleEvent} from '../domain/sale.ts';
import {beyondLimit} from '../domain/sale-limits.ts';
import type {BasketGuard} from './basket-guard.ts';
import type {SaleDesk} from './sale-desk.ts';
import type {Say} from './state.ts';

/** What was touched or scanned, and by whom. */
export interface Wanted {
	readonly command: Command;
	readonly cashier: Cashier | undefined;
}

/** `unanswered`: somebody of age is asked for first, and the same command comes again. */
export type Added = 'done' | 'refused' | 'beyond-limit' | 'unanswered';

export interface AddingOptions {
	readonly sales: Pick<SaleDesk, 'sale' | 'step' | 'foretell'>;
	readonly goods: Goods;
	readonly guard: Pick<BasketGuard, 'maySellByAge'>;
	readonly say: Say;
}

export class AddingGoods {
	readonly #options: AddingOptions;

	constructor(options: AddingOptions) {
		this.#options = options;
	}

	/** Says which of the shop's limits the basket would be beyond. */
	isWithinLimits(basket: Basket | undefined): boolean {
		const {goods, say} = this.#options;
		const beyond = basket && beyondLimit(basket, goods.settings?.limits);
		if (beyond === undefined) return true;
		say(beyond.code, 'error', 'name' in beyond ? `${beyond.max} ${beyond.name}` : String(beyond.max));
		return false;
	}

	/** Nobody is fetched for what would be refused anyway. */
	add(event: SaleEvent, wanted: Wanted & {readonly product: Product}): Added {
		const {sales} = this.#options;
		if (!this.isWithinLimits(this.#basketAfter(event))) return 'beyond-limit';
		if (!this.#maySell(event, wanted)) return 'unanswered';
		return sales.step(event) ? 'done' : 'refused';
	}

	/** Where the question about age comes now, who answers it is looked at then. */
	#maySell(event: SaleEvent, {command, cashier, product}: Wanted & {readonly product: Product}): boolean {
		const {sales, guard} = this.#options;
		const {sale, refusal} = sales.foretell(event);
		if (!product.age18 || refusal !== undefined || sale.at !== 'selling') return true;
		return guard.maySellByAge({command, saleId: sale.basket.saleId, product}, cashier);
	}

	/** The basket as it would be; of what the sale would not have, the sale says so itself. */
	#basketAfter(event: SaleEvent): Basket | undefined {
		const {sale, refusal} = this.#options.sales.foretell(event);
		if (refusal !== undefined || !('basket' in sale)) return undefined;
		return sale.at === 'asking-age' ? addGoods(sale.basket, sale.goods) : sale.basket;
	}
}
