/**
 * The `audit` database as a manager uses it: what is open, and closing a report with a reason.
 *
 * A report is read as it is stored. One that this version cannot read is shown by its id and the reason, because a
 * finding that is left out looks like none.
 */
import {fail, ok, type Result} from '../till/domain/result.ts';
import {type AuditReport, inReadingOrder, readAuditReport} from './documents/audit.ts';
import type {CouchDatabase, StoredDocument} from './server.ts';

export interface ReportQuery {
	readonly type?: AuditReport['type'];
	readonly till?: string;
	/** Closed ones as well. */
	readonly all?: boolean;
}

export interface UnreadReport {
	readonly id: string;
	readonly reason: string;
}

export interface Reports {
	/** By till, number of the entry and id. */
	readonly reports: readonly AuditReport[];
	readonly unread: readonly UnreadReport[];
}

const pageSize = 500;

export async function findReports(audit: Pick<CouchDatabase, 'view' | 'range'>, query: ReportQuery): Promise<Reports> {
	const reports: AuditReport[] = [];
	const unread: UnreadReport[] = [];
	for await (const document of query.all === true ? allDocuments(audit) : openDocuments(audit)) {
		const {_rev, ...content} = document;
		const read = readAuditReport(content);
		if (!read.ok) unread.push({id: document._id, reason: `${read.fault.field} ${read.fault.reason}`});
		else if (isAsked(read.value, query)) reports.push(read.value);
	}
	return {reports: reports.sort(byTillAndNumber), unread};
}

export type ClosingFault =
	| {readonly code: 'no-such-report'}
	/** The beginning of an id that several reports share. */
	| {readonly code: 'several'; readonly ids: readonly string[]}
	| {readonly code: 'closed-already'; readonly by: string; readonly at: string}
	| {readonly code: 'unread'; readonly reason: string};

export interface Closing {
	/** A report's id, or as much of its beginning as no other has. */
	readonly id: string;
	/** The user that the server knows; it refuses any other name. */
	readonly by: string;
	/** ISO 8601 with an offset. */
	readonly at: string;
	readonly reason: string;
}

/** Closes one report. Throws what the server refuses, as a `CouchError`. */
export async function closeReport(
	audit: Pick<CouchDatabase, 'get' | 'range' | 'put'>,
	{id, by, at, reason}: Closing,
): Promise<Result<AuditReport, ClosingFault>> {
	for (;;) {
		const found = await findOne(audit, id);
		if (!found.ok) return found;
		const {_rev, ...content} = found.value;
		const read = readAuditReport(content);
		if (!read.ok) return fail({code: 'unread', reason: `${read.fault.field} ${read.fault.reason}`});
		const {closed} = read.value;
		if (closed !== undefined) return fail({code: 'closed-already', by: closed.by, at: closed.at});
		// Of the document as it is stored: a report is closed with every field it has, known here or not.
		const report = {...content, state: 'closed', closed: {by, at, reason}};
		// The watcher may have learned more of it meanwhile: then it is read anew, and closed as it is now.
		if ((await audit.put(inReadingOrder({...report, _rev}))) !== 'conflict')
			return ok({...read.value, state: 'closed', closed: report.closed});
	}
}

async function findOne(
	audit: Pick<CouchDatabase, 'get' | 'range'>,
	id: string,
): Promise<Result<StoredDocument, ClosingFault>> {
	if (id === '') return fail({code: 'no-such-report'});
	const exact = await audit.get(id);
	if (exact !== undefined) return ok(exact);
	const rows = await audit.range({from: id, to: `${id}\ufff0`, limit: 10, includeDocs: true});
	const documents = rows.flatMap(({id: found, doc}) => (doc === undefined || found.startsWith('_') ? [] : [doc]));
	const [only, ...others] = documents;
	if (only === undefined) return fail({code: 'no-such-report'});
	return others.length === 0 ? ok(only) : fail({code: 'several', ids: documents.map(({_id}) => _id)});
}

async function* openDocuments(audit: Pick<CouchDatabase, 'view'>): AsyncGenerator<StoredDocument> {
	let start: {readonly startkey?: readonly unknown[]; readonly startkey_docid?: string} = {};
	for (;;) {
		const rows = await audit.view('audit', 'open-reports', {...start, include_docs: true, limit: pageSize + 1});
		for (const {doc} of rows.slice(0, pageSize)) if (doc) yield doc;
		const next = rows[pageSize];
		if (next === undefined) return;
		start = {startkey: next.key as readonly unknown[], startkey_docid: String(next.id)};
	}
}

async function* allDocuments(audit: Pick<CouchDatabase, 'range'>): AsyncGenerator<StoredDocument> {
	let from = '';
	for (;;) {
		const rows = await audit.range({from, to: '\ufff0', limit: pageSize + 1, includeDocs: true});
		for (const {id, doc} of rows.slice(0, pageSize)) if (doc && !id.startsWith('_')) yield doc;
		const next = rows[pageSize];
		if (next === undefined) return;
		from = next.id;
	}
}

function isAsked(report: AuditReport, {type, till}: ReportQuery): boolean {
	return (type === undefined || report.type === type) && (till === undefined || report.till === till);
}

function byTillAndNumber(left: AuditReport, right: AuditReport): number {
	return compare(left.till, right.till) || left.number - right.number || compare(left._id, right._id);
}

function compare(left: string, right: string): number {
	return left < right ? -1 : left > right ? 1 : 0;
}
