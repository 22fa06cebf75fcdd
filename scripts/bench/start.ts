/** A till that was switched off: how long until it sells, when the server is not there either? */
import {cpSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {catalogueDocument} from '../../couch/documents/catalogue.ts';
import {catalogueDatabase} from '../../couch/documents/databases.ts';
import {hashPin} from '../../till/app/pin.ts';
import {openTillKey} from '../../till/app/till-key.ts';
import {assert} from '../../till/domain/assert.ts';
import type {CatalogueItem} from '../../till/domain/catalogue.ts';
import type {TillConfig} from '../../till/till-config.ts';
import {buildPages, buildPrograms, distDir, uiDir} from '../build.ts';
import {demoVat} from '../demo/shop.ts';
import {freePort} from '../shop/ports.ts';
import {Program} from '../shop/program.ts';
import type {BenchContext, Benchmark, Row} from './benchmark.ts';
import {dropFileCache} from './file-cache.ts';
import {benchProduct, goodsGroupCount, loadGoods} from './goods.ts';
import {peakMemoryMb} from './process-memory.ts';
import {startSide} from './side.ts';
import type {ReaderSide} from './sides/reader.ts';
import type {StockAdapter, StockSide} from './sides/stock.ts';
import type {TillSide} from './sides/till.ts';
import {median, rounded, showNumber, showSpread} from './statistics.ts';
import type {StockStack} from './stock.ts';
import {openTillPage} from './till-page.ts';

const tillId = 'bench-01';
const cashier = {id: 'anna', name: 'Anna Kowalczyk', pin: '1234'};
const roundCount = 5;

interface ColdStart {
	readonly readyMs: number;
	readonly scannedMs: number;
	readonly shownMs: number;
	readonly memoryMb: number | undefined;
}

interface Reading {
	readonly tookMs: number;
	readonly memoryMb: number;
}

export const start: Benchmark = {
	name: 'start',
	title: 'From switching a till on, without a server, until its first scan is accepted.',

	async run(context) {
		const stack = await context.stock();
		const productCount = context.smoke ? 5000 : 100_000;
		const dataDir = await fillTill(context, productCount);
		const stockPaths = await fillStock(context, {stack, productCount});
		await Promise.all([buildPrograms(distDir, ['till']), buildPages()]);
		const starts: ColdStart[] = [];
		const readings: Reading[] = [];
		let isCold = false;
		for (let round = 1; round <= roundCount; round++) {
			context.say(`round ${round}: a cold start, the goods alone`);
			const folder = context.openFolder();
			cpSync(dataDir, folder, {recursive: true});
			isCold = dropFileCache();
			starts.push(await startCold(folder, productCount));
			dropFileCache();
			readings.push(await readOurs(dataDir, productCount));
		}
		const stock = new Map<StockAdapter, Reading>();
		for (const [adapter, path] of stockPaths) {
			context.say(`stock ${adapter}: the goods alone`);
			dropFileCache();
			stock.set(adapter, await readStock({stack, adapter, path}, productCount));
		}
		return resultOf({productCount, starts, readings, stock, isCold, stack});
	},
};

function resultOf(measured: {
	readonly productCount: number;
	readonly starts: readonly ColdStart[];
	readonly readings: readonly Reading[];
	readonly stock: ReadonlyMap<StockAdapter, Reading>;
	readonly isCold: boolean;
	readonly stack: StockStack;
}) {
	const {productCount, starts, readings, stock, isCold, stack} = measured;
	const seconds = (tookMs: readonly number[]) => `${showSpread(tookMs.map(each => each / 1000))} s`;
	const coldStartMs = rounded(median(starts.map(({scannedMs}) => scannedMs)), 0);
	const memories = starts.flatMap(({memoryMb}) => memoryMb ?? []);
	const memoryMb = memories.length === 0 ? undefined : Math.max(...memories);
	const readingMs = readings.map(({tookMs}) => tookMs);
	const many = showNumber(productCount);
	const rows: Row[] = [
		{
			measure: 'until the first scan is accepted',
			ours: seconds(starts.map(({scannedMs}) => scannedMs)),
			reach: {target: '<= 4 s', reached: coldStartMs <= 4000},
		},
		{
			measure: 'the most memory it takes',
			ours: memoryMb === undefined ? 'not told' : `${memoryMb} MB`,
			...(memoryMb !== undefined && {reach: {target: '<= 400 MB', reached: memoryMb <= 400}}),
		},
		{measure: 'until it says that it is ready', ours: seconds(starts.map(({readyMs}) => readyMs))},
		{measure: 'until the screen shows the line', ours: seconds(starts.map(({shownMs}) => shownMs))},
		...[...stock].map(
			([adapter, reading]): Row => ({
				measure: `${many} goods from the disk into a map (stock: ${adapter === 'leveldb' ? 'LevelDB' : 'node-websql'})`,
				ours: seconds(readingMs),
				stock: seconds([reading.tookMs]),
				ratio: reading.tookMs / median(readingMs),
			}),
		),
	];
	return {
		rows,
		figures: {coldStartMs, memoryMb: memoryMb ?? null, products: productCount, cacheDropped: isCold},
		notes: [
			stack.description,
			`The till is what \`npm start\` runs (\`dist/till.mjs\`), in a folder with ${many} goods; measured from the start of its process over the page, its stream of all goods, and the login. No server, no devices answer. Each start has a fresh copy of the folder.`,
			isCold
				? 'The file cache was dropped before each start: Node itself and its libraries are read from the disk as well.'
				: 'The file cache could not be dropped here: a machine that was just switched on is slower.',
		],
	};
}

/** A till's folder with a whole catalogue in it, pulled from the server as any till pulls it. */
async function fillTill(context: BenchContext, productCount: number): Promise<string> {
	const shop = await context.openShop();
	const dataDir = context.openFolder();
	context.say(`${productCount} products onto the server`);
	await loadGoods(shop, productCount);
	const {publicKey} = openTillKey(join(dataDir, 'till-key.pem'));
	const address = {kind: 'tcp', host: '127.0.0.1', port: await freePort()} as const;
	const items: readonly CatalogueItem[] = [
		{kind: 'shop', value: {name: 'Sklep', vat: demoVat, weightBarcodes: [], deposits: [], quickProducts: []}},
		...Array.from(
			{length: goodsGroupCount},
			(_, order): CatalogueItem => ({
				kind: 'group',
				value: {code: `g${order}`, name: `Grupa ${order}`, route: 'main', colour: 'green', order},
			}),
		),
		{
			kind: 'cashier',
			value: {id: cashier.id, name: cashier.name, pinHash: await hashPin(cashier.pin), permissions: ['sell']},
		},
		{
			kind: 'till',
			value: {
				id: tillId,
				name: 'Kasa 1',
				number: 1,
				printers: {main: {protocol: 'posnet', address}},
				receiptsPushSeconds: 15,
				publicKey,
			},
		},
	];
	const [failure] = await shop.couch.database(catalogueDatabase).bulk(items.map(catalogueDocument));
	assert(failure === undefined, `the server takes the shop: ${failure?.id} ${failure?.reason}`);
	context.say('… and into a till');
	const side = startSide<TillSide>('till');
	const {documentCount} = await side.call('open', {id: tillId, dataDir, server: shop.address()});
	await side.call('close', undefined);
	await side.end();
	assert(documentCount === productCount + items.length, `the till has everything, not ${documentCount} documents`);
	return dataDir;
}

async function fillStock(
	context: BenchContext,
	{stack, productCount}: {readonly stack: StockStack; readonly productCount: number},
): Promise<ReadonlyMap<StockAdapter, string>> {
	const paths = new Map<StockAdapter, string>();
	for (const adapter of ['websql', 'leveldb'] as const) {
		context.say(`stock ${adapter}: ${productCount} products`);
		const path = join(context.openFolder(), 'stock');
		const side = startSide<StockSide>('stock');
		await side.call('fill', {stack, adapter, path, count: productCount});
		await side.end();
		paths.set(adapter, path);
	}
	return paths;
}

async function startCold(dataDir: string, productCount: number): Promise<ColdStart> {
	const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
	const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {readonly version: string};
	const config: TillConfig = {
		id: tillId,
		version,
		dataDir,
		port: 0,
		uiDir,
		server: {url: `http://127.0.0.1:${await freePort()}`, user: tillId, password: 'nobody asks'},
		pushSeconds: 15,
	};
	const configFile = join(dataDir, 'till.json');
	writeFileSync(configFile, JSON.stringify(config));
	const program = new Program({
		name: tillId,
		args: ['--enable-source-maps', join(distDir, 'till.mjs'), '--config', configFile],
		ready: /^ready (\S+)$/,
		onLine: () => undefined,
	});
	const [barcode = ''] = benchProduct(productCount - 1)['barcodes'] as readonly string[];
	const beganMs = performance.now();
	try {
		const url = await program.start();
		const readyMs = performance.now() - beganMs;
		const page = await openTillPage(url);
		await page.command({do: 'log-in', cashier: cashier.id, pin: cashier.pin});
		await page.command({do: 'scan', code: barcode});
		const scannedMs = performance.now() - beganMs;
		const {sale} = await page.until(snapshot => snapshot.sale.lines.length > 0);
		const shownMs = performance.now() - beganMs;
		assert(sale.lines.length === 1, 'the scanned good is the only line of the basket');
		const memoryMb = program.pid === undefined ? undefined : peakMemoryMb(program.pid);
		await page.close();
		return {readyMs, scannedMs, shownMs, memoryMb};
	} finally {
		await program.stop();
	}
}

async function readOurs(dataDir: string, productCount: number): Promise<Reading> {
	const side = startSide<ReaderSide>('reader');
	const {goodsCount, ...reading} = await side.call('readGoods', {dataDir, till: tillId});
	await side.end();
	assert(goodsCount === productCount, `ours reads every product: ${goodsCount}`);
	return reading;
}

async function readStock(
	place: {readonly stack: StockStack; readonly adapter: StockAdapter; readonly path: string},
	productCount: number,
): Promise<Reading> {
	const side = startSide<StockSide>('stock');
	const {goodsCount, ...reading} = await side.call('readGoods', place);
	await side.end();
	assert(goodsCount === productCount, `stock reads every product: ${goodsCount}`);
	return reading;
}
