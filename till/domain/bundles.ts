/**
 * Which pieces make how many bundles, where a product may be of several parts.
 *
 * Which pieces so many bundles take is settled piece by piece, the worthiest first: one goes in if the parts have room for it and
 * for those that are in already, which may move to other parts. That is the best choice there is for so many bundles. What
 * one bundle more adds grows less with each, so how many there are is found by halves.
 */
import type {Promotion} from './catalogue.ts';
import type {Counted, Elsewhere, Group, Taken} from './promotion-groups.ts';

export type BundleTerms = Extract<Promotion['terms'], {kind: 'bundle'}>;

interface Piece {
	readonly counted: Counted;
	/** Its price less what its line loses by it. */
	readonly worthGrosze: number;
}

/** For each part the pieces that are in it, the worthiest first. */
type Filling = readonly (readonly Piece[])[];

/** The bundles with which most is taken off; `reached` as `dearestFirst` orders them. */
export function bundlesOf(
	reached: readonly Counted[],
	{parts, priceGrosze}: BundleTerms,
	elsewhere: Elsewhere,
): readonly Group[] {
	const size = sumOf(parts.map(({pieces}) => pieces));
	const worthiest = worthiestFirst(reached, elsewhere);
	const gainOf = (filling: Filling | undefined, count: number): number =>
		filling === undefined ? -Infinity : sumOf(filling.flat().map(({worthGrosze}) => worthGrosze)) - count * priceGrosze;
	const gainOfSoMany = (count: number) => gainOf(filled(parts, worthiest, count), count);
	let fewest = 0;
	let most = Math.floor(worthiest.length / size);
	while (fewest < most) {
		const middle = Math.ceil((fewest + most) / 2);
		const isBetter = gainOfSoMany(middle) > (middle === 1 ? 0 : gainOfSoMany(middle - 1));
		if (isBetter) fewest = middle;
		else most = middle - 1;
	}
	const filling = fewest === 0 ? undefined : filled(parts, worthiest, fewest);
	if (filling === undefined) return [];
	return Array.from({length: fewest}, (_, bundle) => {
		const pieces = filling.flatMap((inPart, part) => {
			const wanted = parts[part]?.pieces ?? 0;
			return inPart.slice(bundle * wanted, (bundle + 1) * wanted);
		});
		const value = sumOf(pieces.map(({counted}) => counted.of.priceGrosze));
		return {taken: byLine(pieces), discountGrosze: Math.max(0, value - priceGrosze)};
	});
}

function worthiestFirst(reached: readonly Counted[], {lossOf}: Elsewhere): readonly Piece[] {
	return reached
		.flatMap(counted =>
			Array.from({length: counted.free}, (_, before) => ({
				counted,
				worthGrosze: counted.of.priceGrosze - (lossOf(counted, before + 1) - lossOf(counted, before)),
			})),
		)
		.sort((one, other) => other.worthGrosze - one.worthGrosze);
}

/** Undefined where there are not so many bundles. */
function filled(parts: BundleTerms['parts'], worthiest: readonly Piece[], bundleCount: number): Filling | undefined {
	const filling: Piece[][] = parts.map(() => []);
	const roomIn = (part: number) => bundleCount * (parts[part]?.pieces ?? 0) - (filling[part]?.length ?? 0);
	let missing = sumOf(parts.map((_, part) => roomIn(part)));
	for (const piece of worthiest) {
		if (missing === 0) break;
		if (put(piece, {parts, filling, roomIn, passed: new Set()})) missing -= 1;
	}
	return missing === 0 ? filling : undefined;
}

interface Parts {
	readonly parts: BundleTerms['parts'];
	readonly filling: readonly Piece[][];
	readonly roomIn: (part: number) => number;
	/** Parts that were asked to make room already. */
	readonly passed: Set<number>;
}

/** Into a part with room, or into one from which another piece can go elsewhere. */
function put(piece: Piece, {parts, filling, roomIn, passed}: Parts): boolean {
	const {code} = piece.counted.of.product;
	const fitting = parts.flatMap(({products}, part) => (!passed.has(part) && products.includes(code) ? [part] : []));
	for (const part of fitting) {
		if (roomIn(part) === 0) continue;
		filling[part]?.push(piece);
		return true;
	}
	for (const part of fitting) {
		if (passed.has(part)) continue;
		passed.add(part);
		const inside = filling[part] ?? [];
		for (const [place, other] of inside.entries()) {
			if (!put(other, {parts, filling, roomIn, passed})) continue;
			inside[place] = piece;
			return true;
		}
	}
	return false;
}

function byLine(pieces: readonly Piece[]): readonly Taken[] {
	const counts = new Map<Counted, number>();
	for (const {counted} of pieces) counts.set(counted, (counts.get(counted) ?? 0) + 1);
	return Array.from(counts, ([counted, count]) => ({counted, count}));
}

function sumOf(amounts: readonly number[]): number {
	return amounts.reduce((sum, amount) => sum + amount, 0);
}
