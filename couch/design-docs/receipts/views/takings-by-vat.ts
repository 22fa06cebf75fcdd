/**
 * Goods sold, by business day, VAT letter, till and cashier: the gross amount and the tax in it, in grosze.
 *
 * The tax is the one on the slips. Deposits are outside VAT and so are not in here.
 */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type !== 'receipt') return;
	for (const {letter, grossGrosze, vatGrosze} of doc.vat) {
		emit([doc.businessDay, letter, doc.till, doc.cashier.id], [grossGrosze, vatGrosze]);
	}
}

export const reduce = '_sum';
