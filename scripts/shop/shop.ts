/**
 * A whole shop on one machine: the server, simulated devices, the watcher and the tills, each a program of its own.
 *
 *   built ──► couch ──► provision ──► demo catalogue ──► tills enrolled ──► watcher, tills
 *         └─► devices ──────────────────────────────────────────────────────►
 *
 * Everything is in one data folder; started again, it goes on with the same data.
 */
import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {provision} from '../../couch/provision.ts';
import {connectCouch} from '../../couch/server.ts';
import type {TillConfig} from '../../till/till-config.ts';
import {buildPages, buildPrograms, devicesUiDir, distDir, type ProgramName, uiDir} from '../build.ts';
import {loadDemoCatalogue} from '../demo/load.ts';
import type {DevicesConfig} from './devices-config.ts';
import {type DevicePorts, type EnrolledTill, enrolShopTill} from './enrol.ts';
import {assertPortsFree, freePort} from './ports.ts';
import {Program} from './program.ts';
import type {Secrets} from './secrets.ts';
import {isShopFolder, readShopFile, secretsOf, writeShopFile} from './shop-file.ts';

export interface ShopOptions {
	readonly dataDir: string;
	/** Of the first till's screen; the next tills take the next ports. */
	readonly port: number;
	readonly devicesPort: number;
	readonly tillCount: number;
	readonly server:
		| {readonly kind: 'embedded'; readonly port: number}
		/** An address with the administrator's name and password. */
		| {readonly kind: 'couchdb'; readonly url: string};
	readonly onLine: (program: string, line: string) => void;
	readonly onUnexpectedEnd: (program: string) => void;
	/** Aborted: what was started already is stopped, and the start is rejected. */
	readonly signal?: AbortSignal;
}

export interface RunningShop {
	/** With the administrator's name and password. */
	readonly couchUrl: string;
	/** The server as its address is shown: without the password. */
	readonly shownCouchUrl: string;
	readonly admin: {readonly name: string; readonly password: string};
	readonly devicesUrl: string;
	readonly tills: readonly {
		readonly id: string;
		readonly url: string;
		readonly dataDir: string;
		readonly program: Program;
	}[];
	/** Absent where a CouchDB of its own is used. */
	readonly couch: Program | undefined;
	readonly watcher: Program;
	readonly devices: Program;
	stop(): Promise<void>;
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const {version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {readonly version: string};

/** Throws away a shop's data; refuses to touch a folder that is not one. */
export function clearShop(dataDir: string): void {
	if (!existsSync(dataDir)) return;
	if (!isShopFolder(dataDir)) throw new Error(`${dataDir} nie jest folderem sklepu · is not the folder of a shop`);
	rmSync(dataDir, {recursive: true});
}

export async function startShop(options: ShopOptions): Promise<RunningShop> {
	const {dataDir, onLine, onUnexpectedEnd} = options;
	const started: Program[] = [];
	let stopped: Promise<void> | undefined;
	const stop = () => {
		stopped ??= stopAll(started);
		return stopped;
	};
	const start = async (program: Program) => {
		options.signal?.throwIfAborted();
		started.push(program);
		return program.start();
	};
	options.signal?.addEventListener('abort', () => void stop());
	const make = (name: string, parts: Pick<ConstructorParameters<typeof Program>[0], 'args' | 'ready' | 'env'>) =>
		new Program({name, ...parts, onLine, onUnexpectedEnd});
	try {
		const devicePorts = await openShopFolder(options);
		await assertShopPortsFree(options, devicePorts);
		const secrets = secretsOf(dataDir);
		await buildPrograms();
		const devices = make('devices', {
			args: [...built('devices'), '--config', writeDevicesConfig(options, devicePorts)],
			ready: /^ready (\S+)$/,
		});
		const [server, devicesUrl] = await all([
			startServer(options, secrets, make, start),
			buildPages().then(() => start(devices)),
		]);
		writeShopFile(dataDir, {...readShopFile(dataDir), serverUrl: server.shownCouchUrl});
		const enrolled = await prepareServer(server.couchUrl, dataDir, secrets, devicePorts);
		const watcher = make('watcher', {
			args: built('watcher'),
			env: {COUCHDB_URL: server.couchUrl},
			ready: /^watching$/,
		});
		const startTill = async (till: EnrolledTill) => {
			const program = make(till.id, {
				args: [...built('till'), '--config', writeTillConfig(till, options, server.couchUrl)],
				ready: /^ready (\S+)$/,
			});
			return {id: till.id, url: await start(program), dataDir: till.dataDir, program};
		};
		const [tills] = await all([all(enrolled.map(startTill)), start(watcher)]);
		return {...server, devicesUrl, tills, watcher, devices, stop};
	} catch (error) {
		await stop();
		throw error;
	}
}

function built(name: ProgramName): readonly string[] {
	return ['--enable-source-maps', join(distDir, `${name}.mjs`)];
}

/** As `Promise.all`, but what still starts when another has failed is waited for: it has to be stopped as well. */
async function all<const T extends readonly unknown[]>(
	starting: T,
): Promise<{-readonly [K in keyof T]: Awaited<T[K]>}> {
	await Promise.allSettled(starting);
	return Promise.all(starting);
}

/** In the reverse order of their start: who needs another ends before it. */
async function stopAll(programs: readonly Program[]): Promise<void> {
	for (const program of programs.toReversed()) await program.stop();
}

/** Makes the folder and its ports of devices, which stay the same from start to start. */
async function openShopFolder({dataDir, tillCount}: ShopOptions): Promise<readonly DevicePorts[]> {
	const kept = readShopFile(dataDir);
	const devicePorts = [...kept.devicePorts];
	while (devicePorts.length < tillCount) {
		devicePorts.push({
			main: await freePort(),
			alcohol: await freePort(),
			scale: await freePort(),
			scanner: await freePort(),
		});
	}
	writeShopFile(dataDir, {...kept, devicePorts});
	return devicePorts.slice(0, tillCount);
}

async function assertShopPortsFree(
	{port, devicesPort, tillCount, server}: ShopOptions,
	devicePorts: readonly DevicePorts[],
): Promise<void> {
	const screens = Array.from({length: tillCount}, (_, till) => {
		const screenPort = port === 0 ? 0 : port + till;
		return [screenPort, `kasa · till ${till + 1} (--port)`] as const;
	});
	await assertPortsFree([
		...(server.kind === 'embedded' ? [[server.port, 'CouchDB (--couch-port)'] as const] : []),
		[devicesPort, 'urządzenia · devices (--devices-port)'],
		...screens,
		...devicePorts.flatMap(ports => Object.values(ports)).map(each => [each, 'urządzenie · device'] as const),
	]);
}

type MakeProgram = (
	name: string,
	parts: Pick<ConstructorParameters<typeof Program>[0], 'args' | 'ready' | 'env'>,
) => Program;

async function startServer(
	{server, dataDir}: ShopOptions,
	secrets: Secrets,
	make: MakeProgram,
	start: (program: Program) => Promise<string>,
): Promise<Pick<RunningShop, 'couchUrl' | 'shownCouchUrl' | 'admin' | 'couch'>> {
	if (server.kind === 'couchdb') {
		const url = new URL(server.url);
		const admin = {name: decodeURIComponent(url.username), password: decodeURIComponent(url.password)};
		return {couchUrl: server.url, shownCouchUrl: `${url.protocol}//${url.host}/`, admin, couch: undefined};
	}
	const admin = {name: 'admin', password: secrets.getOrMake('admin')};
	const couch = make('couch', {
		args: [...built('couch'), '--data', join(dataDir, 'couch'), '--port', String(server.port)],
		env: {COUCHDB_PASSWORD: admin.password},
		ready: /^listening (\S+)$/,
	});
	const {protocol, host} = new URL(await start(couch));
	return {
		couchUrl: `${protocol}//${admin.name}:${admin.password}@${host}`,
		shownCouchUrl: `${protocol}//${host}/`,
		admin,
		couch,
	};
}

async function prepareServer(
	couchUrl: string,
	dataDir: string,
	secrets: Secrets,
	devicePorts: readonly DevicePorts[],
): Promise<readonly EnrolledTill[]> {
	const couch = connectCouch(couchUrl);
	const {users} = await provision({server: couch, now: new Date()});
	for (const {user, password} of users) secrets.set(user, password);
	await loadDemoCatalogue(couch);
	const enrolled: EnrolledTill[] = [];
	for (const [index, ports] of devicePorts.entries()) {
		enrolled.push(await enrolShopTill({couch, secrets, dataDir, number: index + 1, ports}));
	}
	return enrolled;
}

function writeDevicesConfig({dataDir, devicesPort}: ShopOptions, devicePorts: readonly DevicePorts[]): string {
	const config: DevicesConfig = {
		port: devicesPort,
		uiDir: devicesUiDir,
		tills: devicePorts.map((ports, index) => ({
			number: index + 1,
			ports,
			memoryFiles: {
				main: join(dataDir, `printer-${index + 1}-main.json`),
				alcohol: join(dataDir, `printer-${index + 1}-alcohol.json`),
			},
		})),
	};
	return writeConfig(join(dataDir, 'devices.json'), config);
}

function writeTillConfig({id, number, dataDir, password}: EnrolledTill, {port}: ShopOptions, couchUrl: string): string {
	const {protocol, host} = new URL(couchUrl);
	const config: TillConfig = {
		id,
		version,
		dataDir,
		port: port === 0 ? 0 : port + number - 1,
		uiDir,
		server: {url: `${protocol}//${host}`, user: id, password},
		pushSeconds: 15,
	};
	return writeConfig(join(dataDir, 'till.json'), config);
}

/** Configurations hold passwords. */
function writeConfig(file: string, config: object): string {
	writeFileSync(file, JSON.stringify(config, null, '\t'), {mode: 0o600});
	return file;
}
