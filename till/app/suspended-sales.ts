/** Sales that were put aside with a slip that waits for its printer; the journal has each of them. */
import type {Route} from '../domain/catalogue.ts';
import {type PrintEffect, type PrintEvent, type PrintJob, printerOfJob} from '../domain/print-job.ts';
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

	/** In the order in which they are taken up. */
	get all(): readonly Suspended[] {
		return this.#inTurn().map(({sale}) => sale);
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

	/** Takes the first out. */
	take(): SuspendedSale | undefined {
		const [first] = this.#inTurn();
		this.#sales = this.#sales.filter(each => each !== first);
		return first;
	}

	waitsFor(printer: Route): boolean {
		return isAwaitedBy(this.all, printer);
	}

	/**
	 * A sale whose first slip was silent is put aside before its second is begun, and another one may then be put aside at the
	 * second one's printer: what became of that one's slip has to be known first.
	 */
	holdUp(job: PrintJob, effect: PrintEffect): PrintEvent | undefined {
		const isHeldUp = effect === 'clear' && this.#sales.some(({sale}) => isInDoubtAt(sale, printerOfJob(job)));
		return isHeldUp ? {on: 'clear-failed', reason: {code: 'slip-waits', detail: ''}} : undefined;
	}

	/** The one that was put aside longest ago first, but for those whose slip another one has to go before. */
	#inTurn(): readonly SuspendedSale[] {
		const isHeldUp = ({sale}: SuspendedSale) => {
			const job = waitingJob(sale.jobs);
			const others = this.#sales.filter(other => other.sale !== sale);
			return job !== undefined && others.some(other => isInDoubtAt(other.sale, printerOfJob(job)));
		};
		return [...this.#sales.filter(each => !isHeldUp(each)), ...this.#sales.filter(isHeldUp)];
	}
}

/**
 * Whether a slip waits for this printer: it takes no slip of another sale before, or its counters would tell nothing of the
 * slip that waits.
 */
export function isAwaitedBy(sales: readonly Suspended[], printer: Route): boolean {
	return sales.some(({jobs}) => {
		const job = waitingJob(jobs);
		return job !== undefined && printerOfJob(job) === printer;
	});
}

/** It may have come out there. */
function isInDoubtAt({jobs}: Suspended, printer: Route): boolean {
	const job = waitingJob(jobs);
	return job !== undefined && job.neverClosed !== true && printerOfJob(job) === printer;
}
