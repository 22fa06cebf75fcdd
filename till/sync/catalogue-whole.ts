/**
 * The whole catalogue, for a till that has none of this server's: pages of `_all_docs`, in the order of ids.
 *
 *   where does the page end? ─► page ─► what it does not name is removed ─► what it brings is stored ─► cursor
 *                  └─► the next one is asked for meanwhile: the server reads one page while it sends another
 *
 * The same as changes would be more bytes, and CouchDB says them more slowly. After every page the replica is the
 * server's up to the page's last id, and the cursor says so: a cut costs at most the page that was missing and the one
 * behind it, a batch of two thousand documents. What changes on the server meanwhile comes afterwards, as changes since
 * before the first page.
 */
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {fail, ok, type Result} from '../domain/result.ts';
import type {CatalogueCursor, CatalogueReplica, IdRange, ReplicatedDocument} from '../replica/replica.ts';
import {withAncestry} from './ancestry.ts';
import {readDocument} from './changes-row.ts';
import {isRecord, type Server, type ServerFault} from './server.ts';

/** Two pages are on their way at once: a cut costs as many rows as two of these. */
const pageRowCount = 1000;

export interface WholeCatalogueParts {
	readonly server: Server;
	readonly replica: CatalogueReplica;
	/** With `through` where an earlier reading was cut. */
	readonly cursor: CatalogueCursor & {readonly through: string};
}

interface Page {
	readonly ids: ReadonlySet<string>;
	readonly documents: readonly ReplicatedDocument[];
}

/** A page that is on its way. */
interface ComingPage {
	readonly range: IdRange;
	readonly page: Promise<Result<Page, ServerFault>>;
}

/** Resolves when the replica holds everything the server held when it was asked. */
export async function readWholeCatalogue(parts: WholeCatalogueParts): Promise<Result<undefined, ServerFault>> {
	const {server, cursor} = parts;
	let coming = await askPage(server, cursor.through);
	while (coming.ok) {
		const {range, page} = coming.value;
		const next = range.through === undefined ? undefined : askPage(server, range.through);
		const read = await page;
		const stored = read.ok ? await storePage(parts, read.value, range) : read;
		if (next === undefined || !stored.ok) {
			// Nothing is left running behind the caller's back.
			const late = await next;
			if (late?.ok === true) await late.value.page;
			return stored;
		}
		coming = await next;
	}
	return coming;
}

async function storePage(
	{server, replica, cursor}: WholeCatalogueParts,
	{ids, documents}: Page,
	range: IdRange,
): Promise<Result<undefined, ServerFault>> {
	await replica.keepOnly(ids, range);
	const changes = await withAncestry({server, database: catalogueDatabase, replica, documents});
	if (!changes.ok) return changes;
	const {through: _, ...read} = cursor;
	await replica.apply(changes.value, range.through === undefined ? read : {...read, through: range.through});
	return ok();
}

/** Asks where the page after an id ends, and then for the page. */
async function askPage(server: Server, after: string): Promise<Result<ComingPage, ServerFault>> {
	const end = await askRows(server, {...justAfter(after), skip: String(pageRowCount - 1), limit: '1'});
	if (!end.ok) return end;
	const [last] = end.value;
	const through = isRecord(last) && typeof last['id'] === 'string' ? last['id'] : undefined;
	const bounds = {...justAfter(after), ...(through !== undefined && {endkey: JSON.stringify(through)})};
	const page = askRows(server, {...bounds, include_docs: 'true'}).then(rows => (rows.ok ? readPage(rows.value) : rows));
	return ok({range: {after, ...(through !== undefined && {through})}, page});
}

/** Nothing sorts between an id and the same id with a zero character behind it. */
function justAfter(id: string): {readonly startkey?: string} {
	return id === '' ? {} : {startkey: JSON.stringify(`${id}\u0000`)};
}

async function askRows(
	server: Server,
	query: Readonly<Record<string, string>>,
): Promise<Result<readonly unknown[], ServerFault>> {
	const answer = await server.ask(`${server.database(catalogueDatabase)}/_all_docs?${new URLSearchParams(query)}`);
	if (!answer.ok) return answer;
	const rows = isRecord(answer.value) ? answer.value['rows'] : undefined;
	return Array.isArray(rows) ? ok(rows) : fail({code: 'unreachable', reason: 'a page of documents has no rows'});
}

function readPage(rows: readonly unknown[]): Result<Page, ServerFault> {
	const ids = new Set<string>();
	const documents: ReplicatedDocument[] = [];
	for (const row of rows) {
		const id = isRecord(row) ? row['id'] : undefined;
		if (!isRecord(row) || typeof id !== 'string') {
			return fail({code: 'unreachable', reason: 'a page of documents has a row without an id'});
		}
		ids.add(id);
		// One that is gone since the page was begun has no content; the changes say what became of it.
		const document = readDocument(row['doc']);
		if (document !== undefined) documents.push(document);
	}
	return ok({ids, documents});
}
