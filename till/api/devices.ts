/**
 * The page of the simulated devices: what it is told (`GET /api/devices/events`, event `devices`) and what it may ask
 * (`POST /api/devices/command`). It exists only where simulators run; a till knows nothing of it.
 */
import type {Route} from '../domain/catalogue.ts';
import {fail, ok, type Result} from '../domain/result.ts';
import {
	type DeskFault,
	type FaultName,
	isFaultName,
	isWhole,
	type PrinterMoment,
	readDeskFault,
} from './printer-desk.ts';

export interface DevicesSnapshot {
	readonly tills: readonly DevicesOfTill[];
}

export interface DevicesOfTill {
	/** The till's number. */
	readonly number: number;
	readonly printers: readonly PrinterOnDesk[];
	readonly scale: {
		readonly weightGrams: number;
		readonly moving: boolean;
	};
	readonly scanner: {
		readonly connected: boolean;
		readonly lastCode?: string;
	};
}

export interface PrinterOnDesk {
	readonly route: Route;
	/** 1 for main, 2 for alcohol. */
	readonly number: number;
	readonly model: string;
	readonly uniqueNumber: string;
	readonly power: boolean;
	/** What it can be given. */
	readonly faultNames: readonly FaultName[];
	/** Steps of a slip that it has a command for, and what that is called; of those with one command the first. */
	readonly moments: readonly {readonly moment: PrinterMoment; readonly command: string}[];
	/** Faults that are set now. */
	readonly faults: readonly DeskFault[];
	/** The roll, oldest first. */
	readonly slips: readonly {
		/** Grows by one with each slip. */
		readonly id: number;
		readonly state: 'printing' | 'done' | 'cancelled';
		readonly lines: readonly string[];
		/** What the bars at its foot say. */
		readonly barcode?: string;
	}[];
}

export type DeviceCommand =
	| {readonly do: 'set-weight'; readonly till: number; readonly weightGrams: number}
	| {readonly do: 'set-moving'; readonly till: number; readonly moving: boolean}
	| {readonly do: 'scan'; readonly till: number; readonly code: string}
	| {readonly do: 'set-fault'; readonly till: number; readonly route: Route; readonly fault: DeskFault}
	/** Of one name, or all. */
	| {readonly do: 'clear-fault'; readonly till: number; readonly route: Route; readonly name?: FaultName}
	| {readonly do: 'set-power'; readonly till: number; readonly route: Route; readonly on: boolean};

export interface DeviceCommandFault {
	readonly code: 'malformed';
	/** The field that was wrong. */
	readonly field: string;
}

const weightGramsMax = 30_000;

/** Reads a command as it came over the wire; a fault names the field. `till` is the till's number. */
export function readDeviceCommand(message: unknown): Result<DeviceCommand, DeviceCommandFault> {
	const wrong = (field: string) => fail({code: 'malformed', field} as const);
	if (typeof message !== 'object' || message === null) return wrong('');
	const fields = message as Readonly<Record<string, unknown>>;
	const {do: wish, till, weightGrams, moving, code} = fields;
	if (!isWhole(till, 1, 9999)) return wrong('till');
	switch (wish) {
		case 'set-weight':
			return isWhole(weightGrams, 0, weightGramsMax) ? ok({do: wish, till, weightGrams}) : wrong('weightGrams');
		case 'set-moving':
			return typeof moving === 'boolean' ? ok({do: wish, till, moving}) : wrong('moving');
		case 'scan':
			return typeof code === 'string' && /^[ -~]{1,120}$/.test(code) ? ok({do: wish, till, code}) : wrong('code');
		case 'set-fault':
		case 'clear-fault':
		case 'set-power':
			return readPrinterCommand(wish, till, fields);
		default:
			return wrong('do');
	}
}

function readPrinterCommand(
	wish: 'set-fault' | 'clear-fault' | 'set-power',
	till: number,
	{route, fault, name, on}: Readonly<Record<string, unknown>>,
): Result<DeviceCommand, DeviceCommandFault> {
	const wrong = (field: string) => fail({code: 'malformed', field} as const);
	if (route !== 'main' && route !== 'alcohol') return wrong('route');
	switch (wish) {
		case 'set-fault': {
			const read = readDeskFault(fault);
			return read.ok ? ok({do: wish, till, route, fault: read.value}) : wrong(read.fault);
		}
		case 'clear-fault':
			if (name === undefined) return ok({do: wish, till, route});
			return isFaultName(name) ? ok({do: wish, till, route, name}) : wrong('name');
		case 'set-power':
			return typeof on === 'boolean' ? ok({do: wish, till, route, on}) : wrong('on');
	}
}
