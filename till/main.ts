/**
 * The till as a program: puts its parts together. No other file knows every concrete class.
 *
 *   node dist/till.mjs --config till.json
 *
 * It prints one line, `ready <url>`, when its screen can be opened; SIGINT and SIGTERM end it in good order.
 */
import {randomBytes} from 'node:crypto';
import {join} from 'node:path';
import {Command} from 'commander';
import {deviceStates} from './app/device-states.ts';
import {noteKeyDamage} from './app/key-damage.ts';
import type {Devices} from './app/open-till.ts';
import {Till} from './app/till.ts';
import {openTillKey, tillKeyFile} from './app/till-key.ts';
import {readConfig, watchConfig} from './config-watch.ts';
import {connectPrinter} from './connect-printer.ts';
import {systemClock} from './devices/clock.ts';
import {createDialog06Scale} from './devices/dialog06/driver.ts';
import {createLineScanner} from './devices/line-scanner/driver.ts';
import {openTransport} from './devices/open-transport.ts';
import type {TillProfile} from './domain/catalogue.ts';
import {idSuffix} from './domain/chain.ts';
import type {Period} from './domain/period.ts';
import {openReplica} from './replica/open-replica.ts';
import {sha256} from './replica/sha256.ts';
import {forgetAddress, keepAddress} from './server/address-file.ts';
import {serveTill} from './server/server.ts';
import {createLink} from './sync/couch-link.ts';

const {config: configFile} = new Command('till')
	.description('Kasa · The till')
	.requiredOption('--config <file>', 'plik z ustawieniami kasy · the till’s settings')
	.parse()
	.opts<{readonly config: string}>();

try {
	await run(configFile);
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}

async function run(file: string): Promise<void> {
	const config = await readConfig(file);
	const {id, dataDir, port, uiDir, server, version} = config;
	const log = (sentence: string) => console.error(`${new Date().toISOString()} ${id} ${sentence}`);
	const replica = await openReplica({dataDir, till: id, tell: log});
	forgetAddress(dataDir);
	const key = openTillKey(join(dataDir, tillKeyFile));
	await noteKeyDamage({replica, key, now: new Date().toISOString()});
	const link = createLink({
		replica,
		server,
		till: id,
		clock: systemClock,
		random: Math.random,
		pushSeconds: config.pushSeconds,
		log,
		describe: () => ({
			version,
			devices: deviceStates(till.snapshot(), replica.damages()),
			sharedCodes: till.sharedCodes(),
		}),
	});
	const till = new Till({
		id,
		version,
		replica,
		link,
		connectDevices,
		clock: systemClock,
		sealer: {till: id, sha256, sign: key.sign, suffix: drawSuffix},
		// Printers keep 30 characters of it.
		saleId: () => drawSuffix() + drawSuffix() + drawSuffix(),
		log,
	});
	await till.start();
	const token = randomBytes(24).toString('base64url');
	const tools = {
		till: id,
		token,
		resend: (period: Period) => link.resend(period),
		dayAccount: (day: string) => till.dayAccount(day),
	};
	const screen = await serveTill({till, tools, uiDir, port, log});
	keepAddress(dataDir, {url: screen.url, token});
	const endWatching = watchConfig({file, current: config, onChange: changed => link.setServer(changed.server), log});
	const end = async () => {
		endWatching();
		forgetAddress(dataDir);
		await screen.close();
		await till.stop();
		await link.stop();
		await replica.close();
	};
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			end().then(
				() => process.exit(0),
				(error: unknown) => {
					log(`The till did not end well: ${String(error)}`);
					process.exit(1);
				},
			);
		});
	}
	console.log(`ready ${screen.url}`);
}

function drawSuffix(): string {
	return idSuffix(Uint8Array.from(randomBytes(5)));
}

function connectDevices({printers, scale, scanner}: TillProfile): Devices {
	const main = connectPrinter(printers.main);
	const alcohol = printers.alcohol && connectPrinter(printers.alcohol);
	const weighing = scale && createDialog06Scale({transport: openTransport(scale.address)});
	const scanning = scanner && createLineScanner({transport: openTransport(scanner.address)});
	const all = [main, alcohol, weighing, scanning];
	return {
		printers: {main, ...(alcohol && {alcohol})},
		...(weighing && {scale: weighing}),
		...(scanning && {scanner: scanning}),
		stop: async () => {
			await Promise.all(all.map(device => device?.stop()));
		},
	};
}
