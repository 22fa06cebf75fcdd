/**
 * The server's catalogue as the import needs it: whole ranges of documents, and batches written.
 *
 * Every answer is checked before it is believed, because a connection that tears in the middle of an answer reaches us
 * as an empty one. What the server may do wrong is a value here: the command has a sentence for each.
 */
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {catalogueDatabase} from '../documents/databases.ts';
import {type Couch, type CouchDocument, CouchError, type StoredDocument} from '../server.ts';

export type CouchFault =
	/** No answer: no server there, the cable, or too long a wait. */
	| {readonly code: 'unreachable'; readonly reason: string}
	| {readonly code: 'unauthorized'; readonly reason: string}
	/** There is no database of that name. */
	| {readonly code: 'missing'; readonly reason: string}
	| {readonly code: 'refused'; readonly status: number; readonly reason: string}
	/** An answer, but not a CouchDB's. */
	| {readonly code: 'unexpected'; readonly reason: string};

/** What became of one document of a batch. */
export type Written = {readonly id: string; readonly refusal?: string};

export interface CatalogueDatabase {
	/** The live documents whose ids begin so, in the order of their ids. */
	documentsFrom(prefix: string): Promise<Result<readonly StoredDocument[], CouchFault>>;
	/** One `_bulk_docs`: each document is wholly in or wholly not, and the answer says which. */
	write(documents: readonly CouchDocument[]): Promise<Result<readonly Written[], CouchFault>>;
}

/** Documents asked for at a time; above one, or a page could not be followed by another. */
const pageSize = 1000;

export function openCatalogue(couch: Couch): CatalogueDatabase {
	const database = couch.database(catalogueDatabase);

	async function ask(request: Parameters<Couch['request']>[0]): Promise<Result<unknown, CouchFault>> {
		try {
			return ok(await couch.request(request));
		} catch (error) {
			if (error instanceof CouchError) return fail(faultOf(error));
			throw error;
		}
	}

	async function page(from: string, to: string): Promise<Result<readonly StoredDocument[], CouchFault>> {
		const query = {include_docs: true, limit: pageSize, start_key: from, end_key: to};
		const answer = await ask({path: database.path('_all_docs'), query});
		if (!answer.ok) return answer;
		const {rows} = Object(answer.value) as {readonly rows?: unknown};
		if (!Array.isArray(rows)) return fail({code: 'unexpected', reason: '_all_docs answered without rows'});
		const documents = rows.map(row => (Object(row) as {readonly doc?: unknown}).doc);
		if (documents.every(isStored)) return ok(documents);
		return fail({code: 'unexpected', reason: '_all_docs answered without documents'});
	}

	return {
		async documentsFrom(prefix) {
			const documents: StoredDocument[] = [];
			for (;;) {
				const last = documents.at(-1)?._id;
				const answer = await page(last ?? prefix, `${prefix}\u{fff0}`);
				if (!answer.ok) return answer;
				// A page begins with the last document of the page before, unless somebody has just deleted it.
				documents.push(...answer.value.filter(({_id}) => _id !== last));
				if (answer.value.length < pageSize) return ok(documents);
			}
		},
		async write(documents) {
			const body = {docs: documents};
			const answer = await ask({method: 'POST', path: database.path('_bulk_docs'), body});
			if (!answer.ok) return answer;
			if (!Array.isArray(answer.value) || answer.value.length !== documents.length) {
				return fail({code: 'unexpected', reason: '_bulk_docs did not answer for every document'});
			}
			return ok(answer.value.map(written));
		},
	};
}

function faultOf({status, error, message}: CouchError): CouchFault {
	// The client wraps the cause in sentences of its own; what the system said comes last.
	if (status === undefined) return {code: 'unreachable', reason: message.split('Reason: ').at(-1) ?? message};
	if (status === 401 || status === 403) return {code: 'unauthorized', reason: message};
	if (status === 404 && error === 'not_found') return {code: 'missing', reason: message};
	return {code: 'refused', status, reason: message};
}

function isStored(value: unknown): value is StoredDocument {
	const {_id: id, _rev: rev} = Object(value) as {readonly _id?: unknown; readonly _rev?: unknown};
	return typeof id === 'string' && typeof rev === 'string';
}

function written(row: unknown): Written {
	const {id, rev, error, reason} = Object(row) as Readonly<Record<string, unknown>>;
	if (typeof rev === 'string' && error === undefined) return {id: String(id)};
	return {id: String(id), refusal: `${String(error)}: ${String(reason)}`};
}
