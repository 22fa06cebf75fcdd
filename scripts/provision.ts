/**
 * `npm run provision -- --url http://admin:…@127.0.0.1:5984 [--dry-run] [--yes]`
 *
 * Shows what it is going to do to the server, asks, does it, and shows the passwords of new users once.
 */
import {createInterface} from 'node:readline/promises';
import {Command, Option} from 'commander';
import {describeStep, type ProvisionStep, provision} from '../couch/provision.ts';
import {connectCouch} from '../couch/server.ts';

interface Options {
	readonly url: string;
	readonly prefix: string;
	readonly designDocs?: string;
	readonly dryRun?: true;
	readonly yes?: true;
}

const program = new Command('provision')
	.description('Przygotuj serwer CouchDB dla sklepu · Set up the CouchDB server of a shop')
	.addOption(
		new Option('--url <url>', 'adres z hasłem administratora · address with the administrator’s password')
			.env('COUCHDB_URL')
			.makeOptionMandatory(),
	)
	.option('--prefix <prefix>', 'początek nazw baz · what the names of databases begin with', '')
	.option('--design-docs <folder>', 'dokumenty projektowe · folder of the design documents')
	.option('--dry-run', 'tylko pokaż plan · only show the plan')
	.option('--yes', 'nie pytaj · do not ask');

async function confirm(steps: readonly ProvisionStep[], {dryRun, yes}: Options): Promise<boolean> {
	if (steps.length === 0) console.log('Nic do zrobienia · Nothing to do');
	for (const step of steps) console.log(`  ${describeStep(step)}`);
	if (dryRun || steps.length === 0) return false;
	if (yes) return true;
	if (!process.stdin.isTTY) {
		console.error('Bez terminala trzeba podać --yes · Without a terminal, --yes is needed');
		process.exitCode = 1;
		return false;
	}
	const terminal = createInterface({input: process.stdin, output: process.stdout});
	const answer = await terminal.question('Wykonać? · Go ahead? [t/y/N] ');
	terminal.close();
	return /^(t|tak|y|yes)$/i.test(answer.trim());
}

const options = program.parse().opts<Options>();
const server = connectCouch({url: options.url, prefix: options.prefix});
const {users, performed, steps} = await provision({
	server,
	now: new Date(),
	...(options.designDocs === undefined ? {} : {designDocsFolder: options.designDocs}),
	confirm: plan => confirm(plan, options),
});
if (performed) console.log(`Gotowe (${steps.length}) · Done: ${server.shownUrl}`);
if (users.length > 0) {
	console.log('Hasła, pokazane tylko raz · Passwords, shown only once:');
	for (const {user, password} of users) console.log(`  ${user}\t${password}`);
}
