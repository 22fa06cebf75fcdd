/**
 * Reports in the `audit` database. The id of a report says what it is about, so that finding the same thing again, after
 * a restart or by a second watcher, is the same report. What a manager closed stays closed, and what somebody else wrote
 * into a report, in fields that are not known here, stays in it.
 */
import {parseEntryId} from '../../till/domain/chain.ts';
import {isoWithOffset} from '../../till/domain/local-time.ts';
import {
	type AuditReport,
	type DifferenceReport,
	type DifferenceSide,
	differenceId,
	inReadingOrder,
	type MalformedReport,
	malformedId,
	readAuditReport,
} from '../documents/audit.ts';
import type {CouchDatabase} from '../server.ts';
import {compare} from './compare.ts';
import type {Content} from './content.ts';
import type {EntryFault} from './sums.ts';

export interface Found {
	readonly entry: string;
	/** The receipts database in which it was found. */
	readonly database: string;
	readonly at: Date;
}

/** One of the two contents of a difference; `content` is null when the server no longer has it. */
export interface Side {
	readonly rev: string;
	readonly database: string;
	readonly content: Content | null;
}

function reportHead({entry, database, at}: Found) {
	const parts = parseEntryId(entry);
	return {
		schema: 1,
		entry,
		till: parts?.till ?? '',
		number: parts?.entry ?? 0,
		database,
		reportedAt: isoWithOffset(at.getTime()),
		state: 'open',
	} as const;
}

/** Beside a content that has no room, who wrote it and when are all that is read: they are no longer than they need be. */
const cashierLengthMax = 120;
const writtenAtLengthMax = 40;

export function sideOf({rev, database, content}: Side): DifferenceSide {
	const cashier = content?.['cashier'] as {readonly name?: unknown} | undefined;
	const writtenAt = content?.['writtenAt'];
	return {
		rev,
		database,
		content,
		...(typeof cashier?.name === 'string' ? {cashier: cashier.name.slice(0, cashierLengthMax)} : {}),
		...(typeof writtenAt === 'string' ? {writtenAt: writtenAt.slice(0, writtenAtLengthMax)} : {}),
	};
}

export function differenceReport({
	found,
	verdict,
	original,
	resubmission,
}: {
	readonly found: Found;
	readonly verdict: DifferenceReport['verdict'];
	readonly original: Side;
	readonly resubmission: Side;
}): DifferenceReport {
	const {fields, furtherFieldCount, money} = compare(original.content ?? {}, resubmission.content ?? {});
	return {
		_id: differenceId({entry: found.entry, rev: resubmission.rev}),
		type: 'difference',
		...reportHead(found),
		verdict,
		original: sideOf(original),
		resubmission: sideOf(resubmission),
		fields: [...fields],
		...(furtherFieldCount === undefined ? {} : {furtherFieldCount}),
		money: {totalGrosze: money.totalGrosze, vat: [...money.vat]},
	};
}

export function malformedReport(
	found: Found,
	{rev, content, faults}: {readonly rev: string; readonly content: Content; readonly faults: readonly EntryFault[]},
): MalformedReport {
	return {
		_id: malformedId({entry: found.entry, rev}),
		type: 'malformed',
		...reportHead(found),
		rev,
		content,
		faults: [...faults],
	};
}

export async function reportMalformed(audit: CouchDatabase, report: MalformedReport): Promise<void> {
	// A conflict is the same report, written before.
	await audit.put(inReadingOrder(report));
}

const weight: Readonly<Record<DifferenceReport['verdict'], number>> = {undecided: 0, kept: 1, retired: 2};

/** Writes a difference, or brings the one that is there to what is known now; a verdict never becomes less. */
export async function reportDifference(audit: CouchDatabase, report: DifferenceReport): Promise<void> {
	while ((await audit.put(inReadingOrder(report))) === 'conflict') {
		const stored = await readDifference(audit, report._id);
		if (stored === undefined) continue;
		if (weight[stored.report.verdict] >= weight[report.verdict]) return;
		const {state, reportedAt, original, resubmission} = stored.report;
		const sides = {
			// Another content may have turned out to be the original.
			original: original.rev === report.original.rev ? {...original, ...report.original} : report.original,
			resubmission: {...resubmission, ...report.resubmission},
		};
		const {furtherFieldCount: _, ...known} = stored.report;
		const kept = {...known, ...report, ...sides, state, reportedAt};
		if ((await audit.put(inReadingOrder({...kept, _rev: stored.rev}))) !== 'conflict') return;
	}
}

/** An undecided report whose own content turned out to be the original is over: the other content has its report. */
export async function closeUndecidedOriginal(audit: CouchDatabase, found: Found, rev: string): Promise<void> {
	const reason = 'To jest oryginał. · This is the original.';
	await bringReport(audit, {id: differenceId({entry: found.entry, rev}), type: 'difference'}, stored => {
		if (stored?.verdict !== 'undecided') return undefined;
		const closed = {by: 'watcher', at: isoWithOffset(found.at.getTime()), reason};
		// Who closed it before keeps the word.
		return {closed, ...stored, verdict: 'kept', state: 'closed'};
	});
}

async function readDifference(
	audit: CouchDatabase,
	id: string,
): Promise<{readonly rev: string; readonly report: DifferenceReport} | undefined> {
	return readReport(audit, {id, type: 'difference'});
}

type ReportOf<Type extends AuditReport['type']> = AuditReport & {readonly type: Type};

interface ReportName<Type extends AuditReport['type']> {
	readonly id: string;
	readonly type: Type;
}

async function readReport<Type extends AuditReport['type']>(
	audit: CouchDatabase,
	{id, type}: ReportName<Type>,
): Promise<{readonly rev: string; readonly report: ReportOf<Type>} | undefined> {
	const stored = await audit.get(id);
	if (stored === undefined) return undefined;
	const read = readAuditReport(stored);
	if (!read.ok || read.value.type !== type) throw new Error(`${id} is no report of kind ${type}`);
	const {_rev: rev, ...document} = stored;
	// The document itself, which was just found to be one: what was read of it lacks the fields that are not known here.
	return {rev, report: document as unknown as ReportOf<Type>};
}

/**
 * Brings a report to what it should be, from what is stored: `undefined` leaves it as it is. Somebody who writes at the
 * same moment is read and considered anew, so that nothing that was said is lost.
 */
export async function bringReport<Type extends AuditReport['type']>(
	audit: CouchDatabase,
	name: ReportName<Type>,
	wanted: (stored: ReportOf<Type> | undefined) => ReportOf<Type> | undefined | Promise<ReportOf<Type> | undefined>,
): Promise<void> {
	for (;;) {
		const stored = await readReport(audit, name);
		const next = await wanted(stored?.report);
		if (next === undefined) return;
		const document = stored === undefined ? next : {...next, _rev: stored.rev};
		if ((await audit.put(inReadingOrder(document))) !== 'conflict') return;
	}
}

/** What the watcher itself has found the answer to. */
export function closedByWatcher<Report extends AuditReport>(
	report: Report,
	{at, reason}: {readonly at: Date; readonly reason: string},
): Report {
	return {...report, state: 'closed', closed: {by: 'watcher', at: isoWithOffset(at.getTime()), reason}};
}
