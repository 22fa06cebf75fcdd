/**
 * Entries that came after their month was closed: `late:<till>:<month>:<n>`.
 *
 * Late is what the ledger saw after the closing that stands in the same ledger: that never changes, however often an
 * entry is looked at. A number is counted once; it is written down together with its money, in one write.
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

/** To the report that is open; what closed ones hold has been answered. */
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
			const added: LateEntry[] = [];
			for (const entry of offered) {
				if (numbers.has(entry.number)) continue;
				added.push(entry);
				if (stored?.state !== 'closed') numbers.add(entry.number);
			}
			left = stored?.state === 'closed' ? added : [];
			const [first] = added;
			if (stored?.state === 'closed' || first === undefined) return undefined;
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
