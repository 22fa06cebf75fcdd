/**
 * What each register takes off the sales: by register, VAT letter, business day and till; the gross amount and the tax in it,
 * in grosze, both positive. Deposits are outside VAT and so are not in here.
 */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type !== 'return') return;
	for (const {letter, grossGrosze, vatGrosze} of doc.vat)
		emit([doc.register || 'returns', letter, doc.businessDay, doc.till], [grossGrosze, vatGrosze]);
}

export const reduce = '_sum';
