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
	switch (server.state) {
		case 'equal':
		case 'unknown':
			return server;
		case 'behind':
			return {...server, waiting: server.waiting.map(nameOf)};
		case 'differs': {
			const {waiting, refused, missing, different} = server;
			return {
				...server,
				waiting: waiting.map(nameOf),
				refused: refused.map(nameOf),
				missing: missing.map(nameOf),
				different: different.map(nameOf),
			};
		}
	}
}

function nameOf({id, sale}: BookEntry): object {
	return {id, ...(sale !== undefined && {dueGrosze: sale.dueGrosze})};
}

function plainSpan({slips: _slips, givenUp: _givenUp, figures: _figures, untold: _untold, ...span}: ReconciledSpan) {
	return span;
}
