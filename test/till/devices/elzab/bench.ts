/** The ElzabESC driver and its simulator, joined by a cable in memory or by a real socket. */
import {createElzabPrinter} from '../../../../till/devices/elzab/driver.ts';
import {createSequenceReader} from '../../../../till/devices/elzab/frame.ts';
import {createElzabSimulator, type ElzabSimulatorOptions} from '../../../../till/devices/elzab/simulator.ts';
import {createMemoryCable} from '../../../../till/devices/memory-transport.ts';
import {createTcpTransport} from '../../../../till/devices/tcp-transport.ts';
import type {Slip} from '../../../../till/domain/slip.ts';
import type {PrinterBench} from '../conformance/fiscal-printer.ts';
import {connected} from '../connected.ts';
import {piecesLine, shopVat, slipOf} from '../slips.ts';
import {createVirtualClock} from '../virtual-clock.ts';

const device = {
	uniqueNumber: 'EAC 1801234567',
	header: ['Sklep OSTOJA', 'ul. Rynkowa 1, 30-001 Kraków', 'NIP 676-000-00-00'],
	vat: shopVat,
} as const;

export type BenchOptions = Partial<ElzabSimulatorOptions> &
	Pick<Partial<Parameters<typeof createElzabPrinter>[0]>, 'codePage' | 'nameLength' | 'timeouts'> & {
		readonly split?: (bytes: Uint8Array) => readonly Uint8Array[];
	};

export async function memoryBench({split, nameLength, timeouts, ...others}: BenchOptions = {}) {
	const clock = createVirtualClock();
	const cable = createMemoryCable({clock, delayMs: 2, ...(split && {split})});
	const simulator = createElzabSimulator({...device, clock, ...others});
	simulator.attach(cable.device);
	const printer = createElzabPrinter({
		transport: cable.transport,
		clock,
		uniqueNumber: device.uniqueNumber,
		...(others.codePage && {codePage: others.codePage}),
		...(nameLength && {nameLength}),
		...(timeouts && {timeouts}),
	});
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

export type MemoryBench = Awaited<ReturnType<typeof memoryBench>>;

export async function socketBench(): Promise<PrinterBench> {
	const simulator = createElzabSimulator(device);
	const server = await simulator.listen({port: 0});
	const transport = createTcpTransport({host: '127.0.0.1', port: server.port});
	await connected(transport);
	// Real time: short waits, so that the tests of silence take none.
	const timeouts = {readMs: 2000, closeMs: 300, reportMs: 2000, pollMs: 20, statusMs: 2000, quietMs: 5};
	const printer = createElzabPrinter({transport, uniqueNumber: device.uniqueNumber, timeouts});
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

/** What the till says, each sequence by its code. */
export function listen({cable}: MemoryBench): string[] {
	const said: string[] = [];
	const read = createSequenceReader();
	cable.device.onBytes(bytes => {
		for (const {code} of read(bytes)) said.push(code.toString(16).toUpperCase().padStart(2, '0'));
	});
	return said;
}

/** 2 × 3.49 of milk, and bread with a discount of 0.20, paid with a 20 zł note. */
export const milkAndBread = slipOf({
	lines: [piecesLine('Mleko UHT 3,2% 1l', 'C', 2, 349), piecesLine('Chleb żytni', 'C', 1, 420, 20)],
	cashGrosze: 2000,
});

export const opened = (bench: MemoryBench, slip: Slip = milkAndBread) => bench.run(bench.printer.open(slip));

export const closed = (bench: MemoryBench, slip: Slip = milkAndBread) =>
	bench.run(bench.printer.close(slip, {onWaiting: () => {}}));

export async function evidenceOf(bench: MemoryBench) {
	const outcome = await bench.run(bench.printer.evidence());
	if (outcome.outcome !== 'confirmed') throw new Error(JSON.stringify(outcome));
	return outcome.value;
}
