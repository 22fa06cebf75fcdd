/**
 * The conflict watcher: follows every month's receipts, keeps originals, reports every resubmission that differs, and
 * makes the coming months.
 *
 * It may be stopped at any instant and started again, and several may run at once: see `inspector.ts`.
 */
import {businessDayOf} from '../../till/domain/local-time.ts';
import {auditDatabase, catalogueDatabase, tillsDatabase} from '../documents/databases.ts';
import {CouchError, connectCouch} from '../server.ts';
import {Checkpoint} from './checkpoint.ts';
import type {Clock} from './clock.ts';
import {ClosedMonths} from './closed-months.ts';
import {type FloodLimits, Floods, floodLimits} from './floods.ts';
import {backoffMs, follow} from './follower.ts';
import {Gaps} from './gaps.ts';
import {Heads} from './heads.ts';
import {Inspector, type Month} from './inspector.ts';
import {KnownNumbers} from './known-numbers.ts';
import {isRefusal, listMonths, provisionMonths} from './months.ts';
import {Notices} from './notices.ts';
import {Returns} from './returns.ts';
import {makeRounds} from './rounds.ts';
import {Signatures} from './signatures.ts';
import {tellWebhook} from './webhook.ts';
import type {WebhookAddress} from './webhook-post.ts';

/** How often new months are looked for. */
const lookMs = 60_000;

export interface WatcherOptions {
	/** With a user of role `watcher`, or better an administrator, who may also make the coming months. */
	readonly url: string;
	readonly prefix?: string;
	readonly clock: Clock;
	readonly log: (line: string) => void;
	/** An address outside that is told of each new report. */
	readonly webhook?: WebhookAddress;
	/** The usual ones where there are none. */
	readonly floodLimits?: FloodLimits;
}

export interface Watcher {
	/** Resolves once all that was there has been looked at; it waits as long as the server is away. */
	readonly watching: Promise<void>;
	/** Resolves when the write in progress is done and nothing more will follow. */
	stop(): Promise<void>;
}

export function createWatcher(options: WatcherOptions): Watcher {
	const {url, prefix = '', clock, log, webhook} = options;
	const couch = connectCouch({url, prefix});
	const stopping = new AbortController();
	const {signal} = stopping;
	const months = new Map<string, Month>();
	const known = new KnownNumbers();
	const checkpoints = new Map<string, Checkpoint>();
	const followed = new Set<string>();
	const caughtUp = new Set<string>();
	const followers: Promise<void>[] = [];
	let provisionedOn = '';
	let hasResumed = false;
	let rounds: Promise<void> | undefined;
	let announce: () => void = () => undefined;
	const watching = new Promise<void>(resolve => {
		announce = resolve;
	});

	const tills = couch.database(tillsDatabase);
	const heads = new Heads({
		tills,
		months: () => [...months.values()].map(({receipts}) => receipts),
		now: () => clock.now(),
	});

	const common = {
		audit: couch.database(auditDatabase),
		months: () => [...months.values()],
		now: () => clock.now(),
		log,
	};
	const gaps = new Gaps({...common, missing: count => heads.missing(count)});
	const floods = new Floods({...common, couch, limits: options.floodLimits ?? floodLimits});
	const catalogue = couch.database(catalogueDatabase);
	const signatures = new Signatures({...common, catalogue});
	const returns = new Returns({...common, known});
	const inspector = new Inspector({
		...common,
		monthOf: month => months.get(month),
		known,
		gaps,
		floods,
		signatures,
		returns,
	});
	const closedMonths = new ClosedMonths({
		...common,
		catalogue,
		tills,
		isCaughtUp: month => caughtUp.has(month),
	});
	const notices = new Notices({...common, tills});
	const duties = [
		() => gaps.round(),
		() => closedMonths.round(),
		() => floods.round(),
		// The last, because it says what the others found.
		() => notices.round(),
	];

	// Undecided entries belong to tills, and a till's entries go over months: one batch at a time.
	let last: Promise<unknown> = Promise.resolve();
	function inTurn<T>(work: () => Promise<T>): Promise<T> {
		const mine = last.then(() => {
			signal.throwIfAborted();
			return work();
		});
		last = mine.catch(() => undefined);
		return mine;
	}

	/** What is there is followed all the same when the coming months cannot be made; only a server that is away stops us. */
	async function makeMonths(): Promise<void> {
		const today = businessDayOf(clock.now().getTime());
		if (provisionedOn === today) return;
		try {
			for (const name of await provisionMonths(couch, clock.now())) log(`${name} made`);
			provisionedOn = today;
		} catch (error) {
			if (error instanceof CouchError && error.status === undefined) throw error;
			log(`ALARM the coming months cannot be made: ${error instanceof Error ? error.message : error}`);
			// Without the right to make them there is no use in trying before tomorrow.
			if (isRefusal(error)) provisionedOn = today;
		}
	}

	/** All of them are read before one is followed: a number may be settled in any month. */
	async function loadCheckpoints(): Promise<void> {
		for (const month of months.values()) {
			if (checkpoints.has(month.month)) continue;
			const checkpoint = new Checkpoint({month, known});
			await checkpoint.load();
			await returns.load(month);
			checkpoints.set(month.month, checkpoint);
		}
	}

	function followMonth(month: Month, checkpoint: Checkpoint): void {
		followed.add(month.month);
		const onCaughtUp = () => {
			caughtUp.add(month.month);
			if (caughtUp.size === months.size) announce();
		};
		const onLost = () => caughtUp.delete(month.month);
		followers.push(follow({month, checkpoint, inspector, heads, inTurn, clock, log, signal, onCaughtUp, onLost}));
	}

	async function look(): Promise<void> {
		await makeMonths();
		// All of them are known before one is followed: an entry is looked for in the months beside its own.
		for (const month of await listMonths(couch, clock.now())) months.set(month.month, month);
		await loadCheckpoints();
		if (!hasResumed) {
			await inTurn(() => inspector.resume());
			await heads.loadAll();
			rounds = makeRounds({duties, clock, log, signal});
		}
		hasResumed = true;
		for (const [name, month] of months) {
			const checkpoint = checkpoints.get(name);
			if (checkpoint !== undefined && !followed.has(name)) followMonth(month, checkpoint);
		}
	}

	async function tend(): Promise<void> {
		let attempts = 0;
		while (!signal.aborted) {
			try {
				await look();
				attempts = 0;
				await clock.wait(lookMs, signal);
			} catch (error) {
				if (signal.aborted) return;
				log(`${error instanceof Error ? error.message : error}`);
				await clock.wait(backoffMs(attempts), signal);
				attempts += 1;
			}
		}
	}

	const telling = webhook && tellWebhook({audit: common.audit, address: webhook, clock, log, signal});
	const tending = tend();
	return {
		watching,
		async stop() {
			stopping.abort(new Error('the watcher is stopping'));
			await tending;
			await Promise.all([...followers, rounds, telling]);
		},
	};
}
