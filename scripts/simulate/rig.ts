/**
 * A rig: how the driver of one protocol meets its simulated printer, in memory or over a real socket.
 *
 *   stand   the printer in its place; it outlives every till
 *   join    a till that was switched on takes hold of it
 *   cut     nobody reaches it, whichever till it is, until `restore`
 */
import type {DeviceEnd} from '../../till/devices/device-end.ts';
import type {FiscalPrinter} from '../../till/devices/fiscal-printer.ts';
import {createMemoryCable, type MemoryCable} from '../../till/devices/memory-transport.ts';
import type {WiredPrinter} from '../../till/devices/simulated/machine.ts';
import type {SimulatedPrinter, SimulatedPrinterOptions} from '../../till/devices/simulated/printer.ts';
import {listenTcp} from '../../till/devices/tcp-listener.ts';
import {createTcpTransport} from '../../till/devices/tcp-transport.ts';
import type {Transport} from '../../till/devices/transport.ts';
import type {Clock} from '../../till/domain/clock.ts';

export type Wires = 'memory' | 'sockets';

export interface StandOptions extends SimulatedPrinterOptions {
	readonly clock: Clock;
	/** How a cable in memory cuts up what is written. */
	readonly split?: (bytes: Uint8Array) => readonly Uint8Array[];
	/** Where a protocol leaves open what printers do, this one does what a till expects least. */
	readonly isOdd: boolean;
}

/** One till's hold of a printer. */
export interface Hold {
	readonly printer: FiscalPrinter;
	/** The till died: nothing it has not sent yet arrives, and nothing reaches it. */
	drop(): void;
}

export interface Stand {
	readonly simulator: SimulatedPrinter;
	/** `clock` is that of the till's life. */
	join(clock: Clock): Hold;
	cut(): void;
	/** Plugged in again, also after the printer had no power. */
	restore(): void;
	/** The key on the printer that takes away what it shows and lets it go on. */
	pressKey(): void;
	stop(): Promise<void>;
}

/** What a printer cannot do, so that nothing is expected of it. */
export interface Lacks {
	/** It cannot print a package with its deposit. */
	readonly deposits?: true;
	/** It has no place for the NIP of a buyer. */
	readonly buyer?: true;
	/** It has no word for a transfer, at all or on a slip with deposits. */
	readonly transfers?: 'all' | 'beside-deposits';
	/** It cannot say who it is: its number is the profile's, and while it has sold nothing its counters are no evidence. */
	readonly name?: true;
	/** Its answers carry no checksum: a wrong one that comes twice is believed. */
	readonly checksums?: true;
	/** It has no number for receipts alone: a receipt's is its place among documents of every kind. */
	readonly receiptNumbers?: true;
}

export interface Rig {
	/** A code with which the device may refuse whatever it is told. */
	readonly refusalCode: number;
	/** The command by which the driver asks for an answer that did not come, where the protocol has one. */
	readonly askAgain?: string;
	readonly lacks?: Lacks;
	stand(options: StandOptions, wires: Wires): Promise<Stand>;
}

/** Only some stop until somebody presses a key. */
type PrinterWithKey = WiredPrinter & {pressKey?(): void};

export interface WiredProtocol {
	readonly simulate: (options: StandOptions) => PrinterWithKey;
	readonly drive: (options: {
		readonly transport: Transport;
		readonly clock: Clock;
		/** As the till's profile has it: of the first printer that stood there. */
		readonly uniqueNumber: string;
	}) => FiscalPrinter;
	readonly refusalCode: number;
	readonly askAgain?: string;
	readonly lacks?: Lacks;
}

type Drive = (options: {readonly transport: Transport; readonly clock: Clock}) => FiscalPrinter;

const delayMs = 2;

export function wiredRig({simulate, drive, ...protocol}: WiredProtocol): Rig {
	return {
		...protocol,
		async stand(options, wires) {
			const simulator = simulate(options);
			const {uniqueNumber} = options;
			const driven: Drive = wired => drive({...wired, uniqueNumber});
			return wires === 'memory' ? onCable(simulator, driven, options) : onSocket(simulator, driven);
		},
	};
}

function onCable(simulator: PrinterWithKey, drive: Drive, {clock: shopClock, split}: StandOptions): Stand {
	let held: {readonly cable: MemoryCable; attached: boolean} | undefined;
	let cut = false;

	/** A printer without power takes no cable. */
	function attach(): void {
		if (held === undefined || held.attached || !simulator.snapshot().power) return;
		held.attached = true;
		simulator.attach(held.cable.device);
	}

	return {
		simulator,
		join(clock) {
			const cable = createMemoryCable({clock: shopClock, delayMs, ...(split && {split})});
			held = {cable, attached: false};
			attach();
			if (cut || !held.attached) cable.cut();
			return {printer: drive({transport: cable.transport, clock}), drop: () => void cable.transport.stop()};
		},
		cut() {
			cut = true;
			held?.cable.cut();
		},
		restore() {
			cut = false;
			attach();
			if (simulator.snapshot().power) held?.cable.restore();
		},
		pressKey: () => simulator.pressKey?.(),
		stop: async () => undefined,
	};
}

async function onSocket(simulator: PrinterWithKey, drive: Drive): Promise<Stand> {
	const ends = new Set<DeviceEnd>();
	let cut = false;
	const listener = await listenTcp(
		end => {
			if (cut) return end.close();
			ends.add(end);
			end.onClosed(() => ends.delete(end));
			simulator.attach(end);
		},
		{port: 0},
	);
	return {
		simulator,
		join(clock) {
			const transport = createTcpTransport({host: '127.0.0.1', port: listener.port, clock});
			return {printer: drive({transport, clock}), drop: () => void transport.stop()};
		},
		cut() {
			cut = true;
			for (const end of ends) end.close();
		},
		restore() {
			cut = false;
		},
		pressKey: () => simulator.pressKey?.(),
		stop: () => listener.stop(),
	};
}
