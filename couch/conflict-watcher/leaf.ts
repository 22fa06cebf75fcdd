/**
 * A leaf: one live content of an entry under its revision, with the digest of that content as it is, whatever the
 * document says of itself, and what does not add up in it.
 */
import type {ChangeRow} from '../changes-stream.ts';
import type {CouchDatabase, StoredDocument} from '../server.ts';
import {type Content, canonicalDigest, contentOf, sha256} from './content.ts';
import {entryFaults} from './malformed.ts';
import type {EntryFault} from './sums.ts';

export interface Leaf {
	readonly rev: string;
	readonly content: Content;
	/** As the chain reckons it; of the raw text where the content has no canonical form. */
	readonly digest: string;
	readonly faults: readonly EntryFault[];
}

/** An entry of one month's database with its live leaves, the winner first. */
export interface EntryLeaves {
	readonly id: string;
	readonly live: readonly Leaf[];
	/** Of the entry, living or not; where there are more than one, somebody has to look closer. */
	readonly leafCount: number;
}

/** An entry that the feed brought up. */
export interface Arrival {
	readonly id: string;
	/** Undefined when the entry is contested: the row may be older than the database, which has to be asked. */
	readonly leaf: Leaf | undefined;
}

export function leafOf(document: StoredDocument): Leaf {
	const content = contentOf(document);
	const digest = canonicalDigest(content);
	return {
		rev: document._rev,
		content,
		digest: digest ?? sha256(JSON.stringify(content)),
		faults: entryFaults(content, digest),
	};
}

/** The one that was seen first. The kept content may stand under a new revision: that is how a wrong decision is undone. */
export function originalAmong(
	live: readonly Leaf[],
	seen: {readonly rev: string; readonly digest: string} | undefined,
): Leaf | undefined {
	if (seen === undefined) return undefined;
	return live.find(({rev}) => rev === seen.rev) ?? live.find(({digest}) => digest === seen.digest);
}

function generationOf(rev: string): number {
	return Number(rev.split('-', 1)[0]);
}

/** CouchDB's own order: the longest history, then the highest revision. */
export function byWinner(left: {readonly rev: string}, right: {readonly rev: string}): number {
	const longer = generationOf(right.rev) - generationOf(left.rev);
	if (longer !== 0) return longer;
	if (left.rev === right.rev) return 0;
	return left.rev > right.rev ? -1 : 1;
}

/** A row says all of an entry that has one leaf, which lives. */
export function arrivalOf({id, changes, deleted, doc}: ChangeRow): Arrival {
	const isAlone = changes.length === 1 && deleted !== true && doc;
	return {id, leaf: isAlone ? leafOf(doc) : undefined};
}

/** Asks for the leaves of entries as they are now, all in one request. */
export async function readLeaves(database: CouchDatabase, ids: readonly string[]): Promise<readonly EntryLeaves[]> {
	const leavesById = await database.leavesOf(ids);
	return ids.map(id => {
		const all = leavesById.get(id) ?? [];
		const live = all.filter(document => document._deleted !== true).map(leafOf);
		return {id, live: live.sort(byWinner), leafCount: all.length};
	});
}

/** The documents of these ids that live, as everybody reads them. */
export async function readWinners(
	database: CouchDatabase,
	ids: readonly string[],
): Promise<ReadonlyMap<string, StoredDocument>> {
	const winners = new Map<string, StoredDocument>();
	for (const [id, leaves] of await database.leavesOf(ids)) {
		const live = leaves.filter(leaf => leaf._deleted !== true);
		const [winner] = live.sort((left, right) => byWinner({rev: left._rev}, {rev: right._rev}));
		if (winner !== undefined) winners.set(id, winner);
	}
	return winners;
}
