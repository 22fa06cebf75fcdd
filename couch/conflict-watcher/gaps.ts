/**
 * Numbers that are missing from a till's book: `gap:<till>:<last missing number>`.
 *
 *   missing ──the entry after it was seen so long ago──► open ──it shrinks as entries come──► closed by the watcher
 *
 * G1  A report stands for a whole run of missing numbers and is named by its last one, because what is missing usually
 *     comes in the order of the book: the run shrinks from its beginning and stays the same report.
 * G2  A run is reported, changed and closed only by what the databases hold at that moment, read after the report: two
 *     watchers end in the same place.
 * G3  How long a number has been missing is in the ledger, which knows when the entry after it was seen: a watcher that is
 *     started again and again reports it no later.
 */
import {parseEntryId} from '../../till/domain/chain.ts';
import {isoWithOffset} from '../../till/domain/local-time.ts';
import {type GapReport, gapId, readAuditReport} from '../documents/audit.ts';
import type {CouchDatabase} from '../server.ts';
import type {MissingNumbers} from './heads.ts';
import type {Month} from './inspector.ts';
import {lookUp} from './ledger.ts';
import {entriesAt, entriesWithin, type Place, type Span} from './neighbours.ts';
import {type NumberRun, NumberSet} from './number-set.ts';
import {bringReport, closedByWatcher} from './reports.ts';

/** A till sends in order and in one piece; what is late by so much is not on its way. */
export const graceMs = 10 * 60_000;
/** A book in tatters is reported a piece at a time. */
const runCountMax = 100;
/** What the databases said of a report is believed for so long, unless the heads say otherwise or an entry of it comes. */
const believedMs = 3_600_000;

const filled = 'Brakujące wpisy nadeszły. · The missing entries have arrived.';

export interface GapsOptions {
	readonly audit: CouchDatabase;
	readonly months: () => readonly Month[];
	/** What is missing as far as the heads know. */
	readonly missing: (runCountMax: number) => readonly MissingNumbers[];
	readonly now: () => Date;
	readonly log: (line: string) => void;
}

/** The entry after a gap. */
interface Witness {
	readonly entry: string;
	readonly database: string;
	readonly seenAt: Date;
}

interface Compared extends Span {
	readonly missing: string;
	readonly atMs: number;
}

export class Gaps {
	readonly #options: GapsOptions;
	/** Of runs that are not reported yet. */
	#witnesses = new Map<string, Witness>();
	/** What the heads said when a report was last compared with the databases. */
	readonly #compared = new Map<string, Compared>();

	constructor(options: GapsOptions) {
		this.#options = options;
	}

	/** Looks at everything that is missing or is reported to be. */
	async round(): Promise<void> {
		const open = await this.#open();
		const missing = this.#options.missing(runCountMax);
		const runs = missing.flatMap(({till, runs}) => runs.map((run): Span => ({till, ...run})));
		for (const span of await this.#due(runs.filter(run => !open.has(gapId(run))))) await this.#bring(span);

		const runsByTill = new Map(missing.map(({till, runs}) => [till, runs]));
		for (const id of [...this.#compared.keys()].filter(id => !open.has(id))) this.#compared.delete(id);
		for (const [id, report] of open) {
			const {till, from, to} = report;
			const known = missingWithin(runsByTill.get(till) ?? [], report);
			if (known === textOf({from, to})) continue;
			const before = this.#compared.get(id);
			const atMs = this.#options.now().getTime();
			if (before?.missing === known && atMs - before.atMs < believedMs) continue;
			// Noted before the databases are read: what comes while they are has to be looked at in the next round.
			this.#compared.set(id, {till, from, to, missing: known, atMs});
			await this.#bring({till, from, to});
		}
	}

	/**
	 * An entry that was taken away and comes back is no news to the heads, which never forget a number: its report is
	 * compared with the databases again.
	 */
	noteArrived(entries: readonly string[]): void {
		if (this.#compared.size === 0) return;
		const arrived = entries.map(id => parseEntryId(id));
		for (const [id, {till, from, to}] of this.#compared) {
			const isOfIt = arrived.some(parts => parts?.till === till && parts.entry >= from && parts.entry <= to);
			if (isOfIt) this.#compared.delete(id);
		}
	}

	/** An entry that had been there is no longer: nobody has to wait to say so. */
	async reportGone(month: Month, entry: string): Promise<void> {
		const parts = parseEntryId(entry);
		const seen = (await lookUp(month.ledger, [entry])).get(entry);
		if (parts === undefined || seen === undefined) return;
		const {till, entry: number} = parts;
		const witness = {entry, database: month.receipts.name, seenAt: new Date(seen.seenAt)};
		await this.#bring({till, from: number, to: number}, witness);
	}

	async #open(): Promise<ReadonlyMap<string, GapReport>> {
		const query = {start_key: ['gap'], end_key: ['gap', {}], include_docs: true};
		const rows = await this.#options.audit.view('audit', 'open-reports', query);
		const open = new Map<string, GapReport>();
		for (const {doc} of rows) {
			const read = readAuditReport(doc ?? {});
			if (read.ok && read.value.type === 'gap') open.set(read.value._id, read.value);
		}
		return open;
	}

	/** The runs that have been missing for long enough. */
	async #due(runs: readonly Span[]): Promise<readonly Span[]> {
		const unknown = runs.filter(run => !this.#witnesses.has(gapId(run)));
		const found = await this.#witnessesOf(unknown);
		const witnesses = new Map<string, Witness>();
		for (const run of runs) {
			const witness = this.#witnesses.get(gapId(run)) ?? found.get(gapId(run));
			if (witness !== undefined) witnesses.set(gapId(run), witness);
		}
		this.#witnesses = witnesses;
		const nowMs = this.#options.now().getTime();
		return runs.filter(run => {
			const witness = witnesses.get(gapId(run));
			return witness !== undefined && nowMs - witness.seenAt.getTime() >= graceMs;
		});
	}

	/** By the id of the report. What was not seen yet is no witness yet. */
	async #witnessesOf(runs: readonly Span[]): Promise<ReadonlyMap<string, Witness>> {
		const witnesses = new Map<string, Witness>();
		if (runs.length === 0) return witnesses;
		const places = runs.map(({till, to}): Place => ({till, number: to + 1}));
		for (const {receipts, ledger} of this.#options.months()) {
			for (const {entry, seenAt} of (await lookUp(ledger, await entriesAt(receipts, places))).values()) {
				const parts = parseEntryId(entry);
				if (parts === undefined) continue;
				const id = gapId({till: parts.till, to: parts.entry - 1});
				const witness = {entry, database: receipts.name, seenAt: new Date(seenAt)};
				const other = witnesses.get(id);
				if (other === undefined || witness.seenAt < other.seenAt) witnesses.set(id, witness);
			}
		}
		return witnesses;
	}

	/** Brings the report of a span to what is missing of it now, and reports what has become a gap of its own. */
	async #bring({till, from, to}: Span, known?: Witness): Promise<void> {
		const {audit, now, log} = this.#options;
		const id = gapId({till, to});
		const witness = known ?? this.#witnesses.get(id);
		let apart: readonly NumberRun[] = [];
		let sentence = '';
		await bringReport(audit, {id, type: 'gap'}, async stored => {
			sentence = '';
			apart = [];
			if (stored?.state === 'closed') return undefined;
			const runs = await this.#missingNow({till, from: Math.min(from, stored?.from ?? from), to});
			const last = runs.at(-1)?.to === to ? runs.at(-1) : undefined;
			// Of a run that was not reported the pieces have a time of grace of their own.
			if (stored !== undefined) apart = runs.filter(run => run !== last);
			if (last === undefined) {
				if (stored === undefined) return undefined;
				sentence = `${till}: what was missing up to ${to} has arrived`;
				return closedByWatcher(stored, {at: now(), reason: filled});
			}
			if (stored?.from === last.from) return undefined;
			sentence = `${till}: ${last.from === to ? `entry ${to} is` : `entries ${last.from} to ${to} are`} missing`;
			if (stored !== undefined) return {...stored, from: last.from, number: last.from};
			return witness && this.#report({till, from: last.from, to}, witness);
		});
		if (sentence !== '') log(sentence);
		for (const run of apart) {
			const own = (await this.#witnessesOf([{till, ...run}])).get(gapId({till, to: run.to}));
			if (own !== undefined) await this.#bring({till, ...run}, own);
		}
	}

	#report({till, from, to}: Span, {entry, database, seenAt}: Witness): GapReport {
		const [reportedAt, noticedAt] = [this.#options.now(), seenAt].map(at => isoWithOffset(at.getTime()));
		const head = {_id: gapId({till, to}), type: 'gap', schema: 1, entry, till, number: from, database} as const;
		return {...head, reportedAt: reportedAt ?? '', state: 'open', from, to, noticedAt: noticedAt ?? ''};
	}

	async #missingNow({till, from, to}: Span): Promise<readonly NumberRun[]> {
		const held = new NumberSet();
		for (const {receipts} of this.#options.months()) {
			for (const id of await entriesWithin(receipts, [{till, from, to}])) held.add(parseEntryId(id)?.entry ?? to + 1);
		}
		// One beyond the end, so that the last run has one.
		held.add(to + 1);
		return [...held.missingRuns(from)];
	}
}

function textOf({from, to}: NumberRun): string {
	return `${from}-${to}`;
}

/** What is missing of a report's numbers, as the heads know it. */
function missingWithin(runs: readonly NumberRun[], {from, to}: NumberRun): string {
	const within = runs.filter(run => run.from <= to && run.to >= from);
	return within.map(run => textOf({from: Math.max(run.from, from), to: Math.min(run.to, to)})).join(' ');
}
