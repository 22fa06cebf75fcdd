/** Differences that wait for the next entry to tell which content was first, whether or not somebody closed them. */
import type {AuditDocument} from '../../documents.ts';

export function map(doc: AuditDocument): void {
	if (doc.verdict === 'undecided') emit([doc.till, doc.number], doc.entry);
}
