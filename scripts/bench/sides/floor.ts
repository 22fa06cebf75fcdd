/** What no till could be faster than: the server's stream read and thrown away, rows written by SQLite and nothing else. */
import {closeSync, fdatasyncSync, openSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import {openSqlite} from '../../../couch/store/sqlite.ts';
import {noDigest} from '../../../till/domain/chain.ts';
import {benchProducts} from '../goods.ts';
import {benchReceipt} from '../receipts.ts';
import {serveSide} from '../side.ts';

const rowsOfTransaction = 1000;
const lineFeed = 10;

const calls = {
	/** Reads so many rows of the changes feed, counting line feeds. */
	async readStream({url, rowCount}: {readonly url: string; readonly rowCount: number}) {
		const {origin, pathname, username, password} = new URL(url);
		const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
		const query = 'feed=continuous&include_docs=true&heartbeat=10000&since=0';
		const leaving = new AbortController();
		const beganMs = performance.now();
		const response = await fetch(`${origin}${pathname}/_changes?${query}`, {
			headers: {authorization, 'accept-encoding': 'identity'},
			signal: leaving.signal,
		});
		if (response.status !== 200 || response.body === null) throw new Error(`the server answered ${response.status}`);
		let seen = 0;
		let bytes = 0;
		for await (const chunk of response.body) {
			const piece = chunk as Uint8Array;
			bytes += piece.length;
			for (let at = piece.indexOf(lineFeed); at !== -1; at = piece.indexOf(lineFeed, at + 1)) seen++;
			if (seen >= rowCount) break;
		}
		const tookMs = performance.now() - beganMs;
		leaving.abort();
		return {tookMs, bytes};
	},

	/** Writes each product as one row, in transactions of the size in which the till stores batches. */
	async insertRows({folder, rowCount}: {readonly folder: string; readonly rowCount: number}) {
		const texts = benchProducts(rowCount).map(product => [product._id, JSON.stringify(product)] as const);
		const beganMs = performance.now();
		const file = openSqlite(join(folder, 'floor.sqlite'));
		file.exec('CREATE TABLE documents (id TEXT PRIMARY KEY, json TEXT NOT NULL)');
		for (let at = 0; at < texts.length; at += rowsOfTransaction) {
			file.transaction(() => {
				for (const [id, json] of texts.slice(at, at + rowsOfTransaction)) {
					file.run('INSERT INTO documents VALUES (?, ?)', id, json);
				}
			});
		}
		const tookMs = performance.now() - beganMs;
		await file.close();
		return {tookMs};
	},

	/** How long a receipt's bytes take to be appended to a file and synced. */
	sync({folder, count}: {readonly folder: string; readonly count: number}) {
		const bytes = new Uint8Array(Buffer.from(JSON.stringify(benchReceipt({entry: 0, digest: noDigest}, 'bench'))));
		const file = openSync(join(folder, 'floor.log'), 'a');
		const tookMs: number[] = [];
		for (let written = 0; written < count; written++) {
			const beganMs = performance.now();
			writeSync(file, bytes);
			fdatasyncSync(file);
			tookMs.push(performance.now() - beganMs);
		}
		closeSync(file);
		return {tookMs};
	},
};

export type FloorSide = typeof calls;

serveSide(calls);
