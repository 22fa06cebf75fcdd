/**
 * An entry is written once, by its own till.
 *
 *   role till              its own entries: known type and schema, at most 1 MB, generation 1, no ancestor, not deleted
 *   role watcher           tombstones, and what a tombstone of its own covers, when the decision was wrong
 *   _admin, replicator     any well-formed entry or tombstone, or a copy to head office would silently hold nothing
 *
 * Sums and digests are not looked at: what does not add up has to be seen, not turned away.
 */
import {entryBytesMax} from '../../documents/limits.ts';
import {type Check, day, digest, instant, month, notTooDeep, object, refuse, tillId, whole} from '../check.ts';
import {type Document, hasRole, type UserContext} from '../context.ts';
import {shapes} from './shapes.ts';

const head: Readonly<Record<string, Check>> = {
	till: tillId,
	entry: whole(1, 99_999_999),
	month,
	businessDay: day,
	writtenAt: instant,
	previous: digest,
	digest,
	signature: (value, field) => {
		if (typeof value !== 'string') refuse(field, 'is not a text');
	},
};

const idPattern = /^(receipt|return|event|seal):([a-z0-9-]{1,16}):(\d{8}):[0-9a-z]{8}$/;

/** UTF-8 bytes of the document as the server writes it. */
function sizeBytes(doc: Document): number {
	const json = JSON.stringify(doc);
	let bytes = json.length;
	for (let index = 0; index < json.length; index += 1) {
		const unit = json.charCodeAt(index);
		if (unit > 0x7f) bytes += 1;
		// Half of a surrogate pair is two bytes, any other unit up here is three.
		if (unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff)) bytes += 1;
	}
	return bytes;
}

function wellFormed(doc: Document): void {
	const {type, schema, _id: id, till, entry} = doc;
	const shape = typeof type === 'string' && Object.keys(shapes).indexOf(type) !== -1 ? shapes[type] : undefined;
	if (shape === undefined) refuse('type', `is not known: ${JSON.stringify(type)}`);
	if (schema !== 1) refuse('schema', `is not known: ${JSON.stringify(schema)}`);
	notTooDeep(doc);
	if (doc['_attachments'] !== undefined) refuse('_attachments', 'an entry has none');
	object(head)(doc, '');
	shape(doc, '');
	const [, idType, idTill, idEntry] = idPattern.exec(id) || [];
	if (idType !== type || idTill !== till || Number(idEntry) !== entry) {
		refuse('_id', `is not the id of ${type} ${entry} of ${till}`);
	}
	if (sizeBytes(doc) > entryBytesMax) refuse('_id', `the entry is larger than ${entryBytesMax} bytes`);
}

export function validate(newDoc: Document, oldDoc: Document | null, userCtx: UserContext): void {
	if (newDoc._deleted) {
		if (!idPattern.test(newDoc._id)) refuse('_id', 'is not the id of an entry');
		if (!hasRole(userCtx, 'watcher', '_admin', 'replicator')) refuse('_deleted', 'an entry is never deleted');
		return;
	}
	wellFormed(newDoc);
	if (hasRole(userCtx, '_admin', 'replicator')) return;
	if (hasRole(userCtx, 'watcher')) {
		if (!oldDoc?._deleted) refuse('_id', 'the watcher writes only what it had retired');
		return;
	}
	if (userCtx.name === null) throw {unauthorized: 'till: log in as the till'};
	if (!hasRole(userCtx, 'till')) refuse('till', 'only tills write entries');
	if (userCtx.name !== newDoc['till'])
		refuse('till', `${userCtx.name} does not write the entries of ${newDoc['till']}`);
	if (oldDoc) refuse('_rev', 'an entry is never edited');
	if (newDoc._revisions && newDoc._revisions.start !== 1) refuse('_rev', 'an entry has generation 1');
}
