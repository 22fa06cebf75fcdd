/**
 * What goods and deposits came to and what was given back for returned goods, in grosze: by business day, till and cashier.
 * Packages that came back lessen neither: they are `packages` of receipts and of events.
 *
 * The first number is what the fiscal printers reported that day; the second one is negative, so that both together are
 * what is left.
 */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type === 'receipt')
		emit([doc.businessDay, doc.till, doc.cashier.id], [doc.goodsGrosze + doc.depositsGrosze, 0]);
	if (doc.type === 'return') emit([doc.businessDay, doc.till, doc.cashier.id], [0, -doc.refundGrosze]);
}

export const reduce = '_sum';
