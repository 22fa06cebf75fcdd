/** Reports that nobody has closed: by type, till and number; the value is what is known so far. */
import type {AuditDocument} from '../../documents.ts';

export function map(doc: AuditDocument): void {
	if (doc.state === 'open') emit([doc.type, doc.till, doc.number], doc.verdict || null);
}
