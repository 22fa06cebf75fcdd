/** What happened in a world, or in several. */
import type {CountedTrouble} from './plan.ts';

export interface Tally {
	readonly saleCount: number;
	readonly receiptCount: number;
	readonly slipCount: number;
	/** Customers who went away with nothing. */
	readonly leftCount: number;
	readonly abandonedCount: number;
	/** How often a sale was put aside. */
	readonly suspendedCount: number;
	/** Lines that were taken off, wholly or in part. */
	readonly voidedCount: number;
	/** Slips that were printed on the other printer. */
	readonly movedCount: number;
	readonly killCount: number;
	readonly questionCount: number;
	/** Questions while the printer truly had no evidence. */
	readonly absentCount: number;
	readonly troubles: Readonly<Partial<Record<CountedTrouble, number>>>;
}

export const emptyTally: Tally = {
	saleCount: 0,
	receiptCount: 0,
	slipCount: 0,
	leftCount: 0,
	abandonedCount: 0,
	suspendedCount: 0,
	voidedCount: 0,
	movedCount: 0,
	killCount: 0,
	questionCount: 0,
	absentCount: 0,
	troubles: {},
};

export function addTallies(one: Tally, other: Tally): Tally {
	const troubles = {...one.troubles};
	for (const [kind, count] of Object.entries(other.troubles) as [CountedTrouble, number][]) {
		troubles[kind] = (troubles[kind] ?? 0) + count;
	}
	return {
		saleCount: one.saleCount + other.saleCount,
		receiptCount: one.receiptCount + other.receiptCount,
		slipCount: one.slipCount + other.slipCount,
		leftCount: one.leftCount + other.leftCount,
		abandonedCount: one.abandonedCount + other.abandonedCount,
		suspendedCount: one.suspendedCount + other.suspendedCount,
		voidedCount: one.voidedCount + other.voidedCount,
		movedCount: one.movedCount + other.movedCount,
		killCount: one.killCount + other.killCount,
		questionCount: one.questionCount + other.questionCount,
		absentCount: one.absentCount + other.absentCount,
		troubles,
	};
}
