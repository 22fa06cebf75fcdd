/**
 * `head:<till>`: the last entry up to which the server holds every one, and its digest.
 *
 * A till drops old months only when its head is past them, and sends again what is above its head. So a head is moved
 * only over entries that are in the database, and after a restored backup it is counted anew and may go back.
 *
 * However many tills a batch has entries of, it takes a handful of requests: all of them are looked up together.
 */
import {assert} from '../../till/domain/assert.ts';
import {noDigest, parseEntryId} from '../../till/domain/chain.ts';
import {isoWithOffset} from '../../till/domain/local-time.ts';
import {headId, type TillHead} from '../documents/tills.ts';
import type {CouchDatabase, StoredDocument} from '../server.ts';
import {readHeads, tillsWithHead, writeHeads} from './head-documents.ts';
import {leafOf, readWinners} from './leaf.ts';
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

type StatesByTill = ReadonlyMap<string, TillState>;

export interface HeadsOptions {
	readonly tills: CouchDatabase;
	/** The receipts databases there are. */
	readonly months: () => readonly CouchDatabase[];
	readonly now: () => Date;
}

export class Heads {
	readonly #options: HeadsOptions;
	readonly #states = new Map<string, TillState>();
	#last: Promise<void> = Promise.resolve();

	constructor(options: HeadsOptions) {
		this.#options = options;
	}

	/** Takes note of held entries and moves the heads of their tills as far as they go. */
	advance(ids: readonly string[], database: CouchDatabase): Promise<void> {
		return this.#inTurn(() => this.#advance(ids, database));
	}

	/** Counts every head anew, because the server lost entries. */
	recount(): Promise<void> {
		return this.#inTurn(() => this.#recount());
	}

	/** A till's entries go over months, and each month comes with its own: one at a time. */
	#inTurn(work: () => Promise<void>): Promise<void> {
		const mine = this.#last.then(work);
		// The next one does not care how this one ended; its own caller does.
		this.#last = mine.catch(() => undefined);
		return mine;
	}

	async #advance(ids: readonly string[], database: CouchDatabase): Promise<void> {
		const held = ids.map(id => ({...partsOf(id), id}));
		const states = await this.#statesOf(new Set(held.map(({till}) => till)));
		for (const {id, till, entry} of held) {
			const state = states.get(till);
			if (state !== undefined && entry > state.entry) state.above.set(entry, {id, database});
		}
		await this.#move(states);
	}

	async #recount(): Promise<void> {
		this.#states.clear();
		const names = await tillsWithHead(this.#options.tills);
		await this.#load(new Map(names.map(till => [till, undefined])));
		await this.#move(new Map(this.#states), {mayGoBack: true});
	}

	async #statesOf(names: ReadonlySet<string>): Promise<StatesByTill> {
		const unknown = [...names].filter(till => !this.#states.has(till));
		const stored = await readHeads(this.#options.tills, unknown);
		await this.#load(new Map(unknown.map(till => [till, stored.get(till)?.head])));
		return new Map([...this.#states].filter(([till]) => names.has(till)));
	}

	/** What is held above heads, or above nothing, as the databases say; remembered only once it is all there. */
	async #load(heads: ReadonlyMap<string, TillHead | undefined>): Promise<void> {
		const states = new Map<string, TillState>();
		for (const [till, head] of heads) {
			states.set(till, {entry: head?.entry ?? 0, digest: head?.digest ?? noDigest, above: new Map()});
		}
		const places = [...states].map(([till, {entry}]) => ({till, number: entry}));
		for (const database of this.#options.months()) {
			for (const id of await entriesAfter(database, places)) {
				const parts = parseEntryId(id);
				if (parts !== undefined) states.get(parts.till)?.above.set(parts.entry, {id, database});
			}
		}
		for (const [till, state] of states) this.#states.set(till, state);
	}

	async #move(states: StatesByTill, {mayGoBack = false} = {}): Promise<void> {
		const ends = new Map([...states].map(([till, state]) => [till, endOf(state)]));
		const documents = await readAll([...ends.values()].flatMap(end => end?.last ?? []));
		const heads: TillHead[] = [];
		for (const [till, state] of states) {
			const end = ends.get(till);
			const document = end && documents.get(end.last.id);
			if (end !== undefined && document === undefined) {
				// Gone again: the next look at this till begins from the database.
				this.#states.delete(till);
				continue;
			}
			if (end !== undefined && document !== undefined) moveTo(state, end.entry, leafOf(document).digest);
			heads.push(this.#headOf(till, state));
		}
		await writeHeads(this.#options.tills, heads, {mayGoBack});
	}

	#headOf(till: string, {entry, digest}: TillState): TillHead {
		const at = isoWithOffset(this.#options.now().getTime());
		return {_id: headId(till), type: 'head', schema: 1, till, at, entry, digest};
	}
}

function partsOf(id: string): {readonly till: string; readonly entry: number} {
	const parts = parseEntryId(id);
	assert(parts !== undefined, `${id} is the id of an entry`);
	return parts;
}

/** The last entry that is reached from the head without a gap; undefined when the next one is not held. */
function endOf({entry, above}: TillState): {readonly entry: number; readonly last: Held} | undefined {
	let end: {readonly entry: number; readonly last: Held} | undefined;
	for (let number = entry + 1; ; number += 1) {
		const last = above.get(number);
		if (last === undefined) return end;
		end = {entry: number, last};
	}
}

function moveTo(state: TillState, entry: number, digest: string): void {
	for (let number = state.entry + 1; number <= entry; number += 1) state.above.delete(number);
	state.entry = entry;
	state.digest = digest;
}

async function readAll(held: readonly Held[]): Promise<ReadonlyMap<string, StoredDocument>> {
	const documents = new Map<string, StoredDocument>();
	for (const database of new Set(held.map(known => known.database))) {
		const ids = held.filter(known => known.database === database).map(({id}) => id);
		for (const [id, document] of await readWinners(database, ids)) documents.set(id, document);
	}
	return documents;
}
