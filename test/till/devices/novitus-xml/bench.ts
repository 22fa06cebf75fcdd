/** The Novitus XML driver and its simulator, joined by a cable in memory or by a real socket. */
import {once} from 'node:events';
import {systemClock} from '../../../../till/devices/clock.ts';
import {createMemoryCable} from '../../../../till/devices/memory-transport.ts';
import {createNovitusXmlPrinter} from '../../../../till/devices/novitus-xml/driver.ts';
import {createNovitusXmlSimulator} from '../../../../till/devices/novitus-xml/simulator.ts';
import {createTcpTransport} from '../../../../till/devices/tcp-transport.ts';
import type {Transport} from '../../../../till/devices/transport.ts';
import type {PrinterBench} from '../conformance/fiscal-printer.ts';
import {shopVat} from '../slips.ts';
import {createVirtualClock} from '../virtual-clock.ts';

export const shopPrinter = {
	uniqueNumber: 'BEK 2101002392',
	header: ['Sklep OSTOJA', 'ul. Rynkowa 1, 30-001 Kraków', 'NIP 676-000-00-00'],
	vat: shopVat,
} as const;

export async function memoryBench(
	options: {
		readonly split?: (bytes: Uint8Array) => readonly Uint8Array[];
		readonly receiptAfterPowerCut?: 'cancelled' | 'kept';
		/** Of the wire, one way. */
		readonly delayMs?: number;
	} = {},
) {
	const clock = createVirtualClock();
	const {split, receiptAfterPowerCut = 'cancelled', delayMs = 2} = options;
	const cable = createMemoryCable({clock, delayMs, ...(split && {split})});
	const simulator = createNovitusXmlSimulator({...shopPrinter, clock, receiptAfterPowerCut});
	simulator.attach(cable.device);
	const printer = createNovitusXmlPrinter({transport: cable.transport, clock});
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
	const simulator = createNovitusXmlSimulator(shopPrinter);
	const server = await simulator.listen({port: 0});
	const transport = createTcpTransport({host: '127.0.0.1', port: server.port});
	await connected(transport);
	// Real time: waits short enough for the tests of silence, and long enough for a machine that is busy with others.
	const timeouts = {readMs: 2000, lineMs: 2000, closeMs: 2000, statusMs: 2000, pollMs: 30, pauseMs: 2};
	const printer = createNovitusXmlPrinter({transport, timeouts, clock: systemClock});
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
