/** The POSNET driver and its simulator, joined by a cable in memory or by a real socket. */
import {once} from 'node:events';
import {systemClock} from '../../../../till/devices/clock.ts';
import {createMemoryCable} from '../../../../till/devices/memory-transport.ts';
import {createPosnetPrinter} from '../../../../till/devices/posnet/driver.ts';
import {createPosnetSimulator} from '../../../../till/devices/posnet/simulator.ts';
import type {CodePage} from '../../../../till/devices/printer-text.ts';
import {createTcpTransport} from '../../../../till/devices/tcp-transport.ts';
import type {Transport} from '../../../../till/devices/transport.ts';
import type {PrinterBench} from '../conformance/fiscal-printer.ts';
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
	// Real time: short waits, so that the tests of silence take none.
	const timeouts = {readMs: 300, lineMs: 500, closeMs: 500, pollMs: 30, statusMs: 200, repeatMs: 200};
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

async function connected(transport: Transport): Promise<void> {
	if (transport.connected) return;
	const target = new EventTarget();
	transport.onState(up => {
		if (up) target.dispatchEvent(new Event('up'));
	});
	await once(target, 'up');
}
