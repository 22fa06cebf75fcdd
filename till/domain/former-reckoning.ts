/**
 * What was reckoned for a basket before its last change. Most goods change nothing of the promotions over several pieces, and
 * then nothing of them is reckoned anew.
 *
 *   lines   while line and card are the very same
 *   plan    of one promotion, while it reaches the very same lines
 *   order   of all, while all of them plan the very same
 *
 * Lines, cards and lists of promotions are never changed but replaced: what is known of a basket goes with it.
 */
import type {AppliedCard} from './pricing.ts';
import type {Counted, Named} from './promotion-groups.ts';
import type {Plan} from './promotion-order.ts';
import {remembering} from './remembering.ts';

export class FormerReckoning<Line extends object> {
	readonly #count: (line: Line) => Counted;
	#card: AppliedCard | undefined;
	#counted: (lines: readonly Line[]) => readonly Counted[];
	readonly #plans = new Map<string, {readonly lines: readonly Counted[]; readonly plan: Plan}>();
	#ordered: {readonly plans: readonly Plan[]; readonly order: readonly Plan[]} | undefined;

	constructor(count: (line: Line) => Counted) {
		this.#count = count;
		this.#counted = remembering(count);
	}

	linesOf(lines: readonly Line[], card: AppliedCard | undefined): readonly Counted[] {
		if (card !== this.#card) this.#counted = remembering(this.#count);
		this.#card = card;
		return this.#counted(lines);
	}

	/** All pieces of the lines are free. */
	planOf(named: Named, lines: readonly Counted[], plan: (lines: readonly Counted[]) => Plan): Plan {
		const known = this.#plans.get(named.name);
		if (known !== undefined && areSame(known.lines, lines)) return known.plan;
		const found = plan(lines);
		this.#plans.set(named.name, {lines, plan: found});
		return found;
	}

	orderOf(plans: readonly Plan[], order: () => readonly Plan[]): readonly Plan[] {
		if (this.#ordered !== undefined && areSame(this.#ordered.plans, plans)) return this.#ordered.order;
		this.#ordered = {plans, order: order()};
		return this.#ordered.order;
	}
}

function areSame<Value>(one: readonly Value[], other: readonly Value[]): boolean {
	return one.length === other.length && one.every((value, place) => value === other[place]);
}
