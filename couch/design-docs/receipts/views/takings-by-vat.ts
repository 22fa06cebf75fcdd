/**
 * By business day, VAT letter, till and cashier, in grosze: the gross amount of goods sold and the tax in it; then the
 * same of goods that came back, negative.
 *
 * The tax is the one on the slips, as the fiscal printers report it for the day; returns are no matter of theirs and
 * lessen the tax of the day they are of. Deposits are outside VAT and so are not in here.
 */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type !== 'receipt' && doc.type !== 'return') return;
	for (const {letter, grossGrosze, vatGrosze} of doc.vat) {
		const sums = doc.type === 'receipt' ? [grossGrosze, vatGrosze, 0, 0] : [0, 0, -grossGrosze, -vatGrosze];
		emit([doc.businessDay, letter, doc.till, doc.cashier.id], sums);
	}
}

export const reduce = '_sum';
