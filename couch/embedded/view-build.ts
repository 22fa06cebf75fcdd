/**
 * Bringing an index up to date, a batch of changes at a time:
 *
 *   read the changes ──► map them in their thread ──► store the rows ──► the next batch
 *        └── the next batch is read meanwhile ──┘     one transaction, with the sequence it goes up to
 *
 * B1  What is in the file is right for the sequence in the file, whenever the process ends. A document that changed since
 *     has a later sequence, and is mapped again before anybody is told that the index is in step.
 * B2  Between two steps of a batch the server answers others. Rows of an unfinished batch are seen by nobody: they are
 *     written through a connection of their own.
 * B3  A build that fails leaves the index where the last batch left it; the next who asks goes on from there.
 */
import {setImmediate as othersAnswered} from 'node:timers/promises';
import {type ChangedPage, type ChangedText, changedTexts, countChanged} from '../store/changed-texts.ts';
import type {Database} from './database.ts';
import {notFound} from './errors.ts';
import type {MangoMap} from './mango-map.ts';
import {type Mapper, type MapRow, openMapper} from './map-thread.ts';
import {leavesOf, readTree, revisionOf, type StoredTree} from './revisions.ts';
import type {ViewFile} from './view-file.ts';

const pageOptions = {countMax: 250, bytesMax: 1_000_000, withTrees: true};
/** Between two of so many, others are answered. */
const rowsPerStep = 500;
/** Opening a mapper may mean to start a thread; keeping one costs its memory. */
const idleMs = 60_000;

type MappedRows = readonly (readonly MapRow[])[];

/** What a build has done so far, for those who look at the server's work. */
export interface BuildProgress {
	readonly startedAtMs: number;
	readonly updatedAtMs: number;
	readonly doneCount: number;
	readonly totalCount: number;
}

export interface BuildOptions {
	readonly database: Database;
	readonly file: ViewFile;
	readonly design: object;
	readonly maps: readonly (string | MangoMap)[];
}

export class ViewBuild {
	readonly #database: Database;
	readonly #file: ViewFile;
	readonly #design: object;
	readonly #maps: readonly (string | MangoMap)[];
	#isClosing = false;
	#mapper: Mapper | undefined;
	#idle: NodeJS.Timeout | undefined;
	#running: Promise<void> | undefined;
	#next: Promise<void> | undefined;
	#waitingCount = 0;
	#progress: BuildProgress | undefined;

	constructor({database, file, design, maps}: BuildOptions) {
		this.#database = database;
		this.#file = file;
		this.#design = design;
		this.#maps = maps;
	}

	/** Of the build that is going on, once it is known how much there is to do. */
	get progress(): BuildProgress | undefined {
		return this.#progress;
	}

	get isRunning(): boolean {
		return this.#running !== undefined;
	}

	get waitingCount(): number {
		return this.#waitingCount;
	}

	/** Resolves when everything written before the call is in the index. */
	async update(): Promise<void> {
		this.#waitingCount++;
		try {
			// A build that goes on may be past what was written since it began; those who come meanwhile share the next.
			this.#next ??= this.#afterRunning();
			await this.#next;
		} finally {
			this.#waitingCount--;
		}
	}

	/** Ends a build that is going on; those who wait for it are told. */
	async close(): Promise<void> {
		this.#isClosing = true;
		clearTimeout(this.#idle);
		await this.#closeMapper();
		await Promise.allSettled([this.#running, this.#next]);
		clearTimeout(this.#idle);
		// One that was being opened.
		await this.#closeMapper();
	}

	async #afterRunning(): Promise<void> {
		// How the one before ended is for those who waited for it.
		await this.#running?.catch(() => undefined);
		this.#next = undefined;
		const own = this.#run();
		this.#running = own;
		try {
			await own;
		} finally {
			if (this.#running === own) {
				this.#running = undefined;
			}
		}
	}

	async #run(): Promise<void> {
		clearTimeout(this.#idle);
		try {
			await this.#build();
		} catch (error) {
			throw this.#isClosing ? notFound('The index was removed.') : error;
		} finally {
			this.#progress = undefined;
			this.#idle = setTimeout(() => this.#closeMapper(), idleMs).unref();
		}
	}

	async #build(): Promise<void> {
		let page = await this.#read(this.#file.sequence());
		if (page.documents.length === 0) {
			return;
		}
		const startedAtMs = Date.now();
		const totalCount = await countChanged(this.#database.store, this.#file.sequence());
		this.#progress = {startedAtMs, updatedAtMs: startedAtMs, doneCount: 0, totalCount};
		const mapper = await this.#openMapper();
		let mapped = this.#map(mapper, page);
		for (;;) {
			const [rows, next] = await Promise.all([mapped, page.isLast ? undefined : this.#read(page.lastSequence)]);
			if (next !== undefined) {
				mapped = this.#map(mapper, next);
				// It is looked at when its turn comes, which may be after it failed.
				mapped.catch(() => undefined);
			}
			await this.#store(mapper, page, rows);
			if (next === undefined) {
				return;
			}
			page = next;
		}
	}

	#read(after: number): Promise<ChangedPage> {
		return changedTexts(this.#database.store, after, pageOptions);
	}

	#map(mapper: Mapper, {documents}: ChangedPage): Promise<MappedRows> {
		const texts = documents.filter(isMapped).map(documentText);
		return texts.length === 0 ? Promise.resolve([]) : mapper.map(texts);
	}

	/** `rowsFirst` are those of the first of the documents; what emits much comes in several parts. */
	async #store(mapper: Mapper, page: ChangedPage, rowsFirst: MappedRows): Promise<void> {
		await this.#file.writeBatch(page.lastSequence, async () => {
			this.#file.remove(page.documents.map(({id}) => id));
			let rest = page.documents.filter(isMapped);
			for (let part = rowsFirst; rest.length > 0; part = await mapper.map(rest.map(documentText))) {
				await this.#insert(rest, part);
				rest = rest.slice(part.length);
				if (rest.length === 0) break;
			}
		});
		if (this.#progress !== undefined) {
			const {doneCount} = this.#progress;
			this.#progress = {...this.#progress, updatedAtMs: Date.now(), doneCount: doneCount + page.documents.length};
		}
	}

	async #insert(documents: readonly ChangedText[], rowsByDocument: MappedRows): Promise<void> {
		const rows = rowsByDocument.flatMap((some, place) => {
			const {id} = documents[place] as ChangedText;
			return some.map(row => [id, row] as const);
		});
		for (let start = 0; start < rows.length; start += rowsPerStep) {
			this.#file.insert(rows.slice(start, start + rowsPerStep));
			await othersAnswered();
		}
	}

	async #openMapper(): Promise<Mapper> {
		if (this.#mapper?.isAlive !== true) {
			await this.#closeMapper();
			this.#mapper = await openMapper(this.#design, this.#maps);
		}
		if (this.#isClosing) {
			throw notFound('The index was removed.');
		}
		return this.#mapper;
	}

	async #closeMapper(): Promise<void> {
		const mapper = this.#mapper;
		this.#mapper = undefined;
		await mapper?.close();
	}
}

function isMapped({id, isDeleted}: ChangedText): boolean {
	return !isDeleted && !id.startsWith('_design/');
}

/** A document as maps see it: with the revisions that lost against it. */
function documentText({id, rev, json, metadata}: ChangedText): string {
	const content = json === '{}' ? '' : `,${json.slice(1, -1)}`;
	return `{"_id":${JSON.stringify(id)},"_rev":${JSON.stringify(rev)}${content}${conflictsText(metadata)}}`;
}

function conflictsText(metadata: string): string {
	const {rev_tree: tree} = JSON.parse(metadata) as {rev_tree: StoredTree};
	const [, ...losers] = leavesOf(readTree(tree));
	const list = (name: string, revisions: readonly string[]) =>
		revisions.length === 0 ? '' : `,"${name}":${JSON.stringify(revisions)}`;
	const [deleted, alive] = [true, false].map(wanted =>
		losers.filter(({isDeleted}) => isDeleted === wanted).map(revisionOf),
	);
	return `${list('_conflicts', alive ?? [])}${list('_deleted_conflicts', deleted ?? [])}`;
}
