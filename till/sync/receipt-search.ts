/**
 * Looks on the server for a receipt that a customer brings, whichever till sold it, and for what came back of it.
 *
 *   by its slip    `_find` in the month of the day and the one after it: a month never runs backwards, a day may
 *   by its sale    `_find` in each month from the newest back, until there is no older one
 *   returns        the view `returns-by-receipt` of each month from the receipt's on
 *
 * What the server gives is read like any entry, and its digest has to be its content's: money is given back for it.
 */
import {monthLater, receiptsDatabase} from '../../couch/documents/databases.ts';
import {readEntry} from '../../couch/documents/entries.ts';
import {digestOf} from '../domain/chain.ts';
import type {Receipt, Return, Sealed} from '../domain/entry.ts';
import type {FoundReceipt, WantedReceipt} from '../domain/receipt-query.ts';
import {fail, ok, type Result} from '../domain/result.ts';
import {sha256} from './outgoing.ts';
import {isRecord, type Server, type ServerFault, sentenceOf} from './server.ts';

/** Nobody brings an older slip, and a till keeps a server no longer from its other work. */
const monthCountMax = 26;
/** Two printers give two slips of a day one number; more than these are no slips of ours. */
const receiptCountMax = 20;

export async function findReceipts(
	server: Server,
	wanted: WantedReceipt,
	thisMonth: string,
): Promise<Result<readonly FoundReceipt[], string>> {
	const receipts = await wantedReceipts(server, wanted, thisMonth);
	if (!receipts.ok) return fail(sentenceOf(receipts.fault));
	const found: FoundReceipt[] = [];
	for (const receipt of receipts.value) {
		const returns = await returnsOf(server, receipt, thisMonth);
		if (!returns.ok) return fail(sentenceOf(returns.fault));
		found.push({receipt, returns: returns.value});
	}
	return ok(found);
}

async function wantedReceipts(
	server: Server,
	wanted: WantedReceipt,
	thisMonth: string,
): Promise<Result<readonly Sealed<Receipt>[], ServerFault>> {
	if (wanted.by === 'slip') {
		const {till, day, fiscalNumber} = wanted;
		const selector = {businessDay: day, till, type: 'receipt', slips: {$elemMatch: {fiscalNumber}}};
		const month = day.slice(0, 7);
		return inMonths(server, [month, monthLater(month, 1)], selector);
	}
	const months = Array.from({length: monthCountMax}, (_, age) => monthLater(thisMonth, -age));
	return inMonths(server, months, {saleId: wanted.saleId, type: 'receipt'});
}

/** Until the first month that has it. */
async function inMonths(
	server: Server,
	months: readonly string[],
	selector: Readonly<Record<string, unknown>>,
): Promise<Result<readonly Sealed<Receipt>[], ServerFault>> {
	let hasSome = false;
	for (const month of months) {
		const path = `${server.database(receiptsDatabase(month))}/_find`;
		const answer = await server.ask(path, {method: 'POST', body: {selector, limit: receiptCountMax}});
		if (!answer.ok) {
			if (!isMissing(answer.fault)) return answer;
			// The months end where there is none; the one to come may not be there yet.
			if (hasSome) break;
			continue;
		}
		hasSome = true;
		const receipts = entriesIn(answer.value, 'docs').filter(entry => entry.type === 'receipt');
		if (receipts.length > 0) return ok(receipts);
	}
	return ok([]);
}

async function returnsOf(
	server: Server,
	{_id: id, month}: Sealed<Receipt>,
	thisMonth: string,
): Promise<Result<readonly Sealed<Return>[], ServerFault>> {
	const returns = new Map<string, Sealed<Return>>();
	const range = new URLSearchParams({
		startkey: JSON.stringify([id]),
		endkey: JSON.stringify([id, {}]),
		reduce: 'false',
		include_docs: 'true',
	});
	for (let written = month; written <= thisMonth; written = monthLater(written, 1)) {
		const path = `${server.database(receiptsDatabase(written))}/_design/receipts/_view/returns-by-receipt?${range}`;
		const answer = await server.ask(path);
		if (!answer.ok && !isMissing(answer.fault)) return answer;
		for (const entry of answer.ok ? entriesIn(answer.value, 'rows') : []) {
			if (entry.type === 'return') returns.set(entry._id, entry);
		}
	}
	return ok([...returns.values()]);
}

function entriesIn(answer: unknown, field: 'docs' | 'rows'): readonly Sealed[] {
	const items = isRecord(answer) ? answer[field] : undefined;
	return (Array.isArray(items) ? items : []).flatMap(item => {
		const document: unknown = field === 'rows' && isRecord(item) ? item['doc'] : item;
		if (!isRecord(document)) return [];
		const {_rev, ...content} = document;
		const entry = readEntry(content);
		return entry.ok && digestOf(content, sha256) === entry.value.digest ? [entry.value] : [];
	});
}

function isMissing(fault: ServerFault): boolean {
	return fault.code === 'http' && fault.status === 404;
}
