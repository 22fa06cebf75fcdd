/**
 * `ledger-YYYY-MM`: what the conflict watcher saw first of each entry, and when the month was closed.
 *
 *   seen:<entry id>                       what was seen first of an entry
 *   returned:<receipt id>:<return id>     a return of the month, found by the receipt that it is of
 *   awaited:<receipt id>                  a return of the month came before its receipt
 *   closed                                when the month was closed
 *
 * The key has no month in it, so that an entry that turns up in two months' databases is found in two ledgers.
 * Nothing but the watcher can reach the ledger, so its documents need no validator and stay small.
 */
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {type DocumentFault, documentFault, z} from './schema.ts';

export function seenId(entryId: string): string {
	return `seen:${entryId}`;
}

const seenDocument = z.object({
	_id: z.string(),
	type: z.literal('seen'),
	schema: z.literal(1),
	entry: z.string(),
	/** Digest of the content, as the watcher reckons it. */
	digest: z.string(),
	rev: z.string(),
	seenAt: z.string(),
});

export type SeenDocument = z.infer<typeof seenDocument>;
export type Seen = Pick<SeenDocument, 'entry' | 'digest' | 'rev' | 'seenAt'>;

export function seenOf(seen: Seen): SeenDocument {
	return {_id: seenId(seen.entry), type: 'seen', schema: 1, ...seen};
}

export function readSeen(document: Readonly<Record<string, unknown>>): Result<SeenDocument, DocumentFault> {
	const parsed = seenDocument.safeParse(document);
	return parsed.success ? ok(parsed.data) : fail(documentFault(parsed.error));
}

/** Everything that there is to know is in the id. */
export type LedgerNote = {readonly _id: string; readonly type: 'returned' | 'awaited'; readonly schema: 1};

const returnedPrefix = 'returned:';
const awaitedPrefix = 'awaited:';

export function returnedNote({receipt, entry}: {readonly receipt: string; readonly entry: string}): LedgerNote {
	return {_id: `${returnedPrefix}${receipt}:${entry}`, type: 'returned', schema: 1};
}

/** Of all returns of a receipt. */
export function returnedRange(receipt: string): {readonly from: string; readonly to: string} {
	return {from: `${returnedPrefix}${receipt}:`, to: `${returnedPrefix}${receipt}:\ufff0`};
}

/** The return's id in the id of its note. */
export function returnIn(noteId: string, receipt: string): string {
	return noteId.slice(`${returnedPrefix}${receipt}:`.length);
}

export function awaitedNote(receipt: string): LedgerNote {
	return {_id: `${awaitedPrefix}${receipt}`, type: 'awaited', schema: 1};
}

export const awaitedRange = {from: awaitedPrefix, to: `${awaitedPrefix}\ufff0`};

export function receiptAwaited(noteId: string): string {
	return noteId.slice(awaitedPrefix.length);
}

const checkpoint = z.object({
	/** Where the feed of the month's receipts goes on. */
	since: z.string(),
	/** By till: the first and the last number of each run that was settled up to there. */
	numbers: z.record(z.string(), z.array(z.tuple([z.number().int().min(1), z.number().int().max(99_999_999)]))),
});

export type StoredCheckpoint = z.infer<typeof checkpoint>;

export function readCheckpoint(document: Readonly<Record<string, unknown>>): Result<StoredCheckpoint, DocumentFault> {
	const parsed = checkpoint.safeParse(document);
	return parsed.success ? ok(parsed.data) : fail(documentFault(parsed.error));
}

/** Of a month that is closed: every till that was waited for has ended it. */
export const closedId = 'closed';

const closedMonth = z.object({
	_id: z.literal(closedId),
	type: z.literal('closed'),
	schema: z.literal(1),
	/** What was seen later than this is late. */
	at: z.string(),
	/** The tills whose seals are there. */
	tills: z.array(z.string()),
});

export type ClosedMonth = z.infer<typeof closedMonth>;

export function readClosedMonth(document: Readonly<Record<string, unknown>>): Result<ClosedMonth, DocumentFault> {
	const parsed = closedMonth.safeParse(document);
	return parsed.success ? ok(parsed.data) : fail(documentFault(parsed.error));
}

/** Where the watcher keeps how far it has read a month. */
export const checkpointId = '_local/conflict-watcher';

/** By type. The notes `returned:` and `awaited:` say all in their ids. */
export const ledgerSchemas = {seen: seenDocument, closed: closedMonth} as const;
