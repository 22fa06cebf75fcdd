/**
 * The documents of each database as a view meets them: the types the schemas of `couch/documents` read, with the fields
 * that CouchDB adds. A validator meets anything at all and takes `Document` instead.
 */
import type {CatalogueItem, Product} from '../../till/domain/catalogue.ts';
import type {Receipt, Return, Seal, TillEvent} from '../../till/domain/entry.ts';

interface Stored {
	readonly _id: string;
	readonly _rev: string;
	/** Losing revisions that are alive, where there are any. */
	readonly _conflicts?: readonly string[];
}

/** A document of `receipts-YYYY-MM`. */
export type EntryDocument = Stored & (Receipt | Return | TillEvent | Seal);

type ItemDocument<Item> = Item extends {readonly kind: infer Kind; readonly value: infer Value}
	? Stored & {readonly type: Kind; readonly schema: 1} & StoredValue<Value>
	: never;
/** A receipt name that is the name is left out of the document. */
type StoredValue<Value> = Value extends Product
	? Omit<Product, 'receiptName'> & {readonly receiptName?: string}
	: Value;

/** A document of `catalogue`. */
export type CatalogueDocument = ItemDocument<CatalogueItem>;

/** A document of `audit`, as far as every kind of report has it. */
export interface AuditDocument extends Stored {
	readonly type: string;
	readonly entry: string;
	readonly till: string;
	readonly number: number;
	readonly reportedAt: string;
	readonly state: 'open' | 'closed';
	readonly verdict?: string;
	/** The money a report is about, where it is about any. */
	readonly money?: {readonly totalGrosze: number};
}
