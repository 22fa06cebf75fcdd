/**
 * The order in which CouchDB keeps the values that one document emits under one key. It is that of Erlang's terms, not that of keys:
 *
 *   numbers < false < null < true < objects < lists < strings
 *
 * Lists and objects are compared member by member, in the order in which they are written; what ends first comes first. Strings are
 * compared by code point.
 */
import {isObject} from './request-body.ts';

export function compareValues(a: unknown, b: unknown): number {
	const byKind = kindOf(a) - kindOf(b);
	if (byKind !== 0) {
		return byKind;
	}
	if (typeof a === 'number') {
		return a - (b as number);
	}
	if (typeof a === 'string') {
		return compareTexts(a, b as string);
	}
	if (Array.isArray(a)) {
		return compareLists(a, b as readonly unknown[]);
	}
	return isObject(a) ? compareLists(membersOf(a), membersOf(b as object)) : 0;
}

/** In UTF-8, code points are in the order of their bytes. */
function compareTexts(a: string, b: string): number {
	const encoder = new TextEncoder();
	return Buffer.compare(encoder.encode(a), encoder.encode(b));
}

function kindOf(value: unknown): number {
	switch (typeof value) {
		case 'number':
			return 0;
		case 'boolean':
			return value ? 3 : 1;
		case 'string':
			return 6;
		default:
			return Array.isArray(value) ? 5 : isObject(value) ? 4 : 2;
	}
}

function compareLists(a: readonly unknown[], b: readonly unknown[]): number {
	for (let index = 0; index < a.length && index < b.length; index++) {
		const byMember = compareValues(a[index], b[index]);
		if (byMember !== 0) {
			return byMember;
		}
	}
	return a.length - b.length;
}

/** Name, value, name, value …: an object that ends first has fewer of them. */
function membersOf(object: object): readonly unknown[] {
	return Object.entries(object).flat(1);
}
