/** What is wrong with a document before anything is looked up: one bad document refuses its whole batch. */
import {randomUUID} from 'node:crypto';
import type {Document} from './database.ts';
import {badRequest, CouchError, notImplemented} from './errors.ts';
import {documentBytesMax, isObject, type JsonObject} from './request-body.ts';
import {parseRevision, type Revisions, readRevision} from './revisions.ts';

const specialFields: ReadonlySet<string> = new Set([
	'_id',
	'_rev',
	'_deleted',
	'_revisions',
	'_attachments',
	'_revs_info',
	'_conflicts',
	'_deleted_conflicts',
	'_local_seq',
	'_replication_id',
	'_replication_state',
	'_replication_state_time',
	'_replication_state_reason',
	'_replication_stats',
]);

const nestingMax = 200;

export function checkDocument(candidate: unknown, newEdits: boolean): Document {
	if (!isObject(candidate)) {
		throw badRequest('Document must be a JSON object');
	}
	const {_id: id = randomUUID().replaceAll('-', ''), _deleted: deleted = false} = candidate;
	const _id = checkId(id);
	for (const field of Object.keys(candidate)) {
		if (field.startsWith('_') && !specialFields.has(field)) {
			throw new CouchError(400, 'doc_validation', `Bad special document member: ${field}`);
		}
	}
	if (typeof deleted !== 'boolean') {
		throw new CouchError(400, 'doc_validation', 'Bad special document member: _deleted');
	}
	if (isObject(candidate['_attachments']) && Object.keys(candidate['_attachments']).length > 0) {
		throw notImplemented('Attachments');
	}
	checkSize(candidate, _id);
	return _id.startsWith('_local/') ? {...candidate, _id} : {...candidate, _id, ...checkRevision(candidate, newEdits)};
}

export function checkId(id: unknown): string {
	if (typeof id !== 'string') {
		throw new CouchError(400, 'illegal_docid', 'Document id must be a string');
	}
	if (id === '') {
		throw new CouchError(400, 'illegal_docid', 'Document id must not be empty');
	}
	if (/\p{Surrogate}/u.test(id)) {
		// SQLite would take two such ids for one.
		throw new CouchError(400, 'illegal_docid', 'Document id must be valid UTF-8');
	}
	if (id.startsWith('_') && !/^_(?:design|local)\/./.test(id)) {
		throw new CouchError(400, 'illegal_docid', 'Only reserved document ids may start with underscore.');
	}
	return id;
}

/** What goes through a document by recursion, here and in the store, has to come back from it. */
function isDeeperThan(value: unknown, levels: number): boolean {
	if (typeof value !== 'object' || value === null) {
		return false;
	}
	return levels === 0 || Object.values(value).some(member => isDeeperThan(member, levels - 1));
}

function checkSize(candidate: JsonObject, id: string): void {
	if (isDeeperThan(candidate, nestingMax)) {
		throw new CouchError(400, 'doc_validation', `The document is nested more than ${nestingMax} levels deep.`);
	}
	if (JSON.stringify(candidate).length > documentBytesMax) {
		throw new CouchError(413, 'document_too_large', id);
	}
}

function checkRevision({_rev, _revisions}: JsonObject, newEdits: boolean): {_rev?: string; _revisions?: Revisions} {
	const revision = _rev === undefined ? undefined : readRevision(_rev);
	const revisions = _revisions === undefined ? undefined : checkRevisions(_revisions);
	if (!newEdits && revision === undefined && revisions === undefined) {
		throw badRequest('When `new_edits: false`, the document needs `_rev` or `_revisions` specified');
	}
	if (newEdits || revisions === undefined) {
		return revision === undefined ? {} : {_rev: revision};
	}
	const {start, ids} = revisions;
	return {_rev: `${start}-${ids[0]}`, _revisions: {start, ids}};
}

function checkRevisions(revisions: unknown): Revisions {
	const refuse = (reason: string) => new CouchError(400, 'doc_validation', reason);
	if (!isObject(revisions)) {
		throw refuse('Bad special document member: _revisions');
	}
	const {start, ids} = revisions;
	if (typeof start !== 'number' || !Number.isSafeInteger(start)) {
		throw refuse("_revisions.start isn't an integer.");
	}
	if (!Array.isArray(ids)) {
		throw refuse("_revisions.ids isn't a array.");
	}
	if (!ids.every(id => typeof id === 'string')) {
		throw refuse("RevId isn't a string");
	}
	if (ids.length === 0 || start < ids.length) {
		throw refuse('_revisions.start is the number of the first of _revisions.ids, and each has the one before.');
	}
	return {start, ids: ids.map(id => parseRevision(`1-${id}`)?.hash ?? id)};
}
