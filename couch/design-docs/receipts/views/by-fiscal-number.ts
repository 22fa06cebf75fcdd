/** The receipt behind a printed slip: by the printer's unique number and its number of the slip. */
import type {Document} from '../../context.ts';

export function map(doc: Document): void {
	if (doc['type'] !== 'receipt') return;
	const slips = doc['slips'] as readonly {printer: string; fiscalNumber: number; route: string}[];
	for (const slip of slips) emit([slip.printer, slip.fiscalNumber], slip.route);
}
