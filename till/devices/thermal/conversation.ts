/**
 * A conversation with a Thermal printer: one command in flight, and beside it single bytes that ask how it is.
 *
 *   sent ──the answer, or the printer's word about this command──► answered | refused
 *     │
 *     ├──DLE says off-line──► go on waiting, where that is wanted; else off-line
 *     └──time is up, or ENQ says that no command is at work──► silent, and its answer is owed
 *
 * Nothing in an answer tells which of two like commands it is about. So a command whose like is owed an answer goes
 * only after a question of another kind was answered: answers come in the order of what was sent, and what has not
 * come by then was lost. Nothing is ever sent a second time by itself.
 */
import {assert} from '../../domain/assert.ts';
import type {Clock} from '../clock.ts';
import type {PrinterStatus} from '../fiscal-printer.ts';
import type {Transport} from '../transport.ts';
import {isDoneIn, statusIn, wordIn} from './answers.ts';
import {type Command, readClock, readLastError, readVersion} from './commands.ts';
import {control, createWireReader, encodeFrame, type Frame} from './frame.ts';

export type Reply =
	| {readonly kind: 'answered'; readonly frame: Frame}
	| {readonly kind: 'refused'; readonly code: number}
	| {readonly kind: 'not-sent'; readonly reason: string}
	/** A question that the printer may answer when it is on-line again. */
	| {readonly kind: 'off-line'; readonly status: PrinterStatus}
	| {readonly kind: 'silent'; readonly reason: string};

export interface Timing {
	readonly timeoutMs: number;
	/** Waits for paper and people as long as the printer says that it is off-line. */
	readonly patient?: boolean;
	readonly onWaiting?: (status: PrinterStatus) => void;
}

export interface Conversation {
	ask(command: Command, timing: Timing): Promise<Reply>;
	status(): Promise<PrinterStatus>;
	/** Code of a refusal that came while nobody waited for it; told once. */
	takeStrayRefusal(): number | undefined;
	stop(): void;
}

interface Question {
	readonly command: string;
	/** How its answer begins. */
	readonly answer: string;
	reply?: Reply;
	wake: () => void;
}

interface ByteQuestion {
	hear(byte: number): boolean;
	giveUp(): void;
}

const idlePollsMax = 2;
const noConnection = 'no connection';
/** Questions of different kinds, so that one of them is always free to find out what is still to come. */
const soundings = [readLastError, readClock, readVersion];

export function createConversation(options: {
	readonly transport: Transport;
	readonly clock: Clock;
	readonly pollMs: number;
	readonly readMs: number;
	readonly statusMs: number;
	/** After so long no answer comes any more. */
	readonly owedMs: number;
}): Conversation {
	const {transport, clock} = options;
	let reader = createWireReader();
	let inFlight: Question | undefined;
	let byteQuestions: readonly ByteQuestion[] = [];
	/** Since when which answers are owed. */
	const owed = new Map<string, number>();
	let strayRefusal: number | undefined;

	transport.onState(connected => {
		if (connected) reader = createWireReader();
		else silenceAll('the connection was lost');
	});
	transport.onBytes(bytes => {
		for (const item of reader.read(bytes)) {
			if ('frame' in item) hear(item.frame);
			else if ('byte' in item) hearByte(item.byte);
		}
	});

	function silenceAll(reason: string): void {
		if (inFlight !== undefined) settle(inFlight, {kind: 'silent', reason});
		for (const question of byteQuestions) question.giveUp();
	}

	function settle(question: Question, reply: Reply): void {
		question.reply ??= reply;
		question.wake();
	}

	function hear(frame: Frame): void {
		const reply = inFlight?.reply === undefined && inFlight !== undefined ? replyTo(inFlight, frame) : undefined;
		if (inFlight !== undefined && reply !== undefined) settle(inFlight, reply);
		else strayRefusal ??= wordIn(frame)?.code || undefined;
	}

	function hearByte(byte: number): void {
		byteQuestions = byteQuestions.filter(question => !question.hear(byte));
	}

	/** Returns when there is a reply, or after `delayMs`. */
	function within(question: Question, delayMs: number): Promise<void> {
		if (question.reply !== undefined) return Promise.resolve();
		return new Promise(resolve => {
			const giveUp = clock.after(Math.max(0, delayMs), resolve);
			question.wake = () => {
				giveUp();
				resolve();
			};
		});
	}

	async function ask(command: Command, timing: Timing): Promise<Reply> {
		assert(inFlight === undefined, 'one command is in flight at a time');
		if (isOwed(answerOf(command)) && !(await sound())) {
			return {kind: 'not-sent', reason: 'the printer still owes an answer to an earlier command'};
		}
		return await exchange(command, timing);
	}

	function isOwed(answer: string): boolean {
		const since = owed.get(answer);
		return since !== undefined && clock.now() - since < options.owedMs;
	}

	/** Whether everything that was owed is here by now, or lost. */
	async function sound(): Promise<boolean> {
		const sounding = soundings.find(each => !isOwed(answerOf(each)));
		if (sounding === undefined) return false;
		const reply = await exchange(sounding, {timeoutMs: options.readMs});
		if (reply.kind !== 'answered') return false;
		owed.clear();
		return true;
	}

	async function exchange(command: Command, timing: Timing): Promise<Reply> {
		const question: Question = {command: command.command, answer: answerOf(command), wake: () => {}};
		inFlight = question;
		try {
			if (!transport.write(encodeFrame(command, {checked: command.unchecked !== true}))) {
				return {kind: 'not-sent', reason: noConnection};
			}
			const reply = await waitForReply(question, timing);
			if (reply.kind === 'silent' || reply.kind === 'off-line') owed.set(question.answer, clock.now());
			return reply;
		} finally {
			inFlight = undefined;
		}
	}

	async function waitForReply(question: Question, timing: Timing): Promise<Reply> {
		const {timeoutMs, patient = false, onWaiting} = timing;
		let deadline = clock.now() + timeoutMs;
		for (let idlePolls = 0; ; ) {
			await within(question, Math.min(options.pollMs, deadline - clock.now()));
			if (question.reply !== undefined) return question.reply;
			const now = await status();
			if (question.reply !== undefined) return question.reply;
			if (isOffLine(now)) {
				if (!patient) return {kind: 'off-line', status: now};
				deadline = clock.now() + timeoutMs;
				idlePolls = 0;
				onWaiting?.(now);
			} else if (patient) {
				const isIdle = (await askByte(control.enq, isDoneIn)) === true;
				if (question.reply !== undefined) return question.reply;
				idlePolls = isIdle ? idlePolls + 1 : 0;
			}
			if (idlePolls >= idlePollsMax) return {kind: 'silent', reason: 'the printer is idle and did not answer'};
			if (clock.now() >= deadline) return {kind: 'silent', reason: 'no answer came'};
		}
	}

	/** A byte of flags in answer to a byte; nothing where none came in time. */
	function askByte<T>(byte: number, parse: (answer: number) => T | undefined): Promise<T | undefined> {
		reader.expectByte();
		if (!transport.write(Uint8Array.of(byte))) return Promise.resolve(undefined);
		return new Promise(resolve => {
			const question: ByteQuestion = {
				hear(answer) {
					const value = parse(answer);
					if (value === undefined) return false;
					cancelTimer();
					resolve(value);
					return true;
				},
				giveUp() {
					cancelTimer();
					byteQuestions = byteQuestions.filter(each => each !== question);
					resolve(undefined);
				},
			};
			const cancelTimer = clock.after(options.statusMs, question.giveUp);
			byteQuestions = [...byteQuestions, question];
		});
	}

	/** Rubbish that looked like the beginning of a frame would swallow every byte that is no end of one. */
	function askAnew(): Promise<PrinterStatus | undefined> {
		reader = createWireReader();
		return askByte(control.dle, statusIn);
	}

	async function status(): Promise<PrinterStatus> {
		if (!transport.connected) return {condition: 'disconnected', paperNearEnd: false, detail: noConnection};
		const status = (await askByte(control.dle, statusIn)) ?? (await askAnew());
		return status ?? {condition: 'disconnected', paperNearEnd: false, detail: 'no answer'};
	}

	return {
		ask,
		status,
		takeStrayRefusal() {
			const code = strayRefusal;
			strayRefusal = undefined;
			return code;
		},
		stop: () => silenceAll('the till let go of the printer'),
	};
}

function wordAbout(command: string): string {
	return `#Z${command}`;
}

/** How the answer to a command begins. */
function answerOf({command, answer}: Command): string {
	return answer ?? wordAbout(command);
}

/** Nothing where the frame is no answer to this question. */
function replyTo({command, answer}: Question, frame: Frame): Reply | undefined {
	const word = wordIn(frame);
	if (word === undefined) return frameBegins(frame, answer) ? {kind: 'answered', frame} : undefined;
	if (word.of !== command) return undefined;
	if (word.code !== 0) return {kind: 'refused', code: word.code};
	return answer === wordAbout(command) ? {kind: 'answered', frame} : undefined;
}

function frameBegins({parameters, command}: Frame, answer: string): boolean {
	return `${parameters[0] ?? ''}${command}` === answer;
}

function isOffLine({condition}: PrinterStatus): boolean {
	switch (condition) {
		case 'paper-out':
		case 'cover-open':
		case 'mechanism':
		case 'waiting-for-operator':
		case 'in-menu':
			return true;
		case 'ready':
		case 'busy':
		case 'disconnected':
			return false;
	}
}
