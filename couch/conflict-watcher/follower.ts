/**
 * Follows one month's changes for as long as it is let.
 *
 *   resuming ──pages──► caught up ──stream──► (each batch: look, then the checkpoint)
 *      ▲                                          │ the line breaks, or a write fails
 *      └──────── waiting, a little longer each time ◄┘
 */
import {readChanges, streamChanges} from '../changes-stream.ts';
import {readCheckpoint, writeCheckpoint} from './checkpoint.ts';
import type {Clock} from './clock.ts';
import type {Inspector, Month} from './inspector.ts';

const pageSize = 200;
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
	const resumption = await readCheckpoint(ledger, receipts);
	if (resumption.rewound) await inTurn(() => inspector.recountHeads());
	let {since} = resumption;
	while (!signal.aborted) {
		const {rows, lastSeq} = await readChanges(receipts, {since, limit: pageSize});
		if (rows.length === 0) break;
		await inTurn(() => inspector.inspectRows(month, rows));
		since = lastSeq;
		await writeCheckpoint(ledger, since);
	}
	if (signal.aborted) return;
	onCaughtUp();
	for await (const rows of streamChanges(receipts, {since, signal})) {
		await inTurn(() => inspector.inspectRows(month, rows));
		await writeCheckpoint(ledger, rows.at(-1)?.seq ?? since);
		if (signal.aborted) return;
	}
}
