/** What was taken, in grosze: by business day, till and cashier. */
import type {Document} from '../../context.ts';

export function map(doc: Document): void {
	if (doc['type'] !== 'receipt') return;
	const cashier = doc['cashier'] as {readonly id: string};
	emit([doc['businessDay'], doc['till'], cashier.id], doc['dueGrosze']);
}

export const reduce = '_sum';
