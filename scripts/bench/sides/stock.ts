/** The other side: PouchDB as it comes, from the cache folder. */
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {serveSide} from '../side.ts';
import type {StockStack} from '../stock.ts';
import {openBareDatabase} from './bare-websql.ts';
import {watchMemory} from './memory.ts';

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
		const memory = watchMemory();
		const beganMs = performance.now();
		const local = open(place);
		const source = new PouchDB(url, {skip_setup: true});
		const {docs_written: documentCount} = await local.replicate.from(
			source,
			batchSize === undefined ? {} : {batch_size: batchSize},
		);
		const tookMs = performance.now() - beganMs;
		await local.close();
		return {tookMs, memoryMb: memory.peakMb(), documentCount};
	},
};

export type StockSide = typeof calls;

interface Stock {
	readonly PouchDB: PouchDB.Static;
	open(place: StockPlace): PouchDB.Database;
}

function loadStock(stack: StockStack): Stock {
	const require = createRequire(join(stack.folder, 'package.json'));
	const PouchDB = require('pouchdb') as PouchDB.Static;
	PouchDB.plugin(require('pouchdb-adapter-node-websql') as PouchDB.Plugin);
	return {
		PouchDB,
		open({adapter, path}) {
			const websql = stack.engine === 'libsql' && adapter === 'websql' ? {websql: openBareDatabase(require)} : {};
			return new PouchDB(path, {adapter, ...websql});
		},
	};
}

serveSide(calls);
