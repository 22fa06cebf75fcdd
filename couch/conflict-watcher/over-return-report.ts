/**
 * `over-returned:<receipt>:<line>:<n>`: more came back of a line than was sold on it, with the returns that say so.
 *
 *   too much ──► report 1, which takes up further returns ──a manager closes it──► another return ──► report 2 …
 *
 * No return is in two reports of a line: what a closed one holds has been answered.
 */
import {parseEntryId} from '../../till/domain/chain.ts';
import {isoWithOffset} from '../../till/domain/local-time.ts';
import {type OverReturnedReport, overReturnedId} from '../documents/audit.ts';
import type {CouchDatabase} from '../server.ts';
import {
	addAmounts,
	type Exceeded,
	exceededBy,
	excessGrosze,
	type LineAmounts,
	nothing,
	type ReturnItem,
} from './over-return.ts';
import {bringReport} from './reports.ts';

/** Whoever sent more returns of one line than these has been reported; further ones are counted. */
export const returnCountMax = 1000;
/** The contents of further ones stay where they are: a document may have 8 MB. */
export const contentBytesMax = 1_000_000;

export interface FoundReturn {
	readonly item: ReturnItem;
	readonly strange: readonly Exceeded[];
}

export interface FoundLine {
	readonly receipt: string;
	readonly database: string;
	readonly line: number;
	readonly product: string;
	readonly name: string;
	readonly sold: LineAmounts;
	/** All that there are, in whatever report. */
	readonly returns: readonly FoundReturn[];
}

/** True when there is something new to be said. */
export async function bringOverReturned(
	audit: CouchDatabase,
	{found, at}: {readonly found: FoundLine; readonly at: Date},
): Promise<boolean> {
	const {receipt, line, sold, returns} = found;
	const tooMuch = exceededBy(sold, totalOf(returns.map(({item}) => item)));
	let isNew = false;
	let left = returns;
	let answered: readonly ReturnItem[] = [];
	for (let sequence = 1; ; sequence += 1) {
		const exceeded = [...new Set([...tooMuch, ...left.flatMap(({strange}) => strange)])];
		if (left.length === 0 || exceeded.length === 0) return isNew;
		let closed: readonly ReturnItem[] | undefined;
		await bringReport(audit, {id: overReturnedId({receipt, line, sequence}), type: 'over-returned'}, stored => {
			isNew = false;
			closed = stored?.state === 'closed' ? stored.returns : undefined;
			if (closed !== undefined) return undefined;
			const known = stored?.returns ?? [];
			const unknown = withoutThese(left, known);
			const added = unknown.slice(0, Math.max(0, returnCountMax - known.length));
			const furtherCount = unknown.length - added.length;
			if (added.length === 0 && furtherCount <= (stored?.furtherReturnCount ?? 0)) return undefined;
			isNew = true;
			const items = [...known, ...withinBytes(added, bytesOf(known))];
			const returned = totalOf([...answered, ...items]);
			return {
				...(stored ?? newReport(found, {sequence, at})),
				exceeded: [...new Set([...(stored?.exceeded ?? []), ...exceeded])],
				sold,
				returned,
				returns: items,
				...(furtherCount === 0 ? {} : {furtherReturnCount: furtherCount}),
				money: {totalGrosze: excessGrosze(sold, returned)},
			};
		});
		if (closed === undefined) return isNew;
		left = withoutThese(left, closed);
		answered = [...answered, ...closed];
	}
}

function totalOf(items: readonly LineAmounts[]): LineAmounts {
	return items.reduce((total, item) => addAmounts(total, item), nothing);
}

function bytesOf(items: unknown): number {
	return JSON.stringify(items).length;
}

function withinBytes(returns: readonly FoundReturn[], knownBytes: number): readonly ReturnItem[] {
	let bytes = knownBytes;
	return returns.map(({item}) => {
		bytes += bytesOf(item);
		return bytes <= contentBytesMax ? item : {...item, content: null};
	});
}

function withoutThese(returns: readonly FoundReturn[], items: readonly ReturnItem[]): readonly FoundReturn[] {
	const entries = new Set(items.map(({entry}) => entry));
	return returns.filter(({item}) => !entries.has(item.entry));
}

function newReport(
	{receipt, database, line, product, name}: FoundLine,
	{sequence, at}: {readonly sequence: number; readonly at: Date},
): Omit<OverReturnedReport, 'exceeded' | 'sold' | 'returned' | 'returns' | 'money'> {
	const parts = parseEntryId(receipt);
	return {
		_id: overReturnedId({receipt, line, sequence}),
		type: 'over-returned',
		schema: 1,
		entry: receipt,
		till: parts?.till ?? '',
		number: parts?.entry ?? 0,
		database,
		reportedAt: isoWithOffset(at.getTime()),
		state: 'open',
		line,
		product,
		name,
	};
}
