/**
 * What was seen first of each entry, in `ledger-YYYY-MM`.
 *
 * A claim is a plain write: whoever comes second gets a conflict, reads what the first one wrote, and obeys. So however
 * many watchers there are, one content of an entry is the original.
 */
import {type LedgerNote, readSeen, type Seen, type SeenDocument, seenId, seenOf} from '../documents/ledger.ts';
import type {CouchDatabase} from '../server.ts';
import {readWinners} from './leaf.ts';

export type SeenById = ReadonlyMap<string, SeenDocument>;

/** What the ledger says of these entries, by entry id. */
export async function lookUp(ledger: CouchDatabase, entries: readonly string[]): Promise<SeenById> {
	const documents = await readWinners(ledger, entries.map(seenId));
	const seen = new Map<string, SeenDocument>();
	for (const document of documents.values()) {
		const read = readSeen(document);
		if (!read.ok) throw new Error(`${document._id} in ${ledger.name}: ${read.fault.field} ${read.fault.reason}`);
		seen.set(read.value.entry, read.value);
	}
	return seen;
}

/** Writes what was seen first, and answers with what holds: ours, or what somebody else had written before. */
export async function claim(ledger: CouchDatabase, claims: readonly Seen[]): Promise<SeenById> {
	const failures = await ledger.bulk(claims.map(seenOf));
	const lost = new Set<string>();
	for (const {id, error, reason} of failures) {
		if (error !== 'conflict') throw new Error(`${id} could not be written to ${ledger.name}: ${reason}`);
		lost.add(id);
	}
	const won = claims.filter(({entry}) => !lost.has(seenId(entry)));
	const theirs = await lookUp(
		ledger,
		claims.filter(({entry}) => lost.has(seenId(entry))).map(({entry}) => entry),
	);
	return new Map([...won.map(seen => [seen.entry, seenOf(seen)] as const), ...theirs]);
}

/** A note that is there already is the same note. */
export async function note(ledger: CouchDatabase, notes: readonly LedgerNote[]): Promise<void> {
	const failures = await ledger.bulk(notes);
	const other = failures.find(({error}) => error !== 'conflict');
	if (other !== undefined) throw new Error(`${other.id} could not be written to ${ledger.name}: ${other.reason}`);
}
