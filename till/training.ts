/**
 * The training till as a program of its own (decision 41): new cashiers practise on the shop's goods, prices and people,
 * and nothing is printed fiscally or sent.
 *
 *   node dist/training.mjs --config till.json
 *
 * It takes the settings of the till beside which it trains, all but the server: that is not even read. No file it is
 * made of can open a cable to a device or a connection to a server; `test/tidy.test.ts` holds that.
 */
import {randomBytes} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Command, InvalidArgumentError} from 'commander';
import {hashPin} from './app/pin.ts';
import {Till} from './app/till.ts';
import {openTillKey, tillKeyFile} from './app/till-key.ts';
import {systemClock} from './devices/clock.ts';
import {idSuffix} from './domain/chain.ts';
import {trainee} from './domain/trainee.ts';
import {readForeignCatalogue} from './replica/foreign-catalogue.ts';
import {openReplica} from './replica/open-replica.ts';
import {sha256} from './replica/sha256.ts';
import {runTill} from './run-till.ts';
import {readOwnSettings} from './till-config.ts';
import {createOwnWorkLink} from './training/own-work-link.ts';
import {simulatedDevices} from './training/simulated-devices.ts';
import {trainingCatalogue, trainingTill} from './training/training-catalogue.ts';
import {beginTrainingFolder, trainingFolderOf} from './training/training-folder.ts';

interface Options {
	readonly config: string;
	readonly port?: number;
}

/** Never the port of the till that sells: its screen would go on with the training without a touch. */
const portsApart = 1000;

const options = new Command('training')
	.description('Kasa szkoleniowa · The training till')
	.requiredOption('--config <file>', 'ustawienia kasy, przy której się szkoli · settings of the till it trains beside')
	.option('--port <number>', 'ekran; zwykle port kasy + 1000 · the screen; usually the till’s port + 1000', readPort)
	.parse()
	.opts<Options>();

try {
	await run(options);
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}

async function run({config, port}: Options): Promise<void> {
	const own = readOwnSettings(JSON.parse(await readFile(config, 'utf8')));
	const dataDir = trainingFolderOf(own.dataDir);
	const log = (sentence: string) => console.error(`${new Date().toISOString()} ${trainingTill} ${sentence}`);
	await beginTrainingFolder(dataDir);
	const documents = await readForeignCatalogue({dataDir: own.dataDir, copyDir: join(dataDir, 'catalogue-copy')});
	const key = openTillKey(join(dataDir, tillKeyFile));
	const catalogue = trainingCatalogue(documents, {
		till: own.id,
		publicKey: key.publicKey,
		traineeHash: await hashPin(trainee.pin),
	});
	const replica = await openReplica({dataDir, till: trainingTill, tell: log});
	const changes = catalogue.documents.map(document => ({document}));
	await replica.catalogue.apply(changes, {since: '0', source: trainingTill});
	const link = createOwnWorkLink({since: new Date().toISOString()});
	const till = new Till({
		id: trainingTill,
		version: own.version,
		training: true,
		replica,
		link,
		connectDevices: profile => simulatedDevices(profile, catalogue.vat),
		clock: systemClock,
		sealer: {till: trainingTill, sha256, sign: key.sign, suffix: drawSuffix},
		saleId: () => drawSuffix() + drawSuffix() + drawSuffix(),
		log,
	});
	const screenPort = port ?? (own.port === 0 ? 0 : own.port + portsApart);
	await runTill({id: trainingTill, till, link, replica, dataDir, uiDir: own.uiDir, port: screenPort, log});
}

function drawSuffix(): string {
	return idSuffix(Uint8Array.from(randomBytes(5)));
}

function readPort(text: string): number {
	const port = Number(text);
	if (!Number.isInteger(port) || port < 0 || port > 65_535)
		throw new InvalidArgumentError('A port is a number from 0 to 65535.');
	return port;
}
