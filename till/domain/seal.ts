/**
 * Sealing: an entry gets its place in the chain, its digest and the till's signature, and is never changed again.
 *
 * The number and `previous` are given only here, so that a sale that waits for its second slip holds up nobody and
 * an abandoned sale consumes nothing.
 */
import {assert} from './assert.ts';
import {digestOf, entryId, noDigest, type Sha256} from './chain.ts';
import type {ChainHead, Entry, Receipt, Return, Seal, Sealed, TillEvent} from './entry.ts';

/** What the chain adds to an entry's own content. */
type Place = '_id' | 'schema' | 'till' | 'entry' | 'previous';
export type Unsealed = Omit<Receipt, Place> | Omit<Return, Place> | Omit<TillEvent, Place> | Omit<Seal, Place>;

export interface Sealer {
	readonly till: string;
	readonly sha256: Sha256;
	/** The till's Ed25519 signature of a digest's text, in base64. */
	readonly sign: (digest: string) => string;
	/** Eight random base32 characters. */
	readonly suffix: () => string;
}

/** The chain before the first entry. */
export const emptyChain: ChainHead = {entry: 0, digest: noDigest};

export function seal(content: Unsealed, head: ChainHead, {till, sha256, sign, suffix}: Sealer): Sealed {
	assert(head.month === undefined || content.month >= head.month, 'the month of a chain never runs backwards');
	const entry = head.entry + 1;
	const placed = {
		...content,
		_id: entryId({type: content.type, till, entry, suffix: suffix()}),
		schema: 1,
		till,
		entry,
		previous: head.digest,
	} as Entry;
	const digest = digestOf({...placed}, sha256);
	return {...placed, digest, signature: sign(digest)};
}

export function headAfter({entry, digest, month}: Sealed): ChainHead {
	return {entry, digest, month};
}

/** The closing entry of a month, due when the chain goes on in a later one. */
export function monthSeal(
	head: ChainHead,
	{
		firstEntry,
		businessDay,
		writtenAt,
	}: {readonly firstEntry: number; readonly businessDay: string; readonly writtenAt: string},
): Omit<Seal, Place> {
	assert(head.month !== undefined, 'only a month with entries is sealed');
	return {
		type: 'seal',
		month: head.month,
		businessDay,
		writtenAt,
		count: head.entry - firstEntry + 1,
		firstEntry,
		lastEntry: head.entry,
		lastDigest: head.digest,
	};
}
