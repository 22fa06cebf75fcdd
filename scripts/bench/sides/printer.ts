/** A simulated fiscal printer in a process of its own, which knows how long it has been at work itself. */
import type {DeviceEnd} from '../../../till/devices/device-end.ts';
import {createElzabSimulator} from '../../../till/devices/elzab/simulator.ts';
import {createNoviApiSimulator} from '../../../till/devices/noviapi/simulator.ts';
import {createNovitusXmlSimulator} from '../../../till/devices/novitus-xml/simulator.ts';
import {createPosnetSimulator} from '../../../till/devices/posnet/simulator.ts';
import type {WiredPrinter} from '../../../till/devices/simulated/machine.ts';
import {listenTcp} from '../../../till/devices/tcp-listener.ts';
import {createThermalSimulator} from '../../../till/devices/thermal/simulator.ts';
import {type PrinterProtocol, printerAtBench} from '../print-slips.ts';
import {serveSide} from '../side.ts';

/** Printers at the end of a cable; NoviAPI is spoken over HTTP, a connection a request. */
const simulators = {
	posnet: () => createPosnetSimulator(printerAtBench),
	thermal: () => createThermalSimulator({...printerAtBench, maker: 'novitus'}),
	'novitus-xml': () => createNovitusXmlSimulator(printerAtBench),
	elzab: () => createElzabSimulator(printerAtBench),
} as const satisfies Readonly<Record<string, () => WiredPrinter>>;

let workedMs = 0;

/** A cable whose device's work is timed: with no time for printing all of it is done before the bytes return. */
function timed(end: DeviceEnd): DeviceEnd {
	return {
		write: bytes => end.write(bytes),
		onClosed: listener => end.onClosed(listener),
		close: () => end.close(),
		onBytes(listener) {
			end.onBytes(bytes => {
				const beganMs = performance.now();
				listener(bytes);
				workedMs += performance.now() - beganMs;
			});
		},
	};
}

const calls = {
	async listen({protocol}: {readonly protocol: PrinterProtocol}) {
		if (protocol === 'noviapi') {
			const {port} = await createNoviApiSimulator(printerAtBench).listen({port: 0});
			return {port};
		}
		const simulator = simulators[protocol]();
		const {port} = await listenTcp(end => simulator.attach(timed(end)), {port: 0});
		return {port};
	},

	/** How long the device has worked since the last time it was asked; nothing is known of one that answers by HTTP. */
	takeWorkedMs() {
		const taken = workedMs;
		workedMs = 0;
		return taken;
	},
};

export type PrinterSide = typeof calls;

serveSide(calls);
