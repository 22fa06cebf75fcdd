/**
 * `npm run simulate -- --only printing --seeds 200`: a hundred thousand random sales on every fiscal printer protocol, with
 * printers that fail, tills that die and disks that refuse, and an audit of every one of them.
 *
 *   npm run simulate -- --only printing --protocol posnet --seed 7     one seed again, exactly as it was
 *   npm run simulate -- --only printing --real                         some of it over real sockets and files
 *
 * Every paid sale has to be printed once per slip, every printer's own total has to be the receipts', and a cashier is asked
 * only where a printer truly cannot tell. What is wrong is printed with the command that repeats it, and ends the run.
 */
import {availableParallelism} from 'node:os';
import {Command, InvalidArgumentError, Option} from 'commander';
import {simulateInShares, simulateShare} from './simulate/many.ts';
import {rigs} from './simulate/rigs.ts';
import {type Row, tableOf} from './simulate/words.ts';

interface Options {
	readonly only: 'printing';
	readonly from: number;
	readonly seeds?: number;
	readonly seed?: number;
	readonly sales: number;
	readonly protocol?: string;
	readonly jobs: number;
	readonly real?: true;
	readonly json?: true;
}

const options = new Command('npm run simulate --')
	.description(
		'Losowe sprzedaże z losowymi kłopotami, sprawdzane co do grosza · Random sales with random troubles, audited',
	)
	.addOption(
		new Option('--only <part>', 'co jest sprawdzane · what is simulated').choices(['printing']).default('printing'),
	)
	.option(
		'--seeds <count>',
		'ile światów, każdy z innego ziarna · how many worlds, each of a seed of its own (20)',
		readCount,
	)
	.option('--from <seed>', 'pierwsze ziarno · the first seed', readCount, 1)
	.option('--seed <number>', 'tylko to ziarno · this seed only', readCount)
	.option('--sales <count>', 'ile sprzedaży w każdym · how many sales in each', readCount, 500)
	.addOption(
		new Option('--protocol <name>', 'tylko ten protokół drukarki · this printer protocol only').choices(
			Object.keys(rigs),
		),
	)
	.option('--jobs <count>', 'ile procesów naraz · how many processes at once', readCount, availableParallelism())
	.option(
		'--real',
		'na prawdziwych gniazdach i plikach, domyślnie jeden świat · on real sockets and files, one world unless told',
	)
	.option('--json', 'jeden wiersz JSON zamiast tabeli · one line of JSON instead of the table')
	.parse()
	.opts<Options>();

const real = options.real === true;
const protocols = options.protocol === undefined ? Object.keys(rigs) : [options.protocol];
const rows: Row[] = [];
const failures: string[] = [];
for (const protocol of protocols) {
	const begunMs = performance.now();
	const share = {
		protocol,
		firstSeed: options.seed ?? options.from,
		seedCount: options.seed === undefined ? (options.seeds ?? (real ? 1 : 20)) : 1,
		saleCount: options.sales,
		real,
	};
	const inOne = real || options.json === true || options.jobs === 1 || share.seedCount === 1;
	const report = await (inOne ? simulateShare(share) : simulateInShares(share, options.jobs));
	if (options.json) console.log(JSON.stringify(report));
	failures.push(...report.failures);
	rows.push({protocol, tally: report.tally, seconds: (performance.now() - begunMs) / 1000});
}
if (!options.json) console.log([tableOf(rows), ...failures].join('\n\n'));
if (failures.length > 0) process.exitCode = 1;

function readCount(text: string): number {
	const value = Number(text);
	if (Number.isSafeInteger(value) && value > 0) return value;
	throw new InvalidArgumentError('to nie jest liczba całkowita większa od zera · not a whole number above zero');
}
