/**
 * Entries that came after their month was closed: `late:<till>:<month>:<n>`.
 *
 * Late is what the ledger saw after the closing that stands in the same ledger: that never changes, however often an
 * entry is looked at. A number is counted once; it is written down together with its money, in one write.
 *
 *   report 1 ──a manager closes it, or it is full──► report 2 …          no number is in two of them
 */
import {parseEntryId} from '../../till/domain/chain.ts';
import {isoWithOffset, monthOf} from '../../till/domain/local-time.ts';
import {type LateReport, lateId} from '../documents/audit.ts';
import type {CouchDatabase} from '../server.ts';
import {readClosed} from './closed-months.ts';
import type {Month} from './inspector.ts';
import type {EntryLeaves} from './leaf.ts';
import {lookUp, type SeenById} from './ledger.ts';
import {NumberSet} from './number-set.ts';
import {bringReport} from './reports.ts';

/**
 * A report that has taken up so many is full, for good: each of them may be a run of its own, and together they are 2 MB.
 * Counted are entries and not runs, because runs grow together again, and a number would find room in two reports.
 */
export const entryCountMax = 100_000;

export interface LateOptions {
	readonly audit: CouchDatabase;
	readonly now: () => Date;
	readonly log: (line: string) => void;
}

interface LateEntry {
	readonly id: string;
	readonly till: string;
	readonly number: number;
	readonly dueGrosze: number;
}

export async function reportLate(
	options: LateOptions,
	month: Month,
	{entries, seen}: {readonly entries: readonly EntryLeaves[]; readonly seen: SeenById},
): Promise<void> {
	// A month that goes on is not closed, and nearly everything that comes is of that one.
	if (entries.length === 0 || month.month >= monthOf(options.now().getTime())) return;
	const closed = await readClosed(month);
	if (closed === undefined) return;
	const decided = entries.map(({id}) => id).filter(id => !seen.has(id));
	const all = new Map([...seen, ...(await lookUp(month.ledger, decided))]);
	const late = entries.filter(({id}) => Date.parse(all.get(id)?.seenAt ?? '') > Date.parse(closed.at)).map(lateEntryOf);
	for (const till of new Set(late.map(entry => entry.till))) {
		const ofTill = late.filter(entry => entry.till === till);
		await add(options, ofTill, {month, closedAt: new Date(closed.at)});
	}
}

function lateEntryOf({id, live}: EntryLeaves): LateEntry {
	const parts = parseEntryId(id);
	const isReturn = parts?.type === 'return';
	const due = live[0]?.content[isReturn ? 'refundGrosze' : 'dueGrosze'];
	const amount = typeof due === 'number' && Number.isSafeInteger(due) ? due : 0;
	const dueGrosze = isReturn ? 0 - amount : amount;
	return {id, till: parts?.till ?? '', number: parts?.entry ?? 0, dueGrosze};
}

/** To the report that is open and has room; what closed ones hold has been answered. */
async function add(
	{audit, now, log}: LateOptions,
	entries: readonly LateEntry[],
	{month, closedAt}: {readonly month: Month; readonly closedAt: Date},
): Promise<void> {
	let left = entries;
	for (let sequence = 1; left.length > 0; sequence += 1) {
		const till = left[0]?.till ?? '';
		const id = lateId({till, month: month.month, sequence});
		const offered = left;
		await bringReport(audit, {id, type: 'late'}, stored => {
			const numbers = new NumberSet();
			for (const [from, to] of stored?.numbers ?? []) numbers.addRun({from, to});
			const roomCount = stored?.state === 'closed' ? 0 : entryCountMax - (stored?.entryCount ?? 0);
			const added: LateEntry[] = [];
			left = offered.filter(entry => {
				if (numbers.has(entry.number)) return false;
				if (added.length >= roomCount) return true;
				added.push(entry);
				numbers.add(entry.number);
				return false;
			});
			const [first] = added;
			if (first === undefined) return undefined;
			const report: LateReport = stored ?? {
				_id: id,
				type: 'late',
				schema: 1,
				entry: first.id,
				till,
				number: first.number,
				database: month.receipts.name,
				reportedAt: isoWithOffset(now().getTime()),
				state: 'open',
				month: month.month,
				closedAt: isoWithOffset(closedAt.getTime()),
				numbers: [],
				entryCount: 0,
				dueGrosze: 0,
			};
			log(`${till}: ${added.length} entries of ${month.month} came after it was closed`);
			return {
				...report,
				numbers: [...numbers.runs()].map(({from, to}): [number, number] => [from, to]),
				entryCount: report.entryCount + added.length,
				dueGrosze: report.dueGrosze + added.reduce((sum, {dueGrosze}) => sum + dueGrosze, 0),
			};
		});
	}
}
