/** What the printer's words come to. Pure. */
import type {Slip} from '../../domain/slip.ts';
import type {Outcome} from '../fiscal-printer.ts';
import {confirmed, refused} from '../outcomes.ts';
import type {LastTransaction} from './answers.ts';
import type {Told} from './conversation.ts';
import {faultOf} from './errors.ts';

export const notConnected = refused('not-connected', 'no connection');

export function outcomeOf(told: Told, line?: number): Outcome {
	switch (told.kind) {
		case 'done':
			return confirmed;
		case 'refused':
			return {outcome: 'refused', fault: faultOf(told.code, line)};
		case 'not-sent':
			return notConnected;
		case 'silent':
			return {outcome: 'unknown', reason: told.reason};
	}
}

/** A printer that falls silent before anything was begun has done nothing: the call may be repeated. */
export function asNothingBegun<T>(outcome: Outcome<T>): Exclude<Outcome<T>, {outcome: 'unknown'}> {
	return outcome.outcome === 'unknown' ? refused('not-connected', `nothing was begun: ${outcome.reason}`) : outcome;
}

/** Of our receipt, when it is closed. */
export function numberOfClosed(last: LastTransaction, systemNumber: string): number | undefined {
	return last.state === 'closed' && last.systemNumber === systemNumber ? last.number : undefined;
}

export function whatIsMissing(slip: Slip, has: LastTransaction): string | undefined {
	if (has.state !== 'open') return `the printer has no open receipt, its last one is ${has.state ?? 'none'}`;
	const packages = slip.deposits.reduce((sum, {totalGrosze}) => sum + Math.abs(totalGrosze), 0);
	const paid = slip.tenders.reduce((sum, {amountGrosze}) => sum + amountGrosze, 0);
	const differences = [
		['lines', slip.lines.length, has.itemCount],
		['packages', slip.deposits.length, has.containerCount],
		['grosze of packages', packages, has.containersGrosze],
		['grosze paid', paid, has.paymentsGrosze],
	] as const;
	const difference = differences.find(([, sent, arrived]) => sent !== arrived);
	return difference && `of ${difference[1]} ${difference[0]} the printer has ${difference[2]}`;
}
