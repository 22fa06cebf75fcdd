/** What a till may use of a document: one that is understood, and of a price list's parts only the genuine ones. */
import type {CatalogueItem} from '../../till/domain/catalogue.ts';
import type {Sha256} from '../../till/domain/chain.ts';
import {digestOfPart} from '../../till/domain/price-list-parts.ts';
import {fail, type Result} from '../../till/domain/result.ts';
import {readCatalogueDocument} from './catalogue.ts';
import type {DocumentFault} from './schema.ts';

/** What a shop has as long as it sells: a till that hears that it was taken out goes on with what it said. */
export const indispensable: ReadonlySet<string> = new Set(['shop:settings']);

/** What it says, or why it is set aside. */
export function readForUse(
	document: Readonly<Record<string, unknown>>,
	sha256: Sha256,
): Result<CatalogueItem, DocumentFault> {
	const read = readCatalogueDocument(document);
	if (!read.ok || isGenuine(read.value, sha256)) return read;
	return fail({code: 'malformed', field: 'digest', reason: 'is not the one of its prices'});
}

/** A part is believed by its digest: with a price changed by hand it is not the part its list means. */
function isGenuine({kind, value}: CatalogueItem, sha256: Sha256): boolean {
	return kind !== 'price-list-part' || digestOfPart(value, sha256) === value.digest;
}
