/**
 * `npm run import -- goods.csv`: reads a CSV of goods into the catalogue. What it accepts and decides is written down
 * in `docs/decisions/0007-import-policies.md`. Without an address it goes to the shop that `npm start` keeps in `data`.
 */
import {env, stdout} from 'node:process';
import {Command, Option} from 'commander';
import {runImport} from './import/run.ts';
import {type Language, languageOf, words} from './import/words.ts';
import {officeUrl} from './shop/shop-file.ts';

interface Options {
	readonly url?: string;
	readonly prefix: string;
	readonly dryRun?: boolean;
	readonly lang: Language;
}

const usual = languageOf(env);
const say = words[usual];

const command = new Command('import')
	.description(say.description)
	.argument('<file>')
	.option('--url <url>', say.optionUrl)
	.option('--prefix <prefix>', say.optionPrefix, '')
	.option('--dry-run', say.optionDryRun)
	.addOption(new Option('--lang <language>', say.optionLanguage).choices(['pl', 'en']).default(usual))
	.action(
		async (file: string, {url = env['COUCHDB_URL'] || officeUrl('data'), prefix, dryRun = false, lang}: Options) => {
			const code = await runImport({
				file,
				...(url === undefined ? {} : {url}),
				prefix,
				dryRun,
				language: lang,
				output: stdout,
			});
			process.exitCode = code;
		},
	);

await command.parseAsync();
