/**
 * A conversation with a Novitus printer: commands that it does not answer, and questions that it does.
 *
 *   command ──► `enq` ──no error──► done
 *             │  └──error──► `error get` ──number──► refused
 *             ├──`dle` shows paper, mechanism or a person──► go on waiting, as long as it does
 *             └──time is up, or the cable goes──► silent
 *
 * Answers carry no mark of the question they belong to, only its kind. So
 *
 * C1  One question of a kind is asked at a time, and the printer answers those of a kind in their order.
 * C2  A question that was given up on is still owed an answer. The next of its kind is answered only when as many
 *     answers more than were owed have come; for each of them it is asked once more. A late answer is thus never taken
 *     for the answer to a younger question, and one that was lost costs a question, not the conversation.
 * C3  A command is written once. Only questions are asked again.
 * C4  The manufacturer wants a moment to pass between a command and `enq`. What can be proved in another way is asked at
 *     once (`hasty`): an error told then may be of an older command, so it is asked for again after that moment, and
 *     only then counts. When anything shows that this printer answers before it has done its work, it is given its
 *     moment after every command, until the next connection.
 */
import {assert} from '../../domain/assert.ts';
import type {Clock} from '../clock.ts';
import type {PrinterStatus} from '../fiscal-printer.ts';
import {joinBytes, type Transport} from '../transport.ts';
import {errorIn, type LogicalState, logicIn, statusIn} from './answers.ts';
import {askLogic, askMechanism, readError} from './commands.ts';
import {createPacketReader, encodeCommand} from './frame.ts';
import type {XmlElement} from './xml.ts';

export type Reply =
	| {readonly kind: 'answered'; readonly answer: XmlElement}
	| {readonly kind: 'not-sent'}
	| {readonly kind: 'silent'; readonly reason: string};

/** What the printer said of a command when it was asked. */
export type Told =
	| {readonly kind: 'done'; readonly state: LogicalState}
	| {readonly kind: 'refused'; readonly code: number; readonly state: LogicalState}
	| Exclude<Reply, {kind: 'answered'}>;

export interface Timing {
	/** How long a question may go without an answer before it is given up on. */
	readonly timeoutMs: number;
	/** Waits for paper and people as long as the printer says that it does. */
	readonly patient?: boolean;
	readonly onWaiting?: (status: PrinterStatus) => void;
	/** What became of it is asked at once: whoever tells it has a proof of its own that it was done. */
	readonly hasty?: boolean;
}

export interface Conversation {
	ask(question: XmlElement, timing: Timing): Promise<Reply>;
	/** `not-sent` is of the command itself: nothing was written. */
	tell(command: XmlElement, timing: Timing): Promise<Told>;
	/** What became of the last command, a moment from now. */
	becameOf(timing: Timing): Promise<Exclude<Told, {kind: 'not-sent'}>>;
	/** On this connection the printer was seen to answer before it had done its work. */
	readonly isLate: boolean;
	/** It was, or may have been. */
	wasSeenLate(): void;
	logic(timing: Timing): Promise<Exclude<Told, {kind: 'refused'}>>;
	status(): Promise<PrinterStatus>;
	stop(): void;
}

interface Question {
	/** The command that it is about, where both go in one write; written once, whatever of the question is. */
	command?: Uint8Array | undefined;
	readonly packet: Uint8Array;
	/** Answers that are owed to older ones. */
	owed: number;
	reply?: Reply;
	wake: () => void;
}

/** An answer later than this is not waited for any more: it was lost. */
const lateMsMax = 60_000;

export function createConversation(options: {
	readonly transport: Transport;
	/** A command that is said first on every connection. */
	readonly greeting: XmlElement;
	readonly clock: Clock;
	/** Between a command and the question what became of it. */
	readonly pauseMs: number;
	readonly pollMs: number;
	readonly statusTimeoutMs: number;
	readonly readTimeoutMs: number;
}): Conversation {
	const {transport, greeting, clock} = options;
	const asked = new Map<string, Question>();
	/** By kind, when the questions were sent that nobody has answered. */
	const unanswered = new Map<string, number[]>();
	let read = createPacketReader();
	let statusUnderWay: Promise<PrinterStatus> | undefined;
	let stopped = false;
	let isLate = false;
	/** When the last bytes came of a packet that is still coming: a long answer takes its time on a slow wire. */
	let midwayAt: number | undefined;

	transport.onState(connected => {
		read = createPacketReader();
		midwayAt = undefined;
		unanswered.clear();
		isLate = false;
		if (connected) greet();
		else silenceAll('the connection was lost');
	});
	if (transport.connected) greet();
	transport.onBytes(bytes => {
		const heard = read(bytes);
		midwayAt = heard.midway ? clock.now() : undefined;
		for (const {elements} of heard.packets) for (const answer of elements) hear(answer);
	});

	/** Nothing answers it, so nothing waits for it. */
	function greet(): void {
		transport.write(encodeCommand(greeting));
	}

	function silenceAll(reason: string): void {
		for (const question of asked.values()) settle(question, {kind: 'silent', reason});
	}

	function settle(question: Question, reply: Reply): void {
		question.reply ??= reply;
		question.wake();
	}

	function hear(answer: XmlElement): void {
		const kind = kindOf(answer);
		unanswered.get(kind)?.shift();
		const question = asked.get(kind);
		if (question === undefined || question.reply !== undefined) return;
		if (question.owed === 0) return settle(question, {kind: 'answered', answer});
		question.owed -= 1;
		if (!send(kind, question)) settle(question, {kind: 'silent', reason: 'the connection was lost'});
	}

	function send(kind: string, question: Question): boolean {
		const {command, packet} = question;
		if (!transport.write(command === undefined ? packet : joinBytes(command, packet))) return false;
		question.command = undefined;
		unanswered.set(kind, [...stillOwed(kind), clock.now()]);
		return true;
	}

	function stillOwed(kind: string): readonly number[] {
		const now = clock.now();
		return (unanswered.get(kind) ?? []).filter(sentAt => now - sentAt < lateMsMax);
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

	async function ask(element: XmlElement, timing: Timing, command?: Uint8Array): Promise<Reply> {
		const kind = kindOf(element);
		assert(!asked.has(kind), `one question is asked at a time, and <${kind}> is`);
		const owed = stillOwed(kind).length;
		const question: Question = {command, packet: encodeCommand(element), owed, wake: () => {}};
		asked.set(kind, question);
		try {
			if (stopped || !send(kind, question)) return {kind: 'not-sent'};
			return await waitForReply(question, timing);
		} finally {
			asked.delete(kind);
		}
	}

	async function waitForReply(question: Question, timing: Timing): Promise<Reply> {
		const {timeoutMs, patient = false, onWaiting} = timing;
		let deadline = clock.now() + timeoutMs;
		for (;;) {
			const left = deadline - clock.now();
			await within(question, patient ? Math.min(options.pollMs, left) : left);
			if (question.reply !== undefined) return question.reply;
			if (patient) {
				const now = await status();
				if (question.reply !== undefined) return question.reply;
				if (isWaiting(now)) {
					deadline = clock.now() + timeoutMs;
					onWaiting?.(now);
				}
			}
			if (midwayAt !== undefined) deadline = Math.max(deadline, midwayAt + timeoutMs);
			if (clock.now() >= deadline) return {kind: 'silent', reason: 'no answer came'};
		}
	}

	async function logic(timing: Timing, command?: Uint8Array): ReturnType<Conversation['logic']> {
		let reply = await ask(askLogic, timing, command);
		if (reply.kind === 'silent' && transport.connected) reply = await ask(askLogic, {timeoutMs: options.readTimeoutMs});
		if (reply.kind !== 'answered') return reply;
		const state = logicIn(reply.answer);
		return state ? {kind: 'done', state} : {kind: 'silent', reason: 'the answer to enq makes no sense'};
	}

	async function tell(command: XmlElement, timing: Timing): Promise<Told> {
		const bytes = encodeCommand(command);
		if (isLate || timing.hasty !== true) {
			if (stopped || !transport.write(bytes)) return {kind: 'not-sent'};
			return becameOf(timing);
		}
		const told = await askWhatBecame(timing, bytes);
		if (told.kind !== 'refused') return told;
		const again = await becameOf(timing);
		isLate = again.kind === 'done' || (again.kind === 'refused' && again.code !== told.code);
		return again;
	}

	async function becameOf(timing: Timing): ReturnType<Conversation['becameOf']> {
		await new Promise<void>(resolve => void clock.after(options.pauseMs, resolve));
		const told = await askWhatBecame(timing);
		return told.kind === 'not-sent' ? {kind: 'silent', reason: 'the connection was lost'} : told;
	}

	/** `not-sent` is of the command, where it goes with the question. */
	async function askWhatBecame(timing: Timing, command?: Uint8Array): Promise<Told> {
		const told = await logic(timing, command);
		if (told.kind !== 'done' || !told.state.failed) return told;
		const reply = await ask(readError, {timeoutMs: options.readTimeoutMs});
		const code = reply.kind === 'answered' ? errorIn(reply.answer) : undefined;
		if (code === undefined) return {kind: 'silent', reason: 'an error, and no answer which'};
		return {kind: 'refused', code, state: told.state};
	}

	/** Whoever asks while it is being asked shares the answer. */
	function status(): Promise<PrinterStatus> {
		statusUnderWay ??= askStatus().finally(() => {
			statusUnderWay = undefined;
		});
		return statusUnderWay;
	}

	async function askStatus(): Promise<PrinterStatus> {
		if (!transport.connected) return {condition: 'disconnected', paperNearEnd: false, detail: 'no connection'};
		const reply = await ask(askMechanism, {timeoutMs: options.statusTimeoutMs});
		const told = reply.kind === 'answered' ? statusIn(reply.answer) : undefined;
		return told ?? {condition: 'disconnected', paperNearEnd: false, detail: 'no answer'};
	}

	return {
		ask,
		tell,
		becameOf,
		get isLate() {
			return isLate;
		},
		wasSeenLate() {
			isLate = true;
		},
		logic,
		status,
		stop() {
			stopped = true;
			silenceAll('the till let go of the printer');
		},
	};
}

/** What an answer has in common with its question, and with no other question. */
function kindOf({name, attributes}: XmlElement): string {
	return name === 'info' || name === 'deviceinfo' ? `${name} ${attributes['action'] ?? ''}` : name;
}

/** For paper or a person: as long as it takes. */
export function isWaiting({condition}: PrinterStatus): boolean {
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
