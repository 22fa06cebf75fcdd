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
const scanCount = 600;
const scanMsMax = 2;
const searchMsMax = 20;

export const scan: Benchmark = {
	name: 'scan',
	title: `${productCount} products, ${promotionCount} promotions, a basket of ${lineCount} lines: a code until the screen is told; a name as it is typed.`,

	async run({say, smoke, openFolder, defer}) {
		const products = smoke ? smokeProductCount : productCount;
		// Translated while it runs, every function costs a little more than in a shop.
		await buildPrograms(distDir, ['bench-scan']);
		const side = startSide<ScanSide>('scan', {built: join(distDir, 'bench-scan.mjs')});
		defer(() => side.end());
		say('the catalogue');
		await side.call('open', {dataDir: openFolder(), products, promotions: promotionCount});
		say('scanning');
		const counts = {scanCount: smoke ? lineCount * 2 : scanCount, lineCount};
		const {scanMs, journalMs, reckonMs} = await side.call('scan', counts);
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
				{measure: "of it the journal's synced write, p50", ours: `${showNumber(median(journalMs))} ms`},
				{measure: 'of it the journal, p99', ours: `${showNumber(quantile(journalMs, 0.99))} ms`},
				{measure: 'without the journal, p99', ours: `${showNumber(quantile(reckonMs, 0.99))} ms`},
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
				journalP50Ms: rounded(median(journalMs)),
				products,
			},
			notes: [
				'From the command until the snapshot is made, by the whole till with two simulated printers; the basket is on the disk (fsync) before the screen is told, and that is part of it.',
				'Beside it stands what is written first: all barcodes looked through, and SQLite with `LIKE` on each typed word.',
			],
		};
	},
};
