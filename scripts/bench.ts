/**
 * `npm run bench`: how fast the till is, beside PouchDB as it comes, in one run on one machine.
 *
 *   npm run bench -- catalogue-pull          one benchmark, a table
 *   npm run bench -- bytes --json            … and its figures as one JSON object in the last line
 *   npm run bench                            all of them, and docs/bench.md
 *   npm run bench -- print --protocol elzab  one printer of it
 *   npm run bench -- month --smoke           a few moments only, to see that it works
 *
 * With `COUCHDB_URL=http://admin:…@host:5984` against that CouchDB, otherwise against the embedded server.
 */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Argument, Command, Option} from 'commander';
import type {BenchContext, Benchmark} from './bench/benchmark.ts';
import {bytes} from './bench/bytes.ts';
import {cataloguePull} from './bench/catalogue-pull.ts';
import {chain} from './bench/chain.ts';
import {commit} from './bench/commit.ts';
import {fleet} from './bench/fleet.ts';
import {freshness} from './bench/freshness.ts';
import {loadWarning, readLoad, readMachine} from './bench/machine.ts';
import {month} from './bench/month.ts';
import {print} from './bench/print.ts';
import {type PrinterProtocol, printerProtocols} from './bench/print-slips.ts';
import {writeReport} from './bench/report.ts';
import {repricing} from './bench/repricing.ts';
import {scan} from './bench/scan.ts';
import {type BenchServer, openShop, startServer} from './bench/server.ts';
import {endSides} from './bench/side.ts';
import {start} from './bench/start.ts';
import {installStock} from './bench/stock.ts';
import {showTable} from './bench/table.ts';

const benchmarks: readonly Benchmark[] = [
	cataloguePull,
	bytes,
	commit,
	chain,
	freshness,
	start,
	fleet,
	month,
	scan,
	print,
	repricing,
];

interface Options {
	readonly json?: boolean;
	readonly full?: boolean;
	readonly smoke?: boolean;
	readonly write?: boolean;
	readonly protocol?: PrinterProtocol;
}

const program = new Command('npm run bench --')
	.description('Jak szybka jest kasa · How fast the till is')
	.addArgument(
		new Argument('[name]', 'który pomiar · which benchmark; all without it').choices(benchmarks.map(({name}) => name)),
	)
	.option('--json', 'wynik jako JSON w ostatnim wierszu · the figures as JSON in the last line')
	.addOption(
		new Option('--protocol <protocol>', 'jedna drukarka w pomiarze print · one printer of the benchmark print').choices(
			printerProtocols,
		),
	)
	.option('--write', 'zapisz w docs/bench.md · into docs/bench.md as well')
	.option('--full', 'dłuższa postać pomiarów · the long form of the benchmarks that have one')
	.option('--smoke', 'tylko czy działa: liczby bez znaczenia · only whether it works; where it has such a form')
	.parse();

const machine = readMachine();
/** What is to be undone, the last one first, however the run ends: servers and watchers would outlive it. */
const undoings: (() => unknown)[] = [];
let undone: Promise<void> = Promise.resolve();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => {
		void undoDownTo(0).finally(() => process.exit(1));
	});
}
const say = (text: string) => console.error(`  … ${text}`);

try {
	await run(program.args[0], program.opts<Options>());
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}

async function run(
	name: string | undefined,
	{json = false, full = false, smoke = false, protocol, write = name === undefined && !smoke}: Options,
): Promise<void> {
	for (const benchmark of benchmarks.filter(candidate => name === undefined || candidate.name === name)) {
		// A server of its own for each: what one left behind shall not slow down the next.
		const server = await startServer();
		undoings.push(() => server.stop());
		try {
			const load = readLoad();
			console.log(`\n${benchmark.name} · ${server.name} · ${benchmark.title}`);
			const warning = loadWarning(load, machine.cores);
			if (warning !== undefined) console.log(`  ${warning}`);
			const result = await measure(benchmark, server, {full, smoke, ...(protocol !== undefined && {protocol})});
			console.log(`\n${showTable(result)}`);
			if (write) writeReport('docs/bench.md', sectionName(server), machine, {benchmark, result, load});
			const {node, cores, commit} = machine;
			if (json) {
				const form = smoke ? {smoke} : {};
				console.log(
					JSON.stringify({name: benchmark.name, server: server.name, ...result.figures, ...form, node, cores, commit}),
				);
			}
		} finally {
			await undoDownTo(0);
		}
	}
}

async function measure(
	benchmark: Benchmark,
	server: BenchServer,
	form: Pick<BenchContext, 'full' | 'smoke' | 'protocol'>,
) {
	const undoneBefore = undoings.length;
	const context: BenchContext = {
		server,
		...form,
		say,
		stock: () => installStock(say),
		defer: task => undoings.push(task),
		async openShop(options) {
			const shop = await openShop(server, options);
			undoings.push(() => shop.remove());
			return shop;
		},
		openFolder() {
			const folder = mkdtempSync(join(tmpdir(), 'ostoja-bench-'));
			undoings.push(() => rmSync(folder, {recursive: true, force: true}));
			return folder;
		},
	};
	try {
		return await benchmark.run(context);
	} finally {
		await endSides();
		await undoDownTo(undoneBefore);
	}
}

/** One after the other, whoever asks: an interrupted run ends by itself as well, because its servers are gone. */
function undoDownTo(count: number): Promise<void> {
	undone = undone
		.catch(() => undefined)
		.then(async () => {
			while (undoings.length > count) await undoings.pop()?.();
		});
	return undone;
}

function sectionName({kind, name}: BenchServer): string {
	return kind === 'embedded' ? 'The embedded server' : name;
}
