/**
 * Reports that are about money, by state and by how much, whichever way it went: the last one of `["open"]` is the
 * dearest. The value is the difference itself, in grosze; reduced, how many there are and what they come to.
 */
import type {AuditDocument} from '../../documents.ts';

export function map(doc: AuditDocument): void {
	const totalGrosze = doc.money?.totalGrosze;
	if (typeof totalGrosze !== 'number') return;
	emit([doc.state, Math.abs(totalGrosze), doc.till], totalGrosze);
}

export const reduce = '_stats';
