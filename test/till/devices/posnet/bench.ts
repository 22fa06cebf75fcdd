/** The POSNET driver and its simulator, joined by a cable in memory or by a real socket. */
import {systemClock} from '../../../../till/devices/clock.ts';
import {createMemoryCable} from '../../../../till/devices/memory-transport.ts';
import {createPosnetPrinter} from '../../../../till/devices/posnet/driver.ts';
import {createPosnetSimulator} from '../../../../till/devices/posnet/simulator.ts';
import type {CodePage} from '../../../../till/devices/printer-text.ts';
import {createTcpTransport} from '../../../../till/devices/tcp-transport.ts';
import type {PrinterBench} from '../conformance/fiscal-printer.ts';
import {connected} from '../connected.ts';
import {shopVat} from '../slips.ts';
import {createVirtualClock} from '../virtual-clock.ts';

export const shopPrinter = {
	uniqueNumber: 'ZBF 2101002392',
	header: ['Sklep OSTOJA', 'ul. Rynkowa 1, 30-001 Kraków', 'NIP 676-000-00-00'],
	vat: shopVat,
} as const;

export async function memoryBench(
	options: {
		readonly split?: (bytes: Uint8Array) => readonly Uint8Array[];
		readonly receiptAfterPowerCut?: 'cancelled' | 'kept';
		readonly codePage?: CodePage;
	} = {},
) {
	const clock = createVirtualClock();
	const {split, receiptAfterPowerCut = 'cancelled', codePage = 'windows-1250'} = options;
	const cable = createMemoryCable({clock, delayMs: 2, ...(split && {split})});
	const simulator = createPosnetSimulator({...shopPrinter, clock, receiptAfterPowerCut, codePage});
	simulator.attach(cable.device);
	const printer = createPosnetPrinter({transport: cable.transport, clock, codePage});
	return {
		clock,
		cable,
		simulator,
		printer,
		run: <T>(promise: Promise<T>) => clock.until(promise),
		async recover() {
			simulator.powerOn();
			cable.restore();
		},
		stop: () => clock.until(printer.stop()),
	};
}

export async function socketBench(): Promise<PrinterBench> {
	const simulator = createPosnetSimulator(shopPrinter);
	const server = await simulator.listen({port: 0});
	const transport = createTcpTransport({host: '127.0.0.1', port: server.port});
	await connected(transport);
	// Real time: short enough for the tests of silence, long enough for a machine that is busy with others.
	const timeouts = {readMs: 2000, lineMs: 2000, closeMs: 1000, pollMs: 30, statusMs: 1000, repeatMs: 1000};
	const printer = createPosnetPrinter({transport, timeouts, clock: systemClock});
	return {
		simulator,
		printer,
		run: promise => promise,
		async recover() {
			simulator.powerOn();
			await connected(transport);
		},
		async stop() {
			await printer.stop();
			await server.stop();
		},
	};
}
