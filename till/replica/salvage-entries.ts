/**
 * Entries out of a month's file that cannot be trusted, row by row, whatever state its tables are in. An entry is taken
 * over when its digest is the one of its content: nothing else has to be believed.
 */
import {isUtf8} from 'node:buffer';
import {type Column, type RawRow, rowsIn} from '../../couch/store/page-file.ts';
import {openStore} from '../../couch/store/pouch.ts';
import {assert} from '../domain/assert.ts';
import {digestOf, parseEntryId, revisionOf} from '../domain/chain.ts';
import {sha256} from './sha256.ts';

export interface SalvagedEntry {
	readonly entry: number;
	readonly content: Readonly<Record<string, unknown>> & {readonly _id: string};
	readonly digest: string;
}

const batchCount = 200;

/** Oldest first. Of two contents under one id, the one that was written first. */
export function salvageEntries(
	file: string,
	{till, month}: {readonly till: string; readonly month: string},
): readonly SalvagedEntry[] {
	const salvaged = new Map<string, SalvagedEntry & {readonly rowId: number}>();
	for (const row of rowsIn(file)) {
		const entry = entryIn(row, {till, month});
		if (entry === undefined) continue;
		const known = salvaged.get(entry.content._id);
		if (known === undefined || known.rowId > row.rowId) salvaged.set(entry.content._id, {...entry, rowId: row.rowId});
	}
	return [...salvaged.values()].sort((left, right) => left.entry - right.entry);
}

/** Puts entries into a fresh file, under the revisions of their content. */
export async function storeEntries(file: string, entries: readonly SalvagedEntry[]): Promise<void> {
	const store = openStore({file});
	try {
		for (let done = 0; done < entries.length; done += batchCount) {
			const batch = entries.slice(done, done + batchCount);
			const documents = batch.map(({content, digest}) => ({...content, _rev: revisionOf(digest)}));
			const [failure] = await store.bulkDocs(documents, {new_edits: false});
			if (failure !== undefined) throw new Error(`${file} refused a salvaged entry: ${JSON.stringify(failure)}`);
		}
		const {doc_count: storedCount} = await store.info();
		assert(storedCount === entries.length, `${file} holds the ${entries.length} salvaged entries, not ${storedCount}`);
	} finally {
		await store.close();
	}
}

function entryIn(
	{columns}: RawRow,
	{till, month}: {readonly till: string; readonly month: string},
): SalvagedEntry | undefined {
	const texts = columns.flatMap(textOf);
	const id = texts.find(text => parseEntryId(text)?.till === till);
	const json = texts.find(text => text.startsWith('{'));
	const fields = json === undefined ? undefined : fieldsOf(json);
	if (id === undefined || fields === undefined || fields['month'] !== month) return undefined;
	const content = {...fields, _id: id};
	const digest = fittingDigest(content);
	const entry = parseEntryId(id)?.entry;
	return digest === undefined || entry === undefined || fields['entry'] !== entry
		? undefined
		: {entry, content, digest};
}

function textOf(column: Column): readonly string[] {
	return column === null || !isUtf8(column) ? [] : [Buffer.from(column).toString('utf8')];
}

function fieldsOf(json: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const fields: unknown = JSON.parse(json);
		return typeof fields === 'object' && fields !== null ? {...fields} : undefined;
	} catch {
		// A row that is no JSON any more cannot be taken over; the file it is in is kept.
		return undefined;
	}
}

function fittingDigest(content: Readonly<Record<string, unknown>>): string | undefined {
	try {
		const digest = digestOf(content, sha256);
		return content['digest'] === digest ? digest : undefined;
	} catch {
		// It has values that no entry has.
		return undefined;
	}
}
