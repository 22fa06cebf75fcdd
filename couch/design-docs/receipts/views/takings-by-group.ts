/** Goods sold, in grosze, by business day, group of goods, till and cashier; discounts are taken off. */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type !== 'receipt') return;
	// One row a group, not a line: an index of a month has some hundred thousand receipts of fifteen lines.
	const totals: Record<string, number> = {};
	for (const {group, totalGrosze} of doc.lines) totals[group] = (totals[group] || 0) + totalGrosze;
	for (const group of Object.keys(totals)) emit([doc.businessDay, group, doc.till, doc.cashier.id], totals[group]);
}

export const reduce = '_sum';
