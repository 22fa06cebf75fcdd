/**
 * Follows one month's changes for as long as it is let.
 *
 *   resuming ──pages──► caught up ──stream──► (each batch: look, and behind it the heads and the checkpoint)
 *      ▲                                          │ the line breaks, or a write fails
 *      └──────── waiting, a little longer each time ◄┘
 *
 * While a page's findings are written, the next one is verified and the one after it is on its way. Only reading runs
 * ahead: nothing is written of a page before all findings of the one before it.
 */
import {setImmediate as turn} from 'node:timers/promises';
import {parseEntryId} from '../../till/domain/chain.ts';
import {type ChangePage, readPages, streamChanges} from '../changes-stream.ts';
import type {Checkpoint} from './checkpoint.ts';
import type {Clock} from './clock.ts';
import type {Heads} from './heads.ts';
import type {Inspector, Month} from './inspector.ts';
import {type Arrival, arrivalOf} from './leaf.ts';
import {Progress} from './progress.ts';
import {readAhead} from './read-ahead.ts';

/** Large enough for what a batch costs whatever its size, small enough for several to lie in memory. */
const pageSize = 500;
/** Verifying is sheer reckoning: after so many entries those who wait for an answer have their turn. */
const arrivalsPerTurn = 25;
const backoffMsMin = 250;
export const backoffMsMax = 5000;

export function backoffMs(attempts: number): number {
	return Math.min(backoffMsMax, backoffMsMin * 2 ** Math.min(attempts, 10));
}

export interface FollowerOptions {
	readonly month: Month;
	readonly checkpoint: Checkpoint;
	readonly inspector: Inspector;
	readonly heads: Heads;
	/** Lets one piece of work through at a time, whichever month it is of. */
	readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
	readonly clock: Clock;
	readonly log: (line: string) => void;
	readonly signal: AbortSignal;
	/** Called each time everything that was there has been looked at. */
	readonly onCaughtUp: () => void;
	/** Called when it can no longer be said whether there is more. */
	readonly onLost: () => void;
}

export async function follow(options: FollowerOptions): Promise<void> {
	const {month, clock, log, signal} = options;
	let attempts = 0;
	const onCaughtUp = () => {
		attempts = 0;
		options.onCaughtUp();
	};
	while (!signal.aborted) {
		try {
			await followOnce({...options, onCaughtUp});
		} catch (error) {
			if (signal.aborted) return;
			log(`${month.receipts.name}: ${error instanceof Error ? error.message : error}`);
		}
		options.onLost();
		await clock.wait(backoffMs(attempts), signal);
		attempts += 1;
	}
}

async function followOnce(options: FollowerOptions): Promise<void> {
	const {month, checkpoint, heads, signal, onCaughtUp} = options;
	const {receipts} = month;
	const {since, rewound} = await checkpoint.resume();
	if (rewound) await heads.recount();
	const caughtUpAt = await settleAll(options, since, () =>
		readAhead(verified(readAhead(readPages(receipts, {since, limit: pageSize})))),
	);
	if (signal.aborted) return;
	onCaughtUp();
	await settleAll(options, caughtUpAt, failure =>
		verified(streamChanges(receipts, {since: caughtUpAt, signal: AbortSignal.any([signal, failure])})),
	);
}

/** Settles batch after batch until there are no more or it is stopped, and says how far it came. */
async function settleAll(
	{month, checkpoint, inspector, heads, inTurn, clock, signal}: FollowerOptions,
	since: string,
	batchesUnless: (failure: AbortSignal) => AsyncIterable<Batch>,
): Promise<string> {
	const progress = new Progress({
		advance: ids => heads.advance(ids, month.receipts),
		writeCheckpoint: seq => checkpoint.write(seq),
		clock,
	});
	let reached = since;
	try {
		for await (const {arrivals, lastSeq} of batchesUnless(progress.failure)) {
			const held = await inTurn(() => inspector.inspect(month, arrivals));
			progress.note(held, lastSeq);
			reached = lastSeq;
			if (signal.aborted) break;
		}
	} finally {
		await progress.finish();
	}
	return reached;
}

interface Batch {
	readonly arrivals: readonly Arrival[];
	readonly lastSeq: string;
}

async function* verified(pages: AsyncIterable<ChangePage>): AsyncGenerator<Batch, void, undefined> {
	for await (const {rows, lastSeq} of pages) {
		const arrivals: Arrival[] = [];
		for (const row of rows.filter(({id}) => parseEntryId(id) !== undefined)) {
			arrivals.push(arrivalOf(row));
			if (arrivals.length % arrivalsPerTurn === 0) await turn();
		}
		yield {arrivals, lastSeq};
	}
}
