/** Baskets that were put aside before they were paid; the journal has each of them. They wait for nobody but the cashier. */
import type {Sale} from '../domain/sale.ts';
import type {KeptSale, SaleJournal} from './sale-journal.ts';
import type {Person} from './state.ts';

export interface ParkedBasket {
	readonly sale: Extract<Sale, {at: 'parked'}>;
	/** Who put it aside; who takes it up sells it. */
	readonly seller: Person;
}

export class ParkedBaskets {
	readonly #journal: SaleJournal;
	#baskets: readonly ParkedBasket[] = [];

	constructor(journal: SaleJournal) {
		this.#journal = journal;
	}

	/** In the order in which they were put aside. */
	get all(): readonly ParkedBasket[] {
		return this.#baskets;
	}

	/** Of what a journal holds. */
	static of(kept: readonly KeptSale[]): readonly ParkedBasket[] {
		return kept.flatMap(({sale, seller}) => (sale.at === 'parked' ? [{sale, seller}] : []));
	}

	put(...baskets: readonly ParkedBasket[]): void {
		const all = [...this.#baskets, ...baskets];
		this.#baskets = all.toSorted((one, other) => Date.parse(one.sale.parkedAt) - Date.parse(other.sale.parkedAt));
	}

	find(saleId: string): ParkedBasket | undefined {
		return this.#baskets.find(({sale}) => sale.basket.saleId === saleId);
	}

	/** Another till's, which is this one's now; on disk when it returns. Throws when the disk will not have it. */
	takeIn({sale, seller}: ParkedBasket): void {
		this.#journal.keep(sale, seller);
		// It may be here already, when the disk took the basket and not what comes after it.
		if (this.find(sale.basket.saleId) === undefined) this.put({sale, seller});
	}

	/** It is another till's now. Throws when the disk does not let go of it. */
	drop(saleId: string): void {
		this.#journal.forget(saleId);
		this.take(saleId);
	}

	take(saleId: string): ParkedBasket | undefined {
		const taken = this.find(saleId);
		this.#baskets = this.#baskets.filter(each => each !== taken);
		return taken;
	}
}
