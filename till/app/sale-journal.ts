/**
 * The sale in the journal: what is written of it, and how it is found again after a crash.
 *
 *   keep     the sale as it is, before anything of the next step is done
 *   soon     a basket that changed on the counter, which nothing waits for
 *   sealed   the receipt in its final form, before it goes into the book
 *   forget   it is over
 *
 * Beside it stands what the till knows of a basket that it shares with others; a journal that is salvaged keeps both.
 */
import {assert} from '../domain/assert.ts';
import type {Share} from '../domain/basket-share.ts';
import type {Sealed} from '../domain/entry.ts';
import type {Sale} from '../domain/sale.ts';
import type {Journal, WrittenSoon} from '../replica/replica.ts';
import type {Person} from './state.ts';

/** The form of a journal record; a later form is another number. */
const form = 1;

export interface KeptSale {
	readonly form: typeof form;
	readonly sale: Sale;
	readonly seller: Person;
	readonly sealed?: Sealed;
}

interface KeptShare {
	readonly form: typeof form;
	readonly share: Share;
}

/** Before the id of a sale: no sale has such an id. */
const sharePrefix = 'share:';

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

	/** Survives the end of the till when it returns, and a power cut a moment later; throws as `keep` does. */
	keepSoon(sale: Exclude<Sale, {at: 'idle'}>, seller: Person): WrittenSoon {
		const kept: KeptSale = {form, sale, seller};
		return this.#journal.writeSoon(sale.basket.saleId, kept);
	}

	forget(saleId: string): void {
		this.#journal.done(saleId);
	}

	/** Sales that were never finished, oldest first. */
	unfinished(): readonly KeptSale[] {
		return this.#records<KeptSale>(saleId => !saleId.startsWith(sharePrefix));
	}

	/** On disk when it returns; throws when the disk will not have it. */
	keepShare(share: Share): void {
		const kept: KeptShare = {form, share};
		this.#journal.write(sharePrefix + share.saleId, kept);
	}

	forgetShare(saleId: string): void {
		this.#journal.done(sharePrefix + saleId);
	}

	shares(): readonly Share[] {
		return this.#records<KeptShare>(saleId => saleId.startsWith(sharePrefix)).map(({share}) => share);
	}

	#records<Kept extends {readonly form: number}>(isWanted: (saleId: string) => boolean): readonly Kept[] {
		const records = this.#journal.unfinished().filter(({saleId}) => isWanted(saleId));
		return records.map(({saleId, state}) => {
			const kept = state as Kept;
			assert(kept.form === form, `the journal of sale ${saleId} is of a form this version knows`);
			return kept;
		});
	}
}

/**
 * Of what is not put aside, first what has its number already, then what may be on paper, and baskets last: whoever found a
 * basket first might print anew what is printed and waits behind it.
 */
export function toFinish(found: readonly KeptSale[]): readonly KeptSale[] {
	const onCounter = found.filter(({sale}) => sale.at !== 'suspended' && sale.at !== 'parked');
	return onCounter.toSorted((one, other) => turnOf(one) - turnOf(other));
}

function turnOf({sale, sealed}: KeptSale): number {
	if (sealed !== undefined) return 0;
	return sale.at === 'printing' || sale.at === 'sealing' ? 1 : 2;
}
