/**
 * `npm run head-office -- prepare` at the head office, `send` and `state` in the shop: receipts, audit and tills of a
 * shop are copied to the chain's server, by CouchDB itself.
 */
import {setTimeout as sleep} from 'node:timers/promises';
import {Command, InvalidArgumentError, Option} from 'commander';
import {isMonth} from '../couch/documents/databases.ts';
import {preparePlace, shopNamePattern} from '../couch/head-office/places.ts';
import {replicationStates, writeReplications} from '../couch/head-office/replications.ts';
import {CouchError, connectCouch} from '../couch/server.ts';
import {isWebAddress} from './import/table-file.ts';

interface ServerOptions {
	readonly url: string;
}

interface PrepareOptions extends ServerOptions {
	readonly shop: string;
	readonly since?: string;
	readonly daily?: true;
}

interface SendOptions extends ServerOptions {
	readonly shop: string;
	readonly to: string;
	readonly prefix: string;
	readonly ownUrl?: string;
	readonly daily?: true;
}

const dayMs = 86_400_000;
const retryMs = 60_000;

const program = new Command('head-office').description(
	'Kopiuj paragony, raporty i stany kas do centrali sieci · Copy receipts, reports and tills to the chain’s server',
);

withServer(program.command('prepare'))
	.description('w centrali: bazy i użytkownik sklepu · at the head office: the databases and the user of a shop')
	.addOption(shopOption())
	.option('--since <month>', 'pierwszy miesiąc kopii, RRRR-MM · the first month to copy, YYYY-MM', month)
	.addOption(dailyOption())
	.action(async ({url, shop, since, daily}: PrepareOptions) => {
		await run(daily, async () => {
			const user = await preparePlace({
				url: withPassword(url),
				shop,
				now: new Date(),
				...(since !== undefined && {since}),
				onStep: print,
			});
			if (user === undefined) return;
			print('Hasło sklepu, pokazane tylko raz · The password of the shop, shown only once:');
			print(`  ${user.user}\t${user.password}`);
		});
	});

withServer(program.command('send'))
	.description('w sklepie: zapisz replikacje na serwerze sklepu · in the shop: write the replications to its server')
	.addOption(shopOption())
	.addOption(
		new Option('--to <url>', 'centrala, z nazwą i hasłem sklepu · the head office, with the shop’s name and password')
			.env('HEAD_OFFICE_URL')
			.argParser(addressWithUser)
			.makeOptionMandatory(),
	)
	.addOption(prefixOption())
	.option('--own-url <url>', 'adres, pod którym serwer widzi sam siebie · how the server reaches itself', address)
	.addOption(dailyOption())
	.action(async ({url, shop, to, prefix, ownUrl, daily}: SendOptions) => {
		await run(daily, () =>
			writeReplications({
				server: connectCouch({url: withPassword(url), prefix}),
				shop,
				headOfficeUrl: to,
				...(ownUrl !== undefined && {ownUrl}),
				onStep: print,
			}),
		);
	});

withServer(program.command('state'))
	.description('w sklepie: jak idą replikacje · in the shop: how the replications are')
	.addOption(prefixOption())
	.action(async ({url, prefix}: ServerOptions & {readonly prefix: string}) => {
		await run(undefined, async () => {
			const states = await replicationStates(connectCouch({url: withPassword(url), prefix}));
			if (states.length === 0) print('Nic nie jest kopiowane · Nothing is copied');
			for (const {database, state, refusedCount, reason} of states) {
				const refused = refusedCount === 0 ? '' : `\todrzucone · refused: ${refusedCount}`;
				print(`  ${database}\t${state}${refused}${reason === undefined ? '' : `\t${reason}`}`);
			}
			const isWell = states.every(({state, refusedCount}) => /^(running|pending)$/.test(state) && refusedCount === 0);
			if (!isWell || states.length === 0) process.exitCode = 1;
		});
	});

await program.parseAsync();

/** Once, or every day; a server that is away is tried again soon. */
async function run(daily: true | undefined, errand: () => Promise<void>): Promise<void> {
	for (;;) {
		const isDone = await attempt(errand);
		if (daily === undefined) {
			if (!isDone) process.exitCode = 1;
			return;
		}
		await sleep(isDone ? dayMs : retryMs);
	}
}

async function attempt(errand: () => Promise<void>): Promise<boolean> {
	try {
		await errand();
		return true;
	} catch (error) {
		if (!(error instanceof CouchError)) throw error;
		console.error(error.message);
		return false;
	}
}

function withServer(command: Command): Command {
	return command.addOption(
		new Option('--url <url>', 'adres z hasłem administratora · address with the administrator’s password')
			.env('COUCHDB_URL')
			.argParser(address)
			.makeOptionMandatory(),
	);
}

function shopOption(): Option {
	return new Option('--shop <name>', 'nazwa sklepu w centrali · the shop’s name at the head office')
		.env('HEAD_OFFICE_SHOP')
		.argParser(shopName)
		.makeOptionMandatory();
}

function prefixOption(): Option {
	return new Option('--prefix <prefix>', 'początek nazw baz w sklepie · what the shop’s databases begin with').default(
		'',
	);
}

function dailyOption(): Option {
	return new Option('--daily', 'powtarzaj codziennie · again every day, for the coming months');
}

function shopName(text: string): string {
	if (shopNamePattern.test(text)) return text;
	throw new InvalidArgumentError('Małe litery, cyfry i kreski · Small letters, digits and dashes.');
}

function month(text: string): string {
	if (isMonth(text)) return text;
	throw new InvalidArgumentError('Miesiąc to RRRR-MM · A month is YYYY-MM.');
}

function address(text: string): string {
	if (isWebAddress(text)) return text;
	throw new InvalidArgumentError('To nie jest adres http · This is not an http address.');
}

function addressWithUser(text: string): string {
	if (new URL(address(text)).username !== '') return text;
	throw new InvalidArgumentError('Bez nazwy i hasła sklepu · Without the shop’s name and password.');
}

/** In a container the password comes beside the address, and may have any letters in it. */
function withPassword(url: string): string {
	const full = new URL(url);
	const password = process.env['COUCHDB_PASSWORD'];
	if (full.username !== '' || password === undefined || password === '') return url;
	full.username = 'admin';
	full.password = password;
	return full.href;
}

function print(line: string): void {
	console.log(line);
}
