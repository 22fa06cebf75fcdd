/**
 * The page of the simulated devices: what it is told (`GET /api/devices/events`, event `devices`) and what it may ask
 * (`POST /api/devices/command`). It exists only where simulators run; a till knows nothing of it.
 */
import type {Route} from '../domain/catalogue.ts';
import {fail, ok, type Result} from '../domain/result.ts';

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
	/** Faults that are set now. */
	readonly faults: readonly PrinterFaultName[];
	/** The roll, oldest first. */
	readonly slips: readonly {
		/** Grows by one with each slip. */
		readonly id: number;
		readonly state: 'printing' | 'done' | 'cancelled' | 'torn';
		readonly lines: readonly string[];
	}[];
}

/**
 * `lose-answer`: the next slip is closed, but its answer is lost. `lose-close`: the next closing command is lost before
 * it is carried out. `power-cut`: power goes away when the next slip is about to be closed, and is back when the
 * fault is cleared.
 */
export const printerFaultNames = [
	'paper-out',
	'cover-open',
	'silent',
	'lose-answer',
	'lose-close',
	'power-cut',
] as const;
export type PrinterFaultName = (typeof printerFaultNames)[number];

export type DeviceCommand =
	| {readonly do: 'set-weight'; readonly till: number; readonly weightGrams: number}
	| {readonly do: 'set-moving'; readonly till: number; readonly moving: boolean}
	| {readonly do: 'scan'; readonly till: number; readonly code: string}
	| {
			readonly do: 'set-fault' | 'clear-fault';
			readonly till: number;
			readonly route: Route;
			readonly fault: PrinterFaultName;
	  };

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
	const {do: wish, till, weightGrams, moving, code, route, fault: name} = fields;
	if (!isWhole(till, 1, 9999)) return wrong('till');
	switch (wish) {
		case 'set-weight':
			return isWhole(weightGrams, 0, weightGramsMax) ? ok({do: wish, till, weightGrams}) : wrong('weightGrams');
		case 'set-moving':
			return typeof moving === 'boolean' ? ok({do: wish, till, moving}) : wrong('moving');
		case 'scan':
			return typeof code === 'string' && /^[ -~]{1,120}$/.test(code) ? ok({do: wish, till, code}) : wrong('code');
		case 'set-fault':
		case 'clear-fault': {
			const fault = printerFaultNames.find(candidate => candidate === name);
			if (route !== 'main' && route !== 'alcohol') return wrong('route');
			return fault === undefined ? wrong('fault') : ok({do: wish, till, route, fault});
		}
		default:
			return wrong('do');
	}
}

function isWhole(value: unknown, min: number, max: number): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
}
