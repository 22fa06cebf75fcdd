/** Several tills in one process, each with its own replica and link, each selling once a second. */
import {setTimeout as delay} from 'node:timers/promises';
import {revisionOf} from '../../../till/domain/chain.ts';
import {benchReceipt} from '../receipts.ts';
import {serveSide} from '../side.ts';
import {wallClockMs} from '../wall-clock.ts';
import {type BenchTill, openLink, type TillInput, untilLive, untilSent} from './bench-till.ts';

export interface Sold {
	readonly id: string;
	readonly revision: string;
	/** When it was on the till's disk. */
	readonly atMs: number;
	/** How much later it was sealed than the customer came. */
	readonly lateMs: number;
}

interface Shift {
	readonly startsAtMs: number;
	readonly receiptCount: number;
	/** When each till's customers come within a second. */
	readonly offsetsMs: readonly number[];
}

const opened: (BenchTill & {readonly id: string})[] = [];

const calls = {
	async open({tills}: {readonly tills: readonly TillInput[]}) {
		for (const input of tills) opened.push({...(await openLink(input)), id: input.id});
		await Promise.all(opened.map(({link}) => untilLive(link)));
	},

	/** Every till sells a receipt a second. */
	async sell({startsAtMs, receiptCount, offsetsMs}: Shift) {
		const sold = await Promise.all(
			opened.map((till, place) => sellOne(till, startsAtMs + (offsetsMs[place] ?? 0), receiptCount)),
		);
		return sold.flat();
	},

	/** Resolves when the server has all that was sold, or after the time-out: what is missing then is lost. */
	async untilSent({timeoutMs}: {readonly timeoutMs: number}) {
		const enough = new AbortController();
		await Promise.race([
			Promise.all(opened.map(({replica}) => untilSent(replica.book))),
			delay(timeoutMs, undefined, {signal: enough.signal}),
		]);
		enough.abort();
		return {refusedCount: opened.reduce((sum, {replica}) => sum + replica.book.counts().refused, 0)};
	},

	async close() {
		for (const till of opened.splice(0)) await till.close();
	},
};

export type FleetSide = typeof calls;

async function sellOne(
	{id, replica: {book}}: BenchTill & {readonly id: string},
	firstAtMs: number,
	receiptCount: number,
): Promise<readonly Sold[]> {
	const sold: Sold[] = [];
	for (let customer = 0; customer < receiptCount; customer++) {
		const comesAtMs = firstAtMs + customer * 1000;
		await delay(Math.max(0, comesAtMs - wallClockMs()));
		const receipt = benchReceipt(book.head(), id);
		await book.append(receipt);
		const atMs = wallClockMs();
		sold.push({id: receipt._id, revision: revisionOf(receipt.digest), atMs, lateMs: atMs - comesAtMs});
	}
	return sold;
}

serveSide(calls);
