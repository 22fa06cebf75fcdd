/**
 * Cash of other currencies that customers gave: by business day, currency and till; how much, in hundredths of the
 * currency's unit, and its worth in grosze at the rate of each receipt.
 */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type !== 'receipt') return;
	for (const {currency, amountMinor, amountGrosze} of doc.foreignCash || [])
		emit([doc.businessDay, currency, doc.till], [amountMinor, amountGrosze]);
}

export const reduce = '_sum';
