/** Simulated devices on a stand of their own, each at a port or a pseudo-terminal, for whoever writes a program that speaks to them. */
import {join} from 'node:path';
import {createDialog06Simulator} from '../../till/devices/dialog06/simulator.ts';
import {createElzabSimulator} from '../../till/devices/elzab/simulator.ts';
import {createLineScannerSimulator} from '../../till/devices/line-scanner/simulator.ts';
import {createNoviApiSimulator} from '../../till/devices/noviapi/simulator.ts';
import {createNovitusXmlSimulator} from '../../till/devices/novitus-xml/simulator.ts';
import {createPosnetSimulator} from '../../till/devices/posnet/simulator.ts';
import type {PaperSlip} from '../../till/devices/simulated/paper.ts';
import type {SimulatedPrinter, SimulatedPrinterOptions} from '../../till/devices/simulated/printer.ts';
import type {TcpListener} from '../../till/devices/tcp-listener.ts';
import {createThermalSimulator} from '../../till/devices/thermal/simulator.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {demoVat} from '../demo/shop.ts';
import {type PrinterOrder, readPrinterOrder} from './order.ts';
import {openPseudoTerminal} from './pseudo-terminal.ts';

export const printerMakers: Readonly<Record<string, (options: SimulatedPrinterOptions) => SimulatedPrinter>> = {
	posnet: createPosnetSimulator,
	thermal: options => createThermalSimulator({...options, maker: 'posnet'}),
	'thermal-novitus': options => createThermalSimulator({...options, maker: 'novitus'}),
	'novitus-xml': createNovitusXmlSimulator,
	noviapi: createNoviApiSimulator,
	elzab: createElzabSimulator,
};

export const deviceNames: readonly string[] = [...Object.keys(printerMakers), 'dialog06', 'line-scanner'];

/** Where a device is to be found: a port of this machine, 0 for a free one, or the path of a pseudo-terminal. */
export type Place = {readonly kind: 'tcp'; readonly port: number} | {readonly kind: 'serial'; readonly path: string};

export interface StandOptions {
	readonly devices: readonly {readonly name: string; readonly place: Place}[];
	/** Where printers keep their fiscal memories; in working memory without it. */
	readonly memoryDir?: string;
	/** How long a printing command takes. */
	readonly printMs: number;
	/** A slip is whole, or was cancelled. */
	readonly onSlip: (name: string, slip: PaperSlip) => void;
}

export interface Stand {
	/** `127.0.0.1:6666`, or the path of a pseudo-terminal. */
	readonly places: readonly {readonly name: string; readonly place: string}[];
	/** A line of `order.ts`. */
	obey(line: string): Result<undefined, string>;
	stop(): Promise<void>;
}

interface Device {
	listen(options: {readonly port: number}): Promise<TcpListener>;
	obey(words: readonly string[]): Result<undefined, string>;
}

export async function openStand(options: StandOptions): Promise<Stand> {
	const stops: (() => Promise<void>)[] = [];
	const stop = async () => {
		for (const each of stops.splice(0).toReversed()) await each();
	};
	const devices = new Map<string, Device>();
	const places: {readonly name: string; readonly place: string}[] = [];
	try {
		for (const [index, {name, place}] of options.devices.entries()) {
			const device = makeDevice(name, index, options);
			const listener = await device.listen({port: place.kind === 'tcp' ? place.port : 0});
			stops.push(() => listener.stop());
			devices.set(name, device);
			if (place.kind === 'tcp') places.push({name, place: `127.0.0.1:${listener.port}`});
			else {
				const terminal = await openPseudoTerminal(place.path, listener.port);
				stops.push(() => terminal.stop());
				places.push({name, place: place.path});
			}
		}
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		places,
		obey(line) {
			const [name = '', ...words] = line.trim().split(/\s+/);
			const device = devices.get(name);
			return device?.obey(words) ?? fail(`nie ma takiego urządzenia · no such device: ${name}`);
		},
		stop,
	};
}

function makeDevice(name: string, index: number, options: StandOptions): Device {
	if (name === 'dialog06') return makeScale();
	if (name === 'line-scanner') return makeScanner();
	const make = printerMakers[name];
	if (make === undefined) throw new Error(`nieznane urządzenie · unknown device: ${name}; ${deviceNames.join(', ')}`);
	const {memoryDir, printMs, onSlip} = options;
	const printer = make({
		uniqueNumber: `OST ${String(2_700_000_001 + index)}`,
		header: ['STANOWISKO PRÓBNE', 'ul. Lipowa 7, 31-001 Kraków', 'NIP 676-000-00-01'],
		vat: demoVat,
		printMs,
		...(memoryDir !== undefined && {memoryFile: join(memoryDir, `${name}.json`)}),
	});
	let toldId = 0;
	printer.onChange(() => {
		for (const slip of printer.snapshot().slips) {
			if (slip.id <= toldId || slip.state === 'printing') continue;
			toldId = slip.id;
			onSlip(name, slip);
		}
	});
	return {
		listen: place => printer.listen(place),
		obey(words) {
			const order = readPrinterOrder(words, printer.commandOf);
			if (!order.ok) return order;
			obeyPrinter(printer, order.value);
			return ok();
		},
	};
}

function obeyPrinter(printer: SimulatedPrinter, order: PrinterOrder): void {
	switch (order.do) {
		case 'fault':
			return printer.setFault(order.fault);
		case 'clear':
			return printer.clearFault(order.kind);
		case 'off':
			return printer.powerOff();
		case 'on':
			return printer.powerOn();
	}
}

function makeScale(): Device {
	const scale = createDialog06Simulator();
	return {
		listen: place => scale.listen(place),
		obey([verb, value = '', ...more]) {
			const weightGrams = Number(value);
			const isWeight = verb === 'weight' && more.length === 0 && value !== '' && Number.isInteger(weightGrams);
			if (!isWeight) return fail('weight GRAMY · weight GRAMS');
			scale.place(weightGrams);
			return ok();
		},
	};
}

function makeScanner(): Device {
	const scanner = createLineScannerSimulator();
	return {
		listen: place => scanner.listen(place),
		obey([verb, code, ...more]) {
			if (verb !== 'scan' || code === undefined || more.length > 0) return fail('scan KOD · scan CODE');
			scanner.scan(code);
			return ok();
		},
	};
}
