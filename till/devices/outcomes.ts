/** What the drivers of fiscal printers say in the same way, whatever their protocol. */
import type {PrinterBlock, PrinterHealth} from '../domain/printer-account.ts';
import type {Outcome, PrinterFault, PrinterStatus} from './fiscal-printer.ts';

export const confirmed: Outcome = {outcome: 'confirmed', value: undefined};

export function refused(code: PrinterFault['code'], detail: string): Extract<Outcome, {outcome: 'refused'}> {
	return {outcome: 'refused', fault: {code, detail}};
}

/** Why a printer in this condition does nothing now; undefined where it does. */
export function whyIdle({condition, detail}: PrinterStatus): ReturnType<typeof refused> | undefined {
	switch (condition) {
		case 'ready':
			return undefined;
		case 'paper-out':
		case 'cover-open':
		case 'mechanism':
			return refused(condition, detail);
		case 'busy':
		case 'waiting-for-operator':
		case 'in-menu':
			return refused('busy', detail);
		case 'disconnected':
			return refused('not-connected', detail);
	}
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

/** A printer that refuses even to be asked, because of what keeps it from selling, has said what that is. */
export function healthTold(outcome: Outcome<PrinterHealth>): Outcome<PrinterHealth> {
	if (outcome.outcome !== 'refused') return outcome;
	const block = outcome.fault.block ?? blockOf(outcome.fault.code);
	if (block === undefined) return outcome;
	return {outcome: 'confirmed', value: {blocks: [block], warnings: [], detail: outcome.fault.detail}};
}

function blockOf(code: PrinterFault['code']): PrinterBlock | undefined {
	if (code === 'report-due') return 'report-due';
	if (code === 'memory') return 'memory-full';
	return code === 'blocked' ? 'service' : undefined;
}
