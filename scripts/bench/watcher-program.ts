/** The conflict watcher of a benchmark's shop, as the program it is. */
import {Program} from '../shop/program.ts';
import type {BenchContext} from './benchmark.ts';
import type {BenchShop} from './server.ts';

/** A month of 600 000 receipts takes its time. */
const readyTimeoutMs = 4 * 3_600_000;

/** Resolves when it has looked at everything there is; it is stopped with the benchmark at the latest. */
export async function watchShop(context: BenchContext, shop: BenchShop): Promise<Program> {
	const program = new Program({
		name: 'watcher',
		args: ['--import=tsx', 'couch/conflict-watcher/main.ts', '--prefix', shop.prefix],
		env: {COUCHDB_URL: context.server.url},
		ready: /^watching$/,
		readyTimeoutMs,
		onLine: (_, line) => context.say(`the watcher: ${line}`),
	});
	context.defer(() => program.stop());
	await program.start();
	return program;
}
