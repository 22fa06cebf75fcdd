/**
 * `ledger-YYYY-MM`: what the conflict watcher saw first of each entry, and when the month was closed.
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
