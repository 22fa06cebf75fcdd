/**
 * What has come back of a receipt's lines, by the receipt's id and the line's number there: pieces, grams, and what was
 * given back for the goods and for their deposits, in grosze. Returns of other months are in those months' databases.
 */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type !== 'return') return;
	const {receipt} = doc.original;
	for (const {line, pieces, weightGrams, totalGrosze} of doc.lines) {
		emit([receipt, line], [pieces || 0, weightGrams || 0, totalGrosze, 0]);
	}
	for (const {line, totalGrosze} of doc.deposits) emit([receipt, line], [0, 0, 0, totalGrosze]);
}

export const reduce = '_sum';
