/** A provisioned server with a watcher, and what the tests of the watcher ask it. */
import {randomBytes} from 'node:crypto';
import type {ExecutionContext} from 'ava';
import {wallClock} from '../../../couch/conflict-watcher/clock.ts';
import {type FloodLimits, floodLimits} from '../../../couch/conflict-watcher/floods.ts';
import {roundMs} from '../../../couch/conflict-watcher/rounds.ts';
import {createWatcher, type Watcher, type WatcherOptions} from '../../../couch/conflict-watcher/watcher.ts';
import {
	type AuditReport,
	type DifferenceReport,
	type MalformedReport,
	readAuditReport,
} from '../../../couch/documents/audit.ts';
import {catalogueDocument} from '../../../couch/documents/catalogue.ts';
import {checkpointId} from '../../../couch/documents/ledger.ts';
import {headId} from '../../../couch/documents/tills.ts';
import {provision} from '../../../couch/provision.ts';
import type {Couch, StoredDocument} from '../../../couch/server.ts';
import type {TillProfile} from '../../../till/domain/catalogue.ts';
import {Book, type EntryDocument, publicKeyNamed} from '../book.ts';
import {preparedServer, type TestServer} from '../test-server.ts';

export const now = new Date('2026-11-23T15:00:00+01:00');

/** Bounds for tests of floods, where each report is a write of its own. */
export const brook: FloodLimits = {leafCountMax: 6, reportCountMax: 12};
/** Rounds come more often than at the wall's pace. */
const roundMsInTests = 250;

export class Shop {
	readonly server: TestServer;
	readonly log: string[] = [];
	/** What the watchers' clock shows; it stands still until a test moves it. */
	time = now;
	readonly #t: ExecutionContext;
	readonly #floodLimits: FloodLimits;
	#roundCount = 0;
	#watcherCount = 0;

	constructor(t: ExecutionContext, server: TestServer, limits: FloodLimits) {
		this.#t = t;
		this.#floodLimits = limits;
		this.server = server;
	}

	get receipts() {
		return this.server.couch.database('receipts-2026-11');
	}

	/** A watcher that has looked at everything; `url` for one that does not reach the server directly. */
	async watch(): Promise<Watcher> {
		const watcher = this.start(this.server.url);
		await watcher.watching;
		return watcher;
	}

	start(url: string, more: Pick<WatcherOptions, 'webhook'> = {}): Watcher {
		const {prefix} = this.server;
		const clock = {
			now: () => this.time,
			wait: (timeMs: number, signal: AbortSignal) => {
				if (timeMs !== roundMs) return wallClock.wait(timeMs, signal);
				this.#roundCount += 1;
				return wallClock.wait(roundMsInTests, signal);
			},
		};
		this.#watcherCount += 1;
		const log = (line: string) => this.log.push(line);
		const watcher = createWatcher({url, prefix, clock, log, floodLimits: this.#floodLimits, ...more});
		this.#t.teardown(() => watcher.stop());
		return watcher;
	}

	/** The watchers' clock goes on. */
	pass(timeMs: number): void {
		this.time = new Date(this.time.getTime() + timeMs);
	}

	/** As a till sends: its own revisions, whatever is there. */
	async send(entries: readonly EntryDocument[], month = '2026-11'): Promise<void> {
		const failures = await this.server.couch.database(`receipts-${month}`).bulk(entries, {newEdits: false});
		this.#t.deepEqual(failures, []);
	}

	async reports(entry: string): Promise<readonly (DifferenceReport | MalformedReport)[]> {
		const audit = this.server.couch.database('audit');
		const found: (DifferenceReport | MalformedReport)[] = [];
		for (const type of ['difference', 'malformed']) {
			const from = `${type}:${entry}:`;
			const rows = await audit.range({from, to: `${from}\ufff0`, includeDocs: true});
			found.push(...rows.map(({doc}) => doc as unknown as DifferenceReport));
		}
		return found;
	}

	/** Reports of a till's book that are not about one entry's contents, in the order of their ids. */
	async reportsOf(type: AuditReport['type'], till: string): Promise<readonly AuditReport[]> {
		const from = `${type}:${till}:`;
		const rows = await this.server.couch.database('audit').range({from, to: `${from}\ufff0`, includeDocs: true});
		return rows.map(({doc}) => {
			const read = readAuditReport(doc ?? {});
			this.#t.true(read.ok, JSON.stringify(read));
			return doc as unknown as AuditReport;
		});
	}

	/** A till's profile, without a user; in place of the one that is there. */
	async enrol(id: string, more: Partial<TillProfile> = {}): Promise<void> {
		const printers = {main: {protocol: 'posnet', address: {kind: 'tcp', host: '127.0.0.1', port: 6666}}} as const;
		const value = {id, name: id, number: 1, printers, receiptsPushSeconds: 10, publicKey: publicKeyNamed(id), ...more};
		const document = catalogueDocument({kind: 'till', value});
		const catalogue = this.server.couch.database('catalogue');
		const stored = await catalogue.get(document._id);
		const rev = stored === undefined ? {} : {_rev: stored._rev};
		this.#t.not(await catalogue.put({...document, ...rev}), 'conflict');
	}

	/** As a manager does. */
	async close(id: string): Promise<void> {
		const audit = this.server.couch.database('audit');
		const closed = {by: 'hanna', at: '2026-11-23T16:00:00+01:00', reason: 'Wyjaśnione'};
		const report = await audit.get(id);
		this.#t.not(await audit.put({...report, _id: id, state: 'closed', closed}), 'conflict');
	}

	/** Resolves when the watcher has seen all of these, and all that came before them. */
	async settled(entries: readonly EntryDocument[]): Promise<void> {
		for (const {_id: id} of entries) {
			await eventually(
				() => this.seen(id),
				rev => rev !== undefined,
			);
		}
		const end = new Book(`end-${randomBytes(4).toString('hex')}`);
		await this.send([end.receipt()]);
		await eventually(
			() => this.head(end.till),
			head => head?.entry === 1,
		);
	}

	/** The next watcher looks at all of November from its beginning. */
	async readAgain(): Promise<void> {
		const ledger = this.server.couch.database('ledger-2026-11');
		const checkpoint = await ledger.get(checkpointId);
		await ledger.put({...checkpoint, _id: checkpointId, since: '0'});
	}

	async provisionMonth(month: string): Promise<void> {
		await provision({server: this.server.couch, now, months: [month], users: false});
	}

	/** Resolves when every watcher has been round at least once more. */
	async rounds(): Promise<void> {
		const before = this.#roundCount;
		await eventually(
			async () => this.#roundCount,
			count => count >= before + 2 * this.#watcherCount,
		);
	}

	async differences(entry: string): Promise<readonly DifferenceReport[]> {
		return (await this.reports(entry)).filter(report => report.type === 'difference');
	}

	async liveRevisions(id: string): Promise<readonly string[]> {
		const leaves: readonly StoredDocument[] = await this.receipts.leaves(id);
		return leaves.filter(leaf => leaf._deleted !== true).map(leaf => leaf._rev);
	}

	async seen(id: string): Promise<string | undefined> {
		const seen = await this.server.couch.database('ledger-2026-11').get(`seen:${id}`);
		return seen?.['rev'] as string | undefined;
	}

	async head(till: string): Promise<{entry: unknown; digest: unknown} | undefined> {
		const head = await this.server.couch.database('tills').get(headId(till));
		return head && {entry: head['entry'], digest: head['digest']};
	}

	/** What everybody reads under the entry's id. */
	async read(id: string): Promise<string | undefined> {
		return (await this.receipts.get(id))?._rev;
	}
}

export async function openShop(t: ExecutionContext, limits = floodLimits): Promise<Shop> {
	return new Shop(t, await preparedServer(t, provisionShop), limits);
}

function provisionShop(server: Couch) {
	return provision({server, now, users: false});
}

/** Waits until something is so, or fails with what it is instead. */
export async function eventually<T>(
	look: () => Promise<T>,
	isSo: (value: T) => boolean,
	timeoutMs = 10_000,
): Promise<T> {
	const giveUpAt = Date.now() + timeoutMs;
	for (;;) {
		const value = await look();
		if (isSo(value)) return value;
		if (Date.now() > giveUpAt) throw new Error(`after ${timeoutMs} ms it is still ${JSON.stringify(value)}`);
		await new Promise(resolve => setTimeout(resolve, 30));
	}
}
