/**
 * `_local` documents: bookmarks of one client, never replicated and never validated.
 *
 * CouchDB does not compare their revisions: the last writer wins.
 */
import type {Database, Document} from './database.ts';

export async function writeLocal(database: Database, document: Document): Promise<string> {
	const current = await currentRevision(database, document._id);
	const {_rev: _, ...content} = document;
	const answer = await database.store.put({...content, ...(current === undefined ? {} : {_rev: current})});
	return answer.rev;
}

export async function removeLocal(database: Database, id: string): Promise<void> {
	const {_rev} = await database.store.get(id);
	await database.store.remove(id, _rev);
}

async function currentRevision(database: Database, id: string): Promise<string | undefined> {
	try {
		return (await database.store.get(id))._rev;
	} catch (error) {
		if ((error as {status?: number}).status === 404) {
			return undefined;
		}
		throw error;
	}
}
