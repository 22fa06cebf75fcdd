/**
 * A simulated printer that speaks ElzabESC: the other end of a serial cable or of a socket.
 *
 * Models: sequences with their data, the silence about the parts of a receipt and the check that tells of them, line
 * discounts, the buyer's NIP, payments and change, sums that are compared when the receipt is closed and the receipt
 * that is voided where they differ, cancelling, the daily report, the drawer, flags that are told also while it prints or
 * stands still, printing that goes on only when it is told to once it said that it stopped, counters and fiscal memory
 * that outlive the process, paper, power, and the faults of `simulated/faults.ts`. Its arithmetic is its own.
 *
 * Where nobody knows, it does what is harder for a till: cancelled receipts take a number, and what is not known is NAK.
 *
 * Does not model: lines that are taken back, surcharges, packages, lines of text but two, cash in and out, the ladder of
 * VAT rates, the report that is overdue, a sequence that hangs it, twenty minutes after which a receipt is voided, the
 * keypad, the display, configuration.
 */
import {type CodePage, decodeText} from '../printer-text.ts';
import {createMachine, type Machine, type Protocol, type WiredPrinter} from '../simulated/machine.ts';
import type {SimulatedPrinterOptions} from '../simulated/printer.ts';
import {hasNothingToReport, reportDay} from '../simulated/register.ts';
import {codes, createSequenceReader, type Sequence} from './frame.ts';
import {type Desk, no, type Obey, yes} from './simulator/desk.ts';
import {readingsOf} from './simulator/readings.ts';
import * as receipt from './simulator/receipt.ts';

export interface ElzabSimulatorOptions extends SimulatedPrinterOptions {
	readonly codePage?: CodePage;
	/** Without it the model answers the question for its totals with NAK. */
	readonly tellsTotals?: boolean;
	/** Without it what comes behind a question, before that is answered, is lost. */
	readonly readsAhead?: boolean;
}

const nameOfCode = (code: number) => code.toString(16).toUpperCase().padStart(2, '0');

const item = nameOfCode(codes.item28);

const commandOf = {
	begin: nameOfCode(codes.open),
	// In either length.
	line: item,
	// There is none.
	deposit: 'deposit',
	payment: nameOfCode(codes.payment),
	close: nameOfCode(codes.close),
	cancel: nameOfCode(codes.cancel),
	report: nameOfCode(codes.dailyReport),
	evidence: nameOfCode(codes.receiptNumber),
	health: nameOfCode(codes.moduleFlags),
} as const;

/** Told past the queue, whatever ails the printer. */
const atOnce: ReadonlySet<number> = new Set([
	codes.memoryFlags,
	codes.printFlags,
	codes.drawerFlags,
	codes.moduleFlags,
	codes.receiptFlags,
	codes.resume,
]);
const printing: ReadonlySet<number> = new Set([codes.close, codes.cancel, codes.dailyReport]);
/** Parts of a receipt that are never answered. */
const silent: ReadonlySet<number> = new Set([
	codes.item28,
	codes.item40,
	codes.discount,
	codes.endOfItems,
	codes.payment,
	codes.change,
	codes.textLine,
]);

export function createElzabSimulator(options: ElzabSimulatorOptions): WiredPrinter {
	return createMachine<Sequence>({...options, model: options.model ?? 'ELZAB MERA'}, machine =>
		elzab(machine, options),
	);
}

function elzab(machine: Machine, options: ElzabSimulatorOptions): Protocol<Sequence> {
	const {register, faults} = machine;
	const {codePage = 'windows-1250', tellsTotals = true, readsAhead = true} = options;
	const readText = (bytes: Uint8Array) => decodeText(bytes, codePage);
	const desk: Desk = {
		register,
		sumTold: undefined,
		changeTold: 0,
		voidedFor: 0,
		isVoided: false,
		isStopped: false,
	};

	const resume: Obey = () => {
		if (faults.has('paper-out') || faults.has('cover-open')) return no;
		desk.isStopped = false;
		machine.resume();
		return yes;
	};

	const report: Obey = () => {
		if (register.receipt !== undefined || hasNothingToReport(register)) return no;
		reportDay(register);
		return yes;
	};

	const obeys = new Map<number, Obey>(
		Object.entries({
			...readingsOf(machine, tellsTotals),
			[codes.open]: receipt.open,
			[codes.buyerNip]: receipt.nameBuyer,
			[codes.item28]: receipt.sell(readText),
			[codes.item40]: receipt.sell(readText),
			[codes.discount]: receipt.discount,
			[codes.endOfItems]: receipt.endItems,
			[codes.payment]: receipt.pay,
			[codes.change]: receipt.giveChange,
			[codes.textLine]: receipt.addLine(readText),
			[codes.close]: receipt.close,
			[codes.cancel]: receipt.cancel,
			[codes.dailyReport]: report,
			[codes.resume]: resume,
			[codes.drawer]: () => {
				register.drawerKicks += 1;
				return yes;
			},
		} satisfies Record<number, Obey>).map(([code, obey]) => [Number(code), obey]),
	);

	return {
		commandOf,
		unsupported: {stages: ['deposit'], faults: []},
		reader() {
			const read = createSequenceReader();
			if (readsAhead) return read;
			return bytes => {
				const sequences = read(bytes);
				const question = sequences.findIndex(({code}) => !silent.has(code));
				return question === -1 ? sequences : sequences.slice(0, question + 1);
			};
		},
		nameOf: ({code}) => (code === codes.item40 ? item : nameOfCode(code)),
		prints: ({code}) => printing.has(code),
		isAtOnce: ({code}) => atOnce.has(code),
		obey: ({code, data}) => (obeys.get(code) ?? (() => no))(desk, data),
		refuse({code}, refusal) {
			if (!silent.has(code)) return no;
			receipt.voidReceipt(desk, refusal);
			return undefined;
		},
		misread: ({code}) => (silent.has(code) ? undefined : no),
		isStopped: () => desk.isStopped || faults.has('busy-elsewhere'),
		forget() {
			Object.assign(desk, {sumTold: undefined, changeTold: 0, voidedFor: 0, isVoided: false, isStopped: false});
		},
	};
}
