/** Returns by business day, till, cashier and who approved it; reduced, how many and how much, in grosze. */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type !== 'return') return;
	emit([doc.businessDay, doc.till, doc.cashier.id, doc.approvedBy.id], doc.refundGrosze);
}

export const reduce = '_stats';
