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
import {Command, InvalidArgumentError, Option} from 'commander';
import {simulateMany} from './simulate/many.ts';
import {rigs} from './simulate/rigs.ts';

interface Options {
	readonly only: 'printing';
	readonly seeds: number;
	readonly seed?: number;
	readonly sales: number;
	readonly protocol?: string;
	readonly real?: true;
}

const {seeds, seed, sales, protocol, real} = new Command('npm run simulate --')
	.description(
		'Losowe sprzedaże z losowymi kłopotami, sprawdzane co do grosza · Random sales with random troubles, audited',
	)
	.addOption(
		new Option('--only <part>', 'co jest sprawdzane · what is simulated').choices(['printing']).default('printing'),
	)
	.option(
		'--seeds <count>',
		'ile światów, każdy z innego ziarna · how many worlds, each of a seed of its own',
		readCount,
		20,
	)
	.option('--seed <number>', 'tylko to ziarno · this seed only', readCount)
	.option('--sales <count>', 'ile sprzedaży w każdym · how many sales in each', readCount, 500)
	.addOption(
		new Option('--protocol <name>', 'tylko ten protokół drukarki · this printer protocol only').choices(
			Object.keys(rigs),
		),
	)
	.option('--real', 'jeden świat na prawdziwych gniazdach i plikach · one world on real sockets and files')
	.parse()
	.opts<Options>();

process.exitCode = await simulateMany({
	protocols: protocol === undefined ? Object.keys(rigs) : [protocol],
	seeds: seed === undefined ? Array.from({length: real ? 1 : seeds}, (_each, place) => place + 1) : [seed],
	saleCount: sales,
	real: real === true,
	print: line => console.log(line),
});

function readCount(text: string): number {
	const value = Number(text);
	if (Number.isSafeInteger(value) && value > 0) return value;
	throw new InvalidArgumentError('to nie jest liczba całkowita większa od zera · not a whole number above zero');
}
