/**
 * `npm run price-list -- ceny.csv --id zima --name Zima --valid-from 2026-12-01`: writes a price list into the catalogue.
 * `npm run price-list -- --remove --id zima` takes it out. How it travels is written down in
 * `docs/decisions/0011-price-lists-in-parts.md`. Without an address it goes to the shop that `npm start` keeps in `data`.
 */
import {env, stdout} from 'node:process';
import {Command, Option} from 'commander';
import {words as importWords, type Language, languageOf} from './import/words.ts';
import {runPriceList} from './price-list/run.ts';
import {words} from './price-list/words.ts';
import {officeUrl} from './shop/shop-file.ts';

interface Options {
	readonly id: string;
	readonly name?: string;
	readonly validFrom?: string;
	readonly validTo?: string;
	readonly remove?: true;
	readonly withoutFaulty?: true;
	readonly url?: string;
	readonly prefix: string;
	readonly dryRun?: true;
	readonly lang: Language;
}

const usual = languageOf(env);
const say = words[usual];
const sayImport = importWords[usual];

const command = new Command('price-list')
	.description(say.description)
	.argument('[file]')
	.requiredOption('--id <id>', say.optionId)
	.option('--name <name>', say.optionName)
	.option('--valid-from <time>', say.optionValidFrom)
	.option('--valid-to <time>', say.optionValidTo)
	.option('--without-faulty', say.optionWithoutFaulty)
	.option('--remove', say.optionRemove)
	.option('--url <url>', sayImport.optionUrl)
	.option('--prefix <prefix>', sayImport.optionPrefix, '')
	.option('--dry-run', say.optionDryRun)
	.addOption(new Option('--lang <language>', sayImport.optionLanguage).choices(['pl', 'en']).default(usual))
	.action(async (file: string | undefined, {lang, ...options}: Options) => {
		const {
			url = env['COUCHDB_URL'] || officeUrl('data'),
			dryRun = false,
			remove = false,
			withoutFaulty = false,
		} = options;
		process.exitCode = await runPriceList({
			...options,
			...(file === undefined ? {} : {file}),
			...(url === undefined ? {} : {url}),
			dryRun,
			remove,
			withoutFaulty,
			language: lang,
			output: stdout,
		});
	});

await command.parseAsync();
