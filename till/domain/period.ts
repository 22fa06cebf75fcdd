/** A period of business days, both ends included. */
import {fail, ok, type Result} from './result.ts';

export interface Period {
	/** `YYYY-MM-DD`. */
	readonly from: string;
	readonly to: string;
}

export type PeriodFault =
	/** No such day in the calendar, or not written as one. */
	| {readonly code: 'no-such-day'; readonly end: 'from' | 'to'}
	/** It ends before it begins. */
	| {readonly code: 'backwards'};

export function readPeriod({from, to}: {readonly from: unknown; readonly to: unknown}): Result<Period, PeriodFault> {
	if (!isDay(from)) return fail({code: 'no-such-day', end: 'from'});
	if (!isDay(to)) return fail({code: 'no-such-day', end: 'to'});
	return from <= to ? ok({from, to}) : fail({code: 'backwards'});
}

/** Rolls over nothing: 30 February is not a day. */
function isDay(value: unknown): value is string {
	if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
	const instantMs = Date.parse(`${value}T00:00:00Z`);
	return Number.isFinite(instantMs) && new Date(instantMs).toISOString().startsWith(value);
}
