/**
 * The whole catalogue, for a till that has none of this server's: pages of `_all_docs`, in the order of ids.
 *
 *   page ─► what the page does not name is removed ─► what it brings is stored ─► cursor
 *     └─► the next page is on its way meanwhile
 *
 * Half as many bytes again would come as changes, and CouchDB would be slower to say them. After every page the replica
 * is the server's up to the page's last id, and the cursor says so: a cut costs at most one page. What changes on the
 * server meanwhile comes afterwards, as changes since before the first page.
 */
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {fail, ok, type Result} from '../domain/result.ts';
import type {CatalogueCursor, CatalogueReplica, IdRange, ReplicatedDocument} from '../replica/replica.ts';
import {withAncestry} from './ancestry.ts';
import {readDocument} from './changes-row.ts';
import {isRecord, type Server, type ServerFault} from './server.ts';

const pageRowCount = 2000;

export interface WholeCatalogueParts {
	readonly server: Server;
	readonly replica: CatalogueReplica;
	/** With `through` where an earlier reading was cut. */
	readonly cursor: CatalogueCursor & {readonly through: string};
}

interface Page {
	readonly ids: ReadonlySet<string>;
	readonly documents: readonly ReplicatedDocument[];
	/** The last id; absent on the last page, which goes on to wherever the ids end. */
	readonly through?: string;
}

type PageResult = Result<Page, ServerFault>;

/** Resolves when the replica holds everything the server held when it was asked. */
export async function readWholeCatalogue(parts: WholeCatalogueParts): Promise<Result<undefined, ServerFault>> {
	const {cursor} = parts;
	let range: IdRange = {after: cursor.through};
	let coming = askPage(parts, range.after);
	for (;;) {
		const page = await coming;
		if (!page.ok) return page;
		const {through} = page.value;
		range = through === undefined ? {after: range.after} : {after: range.after, through};
		if (through !== undefined) coming = askPage(parts, through);
		const stored = await storePage(parts, page.value, range);
		if (!stored.ok) {
			await coming;
			return stored;
		}
		if (through === undefined) return ok();
		range = {after: through};
	}
}

async function storePage(
	{server, replica, cursor}: WholeCatalogueParts,
	{ids, documents, through}: Page,
	range: IdRange,
): Promise<Result<undefined, ServerFault>> {
	await replica.keepOnly(ids, range);
	const changes = await withAncestry({server, database: catalogueDatabase, replica, documents});
	if (!changes.ok) return changes;
	const {through: _, ...read} = cursor;
	await replica.apply(changes.value, through === undefined ? read : {...read, through});
	return ok();
}

async function askPage({server}: WholeCatalogueParts, after: string): Promise<PageResult> {
	const query = new URLSearchParams({include_docs: 'true', limit: String(pageRowCount)});
	// Nothing sorts between an id and the same id with a zero character behind it.
	if (after !== '') query.set('startkey', JSON.stringify(`${after}\u0000`));
	const answer = await server.ask(`${server.database(catalogueDatabase)}/_all_docs?${query}`);
	if (!answer.ok) return answer;
	const rows = isRecord(answer.value) ? answer.value['rows'] : undefined;
	return Array.isArray(rows) ? readPage(rows) : fail({code: 'unreachable', reason: 'a page of documents has no rows'});
}

function readPage(rows: readonly unknown[]): PageResult {
	const ids = new Set<string>();
	const documents: ReplicatedDocument[] = [];
	let last = '';
	for (const row of rows) {
		const id = isRecord(row) ? row['id'] : undefined;
		if (!isRecord(row) || typeof id !== 'string') {
			return fail({code: 'unreachable', reason: 'a page of documents has a row without an id'});
		}
		last = id;
		ids.add(id);
		// One that is gone since the page was begun has no content; the changes say what became of it.
		const document = readDocument(row['doc']);
		if (document !== undefined) documents.push(document);
	}
	return ok({ids, documents, ...(rows.length === pageRowCount && {through: last})});
}
