/** Between the page of the simulated devices and the simulators: what the page is told, and what its wishes do. */
import type {
	DeviceCommand,
	DeviceCommandFault,
	DevicesOfTill,
	DevicesSnapshot,
	PrinterOnDesk,
} from '../../till/api/devices.ts';
import {type DeskFault, faultNames, type PrinterMoment, printerMoments} from '../../till/api/printer-desk.ts';
import type {PrinterFault} from '../../till/devices/simulated/faults.ts';
import {paperImage} from '../../till/devices/simulated/paper-image.ts';
import type {SimulatedPrinter} from '../../till/devices/simulated/printer.ts';
import {assert} from '../../till/domain/assert.ts';
import {type Route, routes} from '../../till/domain/catalogue.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import type {SimulatedDevices} from './simulators.ts';

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
	const {model, uniqueNumber, slips, power, faults} = simulator.snapshot();
	const moments = momentsOf(simulator);
	return {
		route,
		number: routes.indexOf(route) + 1,
		model,
		uniqueNumber,
		power,
		faultNames: faultNames.filter(name => !simulator.unsupported.faults.includes(name)),
		moments,
		faults: faults.map(fault => showFault(fault, moments)),
		slips: slips.map(({id, state, lines, barcode}) => ({id, state, lines, ...(barcode !== undefined && {barcode})})),
	};
}

/** A protocol that has one command for several steps is offered the first of them. */
function momentsOf({commandOf, unsupported}: SimulatedPrinter): PrinterOnDesk['moments'] {
	const offered = new Map<string, PrinterMoment>();
	for (const moment of printerMoments) {
		const command = commandOf[moment];
		if (!unsupported.stages.includes(moment) && !offered.has(command)) offered.set(command, moment);
	}
	return Array.from(offered, ([command, moment]) => ({moment, command}));
}

function showFault(fault: PrinterFault, moments: PrinterOnDesk['moments']): DeskFault {
	if (!('command' in fault)) return {name: fault.kind};
	const moment = moments.find(({command}) => command === fault.command)?.moment;
	assert(moment !== undefined, 'a fault of the page is aimed at a step that the page offers');
	switch (fault.kind) {
		case 'delay-answer':
			return {name: fault.kind, moment, delayMs: fault.delayMs};
		case 'refuse':
			return {name: fault.kind, moment, code: fault.code};
		case 'swap':
			return {name: fault.kind, moment, uniqueNumber: fault.uniqueNumber};
		default:
			return {name: fault.kind, moment};
	}
}

function faultOf(fault: DeskFault, commandOf: SimulatedPrinter['commandOf']): PrinterFault {
	if (!('moment' in fault)) return {kind: fault.name};
	const command = commandOf[fault.moment];
	switch (fault.name) {
		case 'delay-answer':
			return {kind: fault.name, command, delayMs: fault.delayMs};
		case 'refuse':
			return {kind: fault.name, command, code: fault.code};
		case 'swap':
			return {kind: fault.name, command, uniqueNumber: fault.uniqueNumber};
		default:
			return {kind: fault.name, command};
	}
}

/** A fault names the field that these devices have nothing for. */
export function obeyDevices(
	tills: readonly SimulatedDevices[],
	command: DeviceCommand,
): Result<undefined, DeviceCommandFault> {
	const devices = tills.find(({number}) => number === command.till);
	if (devices === undefined) return fail({code: 'malformed', field: 'till'});
	switch (command.do) {
		case 'set-weight':
			devices.scale.place(command.weightGrams);
			return ok();
		case 'set-moving':
			devices.scale.setMoving(command.moving);
			return ok();
		case 'scan':
			devices.scanner.scan(command.code);
			return ok();
		case 'set-fault':
			return setFault(devices.printers[command.route], command.fault);
		case 'clear-fault':
			devices.printers[command.route].clearFault(command.name);
			return ok();
		case 'set-power':
			if (command.on) devices.printers[command.route].powerOn();
			else devices.printers[command.route].powerOff();
			return ok();
	}
}

function setFault(printer: SimulatedPrinter, fault: DeskFault): Result<undefined, DeviceCommandFault> {
	const {stages, faults} = printer.unsupported;
	if (faults.includes(fault.name)) return fail({code: 'malformed', field: 'fault.name'});
	if ('moment' in fault && stages.includes(fault.moment)) return fail({code: 'malformed', field: 'fault.moment'});
	printer.setFault(faultOf(fault, printer.commandOf));
	return ok();
}

/** Nothing where there is no such slip, or where it went out of the roll. */
export function pictureOf(
	tills: readonly SimulatedDevices[],
	{till, route, slip}: {readonly till: number; readonly route: string; readonly slip: number},
): string | undefined {
	const printers = tills.find(({number}) => number === till)?.printers;
	const named = routes.find(name => name === route);
	if (printers === undefined || named === undefined) return undefined;
	const found = printers[named].snapshot().slips.find(({id}) => id === slip);
	return found && paperImage(found);
}
