/**
 * What was approved on the spot and what was not: by business day, operation, whether it was (`override` or
 * `approval-refused`), till, who asked and who was named; reduced, how many and how much, in grosze.
 */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type !== 'event' || doc.approval === undefined) return;
	const {operation, approver} = doc.approval;
	const named = approver === undefined ? null : approver.id;
	emit([doc.businessDay, operation, doc.event, doc.till, doc.cashier.id, named], doc.amountGrosze || 0);
}

export const reduce = '_stats';
