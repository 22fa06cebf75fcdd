/** `fork:<till>:<number>`: where a till's book goes on in more than one way, with the contents of its branches. */
import {isoWithOffset} from '../../till/domain/local-time.ts';
import {type ForkReport, forkId} from '../documents/audit.ts';
import type {CouchDatabase} from '../server.ts';
import type {Fork} from './fork.ts';
import {bringReport, closedByWatcher, sideOf} from './reports.ts';
import type {Standing} from './standing.ts';

export interface ForkFound {
	readonly till: string;
	readonly number: number;
	/** Undefined when the book goes on in one way. */
	readonly fork: Fork | undefined;
	readonly branches: readonly Standing[];
	readonly at: Date;
}

const arrived = 'Brakujący wpis nadszedł. · The entry that was missing has arrived.';

/** Brings the report to what was found: writes it, adds branches to it, or closes it when it was only a matter of order. */
export async function bringFork(
	audit: CouchDatabase,
	{till, number, fork, branches, at}: ForkFound,
): Promise<'written' | 'closed' | 'as it was'> {
	let done: 'written' | 'closed' | 'as it was' = 'as it was';
	const found = branches.flatMap(({month, leaves}) =>
		leaves.live.map(leaf => ({entry: leaves.id, ...sideOf({...leaf, database: month.receipts.name})})),
	);
	await bringReport(audit, {id: forkId({till, number}), type: 'fork'}, stored => {
		done = 'as it was';
		const [first] = found;
		if (fork === undefined || first === undefined) {
			if (stored?.state !== 'open' || stored.evidence !== 'other-predecessor') return undefined;
			done = 'closed';
			return closedByWatcher(stored, {at, reason: arrived});
		}
		const known = stored?.branches ?? [];
		const added = found.filter(({entry, rev, database}) => !known.some(isBranch({entry, rev, database})));
		// Two that were seen after the same one remain evidence, whatever is deleted later.
		const evidence = stored?.evidence === 'same-predecessor' ? stored.evidence : fork.evidence;
		if (stored !== undefined && added.length === 0 && stored.evidence === evidence) return undefined;
		done = 'written';
		if (stored !== undefined) return {...stored, evidence, branches: [...known, ...added]};
		const report: ForkReport = {
			_id: forkId({till, number}),
			type: 'fork',
			schema: 1,
			entry: first.entry,
			till,
			number,
			database: first.database,
			reportedAt: isoWithOffset(at.getTime()),
			state: 'open',
			evidence,
			branches: found,
		};
		return report;
	});
	return done;
}

type Branch = Pick<ForkReport['branches'][number], 'entry' | 'rev' | 'database'>;

function isBranch(wanted: Branch): (branch: Branch) => boolean {
	return ({entry, rev, database}) => entry === wanted.entry && rev === wanted.rev && database === wanted.database;
}
