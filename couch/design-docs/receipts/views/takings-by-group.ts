/**
 * Goods sold and goods that came back, in grosze, by business day, group of goods, till and cashier; discounts are taken
 * off. The second number is negative.
 */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type !== 'receipt' && doc.type !== 'return') return;
	// One row a group, not a line: an index of a month has some hundred thousand receipts of fifteen lines.
	const totals: Record<string, number> = {};
	for (const {group, totalGrosze} of doc.lines) totals[group] = (totals[group] || 0) + totalGrosze;
	for (const group of Object.keys(totals)) {
		const total = totals[group] || 0;
		emit([doc.businessDay, group, doc.till, doc.cashier.id], doc.type === 'receipt' ? [total, 0] : [0, -total]);
	}
}

export const reduce = '_sum';
