/**
 * `head:<till>`: the last entry up to which the server holds every one, and its digest.
 *
 * A till drops old months only when its head is past them, and sends again what is above its head. So a head is moved
 * only over entries that are in the database, and after a restored backup it is counted anew and may go back.
 */
import {assert} from '../../till/domain/assert.ts';
import {noDigest, parseEntryId} from '../../till/domain/chain.ts';
import {isoWithOffset} from '../../till/domain/local-time.ts';
import {headId, readTillsDocument, type TillHead} from '../documents/tills.ts';
import type {CouchDatabase} from '../server.ts';
import {leafOf} from './leaf.ts';
import {entriesAfter} from './neighbours.ts';

/** An entry that is held: where, and under which id. */
interface Held {
	readonly id: string;
	readonly database: CouchDatabase;
}

interface TillState {
	entry: number;
	digest: string;
	/** Held entries above the head, by number. */
	readonly above: Map<number, Held>;
}

export interface HeadsOptions {
	readonly tills: CouchDatabase;
	/** The receipts databases there are. */
	readonly months: () => readonly CouchDatabase[];
	readonly now: () => Date;
}

export class Heads {
	readonly #options: HeadsOptions;
	readonly #states = new Map<string, TillState>();

	constructor(options: HeadsOptions) {
		this.#options = options;
	}

	/** Takes note of held entries and moves the heads of their tills as far as they go. */
	async advance(ids: readonly string[], database: CouchDatabase): Promise<void> {
		const touched = new Map<string, TillState>();
		for (const id of ids) {
			const parts = parseEntryId(id);
			assert(parts !== undefined, `${id} is the id of an entry`);
			const {till, entry} = parts;
			const state = touched.get(till) ?? (await this.#stateOf(till));
			touched.set(till, state);
			if (entry > state.entry) state.above.set(entry, {id, database});
		}
		for (const [till, state] of touched) await this.#move(till, state);
	}

	/** Counts every head anew, because the server lost entries. */
	async recount(): Promise<void> {
		this.#states.clear();
		const rows = await this.#options.tills.range({from: headId(''), to: headId('\ufff0')});
		for (const {id} of rows) {
			const till = id.slice(headId('').length);
			await this.#move(till, await this.#load(till, undefined), {mayGoBack: true});
		}
	}

	async #stateOf(till: string): Promise<TillState> {
		return this.#states.get(till) ?? this.#load(till, (await this.#read(till))?.head);
	}

	/** What is held above a head, or above nothing, as the databases say. */
	async #load(till: string, head: TillHead | undefined): Promise<TillState> {
		const above = new Map<number, Held>();
		const state: TillState = {entry: head?.entry ?? 0, digest: head?.digest ?? noDigest, above};
		for (const database of this.#options.months()) {
			for (const id of await entriesAfter(database, {till, number: state.entry})) {
				const number = parseEntryId(id)?.entry;
				if (number !== undefined) above.set(number, {id, database});
			}
		}
		this.#states.set(till, state);
		return state;
	}

	async #move(till: string, state: TillState, {mayGoBack = false} = {}): Promise<void> {
		let last: Held | undefined;
		let {entry} = state;
		for (let next = state.above.get(entry + 1); next !== undefined; next = state.above.get(entry + 1)) {
			entry += 1;
			last = next;
		}
		if (last !== undefined) {
			const document = await last.database.get(last.id);
			// Gone again: the next look at this till begins from the database.
			if (document === undefined) {
				this.#states.delete(till);
				return;
			}
			state.digest = leafOf(document).digest;
			for (const number of [...state.above.keys()]) if (number <= entry) state.above.delete(number);
			state.entry = entry;
		}
		await this.#write(till, state, mayGoBack);
	}

	async #write(till: string, {entry, digest}: TillState, mayGoBack: boolean): Promise<void> {
		for (;;) {
			const stored = await this.#read(till);
			const there = stored?.head;
			if (there?.entry === entry && there.digest === digest) return;
			// Another watcher has counted further, which it may, unless we know that entries were lost.
			if (there !== undefined && there.entry > entry && !mayGoBack) return;
			const at = isoWithOffset(this.#options.now().getTime());
			const head: TillHead = {_id: headId(till), type: 'head', schema: 1, till, at, entry, digest};
			const rev = stored === undefined ? {} : {_rev: stored.rev};
			if ((await this.#options.tills.put({...head, ...rev})) !== 'conflict') return;
		}
	}

	async #read(till: string): Promise<{readonly rev: string; readonly head: TillHead | undefined} | undefined> {
		const stored = await this.#options.tills.get(headId(till));
		if (stored === undefined) return undefined;
		const read = readTillsDocument(stored);
		return {rev: stored._rev, head: read.ok && read.value.type === 'head' ? read.value : undefined};
	}
}
