/** What a Mango index holds of a document: the values of its fields, as `pouchdb-find` expects them of an index. */
import {fieldPath, isSelected} from '../store/selector.ts';
import type {Emitted} from './quickjs.ts';

export interface MangoMap {
	readonly fields: Readonly<Record<string, unknown>>;
	readonly partial_filter_selector?: object;
}

/**
 * A field of the document itself counts as null when it is not there, so that an index can answer for documents without
 * it. Of fields within fields all have to be there.
 */
export function mangoEmit({fields, partial_filter_selector: selector}: MangoMap, document: object): Emitted {
	if (selector !== undefined && !isSelected(document, selector)) {
		return [];
	}
	const names = Object.keys(fields);
	const isShallow = names.every(name => !name.includes('.'));
	const values = names.map(name => valueAt(document, fieldPath(name)));
	if (!isShallow && values.includes(undefined)) {
		return [];
	}
	const known = values.map(value => value ?? null);
	return [[known.length === 1 ? known[0] : known, null]];
}

function valueAt(document: object, path: readonly string[]): unknown {
	let value: unknown = document;
	for (const name of path) {
		value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
	}
	return value;
}
