/** What is wrong with a document before anything is looked up: one bad document refuses its whole batch. */
import {randomUUID} from 'node:crypto';
import type {Document} from './database.ts';
import {badRequest, CouchError, notImplemented} from './errors.ts';
import {documentBytesMax, isObject, type JsonObject} from './request-body.ts';
import {parseRevision, type Revisions} from './revisions.ts';

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

export function checkDocument(candidate: unknown, newEdits: boolean): Document {
	if (!isObject(candidate)) {
		throw badRequest('Document must be a JSON object');
	}
	const _id = checkId(candidate['_id'] ?? randomUUID().replaceAll('-', ''));
	for (const field of Object.keys(candidate)) {
		if (field.startsWith('_') && !specialFields.has(field)) {
			throw new CouchError(400, 'doc_validation', `Bad special document member: ${field}`);
		}
	}
	if (isObject(candidate['_attachments']) && Object.keys(candidate['_attachments']).length > 0) {
		throw notImplemented('Attachments');
	}
	checkSize(candidate, _id);
	return _id.startsWith('_local/') ? {...candidate, _id} : {...candidate, _id, ...checkRevision(candidate, newEdits)};
}

export function checkId(id: unknown): string {
	if (typeof id !== 'string' || id === '') {
		throw new CouchError(400, 'illegal_docid', 'Document id must be a non-empty string');
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

function checkSize(candidate: JsonObject, id: string): void {
	if (JSON.stringify(candidate).length > documentBytesMax) {
		throw new CouchError(413, 'document_too_large', id);
	}
}

function checkRevision({_rev, _revisions}: JsonObject, newEdits: boolean): {_rev?: string} {
	if (_rev !== undefined && (typeof _rev !== 'string' || parseRevision(_rev) === undefined)) {
		throw badRequest('Invalid rev format');
	}
	if (newEdits) {
		return {};
	}
	if (_revisions === undefined && _rev === undefined) {
		throw badRequest('When `new_edits: false`, the document needs `_rev` or `_revisions` specified');
	}
	const {start, ids} = _revisions === undefined ? {start: 0, ids: []} : checkRevisions(_revisions);
	return _revisions === undefined ? {} : {_rev: `${start}-${ids[0]}`};
}

function checkRevisions(revisions: unknown): Revisions {
	if (isObject(revisions)) {
		const {start, ids} = revisions;
		const areStrings = Array.isArray(ids) && ids.length > 0 && ids.every(id => typeof id === 'string' && id !== '');
		if (areStrings && typeof start === 'number' && Number.isInteger(start) && start >= ids.length) {
			return {start, ids};
		}
	}
	throw new CouchError(
		400,
		'doc_validation',
		'_revisions must hold a start and the ids of a document and its ancestors',
	);
}
