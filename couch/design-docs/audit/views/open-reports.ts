/** Reports that nobody has closed: by type, till and number; the value is what is known so far. */
import type {Document} from '../../context.ts';

export function map(doc: Document): void {
	if (doc['state'] === 'open') emit([doc['type'], doc['till'], doc['number']], doc['verdict'] || null);
}
