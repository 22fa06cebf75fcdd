/** The receipt behind a printed slip: by the printer's unique number and its number of the slip. */
import type {EntryDocument} from '../../documents.ts';

export function map(doc: EntryDocument): void {
	if (doc.type !== 'receipt') return;
	for (const slip of doc.slips) emit([slip.printer, slip.fiscalNumber], slip.route);
}
