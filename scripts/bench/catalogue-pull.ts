/** The whole catalogue into an empty till. */
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {assert} from '../../till/domain/assert.ts';
import type {BenchContext, Benchmark} from './benchmark.ts';
import {loadGoods} from './goods.ts';
import type {BenchShop} from './server.ts';
import {startSide} from './side.ts';
import type {Cost} from './sides/cost.ts';
import type {FloorSide} from './sides/floor.ts';
import type {StockAdapter, StockSide} from './sides/stock.ts';
import type {TillSide} from './sides/till.ts';
import {median, rounded, showSpread} from './statistics.ts';
import type {StockStack} from './stock.ts';

const productCount = 50_000;

export const cataloguePull: Benchmark = {
	name: 'catalogue-pull',
	title: `${productCount} products into an empty till, until it is live.`,

	async run(context) {
		const stack = await context.stock();
		const shop = await context.openShop();
		context.say(`${productCount} products onto the server`);
		await loadGoods(shop, productCount);
		// The first reader warms the server for all others.
		await readStream(shop);
		const runs = {ours: [] as Cost[], leveldb: [] as Cost[], websql: [] as Cost[]};
		const floors = {stream: [] as number[], inserts: [] as number[]};
		for (let round = 1; round <= 3; round++) {
			context.say(`round ${round}: floors, ours, stock`);
			floors.stream.push(perSecond(await readStream(shop)));
			floors.inserts.push(perSecond(await insertRows(context)));
			runs.ours.push(await pullOurs(context, shop));
			// The stock side takes minutes; one run of each is enough unless somebody wants to know it exactly.
			if (round > 1 && !context.full) continue;
			runs.leveldb.push(await pullStock(context, shop, {stack, adapter: 'leveldb', batchSize: 1000}));
			runs.websql.push(await pullStock(context, shop, {stack, adapter: 'websql'}));
		}
		const speeds = (pulls: readonly Cost[]) => pulls.map(perSecond);
		const ours = median(speeds(runs.ours));
		const websql = median(speeds(runs.websql));
		const leveldb = median(speeds(runs.leveldb));
		const floor = Math.min(median(floors.stream), median(floors.inserts));
		const oursShown = `${showSpread(speeds(runs.ours))} /s`;
		return {
			rows: [
				{
					measure: 'beside stock node-websql',
					ours: oursShown,
					stock: `${showSpread(speeds(runs.websql))} /s`,
					ratio: ours / websql,
					reach: {target: '>= 10 times', reached: ours >= 10 * websql},
				},
				{
					measure: 'beside LevelDB, batch_size 1000',
					ours: oursShown,
					stock: `${showSpread(speeds(runs.leveldb))} /s`,
					ratio: ours / leveldb,
					reach: {target: '>= 1.7 times', reached: ours >= 1.7 * leveldb},
				},
				{
					measure: 'share of the slower floor',
					ours: `${Math.round((ours / floor) * 100)} %`,
					reach: {target: '>= 80 %', reached: ours >= 0.8 * floor},
				},
				{measure: 'floor: the stream, read and thrown away', ours: `${showSpread(floors.stream)} /s`},
				{measure: 'floor: raw SQLite inserts', ours: `${showSpread(floors.inserts)} /s`},
				{
					measure: "the till's processor time (stock: LevelDB)",
					ours: processorTime(runs.ours),
					stock: processorTime(runs.leveldb),
					ratio: medianOf(runs.leveldb, 'processorMs') / medianOf(runs.ours, 'processorMs'),
				},
				{
					measure: "the till's processor time (stock: node-websql)",
					ours: processorTime(runs.ours),
					stock: processorTime(runs.websql),
					ratio: medianOf(runs.websql, 'processorMs') / medianOf(runs.ours, 'processorMs'),
				},
				{
					measure: 'memory at its highest (stock: LevelDB)',
					ours: `${medianOf(runs.ours, 'memoryMb')} MB`,
					stock: `${medianOf(runs.leveldb, 'memoryMb')} MB`,
				},
			],
			figures: {
				oursPerSecond: Math.round(ours),
				stockWebsqlPerSecond: Math.round(websql),
				leveldbPerSecond: Math.round(leveldb),
				floorPerSecond: Math.round(floor),
			},
			notes: [
				stack.description,
				'Processor time leaves out what others take of the machine; a rate holds only where server and till each have a core to themselves, for ours keeps both busy at once while stock waits for one or the other.',
			],
		};
	},
};

function medianOf(runs: readonly Cost[], figure: keyof Cost): number {
	return median(runs.map(run => run[figure]));
}

function processorTime(runs: readonly Cost[]): string {
	return `${showSpread(runs.map(({processorMs}) => processorMs / 1000))} s`;
}

function perSecond({tookMs}: {readonly tookMs: number}): number {
	return rounded((productCount / tookMs) * 1000, 0);
}

async function readStream(shop: BenchShop): Promise<{readonly tookMs: number}> {
	const side = startSide<FloorSide>('floor');
	const read = await side.call('readStream', {url: shop.databaseUrl(catalogueDatabase), rowCount: productCount});
	await side.end();
	return read;
}

async function insertRows(context: BenchContext): Promise<{readonly tookMs: number}> {
	const side = startSide<FloorSide>('floor');
	const written = await side.call('insertRows', {folder: context.openFolder(), rowCount: productCount});
	await side.end();
	return written;
}

async function pullOurs(context: BenchContext, shop: BenchShop): Promise<Cost> {
	const side = startSide<TillSide>('till');
	const pulled = await side.call('open', {id: 'bench', dataDir: context.openFolder(), server: shop.address()});
	await side.call('close', undefined);
	await side.end();
	assert(pulled.documentCount === productCount, `the till has ${productCount} products, not ${pulled.documentCount}`);
	return pulled;
}

async function pullStock(
	context: BenchContext,
	shop: BenchShop,
	stock: {readonly stack: StockStack; readonly adapter: StockAdapter; readonly batchSize?: number},
): Promise<Cost> {
	const side = startSide<StockSide>('stock');
	const path = `${context.openFolder()}/stock`;
	const pulled = await side.call('pull', {...stock, path, url: shop.databaseUrl(catalogueDatabase)});
	await side.end();
	assert(pulled.documentCount >= productCount, `stock has ${productCount} products, not ${pulled.documentCount}`);
	return pulled;
}
