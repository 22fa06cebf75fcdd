/**
 * A fiscal printer reduced to what it counts, for the model tests: it prints slips by their sale, counts completed
 * and cancelled receipts, and knows whether one is open. Nothing of a protocol is in it.
 */
import type {PrinterEvidence} from '../../../till/domain/evidence.ts';
import type {Slip} from '../../../till/domain/slip.ts';
import {documentOf, quiet} from './slips.ts';

export class ModelPrinter {
	#evidence: PrinterEvidence = quiet;
	#open: Slip | undefined;
	#footerOwed = false;
	/** Fiscal numbers of the completed receipts of each sale, in the order in which they came out. */
	readonly paper = new Map<string, number[]>();

	evidence(): PrinterEvidence {
		const transaction = this.#open === undefined ? (this.#footerOwed ? 'footer-pending' : 'none') : 'open';
		return {...this.#evidence, transaction};
	}

	numbersOf({saleId}: Slip): readonly number[] {
		return this.paper.get(saleId) ?? [];
	}

	/** False when something is open already. */
	open(slip: Slip): boolean {
		if (this.#open !== undefined || this.#footerOwed) return false;
		this.#open = slip;
		return true;
	}

	/** The fiscal number, or undefined when these are not the sums of what is open. */
	close(slip: Slip, footer: 'printed' | 'owed' = 'printed'): number | undefined {
		if (this.#open !== slip) return undefined;
		const {completedCount, lastReceiptNumber} = this.#evidence;
		const number = lastReceiptNumber + 1;
		this.#evidence = {
			...this.#evidence,
			completedCount: completedCount + 1,
			lastReceiptNumber: number,
			lastDocument: documentOf(slip),
		};
		this.paper.set(slip.saleId, [...this.numbersOf(slip), number]);
		this.#open = undefined;
		this.#footerOwed = footer === 'owed';
		return number;
	}

	cancel(): void {
		if (this.#open === undefined) return;
		const {cancelledCount, lastReceiptNumber} = this.#evidence;
		this.#evidence = {
			...this.#evidence,
			cancelledCount: (cancelledCount ?? 0) + 1,
			lastReceiptNumber: lastReceiptNumber + 1,
			lastDocument: documentOf(this.#open),
		};
		this.#open = undefined;
	}

	finishFooter(): void {
		this.#footerOwed = false;
	}

	/** The counters of the day begin anew. */
	reportDay(): void {
		if (this.#open !== undefined || this.#footerOwed) return;
		const {dailyReportCount} = this.#evidence;
		this.#evidence = {
			...this.#evidence,
			dailyReportCount: dailyReportCount + 1,
			completedCount: 0,
			cancelledCount: 0,
			lastReceiptNumber: 0,
		};
	}

	/** Somebody else's computer prints a receipt of its own. */
	printForeign(slip: Slip): void {
		if (this.open(slip)) this.close(slip);
	}
}
