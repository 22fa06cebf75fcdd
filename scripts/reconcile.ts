/**
 * `npm run reconcile -- --till data/till-01 --day 2026-11-23`: whether a day's receipts at the till, on the server and in
 * the fiscal printers come to the same, and what differs. It changes nothing. Without an address the server is asked that
 * `npm start` keeps beside the till's folder.
 */
import {dirname} from 'node:path';
import {env, stdout} from 'node:process';
import {Command, CommanderError, Option} from 'commander';
import {words as importWords, type Language, languageOf} from './import/words.ts';
import {runReconcile} from './reconcile/run.ts';
import {words} from './reconcile/words.ts';
import {userUrl} from './shop/shop-file.ts';

interface Options {
	readonly till: string;
	readonly day: string;
	readonly url?: string;
	readonly prefix: string;
	readonly config?: string;
	readonly json?: true;
	readonly lang: Language;
}

const usual = languageOf(env);
const say = words[usual];
const sayImport = importWords[usual];

const program = new Command('npm run reconcile --')
	.description(say.description)
	.requiredOption('--till <folder>', say.optionTill)
	.requiredOption('--day <date>', say.optionDay)
	.option('--url <url>', say.optionUrl)
	.option('--prefix <prefix>', sayImport.optionPrefix, '')
	.option('--config <file>', say.optionConfig)
	.option('--json', say.optionJson)
	.addOption(new Option('--lang <language>', sayImport.optionLanguage).choices(['pl', 'en']).default(usual))
	.exitOverride()
	.action(async ({till, day, url, prefix, config, json, lang}: Options) => {
		const server = url ?? (env['COUCHDB_URL'] || userUrl(dirname(till), 'manager'));
		process.exitCode = await runReconcile({
			dataDir: till,
			day,
			...(server !== undefined && {url: server}),
			prefix,
			...(config !== undefined && {configFile: config}),
			json: json === true,
			language: lang,
			output: stdout,
		});
	});

try {
	await program.parseAsync();
} catch (error) {
	if (!(error instanceof CommanderError)) throw error;
	// It has said what is wrong; after --help nothing is.
	process.exitCode = error.exitCode === 0 ? 0 : 2;
}
