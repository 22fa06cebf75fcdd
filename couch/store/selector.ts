/** Mango selectors, `{price: {$gt: 100}}`, on a document in hand. */
import {matchesSelector, parseField} from 'pouchdb-selector-core';

/** Throws on a selector it does not understand. */
export function isSelected(document: object, selector: object): boolean {
	return matchesSelector(document, selector);
}

/** The names on the way to a field: `address.street` is two, `a\\.b` is one. */
export function fieldPath(field: string): readonly string[] {
	return parseField(field);
}
