/**
 * The promotions of a basket: each version of each once, as it was when the first line that it reaches was scanned.
 *
 *   promotions   [ a, b, a as it was changed at noon ]
 *   keys         [ a, b, a#2 ]                            by which lines name them
 *
 * An office that changes a promotion while somebody pays for it changes nothing that lies on the counter already.
 */
import type {Promotion} from './catalogue.ts';
import {canonicalForm} from './chain.ts';

/** Promotions by the names that lines give them; of several versions of one, in an order that does not depend on which came first. */
export type NamedPromotions = readonly {
	readonly key: string;
	/** The key, and of several versions one that is the same whichever came first. */
	readonly name: string;
	readonly promotion: Promotion;
}[];

/** Promotions are never changed but replaced, and so are lists of them. */
const knownNames = new WeakMap<readonly Promotion[], PromotionNames>();

export interface PromotionNames {
	/** By their names. */
	readonly inOrder: NamedPromotions;
	readonly byName: ReadonlyMap<string, Promotion>;
	/** Names by keys. */
	readonly nameOf: ReadonlyMap<string, string>;
}

export function namesOfPromotions(promotions: readonly Promotion[]): PromotionNames {
	const known = knownNames.get(promotions);
	if (known !== undefined) return known;
	const inOrder = named(promotions);
	const names = {
		inOrder,
		byName: new Map(inOrder.map(({name, promotion}) => [name, promotion])),
		nameOf: new Map(inOrder.map(({key, name}) => [key, name])),
	};
	knownNames.set(promotions, names);
	return names;
}

function named(promotions: readonly Promotion[]): NamedPromotions {
	const each = promotions.map((promotion, place) => ({
		key: keyOf(promotion, versionsBefore(promotions, place)),
		name: keyOf(promotion, versionsOf(promotions, promotion).filter(other => textOf(other) < textOf(promotion)).length),
		promotion,
	}));
	return each.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** With these as well, and the keys they have there; the very same list where it has them all. */
export function withPromotions(
	known: readonly Promotion[],
	wanted: readonly Promotion[],
): {readonly promotions: readonly Promotion[]; readonly keys: readonly string[]} {
	const missing = wanted.filter(each => !known.some(other => isSame(each, other)));
	const promotions = missing.length === 0 ? known : [...known, ...missing];
	const keys = wanted.map(each => {
		const place = promotions.findIndex(other => isSame(each, other));
		return keyOf(each, versionsBefore(promotions, place));
	});
	return {promotions, keys};
}

interface Naming {
	readonly promotionIds?: readonly string[];
}

/** Without those that no line names any more, and lines with the keys that are left; the very same where nothing is to be done. */
export function withoutUnnamed<Line extends Naming>(
	lines: readonly Line[],
	promotions: readonly Promotion[],
): {readonly lines: readonly Line[]; readonly promotions: readonly Promotion[]} {
	const named = new Set(lines.flatMap(({promotionIds = []}) => promotionIds));
	const keyBefore = new Map(namesOfPromotions(promotions).inOrder.map(({key, promotion}) => [promotion, key]));
	const left = promotions.filter(promotion => named.has(keyBefore.get(promotion) ?? ''));
	if (left.length === promotions.length) return {lines, promotions};
	const renamed = new Map(
		left.map((promotion, place) => [keyBefore.get(promotion) ?? '', keyOf(promotion, versionsBefore(left, place))]),
	);
	const isRenamed = [...renamed].some(([before, after]) => before !== after);
	if (!isRenamed) return {lines, promotions: left};
	return {
		promotions: left,
		lines: lines.map(line => {
			const {promotionIds} = line;
			return promotionIds === undefined
				? line
				: {...line, promotionIds: promotionIds.map(key => renamed.get(key) ?? key)};
		}),
	};
}

function keyOf({id}: Promotion, versionsBeforeCount: number): string {
	return versionsBeforeCount === 0 ? id : `${id}#${versionsBeforeCount + 1}`;
}

function versionsBefore(promotions: readonly Promotion[], place: number): number {
	return promotions.slice(0, place).filter(({id}) => id === promotions[place]?.id).length;
}

function versionsOf(promotions: readonly Promotion[], {id}: Promotion): readonly Promotion[] {
	return promotions.filter(other => other.id === id);
}

function isSame(one: Promotion, other: Promotion): boolean {
	return one === other || (one.id === other.id && textOf(one) === textOf(other));
}

/** What it does with goods; which it reaches, and when, was settled as they were scanned. */
function textOf({name, terms, combinesWithCard}: Promotion): string {
	return canonicalForm({name, terms, combinesWithCard: combinesWithCard === true ? 1 : 0});
}
