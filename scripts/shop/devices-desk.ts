/** Between the page of the simulated devices and the simulators: what the page is told, and what its wishes do. */
import {
	type DeviceCommand,
	type DevicesOfTill,
	type DevicesSnapshot,
	type PrinterFaultName,
	type PrinterOnDesk,
	printerFaultNames,
} from '../../till/api/devices.ts';
import type {PrinterFault} from '../../till/devices/simulated/faults.ts';
import type {SimulatedPrinter} from '../../till/devices/simulated/printer.ts';
import {type Route, routes} from '../../till/domain/catalogue.ts';
import type {SimulatedDevices} from './simulators.ts';

/** Each name on the page is one fault of the simulator, aimed at the command that closes or opens a slip. */
const faults: Readonly<Record<PrinterFaultName, PrinterFault>> = {
	'paper-out': {kind: 'paper-out'},
	'cover-open': {kind: 'cover-open'},
	silent: {kind: 'silent'},
	'lose-answer': {kind: 'lose-answer-of', command: 'trend'},
	'lose-close': {kind: 'lose-command', command: 'trend'},
	'power-cut': {kind: 'power-cut-before', command: 'trend'},
};

export function showDevices(tills: readonly SimulatedDevices[]): DevicesSnapshot {
	return {tills: tills.map(showTill)};
}

function showTill({number, printers, scale, scanner}: SimulatedDevices): DevicesOfTill {
	const {grossGrams, stable} = scale.snapshot();
	const {codes, connectionCount} = scanner.snapshot();
	const lastCode = codes.at(-1);
	return {
		number,
		printers: routes.map(route => showPrinter(route, printers[route])),
		scale: {weightGrams: grossGrams, moving: !stable},
		scanner: {connected: connectionCount > 0, ...(lastCode === undefined ? {} : {lastCode})},
	};
}

function showPrinter(route: Route, simulator: SimulatedPrinter): PrinterOnDesk {
	const {model, uniqueNumber, slips, power, faults: active} = simulator.snapshot();
	const isActive = (name: PrinterFaultName) =>
		active.some(({kind}) => kind === faults[name].kind) || (name === 'power-cut' && !power);
	return {
		route,
		number: routes.indexOf(route) + 1,
		model,
		uniqueNumber,
		faults: printerFaultNames.filter(isActive),
		slips: slips.map(({id, state, lines}) => ({id, state, lines})),
	};
}

/** False when there is no such till. */
export function obeyDevices(tills: readonly SimulatedDevices[], command: DeviceCommand): boolean {
	const devices = tills.find(({number}) => number === command.till);
	if (devices === undefined) return false;
	switch (command.do) {
		case 'set-weight':
			devices.scale.place(command.weightGrams);
			return true;
		case 'set-moving':
			devices.scale.setMoving(command.moving);
			return true;
		case 'scan':
			devices.scanner.scan(command.code);
			return true;
		case 'set-fault':
			devices.printers[command.route].setFault(faults[command.fault]);
			return true;
		case 'clear-fault':
			devices.printers[command.route].clearFault(faults[command.fault].kind);
			if (command.fault === 'power-cut') devices.printers[command.route].powerOn();
			return true;
	}
}
