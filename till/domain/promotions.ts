/**
 * Promotions: which of them hold at an instant for a product, and what each takes off goods that are bought together.
 *
 * A line keeps the promotions that held when its goods were scanned, as it keeps their price: a happy hour that ends while
 * the queue waits takes nothing back.
 */
import {assert} from './assert.ts';
import type {Product, Promotion} from './catalogue.ts';
import {isHappyHour} from './happy-hours.ts';

/** A promotion with its times made comparable. */
interface TimedPromotion {
	readonly promotion: Promotion;
	readonly fromMs: number;
	readonly toMs: number;
	readonly products: ReadonlySet<string> | undefined;
	readonly groups: ReadonlySet<string> | undefined;
}

/** The promotions of a shop, in the order of their ids. */
export class Promotions {
	readonly #byId = new Map<string, TimedPromotion>();
	#ordered: readonly TimedPromotion[] | undefined;

	put(promotion: Promotion): void {
		const {id, validFrom, validTo, terms} = promotion;
		const named = terms.kind === 'bundle' ? terms.parts.flatMap(part => part.products) : promotion.products;
		this.#byId.set(id, {
			promotion,
			fromMs: instantOf(validFrom),
			toMs: validTo === undefined ? Number.POSITIVE_INFINITY : instantOf(validTo),
			products: named && new Set(named),
			groups: promotion.groups && new Set(promotion.groups),
		});
		this.#ordered = undefined;
	}

	remove(id: string): void {
		this.#byId.delete(id);
		this.#ordered = undefined;
	}

	/** Those that hold for a product, in the order of their ids. */
	holdingFor(product: Pick<Product, 'code' | 'group' | 'discountable'>, instantMs: number): readonly Promotion[] {
		this.#ordered ??= [...this.#byId.values()].sort((one, other) => (one.promotion.id < other.promotion.id ? -1 : 1));
		return this.#ordered
			.filter(timed => reaches(timed, product) && holds(timed, instantMs))
			.map(({promotion}) => promotion);
	}
}

/** Goods that are not to be discounted are reached only by name: tobacco is in no promotion by an oversight. */
function reaches(
	{products, groups}: TimedPromotion,
	product: Pick<Product, 'code' | 'group' | 'discountable'>,
): boolean {
	if (products?.has(product.code)) return true;
	if (!product.discountable) return false;
	if (groups !== undefined) return groups.has(product.group);
	return products === undefined;
}

function holds({promotion: {hours}, fromMs, toMs}: TimedPromotion, instantMs: number): boolean {
	if (instantMs < fromMs || instantMs >= toMs) return false;
	return hours === undefined || isHappyHour(hours, instantMs);
}

function instantOf(time: string): number {
	const instantMs = Date.parse(time);
	assert(Number.isFinite(instantMs), `a promotion's time is ISO 8601 with offset, not ${time}`);
	return instantMs;
}
