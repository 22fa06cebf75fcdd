/**
 * A simulated printer as a machine: cables, a queue with one command at work, paper, power and faults. What the bytes
 * mean is the protocol's.
 *
 *   bytes ─► commands ─► queue ─► obey ─► answer ─► bytes
 *                │                  └─► register: paper, fiscal memory
 *                └─ at once: answered past the queue
 */
import {systemClock} from '../clock.ts';
import type {DeviceEnd} from '../device-end.ts';
import {listenTcp, type TcpListener} from '../tcp-listener.ts';
import {createFaults, type FaultKind, type Faults, type PrinterFault} from './faults.ts';
import {openFiscalMemory} from './fiscal-memory.ts';
import {sellElsewhere} from './other-hands.ts';
import {createPaper} from './paper.ts';
import {restart} from './power.ts';
import type {PrinterStage, SimulatedPrinter, SimulatedPrinterOptions, Unsupported} from './printer.ts';
import {hasNothingToReport, newRegister, type Register, reportDay} from './register.ts';
import {wallTimeAt} from './wall-time.ts';

/** What a wire says and how the printer answers; `C` is a command as it was read. */
export interface Protocol<C> {
	readonly commandOf: Readonly<Record<PrinterStage, string>>;
	/** Nothing where it is absent. */
	readonly unsupported?: Unsupported;
	/** Of a new connection: turns bytes into commands, those that were damaged on the way included. */
	reader(): (bytes: Uint8Array) => readonly C[];
	nameOf(command: C): string;
	/** No answer overtakes an older one, however late that is; those that are given at once excepted. */
	readonly answersInOrder?: boolean;
	/** Waits for paper and a closed cover. */
	prints(command: C): boolean;
	/** Answered past the queue, also while the printer waits for a person. */
	isAtOnce(command: C): boolean;
	/** Carries it out. Nothing where the printer says nothing. */
	obey(command: C): Uint8Array | undefined;
	refuse(command: C, code: number): Uint8Array | undefined;
	/** What the printer says to a command that came damaged. */
	misread(command: C): Uint8Array | undefined;
	/** The printer waits for a key before it goes on, whatever comes next. */
	isStopped?(): boolean;
	/** The power went: what was in working memory beside the open receipt is gone. */
	forget(): void;
}

/** What a protocol may look at and change. */
export interface Machine {
	readonly register: Register;
	readonly faults: Faults;
	/** Something waits in the queue or is being carried out. */
	readonly isIdle: boolean;
	/** The next command wants to print and cannot. */
	readonly isHeld: boolean;
	/** Goes on with the queue after a stop. */
	resume(): void;
}

export interface WiredPrinter extends SimulatedPrinter {
	attach(end: DeviceEnd): void;
}

interface Job<C> {
	readonly end: DeviceEnd;
	readonly command: C;
}

export function createMachine<C>(
	options: SimulatedPrinterOptions & {readonly model: string},
	makeProtocol: (machine: Machine) => Protocol<C>,
): WiredPrinter {
	const {clock = systemClock, model, printMs = 0, receiptAfterPowerCut = 'cancelled'} = options;
	const listeners: (() => void)[] = [];
	const ends = new Set<DeviceEnd>();
	const faults = createFaults();
	const memory = openFiscalMemory({
		uniqueNumber: options.uniqueNumber,
		...(options.memoryFile !== undefined && {file: options.memoryFile}),
	});
	const paper = createPaper(changed);
	const settings = {
		model,
		header: options.header,
		vat: options.vat,
		wallTime: () => wallTimeAt(clock.now()),
	};
	const register = newRegister({memory, paper, settings});
	let power = true;
	let queue: Job<C>[] = [];
	let working = false;
	/** Changes with every power cut, so that work begun before it is not finished after it. */
	let life = 0;
	/** Until when an answer holds up those after it. */
	let answersHeldUntil = 0;
	const protocol = makeProtocol({
		register,
		faults,
		get isIdle() {
			return queue.length === 0 && !working;
		},
		get isHeld() {
			return isHeld();
		},
		resume: work,
	});

	function changed(): void {
		for (const listener of listeners) listener();
	}

	function attach(end: DeviceEnd): void {
		if (!power) {
			end.close();
			return;
		}
		ends.add(end);
		let read = protocol.reader();
		end.onClosed(() => {
			read = protocol.reader();
			ends.delete(end);
		});
		end.onBytes(bytes => {
			ends.add(end);
			if (!power || faults.has('silent')) return;
			// One of them may cut the power: those that came with it are lost like all others.
			for (const command of read(bytes)) if (power) receive({end, command});
		});
	}

	function receive({end, command}: Job<C>): void {
		const name = protocol.nameOf(command);
		if (faults.take('misread-command', name)) {
			say(end, protocol.misread(command));
		} else if (faults.take('lose-command', name)) {
			changed();
		} else if (protocol.isAtOnce(command)) {
			say(end, protocol.obey(command));
		} else {
			queue.push({end, command});
			work();
		}
	}

	function isHeld(): boolean {
		const next = queue[0];
		const mechanismFails = faults.has('paper-out') || faults.has('cover-open');
		if (next === undefined) return false;
		return protocol.isStopped?.() === true || (mechanismFails && protocol.prints(next.command));
	}

	function work(): void {
		const job = queue[0];
		if (job === undefined || working || !power || isHeld()) {
			changed();
			return;
		}
		const name = protocol.nameOf(job.command);
		if (faults.take('power-cut-before', name)) {
			powerOff();
			return;
		}
		if (interfere(register, faults, name) === 'swapped') {
			powerOff();
			return;
		}
		if (printMs === 0 || !protocol.prints(job.command)) {
			perform(job);
			return;
		}
		working = true;
		const mine = life;
		clock.after(printMs, () => {
			if (mine !== life) return;
			working = false;
			perform(job);
		});
	}

	function perform({end, command}: Job<C>): void {
		queue.shift();
		const name = protocol.nameOf(command);
		const refusal = faults.take('refuse', name);
		const answer = refusal ? protocol.refuse(command, refusal.code) : protocol.obey(command);
		if (faults.take('power-cut-after', name)) {
			powerOff();
			return;
		}
		deliver(end, name, answer);
		work();
	}

	function deliver(end: DeviceEnd, name: string, answer: Uint8Array | undefined): void {
		// A fault of an answer waits for one: some commands are answered only when the printer is asked about them.
		if (answer === undefined || faults.take('lose-answer-of', name)) return;
		const bytes = faults.take('bad-crc', name) ? spoiled(answer) : answer;
		const delayMs = faults.take('delay-answer', name)?.delayMs ?? 0;
		const heldMs = protocol.answersInOrder ? Math.max(delayMs, answersHeldUntil - clock.now()) : delayMs;
		answersHeldUntil = clock.now() + heldMs;
		if (heldMs > 0) clock.after(heldMs, () => end.write(bytes));
		else end.write(bytes);
		if (faults.take('duplicate-answer', name)) end.write(bytes);
	}

	function powerOff(): void {
		power = false;
		life += 1;
		working = false;
		queue = [];
		answersHeldUntil = 0;
		protocol.forget();
		for (const end of ends) end.close();
		changed();
	}

	return {
		commandOf: protocol.commandOf,
		unsupported: protocol.unsupported ?? {stages: [], faults: []},
		attach,
		listen: (address): Promise<TcpListener> => listenTcp(attach, address),
		setFault(fault: PrinterFault) {
			faults.set(fault);
			changed();
		},
		clearFault(kind?: FaultKind) {
			faults.clear(kind);
			work();
		},
		powerOff,
		powerOn() {
			if (power) return;
			restart(register, receiptAfterPowerCut);
			power = true;
			changed();
		},
		book: () => memory.state,
		snapshot: () => ({
			model,
			uniqueNumber: memory.state.uniqueNumber,
			power,
			paperOut: faults.has('paper-out'),
			coverOpen: faults.has('cover-open'),
			receiptOpen: register.receipt !== undefined,
			drawerKicks: register.drawerKicks,
			faults: faults.list(),
			slips: [...paper.slips],
		}),
		onChange: listener => void listeners.push(listener),
	};
}

/** What others do to the printer just before a command. A printer that was put in place of another is still dark. */
export function interfere(register: Register, faults: Faults, command: string): 'swapped' | 'same' {
	if (faults.take('memory-clear', command)) {
		register.receipt = undefined;
		register.memory.clearRam();
	}
	if (faults.take('report-meanwhile', command) && register.receipt === undefined && !hasNothingToReport(register)) {
		reportDay(register);
	}
	if (faults.take('sale-meanwhile', command) && register.receipt === undefined) sellElsewhere(register);
	const swap = faults.take('swap', command);
	if (swap === undefined) return 'same';
	register.receipt = undefined;
	register.memory.replaceBy(swap.uniqueNumber);
	return 'swapped';
}

function say(end: DeviceEnd, answer: Uint8Array | undefined): void {
	if (answer !== undefined) end.write(answer);
}

/** A bit turned over near the beginning, as a bad cable does. */
function spoiled(answer: Uint8Array): Uint8Array {
	const bytes = Uint8Array.from(answer);
	bytes[1] = (bytes[1] ?? 0) ^ 0x10;
	return bytes;
}
