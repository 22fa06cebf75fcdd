/**
 * The two registers beside the receipts, goods that came back and obvious mistakes: by register (`returns` or `mistakes`),
 * business day, till, who took it and who approved it; reduced, how many and how much was given back, in grosze. The
 * documents themselves have what stands in a register.
 */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type !== 'return') return;
	emit([doc.register || 'returns', doc.businessDay, doc.till, doc.cashier.id, doc.approvedBy.id], doc.refundGrosze);
}

export const reduce = '_stats';
