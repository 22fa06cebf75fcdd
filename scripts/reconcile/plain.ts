/** A reconciliation for a program: verdicts, sums and ids, without the slips that nothing is said of. */
import type {BookEntry} from '../../till/domain/day-account.ts';
import type {ReconciledSpan, ServerVerdict} from '../../till/domain/reconciliation.ts';
import type {Reconciled} from './run.ts';

export function plainOf({way, reconciliation}: Reconciled): object {
	const {verdict, server, spans, unread, ...rest} = reconciliation;
	return {
		ok: verdict === 'equal',
		verdict,
		way,
		...rest,
		unread: unread.map(({id, unread: reason}) => ({id, reason})),
		server: plainServer(server),
		spans: spans.map(plainSpan),
	};
}

function plainServer(server: ServerVerdict): object {
	if (server.state !== 'differs') return server;
	return {...server, missing: server.missing.map(nameOf), different: server.different.map(nameOf)};
}

function nameOf({id, sale}: BookEntry): object {
	return {id, ...(sale !== undefined && {dueGrosze: sale.dueGrosze})};
}

function plainSpan({slips: _slips, givenUp: _givenUp, figures: _figures, untold: _untold, ...span}: ReconciledSpan) {
	return span;
}
