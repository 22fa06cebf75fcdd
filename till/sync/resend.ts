/**
 * Sends the entries of some business days again: bodies only of what the server does not have, or has otherwise. Days
 * that the till has dropped are said to be so.
 */
import type {ResendReport} from '../domain/link.ts';
import {fail, ok, type Result} from '../domain/result.ts';
import type {Book, StoredEntry} from '../replica/replica.ts';
import {compareEntries} from './compare-entries.ts';
import {firstBatch} from './outgoing.ts';
import type {ReceiptsUp} from './receipts-up.ts';
import type {Server, ServerFault} from './server.ts';

interface Parts {
	readonly server: Server;
	readonly book: Book;
	readonly receipts: ReceiptsUp;
}

type Counts = Omit<ResendReport, 'heldFrom'>;

export async function resendPeriod({
	period,
	...parts
}: Parts & {readonly period: {readonly from: string; readonly to: string}}): Promise<
	Result<ResendReport, ServerFault>
> {
	let counts: Counts = {checkedCount: 0, identicalCount: 0, newCount: 0, differentCount: 0, refusedCount: 0};
	// Page by page: a month is hashed for seconds, and somebody may be scanning.
	for await (const page of parts.book.period(period.from, period.to)) {
		const resent = await resendPage(page, parts);
		if (!resent.ok) return resent;
		counts = sumOf(counts, resent.value);
	}
	return ok({...counts, ...(await heldFrom(parts.book, period.from))});
}

async function resendPage(
	stored: readonly StoredEntry[],
	{server, receipts}: Parts,
): Promise<Result<Counts, ServerFault>> {
	const entries = receipts.prepare(stored);
	const comparison = await compareEntries(server, entries);
	if (!comparison.ok) return comparison;
	const {identical, missing, different} = comparison.value;
	let refusedCount = stored.length - entries.length;
	const wanted = new Set([...missing, ...different]);
	// In the book's order, so that what belongs together arrives together.
	let rest = entries.filter(entry => wanted.has(entry));
	while (rest.length > 0) {
		const batch = firstBatch(rest);
		const report = await receipts.send(batch);
		if (report.fault !== undefined) return fail(report.fault);
		refusedCount += report.refused.length;
		rest = rest.slice(batch.length);
	}
	return ok({
		checkedCount: stored.length,
		identicalCount: identical.length,
		newCount: missing.length,
		differentCount: different.length,
		refusedCount,
	});
}

function sumOf(left: Counts, right: Counts): Counts {
	return {
		checkedCount: left.checkedCount + right.checkedCount,
		identicalCount: left.identicalCount + right.identicalCount,
		newCount: left.newCount + right.newCount,
		differentCount: left.differentCount + right.differentCount,
		refusedCount: left.refusedCount + right.refusedCount,
	};
}

/** Where the till has dropped its oldest months, or lost them, its first business day, when the period begins before. */
async function heldFrom(book: Book, from: string): Promise<Pick<ResendReport, 'heldFrom'>> {
	const [oldest] = await book.from(1, 1);
	const day = oldest === undefined || oldest.entry === 1 ? undefined : String(oldest.document['businessDay']);
	return day !== undefined && from < day ? {heldFrom: day} : {};
}
