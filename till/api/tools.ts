/**
 * What a program beside the till may ask of it while it runs, because the till's files are open to the till alone.
 *
 *   POST /api/tools/resend        {from, to}  →  {ok: true, till, report} | {ok: false, reason}
 *   POST /api/tools/day-account   {day}       →  {ok: true, account} | {ok: false, reason}
 */
import type {DayAccount} from '../domain/day-account.ts';
import type {ResendReport} from '../domain/link.ts';

export const resendPath = '/api/tools/resend';

export const dayAccountPath = '/api/tools/day-account';

export type ResendAnswer =
	| {readonly ok: true; readonly till: string; readonly report: ResendReport}
	| {readonly ok: false; readonly reason: string};

export type DayAccountAnswer =
	| {readonly ok: true; readonly account: DayAccount}
	| {readonly ok: false; readonly reason: string};
