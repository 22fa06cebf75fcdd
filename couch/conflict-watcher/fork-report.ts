/**
 * `fork:<till>:<number>`: where a till's book goes on in more than one way, with the contents of its branches.
 *
 *   a branch ──room for it──► `branches`, whole; without its content where that is too long
 *      └──20 of them──► `furtherBranches`, by name ──200 of them──► `unnamedBranchCount`
 *
 * B1  A report never outgrows what a database takes, however many branches there are: it can always be written again.
 * B2  What a report holds it keeps. Branches are added where there is room, and what has no room is counted.
 */
import {isoWithOffset} from '../../till/domain/local-time.ts';
import {type ForkReport, forkId} from '../documents/audit.ts';
import type {CouchDatabase} from '../server.ts';
import type {Fork} from './fork.ts';
import {bringReport, closedByWatcher, sideOf} from './reports.ts';
import type {Standing} from './standing.ts';

/** A cloned till is two branches, a disk image that went to every till of a large shop is some tens of them. */
export const branchCountMax = 20;
/** An entry may have 1 MB, a document of CouchDB 8 MB. */
export const branchBytesMax = 1_000_000;
/** By name they are a hundred and fifty bytes each. */
export const furtherBranchCountMax = 200;

export interface ForkFound {
	readonly till: string;
	readonly number: number;
	/** Undefined when the book goes on in one way. */
	readonly fork: Fork | undefined;
	readonly branches: readonly Standing[];
	readonly at: Date;
}

const arrived = 'Brakujący wpis nadszedł. · The entry that was missing has arrived.';

type Branches = Pick<ForkReport, 'branches' | 'furtherBranches' | 'unnamedBranchCount'>;
type Branch = ForkReport['branches'][number];

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
		const added = withBranches(stored ?? {branches: []}, found);
		// Two that were seen after the same one remain evidence, whatever is deleted later.
		const evidence = stored?.evidence === 'same-predecessor' ? stored.evidence : fork.evidence;
		if (stored !== undefined && added === undefined && stored.evidence === evidence) return undefined;
		done = 'written';
		if (stored !== undefined) return {...stored, evidence, ...added};
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
			branches: [],
			...added,
		};
		return report;
	});
	return done;
}

/** What a report holds once it has been told of these; undefined when that says nothing new. */
function withBranches(known: Branches, found: readonly Branch[]): Branches | undefined {
	const branches = [...known.branches];
	const further = [...(known.furtherBranches ?? [])];
	const names = new Set([...branches, ...further].map(nameOf));
	let bytes = bytesOf(branches);
	let unnamedCount = 0;
	for (const branch of found) {
		if (names.has(nameOf(branch))) continue;
		const {entry, rev, database} = branch;
		if (branches.length < branchCountMax) {
			const isTooLong = bytes + bytesOf(branch) > branchBytesMax;
			const held = isTooLong ? {...branch, content: null} : branch;
			bytes += bytesOf(held);
			branches.push(held);
		} else if (further.length < furtherBranchCountMax) further.push({entry, rev, database});
		else unnamedCount += 1;
	}
	// Some that were counted may be deleted by now: they had come all the same.
	unnamedCount = Math.max(unnamedCount, known.unnamedBranchCount ?? 0);
	const isNew = branches.length + further.length > names.size || unnamedCount > (known.unnamedBranchCount ?? 0);
	if (!isNew) return undefined;
	return {
		branches,
		...(further.length === 0 ? {} : {furtherBranches: further}),
		...(unnamedCount === 0 ? {} : {unnamedBranchCount: unnamedCount}),
	};
}

function bytesOf(part: unknown): number {
	return Buffer.byteLength(JSON.stringify(part));
}

function nameOf({entry, rev, database}: Pick<Branch, 'entry' | 'rev' | 'database'>): string {
	return `${database} ${entry} ${rev}`;
}
