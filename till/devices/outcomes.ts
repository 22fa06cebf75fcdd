/** What the drivers of fiscal printers say in the same way, whatever their protocol. */
import type {Outcome, PrinterFault} from './fiscal-printer.ts';

export const confirmed: Outcome = {outcome: 'confirmed', value: undefined};

export function refused(code: PrinterFault['code'], detail: string): Extract<Outcome, {outcome: 'refused'}> {
	return {outcome: 'refused', fault: {code, detail}};
}

/** Runs one piece of work at a time, in the order in which they come; whatever became of the one before. */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
	let last: Promise<unknown> = Promise.resolve();
	return work => {
		const turn = last.then(work, work);
		last = turn;
		return turn;
	};
}
