/**
 * When a month is closed: every till that is waited for has sealed it, and nothing of it is on its way.
 *
 *   open ──its last seal was seen so long ago──► closed          never opened again; what comes later is `late`
 *
 * Closing is written to the month's ledger once, and refuses nothing.
 *
 * M1  Waited for is every enrolled till without a seal, unless another one took its place, it is switched off for good, or
 *     it has written nothing in the month and is past it or not begun.
 * M2  Only who has looked at everything that is there closes a month.
 */
import {parseEntryId} from '../../till/domain/chain.ts';
import {entryTypes} from '../../till/domain/entry.ts';
import {monthOf} from '../../till/domain/local-time.ts';
import {type ClosedMonth, closedId, readClosedMonth} from '../documents/ledger.ts';
import type {CouchDatabase} from '../server.ts';
import {graceMs} from './gaps.ts';
import {readHeads} from './head-documents.ts';
import type {Month} from './inspector.ts';
import {lookUp} from './ledger.ts';

/** A month may stay open for long; that is no reason to ask all the time. */
export const closingMs = 60_000;

export interface ClosedMonthsOptions {
	readonly catalogue: CouchDatabase;
	readonly tills: CouchDatabase;
	readonly months: () => readonly Month[];
	/** Whether everything that was there has been looked at. */
	readonly isCaughtUp: (month: string) => boolean;
	readonly now: () => Date;
	readonly log: (line: string) => void;
}

export async function readClosed({ledger}: Month): Promise<ClosedMonth | undefined> {
	const stored = await ledger.get(closedId);
	if (stored === undefined) return undefined;
	const read = readClosedMonth(stored);
	if (!read.ok) throw new Error(`${closedId} in ${ledger.name}: ${read.fault.field} ${read.fault.reason}`);
	return read.value;
}

export class ClosedMonths {
	readonly #options: ClosedMonthsOptions;
	readonly #closed = new Set<string>();
	#lookedAtMs = Number.NEGATIVE_INFINITY;

	constructor(options: ClosedMonthsOptions) {
		this.#options = options;
	}

	async round(): Promise<void> {
		const {months, now, isCaughtUp} = this.#options;
		const nowMs = now().getTime();
		if (nowMs - this.#lookedAtMs < closingMs) return;
		for (const month of months()) {
			if (month.month >= monthOf(nowMs) || this.#closed.has(month.month) || !isCaughtUp(month.month)) continue;
			const isClosed = (await readClosed(month)) !== undefined || (await this.#close(month));
			if (isClosed) this.#closed.add(month.month);
		}
		this.#lookedAtMs = nowMs;
	}

	async #close(month: Month): Promise<boolean> {
		const {now, log} = this.#options;
		const sealIds = (await month.receipts.idsIn([{from: 'seal:', to: 'seal:\ufff0'}])).flat();
		const sealed = new Set(sealIds.flatMap(id => parseEntryId(id)?.till ?? []));
		if (sealed.size === 0 || (await this.#isWaitedFor(month, sealed))) return false;
		const seen = [...(await lookUp(month.ledger, sealIds)).values()];
		const lastSeenMs = Math.max(...seen.map(({seenAt}) => Date.parse(seenAt)));
		if (seen.length < sealIds.length || now().getTime() - lastSeenMs < graceMs) return false;
		const at = now().toISOString();
		const closed: ClosedMonth = {_id: closedId, type: 'closed', schema: 1, at, tills: [...sealed].sort()};
		// A conflict is another watcher's word, which holds.
		if ((await month.ledger.put(closed)) !== 'conflict')
			log(`${month.month} is closed: ${sealed.size} tills sealed it`);
		return true;
	}

	async #isWaitedFor(month: Month, sealed: ReadonlySet<string>): Promise<boolean> {
		const rows = await this.#options.catalogue.range({from: 'till:', to: 'till:\ufff0', includeDocs: true});
		const retired = rows.filter(({doc}) => doc?.['retired'] === true).map(({id}) => id.slice('till:'.length));
		const gone = new Set([...retired, ...rows.map(({doc}) => doc?.['replaces'])]);
		const unsealed = rows.map(({id}) => id.slice('till:'.length)).filter(till => !sealed.has(till));
		const heads = await readHeads(this.#options.tills, unsealed);
		for (const till of unsealed) {
			if (gone.has(till)) continue;
			if (await hasEntries(month, till)) return true;
			if (!heads.has(till)) continue;
			const later = this.#options.months().filter(other => other.month > month.month);
			if (!(await anyHasEntries(later, till))) return true;
		}
		return false;
	}
}

async function anyHasEntries(months: readonly Month[], till: string): Promise<boolean> {
	for (const month of months) if (await hasEntries(month, till)) return true;
	return false;
}

async function hasEntries({receipts}: Month, till: string): Promise<boolean> {
	const ranges = entryTypes.map(type => ({from: `${type}:${till}:`, to: `${type}:${till}:\ufff0`}));
	return (await receipts.idsIn(ranges, {limit: 1})).flat().length > 0;
}
