/**
 * In which order promotions over several pieces take their pieces, where they want the same ones.
 *
 * Promotions without a line in common are settled by themselves. Of those that have, the one that takes off most goes first,
 * then the next of what is left; the same is tried with each of the others first, and whichever order takes off most is
 * taken. Of equals it is the one with most gain first, so the answer is the same on every till.
 */
import type {Counted, Group, Named} from './promotion-groups.ts';

/** What a promotion over several pieces would do with the pieces that are free; it stands while no other takes of them. */
export interface Plan {
	readonly named: Named;
	readonly groups: readonly Group[];
	/** What it takes off beyond what its pieces get alone. */
	readonly gainGrosze: number;
}

interface Asking {
	/** With the pieces that are free now. Nothing is left changed. */
	readonly planOf: (named: Named) => Plan;
	/** The lines that a promotion may want. */
	readonly linesOf: (named: Named) => readonly Counted[];
}

/** Of how many promotions that want the same goods each is tried as the first one. */
const firstCountMax = 8;

/** What is applied, one after the other. Nothing is left changed. */
export function bestOrder(plans: readonly Plan[], asking: Asking): readonly Plan[] {
	return rivalsAmong(plans, asking).flatMap(rivals => bestAmong(rivals, asking));
}

/** Lists of which no two have plans that may want the same line. */
function rivalsAmong(plans: readonly Plan[], {linesOf}: Asking): readonly (readonly Plan[])[] {
	// Each plan points to one that it shares a line with, and in the end to the first of its list.
	const leaders = plans.map((_, place) => place);
	const leaderOf = (place: number): number => {
		let leader = place;
		while (leaders[leader] !== leader) leader = leaders[leader] ?? leader;
		leaders[place] = leader;
		return leader;
	};
	const wantedBy = new Map<Counted, number>();
	for (const [place, {named}] of plans.entries()) {
		for (const line of linesOf(named)) {
			const other = wantedBy.get(line);
			if (other === undefined) wantedBy.set(line, place);
			else leaders[leaderOf(place)] = leaderOf(other);
		}
	}
	const lists = new Map<number, Plan[]>();
	for (const [place, plan] of plans.entries()) {
		const list = lists.get(leaderOf(place));
		if (list === undefined) lists.set(leaderOf(place), [plan]);
		else list.push(plan);
	}
	return [...lists.values()];
}

function bestAmong(rivals: readonly Plan[], asking: Asking): readonly Plan[] {
	const inOrder = rivals.toSorted(mostGainFirst);
	let best: readonly Plan[] = [];
	for (const first of inOrder.slice(0, firstCountMax)) best = orderFrom(first, inOrder, {asking, best}) ?? best;
	return best;
}

/** Undefined where it takes off no more than the best so far. */
function orderFrom(
	first: Plan,
	plans: readonly Plan[],
	{asking, best}: {readonly asking: Asking; readonly best: readonly Plan[]},
): readonly Plan[] | undefined {
	const atLeastGrosze = gainOf(best);
	const order: Plan[] = [];
	let left = plans;
	// Plans whose pieces others have taken. They gain less now, and never more: what less it is matters when they are next.
	const stale = new Set<Plan>();
	let next: Plan | undefined = first;
	while (next !== undefined && gainOf(order) + gainOf(left) > atLeastGrosze) {
		const taking: Plan = next;
		if (stale.has(taking)) {
			const again = asking.planOf(taking.named);
			left = left.flatMap(plan => (plan !== taking ? plan : again.gainGrosze > 0 ? again : []));
		} else {
			order.push(taking);
			take(taking, 1);
			left = left.filter(plan => plan !== taking);
			for (const plan of left) if (overlap(taking, plan)) stale.add(plan);
		}
		next = firstBy(left, mostGainFirst);
	}
	for (const plan of order) take(plan, -1);
	return gainOf(order) > atLeastGrosze ? order : undefined;
}

/** Takes its pieces out of what is free, or puts them back. */
function take({groups}: Plan, times: 1 | -1): void {
	for (const {taken} of groups) for (const {counted, count} of taken) counted.free -= times * count;
}

/** Whether the one takes pieces of lines that the other may want. */
function overlap(taking: Plan, {named}: Plan): boolean {
	return taking.groups.some(({taken}) => taken.some(({counted}) => counted.names.includes(named.name)));
}

function gainOf(order: readonly Plan[]): number {
	return order.reduce((sum, {gainGrosze}) => sum + gainGrosze, 0);
}

function mostGainFirst(one: Plan, other: Plan): number {
	return other.gainGrosze - one.gainGrosze || (one.named.name < other.named.name ? -1 : 1);
}

/** What would come first if they were put in order. */
export function firstBy<Value>(
	values: readonly Value[],
	order: (one: Value, other: Value) => number,
): Value | undefined {
	return values.reduce<Value | undefined>(
		(first, value) => (first === undefined || order(value, first) < 0 ? value : first),
		undefined,
	);
}
