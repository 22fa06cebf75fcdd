/**
 * Follows one month's changes for as long as it is let.
 *
 *   resuming ──pages──► caught up ──stream──► (each batch: look, then the checkpoint)
 *      ▲                                          │ the line breaks, or a write fails
 *      └──────── waiting, a little longer each time ◄┘
 *
 * While a page's findings are written, the next one is verified and the one after it is on its way. Only reading runs
 * ahead: nothing is written of a page before everything of the one before it, its checkpoint included.
 */
import {setImmediate as turn} from 'node:timers/promises';
import {parseEntryId} from '../../till/domain/chain.ts';
import {type ChangePage, readPages, streamChanges} from '../changes-stream.ts';
import {Checkpoint} from './checkpoint.ts';
import type {Clock} from './clock.ts';
import type {Inspector, Month} from './inspector.ts';
import {type Arrival, arrivalOf} from './leaf.ts';
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
	readonly inspector: Inspector;
	/** Lets one piece of work through at a time, whichever month it is of. */
	readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
	readonly clock: Clock;
	readonly log: (line: string) => void;
	readonly signal: AbortSignal;
	/** Called each time everything that was there has been looked at. */
	readonly onCaughtUp: () => void;
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
		await clock.wait(backoffMs(attempts), signal);
		attempts += 1;
	}
}

async function followOnce({month, inspector, inTurn, signal, onCaughtUp}: FollowerOptions): Promise<void> {
	const {receipts, ledger} = month;
	const checkpoint = new Checkpoint(ledger);
	const resumption = await checkpoint.read(receipts);
	if (resumption.rewound) await inTurn(() => inspector.recountHeads());
	let {since} = resumption;
	const settle = async ({arrivals, lastSeq}: Batch) => {
		await inTurn(() => inspector.inspect(month, arrivals));
		since = lastSeq;
		await checkpoint.write(since);
	};
	for await (const batch of readAhead(verified(readAhead(readPages(receipts, {since, limit: pageSize}))))) {
		await settle(batch);
		if (signal.aborted) break;
	}
	if (signal.aborted) return;
	onCaughtUp();
	for await (const batch of verified(streamChanges(receipts, {since, signal}))) {
		await settle(batch);
		if (signal.aborted) return;
	}
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
