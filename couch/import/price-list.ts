/**
 * A price list → the catalogue, in an order that may stop anywhere and leaves one version of the list in force.
 *
 *   read what is there ─► parts that are not there ─► read back: whole? ─► the list's own document ─► parts nobody names
 *
 * The one write that changes prices is the list's own document. Before it only parts are added, and no part overwrites
 * another one; after it only parts are removed that were there at the start and that neither this version nor the one
 * before it names. Doing it again does what is left to do. Of two offices that write one list at once the second is
 * told of a conflict, because the list's own document names the revision it was read at.
 */
import {isDeepStrictEqual} from 'node:util';
import {assert} from '../../till/domain/assert.ts';
import type {CatalogueItem, PriceList, PriceListHeader, PriceListPart} from '../../till/domain/catalogue.ts';
import type {Sha256} from '../../till/domain/chain.ts';
import {
	type Division,
	digestOfPart,
	firstMissing,
	type PartNamed,
	partsNamed,
	successorOf,
} from '../../till/domain/price-list-parts.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {catalogueDocument, catalogueId, catalogueSchema, readCatalogueDocument} from '../documents/catalogue.ts';
import type {CouchDocument, StoredDocument} from '../server.ts';
import type {CatalogueDatabase, CouchFault} from './catalogue.ts';

export type PriceListFault =
	| CouchFault
	/** A newer program wrote the list; this one must not change it. */
	| {readonly code: 'newer-on-server'; readonly id: string}
	/** The server would not take the document; in its own words. */
	| {readonly code: 'document-refused'; readonly id: string; readonly reason: string}
	/** A part was written and is not there. */
	| {readonly code: 'part-missing'; readonly id: string};

/** What is to be written, in this order. */
export interface PriceListPlan {
	readonly parts: readonly CouchDocument[];
	/** The list's own document; absent where it is there already. */
	readonly said?: CouchDocument;
	readonly unused: readonly CouchDocument[];
}

/** What was written before the end, or before the fault. */
export interface PriceListReport {
	readonly partsWritten: number;
	readonly saidWritten: boolean;
	readonly partsRemoved: number;
	readonly fault?: PriceListFault;
}

/** The list and its parts as the server has them. */
export async function readStoredPriceList(
	database: CatalogueDatabase,
	id: string,
): Promise<Result<readonly StoredDocument[], CouchFault>> {
	const own = `price-list:${id}`;
	const documents = await database.documentsFrom(own);
	if (!documents.ok) return documents;
	return ok(documents.value.filter(({_id}) => _id === own || _id.startsWith(`${own}:`)));
}

export function planPriceList(
	list: PriceList,
	stored: readonly StoredDocument[],
	division: Division,
): Result<PriceListPlan, PriceListFault> {
	const before = stored.find(({_id}) => _id === `price-list:${list.id}`);
	if (before !== undefined && isNewer(before)) return fail({code: 'newer-on-server', id: before._id});
	const {said, parts} = successorOf(saidBy(before), list, {
		...division,
		partNamed: partsAmong(stored, division.sha256),
	});
	const named = partsNamed(said);
	return ok({
		parts: parts.flatMap(part => changed(stored, {kind: 'price-list-part', value: part})),
		...optional(changed(stored, {kind: 'price-list', value: said})[0]),
		unused: removalsOf(partDocuments(stored).filter(document => !named.has(partOf(document)))),
	});
}

/** The list first: a list that is gone needs none of its parts. */
export function planRemoval(id: string, stored: readonly StoredDocument[]): Result<PriceListPlan, PriceListFault> {
	const before = stored.find(({_id}) => _id === `price-list:${id}`);
	if (before !== undefined && isNewer(before)) return fail({code: 'newer-on-server', id: before._id});
	const [said] = removalsOf(before === undefined ? [] : [before]);
	return ok({parts: [], ...optional(said), unused: removalsOf(partDocuments(stored))});
}

export async function writePriceList(
	database: CatalogueDatabase,
	{parts, said, unused}: PriceListPlan,
	{sha256, onProgress = () => undefined}: {readonly sha256: Sha256; readonly onProgress?: (doneCount: number) => void},
): Promise<PriceListReport> {
	const report = {partsWritten: 0, saidWritten: false, partsRemoved: 0};
	const done = () => onProgress(report.partsWritten + Number(report.saidWritten) + report.partsRemoved);
	for (const part of parts) {
		const fault = await writeOne(database, part);
		if (fault !== undefined) return {...report, fault};
		report.partsWritten += 1;
		done();
	}
	if (said !== undefined) {
		const fault = (await faultOfParts(database, said, sha256)) ?? (await writeOne(database, said));
		if (fault !== undefined) return {...report, fault};
		report.saidWritten = true;
		done();
	}
	for (const part of unused) {
		const fault = await writeOne(database, part);
		if (fault !== undefined) return {...report, fault};
		report.partsRemoved += 1;
		done();
	}
	return report;
}

async function writeOne(database: CatalogueDatabase, document: CouchDocument): Promise<PriceListFault | undefined> {
	const answer = await database.write([document]);
	if (!answer.ok) return answer.fault;
	const refusal = answer.value[0]?.refusal;
	return refusal === undefined ? undefined : {code: 'document-refused', id: document._id, reason: refusal};
}

/** Whether the server holds what the list's own document is going to name; what was answered is not yet what is there. */
async function faultOfParts(
	database: CatalogueDatabase,
	document: CouchDocument,
	sha256: Sha256,
): Promise<PriceListFault | undefined> {
	const said = saidBy(document);
	if (said === undefined || 'prices' in said) return undefined;
	const stored = await readStoredPriceList(database, said.id);
	if (!stored.ok) return stored.fault;
	const missing = firstMissing(said, partsAmong(stored.value, sha256));
	return missing && {code: 'part-missing', id: `price-list:${said.id}:${missing.part}`};
}

function isNewer({schema}: StoredDocument): boolean {
	return typeof schema === 'number' && schema > catalogueSchema;
}

/** What a list's own document says; one that was spoilt says nothing, and is written anew. */
function saidBy(document: CouchDocument | undefined): PriceList | PriceListHeader | undefined {
	const read = document === undefined ? undefined : readCatalogueDocument(document);
	return read?.ok && read.value.kind === 'price-list' ? read.value.value : undefined;
}

function partDocuments(stored: readonly StoredDocument[]): readonly StoredDocument[] {
	return stored.filter(document => partOf(document) !== '' && !isNewer(document));
}

function partOf({_id: id}: StoredDocument): string {
	return id.split(':')[2] ?? '';
}

/** The genuine parts: a part with other prices than its digest says is none. */
function partsAmong(stored: readonly StoredDocument[], sha256: Sha256): PartNamed {
	const parts = new Map<string, PriceListPart>();
	for (const document of partDocuments(stored)) {
		const read = readCatalogueDocument(document);
		if (!read.ok || read.value.kind !== 'price-list-part') continue;
		const {value} = read.value;
		if (digestOfPart(value, sha256) === value.digest) parts.set(value.part, value);
	}
	return name => parts.get(name);
}

/** The document of an item as it is to be written, or none where it is there already. */
function changed(stored: readonly StoredDocument[], item: CatalogueItem): readonly CouchDocument[] {
	const {_rev: _none, ...document} = catalogueDocument(item);
	const read = readCatalogueDocument(document);
	assert(read.ok && isDeepStrictEqual(read.value, item), `tills read ${document._id} as it was meant`);
	const before = stored.find(({_id}) => _id === catalogueId(item));
	if (before === undefined) return [document];
	const {_rev: rev} = before;
	return isDeepStrictEqual(before, {...document, _rev: rev}) ? [] : [{...document, _rev: rev}];
}

function removalsOf(documents: readonly StoredDocument[]): readonly CouchDocument[] {
	return documents.map(({_id, _rev}) => ({_id, _rev, _deleted: true}));
}

function optional(said: CouchDocument | undefined): {readonly said?: CouchDocument} {
	return said === undefined ? {} : {said};
}
