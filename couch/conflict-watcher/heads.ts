/**
 * `head:<till>`: the last entry up to which the server holds every one, and its digest.
 *
 * A till drops old months only when its head is past them, and sends again what is above its head. So a head is moved
 * only over entries that are in the database, and after a restored backup it is counted anew and may go back.
 *
 * What is held above a head is remembered as bits, so that a till which begins far above a gap costs no memory to speak of.
 * However many tills a batch has entries of, it takes a handful of requests: all of them are looked up together.
 */
import {assert} from '../../till/domain/assert.ts';
import {noDigest, parseEntryId} from '../../till/domain/chain.ts';
import {isoWithOffset} from '../../till/domain/local-time.ts';
import {headId, type TillHead} from '../documents/tills.ts';
import type {CouchDatabase, StoredDocument} from '../server.ts';
import {readHeads, tillsWithHead, writeHeads} from './head-documents.ts';
import {leafOf, readWinners} from './leaf.ts';
import {entriesAfter, entriesAt} from './neighbours.ts';
import {type NumberRun, NumberSet} from './number-set.ts';

/** An entry that is held: where, and under which id. */
interface Held {
	readonly id: string;
	readonly database: CouchDatabase;
}

interface TillState {
	entry: number;
	digest: string;
	/** Numbers of held entries above the head; below it they mean nothing. */
	readonly held: NumberSet;
}

type StatesByTill = ReadonlyMap<string, TillState>;
/** By till and number, the ones that are at hand. */
type HeldByTill = ReadonlyMap<string, ReadonlyMap<number, Held>>;

/** What is missing of a till's book before its highest entry. */
export interface MissingNumbers {
	readonly till: string;
	/** Lowest first. */
	readonly runs: readonly NumberRun[];
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
	#last: Promise<void> = Promise.resolve();

	constructor(options: HeadsOptions) {
		this.#options = options;
	}

	/** Takes note of held entries and moves the heads of their tills as far as they go. */
	advance(ids: readonly string[], database: CouchDatabase): Promise<void> {
		return this.#inTurn(() => this.#advance(ids, database));
	}

	/** Looks at the books of all tills, those too that send nothing any more. */
	loadAll(): Promise<void> {
		return this.#inTurn(async () => {
			await this.#statesOf(new Set(await tillsWithHead(this.#options.tills)));
		});
	}

	/** Of each till that has numbers missing, no more than so many runs of them. */
	missing(runCountMax: number): readonly MissingNumbers[] {
		return [...this.#states].flatMap(([till, {entry, held}]) => {
			const runs: NumberRun[] = [];
			for (const run of held.missingRuns(entry + 1)) {
				if (runs.push(run) === runCountMax) break;
			}
			return runs.length === 0 ? [] : [{till, runs}];
		});
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
		const atHand = new Map<string, Map<number, Held>>();
		for (const {id, till, entry} of held) {
			const state = states.get(till);
			if (state === undefined || entry <= state.entry) continue;
			state.held.add(entry);
			atHand.set(till, (atHand.get(till) ?? new Map()).set(entry, {id, database}));
		}
		await this.#move(states, {atHand});
	}

	async #recount(): Promise<void> {
		this.#states.clear();
		const names = await tillsWithHead(this.#options.tills);
		await this.#load(new Map(names.map(till => [till, undefined])));
		await this.#move(new Map(this.#states), {atHand: new Map(), mayGoBack: true});
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
			states.set(till, {entry: head?.entry ?? 0, digest: head?.digest ?? noDigest, held: new NumberSet()});
		}
		const places = [...states].map(([till, {entry}]) => ({till, number: entry}));
		for (const database of this.#options.months()) {
			for await (const ids of entriesAfter(database, places)) {
				for (const parts of ids.map(parseEntryId)) {
					if (parts !== undefined) states.get(parts.till)?.held.add(parts.entry);
				}
			}
		}
		for (const [till, state] of states) this.#states.set(till, state);
	}

	async #move(
		states: StatesByTill,
		{atHand, mayGoBack = false}: {readonly atHand: HeldByTill; readonly mayGoBack?: boolean},
	): Promise<void> {
		const lasts = await this.#lastsOf(states, atHand);
		const documents = await readAll([...lasts.values()].flatMap(last => last ?? []));
		const heads: TillHead[] = [];
		for (const [till, state] of states) {
			const end = endOf(state);
			if (end > state.entry) {
				const last = lasts.get(till);
				const document = last && documents.get(last.id);
				if (document === undefined) {
					// Gone again: the next look at this till begins from the database.
					this.#states.delete(till);
					continue;
				}
				state.entry = end;
				state.digest = leafOf(document).digest;
				state.held.forgetThrough(end);
			}
			heads.push(this.#headOf(till, state));
		}
		await writeHeads(this.#options.tills, heads, {mayGoBack});
	}

	/** Where the heads that move will stand: most of these entries have just come, the others are looked for. */
	async #lastsOf(states: StatesByTill, atHand: HeldByTill): Promise<ReadonlyMap<string, Held | undefined>> {
		const lasts = new Map<string, Held | undefined>();
		for (const [till, state] of states) {
			if (endOf(state) > state.entry) lasts.set(till, atHand.get(till)?.get(endOf(state)));
		}
		const wanted = [...lasts].flatMap(([till, last]) => (last === undefined ? [till] : []));
		const places = wanted.flatMap(till => {
			const state = states.get(till);
			return state === undefined ? [] : [{till, number: endOf(state)}];
		});
		for (const database of places.length === 0 ? [] : this.#options.months()) {
			for (const id of await entriesAt(database, places)) lasts.set(partsOf(id).till, {id, database});
		}
		return lasts;
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

/** The last number that is reached from the head without a gap. */
function endOf({entry, held}: TillState): number {
	return held.nextMissing(entry + 1) - 1;
}

async function readAll(held: readonly Held[]): Promise<ReadonlyMap<string, StoredDocument>> {
	const documents = new Map<string, StoredDocument>();
	for (const database of new Set(held.map(known => known.database))) {
		const ids = held.filter(known => known.database === database).map(({id}) => id);
		for (const [id, document] of await readWinners(database, ids)) documents.set(id, document);
	}
	return documents;
}
