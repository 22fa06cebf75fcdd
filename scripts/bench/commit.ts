/** A receipt, from the call until it is safe on the disk. */
import {join} from 'node:path';
import type {BenchContext, Benchmark} from './benchmark.ts';
import {startSide} from './side.ts';
import type {FloorSide} from './sides/floor.ts';
import type {StockSide} from './sides/stock.ts';
import type {TillSide} from './sides/till.ts';
import {median, quantile, rounded, showSpread} from './statistics.ts';
import type {StockStack} from './stock.ts';

const receiptCount = 500;
const warmUpCount = 50;
const roundCount = 3;

export const commit: Benchmark = {
	name: 'commit',
	title: `A receipt of 15 lines until it is on the disk, ${roundCount} times ${receiptCount} one after the other.`,

	async run(context) {
		const stack = await context.stock();
		const ours: (readonly number[])[] = [];
		const stock: (readonly number[])[] = [];
		const disk: (readonly number[])[] = [];
		for (let round = 1; round <= roundCount; round++) {
			context.say(`round ${round}: the disk alone, ours, stock`);
			disk.push(await syncDisk(context));
			ours.push(await commitOurs(context));
			stock.push(await commitStock(context, stack));
		}
		// The middle round of each: a disk that was busy with something else once shall not decide.
		const middle = (rounds: readonly (readonly number[])[], share: number) =>
			median(rounds.map(tookMs => quantile(tookMs, share)));
		const shown = (rounds: readonly (readonly number[])[], share: number) =>
			`${showSpread(rounds.map(tookMs => quantile(tookMs, share)))} ms`;
		const [p50Ms, p99Ms, stockP50Ms] = [middle(ours, 0.5), middle(ours, 0.99), middle(stock, 0.5)];
		return {
			rows: [
				{
					measure: 'p50',
					ours: shown(ours, 0.5),
					stock: shown(stock, 0.5),
					ratio: stockP50Ms / p50Ms,
					reach: {target: '>= 3 times', reached: stockP50Ms >= 3 * p50Ms},
				},
				{
					measure: 'p99',
					ours: shown(ours, 0.99),
					stock: shown(stock, 0.99),
					ratio: middle(stock, 0.99) / p99Ms,
					reach: {target: '<= 15 ms', reached: p99Ms <= 15},
				},
				{measure: 'floor: the same bytes appended to a file and synced, p50', ours: shown(disk, 0.5)},
				{measure: 'floor: the same, p99', ours: shown(disk, 0.99)},
			],
			figures: {p50Ms: rounded(p50Ms), p99Ms: rounded(p99Ms), stockP50Ms: rounded(stockP50Ms)},
			notes: [
				stack.description,
				"Ours is `append` of the till's book: digest and chain checked, stored with synchronous=FULL. Stock is `put` of the same document. The p99 of a disk that others use as well is theirs.",
			],
		};
	},
};

async function commitOurs(context: BenchContext): Promise<readonly number[]> {
	const side = startSide<TillSide>('till');
	const {tookMs} = await side.call('commit', {dataDir: context.openFolder(), count: receiptCount, warmUpCount});
	await side.end();
	return tookMs;
}

async function commitStock(context: BenchContext, stack: StockStack): Promise<readonly number[]> {
	const side = startSide<StockSide>('stock');
	const path = join(context.openFolder(), 'stock');
	const {tookMs} = await side.call('commit', {stack, adapter: 'websql', path, count: receiptCount, warmUpCount});
	await side.end();
	return tookMs;
}

async function syncDisk(context: BenchContext): Promise<readonly number[]> {
	const side = startSide<FloorSide>('floor');
	const {tookMs} = await side.call('sync', {folder: context.openFolder(), count: receiptCount});
	await side.end();
	return tookMs;
}
