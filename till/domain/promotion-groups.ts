/**
 * Promotions over several pieces: which pieces go together, the dearest first, and what is taken off each such group.
 */
import type {NamedPromotions} from './basket-promotions.ts';
import type {Promotion} from './catalogue.ts';
import type {LineDiscount, LineToDiscount} from './discounts.ts';
import {grosze, percentOf} from './money.ts';

/** So many pieces of a line. */
export interface Taken {
	readonly counted: Counted;
	readonly count: number;
}

/** One application of a promotion over several pieces. */
export interface Group {
	readonly taken: readonly Taken[];
	readonly discountGrosze: number;
}

export type Named = NamedPromotions[number];

export interface Counted {
	readonly of: LineToDiscount;
	/** Names of its promotions, in their order. */
	readonly names: readonly string[];
	/** Pieces that are in no promotion yet; what is weighed is in none. */
	free: number;
	readonly alone: AloneByCount;
}

/** The best that so many pieces of a line get by themselves. */
export type AloneByCount = Map<number, readonly LineDiscount[]>;

/** A package with a price of its own, or what somebody discounted, is a piece of nothing else. */
export function isPartOfMore({priceSource, manual}: LineToDiscount): boolean {
	return priceSource !== 'label' && manual === undefined;
}

export function dearestFirst(
	{of: one, names, free}: Counted,
	{of: other, names: otherNames, free: otherFree}: Counted,
): number {
	if (one.priceGrosze !== other.priceGrosze) return other.priceGrosze - one.priceGrosze;
	if (one.product.code !== other.product.code) return one.product.code < other.product.code ? -1 : 1;
	// Of equal pieces, those that fewer promotions reach first: the others may be wanted elsewhere.
	if (names.length !== otherNames.length) return names.length - otherNames.length;
	if (names.join() !== otherNames.join()) return names.join() < otherNames.join() ? -1 : 1;
	// Lines of equal pieces are told apart by how many they have, not by which came first: the same pieces stay together.
	return otherFree - free || one.line - other.line;
}

/** In the order in which they would be applied, the dearest pieces first. */
export function groupsOf({terms}: Promotion, reached: readonly Counted[]): Iterable<Group> {
	switch (terms.kind) {
		case 'n-for-m':
			return groupsOfSize(reached, terms.take, prices => sumOf(prices.slice(terms.pay)));
		case 'second-cheaper':
			return groupsOfSize(reached, 2, ([, cheaper = 0]) => percentOf(grosze(cheaper), terms.percentHundredths));
		case 'bundle':
			return bundlesOf(reached, terms);
		case 'percent':
		case 'fixed-price':
			return [];
	}
}

/** Whole groups of so many pieces, the dearest with the dearest; what is taken off is reckoned from their prices in order. */
function* groupsOfSize(
	reached: readonly Counted[],
	size: number,
	discountOf: (prices: readonly number[]) => number,
): Generator<Group> {
	let taken: Taken[] = [];
	let prices: number[] = [];
	for (const counted of reached) {
		let left = counted.free;
		while (left > 0) {
			const count = Math.min(left, size - prices.length);
			taken.push({counted, count});
			for (let piece = 0; piece < count; piece += 1) prices.push(counted.of.priceGrosze);
			left -= count;
			if (prices.length < size) continue;
			yield {taken, discountGrosze: discountOf(prices)};
			taken = [];
			prices = [];
		}
	}
}

function* bundlesOf(
	reached: readonly Counted[],
	{parts, priceGrosze}: Extract<Promotion['terms'], {kind: 'bundle'}>,
): Generator<Group> {
	const free = new Map(reached.map(counted => [counted, counted.free]));
	for (;;) {
		const taken: Taken[] = [];
		for (const {products, pieces: wanted} of parts) {
			let missing = wanted;
			for (const counted of reached) {
				const has = free.get(counted) ?? 0;
				if (missing === 0 || has === 0 || !products.includes(counted.of.product.code)) continue;
				const count = Math.min(missing, has);
				taken.push({counted, count});
				free.set(counted, has - count);
				missing -= count;
			}
			if (missing > 0) return;
		}
		const value = sumOf(taken.map(({counted, count}) => count * counted.of.priceGrosze));
		yield {taken, discountGrosze: Math.max(0, value - priceGrosze)};
	}
}

function sumOf(amounts: readonly number[]): number {
	return amounts.reduce((sum, amount) => sum + amount, 0);
}
