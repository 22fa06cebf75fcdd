/**
 * The stock stack: PouchDB 9 with its LevelDB, and its WebSQL adapter for Node with the sqlite3 that comes with it.
 *
 * It is no dependency of the project. The first run installs it into a cache folder of its own. The adapter's sqlite3
 * is of 2021 and has to be compiled where nobody offers a built one; where that fails, the adapter runs over libsql
 * behind the shortest engine that works, none of the defects mended, and the tables say so.
 */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';

export interface StockStack {
	/** Where its packages are. */
	readonly folder: string;
	readonly engine: 'sqlite3' | 'libsql';
	/** For the notes of a table. */
	readonly description: string;
}

const cacheFolder = resolve('node_modules/.cache/ostoja-bench');
const dependencies = {pouchdb: '9.0.0', 'pouchdb-adapter-node-websql': '7.0.0'};
const installTimeoutMs = 20 * 60_000;

export async function installStock(say: (text: string) => void): Promise<StockStack> {
	for (const engine of ['sqlite3', 'libsql'] as const) {
		const folder = join(cacheFolder, engine);
		const installed = join(folder, 'installed');
		const failed = join(folder, 'failed');
		if (existsSync(failed)) continue;
		if (existsSync(installed)) return stackOf(folder, engine);
		say(`installing the stock stack with ${engine} into ${folder}, once`);
		const isInstalled = await install(folder, engine);
		writeFileSync(isInstalled ? installed : failed, '');
		if (isInstalled) return stackOf(folder, engine);
	}
	rmSync(join(cacheFolder, 'libsql', 'failed'), {force: true});
	throw new Error(`The stock stack could not be installed into ${cacheFolder}; npm said why above.`);
}

function stackOf(folder: string, engine: StockStack['engine']): StockStack {
	const adapter = `pouchdb ${dependencies.pouchdb}, pouchdb-adapter-node-websql 7.0.0`;
	const description =
		engine === 'sqlite3'
			? `Stock: ${adapter} with its own sqlite3, as npm installs them.`
			: `Stock: ${adapter}. Its own sqlite3 could not be installed on this machine, so libsql stands in for it ` +
				'behind the shortest engine that works, with nothing mended; the real one may be slower or faster.';
	return {folder, engine, description};
}

async function install(folder: string, engine: StockStack['engine']): Promise<boolean> {
	mkdirSync(folder, {recursive: true});
	const overrides = engine === 'libsql' ? {sqlite3: 'npm:libsql@0.5.29'} : undefined;
	const manifest = {name: 'ostoja-bench-stock', private: true, dependencies, ...(overrides && {overrides})};
	writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
	const npm = spawn('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: folder,
		stdio: ['ignore', 'ignore', 'inherit'],
		timeout: installTimeoutMs,
	});
	const [code] = await once(npm, 'exit');
	return code === 0;
}
