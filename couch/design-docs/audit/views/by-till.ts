/** How many reports each till has, by type and state. */
import type {AuditDocument} from '../../documents.ts';

export function map(doc: AuditDocument): void {
	if (doc.till) emit([doc.till, doc.type, doc.state], doc.reportedAt);
}

export const reduce = '_count';
