/**
 * `npm run resend -- --till data/till-01 --from 2026-11-01 --to 2026-11-23`: sends what a till wrote on these business
 * days to the server again, whatever the till believes the server has, and says what the server had of it. It can be
 * repeated as often as anybody likes.
 */
import {stdout} from 'node:process';
import {Command} from 'commander';
import {runResend} from './resend/run.ts';

interface Options {
	readonly till: string;
	readonly from: string;
	readonly to: string;
	readonly config?: string;
	readonly json?: true;
}

const {till, from, to, config, json} = new Command('npm run resend --')
	.description('Wysyła ponownie, co kasa zapisała w tych dniach · Sends again what a till wrote on these days')
	.requiredOption('--till <folder>', 'folder danych kasy · the till’s data folder')
	.requiredOption('--from <date>', 'pierwszy dzień sprzedaży, RRRR-MM-DD · first business day, YYYY-MM-DD')
	.requiredOption('--to <date>', 'ostatni dzień, włącznie · last day, included')
	.option('--config <file>', 'ustawienia kasy, jeśli nie w jej folderze · the till’s settings, if not in its folder')
	.option('--json', 'jeden wiersz JSON zamiast tabeli · one line of JSON instead of the table')
	.parse()
	.opts<Options>();

process.exitCode = await runResend({
	dataDir: till,
	from,
	to,
	...(config === undefined ? {} : {configFile: config}),
	json: json === true,
	output: stdout,
});
