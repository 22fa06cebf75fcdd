/** How many reports each till has, by type and state. */
import type {Document} from '../../context.ts';

export function map(doc: Document): void {
	if (doc['till']) emit([doc['till'], doc['type'], doc['state']], doc['reportedAt']);
}

export const reduce = '_count';
