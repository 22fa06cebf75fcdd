/**
 * The catalogue is written by the office, and every document in it is of a known type and of that type's shape.
 *
 * What a till has signed is checked with the keys in its profile, for years: a key is replaced, never lost. So a profile is
 * never taken out either, for another one could be written under its name: a till that is switched off for good says
 * `retired`. And a revision whose ancestors are not here says nothing about the keys it had; only a copy needs those.
 */
import {refuse} from '../check.ts';
import {type Document, hasRole, type UserContext} from '../context.ts';
import {shapes} from './shapes.ts';

export function validate(newDoc: Document, oldDoc: Document | null, userCtx: UserContext): void {
	if (!hasRole(userCtx, 'office', '_admin')) {
		if (userCtx.name === null) throw {unauthorized: '_id: only the office writes the catalogue'};
		refuse('_id', 'only the office writes the catalogue');
	}
	if (newDoc._deleted) {
		if (newDoc._id.indexOf('till:') === 0)
			refuse('_deleted', 'a till is marked retired and stays: what it signed is checked with its keys');
		if (newDoc._id === 'shop:settings')
			refuse('_deleted', 'no till sells without them: they are changed, never taken out');
		return;
	}
	const {type, schema} = newDoc;
	const shape = typeof type === 'string' && Object.keys(shapes).indexOf(type) !== -1 ? shapes[type] : undefined;
	if (shape === undefined) refuse('type', `is not known: ${JSON.stringify(type)}`);
	if (schema !== 1) refuse('schema', 'is not 1');
	shape.check(newDoc, '');
	const id = idOf(newDoc, shape.key);
	if (newDoc._id !== id) refuse('_id', `is not ${id}`);
	if (type !== 'till') return;
	if (!oldDoc && newDoc._revisions && newDoc._revisions.start > 1 && !hasRole(userCtx, '_admin'))
		refuse('_rev', 'comes after a revision that is not here');
	if (oldDoc?._deleted) refuse('_id', 'there was a till of this name once');
	if (oldDoc) keepKeys(newDoc, oldDoc);
}

function keepKeys(newDoc: Document, oldDoc: Document): void {
	const kept = keysOf(newDoc);
	for (const key of keysOf(oldDoc)) {
		if (kept.indexOf(key) === -1)
			refuse('formerKeys', `has not the key ${key.slice(-12)}, which this till signed with`);
	}
}

/** What was written by an earlier validator, or by none, may lack them. */
function keysOf({publicKey, formerKeys}: Document): readonly string[] {
	const former: readonly unknown[] = Array.isArray(formerKeys) ? formerKeys : [];
	const keys = former.map(key => Object(key).publicKey as unknown).concat(publicKey);
	return keys.filter((key): key is string => typeof key === 'string');
}

function idOf(newDoc: Document, key: string): string {
	const {type, list} = newDoc;
	if (type === 'shop') return 'shop:settings';
	// A part stands behind its price list, so that one range of ids has the list and all of its parts.
	if (type === 'price-list-part') return `price-list:${list}:${newDoc[key]}`;
	return `${type}:${newDoc[key]}`;
}
