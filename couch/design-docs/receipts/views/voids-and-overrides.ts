/**
 * What happened beside the selling: voided sales and lines, refused ages, abandoned slips, opened drawers, and whatever
 * else a till writes down. By business day, kind, till and cashier; reduced, how many and how much, in grosze.
 */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type !== 'event' || doc.event === 'logged-in' || doc.event === 'logged-out') return;
	emit([doc.businessDay, doc.event, doc.till, doc.cashier.id], doc.amountGrosze || 0);
}

export const reduce = '_stats';
