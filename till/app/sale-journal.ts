/**
 * The sale in the journal: what is written of it, and how it is found again after a crash.
 *
 *   keep     the sale as it is, before anything of the next step is done
 *   sealed   the receipt in its final form, before it goes into the book
 *   forget   it is over
 */
import {assert} from '../domain/assert.ts';
import type {Sealed} from '../domain/entry.ts';
import type {Sale} from '../domain/sale.ts';
import type {Journal} from '../replica/replica.ts';
import type {Person} from './state.ts';

/** The form of a journal record; a later form is another number. */
const form = 1;

export interface KeptSale {
	readonly form: typeof form;
	readonly sale: Sale;
	readonly seller: Person;
	readonly sealed?: Sealed;
}

export class SaleJournal {
	readonly #journal: Journal;

	constructor(journal: Journal) {
		this.#journal = journal;
	}

	/** On disk when it returns; throws when the disk will not have it. */
	keep(sale: Sale, seller: Person, sealed?: Sealed): void {
		if (sale.at === 'idle') return;
		const kept: KeptSale = {form, sale, seller, ...(sealed === undefined ? {} : {sealed})};
		this.#journal.write(sale.basket.saleId, kept);
	}

	forget(saleId: string): void {
		this.#journal.done(saleId);
	}

	/** Sales that were never finished, oldest first. */
	unfinished(): readonly KeptSale[] {
		return this.#journal.unfinished().map(({saleId, state}) => {
			const kept = state as KeptSale;
			assert(kept.form === form, `the journal of sale ${saleId} is of a form this version knows`);
			return kept;
		});
	}
}
