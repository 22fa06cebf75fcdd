/** Sales that were put aside with a slip that waits for its printer; the journal has each of them. */
import type {Route} from '../domain/catalogue.ts';
import {printerOfJob} from '../domain/print-job.ts';
import type {Sale} from '../domain/sale.ts';
import {waitingJob} from '../domain/sale-printing.ts';
import type {KeptSale} from './sale-journal.ts';
import type {Person} from './state.ts';

type Suspended = Extract<Sale, {at: 'suspended'}>;

export interface SuspendedSale {
	readonly sale: Suspended;
	readonly seller: Person;
}

export class SuspendedSales {
	#sales: readonly SuspendedSale[] = [];

	/** The one that was put aside longest ago first. */
	get all(): readonly Suspended[] {
		return this.#sales.map(({sale}) => sale);
	}

	/** Of what a journal holds, in the order in which they were put aside; the others are taken up by themselves. */
	static of(kept: readonly KeptSale[]): readonly SuspendedSale[] {
		const suspended = kept.flatMap(({sale, seller}) => (sale.at === 'suspended' ? [{sale, seller}] : []));
		const asideMs = ({sale}: SuspendedSale) => Date.parse(sale.suspendedAt ?? '') || 0;
		return suspended.sort((one, other) => asideMs(one) - asideMs(other));
	}

	put(...sales: readonly SuspendedSale[]): void {
		this.#sales = [...this.#sales, ...sales];
	}

	/** Takes the oldest out. */
	take(): SuspendedSale | undefined {
		const [oldest, ...later] = this.#sales;
		this.#sales = later;
		return oldest;
	}

	waitsFor(printer: Route): boolean {
		return isAwaitedBy(this.all, printer);
	}
}

/**
 * Whether a slip waits for this printer: it takes no other one before, or its counters would tell nothing of the slip
 * that waits.
 */
export function isAwaitedBy(sales: readonly Suspended[], printer: Route): boolean {
	return sales.some(({jobs}) => {
		const job = waitingJob(jobs);
		return job !== undefined && printerOfJob(job) === printer;
	});
}
