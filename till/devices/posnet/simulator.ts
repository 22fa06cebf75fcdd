/**
 * A simulated POSNET printer: the other end of the cable.
 *
 * Models: the frame and its faults, the queue with one command at work, immediate `!sdev` and `!sprn`, tokens and
 * `rpt`, on-line receipts with line discounts and packages, the footer, cancelling, the daily report, the VAT
 * ladder, counters and fiscal memory that outlive the process, paper, power, and the faults of `faults.ts`.
 * Its arithmetic is its own.
 *
 * Does not model: invoices, block mode, reversals, surcharges, discounts on the whole receipt, advances, NIP,
 * currencies, e-receipts, packages without goods, the keypad and its menu, the second interface, configuration,
 * the central repository. Such commands are refused as unknown; none is half obeyed.
 *
 *   bytes ─► frames ─► queue ─► register ─► answer ─► bytes
 *                │                 └─► paper, fiscal memory
 *                └─ immediate: answered past the queue
 */
import type {VatTable} from '../../domain/vat.ts';
import {type Clock, systemClock} from '../clock.ts';
import type {DeviceEnd} from '../device-end.ts';
import {listenTcp, type TcpListener} from '../tcp-listener.ts';
import {createFrameReader, type Damage, encodeFrame, type Frame} from './frame.ts';
import {createAnswerStore} from './simulator/answer-store.ts';
import {newDesk, type RegisterAnswer} from './simulator/desk.ts';
import {createFaults, type FaultKind, type PosnetFault} from './simulator/faults.ts';
import {type MemoryState, openFiscalMemory} from './simulator/fiscal-memory.ts';
import {createPaper, type PaperSlip} from './simulator/paper.ts';
import {type ReceiptAfterPowerCut, restart} from './simulator/power.ts';
import {execute, prints} from './simulator/register.ts';
import {wallTimeAt} from './simulator/wall-time.ts';

export type {PaperSlip, PosnetFault};

export interface PosnetSnapshot {
	readonly model: string;
	readonly uniqueNumber: string;
	readonly power: boolean;
	readonly paperOut: boolean;
	readonly coverOpen: boolean;
	readonly receiptOpen: boolean;
	readonly drawerKicks: number;
	readonly faults: readonly PosnetFault[];
	/** Oldest first. */
	readonly slips: readonly PaperSlip[];
}

export interface PosnetSimulator {
	attach(end: DeviceEnd): void;
	listen(options: {readonly host?: string; readonly port: number}): Promise<TcpListener>;
	setFault(fault: PosnetFault): void;
	/** New paper, a closed cover, a mended device; all faults without a kind. */
	clearFault(kind?: FaultKind): void;
	/** Working memory is lost and every cable goes dead. */
	powerOff(): void;
	powerOn(): void;
	/** What the fiscal memory holds: the printer's own book. */
	book(): MemoryState;
	snapshot(): PosnetSnapshot;
	onChange(listener: () => void): void;
}

interface Job {
	readonly end: DeviceEnd;
	readonly frame: Frame;
}

const immediateCommands = ['!sdev', '!sprn', '!sdrwr', '!beep'];
const frameErrorOf: Readonly<Record<Damage, number>> = {checksum: 5, 'no-checksum': 15, form: 6};

export function createPosnetSimulator(options: {
	readonly uniqueNumber: string;
	readonly header: readonly string[];
	readonly vat: VatTable;
	readonly memoryFile?: string;
	readonly clock?: Clock;
	readonly model?: string;
	/** How long a printing command takes. */
	readonly printMs?: number;
	readonly discountMethod?: 1 | 2;
	readonly receiptAfterPowerCut?: ReceiptAfterPowerCut;
}): PosnetSimulator {
	const {clock = systemClock, model = 'POSNET THERMAL HD ONLINE', printMs = 0, discountMethod = 2} = options;
	const listeners: (() => void)[] = [];
	const ends = new Set<DeviceEnd>();
	const faults = createFaults();
	const stored = createAnswerStore();
	const memory = openFiscalMemory({
		uniqueNumber: options.uniqueNumber,
		...(options.memoryFile !== undefined && {file: options.memoryFile}),
	});
	const paper = createPaper(changed);
	const desk = newDesk({
		memory,
		paper,
		settings: {
			model,
			header: options.header,
			vat: options.vat,
			discountMethod,
			wallTime: () => wallTimeAt(clock.now()),
		},
	});
	let power = true;
	let queue: Job[] = [];
	let working = false;
	/** Changes with every power cut, so that work begun before it is not finished after it. */
	let life = 0;

	function changed(): void {
		for (const listener of listeners) listener();
	}

	function attach(end: DeviceEnd): void {
		if (!power) {
			end.close();
			return;
		}
		ends.add(end);
		let read = createFrameReader();
		end.onClosed(() => {
			read = createFrameReader();
			ends.delete(end);
		});
		end.onBytes(bytes => {
			ends.add(end);
			if (!power || faults.has('silent')) return;
			const {frames, damages} = read(bytes);
			for (const damage of damages) send(end, {mnemonic: 'ERR', fields: [], error: frameErrorOf[damage]});
			for (const frame of frames) receive({end, frame});
		});
	}

	function receive(job: Job): void {
		const {end, frame} = job;
		if (faults.take('misread-command', frame.mnemonic)) {
			send(end, {mnemonic: 'ERR', fields: [], error: frameErrorOf.checksum});
		} else if (faults.take('lose-command', frame.mnemonic)) {
			changed();
		} else if (frame.mnemonic.startsWith('!')) {
			send(end, answerFrame(frame, atOnce(frame.mnemonic)));
		} else {
			queue.push(job);
			work();
		}
	}

	function atOnce(mnemonic: string): RegisterAnswer {
		return immediateCommands.includes(mnemonic) ? {fields: statusFields(mnemonic.slice(1))} : {frameError: 12};
	}

	function statusFields(mnemonic: string): Readonly<Record<string, string | number>> {
		const held = isHeld();
		const idle = queue.length === 0 && !working;
		if (mnemonic === 'sdev')
			return {ds: held ? 3 : 0, cp: 'N', qe: idle ? 'T' : 'N', pe: 'N', tl: desk.receipt ? 1 : 0};
		if (mnemonic === 'sprn') return {pr: faults.has('cover-open') ? 3 : faults.has('paper-out') ? 5 : 0};
		return mnemonic === 'sdrwr' ? {ds: 2, ks: 2} : {};
	}

	function mechanismFails(): boolean {
		return faults.has('paper-out') || faults.has('cover-open');
	}

	/** The next command wants to print and cannot. */
	function isHeld(): boolean {
		const next = queue[0];
		return next !== undefined && prints(next.frame.mnemonic) && mechanismFails();
	}

	function work(): void {
		const job = queue[0];
		if (job === undefined || working || !power || isHeld()) {
			changed();
			return;
		}
		const {mnemonic} = job.frame;
		if (faults.take('power-cut-before', mnemonic)) {
			powerOff();
			return;
		}
		if (printMs === 0 || !prints(mnemonic)) {
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

	function perform(job: Job): void {
		queue.shift();
		const {frame, end} = job;
		const answer = frame.mnemonic === 'rpt' ? repeat(frame) : encodeFrame(answerFrame(frame, obey(frame)));
		if (frame.token !== undefined && frame.mnemonic !== 'rpt') stored.keep(frame.token, answer);
		if (faults.take('power-cut-after', frame.mnemonic)) {
			powerOff();
			return;
		}
		deliver(end, frame.mnemonic, answer);
		work();
	}

	function obey(frame: Frame): RegisterAnswer {
		const refusal = faults.take('refuse', frame.mnemonic);
		if (refusal) return {error: refusal.code};
		if (frame.mnemonic === 'sdev' || frame.mnemonic === 'sprn') return {fields: statusFields(frame.mnemonic)};
		return execute(desk, frame);
	}

	function repeat(frame: Frame): Uint8Array {
		const kept = frame.token === undefined ? undefined : stored.find(frame.token);
		return kept ?? encodeFrame(answerFrame(frame, {frameError: 13}));
	}

	function deliver(end: DeviceEnd, mnemonic: string, answer: Uint8Array): void {
		if (faults.take('lose-answer-of', mnemonic)) return;
		const bytes = faults.take('bad-crc', mnemonic) ? spoiled(answer) : answer;
		const delay = faults.take('delay-answer', mnemonic);
		if (delay) clock.after(delay.delayMs, () => end.write(bytes));
		else end.write(bytes);
		if (faults.take('duplicate-answer', mnemonic)) end.write(bytes);
	}

	function powerOff(): void {
		power = false;
		life += 1;
		working = false;
		queue = [];
		stored.clear();
		for (const end of ends) end.close();
		changed();
	}

	return {
		attach,
		listen: address => listenTcp(attach, address),
		setFault(fault) {
			faults.set(fault);
			changed();
		},
		clearFault(kind) {
			faults.clear(kind);
			work();
		},
		powerOff,
		powerOn() {
			if (power) return;
			restart(desk, options.receiptAfterPowerCut ?? 'cancelled');
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
			receiptOpen: desk.receipt !== undefined,
			drawerKicks: desk.drawerKicks,
			faults: faults.list(),
			slips: [...paper.slips],
		}),
		onChange: listener => void listeners.push(listener),
	};
}

function send(end: DeviceEnd, frame: Frame): void {
	end.write(encodeFrame(frame));
}

function answerFrame({mnemonic, token}: Frame, answer: RegisterAnswer): Frame {
	const echoed = token === undefined ? {} : {token};
	if ('fields' in answer) {
		const fields = Object.entries(answer.fields).map(([name, value]) => ({name, value: String(value)}));
		return {mnemonic, fields, ...echoed};
	}
	if ('error' in answer) return {mnemonic, fields: [], error: answer.error, ...echoed};
	const fields = [{name: 'cm', value: mnemonic}];
	if (answer.field !== undefined) fields.push({name: 'fd', value: answer.field});
	return {mnemonic: 'ERR', fields, error: answer.frameError, ...echoed};
}

/** A bit turned over in the middle, as a bad cable does. */
function spoiled(answer: Uint8Array): Uint8Array {
	const bytes = Uint8Array.from(answer);
	bytes[1] = (bytes[1] ?? 0) ^ 0x10;
	return bytes;
}
