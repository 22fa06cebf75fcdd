/**
 * Differences beyond number: more contents of one entry, or more differences of one till in a day, than anybody looks at.
 *
 *   a difference ──within bounds──► its own report
 *        └──beyond──► `flood:<till>:<day>`, once ──► the till's user is suspended ──a manager closes it──► let in again
 *
 * W1  The flood's report is written before anything is done about it; what is left undone the next round does.
 * W2  What has a report keeps it: a month that is read again is no flood.
 */
import {businessDayOf, isoWithOffset} from '../../till/domain/local-time.ts';
import {type DifferenceReport, type FloodReport, floodId, inReadingOrder, readAuditReport} from '../documents/audit.ts';
import type {Couch, CouchDatabase} from '../server.ts';
import {bringReport} from './reports.ts';
import {restoreUser, suspendUser} from './suspension.ts';

/** Retired ones count too. */
export const leafCountMax = 20;
export const differenceCountMax = 100;

export interface FloodsOptions {
	readonly couch: Couch;
	readonly audit: CouchDatabase;
	readonly now: () => Date;
	readonly log: (line: string) => void;
}

export class Floods {
	readonly #options: FloodsOptions;
	#day = '';
	/** Ids of the differences that were reported today, by till. */
	readonly #today = new Map<string, Set<string>>();
	/** Floods that are known to be reported, so that not each further difference asks. */
	readonly #reported = new Set<string>();

	constructor(options: FloodsOptions) {
		this.#options = options;
	}

	/** Whether a difference is to have a report of its own; where not, there is a report of the flood now. */
	async admits(report: DifferenceReport, {leafCount}: {readonly leafCount: number}): Promise<boolean> {
		const today = await this.#todayOf(report.till);
		if (today.has(report._id) || (await this.#options.audit.get(report._id)) !== undefined) return true;
		const isWithin = leafCount <= leafCountMax && today.size < differenceCountMax;
		if (isWithin) today.add(report._id);
		else await this.#report(report, leafCount > leafCountMax ? 'contents' : 'differences');
		return isWithin;
	}

	/** Does what a flood's report says and what its closing allows. */
	async round(): Promise<void> {
		const rows = await this.#options.audit.range({from: 'flood:', to: 'flood:\ufff0', includeDocs: true});
		for (const {doc} of rows) {
			const read = readAuditReport(doc ?? {});
			if (!read.ok || read.value.type !== 'flood') continue;
			const {state, suspension} = read.value;
			if (state === 'open' && suspension === 'due') await this.#suspend(read.value);
			if (state === 'closed' && (suspension === 'due' || suspension === 'in force')) await this.#letIn(read.value);
		}
	}

	async #todayOf(till: string): Promise<Set<string>> {
		const day = businessDayOf(this.#options.now().getTime());
		if (day !== this.#day) {
			this.#today.clear();
			this.#reported.clear();
		}
		this.#day = day;
		const known = this.#today.get(till);
		if (known !== undefined) return known;
		const range = {start_key: [till, 'difference'], end_key: [till, 'difference', {}], reduce: false};
		const rows = await this.#options.audit.view('audit', 'by-till', range);
		const ofToday = rows.filter(({value}) => typeof value === 'string' && value.startsWith(day));
		const ids = new Set(ofToday.flatMap(({id}) => id ?? []));
		this.#today.set(till, ids);
		return ids;
	}

	async #report(
		{entry, till, number, database, resubmission}: DifferenceReport,
		reason: FloodReport['reason'],
	): Promise<void> {
		const {audit, now, log} = this.#options;
		const day = businessDayOf(now().getTime());
		const id = floodId({till, day});
		if (this.#reported.has(id)) return;
		const head = {_id: id, type: 'flood', schema: 1, entry, till, number, database, state: 'open'} as const;
		const reportedAt = isoWithOffset(now().getTime());
		const report: FloodReport = {...head, reportedAt, day, reason, resubmission, suspension: 'due'};
		const isNew = (await audit.put(inReadingOrder(report))) !== 'conflict';
		this.#reported.add(id);
		if (!isNew) return;
		log(`ALARM ${till}: a flood of differing entries`);
		await this.#suspend(report);
	}

	async #suspend({_id: id, till}: FloodReport): Promise<void> {
		const {couch, log} = this.#options;
		const outcome = await suspendUser(couch, till, id);
		if (outcome !== 'done') log(`ALARM ${till} cannot be suspended: ${outcome}`);
		await this.#note(id, outcome === 'done' ? 'in force' : 'not allowed');
	}

	async #letIn({_id: id, till}: FloodReport): Promise<void> {
		const {couch, log} = this.#options;
		if ((await restoreUser(couch, till, id)) === 'done') log(`${till} is let in again`);
		await this.#note(id, 'lifted');
	}

	async #note(id: string, suspension: FloodReport['suspension']): Promise<void> {
		await bringReport(this.#options.audit, {id, type: 'flood'}, stored =>
			stored === undefined || stored.suspension === suspension ? undefined : {...stored, suspension},
		);
	}
}
