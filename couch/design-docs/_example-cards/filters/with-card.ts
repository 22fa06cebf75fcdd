/** Receipts with a card alone: `GET /receipts-2026-11/_changes?filter=cards/with-card`. */
import type {EntryDocument} from '../../documents.ts';

export function filter(doc: EntryDocument): boolean {
	return doc.type === 'receipt' && doc.card !== undefined;
}
