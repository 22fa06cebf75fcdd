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
import {openReplica} from './replica/open-replica.ts';
import {sha256} from './replica/sha256.ts';
import {runTill} from './run-till.ts';
import {forgetAddress} from './server/address-file.ts';
import {createLink} from './sync/couch-link.ts';
import {isTrainingFolder} from './training/training-folder.ts';

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
	// What is practised there was never sold.
	if (isTrainingFolder(dataDir))
		throw new Error(`${dataDir} jest folderem szkolenia · is a training folder: no till sells from it`);
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
			...till.catalogueFaults(),
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
	const onEnd = watchConfig({file, current: config, onChange: changed => link.setServer(changed.server), log});
	await runTill({id, till, link, replica, dataDir, uiDir, port, log, onEnd});
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
