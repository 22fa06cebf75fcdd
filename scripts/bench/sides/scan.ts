/** A whole till with a large catalogue: what one scan costs, and one keystroke of a search. */
import {join} from 'node:path';
import {catalogueDocument} from '../../../couch/documents/catalogue.ts';
import {openSqlite} from '../../../couch/store/sqlite.ts';
import type {Devices} from '../../../till/app/open-till.ts';
import {hashPin} from '../../../till/app/pin.ts';
import {Till} from '../../../till/app/till.ts';
import {systemClock} from '../../../till/devices/clock.ts';
import {createMemoryCable} from '../../../till/devices/memory-transport.ts';
import {createPosnetPrinter} from '../../../till/devices/posnet/driver.ts';
import {createPosnetSimulator} from '../../../till/devices/posnet/simulator.ts';
import {assert} from '../../../till/domain/assert.ts';
import type {CatalogueItem, Product, PromotionTerms, TillProfile} from '../../../till/domain/catalogue.ts';
import {grosze} from '../../../till/domain/money.ts';
import {type SearchIndex, searchByName, searchIndex} from '../../../till/domain/search.ts';
import type {VatTable} from '../../../till/domain/vat.ts';
import {openReplica} from '../../../till/replica/open-replica.ts';
import type {CatalogueReplica, ReplicatedDocument} from '../../../till/replica/replica.ts';
import {sha256} from '../../../till/replica/sha256.ts';
import {createLink} from '../../../till/sync/couch-link.ts';
import {benchProducts, goodsGroupCount} from '../goods.ts';
import {MeasuredJournal} from '../measured-journal.ts';
import {serveSide} from '../side.ts';
import {benchSign} from '../till-keys.ts';

const vat: VatTable = {A: 2300, B: 800, C: 500, D: 0, E: 'exempt', F: 'inactive', G: 'inactive'};
const pin = '2580';
/** Nobody is there. */
const nowhere = 'http://127.0.0.1:9';
const queries = [
	'm',
	'ml',
	'mle',
	'mleko',
	'mleko po',
	'ser zol',
	'pod',
	'lasem baton',
	'sok 500',
	'wisl herb',
	'10',
	'zagroda 950',
];

/** Into one basket, once it is full. */
const fullScanCount = 20;

interface Counts {
	readonly scanCount: number;
	/** Of scans that are measured and left out: a till is warm after its first customers. */
	readonly warmUpCount: number;
	readonly lineCount: number;
}

/** Of each scan. */
interface Scans {
	/** From the command until the snapshot is made. */
	readonly scanMs: readonly number[];
	/** Of all threads: it says least of what else the machine is doing. */
	readonly processorMs: readonly number[];
	/** Of it, the journal's. */
	readonly journalMs: readonly number[];
	/** From the journal's beginning until its bytes are on the disk. */
	readonly onDiskMs: readonly number[];
	/** What the whole basket takes as text that is written and synced bare. */
	readonly bareMs: readonly number[];
}

interface Opened {
	readonly till: Till;
	readonly products: readonly Product[];
	readonly journal: MeasuredJournal;
	readonly index: SearchIndex<Product>;
}
let opened: Opened | undefined;
const here = (): Opened => {
	assert(opened !== undefined, 'the till is open');
	return opened;
};

const calls = {
	async open({
		dataDir,
		products: count,
		promotions,
	}: {
		readonly dataDir: string;
		readonly products: number;
		readonly promotions: number;
	}) {
		const documents = benchProducts(count);
		const products = documents.map(document => ({receiptName: document['name'], ...document}) as unknown as Product);
		const others = (await shopItems(products, promotions)).map(catalogueDocument);
		const all = [...documents, ...others].map(document => ({...document, _rev: '1-0'}) as ReplicatedDocument);
		const replica = await openReplica({dataDir: join(dataDir, 'till'), till: 'bench'});
		const journal = new MeasuredJournal(replica.journal, dataDir);
		const link = createLink({
			replica,
			server: {url: nowhere},
			till: 'bench',
			clock: systemClock,
			random: Math.random,
			pushSeconds: 3600,
			log: () => undefined,
		});
		const till = new Till({
			id: 'bench',
			version: 'bench',
			replica: {...replica, catalogue: memoryCatalogue(all), journal},
			link,
			connectDevices,
			clock: systemClock,
			sealer: {till: 'bench', sha256, sign: benchSign, suffix: () => sha256(String(Math.random())).slice(0, 8)},
			saleId: () => sha256(String(Math.random())).slice(0, 24),
			log: sentence => process.stderr.write(`  ${sentence}\n`),
		});
		await till.start();
		await until(
			() =>
				till.snapshot().printers.length === 2 && till.snapshot().printers.every(({condition}) => condition === 'ready'),
		);
		await till.command({do: 'log-in', cashier: '1', pin});
		await until(() => till.snapshot().screen.at === 'sale');
		opened = {till, products, journal, index: searchIndex(products)};
	},

	/**
	 * Goods of all kinds. What is measured is a scan into a basket of so many lines or more; a basket that has taken some of
	 * those is voided, and another is filled. Between two scans the till is left alone for a moment, as a cashier leaves it,
	 * or its printers and its book would never have their turn.
	 */
	async scan({scanCount, warmUpCount, lineCount}: Counts): Promise<Scans> {
		const {till, products, journal} = here();
		const scans: Record<keyof Scans, number[]> = {
			scanMs: [],
			processorMs: [],
			journalMs: [],
			onDiskMs: [],
			bareMs: [],
		};
		for (let scanned = 0, full = 0; full < warmUpCount + scanCount; scanned++) {
			const [barcode = ''] = products[(scanned * 7919) % products.length]?.barcodes ?? [];
			const usedBefore = process.cpuUsage();
			const beganMs = performance.now();
			await till.command({do: 'scan', code: barcode});
			const {sale, message} = till.snapshot();
			const scanMs = performance.now() - beganMs;
			const {user, system} = process.cpuUsage(usedBefore);
			assert(message === undefined, `a code sells: ${JSON.stringify(message)}`);
			if (sale.lines.length >= lineCount) full += 1;
			if (sale.lines.length >= lineCount && full > warmUpCount) {
				const {writeMs, onDiskMs, bareMs} = await journal.lastTimes();
				scans.scanMs.push(scanMs);
				scans.processorMs.push((user + system) / 1000);
				scans.journalMs.push(writeMs);
				scans.onDiskMs.push(onDiskMs);
				scans.bareMs.push(bareMs);
			}
			if (sale.lines.length >= lineCount + fullScanCount) await till.command({do: 'void-sale'});
			await new Promise(resolve => setTimeout(resolve, 1));
		}
		return scans;
	},

	/** The goods of a code by an index, and by a look at all of them. */
	plainScan({scanCount}: {readonly scanCount: number}) {
		const {products, till} = here();
		const goods = till.goods();
		assert(goods.complete, 'the till tells all goods');
		const byCode = new Map(products.flatMap(product => product.barcodes.map(barcode => [barcode, product] as const)));
		const ours: number[] = [];
		const plain: number[] = [];
		for (let asked = 0; asked < scanCount; asked++) {
			const [barcode = ''] = products[(asked * 104_729) % products.length]?.barcodes ?? [];
			ours.push(tookMs(() => byCode.get(barcode)));
			plain.push(tookMs(() => products.find(product => product.barcodes.includes(barcode))));
		}
		return {ours, plain};
	},

	search() {
		const {index} = here();
		return repeated(query => searchByName(index, {query, limit: 200}));
	},

	async plainSearch({folder}: {readonly folder: string}) {
		const {products} = here();
		const file = openSqlite(join(folder, 'goods.sqlite'));
		file.exec('CREATE TABLE goods (code TEXT PRIMARY KEY, name TEXT NOT NULL)');
		file.transaction(() => {
			for (const {code, name} of products) file.run('INSERT INTO goods VALUES (?, ?)', code, name);
		});
		const times = repeated(query => {
			const words = query.split(' ');
			const where = words.map(() => 'name LIKE ?').join(' AND ');
			return file.all(
				`SELECT code, name FROM goods WHERE ${where} ORDER BY name LIMIT 200`,
				...words.map(word => `%${word}%`),
			);
		});
		await file.close();
		return times;
	},
};

function repeated(search: (query: string) => unknown): readonly number[] {
	for (const query of queries) search(query);
	return Array.from({length: 20}, () => queries.map(query => tookMs(() => search(query)))).flat();
}

function tookMs(work: () => unknown): number {
	const beganMs = performance.now();
	work();
	return performance.now() - beganMs;
}

async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise(resolve => setTimeout(resolve, 20));
}

function memoryCatalogue(documents: readonly ReplicatedDocument[]): CatalogueReplica {
	return {
		async *pages() {
			yield documents;
		},
		all: async () => documents,
		isEmpty: async () => false,
		cursor: () => undefined,
		revisions: async () => new Map(),
		apply: async () => undefined,
		keepCursor: () => undefined,
		keepOnly: async () => undefined,
		onApplied: () => () => undefined,
	};
}

async function shopItems(products: readonly Product[], promotionCount: number): Promise<readonly CatalogueItem[]> {
	const printer = {protocol: 'posnet', address: {kind: 'tcp', host: '127.0.0.1', port: 9}} as const;
	const profile: TillProfile = {
		id: 'bench',
		name: 'Kasa 1',
		number: 1,
		printers: {main: printer, alcohol: printer},
		receiptsPushSeconds: 3600,
		publicKey: `MCowBQYDK2VwAyEA${'A'.repeat(43)}=`,
	};
	const groups = Array.from(
		{length: goodsGroupCount},
		(_, order): CatalogueItem => ({
			kind: 'group',
			value: {
				code: `g${order}`,
				name: `Grupa ${order}`,
				route: order === 0 ? 'alcohol' : 'main',
				colour: 'dairy',
				order,
			},
		}),
	);
	return [
		{kind: 'shop', value: {name: 'Pomiar', vat, weightBarcodes: [], deposits: [], quickProducts: []}},
		...groups,
		{kind: 'till', value: profile},
		{
			kind: 'cashier',
			value: {id: '1', name: 'Anna', pinHash: await hashPin(pin), permissions: ['sell', 'void-line', 'void-sale']},
		},
		...Array.from(
			{length: promotionCount},
			(_, number): CatalogueItem => ({
				kind: 'promotion',
				value: {
					id: `p${number}`,
					name: `Promocja ${number}`,
					validFrom: '2020-01-01T00:00:00+01:00',
					...reachOf(number, products),
				},
			}),
		),
	];
}

/** Of every kind two; each reaches several groups, so that a basket has much to choose from. */
function reachOf(
	number: number,
	products: readonly Product[],
): {readonly terms: PromotionTerms; readonly groups?: readonly string[]} {
	const groups = Array.from({length: 8}, (_, place) => `g${(number * 3 + place * 2) % goodsGroupCount}`);
	const some = (from: number) =>
		products
			.filter((_, place) => place % 9 === from)
			.slice(0, 20)
			.map(({code}) => code);
	const kinds: readonly PromotionTerms[] = [
		{kind: 'percent', percentHundredths: 1000},
		{kind: 'fixed-price', priceGrosze: grosze(299)},
		{kind: 'n-for-m', take: 3, pay: 2},
		{kind: 'second-cheaper', percentHundredths: 5000},
		{
			kind: 'bundle',
			parts: [
				{products: some(1), pieces: 1},
				{products: some(2), pieces: 1},
			],
			priceGrosze: grosze(1500),
		},
	];
	const terms = kinds[number % kinds.length];
	assert(terms !== undefined, 'there are kinds');
	return terms.kind === 'bundle' ? {terms} : {terms, groups};
}

function connectDevices(): Devices {
	const printer = (uniqueNumber: string) => {
		const cable = createMemoryCable({clock: systemClock});
		createPosnetSimulator({uniqueNumber, header: ['Pomiar'], vat, clock: systemClock, printMs: 0}).attach(cable.device);
		return createPosnetPrinter({transport: cable.transport, clock: systemClock});
	};
	const printers = {main: printer('ZBF 1'), alcohol: printer('ZBF 2')};
	return {
		printers,
		stop: async () => void (await Promise.all([printers.main.stop(), printers.alcohol.stop()])),
	};
}

export type ScanSide = typeof calls;

serveSide(calls);
