/** The products of each group by name; reduced, how many there are. */
import type {CatalogueDocument} from '../../documents.ts';

export function map(doc: CatalogueDocument): void {
	if (doc.type === 'product') emit([doc.group, doc.name], doc.priceGrosze);
}

export const reduce = '_count';
