/** The Thermal driver and its simulator, joined by a cable in memory or by a real socket. */
import {systemClock} from '../../../../till/devices/clock.ts';
import {createMemoryCable} from '../../../../till/devices/memory-transport.ts';
import {createTcpTransport} from '../../../../till/devices/tcp-transport.ts';
import {createThermalPrinter} from '../../../../till/devices/thermal/driver.ts';
import {createWireReader, type WireItem} from '../../../../till/devices/thermal/frame.ts';
import {createThermalSimulator, type ThermalSimulatorOptions} from '../../../../till/devices/thermal/simulator.ts';
import type {Slip} from '../../../../till/domain/slip.ts';
import type {PrinterBench} from '../conformance/fiscal-printer.ts';
import {connected} from '../connected.ts';
import {milkAndBottles, piecesLine, shopVat, slipOf} from '../slips.ts';
import {createVirtualClock} from '../virtual-clock.ts';

export const shopPrinter = {
	uniqueNumber: 'ABC1234567890',
	header: ['Sklep OSTOJA', 'ul. Rynkowa 1, 30-001 Kraków', 'NIP 676-000-00-00'],
	vat: shopVat,
} as const;

export type BenchOptions = Partial<Parameters<typeof createThermalPrinter>[0]> &
	Partial<Pick<ThermalSimulatorOptions, 'receiptAfterPowerCut' | 'checksWords' | 'printMs'>> & {
		readonly split?: (bytes: Uint8Array) => readonly Uint8Array[];
		/** The port stays open when the printer is switched off, as a serial one does. */
		readonly powerUnseen?: boolean;
	};

export async function memoryBench(options: BenchOptions = {}) {
	const {split, powerUnseen = false, maker = 'posnet', ...others} = options;
	const clock = createVirtualClock();
	const cable = createMemoryCable({clock, delayMs: 2, ...(split && {split})});
	const simulator = createThermalSimulator({...shopPrinter, clock, maker, ...others});
	simulator.attach(powerUnseen ? {...cable.device, close: () => {}} : cable.device);
	const printer = createThermalPrinter({...others, transport: cable.transport, clock, maker});
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

/** A serial port behind a converter in the shop's network. */
export async function socketBench(maker: 'posnet' | 'novitus' = 'posnet'): Promise<PrinterBench> {
	const simulator = createThermalSimulator({...shopPrinter, maker});
	const server = await simulator.listen({port: 0});
	const transport = createTcpTransport({host: '127.0.0.1', port: server.port});
	await connected(transport);
	// Real time: short waits, so that the tests of silence take none.
	const timeouts = {readMs: 1000, lineMs: 1000, closeMs: 1000, pollMs: 30, statusMs: 1000, owedMs: 1000};
	const printer = createThermalPrinter({transport, maker, timeouts, clock: systemClock});
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

/** 6.98 of milk and 4.20 of bread, paid with a 20 zł note. */
export const milkAndBread = slipOf({
	lines: [piecesLine('Mleko UHT 3,2% 1l', 'C', 2, 349), piecesLine('Chleb', 'C', 1, 420)],
	cashGrosze: 2000,
});

export const printed = {outcome: 'confirmed', value: {fiscalNumber: 1}} as const;

type MemoryBench = Awaited<ReturnType<typeof memoryBench>>;

export const opened = (bench: MemoryBench, slip: Slip = milkAndBottles) => bench.run(bench.printer.open(slip));

export const closed = (bench: MemoryBench, slip: Slip = milkAndBottles) =>
	bench.run(bench.printer.close(slip, {onWaiting: () => {}}));

export async function evidenceOf(bench: MemoryBench) {
	const outcome = await bench.run(bench.printer.evidence());
	if (outcome.outcome !== 'confirmed') throw new Error(JSON.stringify(outcome));
	return outcome.value;
}

/** What the till says, a word for each frame or byte. */
export async function listeningBench(options: BenchOptions = {}) {
	const bench = await memoryBench(options);
	const said: string[] = [];
	hearTill(bench, word => said.push(word));
	return {...bench, said};
}

export function hearTill({cable}: MemoryBench, listener: (word: string) => void): void {
	const reader = createWireReader();
	cable.device.onBytes(bytes => {
		for (const item of reader.read(bytes)) listener(spelled(item));
	});
}

function spelled(item: WireItem): string {
	if ('byte' in item) return item.byte === 0x10 ? 'DLE' : 'ENQ';
	return 'frame' in item ? `${item.frame.parameters.join(';')}${item.frame.command}` : 'damaged';
}
