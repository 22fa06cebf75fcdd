/**
 * A customer as the people in the shop remember them, whatever the till remembers: what was rung up and seen on the
 * screen, whether the payment was given, which change screen was shown.
 */
import type {SlipView, Snapshot} from '../../../till/api/snapshot.ts';
import type {Route} from '../../../till/domain/catalogue.ts';
import type {Good} from './goods.ts';
import type {Shopping} from './plan.ts';
import type {PrinterWitness} from './printer-witness.ts';

type Printers = Readonly<Record<Route, PrinterWitness>>;

export type Units = Readonly<Record<string, number>>;

export interface Acknowledged {
	readonly entry: number;
	readonly slips: readonly SlipView[];
}

export class Customer {
	readonly shopping: Shopping;
	/** Goods that the screen has shown in the basket, in the order of the shopping. */
	rungCount = 0;
	cardSeen = false;
	paid = false;
	acknowledged: Acknowledged | undefined;
	/** Printers whose slip was given up: their goods were not sold. */
	readonly abandoned = new Set<Route>();
	/** Printers whose slip a till was about to close when it died. */
	readonly closing = new Set<Route>();
	readonly #former: Readonly<Record<Route, ReturnType<typeof countsOf>>>;
	readonly #printers: Printers;

	constructor(shopping: Shopping, printers: Printers) {
		this.shopping = shopping;
		this.#printers = printers;
		this.#former = {main: countsOf(printers.main), alcohol: countsOf(printers.alcohol)};
	}

	get sold(): readonly Good[] {
		return this.shopping.goods.filter(({route}) => !this.abandoned.has(route));
	}

	/** Printers that owe this customer a slip. */
	get routes(): readonly Route[] {
		return (['main', 'alcohol'] as const).filter(route => this.sold.some(good => good.route === route));
	}

	get hasAllSlips(): boolean {
		return this.routes.every(route => this.slipCount(route) > 0);
	}

	/** As the paper in the customer's hand says. */
	slipCount(route: Route): number {
		return this.#printers[route].receipts.length - this.#former[route].receipts;
	}

	/**
	 * Counters that began anew are the one thing that leaves a till without evidence, and only of a slip that it may
	 * have closed.
	 */
	mayBeAsked(route: Route): boolean {
		const {reports, closings} = this.#former[route];
		const {reportCount, closingCount} = this.#printers[route];
		return reportCount !== reports && (closingCount !== closings || this.closing.has(route));
	}

	/** Compares the basket on the screen with what was rung up; the good in hand when the till died may be in it or not. */
	looksAt({lines, card}: Snapshot['sale']): void {
		const units = unitsOf(
			lines.flatMap(line =>
				line.kind === 'goods' ? [{product: line.product, units: line.pieces ?? line.weightGrams ?? 0}] : [],
			),
		);
		const {goods} = this.shopping;
		const isCount = (count: number) => sameUnits(units, unitsOf(goods.slice(0, count)));
		const rungCount = [this.rungCount, this.rungCount + 1].find(isCount);
		if (rungCount === undefined)
			throw new Error(
				`Rung up: ${JSON.stringify(unitsOf(goods.slice(0, this.rungCount)))}, shown: ${JSON.stringify(units)}`,
			);
		if (this.cardSeen && card === undefined) throw new Error('The card was shown and is forgotten');
		this.rungCount = rungCount;
		this.cardSeen = card !== undefined;
	}
}

function countsOf({receipts, reportCount, closingCount}: PrinterWitness) {
	return {receipts: receipts.length, reports: reportCount, closings: closingCount};
}

export function unitsOf(goods: readonly Pick<Good, 'product' | 'units'>[]): Units {
	const sums: Record<string, number> = {};
	for (const {product, units} of goods) sums[product] = (sums[product] ?? 0) + units;
	return sums;
}

export function sameUnits(one: Units, other: Units): boolean {
	const products = new Set([...Object.keys(one), ...Object.keys(other)]);
	return [...products].every(product => one[product] === other[product]);
}
