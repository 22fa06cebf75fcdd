/**
 * A range of `_all_docs`, with its documents or without, as text: what lies in the file is put between the braces as it is.
 *
 * A new till reads the whole catalogue this way. Reading documents into objects and writing them out again would take
 * most of the server's time.
 */
import {documentTexts, type StoredText, type TextRange} from '../store/tables.ts';
import type {Database} from './database.ts';

/** One JSON text a row. */
export async function readRangeText({store}: Database, range: TextRange): Promise<readonly string[]> {
	return (await documentTexts(store, range)).map(rowOf);
}

function rowOf({id, rev, json}: StoredText): string {
	const key = JSON.stringify(id);
	const content = json === '{}' ? '}' : `,${json.slice(1)}`;
	const revision = JSON.stringify(rev);
	const row = `{"id":${key},"key":${key},"value":{"rev":${revision}}`;
	return json === '' ? `${row}}` : `${row},"doc":{"_id":${key},"_rev":${revision}${content}}`;
}
