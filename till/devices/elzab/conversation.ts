/**
 * A conversation with a printer whose answers say nothing of what they answer.
 *
 *   trusted ──questions──► their answers, the next bytes that come ──► trusted
 *      │                       └──silence, nonsense──► doubted
 *      └──bytes nobody asked for, another connection──► doubted
 *   doubted ──quiet, and the same harmless question answered twice alike──► trusted
 *
 * C1  What may do something is alone on the wire until it is answered; what the printer does not answer goes with the
 *     question that follows it. Questions that change nothing go together, and the answers come in their order: none of
 *     those that are told past the printer's queue goes with one that is not.
 * C2  Nothing but that harmless question is sent on a wire that is doubted: a late answer would be taken for the next one.
 * C3  A late answer may still come after a wire was trusted again. So a reading counts when it came twice alike, and no
 *     answer alone ever proves that something was done.
 * C4  A printer that does not answer questions that come together is asked one after the other until the next connection.
 */
import type {Clock} from '../../domain/clock.ts';
import {createTurns} from '../outcomes.ts';
import {joinBytes, type Transport} from '../transport.ts';
import {type Command, type Question, readPrintFlags} from './commands.ts';
import {decodeAnswer, encodeSequence} from './frame.ts';

export type Reply =
	| {readonly kind: 'answered'; readonly data: Uint8Array}
	/** NAK. */
	| {readonly kind: 'refused'}
	/** Nothing was sent. */
	| {readonly kind: 'not-sent'; readonly reason: string}
	/** It was sent, and no answer that makes sense came. */
	| {readonly kind: 'silent'; readonly reason: string};

export interface Asking {
	readonly timeoutMs: number;
	/** Sent just before the question; the printer does not answer them. */
	readonly after?: readonly Command[];
	/** It prints before it answers. */
	readonly prints?: boolean;
}

type Answered = Extract<Reply, {kind: 'answered' | 'refused'}>;

/** All of them in their order, or none. */
export type Replies = {readonly kind: 'told'; readonly replies: readonly Answered[]} | Exclude<Reply, Answered>;

export interface Conversation {
	ask(question: Question, asking: Asking): Promise<Reply>;
	/** `timeoutMs` from one answer to the next. */
	askTogether(questions: readonly Question[], timeoutMs: number): Promise<Replies>;
	/** Until they were twice alike. */
	askSurely(questions: readonly Question[], timeoutMs: number): Promise<Replies>;
	/** The printer prints, and nothing may be asked until it has answered. */
	readonly isPrinting: boolean;
	stop(): void;
}

const noConnection = 'no connection';
const noAnswer = {kind: 'silent', reason: 'no answer came'} as const;
const doubtsMax = 3;
const pausesMax = 20;
const surelyMax = 3;

export function createConversation(options: {
	readonly transport: Transport;
	readonly clock: Clock;
	readonly statusMs: number;
	/** Without a byte for so long the wire is quiet. */
	readonly quietMs: number;
}): Conversation {
	const {transport, clock, statusMs, quietMs} = options;
	const inTurn = createTurns();
	let received: Uint8Array = new Uint8Array();
	let isDoubted = true;
	let isOneAtATime = false;
	let lastByteAtMs = Number.NEGATIVE_INFINITY;
	let asked: {wake: () => void} | undefined;
	let isStopped = false;
	let isPrinting = false;

	transport.onState(connected => {
		doubt();
		isOneAtATime = false;
		if (!connected) asked?.wake();
	});
	transport.onBytes(bytes => {
		lastByteAtMs = clock.now();
		if (asked === undefined) return doubt();
		received = joinBytes(received, bytes);
		asked.wake();
	});

	function doubt(): void {
		isDoubted = true;
		received = new Uint8Array();
	}

	function pause(delayMs: number): Promise<void> {
		return new Promise(resolve => void clock.after(delayMs, resolve));
	}

	/** Returns when something has come, the connection went, or after `delayMs`. */
	function news(delayMs: number): Promise<void> {
		return new Promise(resolve => {
			const giveUp = clock.after(delayMs, resolve);
			asked = {
				wake() {
					giveUp();
					resolve();
				},
			};
		});
	}

	async function exchange(question: Question, {timeoutMs, after = []}: Asking): Promise<Reply> {
		const replies = await send([...after, question], [question], timeoutMs);
		return replies.kind === 'told' ? (replies.replies[0] ?? noAnswer) : replies;
	}

	/** `sequences`: all that is written, `questions`: those of them that are answered. */
	async function send(
		sequences: readonly Command[],
		questions: readonly Question[],
		timeoutMs: number,
	): Promise<Replies> {
		received = new Uint8Array();
		asked = {wake: () => {}};
		try {
			if (!transport.write(joinBytes(...sequences.map(encodeSequence))))
				return {kind: 'not-sent', reason: noConnection};
			const replies: Answered[] = [];
			for (const question of questions) {
				const reply = await hear(question, timeoutMs);
				if (reply.kind !== 'answered' && reply.kind !== 'refused') return reply;
				replies.push(reply);
			}
			// More than was asked for: of these one answer is none.
			if (received.length > 0) doubt();
			return {kind: 'told', replies};
		} finally {
			asked = undefined;
		}
	}

	async function hear({answer: shape}: Question, timeoutMs: number): Promise<Reply> {
		const deadlineMs = clock.now() + timeoutMs;
		for (;;) {
			const {answer, byteCount} = decodeAnswer(received, shape);
			switch (answer.kind) {
				case 'yes':
				case 'no':
					received = received.subarray(byteCount);
					return answer.kind === 'yes' ? {kind: 'answered', data: answer.data} : {kind: 'refused'};
				case 'senseless':
					doubt();
					return {kind: 'silent', reason: 'what came is no answer'};
				case 'incomplete':
			}
			const leftMs = deadlineMs - clock.now();
			if (isStopped || !transport.connected || leftMs <= 0) {
				doubt();
				const reason = transport.connected ? noAnswer.reason : 'the connection was lost';
				return {kind: 'silent', reason: isStopped ? 'the till let go of the printer' : reason};
			}
			await news(leftMs);
		}
	}

	/** Whether the next answer will be that to the next question. */
	async function trust(): Promise<boolean> {
		for (let doubts = 0; isDoubted && doubts < doubtsMax; doubts++) {
			for (let pauses = 0; pauses < pausesMax && clock.now() - lastByteAtMs < quietMs; pauses++) await pause(quietMs);
			isDoubted = false;
			const first = await exchange(readPrintFlags, {timeoutMs: statusMs});
			if (first.kind === 'not-sent') return doubtStill();
			// A sequence that was cut off swallows the first questions: their bytes fill it up.
			const isWell = first.kind === 'answered' && !isDoubted && (await saysAgain(first.data));
			if (!isWell) doubt();
		}
		return !isDoubted;
	}

	async function saysAgain(flags: Uint8Array): Promise<boolean> {
		const again = await exchange(readPrintFlags, {timeoutMs: statusMs});
		return again.kind === 'answered' && !isDoubted && again.data[0] === flags[0];
	}

	function doubtStill(): false {
		isDoubted = true;
		return false;
	}

	async function whenTrusted<T>(work: () => Promise<T>): Promise<T | Extract<Reply, {kind: 'not-sent'}>> {
		if (!transport.connected) return {kind: 'not-sent', reason: noConnection};
		if (isStopped) return {kind: 'not-sent', reason: 'the till let go of the printer'};
		if (await trust()) return await work();
		return {kind: 'not-sent', reason: 'the printer does not answer, or not in order'};
	}

	async function askTogether(questions: readonly Question[], timeoutMs: number): Promise<Replies> {
		if (isOneAtATime) return await askInOrder(questions, timeoutMs);
		const replies = await inTurn(() => whenTrusted(() => send(questions, questions, timeoutMs)));
		if (replies.kind === 'silent' && transport.connected && !isStopped) {
			isOneAtATime = true;
			const inOrder = await askInOrder(questions, timeoutMs);
			return inOrder.kind === 'told' ? inOrder : replies;
		}
		// Which of them was answered twice, nobody knows.
		if (replies.kind === 'told' && isDoubted) return {kind: 'silent', reason: 'more came than was asked for'};
		return replies;
	}

	async function askInOrder(questions: readonly Question[], timeoutMs: number): Promise<Replies> {
		const replies: Answered[] = [];
		for (const question of questions) {
			const reply = await inTurn(() => whenTrusted(() => exchange(question, {timeoutMs})));
			if (reply.kind === 'not-sent' && replies.length > 0) return {kind: 'silent', reason: reply.reason};
			if (reply.kind === 'not-sent' || reply.kind === 'silent') return reply;
			replies.push(reply);
		}
		return {kind: 'told', replies};
	}

	async function askSurely(questions: readonly Question[], timeoutMs: number): Promise<Replies> {
		let last: Replies = {kind: 'silent', reason: 'no two answers were alike'};
		for (let times = 0; times < surelyMax; times++) {
			const both = await askTogether([...questions, ...questions], timeoutMs);
			if (both.kind === 'not-sent') return times > 0 ? last : both;
			if (both.kind === 'silent') {
				last = both;
				continue;
			}
			const replies = both.replies.slice(0, questions.length);
			const again = both.replies.slice(questions.length);
			if (replies.every((reply, place) => textOf(reply) === textOf(again[place]))) return {kind: 'told', replies};
		}
		return last;
	}

	return {
		ask: (question, asking) =>
			inTurn(async () => {
				isPrinting = asking.prints === true;
				try {
					return await whenTrusted(() => exchange(question, asking));
				} finally {
					isPrinting = false;
				}
			}),
		askTogether,
		askSurely,
		get isPrinting() {
			return isPrinting;
		},
		stop() {
			isStopped = true;
			asked?.wake();
		},
	};
}

function textOf(reply: Answered | undefined): string | undefined {
	return reply?.kind === 'answered' ? Buffer.from(reply.data).toString('hex') : reply?.kind;
}
