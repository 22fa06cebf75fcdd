/**
 * `npm run audit`: what the conflict watcher reported, as a table; `npm run audit -- close ID --reason "…"` closes a
 * report. Without an address it asks the shop that `npm start` keeps in `data`, in its manager's name.
 */
import {env, stdout} from 'node:process';
import {Command, Option} from 'commander';
import {type AuditReport, auditTypes} from '../couch/documents/audit.ts';
import {runClose, runList} from './audit/run.ts';
import {words} from './audit/words.ts';
import {words as importWords, type Language, languageOf} from './import/words.ts';
import {userUrl} from './shop/shop-file.ts';

interface ServerOptions {
	readonly url?: string;
	readonly prefix: string;
	readonly lang: Language;
}

interface ListOptions extends ServerOptions {
	readonly till?: string;
	readonly type?: AuditReport['type'];
	readonly all?: boolean;
	readonly json?: boolean;
}

const usual = languageOf(env);
const say = words[usual];
const sayImport = importWords[usual];

function withServer(command: Command): Command {
	return command
		.option('--url <url>', sayImport.optionUrl)
		.option('--prefix <prefix>', sayImport.optionPrefix, '')
		.addOption(new Option('--lang <language>', sayImport.optionLanguage).choices(['pl', 'en']).default(usual));
}

const serverOf = ({url = env['COUCHDB_URL'] || userUrl('data', 'manager'), prefix, lang}: ServerOptions) => ({
	...(url === undefined ? {} : {url}),
	prefix,
	language: lang,
	output: stdout,
});

const program = withServer(new Command('audit'))
	.description(say.description)
	.enablePositionalOptions()
	.option('--till <till>', say.optionTill)
	.addOption(new Option('--type <type>', say.optionType).choices(auditTypes))
	.option('--all', say.optionAll)
	.option('--json', say.optionJson)
	.action(async ({till, type, all = false, json = false, ...server}: ListOptions) => {
		process.exitCode = await runList({
			...serverOf(server),
			...(till === undefined ? {} : {till}),
			...(type === undefined ? {} : {type}),
			all,
			json,
		});
	});

withServer(program.command('close'))
	.description(say.closeDescription)
	.argument('<id>', say.argumentId)
	.requiredOption('--reason <reason>', say.optionReason)
	.action(async (id: string, {reason, ...server}: ServerOptions & {readonly reason: string}) => {
		process.exitCode = await runClose({...serverOf(server), id, reason, now: new Date()});
	});

await program.parseAsync();
