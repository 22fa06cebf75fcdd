/** A whole shop selling: how long after it was sealed is a receipt on the server, and does every one come there? */
import {receiptsDatabase} from '../../couch/documents/databases.ts';
import {assert} from '../../till/domain/assert.ts';
import {watchArrivals} from './arrivals.ts';
import type {BenchContext, Benchmark, Row} from './benchmark.ts';
import {loadGoods} from './goods.ts';
import {type BenchShop, benchMonth} from './server.ts';
import {startSide} from './side.ts';
import type {FleetSide, Sold} from './sides/fleet.ts';
import {quantile, rounded, showNumber} from './statistics.ts';
import {enrolBenchTills} from './till-keys.ts';
import {wallClockMs} from './wall-clock.ts';
import {watchShop} from './watcher-program.ts';

const tillCounts = [20, 100] as const;
const processCount = 4;
const productCount = 200;
const pushSeconds = 1;
/** Until the first customer comes. */
const leadMs = 2000;
/** With the server for what is still to come when the last customer has gone. */
const patienceMs = 60_000;

interface Fleet {
	readonly tills: number;
	readonly receipts: number;
	readonly lost: number;
	readonly lagP50Ms: number;
	readonly lagP95Ms: number;
	readonly lagMaxMs: number;
	/** How much later than their customers came receipts were on the tills' disks: more is a machine that is too small. */
	readonly lateP95Ms: number;
}

export const fleet: Benchmark = {
	name: 'fleet',
	title: `${tillCounts.join(' and ')} tills sell a receipt of 15 lines a second each and send every ${pushSeconds} s.`,

	async run(context) {
		const receiptCount = receiptsPerTill(context);
		const fleets: Fleet[] = [];
		for (const tills of tillCounts) fleets.push(await sellWith(context, {tills, receiptCount}));
		const [first] = fleets;
		assert(first !== undefined, 'there was a fleet');
		const {tills, receipts, lost, lagP95Ms} = first;
		return {
			rows: fleets.flatMap(rowsOf),
			figures: {tills, receipts, lost, lagP95Ms, fleets},
			notes: [
				`Tills of real replicas and links in ${processCount} processes, ${receiptCount} receipts each, their customers spread over the second. The lag runs from the moment a receipt is on its till's disk until the month's changes feed shows it to somebody else; waiting for the next sending is part of it. The conflict watcher follows meanwhile.`,
				'Lost is what the server does not hold at the end in the revision the till gave it.',
				'No stock side: what a live replication of PouchDB costs is in `bytes`, and one till of it is no fleet.',
			],
		};
	},
};

function receiptsPerTill({smoke, full}: BenchContext): number {
	if (smoke) return 5;
	return full ? 600 : 120;
}

async function sellWith(
	context: BenchContext,
	{tills, receiptCount}: {readonly tills: number; readonly receiptCount: number},
): Promise<Fleet> {
	const shop = await context.openShop();
	await loadGoods(shop, productCount);
	context.say(`${tills} tills in ${processCount} processes, and the watcher`);
	await enrolBenchTills(
		shop,
		numbersOf(tills).map(number => `fleet-${number}`),
	);
	const watcher = await watchShop(context, shop);
	const sides = Array.from({length: processCount}, () => startSide<FleetSide>('fleet'));
	for (const side of sides) context.defer(() => side.end());
	const groups = sides.map((side, place) => ({
		side,
		numbers: numbersOf(tills).filter(each => each % processCount === place),
	}));
	for (const {side, numbers} of groups) {
		const inputs = numbers.map(number => ({
			id: `fleet-${number}`,
			dataDir: context.openFolder(),
			server: shop.address(),
			pushSeconds,
		}));
		await side.call('open', {tills: inputs});
	}
	const arrivals = await watchArrivals(shop, receiptsDatabase(benchMonth));
	context.say(`${receiptCount} s of selling`);
	const startsAtMs = wallClockMs() + leadMs;
	const sold = await Promise.all(
		groups.map(({side, numbers}) => {
			const offsetsMs = numbers.map(number => (number * 1000) / tills);
			return side.call('sell', {startsAtMs, receiptCount, offsetsMs});
		}),
	).then(perSide => perSide.flat());
	for (const {side} of groups) {
		const {refusedCount} = await side.call('untilSent', {timeoutMs: patienceMs});
		assert(refusedCount === 0, 'the server refuses nothing');
	}
	const lost = await countLost(shop, sold);
	await arrivals.untilSeen(
		sold.map(({id}) => id),
		lost === 0 ? patienceMs : 0,
	);
	await arrivals.stop();
	await watcher.stop();
	for (const {side} of groups) {
		await side.call('close', undefined);
		await side.end();
	}
	const lagsMs = sold.flatMap(({id, atMs}) => {
		const arrivedAtMs = arrivals.atMs.get(id);
		return arrivedAtMs === undefined ? [] : [arrivedAtMs - atMs];
	});
	assert(lagsMs.length >= sold.length - lost, 'what is there was seen to arrive');
	const part = (values: readonly number[], share: number) => rounded(quantile(values, share), 0);
	return {
		tills,
		receipts: sold.length,
		lost,
		lagP50Ms: part(lagsMs, 0.5),
		lagP95Ms: part(lagsMs, 0.95),
		lagMaxMs: part(lagsMs, 1),
		lateP95Ms: part(
			sold.map(({lateMs}) => lateMs),
			0.95,
		),
	};
}

function numbersOf(tills: number): readonly number[] {
	return Array.from({length: tills}, (_, number) => number);
}

async function countLost(shop: BenchShop, sold: readonly Sold[]): Promise<number> {
	const rows = await shop.couch.database(receiptsDatabase(benchMonth)).range({from: 'receipt:', to: 'receipt:\ufff0'});
	const held = new Map(rows.map(({id, rev}) => [id, rev]));
	return sold.filter(({id, revision}) => held.get(id) !== revision).length;
}

function rowsOf({tills, receipts, lost, lagP50Ms, lagP95Ms, lagMaxMs, lateP95Ms}: Fleet): readonly Row[] {
	return [
		{
			measure: `${tills} tills: lost of ${showNumber(receipts)} receipts`,
			ours: String(lost),
			reach: {target: 'nothing', reached: lost === 0},
		},
		{
			measure: `${tills} tills: on the server after, p95`,
			ours: `${showNumber(lagP95Ms)} ms`,
			reach: {target: '<= 2 000 ms', reached: lagP95Ms <= 2000},
		},
		{
			measure: `${tills} tills: the same, p50 and longest`,
			ours: `${showNumber(lagP50Ms)} and ${showNumber(lagMaxMs)} ms`,
		},
		{measure: `${tills} tills: from the customer to the till's disk, p95`, ours: `${showNumber(lateP95Ms)} ms`},
	];
}
