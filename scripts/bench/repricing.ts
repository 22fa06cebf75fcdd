/** A year of new prices: how large does the till's file become? */
import {join} from 'node:path';
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {assert} from '../../till/domain/assert.ts';
import type {BenchContext, Benchmark, Row} from './benchmark.ts';
import {folderBytes} from './folder-bytes.ts';
import {benchProducts, loadGoods, repriced, takeRulesAway} from './goods.ts';
import type {BenchShop} from './server.ts';
import {type Side, startSide} from './side.ts';
import type {StockAdapter, StockSide} from './sides/stock.ts';
import type {TillSide} from './sides/till.ts';
import {median, rounded, showNumber} from './statistics.ts';
import type {StockStack} from './stock.ts';

/** Stock writes so small a part of the goods, or it would take hours; what it takes a good is the same. */
const stockShare = 50;
const growthMax = 1.1;

interface Plan {
	readonly goodsCount: number;
	/** The days after which the file is looked at: the first has the goods only, the last is the end. */
	readonly lookOn: readonly [first: number, early: number, last: number];
}

interface Size {
	readonly day: number;
	readonly bytes: number;
	/** How much of it is a log that is written over and over. */
	readonly logBytes?: number;
}

interface Year {
	readonly sizes: readonly Size[];
	/** How long each day's prices took, from the server's answer until the till had them all. */
	readonly tookMs: readonly number[];
}

export const repricing: Benchmark = {
	name: 'repricing',
	title: "The till's file while every good gets a new price every day.",

	async run(context) {
		const stack = await context.stock();
		const plan: Plan = context.smoke ? {goodsCount: 500, lookOn: [0, 5, 20]} : {goodsCount: 5000, lookOn: [0, 30, 365]};
		const shop = await context.openShop();
		await loadGoods(shop, plan.goodsCount);
		await takeRulesAway(shop);
		const ours = await repriceOurs(context, shop, plan);
		const freshBytes = await pullAnew(context, shop, plan);
		const stock = new Map<StockAdapter, readonly Size[]>();
		for (const adapter of ['websql', 'leveldb'] as const) {
			stock.set(adapter, await repriceStock(context, {stack, adapter, plan}));
		}
		return resultOf({plan, ours, freshBytes, stock, stack});
	},
};

function resultOf({
	plan,
	ours,
	freshBytes,
	stock,
	stack,
}: {
	readonly plan: Plan;
	readonly ours: Year;
	readonly freshBytes: number;
	readonly stock: ReadonlyMap<StockAdapter, readonly Size[]>;
	readonly stack: StockStack;
}) {
	const {goodsCount, lookOn} = plan;
	const [, early, last] = lookOn;
	const megabytes = (bytes: number) => rounded(bytes / 2 ** 20, 1);
	const on = (sizes: readonly Size[] | undefined, day: number) => {
		const size = sizes?.find(each => each.day === day);
		assert(size !== undefined, `the file was looked at after day ${day}`);
		return size.bytes;
	};
	const logOn = (day: number) => ours.sizes.find(each => each.day === day)?.logBytes ?? 0;
	const growth = on(ours.sizes, last) / on(ours.sizes, early);
	const days = (tookMs: readonly number[]) => `${showNumber(median(tookMs))} ms`;
	const stockRows = [...stock].map(([adapter, sizes]): Row => {
		const name = adapter === 'leveldb' ? 'LevelDB' : 'node-websql';
		return {
			measure: `after ${last} days (stock: ${name}, day ${lookOn.join(', ')}: ${lookOn.map(day => megabytes(on(sizes, day))).join(', ')} MB)`,
			ours: `${megabytes(on(ours.sizes, last))} MB`,
			stock: `${megabytes(on(sizes, last))} MB`,
			ratio: on(sizes, last) / on(ours.sizes, last),
		};
	});
	return {
		rows: [
			...stockRows,
			...lookOn.map(
				(day): Row => ({
					measure: day === 0 ? `${showNumber(goodsCount)} goods as they were pulled` : `after ${day} daily repricings`,
					ours: `${megabytes(on(ours.sizes, day))} MB (log ${megabytes(logOn(day))})`,
					...(day === last && {
						reach: {target: `no larger than after ${early} (<= ${growthMax} ×)`, reached: growth <= growthMax},
					}),
				}),
			),
			{measure: `pulled anew after day ${last}`, ours: `${megabytes(freshBytes)} MB`},
			{
				measure: `a day's prices into the till, median of the first and of the last ${early} days`,
				ours: `${days(ours.tookMs.slice(0, early))}, ${days(ours.tookMs.slice(-early))}`,
			},
		],
		figures: {
			goods: goodsCount,
			days: last,
			sizesMb: Object.fromEntries(lookOn.map(day => [day, megabytes(on(ours.sizes, day))])),
			freshMb: megabytes(freshBytes),
			stockWebsqlMb: megabytes(on(stock.get('websql'), last)),
			stockLeveldbMb: megabytes(on(stock.get('leveldb'), last)),
		},
		notes: [
			stack.description,
			`\`catalogue.sqlite\` and its log, while the till runs: each day one \`_bulk_docs\` of ${showNumber(goodsCount)} changed goods on the server, followed by the till's real link.`,
			`Stock stores the same with auto_compaction as its replication would, ${showNumber(goodsCount / stockShare)} goods, its size times ${stockShare}.`,
		],
	};
}

async function repriceOurs(context: BenchContext, shop: BenchShop, {goodsCount, lookOn}: Plan): Promise<Year> {
	const catalogue = shop.couch.database(catalogueDatabase);
	const products = benchProducts(goodsCount);
	const stored = await catalogue.getAll(products.map(({_id}) => _id));
	const revisions = new Map([...stored].map(([id, {_rev}]) => [id, _rev]));
	const dataDir = context.openFolder();
	const till = startSide<TillSide>('till');
	context.defer(() => till.end());
	await till.call('open', {id: 'bench', dataDir, server: shop.address()});
	const sizes: Size[] = [];
	const tookMs: number[] = [];
	for (let day = 0; day <= Math.max(...lookOn); day++) {
		if (day > 0) {
			const sequence = await putPrices(shop, {products, revisions, day});
			const beganMs = performance.now();
			await till.call('untilRead', {sequence});
			tookMs.push(performance.now() - beganMs);
		}
		if (!lookOn.includes(day)) continue;
		const logBytes = folderBytes(dataDir, 'catalogue.sqlite-wal');
		sizes.push({day, bytes: folderBytes(dataDir, 'catalogue.sqlite'), logBytes});
		context.say(`day ${day}: ${showNumber((sizes.at(-1)?.bytes ?? 0) / 2 ** 20)} MB`);
	}
	await till.call('untilHeld', {revisions: Object.fromEntries(revisions)});
	await till.call('close', undefined);
	return {sizes, tookMs};
}

/** The day's prices in one write. Answers with the server's sequence after it, and notes the new revisions. */
async function putPrices(
	{couch}: BenchShop,
	{
		products,
		revisions,
		day,
	}: {
		readonly products: ReturnType<typeof benchProducts>;
		readonly revisions: Map<string, string>;
		readonly day: number;
	},
): Promise<string> {
	const catalogue = couch.database(catalogueDatabase);
	const docs = products.map(product => ({...repriced(product, day), _rev: revisions.get(product._id)}));
	const answer = await couch.request({method: 'POST', path: catalogue.path('_bulk_docs'), body: {docs}});
	for (const {id, rev} of answer as readonly {readonly id: string; readonly rev?: string}[]) {
		assert(rev !== undefined, `the server takes the price of ${id}`);
		revisions.set(id, rev);
	}
	const info = await catalogue.info();
	assert(info !== undefined, 'the catalogue is there');
	return info.updateSeq;
}

async function pullAnew(context: BenchContext, shop: BenchShop, {goodsCount}: Plan): Promise<number> {
	const dataDir = context.openFolder();
	const till: Side<TillSide> = startSide<TillSide>('till');
	const {documentCount} = await till.call('open', {id: 'bench', dataDir, server: shop.address()});
	const bytes = folderBytes(dataDir, 'catalogue.sqlite');
	await till.call('close', undefined);
	await till.end();
	assert(documentCount === goodsCount, `a new till has every good, not ${documentCount}`);
	return bytes;
}

async function repriceStock(
	context: BenchContext,
	{stack, adapter, plan}: {readonly stack: StockStack; readonly adapter: StockAdapter; readonly plan: Plan},
): Promise<readonly Size[]> {
	context.say(`stock ${adapter}: one good of ${stockShare}`);
	const folder = context.openFolder();
	const side = startSide<StockSide>('stock');
	const {sizes} = await side.call('reprice', {
		stack,
		adapter,
		path: join(folder, 'stock'),
		folder,
		goodsCount: plan.goodsCount / stockShare,
		lookOn: plan.lookOn,
	});
	await side.end();
	return sizes.map(({day, bytes}) => ({day, bytes: bytes * stockShare}));
}
