/**
 * `npm run verify -- --till data/till-01 --month 2026-11`: whether a month of a till's book is the one the till wrote: every
 * digest, every link and the signatures, from its files. Of a till that runs it reads what is there at the moment.
 */
import {stdout} from 'node:process';
import {Command} from 'commander';
import {runVerify} from './verify/run.ts';

interface Options {
	readonly till: string;
	readonly month: string;
	readonly config?: string;
	readonly json?: true;
}

const {till, month, config, json} = new Command('npm run verify --')
	.description('Sprawdza łańcuch wpisów kasy z miesiąca · Checks the chain of a till’s month')
	.requiredOption(
		'--till <folder>',
		'folder danych kasy, także działającej · the data folder of a till, running or not',
	)
	.requiredOption('--month <month>', 'miesiąc, RRRR-MM · the month, YYYY-MM')
	.option('--config <file>', 'ustawienia kasy, jeśli nie w jej folderze · the till’s settings, if not in its folder')
	.option('--json', 'jeden wiersz JSON zamiast zdań · one line of JSON instead of sentences')
	.parse()
	.opts<Options>();

process.exitCode = await runVerify({
	dataDir: till,
	month,
	...(config === undefined ? {} : {configFile: config}),
	json: json === true,
	output: stdout,
});
