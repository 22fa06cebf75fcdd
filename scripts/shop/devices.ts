/**
 * The simulated devices as a program: two fiscal printers, a scale and a scanner for each till, and a page that shows
 * them.
 *
 *   node --import=tsx scripts/shop/devices.ts --config devices.json
 *
 * It prints one line, `ready <url of the page>`.
 */
import {readFile} from 'node:fs/promises';
import {Command} from 'commander';
import {readDeviceCommand} from '../../till/api/devices.ts';
import {GuardedServer} from '../../till/server/guarded-server.ts';
import type {DevicesConfig} from './devices-config.ts';
import {obeyDevices, pictureOf, showDevices} from './devices-desk.ts';
import {type Simulators, startSimulators} from './simulators.ts';

const {config: configFile} = new Command('devices')
	.description('Symulowane urządzenia · Simulated devices')
	.requiredOption('--config <file>', 'porty i pliki · ports and files')
	.parse()
	.opts<{readonly config: string}>();

const assets = {
	'devices.js': 'text/javascript; charset=utf-8',
	'devices.js.map': 'application/json',
	'devices.css': 'text/css; charset=utf-8',
	'devices.css.map': 'application/json',
};

try {
	await run(JSON.parse(await readFile(configFile, 'utf8')) as DevicesConfig);
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}

async function run(config: DevicesConfig): Promise<void> {
	const simulators = await startSimulators(config);
	const page = await serveDevices(simulators, config).catch(async (error: unknown) => {
		await simulators.stop();
		throw error;
	});
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			void Promise.all([page.close(), simulators.stop()]).then(() => process.exit(0));
		});
	}
	console.log(`ready ${page.url}`);
}

async function serveDevices({tills}: Simulators, {uiDir, port}: DevicesConfig) {
	const server = await GuardedServer.create({uiDir, pagePath: '/devices', assets, log: console.error});
	const listeners = new Set<() => void>();
	const changed = oncePerTurn(() => {
		for (const listener of listeners) listener();
	});
	for (const {printers, scale, scanner} of tills) {
		for (const device of [printers.main, printers.alcohol, scale, scanner]) device.onChange(changed);
	}
	server.events('/api/devices/events', stream => {
		const tell = () => stream.sendLatest('devices', showDevices(tills));
		listeners.add(tell);
		tell();
		return () => listeners.delete(tell);
	});
	server.app.post('/api/devices/command', async (request, reply) => {
		const command = readDeviceCommand(request.body);
		if (!command.ok) return reply.code(400).send({ok: false, fault: command.fault});
		const obeyed = obeyDevices(tills, command.value);
		return obeyed.ok ? {ok: true} : reply.code(400).send({ok: false, fault: obeyed.fault});
	});
	server.app.get<{Params: Readonly<Record<'till' | 'route' | 'slip', string>>}>(
		'/api/devices/paper/:till/:route/:slip(^\\d+).svg',
		async ({params: {till, route, slip}}, reply) => {
			const picture = pictureOf(tills, {till: Number(till), route, slip: Number(slip)});
			if (picture === undefined) return reply.code(404).send({ok: false, reason: 'no such slip'});
			return reply.type('image/svg+xml; charset=utf-8').header('cache-control', 'no-store').send(picture);
		},
	);
	return server.listen(port);
}

/** However much changes in one turn, the page is told once. */
function oncePerTurn(tell: () => void): () => void {
	let telling = false;
	return () => {
		if (telling) return;
		telling = true;
		setImmediate(() => {
			telling = false;
			tell();
		});
	};
}
