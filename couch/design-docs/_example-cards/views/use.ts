/**
 * How often a discount card was used, and what it took off, in grosze: by card and business day.
 *
 * `_sum` adds lists member by member, so that one question gives both figures:
 *
 *   GET /receipts-2026-11/_design/cards/_view/use?group_level=1
 *   {"key": ["2900000000001"], "value": [3, 1250]}
 */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type !== 'receipt' || doc.card === undefined) return;
	emit([doc.card, doc.businessDay], [1, doc.discountGrosze]);
}

export const reduce = '_sum';
