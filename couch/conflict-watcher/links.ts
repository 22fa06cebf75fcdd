/**
 * Follows each till's chain over the settled entries, and looks closer wherever it is not one plain chain.
 *
 *   an entry that is new, whose neighbours are new and fit  ──► nothing to ask       nearly all of them
 *   a number that is known already, a neighbour that does
 *   not fit or is no longer remembered                      ──► what stands there is read, in all months
 *
 * L1  What is remembered only saves questions: whatever is not remembered is asked for.
 * L2  Whichever of two entries is settled second finds both, however long ago the first one was and in whatever month.
 * L3  Everything is written before the checkpoint; doing it again writes nothing new.
 */
import {isDeepStrictEqual} from 'node:util';
import {noDigest, parseEntryId} from '../../till/domain/chain.ts';
import type {CouchDatabase} from '../server.ts';
import {sidesOfTwoMonths} from './elsewhere.ts';
import {forkAt, type Sibling} from './fork.ts';
import {bringFork} from './fork-report.ts';
import type {Month} from './inspector.ts';
import type {KnownNumbers} from './known-numbers.ts';
import type {EntryLeaves} from './leaf.ts';
import {lookUp} from './ledger.ts';
import type {Place} from './neighbours.ts';
import {differenceReport, reportDifference} from './reports.ts';
import {placeKey, readStanding, type Standing} from './standing.ts';

/** Some 20 MB: enough for two shards of a month that are read far apart. */
const rememberedCountMax = 50_000;

/** An entry with one content that still waits for a neighbour. */
interface Remembered {
	readonly previous: unknown;
	readonly digest: string;
	isLinkedBefore: boolean;
	isLinkedAfter: boolean;
}

export interface LinksOptions {
	readonly audit: CouchDatabase;
	readonly months: () => readonly Month[];
	readonly known: KnownNumbers;
	readonly now: () => Date;
	readonly log: (line: string) => void;
}

type StandingByPlace = ReadonlyMap<string, readonly Standing[]>;

export class Links {
	readonly #options: LinksOptions;
	/** In the order in which they came. */
	readonly #remembered = new Map<string, Remembered>();

	constructor(options: LinksOptions) {
		this.#options = options;
	}

	/** Takes note of settled entries of a month, and reports what does not fit. */
	async follow(month: Month, entries: readonly EntryLeaves[]): Promise<void> {
		const doubtful = new Map<string, Place>();
		for (const entry of entries) {
			for (const place of this.#doubts(month, entry)) doubtful.set(placeKey(place), place);
		}
		for (const key of this.#remembered.keys()) {
			if (this.#remembered.size <= rememberedCountMax) break;
			this.#remembered.delete(key);
		}
		await this.#lookCloser([...doubtful.values()]);
	}

	/** The places of which more has to be known. */
	#doubts(month: Month, {id, live}: EntryLeaves): readonly Place[] {
		const {known} = this.#options;
		const parts = parseEntryId(id);
		if (parts === undefined) return [];
		const {till, entry: number} = parts;
		const [here, next] = [
			{till, number},
			{till, number: number + 1},
		];
		const isNew = !known.has(till, number);
		known.add(month.month, till, number);
		const [leaf, ...others] = live;
		if (!isNew || leaf === undefined || others.length > 0) {
			this.#remembered.delete(placeKey(here));
			return known.has(till, next.number) ? [here, next] : [here];
		}
		const own: Remembered = {
			previous: leaf.content['previous'],
			digest: leaf.digest,
			isLinkedBefore: number === 1 && leaf.content['previous'] === noDigest,
			isLinkedAfter: false,
		};
		this.#remembered.set(placeKey(here), own);
		return [...(this.#fitsBefore(here, own) ? [] : [here]), ...(this.#fitsAfter(next, own) ? [] : [next])];
	}

	/** True also where the entry before has not come yet: then that one will be asked whether it fits. */
	#fitsBefore({till, number}: Place, own: Remembered): boolean {
		if (number === 1) return own.isLinkedBefore;
		const before = {till, number: number - 1};
		const other = this.#remembered.get(placeKey(before));
		if (other === undefined) return !this.#options.known.has(till, before.number);
		if (other.digest !== own.previous) return false;
		own.isLinkedBefore = true;
		other.isLinkedAfter = true;
		if (other.isLinkedBefore) this.#remembered.delete(placeKey(before));
		return true;
	}

	#fitsAfter(next: Place, own: Remembered): boolean {
		const other = this.#remembered.get(placeKey(next));
		if (other === undefined) return !this.#options.known.has(next.till, next.number);
		if (other.previous !== own.digest) return false;
		own.isLinkedAfter = true;
		other.isLinkedBefore = true;
		if (other.isLinkedAfter) this.#remembered.delete(placeKey(next));
		return true;
	}

	async #lookCloser(doubtful: readonly Place[]): Promise<void> {
		if (doubtful.length === 0) return;
		const {months, known} = this.#options;
		const wanted = new Map<string, Place>();
		for (const {till, number} of doubtful) {
			for (const place of [
				{till, number: number - 1},
				{till, number},
			])
				wanted.set(placeKey(place), place);
		}
		const standing = await readStanding(months(), known, [...wanted.values()]);
		for (const place of doubtful) {
			await this.#reportTwoMonths(standing.get(placeKey(place)) ?? []);
			await this.#reportFork(place, standing);
		}
	}

	/** The same entry in two months' databases: both hold what a till wrote once, and neither is retired. */
	async #reportTwoMonths(here: readonly Standing[]): Promise<void> {
		const {audit, now, log} = this.#options;
		for (const id of new Set(here.map(({leaves}) => leaves.id))) {
			const months = here.filter(({leaves}) => leaves.id === id).map(({month}) => month);
			if (months.length < 2) continue;
			const [original, ...resubmissions] = await sidesOfTwoMonths(id, months);
			if (original === undefined) continue;
			for (const resubmission of resubmissions) {
				const found = {entry: id, database: resubmission.database, at: now()};
				await reportDifference(audit, differenceReport({found, verdict: 'kept', original, resubmission}));
				const same = isDeepStrictEqual(original.content, resubmission.content) ? 'the same' : 'another';
				log(`${id}: ${same} content in ${original.database} and ${resubmission.database}`);
			}
		}
	}

	async #reportFork({till, number}: Place, standing: StandingByPlace): Promise<void> {
		const {audit, now, log} = this.#options;
		const [here, before] = [number, number - 1].map(place => standing.get(placeKey({till, number: place})) ?? []);
		if (here === undefined || before === undefined) return;
		let fork = forkAt(number, {here: siblingsOf(here), before: siblingsOf(before)});
		// An original that is no longer the content there is named by the entries after it all the same.
		if (fork?.evidence === 'other-predecessor') {
			fork = forkAt(number, {here: siblingsOf(here), before: [...siblingsOf(before), ...(await seenOf(before))]});
		}
		const branches = here.filter(({leaves}) => fork?.branches.includes(leaves.id));
		const report = await bringFork(audit, {till, number, fork, branches, at: now()});
		if (report === 'written')
			log(`${till}: the book goes on in another way at ${number}: ${fork?.branches.join(', ')}`);
		if (report === 'closed') log(`${till}: what entry ${number} comes after has arrived`);
	}
}

/** By entry id: one that stands in two months is one entry. */
function siblingsOf(all: readonly Standing[]): readonly Sibling[] {
	const siblings = new Map<string, {previous: Set<string>; digests: Set<string>}>();
	for (const {leaves} of all) {
		const {previous, digests} = siblings.get(leaves.id) ?? {previous: new Set<string>(), digests: new Set<string>()};
		for (const {content, digest} of leaves.live) {
			if (typeof content['previous'] === 'string') previous.add(content['previous']);
			// One that was altered on its way does not fit its digest, which the till has gone on from.
			for (const named of [digest, content['digest']]) if (typeof named === 'string') digests.add(named);
		}
		siblings.set(leaves.id, {previous, digests});
	}
	return [...siblings].map(([id, sets]) => ({id, ...sets}));
}

async function seenOf(before: readonly Standing[]): Promise<readonly Sibling[]> {
	const siblings: Sibling[] = [];
	for (const {month, leaves} of before) {
		const seen = (await lookUp(month.ledger, [leaves.id])).get(leaves.id);
		if (seen !== undefined) siblings.push({id: leaves.id, previous: new Set(), digests: new Set([seen.digest])});
	}
	return siblings;
}
