/**
 * One open database: its store, its validators, the queue of its writers and the readers who wait for a change.
 *
 * Writers go one after the other: what a validator was shown is still so when the document is stored.
 */
import {EventEmitter} from 'node:events';
import {rmSync, statSync} from 'node:fs';
import {countDeleted, openStore, type Store} from '../store/pouch.ts';
import {SharedPages} from './change-pages.ts';
import {keepFindIndexes} from './find-index.ts';
import type {DatabaseRecord, Registry} from './registry.ts';
import {type RevisionTree, readTree, type StoredTree} from './revisions.ts';
import {writeSequence} from './sequence.ts';
import {Validators} from './validators.ts';
import {Views} from './views.ts';

/** A document as it goes over the wire: anything, with an id and mostly a revision. */
export type Document = Readonly<Record<string, unknown>> & {readonly _id: string; readonly _rev?: string};

/** Parts of the store its type does not speak of. */
interface StoreInside {
	_getRevisionTree(id: string, callback: (error: unknown, tree: StoredTree) => void): void;
}

interface DatabaseEvents {
	change: [];
	end: [];
}

export class Database {
	readonly name: string;
	readonly uuid: string;
	readonly store: Store;
	readonly validators: Validators;
	readonly views: Views;
	readonly pages: SharedPages;
	/** `change` after every write, `end` when the database goes. */
	readonly events = new EventEmitter<DatabaseEvents>();
	readonly #registry: Registry;
	readonly #file: string;
	#writer: Promise<unknown> = Promise.resolve();

	constructor(registry: Registry, record: DatabaseRecord) {
		this.name = record.name;
		this.uuid = record.uuid;
		this.#registry = registry;
		this.#file = registry.fileOf(record);
		this.store = openStore({file: this.#file});
		this.validators = new Validators(this);
		this.views = new Views(this, registry.indexFolderOf(record));
		this.pages = new SharedPages(this);
		keepFindIndexes(this);
		// One for every client that follows the database.
		this.events.setMaxListeners(0);
	}

	get record(): DatabaseRecord {
		const record = this.#registry.get(this.name);
		if (record === undefined) {
			throw new Error(`The database ${this.name} is open and so it is registered.`);
		}
		return record;
	}

	save(changes: Partial<Pick<DatabaseRecord, 'security' | 'revsLimit'>>): void {
		this.#registry.save({...this.record, ...changes});
	}

	sequence(number: number): string {
		return writeSequence(number, this.uuid);
	}

	async latestSequence(): Promise<number> {
		return Number((await this.store.info()).update_seq);
	}

	countDeleted(): Promise<number> {
		return countDeleted(this.store);
	}

	sizes(): {readonly file: number; readonly external: number; readonly active: number} {
		const file = statSync(this.#file).size;
		return {file, external: file, active: file};
	}

	/** Runs `write` when every earlier one is done, and tells those who wait for a change. */
	write<Value>(write: () => Promise<Value>): Promise<Value> {
		const done = this.#writer.then(async () => {
			try {
				return await write();
			} finally {
				this.events.emit('change');
			}
		});
		// The next writer does not care how this one ended; its own caller does.
		this.#writer = done.catch(() => undefined);
		return done;
	}

	/** An empty tree for a document that was never here. */
	revisionTree(id: string): Promise<RevisionTree> {
		const inside = this.store as unknown as StoreInside;
		return new Promise((resolve, reject) => {
			inside._getRevisionTree(id, (error, tree) => {
				if (error === null || error === undefined) {
					resolve(readTree(tree));
				} else if ((error as {status?: number}).status === 404) {
					resolve(new Map());
				} else {
					reject(error);
				}
			});
		});
	}

	async close(): Promise<void> {
		this.events.emit('end');
		await this.#writer;
		this.validators.dispose();
		await this.views.close();
		await this.store.close();
	}

	async destroy(): Promise<void> {
		this.events.emit('end');
		await this.#writer;
		this.validators.dispose();
		await this.views.close();
		await this.store.destroy();
		rmSync(this.#registry.indexFolderOf(this), {recursive: true, force: true});
	}
}
