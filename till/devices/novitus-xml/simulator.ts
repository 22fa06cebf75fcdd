/**
 * A simulated Novitus printer that speaks XML: the other end of the cable.
 *
 * Models: packets with and without a checksum, several commands in one of them, the receive buffer of 5000 bytes, the
 * queue with one command at work and `dle` past it, silent and displayed errors (an error on the display stops the
 * printer until it is switched off), on-line receipts with discounts on items and packages, lines under them, NIP,
 * cancelling, cash in and out, the daily report, the VAT ladder, counters and fiscal memory that outlive the process,
 * paper, power, and the faults of `simulated/faults.ts`. Its arithmetic is its own.
 *
 * Does not model: invoices, off-line receipts, reversals, surcharges, discounts on a subtotal, advances, currencies,
 * packages without goods, a footer of one's own, printouts that are not fiscal, the keypad, configuration, the central
 * repository. Such commands are refused; none is half obeyed.
 *
 * A command is answered only when the printer is asked what became of it, so faults of an answer to a command befall the
 * `enq` after it.
 */
import {createMachine, type Machine, type Protocol, type WiredPrinter} from '../simulated/machine.ts';
import type {SimulatedPrinterOptions} from '../simulated/printer.ts';
import {hasNothingToReport, moveCash, reportDay} from '../simulated/register.ts';
import {createPacketReader, type Damage, encodePacket, packetBytesMax} from './frame.ts';
import {
	amountOf,
	attributeOf,
	type Desk,
	type DeskCommand,
	dayText,
	type ErrorNumber,
	noError,
	yesOrNo,
} from './simulator/desk.ts';
import {questionsWith, wasLastTransactionCorrect} from './simulator/questions.ts';
import {receiptCommands} from './simulator/receipt-commands.ts';
import {element, type XmlElement} from './xml.ts';

/** An element of a packet, or what was wrong with the packet. */
type Heard = {readonly element: XmlElement; readonly sealed: boolean} | {readonly damage: Damage};

const commandOf = {
	begin: 'receipt begin',
	line: 'item',
	deposit: 'container',
	payment: 'payment',
	close: 'receipt close',
	cancel: 'receipt cancel',
	report: 'report daily',
	evidence: 'info checkout',
	health: 'info fiscalmemory',
} as const;

const damageErrorOf: Readonly<Record<Damage, ErrorNumber>> = {checksum: 2, form: 1023, 'too-long': 1026};
const unknownCommand = 1022;
const busy = 1034;

function report({register}: Desk, command: XmlElement): ErrorNumber {
	if (register.receipt !== undefined) return 82;
	if (attributeOf(command, 'date') !== dayText(register.settings.wallTime().day)) return 7;
	if (hasNothingToReport(register)) return 35;
	reportDay(register);
	return noError;
}

function cash(sign: 1 | -1): DeskCommand['run'] {
	return ({register}, command) => {
		if (register.receipt !== undefined) return 82;
		const amount = Number(amountOf(attributeOf(command, 'value')) ?? 0n);
		if (amount === 0) return 30;
		if (moveCash(register, sign * amount)) return noError;
		register.memory.write({cashGrosze: 0});
		return 32;
	};
}

const commands: Readonly<Record<string, DeskCommand>> = {
	...receiptCommands,
	'report daily': {prints: true, run: report},
	'cash payin': {prints: true, run: cash(1)},
	'cash payout': {prints: true, run: cash(-1)},
	'control drawer': {
		prints: false,
		run({register}) {
			register.drawerKicks += 1;
			return noError;
		},
	},
	'control beep': {prints: false, run: () => noError},
};

function commandNamed(name: string): DeskCommand | undefined {
	return Object.hasOwn(commands, name) ? commands[name] : undefined;
}

/** `receipt close`, `report daily`, `item` */
function nameIn({name, attributes}: XmlElement): string {
	const isOneOfMany = !Object.hasOwn(receiptCommands, name);
	const action = isOneOfMany
		? (attributes['action'] ?? (name === 'report' ? attributes['type'] : undefined))
		: undefined;
	return action === undefined ? name : `${name} ${action}`;
}

export interface NovitusXmlSimulatorOptions extends SimulatedPrinterOptions {
	/** Answers questions while a command is still being carried out; no document says whether printers do. */
	readonly answersEarly?: boolean;
}

export function createNovitusXmlSimulator(options: NovitusXmlSimulatorOptions): WiredPrinter {
	const {model = 'NOVITUS HD ONLINE', answersEarly = false} = options;
	return createMachine<Heard>({...options, model}, machine => novitus(machine, answersEarly));
}

function novitus(machine: Machine, answersEarly: boolean): Protocol<Heard> {
	const {register, faults} = machine;
	const desk: Desk = {register, lastReceipt: undefined};
	let lastError = noError;
	let errorMode: 'silent' | 'display' = 'display';
	/** An error stands on the display, and nobody has pressed the key. */
	let isStopped = false;
	/** The command that nobody has asked after yet. */
	let unasked: string | undefined;
	const questions = questionsWith(() => lastError);

	function note(error: ErrorNumber): undefined {
		lastError = error;
		isStopped = error !== noError && errorMode === 'display';
	}

	function dle(): XmlElement {
		const paperOut = faults.has('paper-out');
		const coverOpen = faults.has('cover-open');
		const online = yesOrNo(!machine.isHeld && !isStopped);
		return element('dle', {online, papererror: yesOrNo(paperOut), printererror: yesOrNo(coverOpen)});
	}

	function enq(): XmlElement {
		unasked = undefined;
		return element('enq', {
			fiscal: 'yes',
			lastcommanderror: yesOrNo(lastError !== noError),
			intransaction: yesOrNo(register.receipt !== undefined),
			lasttransactioncorrect: yesOrNo(wasLastTransactionCorrect(register)),
		});
	}

	function errors(asked: XmlElement): XmlElement | undefined {
		const {action, value} = asked.attributes;
		if (action === 'get') return element('error', {action: 'get', value: lastError});
		if (action !== 'set' || (value !== 'silent' && value !== 'display')) return note(4);
		errorMode = value;
		return note(noError);
	}

	function answerTo(asked: XmlElement): XmlElement | undefined {
		const name = nameIn(asked);
		if (asked.name === 'dle') return dle();
		if (isStopped) return undefined;
		if (asked.name === 'enq') return enq();
		if (asked.name === 'error') return errors(asked);
		if (Object.hasOwn(questions, name)) return questions[name]?.(desk, asked);
		unasked = name;
		const command = commandNamed(name);
		if (command === undefined) return note(unknownCommand);
		if (command.prints && faults.has('busy-elsewhere')) return note(busy);
		return note(command.run(desk, asked));
	}

	return {
		commandOf,
		answersInOrder: true,
		reader() {
			const read = createPacketReader({bytesMax: packetBytesMax});
			return bytes => {
				const {packets, damages} = read(bytes);
				const heard = packets.flatMap(({elements, sealed}) => elements.map(each => ({element: each, sealed})));
				return [...damages.map(damage => ({damage})), ...heard];
			};
		},
		nameOf(heard) {
			if ('damage' in heard) return '';
			return (heard.element.name === 'enq' ? unasked : undefined) ?? nameIn(heard.element);
		},
		prints: heard => 'element' in heard && (commandNamed(nameIn(heard.element))?.prints ?? false),
		isAtOnce(heard) {
			if ('damage' in heard || heard.element.name === 'dle') return true;
			return answersEarly && commandNamed(nameIn(heard.element)) === undefined;
		},
		obey(heard) {
			if ('damage' in heard) return note(damageErrorOf[heard.damage]);
			const answer = answerTo(heard.element);
			return answer && encodePacket([answer], {sealed: heard.sealed});
		},
		refuse(heard, code) {
			if ('element' in heard) unasked = nameIn(heard.element);
			return note(code);
		},
		misread: () => note(damageErrorOf.checksum),
		forget() {
			errorMode = 'display';
			isStopped = false;
			lastError = noError;
			unasked = undefined;
			desk.lastReceipt = undefined;
		},
	};
}
