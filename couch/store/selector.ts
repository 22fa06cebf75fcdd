/** Mango selectors, `{price: {$gt: 100}}`, on a document in hand. */
import {matchesSelector} from 'pouchdb-selector-core';

/** Throws on a selector it does not understand. */
export function isSelected(document: object, selector: object): boolean {
	return matchesSelector(document, selector);
}
