/** Which database a server's catalogue is, and how far it is: a cursor is of use only to the one it came from. */
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {fail, ok, type Result} from '../domain/result.ts';
import {isRecord, type Server, type ServerFault} from './server.ts';

export interface CatalogueIdentity extends DatabaseFacts {
	/** As in the cursor: another for another server, and for a database that was deleted and made anew. */
	readonly source: string;
}

interface DatabaseFacts {
	readonly started: string;
	readonly sequence: string;
	readonly documentCount: number;
}

export async function readIdentity(server: Server): Promise<Result<CatalogueIdentity, ServerFault>> {
	const root = await server.ask('/');
	if (!root.ok) return root;
	const facts = await readDatabaseFacts(server);
	if (!facts.ok) return facts;
	const {uuid = ''} = isRecord(root.value) ? root.value : {};
	return ok({...facts.value, source: `${uuid} ${facts.value.started}`});
}

export async function readDatabaseFacts(server: Server): Promise<Result<DatabaseFacts, ServerFault>> {
	const database = await server.ask(server.database(catalogueDatabase));
	if (!database.ok) return database;
	const info = isRecord(database.value) ? database.value : {};
	const {instance_start_time: started = '', update_seq: sequence, doc_count: documentCount} = info;
	if (typeof sequence !== 'string' && typeof sequence !== 'number') {
		return fail({code: 'unreachable', reason: 'the answer is not the one of a CouchDB'});
	}
	return ok({
		started: String(started),
		sequence: String(sequence),
		documentCount: typeof documentCount === 'number' ? documentCount : 0,
	});
}

/** Whether the database is the one the cursor came from; which server it is on, the cursor knows. */
export function isFrom(source: string, {started}: Pick<DatabaseFacts, 'started'>): boolean {
	return source.endsWith(` ${started}`);
}
