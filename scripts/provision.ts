/**
 * `npm run provision -- --url http://admin:…@127.0.0.1:5984 [--till kasa.json] [--new-password till-1] [--dry-run] [--yes]`
 *
 * Shows what it is going to do to the server, asks, does it, and shows new passwords once.
 */
import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline/promises';
import {Command, Option} from 'commander';
import {DesignSourceFault} from '../couch/bundle.ts';
import {ValidatorBroken} from '../couch/provision/probe.ts';
import {describePlan, describeStep, ProvisionRefused, type ProvisionStep, provision} from '../couch/provision.ts';
import {CouchError, connectCouch} from '../couch/server.ts';
import type {TillProfile} from '../till/domain/catalogue.ts';

interface Options {
	readonly url: string;
	readonly prefix: string;
	readonly designDocs?: string;
	readonly till: readonly string[];
	readonly newPassword: readonly string[];
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
	.option(
		'--till <file>',
		'przyjmij kasę o profilu z pliku JSON · enrol the till of this profile (JSON); may be repeated',
		(file: string, files: readonly string[]) => [...files, file],
		[],
	)
	.option(
		'--new-password <user>',
		'nadaj nowe hasło (kasie, biuru…) · give a till or another user a new password; may be repeated',
		(name: string, names: readonly string[]) => [...names, name],
		[],
	)
	.option('--dry-run', 'tylko pokaż plan i różnice · only show the plan and what changes in which function')
	.option('--yes', 'nie pytaj · do not ask');

async function confirm(steps: readonly ProvisionStep[], {dryRun, yes}: Options): Promise<boolean> {
	if (steps.length === 0) console.log('Nic do zrobienia · Nothing to do');
	for (const line of dryRun ? describePlan(steps) : steps.map(describeStep)) console.log(`  ${line}`);
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

function readProfile(file: string): TillProfile {
	try {
		const profile: unknown = JSON.parse(readFileSync(file, 'utf8'));
		if (typeof profile === 'object' && profile !== null) return profile as TillProfile;
	} catch (error) {
		throw new ProvisionRefused([`${file}: ${(error as Error).message}`]);
	}
	throw new ProvisionRefused([`${file}: is not the profile of a till`]);
}

async function run(options: Options): Promise<void> {
	const server = connectCouch({url: options.url, prefix: options.prefix});
	const {users, performed, steps} = await provision({
		server,
		now: new Date(),
		...(options.designDocs === undefined ? {} : {designDocsFolder: options.designDocs}),
		tills: options.till.map(readProfile),
		renewPasswords: options.newPassword,
		confirm: plan => confirm(plan, options),
		onStep: step => console.log(`✓ ${describeStep(step)}`),
		onUser: ({user, password}) => console.log(`  ${user}\t${password}`),
	});
	if (!performed) return;
	console.log(`Gotowe (${steps.length}) · Done: ${server.shownUrl}`);
	if (users.length > 0) console.log('Hasła powyżej pokazano tylko raz · The passwords above are shown only this once');
}

try {
	await run(program.parse().opts<Options>());
} catch (error) {
	const isTheWorld = [ProvisionRefused, DesignSourceFault, ValidatorBroken, CouchError].some(
		kind => error instanceof kind,
	);
	if (!isTheWorld) throw error;
	console.error((error as Error).message);
	process.exitCode = 1;
}
