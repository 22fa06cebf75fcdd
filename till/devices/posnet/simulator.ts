/**
 * A simulated POSNET printer: the other end of the cable.
 *
 * Models: the frame and its faults, the queue with one command at work, immediate `!sdev` and `!sprn`, tokens and
 * `rpt`, on-line receipts with discounts on lines and on the whole, packages, the footer, NIP, cancelling, cash in and out, the daily
 * report, the VAT ladder, counters and fiscal memory that outlive the process, paper, power, and the faults of
 * `simulated/faults.ts`. Its arithmetic is its own.
 *
 * Does not model: invoices, block mode, reversals, surcharges, advances, currencies, e-receipts, packages without
 * goods, the keypad and its menu, configuration, the central repository. Such commands are refused as unknown; none is
 * half obeyed.
 */

import type {CodePage} from '../printer-text.ts';
import {createMachine, type Machine, type Protocol, type WiredPrinter} from '../simulated/machine.ts';
import type {SimulatedPrinterOptions} from '../simulated/printer.ts';
import {createFrameReader, type Damage, encodeFrame, type Frame, usualCodePage} from './frame.ts';
import {createAnswerStore} from './simulator/answer-store.ts';
import {execute, prints} from './simulator/commands.ts';
import type {DeskAnswer} from './simulator/desk.ts';

export interface PosnetSimulatorOptions extends SimulatedPrinterOptions {
	readonly discountMethod?: 1 | 2;
	readonly codePage?: CodePage;
}

/** A frame as it came, or what was wrong with it. */
type Heard = {readonly frame: Frame} | {readonly damage: Damage};

const commandOf = {
	begin: 'trinit',
	line: 'trline',
	deposit: 'trpack',
	payment: 'trpayment',
	close: 'trend',
	cancel: 'prncancel',
	report: 'dailyrep',
	evidence: 'scnt',
	health: 'stot',
} as const;

const immediateCommands = ['!sdev', '!sprn', '!sdrwr', '!beep'];
const frameErrorOf: Readonly<Record<Damage, number>> = {checksum: 5, 'no-checksum': 15, form: 6};
/** The resources are held by the other interface. */
const heldElsewhere = 41;

export function createPosnetSimulator(options: PosnetSimulatorOptions): WiredPrinter {
	const {model = 'POSNET THERMAL HD ONLINE', discountMethod = 2, codePage = usualCodePage} = options;
	return createMachine<Heard>({...options, model}, machine => posnet(machine, {discountMethod, codePage}));
}

function posnet(
	machine: Machine,
	{discountMethod, codePage}: Required<Pick<PosnetSimulatorOptions, 'discountMethod' | 'codePage'>>,
): Protocol<Heard> {
	const {register, faults} = machine;
	const stored = createAnswerStore();

	function statusFields(mnemonic: string): Readonly<Record<string, string | number>> {
		if (mnemonic === 'sdev') {
			const holder = faults.has('busy-elsewhere') ? 2 : register.receipt ? 1 : 0;
			return {ds: machine.isHeld ? 3 : 0, cp: 'N', qe: machine.isIdle ? 'T' : 'N', pe: 'N', tl: holder};
		}
		if (mnemonic === 'sprn') return {pr: faults.has('cover-open') ? 3 : faults.has('paper-out') ? 5 : 0};
		return mnemonic === 'sdrwr' ? {ds: 2, ks: 2} : {};
	}

	function answerTo(frame: Frame): DeskAnswer {
		const {mnemonic} = frame;
		if (mnemonic.startsWith('!')) {
			return immediateCommands.includes(mnemonic) ? {fields: statusFields(mnemonic.slice(1))} : {frameError: 12};
		}
		if (mnemonic === 'sdev' || mnemonic === 'sprn') return {fields: statusFields(mnemonic)};
		if (faults.has('busy-elsewhere') && prints(mnemonic)) return {error: heldElsewhere};
		return execute({register, discountMethod}, frame);
	}

	function obeyFrame(frame: Frame): Uint8Array {
		if (frame.mnemonic === 'rpt') return repeat(frame);
		const answer = encodeFrame(answerFrame(frame, answerTo(frame)), codePage);
		keep(frame, answer);
		return answer;
	}

	function keep({mnemonic, token}: Frame, answer: Uint8Array): void {
		if (token !== undefined && !mnemonic.startsWith('!')) stored.keep(token, answer);
	}

	function repeat(frame: Frame): Uint8Array {
		const kept = frame.token === undefined ? undefined : stored.find(frame.token);
		return kept ?? encodeFrame(answerFrame(frame, {frameError: 13}));
	}

	return {
		commandOf,
		reader() {
			const read = createFrameReader(codePage);
			return bytes => {
				const {frames, damages} = read(bytes);
				return [...damages.map(damage => ({damage})), ...frames.map(frame => ({frame}))];
			};
		},
		nameOf: heard => ('frame' in heard ? heard.frame.mnemonic : ''),
		prints: heard => 'frame' in heard && prints(heard.frame.mnemonic),
		isAtOnce: heard => 'damage' in heard || heard.frame.mnemonic.startsWith('!'),
		obey: heard => ('frame' in heard ? obeyFrame(heard.frame) : frameError(frameErrorOf[heard.damage])),
		refuse(heard, code) {
			if ('damage' in heard) return undefined;
			const answer = encodeFrame(answerFrame(heard.frame, {error: code}));
			keep(heard.frame, answer);
			return answer;
		},
		misread: () => frameError(frameErrorOf.checksum),
		forget: () => stored.clear(),
	};
}

function frameError(error: number): Uint8Array {
	return encodeFrame({mnemonic: 'ERR', fields: [], error});
}

function answerFrame({mnemonic, token}: Frame, answer: DeskAnswer): Frame {
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
