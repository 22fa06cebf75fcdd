/** What is asked of the server about one shared basket, and what it said, as the share hears it. */
import {unreachable} from '../domain/assert.ts';
import {emptyBasket} from '../domain/basket.ts';
import {type Share, type ShareErrand, type ShareEvent, stepShare} from '../domain/basket-share.ts';
import type {Clock} from '../domain/clock.ts';
import {isoWithOffset} from '../domain/local-time.ts';
import type {SharedBasket, UnreadableBasket} from '../domain/shared-basket.ts';
import type {BasketExchange} from '../sync/link.ts';
import type {ParkedBaskets} from './parked-baskets.ts';

/** An event of a share with what comes with it. */
export type Said =
	| {readonly is: Exclude<ShareEvent, 'ours' | 'theirs' | 'unreadable'>; readonly reason?: string}
	| {readonly is: 'ours'; readonly basket?: SharedBasket}
	/** `by` is what people call the other till. */
	| {readonly is: 'theirs'; readonly by?: string}
	| {readonly is: 'unreadable'; readonly why: UnreadableBasket};

export interface ShareErrandsParts {
	readonly till: string;
	readonly tillName: string;
	readonly parked: Pick<ParkedBaskets, 'find'>;
	readonly baskets: BasketExchange;
	readonly clock: Clock;
}

export class ShareErrands {
	readonly #parts: ShareErrandsParts;

	constructor(parts: ShareErrandsParts) {
		this.#parts = parts;
	}

	run(share: Share, errand: ShareErrand): Promise<Said> {
		const {baskets, tillName} = this.#parts;
		switch (errand) {
			case 'share':
				return this.#share(share);
			case 'claim':
				return this.#claim(share);
			case 'remove':
				return baskets.remove({share: share.share, tillName});
			default:
				return unreachable(errand);
		}
	}

	/** What is refused now may have been taken at an earlier attempt whose answer nobody heard. */
	async #share(share: Share): Promise<Said> {
		const {baskets} = this.#parts;
		const outcome = await baskets.share(share.share, this.#contentOf(share));
		if (outcome.is !== 'refused') return outcome;
		const state = await baskets.look(share.share);
		switch (state.is) {
			case 'absent':
				return outcome;
			case 'unclaimed':
				return {is: 'stored'};
			case 'refused':
				return {is: 'silence', reason: state.reason};
			default:
				return state;
		}
	}

	async #claim(share: Share): Promise<Said> {
		const {baskets, tillName} = this.#parts;
		const isOwn = share.at !== 'claiming';
		const claim = () => baskets.claim({share: share.share, tillName, isOwn});
		const outcome = await claim();
		const {effects} = stepShare(share, outcome.is);
		if (!effects.includes('share')) return outcome;
		// What never arrived might still: once it is there, it is claimed like any other.
		const put = await baskets.share(share.share, this.#contentOf(share));
		return put.is === 'stored' ? claim() : put;
	}

	/** One that was taken up already has nothing more to tell than its name. */
	#contentOf({saleId}: Share): SharedBasket {
		const {till, tillName, parked, clock} = this.#parts;
		const kept = parked.find(saleId);
		if (kept !== undefined) {
			const {seller, sale} = kept;
			return {till, tillName, parkedAt: sale.parkedAt, seller, basket: sale.basket};
		}
		const parkedAt = isoWithOffset(clock.now());
		const basket = emptyBasket({saleId, openedAt: parkedAt});
		return {till, tillName, parkedAt, seller: {id: till, name: tillName}, basket};
	}
}
