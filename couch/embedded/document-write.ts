/**
 * Storing documents, in the order CouchDB does it: what is wrong with their form refuses the whole batch; then each is
 * looked at by itself (may this user write it? is it a conflict? what do the validators say?); what is left is stored.
 * So many at a time, each time in one transaction, and others are answered in between: a long list of documents with
 * long histories takes longer than a feed may be silent.
 *
 * With `newEdits` the server gives the new revision and refuses a conflict. Without, the sender brings its revision
 * and ancestry, as replication does, and a second branch is kept beside the first.
 */
import {setImmediate as othersAnswered} from 'node:timers/promises';
import {isDatabaseAdmin, notDatabaseAdmin, type User} from './access.ts';
import type {Database, Document} from './database.ts';
import {checkDesign} from './design-check.ts';
import {checkDocument} from './document-check.ts';
import {asCouchError, type CouchError, conflict} from './errors.ts';
import {writeLocal} from './local-documents.ts';
import {nearestStored, parseRevision, type RevisionNode, type Revisions, revisionOf} from './revisions.ts';
import {prepareUser} from './users.ts';
import {checkViews} from './views.ts';

const documentsOfTransaction = 50;

export interface WriteOptions {
	readonly newEdits: boolean;
	readonly user: User;
}

export type WriteResult =
	| {readonly id: string; readonly ok: true; readonly rev: string}
	| {readonly id: string; readonly refusal: CouchError | Refusal; readonly rev?: string};

interface Refusal {
	readonly status: number;
	readonly body: {readonly error: string; readonly reason: unknown};
}

/** One result for each document, in their order. */
export async function writeDocuments(
	database: Database,
	candidates: readonly unknown[],
	options: WriteOptions,
): Promise<readonly WriteResult[]> {
	const checked = candidates.map(candidate => checkDocument(candidate, options.newEdits));
	const documents = await Promise.all(checked.map(document => prepare(database, document)));
	return database.write(async () => {
		const results = new Map<Document, WriteResult>();
		try {
			for (const part of roundsOf(documents).flatMap(partsOf)) {
				await writePart(database, part, options, results);
				await othersAnswered();
			}
		} finally {
			if (documents.some(isDesign)) {
				database.validators.forget();
			}
		}
		return documents.flatMap(document => results.get(document) ?? []);
	});
}

async function prepare(database: Database, document: Document): Promise<Document> {
	if (isDesign(document) && document['_deleted'] !== true) {
		checkDesign(document);
		await checkViews(document);
	}
	return database.name === '_users' ? prepareUser(document) : document;
}

/** A second document of the same id is judged by what the first one left behind. */
function roundsOf(documents: readonly Document[]): readonly (readonly Document[])[] {
	const rounds: Document[][] = [];
	const countById = new Map<string, number>();
	for (const document of documents) {
		const round = countById.get(document._id) ?? 0;
		countById.set(document._id, round + 1);
		rounds[round] ??= [];
		rounds[round].push(document);
	}
	return rounds;
}

function partsOf(round: readonly Document[]): readonly (readonly Document[])[] {
	const count = Math.ceil(round.length / documentsOfTransaction);
	return Array.from({length: count}, (_, part) =>
		round.slice(part * documentsOfTransaction, (part + 1) * documentsOfTransaction),
	);
}

async function writePart(
	database: Database,
	documents: readonly Document[],
	options: WriteOptions,
	results: Map<Document, WriteResult>,
): Promise<void> {
	const accepted: Document[] = [];
	for (const document of documents) {
		const verdict = await judge(database, document, options);
		if (verdict === 'store') {
			accepted.push(document);
		} else {
			results.set(document, verdict);
		}
	}
	if (!options.newEdits) {
		await storeAsTheyAre(database, accepted);
		for (const document of accepted) {
			results.set(document, stored(document));
		}
		return;
	}
	const answers = await database.store.bulkDocs([...accepted]);
	accepted.forEach((document, index) => {
		results.set(document, readAnswer(document._id, answers[index]));
	});
}

async function storeAsTheyAre(database: Database, documents: readonly Document[]): Promise<void> {
	const [failure] = await database.store.bulkDocs([...documents], {new_edits: false});
	if (failure !== undefined) {
		throw failure;
	}
}

async function judge(database: Database, document: Document, options: WriteOptions): Promise<'store' | WriteResult> {
	const {_id: id, _rev: rev} = document;
	const refused = (refusal: Refusal): WriteResult => ({
		id,
		refusal,
		...(rev === undefined || options.newEdits ? {} : {rev}),
	});
	if (isLocal(document)) {
		return {id, ok: true, rev: await writeLocal(database, document)};
	}
	if (isDesign(document)) {
		return isDatabaseAdmin(options.user, database) ? 'store' : refused(notDatabaseAdmin());
	}
	if (!(await database.validators.areAny())) {
		return 'store';
	}
	const before = await ancestorOf(database, document, options.newEdits);
	if (before === 'known') {
		return stored(document);
	}
	if (before === 'conflict') {
		return refused(conflict());
	}
	const oldDoc = before === undefined ? null : await database.store.get(id, {rev: revisionOf(before), revs: true});
	const {user} = options;
	const userContext = {db: database.name, name: user.name, roles: user.roles};
	const newDoc = withRevisions(document);
	const refusal = await database.validators.refusalOf(newDoc, oldDoc, userContext, database.record.security);
	return refusal === undefined ? 'store' : refused({status: refusal.status, body: refusal});
}

async function ancestorOf(
	database: Database,
	document: Document,
	newEdits: boolean,
): Promise<RevisionNode | 'known' | 'conflict' | undefined> {
	const tree = await database.revisionTree(document._id);
	const {_rev} = document;
	if (!newEdits) {
		return _rev !== undefined && tree.has(_rev) ? 'known' : nearestStored(tree, ancestorsOf(document));
	}
	if (_rev === undefined) {
		const isAlive = [...tree.values()].some(node => node.isLeaf && !node.isDeleted);
		return isAlive ? 'conflict' : undefined;
	}
	const parent = tree.get(_rev);
	return parent?.isLeaf === true ? parent : 'conflict';
}

function ancestorsOf(document: Document): readonly string[] {
	const {start, ids} = revisionsOf(document);
	return ids.slice(1).map((hash, index) => `${start - 1 - index}-${hash}`);
}

/** Validators find `_revisions` wherever there is a `_rev`. */
function withRevisions(document: Document): object {
	return document._rev === undefined ? document : {...document, _revisions: revisionsOf(document)};
}

function revisionsOf({_rev = '', _revisions}: Document): Revisions {
	const {generation, hash} = parseRevision(_rev) ?? {generation: 0, hash: ''};
	return (_revisions as Revisions | undefined) ?? {start: generation, ids: [hash]};
}

function stored({_id: id, _rev = ''}: Document): WriteResult {
	return {id, ok: true, rev: _rev};
}

function readAnswer(id: string, answer: PouchDB.Core.Response | PouchDB.Core.Error | undefined): WriteResult {
	if (answer !== undefined && 'ok' in answer && answer.rev !== undefined) {
		return {id, ok: true, rev: answer.rev};
	}
	return {id, refusal: asCouchError(answer)};
}

function isLocal({_id}: Document): boolean {
	return _id.startsWith('_local/');
}

function isDesign({_id}: Document): boolean {
	return _id.startsWith('_design/');
}
