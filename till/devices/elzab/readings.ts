/** What the printer tells when it is asked: its flags once, since they change, and whatever counts until it is sure. */
import type {Outcome} from '../fiscal-printer.ts';
import {refused} from '../outcomes.ts';
import * as answers from './answers.ts';
import * as commands from './commands.ts';
import type {Conversation, Reply} from './conversation.ts';
import type {Counters} from './counters.ts';

type Unanswered = Exclude<Reply, {kind: 'answered'}>;
export type NotDone = Exclude<Outcome, {outcome: 'confirmed'}>;
export type FlagsReply = answers.Flags | Unanswered;

export interface Readings {
	readFlags(): Promise<FlagsReply>;
	/** A question that the printer does not know is refused as `protocol`. */
	read<T>(question: commands.Question, parse: (data: Uint8Array) => T | undefined): Promise<Outcome<T>>;
	/** Undefined where the model does not know the question. */
	readIfKnown<T>(
		question: commands.Question,
		parse: (data: Uint8Array) => T | undefined,
	): Promise<Outcome<T | undefined>>;
	readCounters(): Promise<Outcome<Counters>>;
	/** What a command comes to that was not done; `what` is its code. A refusal is explained by the flags. */
	notDone(reply: Unanswered, what: string): Promise<NotDone>;
}

export function createReadings({
	conversation,
	readMs,
	statusMs,
}: {
	readonly conversation: Conversation;
	readonly readMs: number;
	readonly statusMs: number;
}): Readings {
	async function readFlags(): Promise<FlagsReply> {
		const told = await conversation.askTogether(flags, statusMs);
		if (told.kind !== 'told') return told;
		const bytes: number[] = [];
		for (const reply of told.replies) {
			if (reply.kind !== 'answered') return reply;
			bytes.push(answers.byteIn(reply.data) ?? 0);
		}
		const [memory = 0, print = 0, receipt = 0] = bytes;
		return {memory, print, receipt};
	}

	async function notDone(reply: Unanswered, what: string): Promise<NotDone> {
		switch (reply.kind) {
			case 'refused': {
				const flags = await readFlags();
				return {outcome: 'refused', fault: answers.refusalOf(what, 'kind' in flags ? undefined : flags)};
			}
			case 'not-sent':
				return refused('not-connected', reply.reason);
			case 'silent':
				return {outcome: 'unknown', reason: reply.reason};
		}
	}

	async function read<T>(question: commands.Question, parse: (data: Uint8Array) => T | undefined): Promise<Outcome<T>> {
		const told = await conversation.askSurely([question], readMs);
		return told.kind === 'told' ? valueIn(told.replies[0], question, parse) : await notDone(told, nameOf(question));
	}

	async function readIfKnown<T>(
		question: commands.Question,
		parse: (data: Uint8Array) => T | undefined,
	): Promise<Outcome<T | undefined>> {
		const outcome = await read(question, parse);
		return knownOrNot(outcome);
	}

	async function readCounters(): Promise<Outcome<Counters>> {
		const told = await conversation.askSurely(counters, readMs);
		if (told.kind !== 'told') return await notDone(told, 'D9, 66, DA');
		const reportNumber = valueIn(told.replies[0], commands.readReportNumber, answers.countIn);
		if (reportNumber.outcome !== 'confirmed') return reportNumber;
		const receiptNumber = valueIn(told.replies[1], commands.readReceiptNumber, answers.countIn);
		if (receiptNumber.outcome !== 'confirmed') return receiptNumber;
		const gross = knownOrNot(valueIn(told.replies[2], commands.readDayTotals, answers.totalsIn));
		if (gross.outcome !== 'confirmed') return gross;
		const receipt = await read(commands.readReceiptFlags, answers.byteIn);
		if (receipt.outcome !== 'confirmed') return receipt;
		return {
			outcome: 'confirmed',
			value: {
				reportNumber: reportNumber.value,
				receiptNumber: receiptNumber.value,
				gross: gross.value,
				isOpen: answers.isReceiptOpen({receipt: receipt.value}),
			},
		};
	}

	return {readFlags, read, readIfKnown, readCounters, notDone};
}

/** Told past the printer's queue, all of them. */
const flags = [commands.readMemoryFlags, commands.readPrintFlags, commands.readReceiptFlags];
/** Told in their turn, all of them. */
const counters = [commands.readReportNumber, commands.readReceiptNumber, commands.readDayTotals];

function nameOf({code}: commands.Question): string {
	return code.toString(16).toUpperCase();
}

function valueIn<T>(
	reply: Reply | undefined,
	question: commands.Question,
	parse: (data: Uint8Array) => T | undefined,
): Outcome<T> {
	if (reply?.kind !== 'answered')
		return refused('protocol', `the printer does not know the question ${nameOf(question)}`);
	const value = parse(reply.data);
	if (value !== undefined) return {outcome: 'confirmed', value};
	return refused('protocol', `the answer to ${nameOf(question)} makes no sense`);
}

function knownOrNot<T>(outcome: Outcome<T>): Outcome<T | undefined> {
	const isUnknown = outcome.outcome === 'refused' && outcome.fault.code === 'protocol';
	return isUnknown ? {outcome: 'confirmed', value: undefined} : outcome;
}
