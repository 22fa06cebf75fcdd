/**
 * What the server has of a list of entries: the same, nothing, or something else.
 *
 * `_revs_diff` and the answer of a write say nothing about that (a retired impostor sent again looks stored), so the
 * winning revisions are asked for.
 */
import {ok, type Result} from '../domain/result.ts';
import type {Outgoing} from './outgoing.ts';
import {winningRevisions} from './send-entries.ts';
import type {Server, ServerFault} from './server.ts';

const keysMax = 500;

export interface Comparison {
	readonly identical: readonly Outgoing[];
	readonly missing: readonly Outgoing[];
	readonly different: readonly Outgoing[];
}

export async function compareEntries(
	server: Server,
	entries: readonly Outgoing[],
): Promise<Result<Comparison, ServerFault>> {
	const identical: Outgoing[] = [];
	const missing: Outgoing[] = [];
	const different: Outgoing[] = [];
	for (const page of pagesByMonth(entries)) {
		const winners = await winningRevisions(server, page.month, page.entries);
		const noDatabase = !winners.ok && winners.fault.code === 'http' && winners.fault.status === 404;
		if (!winners.ok && !noDatabase) return winners;
		for (const entry of page.entries) {
			const winner = winners.ok ? winners.value.get(entry.id) : undefined;
			if (winner === undefined) missing.push(entry);
			else if (winner === entry.revision) identical.push(entry);
			else different.push(entry);
		}
	}
	return ok({identical, missing, different});
}

function pagesByMonth(entries: readonly Outgoing[]) {
	const months = new Set(entries.map(({month}) => month));
	return [...months].flatMap(month => {
		const ofMonth = entries.filter(entry => entry.month === month);
		const pageCount = Math.ceil(ofMonth.length / keysMax);
		return Array.from({length: pageCount}, (_, page) => ({
			month,
			entries: ofMonth.slice(page * keysMax, (page + 1) * keysMax),
		}));
	});
}
