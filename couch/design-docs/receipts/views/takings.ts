/**
 * What was taken and what was given back for returned goods, in grosze: by business day, till and cashier.
 *
 * The first number is what the fiscal printers reported that day; the second one is negative, so that both together are
 * what is left.
 */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type === 'receipt') emit([doc.businessDay, doc.till, doc.cashier.id], [doc.dueGrosze, 0]);
	if (doc.type === 'return') emit([doc.businessDay, doc.till, doc.cashier.id], [0, -doc.refundGrosze]);
}

export const reduce = '_sum';
