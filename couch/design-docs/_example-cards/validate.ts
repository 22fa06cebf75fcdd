/**
 * One rule more for receipts: the number of a card is digits. Every validator of a database has to pass, so this one
 * says nothing about who writes and what a receipt looks like; `receipts/validate.ts` does.
 */
import {refuse} from '../check.ts';
import type {Document} from '../context.ts';

export function validate(newDoc: Document): void {
	if (newDoc._deleted || newDoc['type'] !== 'receipt') return;
	const {card} = newDoc;
	if (card !== undefined && !(typeof card === 'string' && /^\d{4,20}$/.test(card)))
		refuse('card', 'is not 4 to 20 digits');
}
