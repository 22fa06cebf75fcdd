/**
 * Promotions over several pieces: which pieces go together, and what is taken off each such group.
 *
 * A piece that goes into a group loses what it would get by itself. So a promotion is not made of all the pieces that it
 * reaches but of those with which it takes off most beyond that, which one promotion can be asked for exactly:
 *
 *   so many pieces   of the pieces that go in, the dearest go with the dearest; which go in is settled from the cheapest piece to
 *                    the dearest, for each number of pieces that a begun group may have
 *   bundle           each piece is worth its price less what it loses, whichever part it is for; the worthiest that the
 *                    parts have room for, room being made by moving a piece to another part
 */
import type {NamedPromotions} from './basket-promotions.ts';
import {bundlesOf} from './bundles.ts';
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

/** What a piece gets outside of a group, and beside it. */
export interface Elsewhere {
	/** What a line loses of what it gets alone when so many of its free pieces go into groups. */
	lossOf(counted: Counted, count: number): number;
	/** What the card takes off beside the promotion, of what is left of a price. */
	besideOf(counted: Counted, leftGrosze: number): number;
}

/** A package with a price of its own is a piece of nothing else. */
export function isPartOfMore({priceSource}: LineToDiscount): boolean {
	return priceSource !== 'label';
}

export function dearestFirst(
	{of: one, names, free}: Counted,
	{of: other, names: otherNames, free: otherFree}: Counted,
): number {
	if (one.priceGrosze !== other.priceGrosze) return other.priceGrosze - one.priceGrosze;
	// Of pieces that cost the same, those that fewer promotions reach first: the others may be wanted elsewhere.
	if (names.length !== otherNames.length) return names.length - otherNames.length;
	if (one.product.code !== other.product.code) return one.product.code < other.product.code ? -1 : 1;
	if (names.join() !== otherNames.join()) return names.join() < otherNames.join() ? -1 : 1;
	// Lines of equal pieces are told apart by how many they have, not by which came first: the same pieces stay together.
	return otherFree - free || one.line - other.line;
}

/** The groups with which a promotion takes off most; `reached` as `dearestFirst` orders them. */
export function groupsOf({terms}: Promotion, reached: readonly Counted[], elsewhere: Elsewhere): readonly Group[] {
	switch (terms.kind) {
		case 'n-for-m':
			return groupsOfSize(reached, {
				size: terms.take,
				offAt: (place, priceGrosze) => (place < terms.pay ? 0 : priceGrosze),
				elsewhere,
			});
		case 'second-cheaper':
			return groupsOfSize(reached, {
				size: 2,
				offAt: (place, priceGrosze) => (place === 0 ? 0 : percentOf(grosze(priceGrosze), terms.percentHundredths)),
				elsewhere,
			});
		case 'bundle':
			return bundlesOf(reached, terms, elsewhere);
		case 'percent':
		case 'fixed-price':
			return [];
	}
}

interface Sized {
	readonly size: number;
	/** What is taken off the piece at this place of a group, the dearest being at place 0. */
	readonly offAt: (place: number, priceGrosze: number) => number;
	readonly elsewhere: Elsewhere;
}

/**
 * How many pieces of each line go in. It is reckoned several times for every scan, over all lines of the basket, so
 * nothing is made anew for a line.
 */
function countsOf(reached: readonly Counted[], {size, offAt, elsewhere}: Sized): readonly number[] {
	// By the number of pieces in a begun group: the most that the lines from here on can add, if all groups get full.
	let ahead = new Float64Array(size).fill(-Infinity, 1);
	let most = new Float64Array(size);
	const best = new Int32Array(reached.length * size);
	/** What the first places of two groups are worth together, for the price of the line. */
	const ofFirst = new Float64Array(2 * size + 1);
	const at = (values: Float64Array, place: number): number => values[place] ?? 0;
	for (let line = reached.length - 1; line >= 0; line -= 1) {
		const counted = reached[line];
		if (counted === undefined) continue;
		const price = counted.of.priceGrosze;
		for (let place = 0; place < 2 * size; place += 1) {
			const off = offAt(place % size, price);
			ofFirst[place + 1] = at(ofFirst, place) + off + elsewhere.besideOf(counted, price - off);
		}
		most.fill(-Infinity);
		for (let count = 0; count <= counted.free; count = nextCount(count, {size, free: counted.free})) {
			const rest = count % size;
			const ofWhole = ((count - rest) / size) * at(ofFirst, size) - elsewhere.lossOf(counted, count);
			for (let begun = 0; begun < size; begun += 1) {
				const ofRest = at(ofFirst, begun + rest) - at(ofFirst, begun);
				const gain = ofWhole + ofRest + at(ahead, (begun + rest) % size);
				// Of equals the larger number, which comes later: the dearest go together.
				if (gain < at(most, begun)) continue;
				most[begun] = gain;
				best[line * size + begun] = count;
			}
		}
		[ahead, most] = [most, ahead];
	}
	let begun = 0;
	return reached.map((_, line) => {
		const count = best[line * size + begun] ?? 0;
		begun = (begun + count) % size;
		return count;
	});
}

/** Of whole groups of one line all go in or none, and each number of pieces beside them. */
function nextCount(count: number, {size, free}: {readonly size: number; readonly free: number}): number {
	return count + 1 < size ? count + 1 : Math.max(count + 1, free - size + 1);
}

/** Whole groups of so many pieces, the dearest with the dearest. */
function groupsOfSize(reached: readonly Counted[], sized: Sized): readonly Group[] {
	const counts = countsOf(reached, sized);
	const groups: Group[] = [];
	let taken: Taken[] = [];
	let place = 0;
	let discountGrosze = 0;
	for (const [line, counted] of reached.entries()) {
		let left = counts[line] ?? 0;
		while (left > 0) {
			const count = Math.min(left, sized.size - place);
			taken.push({counted, count});
			for (let piece = 0; piece < count; piece += 1)
				discountGrosze += sized.offAt(place + piece, counted.of.priceGrosze);
			left -= count;
			place += count;
			if (place < sized.size) continue;
			groups.push({taken, discountGrosze});
			[taken, place, discountGrosze] = [[], 0, 0];
		}
	}
	return groups;
}
