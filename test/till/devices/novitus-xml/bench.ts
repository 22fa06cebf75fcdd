/** The Novitus XML driver and its simulator, joined by a cable in memory or by a real socket. */
import {systemClock} from '../../../../till/devices/clock.ts';
import {createMemoryCable} from '../../../../till/devices/memory-transport.ts';
import {createNovitusXmlPrinter} from '../../../../till/devices/novitus-xml/driver.ts';
import {createPacketReader} from '../../../../till/devices/novitus-xml/frame.ts';
import {createNovitusXmlSimulator} from '../../../../till/devices/novitus-xml/simulator.ts';
import type {XmlElement} from '../../../../till/devices/novitus-xml/xml.ts';
import {createTcpTransport} from '../../../../till/devices/tcp-transport.ts';
import type {Slip} from '../../../../till/domain/slip.ts';
import type {PrinterBench} from '../conformance/fiscal-printer.ts';
import {connected} from '../connected.ts';
import {milkAndBottles, shopVat} from '../slips.ts';
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
		readonly printMs?: number;
		readonly answersEarly?: boolean;
	} = {},
) {
	const clock = createVirtualClock();
	const {split, delayMs = 2, ...printerOptions} = options;
	const cable = createMemoryCable({clock, delayMs, ...(split && {split})});
	const simulator = createNovitusXmlSimulator({...shopPrinter, clock, ...printerOptions});
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

const noWaiting = {onWaiting: () => {}};
/** Everything that the till says, in its order. */
export async function listeningBench() {
	const bench = await memoryBench();
	const read = createPacketReader();
	const heard: XmlElement[] = [];
	const sizes: number[] = [];
	bench.cable.device.onBytes(bytes => {
		heard.push(...read(bytes).packets.flatMap(({elements}) => elements));
		sizes.push(bytes.length);
	});
	const said = () =>
		heard.map(({name, attributes}) => (attributes['action'] ? `${name} ${attributes['action']}` : name));
	return {...bench, heard, said, sizes};
}

export type Bench = Awaited<ReturnType<typeof memoryBench>>;

export const opened = (bench: Bench, slip: Slip = milkAndBottles) => bench.run(bench.printer.open(slip));
export const closed = (bench: Bench, slip: Slip = milkAndBottles) => bench.run(bench.printer.close(slip, noWaiting));

export async function faultOfOpening(bench: Bench, slip: Slip = milkAndBottles) {
	const opening = await opened(bench, slip);
	return opening.outcome === 'refused' ? opening.fault : {code: opening.outcome, detail: ''};
}

export async function evidenceOf(bench: Bench) {
	const evidence = await bench.run(bench.printer.evidence());
	return evidence.outcome === 'confirmed' ? evidence.value : undefined;
}
