/** A simulated fiscal printer in a process of its own, which knows how long it has been at work itself. */
import type {DeviceEnd} from '../../../till/devices/device-end.ts';
import {createPosnetSimulator} from '../../../till/devices/posnet/simulator.ts';
import type {WiredPrinter} from '../../../till/devices/simulated/machine.ts';
import {listenTcp} from '../../../till/devices/tcp-listener.ts';
import {printerAtBench} from '../print-slips.ts';
import {serveSide} from '../side.ts';

export type PrinterProtocol = 'posnet';

const simulators: Readonly<Record<PrinterProtocol, () => WiredPrinter>> = {
	posnet: () => createPosnetSimulator(printerAtBench),
};

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
		const simulator = simulators[protocol]();
		const {port} = await listenTcp(end => simulator.attach(timed(end)), {port: 0});
		return {port};
	},

	/** How long the device has worked since the last time it was asked. */
	takeWorkedMs() {
		const taken = workedMs;
		workedMs = 0;
		return taken;
	},
};

export type PrinterSide = typeof calls;

serveSide(calls);
