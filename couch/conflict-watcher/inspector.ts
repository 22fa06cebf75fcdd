/**
 * One look at some entries of a month, whatever brought them up: new rows, a restart, or news about the next entry.
 *
 *   seen: (who was first)  ──►  difference: (both contents)  ──►  the resubmission is retired  ──►  malformed:
 *                          ──►  late:  ──►  gap:  ──►  fork:  ──►  over-returned:
 *
 * I1  A resubmission is retired only after its report is stored, and reported only after `seen:` says who was first.
 * I2  Every write is the same write when it is done again; stopping between any two loses nothing.
 * I3  Nothing here depends on what this process remembers, except which undecided entries wait for their next one, and
 *     which numbers have been settled; those are read from their reports, and from the checkpoints, at the start.
 */
import {parseEntryId} from '../../till/domain/chain.ts';
import {monthLater} from '../documents/databases.ts';
import type {Seen} from '../documents/ledger.ts';
import type {CouchDatabase} from '../server.ts';
import {type Decision, decide} from './decide.ts';
import {contentUnder} from './elsewhere.ts';
import type {Floods} from './floods.ts';
import type {Gaps} from './gaps.ts';
import type {KnownNumbers} from './known-numbers.ts';
import {reportLate} from './late.ts';
import {type Arrival, type EntryLeaves, type Leaf, readLeaves} from './leaf.ts';
import {claim, lookUp, type SeenById} from './ledger.ts';
import {Links} from './links.ts';
import {namedByNext} from './neighbours.ts';
import {
	closeUndecidedOriginal,
	differenceReport,
	type Found,
	malformedReport,
	reportDifference,
	reportMalformed,
} from './reports.ts';
import {retire} from './retire.ts';
import type {Returns} from './returns.ts';
import type {Signatures} from './signatures.ts';

/** A month's receipts and the ledger beside them. */
export interface Month {
	readonly month: string;
	readonly receipts: CouchDatabase;
	readonly ledger: CouchDatabase;
}

export interface InspectorOptions {
	readonly audit: CouchDatabase;
	/** The month by its name, where its databases are there. */
	readonly monthOf: (month: string) => Month | undefined;
	readonly months: () => readonly Month[];
	/** What has been settled so far, by this process and by those before it. */
	readonly known: KnownNumbers;
	readonly gaps: Pick<Gaps, 'reportGone' | 'noteArrived'>;
	readonly floods: Pick<Floods, 'admits'>;
	readonly signatures: Pick<Signatures, 'check'>;
	readonly returns: Pick<Returns, 'follow'>;
	readonly now: () => Date;
	readonly log: (line: string) => void;
}

export class Inspector {
	readonly #options: InspectorOptions;
	readonly #links: Links;
	/** Undecided entries by `<till>:<number>`, with the months they stand in. */
	readonly #undecided = new Map<string, Map<string, Month>>();

	constructor(options: InspectorOptions) {
		this.#options = options;
		this.#links = new Links(options);
	}

	/** Takes up the undecided entries that were left, and decides those whose next entry has come meanwhile. */
	async resume(): Promise<void> {
		for (const {doc} of await this.#options.audit.view('audit', 'undecided', {include_docs: true})) {
			const month = this.#options.months().find(({receipts}) => receipts.name === doc?.['database']);
			const entry = doc?.['entry'];
			if (month !== undefined && typeof entry === 'string') await this.#inspectAgain(month, entry);
		}
	}

	/** Answers with the entries that are held, now that all is written that is to be written of them. */
	async inspect(month: Month, arrivals: readonly Arrival[]): Promise<readonly string[]> {
		const held = new Set<string>();
		for (const round of roundsOf(arrivals)) {
			for (const id of await this.#inspect(month, await this.#leavesOf(month, round))) held.add(id);
			for (const {id} of round) await this.#decideBefore(id);
		}
		return [...held];
	}

	async #leavesOf(month: Month, arrivals: readonly Arrival[]): Promise<readonly EntryLeaves[]> {
		const contested = arrivals.filter(({leaf}) => leaf === undefined).map(({id}) => id);
		const asked = await readLeaves(month.receipts, contested);
		return [...arrivals.flatMap(({id, leaf}) => (leaf ? [{id, live: [leaf], leafCount: 1}] : [])), ...asked];
	}

	async #inspectAgain(month: Month, id: string): Promise<void> {
		await this.#inspect(month, await readLeaves(month.receipts, [id]));
	}

	async #inspect(month: Month, all: readonly EntryLeaves[]): Promise<readonly string[]> {
		const living = await this.#options.signatures.check(all.filter(({live}) => live.length > 0));
		// Nearly all entries are new and have one content: claiming them, all in one write, is also how those are found
		// that were seen before. Of several contents none may be claimed yet.
		const alone = living.filter(({live}) => live.length === 1);
		const several = living.filter(({live}) => live.length > 1).map(({id}) => id);
		const claims = alone.flatMap(({id, live}) => live.map(leaf => this.#seenNow(id, leaf)));
		const seen = new Map([...(await claim(month.ledger, claims)), ...(await lookUp(month.ledger, several))]);

		for (const entry of living) await this.#settle(month, entry, seen);
		await reportLate(this.#options, month, {entries: living, seen});
		for (const {id} of all.filter(({live}) => live.length === 0)) await this.#options.gaps.reportGone(month, id);
		this.#options.gaps.noteArrived(living.map(({id}) => id));
		await this.#links.follow(month, living);
		await this.#options.returns.follow(month, living);
		return living.map(({id}) => id);
	}

	#seenNow(entry: string, {digest, rev}: Leaf): Seen {
		return {entry, digest, rev, seenAt: this.#options.now().toISOString()};
	}

	#found(month: Month, entry: string): Found {
		return {entry, database: month.receipts.name, at: this.#options.now()};
	}

	/** Goes on deciding until there is nothing left to decide: each claim leads to a known original. */
	async #settle(month: Month, entry: EntryLeaves, seenById: SeenById): Promise<void> {
		const {id, live} = entry;
		let seen = seenById.get(id);
		const named = seen === undefined ? await this.#named(month, id) : new Set<string>();
		for (;;) {
			const decision = decide({live, seen, named});
			switch (decision.kind) {
				case 'nothing':
					return;
				case 'claim':
					seen = (await claim(month.ledger, [this.#seenNow(id, decision.leaf)])).get(id);
					break;
				case 'undecided': {
					await this.#leaveUndecided(month, entry, decision);
					// Somebody who saw one of them alone may have claimed it before our report was there to be corrected.
					seen = (await lookUp(month.ledger, [id])).get(id);
					if (seen === undefined) return;
					break;
				}
				case 'seen':
					return this.#uphold(month, entry, decision, seen);
			}
		}
	}

	async #named(month: Month, id: string): Promise<ReadonlySet<string>> {
		const parts = parseEntryId(id);
		if (parts === undefined) return new Set();
		const later = [month, this.#options.monthOf(monthLater(month.month, 1))];
		const databases = later.flatMap(known => (known === undefined ? [] : [known.receipts]));
		return namedByNext(databases, {till: parts.till, number: parts.entry});
	}

	async #leaveUndecided(
		month: Month,
		{id, leafCount}: EntryLeaves,
		{winner, others}: Decision & {readonly kind: 'undecided'},
	): Promise<void> {
		const {audit, floods} = this.#options;
		const found = this.#found(month, id);
		const {database} = found;
		for (const [index, leaf] of others.entries()) {
			const sides = {original: {...winner, database}, resubmission: {...leaf, database}};
			const report = differenceReport({found, verdict: 'undecided', ...sides});
			// In a flood too, one report has to say that something waits to be decided.
			if ((await floods.admits(report, {leafCount})) || index === 0) await reportDifference(audit, report);
		}
		for (const leaf of [winner, ...others]) await this.#checkForm(month, id, leaf);
		this.#undecided.set(placeOf(id), (this.#undecided.get(placeOf(id)) ?? new Map()).set(id, month));
		this.#options.log(`${id}: two contents at once, undecided until the next entry names one`);
	}

	/** The original is known: everything else is reported, and retired where the original lives. */
	async #uphold(
		month: Month,
		{id, live, leafCount}: EntryLeaves,
		{original, resubmissions}: Decision & {readonly kind: 'seen'},
		seen: Pick<Seen, 'rev'> | undefined,
	): Promise<void> {
		const {audit, floods, log} = this.#options;
		const found = this.#found(month, id);
		const {database} = found;
		const originalRev = original?.rev ?? seen?.rev ?? '';
		for (const {leaf, kind, retire: isRetired} of resubmissions) {
			if (kind === 'different') {
				const content = original?.content ?? (await contentUnder(month, id, originalRev));
				const report = differenceReport({
					found,
					verdict: isRetired ? 'retired' : 'kept',
					original: {rev: originalRev, database, content},
					resubmission: {...leaf, database},
				});
				if (await floods.admits(report, {leafCount})) await reportDifference(audit, report);
				log(`${id}: sent again with another content, ${leaf.rev}`);
			}
		}
		const retired = resubmissions.filter(({retire: isRetired}) => isRetired).map(({leaf}) => leaf.rev);
		await retire(month.receipts, {id, revs: retired});
		if (leafCount > 1) await closeUndecidedOriginal(audit, found, originalRev);
		this.#undecided.get(placeOf(id))?.delete(id);
		for (const leaf of original === undefined ? live : [original]) await this.#checkForm(month, id, leaf);
	}

	async #checkForm(month: Month, id: string, {rev, content, faults}: Leaf): Promise<void> {
		if (faults.length === 0) return;
		const {audit, floods} = this.#options;
		const report = malformedReport(this.#found(month, id), {rev, content, faults});
		if (await floods.admits(report)) await reportMalformed(audit, report);
		this.#options.log(`${id}: does not add up at ${faults.map(({field}) => field).join(', ')}`);
	}

	/** An entry has come: if the one before it was undecided, its `previous` may decide. */
	async #decideBefore(id: string): Promise<void> {
		const parts = parseEntryId(id);
		if (parts === undefined) return;
		const waiting = this.#undecided.get(`${parts.till}:${parts.entry - 1}`);
		for (const [before, month] of [...(waiting ?? [])]) await this.#inspectAgain(month, before);
	}
}

/** A second row of an entry is looked at after the first one: rows of their own tell which content came first. */
function roundsOf(arrivals: readonly Arrival[]): readonly (readonly Arrival[])[] {
	const rounds: Map<string, Arrival>[] = [];
	for (const arrival of arrivals) {
		const round = rounds.find(known => !known.has(arrival.id));
		if (round === undefined) rounds.push(new Map([[arrival.id, arrival]]));
		else round.set(arrival.id, arrival);
	}
	return rounds.map(round => [...round.values()]);
}

function placeOf(id: string): string {
	const parts = parseEntryId(id);
	return `${parts?.till}:${parts?.entry}`;
}
