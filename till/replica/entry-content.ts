/** What of an entry goes into the file, and the number its id says. */
import {assert} from '../domain/assert.ts';
import {digestOf, parseEntryId} from '../domain/chain.ts';
import type {Sealed} from '../domain/entry.ts';
import {sha256} from './sha256.ts';

export type EntryContent = Readonly<Record<string, unknown>> & {readonly _id: string};

/** An entry that is this till's and what its digest says. */
export function contentOf(entry: Sealed, till: string): EntryContent {
	const parts = parseEntryId(entry._id);
	assert(parts?.till === till && parts.entry === entry.entry, `${entry._id} is an entry of this till`);
	const content = {...entry};
	assert(entry.digest === digestOf(content, sha256), `the digest of ${entry._id} is the one of its content`);
	return content;
}

export function entryNumber(id: string): number {
	const parts = parseEntryId(id);
	assert(parts !== undefined, `${id} is the id of an entry`);
	return parts.entry;
}
