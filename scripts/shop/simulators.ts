/** The simulated devices of a shop, each on its TCP port. */
import {createDialog06Simulator, type Dialog06Simulator} from '../../till/devices/dialog06/simulator.ts';
import {createLineScannerSimulator, type LineScannerSimulator} from '../../till/devices/line-scanner/simulator.ts';
import {createPosnetSimulator} from '../../till/devices/posnet/simulator.ts';
import type {SimulatedPrinter} from '../../till/devices/simulated/printer.ts';
import type {TcpListener} from '../../till/devices/tcp-listener.ts';
import type {Route} from '../../till/domain/catalogue.ts';
import type {VatTable} from '../../till/domain/vat.ts';
import {demoVat} from '../demo/shop.ts';
import type {DevicesConfig, SimulatedTill} from './devices-config.ts';

export interface SimulatedDevices {
	readonly number: number;
	readonly printers: Readonly<Record<Route, SimulatedPrinter>>;
	readonly scale: Dialog06Simulator;
	readonly scanner: LineScannerSimulator;
}

export interface Simulators {
	readonly tills: readonly SimulatedDevices[];
	stop(): Promise<void>;
}

/** How long one command at the printer takes: the slips are seen to grow. */
const printMs = 15;
/** How long goods swing on the pan. */
const settleMs = 400;
const owner = {
	main: ['SKLEP POD LIPĄ', 'ul. Lipowa 7, 31-001 Kraków', 'NIP 676-000-00-01'],
	alcohol: ['ALKOHOLE POD LIPĄ', 'ul. Lipowa 7, 31-001 Kraków', 'NIP 676-000-00-18'],
} as const satisfies Record<Route, readonly string[]>;

export async function startSimulators({tills}: Pick<DevicesConfig, 'tills'>): Promise<Simulators> {
	const listeners: TcpListener[] = [];
	const stop = async () => {
		await Promise.all(listeners.splice(0).map(listener => listener.stop()));
	};
	try {
		const devices: SimulatedDevices[] = [];
		for (const till of tills) {
			const simulated = makeDevices(till);
			const {main, alcohol, scale, scanner} = till.ports;
			listeners.push(await simulated.printers.main.listen({port: main}));
			listeners.push(await simulated.printers.alcohol.listen({port: alcohol}));
			listeners.push(await simulated.scale.listen({port: scale}));
			listeners.push(await simulated.scanner.listen({port: scanner}));
			devices.push(simulated);
		}
		return {tills: devices, stop};
	} catch (error) {
		await stop();
		throw error;
	}
}

function makeDevices({number, memoryFiles}: SimulatedTill): SimulatedDevices {
	const printer = (route: Route, place: number) =>
		createPosnetSimulator({
			uniqueNumber: `OST ${String(2_600_000_000 + number * 10 + place)}`,
			header: owner[route],
			vat: demoVat satisfies VatTable,
			memoryFile: memoryFiles[route],
			printMs,
		});
	return {
		number,
		printers: {main: printer('main', 1), alcohol: printer('alcohol', 2)},
		scale: createDialog06Simulator({settleMs}),
		scanner: createLineScannerSimulator(),
	};
}
