/**
 * What is taken off the lines of a basket: promotions, the card, a discount by hand.
 *
 *   1  alone      what each line would get by itself, the most for the customer: card, percent, fixed price, level, by hand
 *   2  together   promotions over several pieces (n for m, the second cheaper, bundles): of each the groups with which it takes off
 *                 most beyond what their pieces would get alone; the promotion that takes off most, then the next of what is
 *                 left, until none takes off more; and the same with each other promotion first, for whichever comes to most
 *   3  the pieces that are left are discounted alone
 *
 * D1  A piece is in one promotion. A card works beside it where the promotion says so, on what is left of the price.
 * D2  The sum does not depend on the order of the lines: of equal pieces it does not matter which. What is taken off is reckoned
 *     line by line, as printers want it, so one good on two lines may come to a grosz more or less than on one.
 * D3  It is never less than any one promotion or the card alone would take off, but for a grosz a line that is rounded, and
 *     never more than the goods cost. A discount by hand makes nothing dearer.
 * D4  What several lines get together is shared by their values in whole grosze, and the shares are the whole.
 *
 * Discounts are on lines, so a printer that is told them comes to the very same sums. Which pieces are best for one promotion is found
 * exactly; finding the best of all combinations of several is a hard problem. Step 2 is a good way to a good one, and its answer is
 * the same on every till.
 */
import type {BasketGoods} from './basket.ts';
import {namesOfPromotions, type PromotionNames} from './basket-promotions.ts';
import type {Promotion} from './catalogue.ts';
import {FormerReckoning} from './former-reckoning.ts';
import {type ManualDiscount, takenByHand} from './manual-discount.ts';
import {type Grosze, grosze, percentOf} from './money.ts';
import {type AppliedCard, cardPercentFor, levelPriceFor} from './pricing.ts';
import {
	type Counted,
	dearestFirst,
	type Elsewhere,
	type Group,
	groupsOf,
	isPartOfMore,
	type Named,
} from './promotion-groups.ts';
import {bestOrder, firstBy, type Plan} from './promotion-order.ts';
import {valueOfQuantity} from './quantity.ts';
import {shareOut} from './shares.ts';

/** Taken off a line, and why. */
export interface LineDiscount {
	/** `promotion:<id>`, `card:<number>`, `card-rule:<id>`, `manual`, or `manual-receipt`. */
	readonly source: string;
	readonly name: string;
	readonly amountGrosze: Grosze;
}

export interface LineToDiscount extends Pick<BasketGoods, 'product' | 'quantity' | 'priceGrosze' | 'priceSource'> {
	readonly line: number;
	readonly grossGrosze: Grosze;
	/** Keys of the promotions that held when it was scanned; see `basket-promotions.ts`. */
	readonly promotionIds?: readonly string[];
	/** With a permission, of the line's own. */
	readonly manual?: ManualDiscount;
}

export interface DiscountTerms {
	readonly promotions: readonly Promotion[];
	readonly card: AppliedCard | undefined;
}

/** By the number of the line; a line without a discount is left out. */
export function discountsOf(
	lines: readonly LineToDiscount[],
	terms: DiscountTerms,
): ReadonlyMap<number, readonly LineDiscount[]> {
	if (terms.card === undefined && lines.every(isPlain)) return new Map();
	const discounts = new Reckoning(lines, terms).discounts();
	if (lines.every(({manual}) => manual === undefined)) return discounts;
	// What was given by hand may have led to a choice of promotions that is worse for the others.
	const others = new Reckoning(lines.map(withoutManual), terms).discounts();
	return wholeOf(others) > wholeOf(discounts) ? others : discounts;
}

function withoutManual(line: LineToDiscount): LineToDiscount {
	const {manual, ...others} = line;
	return manual === undefined ? line : others;
}

function wholeOf(discounts: ReadonlyMap<number, readonly LineDiscount[]>): number {
	return Array.from(discounts.values(), amountOf).reduce((sum, amount) => sum + amount, 0);
}

function isPlain({promotionIds = [], manual}: LineToDiscount): boolean {
	return promotionIds.length === 0 && manual === undefined;
}

const formerReckonings = new WeakMap<readonly Promotion[], FormerReckoning<LineToDiscount>>();

function formerReckoning(promotions: readonly Promotion[]): FormerReckoning<LineToDiscount> {
	const known = formerReckonings.get(promotions);
	if (known !== undefined) return known;
	const {nameOf} = namesOfPromotions(promotions);
	const former = new FormerReckoning((of: LineToDiscount) => ({
		of,
		names: namesOf(of, nameOf),
		free: piecesOf(of),
		alone: new Map(),
	}));
	formerReckonings.set(promotions, former);
	return former;
}

class Reckoning {
	readonly #terms: DiscountTerms;
	readonly #promotions: PromotionNames;
	readonly #former: FormerReckoning<LineToDiscount>;
	readonly #lines: readonly Counted[];
	/** Lines that may be in a promotion over several pieces, by the name of the promotion, the dearest first. */
	readonly #reached = new Map<string, Counted[]>();
	/** What lines got together, by line. */
	readonly #together = new Map<number, LineDiscount[]>();

	constructor(lines: readonly LineToDiscount[], terms: DiscountTerms) {
		this.#terms = terms;
		this.#promotions = namesOfPromotions(terms.promotions);
		this.#former = formerReckoning(terms.promotions);
		this.#lines = this.#former.linesOf(lines, terms.card);
		for (const counted of this.#lines) counted.free = piecesOf(counted.of);
		const mayBeTogether = this.#lines.filter(({free, names, of}) => free > 0 && names.length > 0 && isPartOfMore(of));
		for (const counted of mayBeTogether.sort(dearestFirst)) {
			for (const name of counted.names) {
				const reached = this.#reached.get(name);
				if (reached === undefined) this.#reached.set(name, [counted]);
				else reached.push(counted);
			}
		}
	}

	discounts(): ReadonlyMap<number, readonly LineDiscount[]> {
		for (const plan of this.#bestPlans()) this.#apply(plan);
		const discounts = new Map<number, readonly LineDiscount[]>();
		for (const counted of this.#lines) {
			const {line} = counted.of;
			const together = this.#together.get(line);
			const alone = this.#alone(counted, counted.free);
			const all = together === undefined ? alone : joined([...together, ...alone]);
			if (all.length > 0) discounts.set(line, all);
		}
		return discounts;
	}

	#bestPlans(): readonly Plan[] {
		const linesOf = ({name}: Named) => this.#reached.get(name) ?? [];
		const plans: Plan[] = [];
		for (const each of this.#promotions.inOrder) {
			if (!isOverSeveral(each.promotion.terms.kind)) continue;
			const plan = this.#former.planOf(each, linesOf(each), lines => this.#planOf(each, lines));
			if (plan.gainGrosze > 0) plans.push(plan);
		}
		const planOf = (named: Named) =>
			this.#planOf(
				named,
				linesOf(named).filter(({free}) => free > 0),
			);
		return this.#former.orderOf(plans, () => bestOrder(plans, {planOf, linesOf}));
	}

	/** Nothing is left changed. */
	#planOf(named: Named, reached: readonly Counted[]): Plan {
		const {promotion} = named;
		const groups: Group[] = [];
		let gainGrosze = 0;
		for (const group of groupsOf(promotion, reached, this.#elsewhere(promotion))) {
			const gain = this.#gainOf(group, promotion);
			if (gain <= 0) continue;
			groups.push(group);
			gainGrosze += gain;
			for (const {counted, count} of group.taken) counted.free -= count;
		}
		for (const {taken} of groups) for (const {counted, count} of taken) counted.free += count;
		return {named, groups, gainGrosze};
	}

	#elsewhere(promotion: Promotion): Elsewhere {
		const hasBeside = this.#terms.card !== undefined && promotion.combinesWithCard === true;
		return {
			lossOf: (counted, count) =>
				amountOf(this.#alone(counted, counted.free)) - amountOf(this.#alone(counted, counted.free - count)),
			besideOf: (counted, leftGrosze) => (hasBeside ? this.#cardBeside(counted, leftGrosze, promotion) : 0),
		};
	}

	#gainOf(group: Group, promotion: Promotion): number {
		let gain = group.discountGrosze;
		for (const {counted, count} of group.taken) {
			gain -= amountOf(this.#alone(counted, counted.free)) - amountOf(this.#alone(counted, counted.free - count));
		}
		// Most promotions leave the card nothing to work beside, and then the shares are nobody's concern.
		if (this.#terms.card === undefined || promotion.combinesWithCard !== true) return gain;
		for (const {counted, leftGrosze} of this.#sharesOf(group)) gain += this.#cardBeside(counted, leftGrosze, promotion);
		return gain;
	}

	#apply({named: {promotion}, groups}: Plan): void {
		const source = `promotion:${promotion.id}`;
		const {card} = this.#terms;
		for (const group of groups) {
			for (const {counted, count, shareGrosze, leftGrosze} of this.#sharesOf(group)) {
				counted.free -= count;
				const got = this.#together.get(counted.of.line) ?? [];
				got.push({source, name: promotion.name, amountGrosze: grosze(shareGrosze)});
				const beside = this.#cardBeside(counted, leftGrosze, promotion);
				if (card !== undefined && beside > 0)
					got.push({source: card.source, name: card.name, amountGrosze: grosze(beside)});
				this.#together.set(counted.of.line, got);
			}
		}
	}

	#sharesOf({taken, discountGrosze}: Group) {
		const values = taken.map(({counted, count}) => count * counted.of.priceGrosze);
		const shares = shareOut(grosze(discountGrosze), values);
		return taken.map(({counted, count}, place) => {
			const shareGrosze = shares[place] ?? 0;
			return {counted, count, shareGrosze, leftGrosze: (values[place] ?? 0) - shareGrosze};
		});
	}

	/** A card may leave alone what any promotion reaches, whether it takes something off or not. */
	#cardFor(names: readonly string[]): AppliedCard | undefined {
		const {card} = this.#terms;
		return card?.excludesPromotions === true && names.length > 0 ? undefined : card;
	}

	/** What the card takes off beside a promotion that allows it. */
	#cardBeside({of, names}: Counted, leftGrosze: number, promotion: Promotion): number {
		const card = this.#cardFor(names);
		if (card === undefined || promotion.combinesWithCard !== true) return 0;
		return percentOf(grosze(leftGrosze), cardPercentFor(of.product, card));
	}

	/** The best that so many pieces of a line get by themselves, or all of what is weighed. */
	#alone(counted: Counted, count: number): readonly LineDiscount[] {
		const known = counted.alone.get(count);
		if (known !== undefined) return known;
		const {of} = counted;
		const valueGrosze = 'pieces' in of.quantity ? grosze(count * of.priceGrosze) : of.grossGrosze;
		const offers = valueGrosze === 0 ? [] : this.#offersFor(counted, count, valueGrosze);
		const best = firstBy(offers, mostOffFirst);
		const taken = best !== undefined && amountOf(best) > 0 ? best.filter(({amountGrosze}) => amountGrosze > 0) : [];
		counted.alone.set(count, taken);
		return taken;
	}

	#offersFor({of, names}: Counted, count: number, valueGrosze: Grosze): (readonly LineDiscount[])[] {
		const card = this.#cardFor(names);
		const offers: (readonly LineDiscount[])[] = [];
		const offer = (source: string, name: string, amount: number): LineDiscount => ({
			source,
			name,
			amountGrosze: grosze(Math.max(0, Math.min(valueGrosze, amount))),
		});
		if (of.manual !== undefined) offers.push([offer('manual', '', takenByHand(of.manual, valueGrosze))]);
		if (card !== undefined) {
			offers.push([offer(card.source, card.name, percentOf(valueGrosze, cardPercentFor(of.product, card)))]);
			const level = levelPriceFor(of.product, card);
			if (level !== undefined && of.priceSource !== 'label')
				offers.push([offer(card.source, card.name, valueGrosze - valueAt(of, count, level))]);
		}
		for (const named of names) {
			const promotion = this.#promotions.byName.get(named);
			if (promotion === undefined) continue;
			const {id, name, terms, combinesWithCard} = promotion;
			const amount = aloneAmount(of, {terms, count, valueGrosze});
			if (amount === undefined) continue;
			const own = offer(`promotion:${id}`, name, amount);
			offers.push([own]);
			if (combinesWithCard !== true || card === undefined) continue;
			const rest = grosze(valueGrosze - own.amountGrosze);
			offers.push([own, offer(card.source, card.name, percentOf(rest, cardPercentFor(of.product, card)))]);
		}
		return offers;
	}
}

/** Undefined for a promotion over several pieces, and where a label's own price is the truth. */
function aloneAmount(
	of: LineToDiscount,
	{
		terms,
		count,
		valueGrosze,
	}: {readonly terms: Promotion['terms']; readonly count: number; readonly valueGrosze: Grosze},
): number | undefined {
	if (terms.kind === 'percent') return percentOf(valueGrosze, terms.percentHundredths);
	if (terms.kind === 'fixed-price' && of.priceSource !== 'label')
		return valueGrosze - valueAt(of, count, terms.priceGrosze);
	return undefined;
}

function valueAt({quantity}: LineToDiscount, count: number, priceGrosze: Grosze): number {
	return 'pieces' in quantity ? count * priceGrosze : valueOfQuantity(quantity, priceGrosze);
}

function isOverSeveral(kind: Promotion['terms']['kind']): boolean {
	return kind === 'n-for-m' || kind === 'second-cheaper' || kind === 'bundle';
}

const noNames: readonly string[] = [];

/** Mostly the keys themselves. */
function namesOf({promotionIds}: LineToDiscount, nameOf: ReadonlyMap<string, string>): readonly string[] {
	if (promotionIds === undefined) return noNames;
	return promotionIds.every(key => nameOf.get(key) === key)
		? promotionIds
		: promotionIds.map(key => nameOf.get(key) ?? key).sort();
}

function piecesOf({quantity}: LineToDiscount): number {
	return 'pieces' in quantity ? quantity.pieces : 0;
}

/** One of each source, in the order in which they first come. */
function joined(discounts: readonly LineDiscount[]): readonly LineDiscount[] {
	const [only, ...others] = discounts;
	if (only !== undefined && others.length === 0) return only.amountGrosze > 0 ? discounts : [];
	const bySource = new Map<string, LineDiscount>();
	for (const discount of discounts) {
		const amountGrosze = grosze((bySource.get(discount.source)?.amountGrosze ?? 0) + discount.amountGrosze);
		if (amountGrosze > 0) bySource.set(discount.source, {...discount, amountGrosze});
	}
	return [...bySource.values()];
}

export function amountOf(discounts: readonly LineDiscount[]): Grosze {
	let sum = 0;
	for (const {amountGrosze} of discounts) sum += amountGrosze;
	return grosze(sum);
}

function mostOffFirst(one: readonly LineDiscount[], other: readonly LineDiscount[]): number {
	return amountOf(other) - amountOf(one) || (keyOf(one) < keyOf(other) ? -1 : 1);
}

function keyOf(discounts: readonly LineDiscount[]): string {
	return discounts.map(({source}) => source).join(' ');
}
