/** A month that is nearly over: does a receipt still arrive as fast, and how fast does a watcher that begins anew read it? */
import {setTimeout as delay} from 'node:timers/promises';
import {auditDatabase, ledgerDatabase, receiptsDatabase, shardsOf} from '../../couch/documents/databases.ts';
import {provision} from '../../couch/provision.ts';
import {CouchError} from '../../couch/server.ts';
import {assert} from '../../till/domain/assert.ts';
import type {BenchContext, Benchmark} from './benchmark.ts';
import {type BenchShop, benchMonth} from './server.ts';
import {type Side, startSide} from './side.ts';
import type {MonthSide} from './sides/month.ts';
import type {TillSide} from './sides/till.ts';
import {median, rounded, showNumber, showSpread} from './statistics.ts';
import {enrolBenchTills} from './till-keys.ts';
import {watchShop} from './watcher-program.ts';

const tillCount = 20;
/** The one that sells when the month is nearly over. */
const laterTill = 'bench-more';
const warmUpCount = 5;
const pushCount = 50;
/** Long enough for what a push brings along: the server's account is read, a status written. */
const pauseMs = 100;
/** The scatter of two medians of so many pushes. */
const ratioMax = 1.1;
const views = ['takings', 'by-fiscal-number'] as const;

interface Counts {
	readonly small: number;
	readonly large: number;
}

interface FilledMonth {
	readonly shop: BenchShop;
	readonly count: number;
	readonly preloadMs: number;
	readonly indexMs: number;
	readonly till: Side<TillSide>;
}

export const month: Benchmark = {
	name: 'month',
	title: `One more receipt in a month that is nearly full, and a watcher that reads the month from its beginning.`,

	async run(context) {
		const counts = countsOf(context);
		const small = await fillMonth(context, counts.small);
		const large = await fillMonth(context, counts.large);
		context.say(`${pushCount} receipts into each of the two, in turn`);
		const pushes = await pushInTurn(small.till, large.till);
		for (const {till} of [small, large]) {
			await till.call('close', undefined);
			await till.end();
		}
		context.say('the watcher, from nothing');
		const watchedMs = await catchUp(context, large);
		const [smallMs, largeMs] = [median(pushes.small), median(pushes.large)];
		const pushRatio = rounded(largeMs / smallMs);
		const perSecond = (count: number, tookMs: number) => Math.round((count / tookMs) * 1000);
		const catchUpPerSecond = perSecond(large.count, watchedMs);
		const seconds = (tookMs: number) => `${showNumber(tookMs / 1000)} s`;
		const many = showNumber(large.count);
		const few = showNumber(small.count);
		return {
			rows: [
				{
					measure: `one more receipt among ${many}, as so many times one among ${few}`,
					ours: `${pushRatio} ×`,
					reach: {target: `no slower (<= ${ratioMax} ×)`, reached: pushRatio <= ratioMax},
				},
				{measure: `one more receipt among ${many}`, ours: `${showSpread(pushes.large)} ms`},
				{measure: `one more receipt among ${few}`, ours: `${showSpread(pushes.small)} ms`},
				{
					measure: 'the watcher catching up from nothing',
					ours: `${showNumber(catchUpPerSecond)} /s (${seconds(watchedMs)})`,
					reach: {target: '>= 1 500 /s', reached: catchUpPerSecond >= 1500},
				},
				{
					measure: 'provisioning, which builds the indexes of all views from nothing',
					ours: `${seconds(large.indexMs)} (${showNumber(perSecond(large.count, large.indexMs))} /s)`,
				},
				{
					measure: 'preloading, before any validator is there',
					ours: `${seconds(large.preloadMs)} (${showNumber(perSecond(large.count, large.preloadMs))} /s)`,
				},
			],
			figures: {
				pushRatio,
				catchUpPerSecond,
				receipts: large.count,
				pushMs: rounded(largeMs),
				indexSeconds: rounded(large.indexMs / 1000, 1),
			},
			notes: [
				`Receipts of 15 lines of ${tillCount} tills, each till's in a true chain. A push is measured from the moment the receipt is on the till's disk until the server's answer is noted there; the two months take turns, ${pushCount} times.`,
				'The watcher is the program itself, from its start until it says that it is watching; it finds nothing to report, and its ledger is counted.',
				'No stock side: stock PouchDB has no watcher, and what it costs to send a receipt is in `bytes`.',
			],
		};
	},
};

function countsOf({smoke, full}: BenchContext): Counts {
	if (smoke) return {small: 500, large: 2000};
	return {small: 10_000, large: full ? 600_000 : 100_000};
}

/** The receipts come first, then everything that would slow them down: validators, views, a till. */
async function fillMonth(context: BenchContext, count: number): Promise<FilledMonth> {
	const shop = await context.openShop({months: []});
	await shop.couch.database(receiptsDatabase(benchMonth)).create({shards: shardsOf.receipts});
	context.say(`a month of ${count} receipts`);
	const filler = startSide<MonthSide>('month');
	const {preloadMs} = await filler
		.call('preload', {url: context.server.url, prefix: shop.prefix, count, tills: tillNames()})
		.then(({tookMs}) => ({preloadMs: tookMs}))
		.finally(() => filler.end());
	context.say('provisioning, which builds its indexes');
	const beganMs = performance.now();
	await provision({server: shop.couch, now: new Date(), months: [benchMonth], users: false});
	await enrolBenchTills(shop, [...tillNames(), laterTill]);
	for (const view of views) await untilIndexed(shop, view);
	const indexMs = performance.now() - beganMs;
	const till = startSide<TillSide>('till');
	context.defer(() => till.end());
	await till.call('open', {id: laterTill, dataDir: context.openFolder(), server: shop.address()});
	return {shop, count, preloadMs, indexMs, till};
}

function tillNames(): readonly string[] {
	return Array.from({length: tillCount}, (_, number) => `bench-${String(number + 1).padStart(2, '0')}`);
}

/** A long build outlives one question's time-out, and goes on. */
async function untilIndexed(shop: BenchShop, view: string): Promise<void> {
	for (;;) {
		try {
			await shop.couch.database(receiptsDatabase(benchMonth)).view('receipts', view, {limit: 1});
			return;
		} catch (error) {
			if (!(error instanceof CouchError) || error.status !== undefined) throw error;
		}
	}
}

async function pushInTurn(
	small: Side<TillSide>,
	large: Side<TillSide>,
): Promise<{readonly small: readonly number[]; readonly large: readonly number[]}> {
	const pushes = {small: [] as number[], large: [] as number[]};
	for (let pushed = 0; pushed < warmUpCount + pushCount; pushed++) {
		for (const [tookMs, till] of [
			[pushes.small, small],
			[pushes.large, large],
		] as const) {
			const push = await till.call('push', undefined);
			if (pushed >= warmUpCount) tookMs.push(push.tookMs);
			await delay(pauseMs);
		}
	}
	return pushes;
}

async function catchUp(context: BenchContext, {shop, count}: FilledMonth): Promise<number> {
	const beganMs = performance.now();
	await watchShop(context, shop);
	const tookMs = performance.now() - beganMs;
	const seenCount = (await shop.couch.database(ledgerDatabase(benchMonth)).info())?.documentCount ?? 0;
	assert(seenCount >= count, `the ledger knows every receipt: ${seenCount} of ${count}`);
	const reports = await shop.couch.database(auditDatabase).range({from: 'a', to: '\ufff0', limit: 1});
	assert(reports.length === 0, `there is nothing to report: ${reports[0]?.id}`);
	return tookMs;
}
