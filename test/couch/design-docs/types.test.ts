/** What views are told a document is, held against what the schemas of `couch/documents` read. */
import test from 'ava';
import type {AuditDocument, CatalogueDocument, EntryDocument} from '../../../couch/design-docs/documents.ts';
import {type AuditReport, readAuditReport} from '../../../couch/documents/audit.ts';
import {readCatalogueDocument} from '../../../couch/documents/catalogue.ts';
import {readEntry} from '../../../couch/documents/entries.ts';
import type {Result} from '../../../till/domain/result.ts';

type Read<Reader extends (...args: never[]) => Result<unknown, unknown>> = Extract<
	ReturnType<Reader>,
	{readonly ok: true}
>['value'];
type ReadItem = Read<typeof readCatalogueDocument>;
type Stored<Type extends CatalogueDocument['type']> = Extract<CatalogueDocument, {readonly type: Type}>;

// These do not compile when a schema and what a view sees part.
const entry = (read: Read<typeof readEntry> & {readonly _rev: string}): EntryDocument => read;
const report = (read: AuditReport & {readonly _rev: string}): AuditDocument => read;
const kind = ({kind: type}: ReadItem): CatalogueDocument['type'] => type;
const product = ({value}: Extract<ReadItem, {readonly kind: 'product'}>): Stored<'product'> => ({
	...value,
	_id: 'product:1',
	_rev: '1-a',
	type: 'product',
	schema: 1,
});
// @ts-expect-error A receipt has no field of this name.
const misnamed = (doc: Extract<EntryDocument, {readonly type: 'receipt'}>) => doc.totalGrosze;

test('a view sees what the schemas read, and a misspelled field does not compile', t => {
	for (const typed of [entry, report, kind, product, misnamed]) t.is(typeof typed, 'function');
	for (const read of [readEntry, readAuditReport, readCatalogueDocument]) t.false(read({}).ok);
});
