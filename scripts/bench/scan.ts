/** A code at the till until the screen is told, in a large catalogue and a full basket; and the search by name. */
import {join} from 'node:path';
import {buildPrograms, distDir} from '../build.ts';
import type {Benchmark} from './benchmark.ts';
import {startSide} from './side.ts';
import type {ScanSide} from './sides/scan.ts';
import {median, quantile, rounded, showNumber} from './statistics.ts';

const productCount = 100_000;
const smokeProductCount = 2000;
const promotionCount = 10;
const lineCount = 60;
const scanCount = 3000;
const warmUpCount = 300;
/** One scan in so many, where only the working is to be seen. */
const smokeShare = 50;
const scanMsMax = 2;
const searchMsMax = 20;

export const scan: Benchmark = {
	name: 'scan',
	title: `${productCount} products, ${promotionCount} promotions, baskets of ${lineCount} lines and more: a code until the screen is told; a name as it is typed.`,

	async run({say, smoke, openFolder, defer}) {
		const products = smoke ? smokeProductCount : productCount;
		// Translated while it runs, every function costs a little more than in a shop.
		await buildPrograms(distDir, ['bench-scan']);
		const side = startSide<ScanSide>('scan', {built: join(distDir, 'bench-scan.mjs')});
		defer(() => side.end());
		say('the catalogue');
		await side.call('open', {dataDir: openFolder(), products, promotions: promotionCount});
		say('scanning');
		const share = smoke ? smokeShare : 1;
		const {scanMs, processorMs, journalMs, onDiskMs, bareMs} = await side.call('scan', {
			scanCount: scanCount / share,
			warmUpCount: warmUpCount / share,
			lineCount,
		});
		say('a scan that looks at every product');
		const plainMs = await side.call('plainScan', {scanCount: 200});
		say('searching');
		const searchMs = await side.call('search', undefined);
		const plainSearchMs = await side.call('plainSearch', {folder: openFolder()});
		const p99Ms = quantile(scanMs, 0.99);
		const searchP99Ms = quantile(searchMs, 0.99);
		return {
			rows: [
				{measure: 'code to snapshot, p50', ours: `${showNumber(median(scanMs))} ms`},
				{
					measure: 'code to snapshot, p99',
					ours: `${showNumber(p99Ms)} ms`,
					reach: {target: `<= ${scanMsMax} ms`, reached: p99Ms <= scanMsMax},
				},
				{measure: 'processor time of a scan, all threads, p50 and p99', ours: showBoth(processorMs)},
				{measure: 'of it the journal, p50 and p99', ours: showBoth(journalMs)},
				{measure: 'beside it: until the journal is on the disk, p50 and p99', ours: showBoth(onDiskMs)},
				{
					measure: 'stock of that: the whole basket as text, written and synced bare, p50 and p99',
					ours: showBoth(bareMs),
				},
				{
					measure: 'finding the goods of a code, p50',
					ours: `${showNumber(median(plainMs.ours))} ms`,
					stock: `${showNumber(median(plainMs.plain))} ms`,
					ratio: median(plainMs.plain) / median(plainMs.ours),
				},
				{
					measure: 'a name as it is typed, p99',
					ours: `${showNumber(searchP99Ms)} ms`,
					stock: `${showNumber(quantile(plainSearchMs, 0.99))} ms`,
					ratio: quantile(plainSearchMs, 0.99) / searchP99Ms,
					reach: {target: `<= ${searchMsMax} ms`, reached: searchP99Ms <= searchMsMax},
				},
			],
			figures: {
				p50Ms: rounded(median(scanMs)),
				p99Ms: rounded(p99Ms),
				searchP99Ms: rounded(searchP99Ms),
				processorP50Ms: rounded(median(processorMs)),
				processorP99Ms: rounded(quantile(processorMs, 0.99)),
				journalP50Ms: rounded(median(journalMs)),
				journalP99Ms: rounded(quantile(journalMs, 0.99)),
				onDiskP50Ms: rounded(median(onDiskMs)),
				onDiskP99Ms: rounded(quantile(onDiskMs, 0.99)),
				floorP50Ms: rounded(median(bareMs)),
				floorP99Ms: rounded(quantile(bareMs, 0.99)),
				products,
				scans: scanMs.length,
			},
			notes: [
				'From the command until the snapshot is made, by the whole till with two simulated printers in the same process. The basket is in the journal before the screen is told and survives the end of the till; the sync that makes it survive a power cut runs beside it, in a thread of its own, and is measured by itself.',
				`${scanCount} scans into baskets of ${lineCount} lines and more, all on one till, after ${warmUpCount} that are not counted: a till is warm after its first customers. Garbage that is collected during a scan counts.`,
				'Beside it stands what is written first: all barcodes looked through, and SQLite with `LIKE` on each typed word.',
			],
		};
	},
};

function showBoth(values: readonly number[]): string {
	return `${showNumber(median(values))} and ${showNumber(quantile(values, 0.99))} ms`;
}
