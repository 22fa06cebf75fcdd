/**
 * Tells an address outside of each new report, at least once.
 *
 *   audit `_changes` ──open, not told yet──► POST ──taken──► mark ──the page is done──► how far the changes were read
 *                                              └──not taken──► the same again, a little later each time
 *
 * H1  A report is marked as told only after it was taken, or refused for good, and the changes are passed only after each
 *     of their reports was told or closed: whenever this ends, nothing that was not told is forgotten. What was told in
 *     the instant before may be told again, under the same `Idempotency-Key`.
 * H2  Marks and the place in the changes are `_local` documents of `audit`, which tills cannot reach. Two watchers at once
 *     may both tell a report; later ones do not.
 * H3  One report at a time, in the order of the changes, a few documents in memory. The watcher waits for none of it.
 * H4  Only open reports are told: who closed one knows of it.
 */
import {readChanges} from '../changes-stream.ts';
import {type AuditReport, readAuditReport} from '../documents/audit.ts';
import type {CouchDatabase, StoredDocument} from '../server.ts';
import {changeCountOf} from './checkpoint.ts';
import type {Clock} from './clock.ts';
import {toldOf} from './told.ts';
import {postReport, type WebhookAddress} from './webhook-post.ts';

export const lookMs = 2000;
/** Reports carry two contents of up to 1 MB. */
const pageSize = 10;
const retryMsMin = 1000;
const retryMsMax = 60_000;
/** A receiver that has something against a report is asked so often, so that it does not hold up the others for ever. */
const refusalCountMax = 5;

const placeId = '_local/webhook';

function markId(report: string): string {
	return `_local/webhook:${report}`;
}

export function retryMs(attempts: number): number {
	return Math.min(retryMsMax, retryMsMin * 2 ** Math.min(attempts, 10));
}

export interface WebhookOptions {
	readonly audit: CouchDatabase;
	readonly address: WebhookAddress;
	readonly clock: Clock;
	readonly log: (line: string) => void;
	readonly signal: AbortSignal;
}

/** Goes on until it is stopped. */
export async function tellWebhook(options: WebhookOptions): Promise<void> {
	const {clock, log, signal} = options;
	const webhook = new Webhook(options);
	let failures = 0;
	while (!signal.aborted) {
		try {
			await webhook.tellNew();
			failures = 0;
		} catch (error) {
			if (signal.aborted) return;
			if (failures === 0) log(`the webhook waits for the reports: ${error instanceof Error ? error.message : error}`);
			failures += 1;
		}
		await clock.wait(failures === 0 ? lookMs : retryMs(failures), signal);
	}
}

class Webhook {
	readonly #options: WebhookOptions;
	/** How far the changes have been read; undefined before it was looked up. */
	#since: string | undefined;
	/** What there was when nothing was left to tell. */
	#quietAt: string | undefined;
	#isDown = false;

	constructor(options: WebhookOptions) {
		this.#options = options;
	}

	async tellNew(): Promise<void> {
		const {audit, signal} = this.#options;
		const info = await audit.info();
		if (info === undefined) throw new Error(`${audit.name} is gone`);
		if (info.updateSeq === this.#quietAt) return;
		let since = this.#since ?? (await this.#placeStored());
		// Put back from a backup, it has fewer changes than were read and would be silent for ever.
		if (changeCountOf(info.updateSeq) < changeCountOf(since)) since = '0';
		for (;;) {
			const {rows, lastSeq} = await readChanges(audit, {since, limit: pageSize});
			for (const {doc, deleted} of rows) {
				if (doc === undefined || deleted === true || doc._id.startsWith('_')) continue;
				await this.#consider(doc);
				if (signal.aborted) return;
			}
			if (rows.length === 0) break;
			since = lastSeq;
			await this.#storePlace(since);
		}
		this.#since = since;
		this.#quietAt = info.updateSeq;
	}

	async #consider(document: StoredDocument): Promise<void> {
		const {audit, clock, log} = this.#options;
		const read = readAuditReport(document);
		if (!read.ok) {
			log(`${document._id} cannot be told to the webhook: ${read.fault.field} ${read.fault.reason}`);
			return;
		}
		if (read.value.state !== 'open' || (await audit.get(markId(document._id))) !== undefined) return;
		if (!(await this.#tell(read.value))) return;
		// A conflict is another watcher's mark.
		await audit.put({_id: markId(document._id), at: clock.now().toISOString()});
	}

	/** False when it was stopped before. */
	async #tell(report: AuditReport): Promise<boolean> {
		const {address, clock, log, signal} = this.#options;
		for (let attempts = 0; !signal.aborted; attempts += 1) {
			const outcome = await postReport(address, toldOf(report), signal);
			if (outcome.kind === 'taken') {
				if (this.#isDown) log(`the webhook ${address.shown} takes reports again`);
				this.#isDown = false;
				return true;
			}
			if (signal.aborted) return false;
			if (outcome.kind === 'refused' && attempts + 1 >= refusalCountMax) {
				log(`ALARM the webhook ${address.shown} does not take ${report._id}, and is not told again: ${outcome.reason}`);
				return true;
			}
			if (!this.#isDown) log(`ALARM the webhook ${address.shown} takes no reports, they wait: ${outcome.reason}`);
			this.#isDown = true;
			await clock.wait(retryMs(attempts), signal);
		}
		return false;
	}

	async #placeStored(): Promise<string> {
		const since = (await this.#options.audit.get(placeId))?.['since'];
		return typeof since === 'string' ? since : '0';
	}

	async #storePlace(since: string): Promise<void> {
		const {audit} = this.#options;
		const stored = await audit.get(placeId);
		const rev = stored === undefined ? {} : {_rev: stored._rev};
		// A conflict is the place of another watcher, who has told everything before it.
		await audit.put({_id: placeId, ...rev, since});
	}
}
