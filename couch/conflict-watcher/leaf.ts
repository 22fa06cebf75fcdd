/**
 * A leaf: one live content of an entry under its revision, and the digest of that content as it is, whatever the
 * document says of itself.
 */
import {createHash} from 'node:crypto';
import {digestOf} from '../../till/domain/chain.ts';
import type {ChangeRow} from '../changes-stream.ts';
import type {CouchDatabase, StoredDocument} from '../server.ts';

export type Content = Readonly<Record<string, unknown>>;

export interface Leaf {
	readonly rev: string;
	readonly content: Content;
	readonly digest: string;
}

/** An entry of one month's database with its live leaves, the winner first. */
export interface EntryLeaves {
	readonly id: string;
	readonly live: readonly Leaf[];
	/** True when there is more than one leaf, living or not: somebody has to look closer. */
	readonly contested: boolean;
}

export function sha256(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The entry without what the database adds to it; `_id` is a part of the entry. */
export function contentOf(document: Content): Content {
	return Object.fromEntries(Object.entries(document).filter(([field]) => field === '_id' || !field.startsWith('_')));
}

/** The digest as the chain reckons it; of the raw text where the content has no canonical form. */
export function digestOfContent(content: Content): string {
	return canonicalDigest(content) ?? sha256(JSON.stringify(content));
}

/** Undefined when something occurs in the content that may not occur in an entry. */
export function canonicalDigest(content: Content): string | undefined {
	try {
		return digestOf(content, sha256);
	} catch (_fraction) {
		// `canonicalForm` throws at a fraction, a truth value or half a surrogate: the content has no canonical form.
		return undefined;
	}
}

export function leafOf(document: StoredDocument): Leaf {
	const content = contentOf(document);
	return {rev: document._rev, content, digest: digestOfContent(content)};
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

/** Asks for the leaves of a contested entry as they are now: the row may be older than the database. */
export async function readLeaves(database: CouchDatabase, id: string): Promise<EntryLeaves> {
	const all = await database.leaves(id);
	const live = all.filter(document => document._deleted !== true).map(leafOf);
	return {id, live: [...live].sort(byWinner), contested: all.length > 1};
}

export async function leavesOfRow(
	database: CouchDatabase,
	{id, changes, deleted, doc}: ChangeRow,
): Promise<EntryLeaves> {
	if (changes.length === 1 && deleted !== true && doc) return {id, live: [leafOf(doc)], contested: false};
	return readLeaves(database, id);
}
