/** What was taken, in grosze: by business day, till and cashier. */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type === 'receipt') emit([doc.businessDay, doc.till, doc.cashier.id], doc.dueGrosze);
}

export const reduce = '_sum';
