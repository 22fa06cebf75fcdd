/**
 * How a design document takes another one's place while a shop sells.
 *
 *   views and language ──► `<id>~next` ──(asked until built)──► `<id>` ──(asked once)──► `<id>~next` removed, cleaned up
 *
 * D1  Equal views share an index on the server whatever their document is called, so the final one is built already.
 * D2  The second document carries views and nothing else: a validator in it would be live at once.
 * D3  Until the final one is written, every question is answered by the old views, from their old index.
 * D4  The second document goes only when the final one has been asked: CouchDB closes an index with the last document it
 *     was opened for, and forgets what it had built in the five seconds before.
 * D5  Cut off anywhere, the next run goes on: the plan holds what is different, and a left-over second document.
 */
import {isDeepStrictEqual} from 'node:util';
import {type CouchDatabase, CouchError, type StoredDocument} from '../server.ts';
import type {AnyDesignDocument} from './steps.ts';

export function builtId(id: string): string {
	return `${id}~next`;
}

/** True when the document is there as it should be, whatever its revision. */
export function isSame(stored: StoredDocument | undefined, document: AnyDesignDocument): boolean {
	if (stored === undefined) return false;
	const {_rev: _, ...content} = stored;
	return isDeepStrictEqual(content, document);
}

/** True when an index made for one serves the other. */
export function haveSameViews(stored: StoredDocument | undefined, document: AnyDesignDocument): boolean {
	if (firstViewOf(document) === undefined) return true;
	return (
		stored !== undefined &&
		stored['language'] === document.language &&
		isDeepStrictEqual(stored['views'], document.views)
	);
}

export async function buildViews(database: CouchDatabase, {_id, language, views}: AnyDesignDocument): Promise<void> {
	const next = {_id: builtId(_id), language, views} as AnyDesignDocument;
	const stored = await database.get(next._id);
	if (!isSame(stored, next)) await writeDesignDocument(database, next, stored);
	await untilBuilt(database, next);
}

export async function removeBuiltViews(database: CouchDatabase, document: AnyDesignDocument): Promise<void> {
	const {_id, language} = document;
	await untilBuilt(database, document);
	const stored = await database.get(builtId(_id));
	// A conflict is somebody who removes it as well, or builds again.
	if (stored !== undefined) await database.put({_id: stored._id, _rev: stored._rev, _deleted: true});
	// Old indexes of `_find` are small and go with the next clean-up after views.
	if (language === 'query') return;
	await database.couch.request({method: 'POST', path: database.path('_view_cleanup'), body: {}});
}

/** In the place of what is stored. */
export async function writeDesignDocument(
	database: CouchDatabase,
	document: AnyDesignDocument,
	stored?: StoredDocument,
): Promise<void> {
	const answer = await database.put(stored === undefined ? document : {...document, _rev: stored._rev});
	if (answer !== 'conflict') return;
	// Somebody provisions at the same moment, with the same texts as a rule.
	if (isSame(await database.get(document._id), document)) return;
	throw new Error(`${document._id} in ${database.name} was changed by somebody else at this moment: do it once more`);
}

/** The first answer of a view comes when its index is built, and all views of a document are built together. */
async function untilBuilt(database: CouchDatabase, document: AnyDesignDocument): Promise<void> {
	for (;;) {
		try {
			await ask(database, document);
			return;
		} catch (error) {
			if (!(error instanceof CouchError) || !isPatience(error)) throw error;
			// Building goes on without the one who asked; a server that is gone says so here.
			await database.info();
		}
	}
}

/** An index of a month takes longer than a question may. */
function isPatience({status, error}: CouchError): boolean {
	return status === undefined || error === 'timeout';
}

function firstViewOf({views = {}}: AnyDesignDocument): string | undefined {
	return Object.keys(views).find(name => name !== 'lib');
}

async function ask(database: CouchDatabase, document: AnyDesignDocument): Promise<void> {
	const {_id, language, views = {}} = document;
	const name = _id.slice('_design/'.length);
	const view = firstViewOf(document);
	if (view === undefined) return;
	if (language === 'javascript') {
		await database.view(encodeURIComponent(name), encodeURIComponent(view), {limit: 1, reduce: false});
		return;
	}
	const {map} = views[view] as {readonly map: {readonly fields: Readonly<Record<string, unknown>>}};
	const selector = Object.fromEntries(Object.keys(map.fields).map(field => [field, {$gt: null}]));
	const body = {selector, use_index: [name, view], limit: 1};
	await database.couch.request({method: 'POST', path: database.path('_find'), body});
}
