/**
 * A simulated printer with the Thermal protocol: the other end of a serial cable.
 *
 * Models: frames and their check byte, ENQ and DLE, the modes of telling errors (0 after every power-on: an error stops
 * the printer until a key is pressed), on-line receipts with line discounts and packages, the three closings, payments,
 * the NIP where the maker has it, cancelling, cash in and out, the daily report with a date, the VAT ladder, counters
 * and fiscal memory that outlive the process, paper, power, and the faults of `simulated/faults.ts`. While it is
 * off-line it answers DLE only and holds everything else. Its arithmetic is its own.
 *
 * Does not model: receipts as a block, reversals, surcharges, discounts on the whole receipt, packages without goods,
 * currencies, the footer commands, the keypad beside that one key, the display, configuration, the twenty minutes after
 * which a receipt is cancelled.
 */
import {createMachine, type Machine, type Protocol, type WiredPrinter} from '../simulated/machine.ts';
import type {SimulatedPrinterOptions} from '../simulated/printer.ts';
import {control, createWireReader, encodeFrame, type Frame, type WireItem} from './frame.ts';
import {forgetBeginning} from './simulator/closings.ts';
import {execute, unknownCommand} from './simulator/commands.ts';
import type {Desk, DeskAnswer, SimulatedMaker} from './simulator/desk.ts';

export interface ThermalSimulatorOptions extends SimulatedPrinterOptions {
	readonly maker: SimulatedMaker;
	/** The only one that this firmware understands; both without it. */
	readonly decimalSeparator?: '.' | ',';
	/** Its words about commands come with a check byte. */
	readonly checksWords?: boolean;
}

export interface ThermalSimulator extends WiredPrinter {
	/** The one that an error shown on the display waits for. */
	pressKey(): void;
}

const commandOf = {
	begin: '$h',
	line: '$l',
	deposit: 'P$l',
	payment: '$b',
	// Whichever of the three forms.
	close: '1$e',
	cancel: '0$e',
	report: '#r',
	evidence: '23#s',
	health: '23#s',
} as const;

const models: Readonly<Record<SimulatedMaker, string>> = {posnet: 'POSNET THERMAL', novitus: 'NOVITUS DELIO'};
const misreadCode = 2;

export function createThermalSimulator(options: ThermalSimulatorOptions): ThermalSimulator {
	let pressKey = () => {};
	const machine = createMachine<WireItem>({...options, model: options.model ?? models[options.maker]}, parts => {
		const {protocol, ...hands} = thermal(parts, options);
		pressKey = hands.pressKey;
		return protocol;
	});
	return {...machine, pressKey: () => pressKey()};
}

function thermal(
	machine: Machine,
	{maker, decimalSeparator, checksWords = false}: ThermalSimulatorOptions,
): {readonly protocol: Protocol<WireItem>; pressKey(): void} {
	const {register, faults} = machine;
	const desk: Desk = {
		register,
		maker,
		errorMode: 0,
		lastError: 0,
		isDone: true,
		headerDue: false,
		lastCompleted: false,
	};
	let isStopped = false;
	const decimalSeparators = decimalSeparator ?? '.,';

	function isOffLine(): boolean {
		return isStopped || faults.has('busy-elsewhere') || faults.has('paper-out') || faults.has('cover-open');
	}

	function flagsFor(byte: number): Uint8Array | undefined {
		const flag = (bit: number, is: boolean) => (is ? bit : 0);
		if (byte === control.dle) {
			const [noPaper, broken] = [faults.has('paper-out'), faults.has('cover-open')];
			return Uint8Array.of(0x70 | flag(4, !isOffLine()) | flag(2, noPaper) | flag(1, broken));
		}
		if (byte !== control.enq || isOffLine()) return undefined;
		const isOpen = register.receipt !== undefined;
		const isDone = desk.isDone && machine.isIdle;
		return Uint8Array.of(0x68 | flag(4, isDone) | flag(2, isOpen) | flag(1, desk.lastCompleted && !isOpen));
	}

	/** The printer's word about a command, where its mode has it say one. */
	function say(frame: Frame, code: number): Uint8Array | undefined {
		desk.isDone = code === 0;
		desk.lastError = code === unknownCommand ? 0 : code;
		const shows = desk.errorMode === 0 || desk.errorMode === 2;
		if (code !== 0 && shows) isStopped = true;
		if (desk.errorMode < 2) return undefined;
		return encodeFrame({parameters: [code], command: '#Z', text: frame.command}, {checked: checksWords});
	}

	function answer(frame: Frame, answered: DeskAnswer): Uint8Array | undefined {
		if (typeof answered === 'number') return say(frame, answered);
		if (frame.command !== '#s' && frame.command !== '#n') desk.isDone = true;
		return encodeFrame(answered, answered);
	}

	/** Was damaged beyond reading: nothing is said, and no code is kept. */
	function ignore(): undefined {
		desk.isDone = false;
		desk.lastError = 0;
	}

	const protocol: Protocol<WireItem> = {
		commandOf,
		reader() {
			const reader = createWireReader();
			return bytes => reader.read(bytes);
		},
		nameOf: item => ('frame' in item ? nameOf(item.frame) : ''),
		// Off-line it answers nothing but DLE, questions included.
		prints: () => true,
		isAtOnce: item => 'byte' in item,
		obey(item) {
			if ('byte' in item) return flagsFor(item.byte);
			return 'frame' in item ? answer(item.frame, execute(desk, item.frame, decimalSeparators)) : ignore();
		},
		refuse: (item, code) => ('frame' in item ? say(item.frame, code) : undefined),
		misread: item => ('frame' in item ? say(item.frame, misreadCode) : undefined),
		isStopped: () => isStopped || faults.has('busy-elsewhere'),
		forget() {
			desk.errorMode = 0;
			desk.lastError = 0;
			desk.isDone = true;
			isStopped = false;
			if (desk.headerDue) forgetBeginning(desk);
		},
	};
	return {
		protocol,
		pressKey() {
			isStopped = false;
			machine.resume();
		},
	};
}

/** What faults are aimed at. */
function nameOf({parameters, command, text}: Frame): string {
	if (command === '$e') return parameters[0] === 0 ? commandOf.cancel : commandOf.close;
	if (command === '$x' || command === '$y') return commandOf.close;
	if (command === '$l') return /^[^\r]*\r[^\r]*\rP\//.test(text) ? commandOf.deposit : commandOf.line;
	return command === '#s' ? `${parameters[0] ?? ''}#s` : command;
}
