/**
 * Reports beyond number: more contents of one entry, or more differences or malformed entries of one till in a day, than
 * anybody looks at.
 *
 *   a difference, or a malformed entry ──within bounds──► its own report
 *        └──beyond──► its number in `flood:<till>:<day>` ──► the till's user is suspended
 *                          ──a manager closes it──► let in again, with as many reports more, and then `…:<day>:2`
 *
 * W1  The flood's report is written before anything is done about it; what is left undone the next round does.
 * W2  What has a report keeps it: a month that is read again is no flood.
 * W3  A till is kept out while any flood of it is open, whichever was first.
 * W4  What a closed flood holds has been answered, for its day. Afterwards it is as any other finding: a malformed entry stands
 *     where it stood, and reading its month again reports it.
 */
import {businessDayOf, isoWithOffset} from '../../till/domain/local-time.ts';
import {
	type DifferenceReport,
	type FloodReport,
	floodId,
	type MalformedReport,
	readAuditReport,
} from '../documents/audit.ts';
import type {Couch, CouchDatabase} from '../server.ts';
import {coveredBy, NumberSet} from './number-set.ts';
import {bringReport, sideOf} from './reports.ts';
import {restoreUser, suspendUser} from './suspension.ts';

export interface FloodLimits {
	/** Contents of one entry; retired ones count too. */
	readonly leafCountMax: number;
	/** Reports of one till in a day, of each kind. */
	readonly reportCountMax: number;
}

/** What a person can still look at. */
export const floodLimits: FloodLimits = {leafCountMax: 20, reportCountMax: 100};
/** Of the numbers in a flood's report, which is written again with each of them. */
const runCountMax = 1000;

export interface FloodsOptions {
	readonly couch: Couch;
	readonly audit: CouchDatabase;
	readonly limits: FloodLimits;
	readonly now: () => Date;
	readonly log: (line: string) => void;
}

type Single = DifferenceReport | MalformedReport;

/** Ids of what was reported of a till today. */
type Today = Readonly<Record<Single['type'], Set<string>>>;

/** What is known of a flood's report, so that not each further finding asks. */
interface Flood {
	readonly numbers: NumberSet;
	readonly isClosed: boolean;
}

export class Floods {
	readonly #options: FloodsOptions;
	#day = '';
	readonly #today = new Map<string, Today>();
	readonly #floods = new Map<string, Flood>();

	constructor(options: FloodsOptions) {
		this.#options = options;
	}

	/**
	 * Whether a finding is to have a report of its own; where not, a flood's report holds its number now. `leafCount` is
	 * how many contents its entry has, where that matters.
	 */
	async admits(report: Single, {leafCount = 1}: {readonly leafCount?: number} = {}): Promise<boolean> {
		const {[report.type]: today} = await this.#todayOf(report.till);
		if (today.has(report._id) || (await this.#options.audit.get(report._id)) !== undefined) return true;
		const {leafCountMax, reportCountMax} = this.#options.limits;
		for (let sequence = 1; ; sequence += 1) {
			const isWithin = leafCount <= leafCountMax && today.size < reportCountMax * sequence;
			if (isWithin) today.add(report._id);
			if (isWithin) return true;
			if (await this.#holds(report, {sequence, leafCount})) return false;
		}
	}

	/** Does what a flood's report says and what its closing allows. */
	async round(): Promise<void> {
		const rows = await this.#options.audit.range({from: 'flood:', to: 'flood:\ufff0', includeDocs: true});
		const floods = rows.flatMap(({doc}) => {
			const read = readAuditReport(doc ?? {});
			return read.ok && read.value.type === 'flood' ? [read.value] : [];
		});
		const due = floods.filter(({suspension}) => suspension === 'due' || suspension === 'in force');
		const open = due.filter(({state}) => state === 'open');
		for (const flood of open) if (flood.suspension === 'due') await this.#suspend(flood);
		for (const flood of due) {
			if (flood.state !== 'closed') continue;
			const other = open.find(({till}) => till === flood.till);
			await this.#letIn(flood, other);
		}
	}

	async #todayOf(till: string): Promise<Today> {
		const day = businessDayOf(this.#options.now().getTime());
		if (day !== this.#day) {
			this.#today.clear();
			this.#floods.clear();
		}
		this.#day = day;
		const known = this.#today.get(till);
		if (known !== undefined) return known;
		const idsOf = async (kind: Single['type']) => {
			const range = {start_key: [till, kind], end_key: [till, kind, {}], reduce: false};
			const rows = await this.#options.audit.view('audit', 'by-till', range);
			const ofToday = rows.filter(({value}) => typeof value === 'string' && value.startsWith(day));
			return new Set(ofToday.flatMap(({id}) => id ?? []));
		};
		const today = {difference: await idsOf('difference'), malformed: await idsOf('malformed')};
		this.#today.set(till, today);
		return today;
	}

	/** Takes the number of a finding into a flood's report; false where that is closed and knows nothing of it. */
	async #holds(
		report: Single,
		{sequence, leafCount}: {readonly sequence: number; readonly leafCount: number},
	): Promise<boolean> {
		const {audit, log} = this.#options;
		const {till, number} = report;
		const id = floodId({till, day: this.#day, sequence});
		const known = this.#floods.get(id);
		if (known !== undefined && (known.isClosed || known.numbers.has(number))) return known.numbers.has(number);
		let flood: Flood = {numbers: new NumberSet(), isClosed: false};
		let made: FloodReport | undefined;
		await bringReport(audit, {id, type: 'flood'}, stored => {
			made = undefined;
			flood = {numbers: new NumberSet(), isClosed: stored?.state === 'closed'};
			for (const [from, to] of stored?.numbers ?? []) flood.numbers.addRun({from, to});
			if (flood.isClosed || flood.numbers.has(number)) return undefined;
			flood.numbers.add(number);
			const runs = coveredBy(flood.numbers.runs(), runCountMax);
			const numbers = runs.map(({from, to}): [number, number] => [from, to]);
			if (stored !== undefined) return {...stored, numbers};
			made = {...this.#report(report, {id, leafCount}), numbers};
			return made;
		});
		this.#floods.set(id, flood);
		if (made !== undefined) {
			const what = made.reason === 'malformed' ? 'malformed' : 'differing';
			log(`ALARM ${till}: a flood of ${what} entries`);
			await this.#suspend(made);
		}
		return flood.numbers.has(number);
	}

	#report(single: Single, {id, leafCount}: {readonly id: string; readonly leafCount: number}): FloodReport {
		const {entry, till, number, database} = single;
		const head = {_id: id, type: 'flood', schema: 1, entry, till, number, database, state: 'open'} as const;
		const reportedAt = isoWithOffset(this.#options.now().getTime());
		const isDifference = single.type === 'difference';
		const resubmission = isDifference ? single.resubmission : sideOf(single);
		const tooMany = leafCount > this.#options.limits.leafCountMax ? 'contents' : 'differences';
		const reason = isDifference ? tooMany : 'malformed';
		return {...head, reportedAt, day: this.#day, reason, resubmission, suspension: 'due'};
	}

	async #suspend({_id: id, till}: FloodReport): Promise<void> {
		const {couch, log} = this.#options;
		const outcome = await suspendUser(couch, till, id);
		if (outcome !== 'done') log(`ALARM ${till} cannot be suspended: ${outcome}`);
		await this.#note(id, outcome === 'done' ? 'in force' : 'not allowed');
	}

	/** Another flood of the till that is still open keeps it out from now on. */
	async #letIn({_id: id, till}: FloodReport, other: FloodReport | undefined): Promise<void> {
		const {couch, log} = this.#options;
		if (other !== undefined) await suspendUser(couch, till, other._id);
		else if ((await restoreUser(couch, till, id)) === 'done') log(`${till} is let in again`);
		await this.#note(id, 'lifted');
	}

	async #note(id: string, suspension: FloodReport['suspension']): Promise<void> {
		await bringReport(this.#options.audit, {id, type: 'flood'}, stored =>
			stored === undefined || stored.suspension === suspension ? undefined : {...stored, suspension},
		);
	}
}
