/** From the office's new price to the screens of all tills. */
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {assert} from '../../till/domain/assert.ts';
import type {Benchmark} from './benchmark.ts';
import {benchProduct, loadGoods} from './goods.ts';
import {startSide} from './side.ts';
import type {TillsSide} from './sides/tills.ts';
import {quantile, rounded} from './statistics.ts';
import {wallClockMs} from './wall-clock.ts';

const processCount = 4;
const tillsPerProcess = 5;
const productCount = 1000;
const warmUpCount = 10;
const changeCount = 100;

export const freshness: Benchmark = {
	name: 'freshness',
	title: `A price written on the server until it is in the snapshot of each of ${processCount * tillsPerProcess} tills.`,

	async run(context) {
		const shop = await context.openShop();
		await loadGoods(shop, productCount);
		const sides = Array.from({length: processCount}, () => startSide<TillsSide>('tills'));
		for (const side of sides) context.defer(() => side.end());
		context.say(`${processCount * tillsPerProcess} tills load ${productCount} products`);
		for (const [place, side] of sides.entries()) {
			const tills = Array.from({length: tillsPerProcess}, (_, number) => ({
				id: `bench-${place}-${number}`,
				dataDir: context.openFolder(),
				server: shop.address(),
			}));
			await side.call('open', {tills});
		}
		context.say(`${changeCount} changes of price, one after the other`);
		const catalogue = shop.couch.database(catalogueDatabase);
		const delaysMs: number[] = [];
		const writesMs: number[] = [];
		for (let change = 0; change < warmUpCount + changeCount; change++) {
			const product = benchProduct(change % productCount);
			const stored = await catalogue.get(product._id);
			const priceGrosze = 10_000 + change;
			const code = String(product['code']);
			for (const side of sides) await side.call('expect', {code, priceGrosze});
			const askedAtMs = wallClockMs();
			const written = await catalogue.put({...product, priceGrosze, ...(stored && {_rev: stored._rev})});
			const writtenAtMs = wallClockMs();
			assert(written !== 'conflict', 'nobody else writes the catalogue');
			const seenAtMs = (await Promise.all(sides.map(side => side.call('seen', undefined)))).flat();
			if (change < warmUpCount) continue;
			writesMs.push(writtenAtMs - askedAtMs);
			delaysMs.push(...seenAtMs.map(atMs => atMs - askedAtMs));
		}
		for (const side of sides) await side.call('close', undefined);
		const medianMs = rounded(quantile(delaysMs, 0.5), 1);
		const p99Ms = rounded(quantile(delaysMs, 0.99), 1);
		return {
			rows: [
				{
					measure: 'median',
					ours: `${medianMs} ms`,
					reach: {target: '<= 50 ms', reached: medianMs <= 50},
				},
				{measure: 'p99', ours: `${p99Ms} ms`, reach: {target: '<= 500 ms', reached: p99Ms <= 500}},
				{measure: "the server's own answer to the write, median", ours: `${rounded(quantile(writesMs, 0.5), 1)} ms`},
			],
			figures: {medianMs, p99Ms},
			notes: [
				`Measured from the moment the write is sent; the server's own time is part of it. ${processCount} processes of ${tillsPerProcess} tills, and the server, share the machine's cores.`,
			],
		};
	},
};
