/**
 * What a program beside the till may ask of it while it runs, because the till's files are open to the till alone.
 *
 *   POST /api/tools/resend   {from, to}  →  {ok: true, till, report} | {ok: false, reason}
 */
import type {ResendReport} from '../domain/link.ts';

export const resendPath = '/api/tools/resend';

export type ResendAnswer =
	| {readonly ok: true; readonly till: string; readonly report: ResendReport}
	| {readonly ok: false; readonly reason: string};
