/**
 * The server's catalogue in a PouchDB of the till's own.
 *
 * C1  After a batch, each document's one live leaf says what the server's winner says, or there is none.
 * C2  The cursor is never ahead of the documents: it is written after them, and forgotten when their file is older.
 * C3  A row of the changes feed carries no ancestry. It is linked to what the replica has only where that is one live
 *     leaf exactly one generation older. Everything else is written with the ancestry the server told, and then every
 *     other live leaf gets a tombstone: an invented parent may never come alive again.
 * C4  Nothing is remembered but leaves, not even by name: a good takes as much room after a thousand prices as after
 *     one, and a revision that was left behind (a restored server, a winner that was deleted) is stored like a new one.
 * C5  A revision that is a leaf cannot become one a second time. So a tombstone's names the replica's sequence, which no
 *     other tombstone of that leaf had; and should the server's winner be a leaf that is dead here, its content is
 *     stated again under a revision of the replica's own.
 * C6  Before a version that a till can use is overwritten by one that it cannot, it is kept: see `last-good.ts`.
 */
import {createHash} from 'node:crypto';
import {join} from 'node:path';
import {indispensable} from '../../couch/documents/for-use.ts';
import {openStore, type Store} from '../../couch/store/pouch.ts';
import type {Sqlite} from '../../couch/store/sqlite.ts';
import {documentPages, idsBetween, insertNew, latestSequence, revisionTrees} from '../../couch/store/tables.ts';
import {assert} from '../domain/assert.ts';
import {LastGood} from './last-good.ts';
import type {CatalogueCursor, CatalogueReplica, IdRange, ReplicaChange, ReplicatedDocument} from './replica.ts';
import {generationOf, type Leaf, leavesOf, type RevisionTree, readRevisionTree, revisionId} from './revision-tree.ts';
import {forgetFact, readFact, writeFact} from './state-file.ts';

const pageSize = 500;

interface Winner {
	readonly winner: string;
	readonly liveLeaves: number;
}

/** The cursor with the replica's own sequence at the time: a file with a lower one is older than the cursor. */
export interface KeptCursor {
	readonly cursor: CatalogueCursor;
	readonly sequence: number;
}

interface Revisions {
	readonly start: number;
	readonly ids: readonly string[];
}

type Write = ReplicatedDocument & {readonly _revisions?: Revisions};

export interface CatalogueStore extends CatalogueReplica {
	readonly lastGood: LastGood;
	close(): Promise<void>;
}

export async function openCatalogue(
	dataDir: string,
	state: Sqlite,
	/** The file never grows beyond this. */
	limits: {readonly sizeBytesMax?: number} = {},
): Promise<CatalogueStore> {
	const file = join(dataDir, 'catalogue.sqlite');
	const store = openStore({file, autoCompaction: true, revisionsMax: 1, ...limits});
	await store.info();
	const sequence = await latestSequence(store);
	const kept = readFact<KeptCursor>(state, 'cursor');
	if (kept !== undefined && kept.sequence > sequence) {
		forgetFact(state, 'cursor');
		return new PouchCatalogue(store, state, {sequence});
	}
	return new PouchCatalogue(store, state, {sequence, ...(kept && {cursor: kept.cursor})});
}

class PouchCatalogue implements CatalogueStore {
	readonly lastGood: LastGood;
	readonly #store: Store;
	readonly #state: Sqlite;
	readonly #listeners = new Set<(documents: readonly ReplicatedDocument[]) => void>();
	#cursor: CatalogueCursor | undefined;
	#sequence: number;
	#writeCount = 0;
	/** What was found last, as long as nothing has been written since: a batch is looked up once, not twice. */
	#found: {readonly ids: readonly string[]; readonly winners: ReadonlyMap<string, Winner>} | undefined;

	constructor(store: Store, state: Sqlite, known: {readonly sequence: number; readonly cursor?: CatalogueCursor}) {
		this.#store = store;
		this.#state = state;
		this.lastGood = new LastGood(state);
		this.#cursor = known.cursor;
		this.#sequence = known.sequence;
	}

	async *pages(): AsyncGenerator<readonly ReplicatedDocument[]> {
		for await (const page of documentPages(this.#store, pageSize)) {
			yield page.filter(({_id: id}) => !id.startsWith('_design/'));
		}
	}

	async all(): Promise<readonly ReplicatedDocument[]> {
		const documents: ReplicatedDocument[] = [];
		for await (const page of this.pages()) documents.push(...page);
		return documents.sort((left, right) => (left._id < right._id ? -1 : 1));
	}

	async isEmpty(): Promise<boolean> {
		for await (const _ of documentPages(this.#store, 1)) return false;
		return true;
	}

	cursor(): CatalogueCursor | undefined {
		return this.#cursor;
	}

	async revisions(ids: readonly string[]): Promise<ReadonlyMap<string, Winner>> {
		const found = this.#found;
		if (found?.ids.length === ids.length && ids.every((id, place) => id === found.ids[place])) return found.winners;
		const writeCount = this.#writeCount;
		const trees = await revisionTrees<RevisionTree>(this.#store, ids);
		const winners = new Map([...trees].map(([id, tree]) => [id, winnerOf(leavesOf(tree))]));
		if (writeCount === this.#writeCount) this.#found = {ids: [...ids], winners};
		return winners;
	}

	async apply(changes: readonly ReplicaChange[], cursor: CatalogueCursor): Promise<void> {
		const known = await this.revisions(changes.map(({document}) => document._id));
		const news: ReplicatedDocument[] = [];
		const writes: Write[] = [];
		const doubtful: ReplicatedDocument[] = [];
		for (const change of changes) {
			const {document} = change;
			const held = known.get(document._id);
			if (held?.winner === document._rev && held.liveLeaves === 1) continue;
			if (held === undefined && change.revisions === undefined && document._deleted !== true) {
				news.push(document);
				continue;
			}
			const parent = change.revisions === undefined && held !== undefined ? linkableParent(held, document) : undefined;
			const told = change.revisions && sinceHeld(change.revisions, held);
			writes.push(withAncestry(document, told ?? parent));
			if (parent === undefined || document._deleted === true) doubtful.push(document);
		}
		const documents = changes.map(({document}) => document);
		// What is new takes no version's place, and a first reading of a whole catalogue is nothing else.
		const overwriting = documents.filter(({_id: id, _deleted}) => _deleted === true || known.has(id));
		await this.lastGood.before(overwriting, ids => this.#winners(ids));
		await this.#insert(news);
		await this.#write(writes);
		for (const document of doubtful) await this.#settle(document);
		// They are on the disk, and a price shall not wait for the cursor to be there too.
		this.#tell(documents);
		this.lastGood.after(documents);
		this.#sequence = await latestSequence(this.#store);
		this.keepCursor(cursor);
	}

	keepCursor(cursor: CatalogueCursor): void {
		const kept: KeptCursor = {cursor, sequence: this.#sequence};
		writeFact(this.#state, 'cursor', kept);
		this.#cursor = cursor;
	}

	async keepOnly(kept: ReadonlySet<string>, range: IdRange): Promise<void> {
		const held = await idsBetween(this.#store, range);
		const gone = held.filter(id => !kept.has(id));
		const lost = gone.filter(id => indispensable.has(id)).map(id => ({_id: id, _rev: '', _deleted: true as const}));
		await this.lastGood.before(lost, ids => this.#winners(ids));
		this.lastGood.keepOnly(kept, range);
		const told: ReplicatedDocument[] = [];
		for (const id of gone) {
			const leaves = await this.#liveLeaves(id);
			await this.#write(leaves.map(leaf => this.#tombstone(id, leaf)));
			told.push({_id: id, _rev: winnerOf(leaves).winner, _deleted: true});
		}
		if (told.length === 0) return;
		this.#sequence = await latestSequence(this.#store);
		this.#tell(told);
	}

	onApplied(listener: (documents: readonly ReplicatedDocument[]) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	close(): Promise<void> {
		return this.#store.close();
	}

	/** What is held of these documents, without those that are deleted. */
	async #winners(ids: readonly string[]): Promise<readonly ReplicatedDocument[]> {
		const {rows} = await this.#store.allDocs({keys: [...ids], include_docs: true});
		return rows.flatMap(row => ('doc' in row && row.doc ? [row.doc as ReplicatedDocument] : []));
	}

	/** Leaves the server's winner as the document's one live leaf, whatever the branches were. */
	async #settle(document: ReplicatedDocument): Promise<void> {
		const {_id: id, _rev: winner} = document;
		const live = await this.#liveLeaves(id);
		if (document._deleted === true) return this.#write(live.map(leaf => this.#tombstone(id, leaf)));
		const [kept] = live.filter(leaf => leaf.revision === winner);
		const others = live.filter(leaf => leaf !== kept);
		if (kept !== undefined) return this.#write(others.map(leaf => this.#tombstone(id, leaf)));
		const leaves = leavesOf(await readRevisionTree(this.#store, id));
		const highest = leaves.reduce((left, right) => (right.path.start > left.path.start ? right : left));
		await this.#write([
			restatement(document, highest),
			...others.filter(leaf => leaf.path !== highest.path).map(leaf => this.#tombstone(id, leaf)),
		]);
	}

	#tombstone(id: string, leaf: Leaf): Write {
		return {_id: id, ...childOf(leaf, `tombstone ${this.#sequence}`), _deleted: true};
	}

	async #liveLeaves(id: string): Promise<readonly Leaf[]> {
		return leavesOf(await readRevisionTree(this.#store, id)).filter(leaf => !leaf.deleted);
	}

	async #write(documents: readonly Write[]): Promise<void> {
		if (documents.length === 0) return;
		this.#forgetFound();
		const failures = await this.#store.bulkDocs([...documents], {new_edits: false}).finally(() => this.#forgetFound());
		const [failure] = failures;
		// The answer lists failures only; none of them is one a shop could do anything about.
		if (failure !== undefined) throw new Error(`The catalogue's replica refused ${JSON.stringify(failure)}`);
	}

	async #insert(documents: readonly ReplicatedDocument[]): Promise<void> {
		if (documents.length === 0) return;
		this.#forgetFound();
		await insertNew(this.#store, documents).finally(() => this.#forgetFound());
	}

	/** Before a write and after it: what is looked up meanwhile may be either. */
	#forgetFound(): void {
		this.#writeCount++;
		this.#found = undefined;
	}

	#tell(documents: readonly ReplicatedDocument[]): void {
		for (const listener of this.#listeners) listener(documents);
	}
}

/** As PouchDB and CouchDB choose it: what is alive first, then the longest history, then the highest id. */
function winnerOf(leaves: readonly Leaf[]): Winner {
	const [first, ...others] = leaves;
	assert(first !== undefined, 'a document has a leaf');
	const winner = others.reduce((best, leaf) => (isBefore(best, leaf) ? leaf : best), first);
	return {winner: winner.revision, liveLeaves: leaves.filter(({deleted}) => !deleted).length};
}

function isBefore(left: Leaf, right: Leaf): boolean {
	if (left.deleted !== right.deleted) return left.deleted;
	if (left.path.start !== right.path.start) return left.path.start < right.path.start;
	return revisionId(left.revision) < revisionId(right.revision);
}

/** Ancestry to be assumed: of one live leaf that is exactly one generation older. */
function linkableParent(held: Winner, {_rev: revision}: ReplicatedDocument): Revisions | undefined {
	const start = generationOf(revision);
	if (held.liveLeaves !== 1 || generationOf(held.winner) !== start - 1) return undefined;
	return {start, ids: [revisionId(revision), revisionId(held.winner)]};
}

/** As far back as what is held: everything before would be forgotten at once, revision by revision. */
function sinceHeld({start, ids}: Revisions, held: Winner | undefined): Revisions {
	const place = held === undefined ? 0 : start - generationOf(held.winner);
	const grewFromHeld = held !== undefined && ids[place] === revisionId(held.winner);
	return {start, ids: ids.slice(0, grewFromHeld ? place + 1 : 1)};
}

function withAncestry(document: ReplicatedDocument, revisions: Revisions | undefined): Write {
	if (revisions === undefined) return document;
	assert(
		document._rev === `${revisions.start}-${revisions.ids[0]}`,
		`the ancestry of ${document._id} begins with its revision`,
	);
	return {...document, _revisions: revisions};
}

function restatement(document: ReplicatedDocument, parent: Leaf): Write {
	return {...document, ...childOf(parent, document._rev)};
}

function childOf({path}: Leaf, reason: string): {readonly _rev: string; readonly _revisions: Revisions} {
	const start = path.start + 1;
	const id = createHash('md5')
		.update([reason, start, ...path.ids].join(' '))
		.digest('hex');
	return {_rev: `${start}-${id}`, _revisions: {start, ids: [id, ...path.ids]}};
}
