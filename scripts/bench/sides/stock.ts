/** The other side: PouchDB as it comes, from the cache folder. */
import {createHash} from 'node:crypto';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {noDigest} from '../../../till/domain/chain.ts';
import type {ChainHead} from '../../../till/domain/entry.ts';
import {folderBytes} from '../folder-bytes.ts';
import {benchProducts, repriced} from '../goods.ts';
import {benchReceipts} from '../receipts.ts';
import {serveSide} from '../side.ts';
import type {StockStack} from '../stock.ts';
import {openBareDatabase} from './bare-websql.ts';
import {watchCost} from './cost.ts';

export type StockAdapter = 'websql' | 'leveldb';

export interface StockPlace {
	readonly stack: StockStack;
	readonly adapter: StockAdapter;
	/** The file, or the folder, of the database. */
	readonly path: string;
}

const calls = {
	/** Replicates once from the address. */
	async pull({url, batchSize, ...place}: StockPlace & {readonly url: string; readonly batchSize?: number}) {
		const {PouchDB, open} = loadStock(place.stack);
		const watch = watchCost();
		const local = open(place);
		const source = new PouchDB(url, {skip_setup: true});
		const {docs_written: documentCount} = await local.replicate.from(
			source,
			batchSize === undefined ? {} : {batch_size: batchSize},
		);
		const cost = watch.end();
		await local.close();
		return {...cost, documentCount};
	},

	/** Follows the catalogue and sends receipts for as long as the process lives; resolves when it is in step. */
	async open({catalogueUrl, receiptsUrl, folder, stack}: StockTillInput) {
		const {PouchDB, open} = loadStock(stack);
		const catalogue = open({stack, adapter: 'leveldb', path: join(folder, 'catalogue')});
		const receipts = open({stack, adapter: 'leveldb', path: join(folder, 'receipts')});
		const follow = catalogue.replicate.from(new PouchDB(catalogueUrl, {skip_setup: true}), {live: true, retry: true});
		await new Promise<void>(resolve => {
			follow.once('paused', () => resolve());
		});
		opened = {catalogue, receipts, remoteReceipts: new PouchDB(receiptsUrl, {skip_setup: true}), head: start};
		await sendReceipts(opened);
		const {doc_count: documentCount} = await catalogue.info();
		return {documentCount};
	},

	/** Resolves when the local catalogue holds every document in this revision. */
	async untilHeld({revisions}: {readonly revisions: Readonly<Record<string, string>>}) {
		const {catalogue} = current();
		const keys = Object.keys(revisions);
		for (;;) {
			const {rows} = await catalogue.allDocs({keys});
			if (rows.every(row => !('error' in row) && row.value.rev === revisions[row.id])) return;
			await delay(lookAgainMs);
		}
	},

	/** Stops sending until `release`. */
	async hold() {
		await stopSending(current());
	},

	/** Puts receipts into the local database. Answers with the length of their JSON. */
	async sell({count, id}: {readonly count: number; readonly id: string}) {
		const till = current();
		const made = benchReceipts(count, id, till.head);
		const last = made.at(-1);
		if (last !== undefined) till.head = {entry: last.entry, digest: last.digest, month: last.month};
		for (const receipt of made) await till.receipts.put({...receipt});
		return {jsonBytes: made.reduce((sum, receipt) => sum + Buffer.byteLength(JSON.stringify(receipt)), 0)};
	},

	/** Sends, live. Resolves when the server has everything. */
	async release() {
		const till = current();
		if (till.sending === undefined) await sendReceipts(till);
		const {update_seq: sequence} = await till.receipts.info();
		while (Number(till.sentSequence) < Number(sequence)) await delay(lookAgainMs);
	},

	/** Puts so many products into an empty database, as a replication writes them. */
	async fill({count, ...place}: StockPlace & {readonly count: number}) {
		const local = loadStock(place.stack).open(place);
		const products = benchProducts(count).map(product => ({...product, _rev: revisionAt(product._id, 1)}));
		for (let at = 0; at < count; at += fillBatchCount) {
			await local.bulkDocs(products.slice(at, at + fillBatchCount), {new_edits: false});
		}
		await local.close();
	},

	/** All of them from the disk into a map. */
	async readGoods(place: StockPlace) {
		const watch = watchCost();
		const local = loadStock(place.stack).open(place);
		const goods = new Map<string, object>();
		const {rows} = await local.allDocs({include_docs: true});
		for (const {id, doc} of rows) if (doc !== undefined) goods.set(id, doc);
		const cost = watch.end();
		await local.close();
		return {...cost, goodsCount: goods.size};
	},

	/** New prices of so many products day after day, as a replication writes them; the size of the folder on some days. */
	async reprice({folder, goodsCount, lookOn, ...place}: StockPlace & RepriceInput) {
		const local = loadStock(place.stack).open(place, {auto_compaction: true});
		const products = benchProducts(goodsCount);
		const ancestries = new Map<string, string[]>(products.map(({_id}) => [_id, []]));
		const sizes: {day: number; bytes: number}[] = [];
		for (let day = 0; day <= Math.max(...lookOn); day++) {
			const documents = products.map(product => {
				const ids = ancestries.get(product._id) ?? [];
				const rev = revisionAt(product._id, day + 1);
				ids.unshift(rev.slice(rev.indexOf('-') + 1));
				return {
					...repriced(product, day),
					_rev: rev,
					_revisions: {start: day + 1, ids: ids.slice(0, toldRevisionsMax)},
				};
			});
			await local.bulkDocs(documents, {new_edits: false});
			if (lookOn.includes(day)) sizes.push({day, bytes: folderBytes(folder)});
		}
		await local.close();
		return {sizes};
	},

	/** How long each of so many receipts took until `put` acknowledged it. */
	async commit({count, warmUpCount, ...place}: StockPlace & {readonly count: number; readonly warmUpCount: number}) {
		const local = loadStock(place.stack).open(place);
		const receipts = benchReceipts(warmUpCount + count, 'bench', {entry: 0, digest: noDigest});
		const tookMs: number[] = [];
		for (const receipt of receipts) {
			const beganMs = performance.now();
			await local.put({...receipt});
			tookMs.push(performance.now() - beganMs);
		}
		await local.close();
		return {tookMs: tookMs.slice(warmUpCount)};
	},
};

export type StockSide = typeof calls;

export interface RepriceInput {
	/** The database's path is in it. */
	readonly folder: string;
	readonly goodsCount: number;
	readonly lookOn: readonly number[];
}

const fillBatchCount = 1000;
/** As many ancestors a server tells of a revision. */
const toldRevisionsMax = 1000;

function revisionAt(id: string, generation: number): string {
	return `${generation}-${createHash('md5').update(`${id} ${generation}`).digest('hex')}`;
}

export interface StockTillInput {
	readonly stack: StockStack;
	readonly folder: string;
	readonly catalogueUrl: string;
	readonly receiptsUrl: string;
}

interface StockTill {
	readonly catalogue: PouchDB.Database;
	readonly receipts: PouchDB.Database;
	readonly remoteReceipts: PouchDB.Database;
	head: ChainHead;
	sending?: PouchDB.Replication.Replication<object> | undefined;
	sentSequence?: number | string | undefined;
}

const lookAgainMs = 20;
const start: ChainHead = {entry: 0, digest: noDigest};
let opened: StockTill | undefined;

function current(): StockTill {
	if (opened === undefined) throw new Error('The stock till is not open.');
	return opened;
}

/** A live replication from the till to the server; resolves when it is in step. */
async function sendReceipts(till: StockTill): Promise<void> {
	const sending = till.receipts.replicate.to(till.remoteReceipts, {live: true, retry: true});
	till.sending = sending;
	sending.on('change', ({last_seq}) => {
		till.sentSequence = last_seq;
	});
	await new Promise<void>(resolve => {
		sending.once('paused', () => resolve());
	});
}

async function stopSending(till: StockTill): Promise<void> {
	const {sending} = till;
	till.sending = undefined;
	if (sending === undefined) return;
	const ended = new Promise<void>(resolve => {
		sending.once('complete', () => resolve());
	});
	sending.cancel();
	await ended;
}

interface Stock {
	readonly PouchDB: PouchDB.Static;
	open(place: StockPlace, options?: {readonly auto_compaction: boolean}): PouchDB.Database;
}

function loadStock(stack: StockStack): Stock {
	const require = createRequire(join(stack.folder, 'package.json'));
	const PouchDB = require('pouchdb') as PouchDB.Static;
	PouchDB.plugin(require('pouchdb-adapter-node-websql') as PouchDB.Plugin);
	return {
		PouchDB,
		open({adapter, path}, options = {auto_compaction: false}) {
			const websql = stack.engine === 'libsql' && adapter === 'websql' ? {websql: openBareDatabase(require)} : {};
			return new PouchDB(path, {adapter, ...options, ...websql});
		},
	};
}

serveSide(calls);
