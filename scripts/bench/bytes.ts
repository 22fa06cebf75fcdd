/** What crosses the wire between a till and its server, both ways, heads and framing included. */
import {setTimeout as delay} from 'node:timers/promises';
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {assert} from '../../till/domain/assert.ts';
import type {BenchContext, Benchmark} from './benchmark.ts';
import {bytesResult, type WireFigures} from './bytes-table.ts';
import type {Traffic} from './counting-proxy.ts';
import {type Follower, ourFollower, stockFollower} from './follower.ts';
import {benchProduct, loadGoods} from './goods.ts';
import type {BenchShop} from './server.ts';
import {median} from './statistics.ts';

const productCount = 50_000;
const changedCount = 1000;
const backlogCount = 2000;
/** Of different goods: what the compression of a stream knows by heart grows with each. */
const priceChangeCount = 25;
const receiptCount = 5;
/** Longer than the till waits before it writes its status, shorter than a heartbeat. */
const quietMs = 7000;
/** For what comes after the last byte that was waited for. */
const settleMs = 500;

export const bytes: Benchmark = {
	name: 'bytes',
	title: 'Bytes and requests on the wire for one till, counted by a TCP proxy.',

	async run(context) {
		const stack = await context.stock();
		const shop = await context.openShop();
		context.say(`${productCount} products onto the server`);
		await loadGoods(shop, productCount);
		const followers = [
			await ourFollower({context, shop, name: 'ours', compressed: false}),
			await ourFollower({context, shop, name: 'ours-gzip', compressed: true}),
			await stockFollower({context, shop, name: 'stock', compressed: false, stack}),
			await stockFollower({context, shop, name: 'stock-gzip', compressed: true, stack}),
		];
		const measured = await measureAll({context, shop, followers});
		const [ours, oursGzip, stock, stockGzip] = measured;
		assert(ours !== undefined && oursGzip !== undefined, 'both of ours were measured');
		assert(stock !== undefined && stockGzip !== undefined, 'both of stock were measured');
		return bytesResult({
			ours: {plain: ours, gzip: oursGzip},
			stock: {plain: stock, gzip: stockGzip},
			productJsonBytes: Math.round(median([1, 2, 3, 4, 5].map(number => jsonBytes(benchProduct(number))))),
			server: context.server,
			stack,
		});
	},
};

interface Stage {
	readonly context: BenchContext;
	readonly shop: BenchShop;
	readonly followers: readonly Follower[];
}

/** The figures of each follower, in their order. */
async function measureAll(stage: Stage): Promise<readonly WireFigures[]> {
	const {context, followers} = stage;
	const firstLoads: number[] = [];
	for (const follower of followers) {
		context.say(`${follower.name}: first load`);
		const {documentCount} = await follower.open();
		assert(documentCount >= productCount, `${follower.name} has the catalogue: ${documentCount}`);
		firstLoads.push(follower.wire.traffic().bytes / productCount);
	}
	await untilQuiet(followers);
	context.say(`one price, ${priceChangeCount} times`);
	const priceChanges: (readonly Traffic[])[] = [];
	for (let change = 0; change < priceChangeCount; change++) {
		priceChanges.push(await during(followers, () => changePrices(stage, {from: change, count: 1, plus: 1})));
	}
	context.say(`${changedCount} prices in one list`);
	const priceList = await during(followers, () => putPriceList(stage));
	context.say(`${changedCount} changed products`);
	const products = await during(followers, () => changePrices(stage, {from: 1000, count: changedCount, plus: 2}));
	await untilQuiet(followers);
	context.say('an idle minute');
	const idle = await during(followers, () => delay(60_000));
	context.say(`one receipt, ${receiptCount} times`);
	const receipts: (readonly {readonly bytes: number; readonly jsonBytes: number}[])[] = [];
	for (let sold = 0; sold < receiptCount; sold++) receipts.push(await sendReceipts(followers, 1));
	await untilQuiet(followers);
	context.say(`a backlog of ${backlogCount} receipts`);
	for (const follower of followers) await follower.hold();
	await untilQuiet(followers);
	const backlog = await sendReceipts(followers, backlogCount);
	return followers.map((_, place) => ({
		priceChangeBytes: median(priceChanges.map(traffic => at(traffic, place).bytes)),
		firstPriceChangeBytes: at(priceChanges.at(0) ?? [], place).bytes,
		lastPriceChangeBytes: at(priceChanges.at(-1) ?? [], place).bytes,
		priceChangeRequests: median(priceChanges.map(traffic => at(traffic, place).requests)),
		priceList1000Bytes: at(priceList, place).bytes,
		priceList1000Requests: at(priceList, place).requests,
		changedProductBytes: at(products, place).bytes / changedCount,
		idleMinuteBytes: at(idle, place).bytes,
		idleMinuteRequests: at(idle, place).requests,
		firstLoadBytesPerProduct: firstLoads[place] ?? 0,
		receiptBytes: median(receipts.map(sent => at(sent, place).bytes)),
		receiptJsonBytes: median(receipts.map(sent => at(sent, place).jsonBytes)),
		backlogRatio: at(backlog, place).bytes / at(backlog, place).jsonBytes,
	}));
}

function at<Value>(values: readonly Value[], place: number): Value {
	const value = values[place];
	assert(value !== undefined, 'every follower was measured');
	return value;
}

/** What each wire carried meanwhile, and a moment longer. */
async function during(followers: readonly Follower[], act: () => Promise<unknown>): Promise<readonly Traffic[]> {
	for (const {wire} of followers) wire.reset();
	await act();
	await delay(settleMs);
	return followers.map(({wire}) => wire.traffic());
}

async function changePrices(
	{shop, followers}: Stage,
	{from, count, plus}: {readonly from: number; readonly count: number; readonly plus: number},
): Promise<void> {
	const catalogue = shop.couch.database(catalogueDatabase);
	const products = Array.from({length: count}, (_, number) => benchProduct(from + number));
	const stored = await catalogue.getAll(products.map(({_id}) => _id));
	const changed = products.map(product => {
		const rev = stored.get(product._id)?._rev;
		assert(rev !== undefined, `${product._id} is on the server`);
		return {...product, _rev: rev, priceGrosze: Number(product['priceGrosze']) + plus};
	});
	const failures = await catalogue.bulk(changed);
	assert(failures.length === 0, 'the server takes every price');
	await untilHeld(
		shop,
		followers,
		products.map(({_id}) => _id),
	);
}

async function putPriceList({shop, followers}: Stage): Promise<void> {
	const prices = Object.fromEntries(
		Array.from({length: changedCount}, (_, number) => {
			const product = benchProduct(number * 7);
			return [String(product['code']), Number(product['priceGrosze']) + 5];
		}),
	);
	const id = 'price-list:bench';
	const list = {_id: id, type: 'price-list', schema: 1, id: 'bench', name: 'Obniżki', prices};
	await shop.couch.database(catalogueDatabase).put({...list, validFrom: '2026-11-23T00:00:00+01:00'});
	await untilHeld(shop, followers, [id]);
}

async function untilHeld(shop: BenchShop, followers: readonly Follower[], ids: readonly string[]): Promise<void> {
	const stored = await shop.couch.database(catalogueDatabase).getAll(ids);
	const revisions = Object.fromEntries([...stored].map(([id, {_rev}]) => [id, _rev]));
	await Promise.all(followers.map(follower => follower.untilHeld(revisions)));
}

/** Receipts, one follower after the other. */
async function sendReceipts(
	followers: readonly Follower[],
	count: number,
): Promise<readonly {readonly bytes: number; readonly jsonBytes: number}[]> {
	const sent: {bytes: number; jsonBytes: number}[] = [];
	for (const follower of followers) {
		let jsonBytes = 0;
		const [traffic] = await during([follower], async () => {
			({jsonBytes} = await follower.sell(count));
			await follower.release();
		});
		sent.push({bytes: traffic?.bytes ?? 0, jsonBytes});
	}
	return sent;
}

/** Statuses are written, heads are read, checkpoints are kept. */
async function untilQuiet(followers: readonly Follower[]): Promise<void> {
	while (followers.some(({wire}) => wire.quietMs() < quietMs)) await delay(200);
}

function jsonBytes(document: object): number {
	return Buffer.byteLength(JSON.stringify(document));
}
