/**
 * Documents that two people changed at once, by type: the value is the revisions that lost and are still there. Tills
 * sell by the one that won; somebody of the office looks at both and deletes one.
 */
import type {CatalogueDocument} from '../../documents.ts';

export function map(doc: CatalogueDocument): void {
	if (doc._conflicts) emit([doc.type, doc._id], doc._conflicts);
}

export const reduce = '_count';
