/** The products of each group by name; reduced, how many there are. */
import type {Document} from '../../context.ts';

export function map(doc: Document): void {
	if (doc['type'] === 'product') emit([doc['group'], doc['name']], doc['priceGrosze']);
}

export const reduce = '_count';
