/**
 * A conversation with a printer whose answers say nothing of what they answer.
 *
 *   trusted ──a question──► its answer, the next bytes that come ──► trusted
 *      │                       └──silence, nonsense──► doubted
 *      └──bytes nobody asked for, another connection──► doubted
 *   doubted ──quiet, and the same harmless question answered twice alike──► trusted
 *
 * C1  One question is on the wire at a time. What the printer does not answer goes with the question that follows it.
 * C2  Nothing but that harmless question is sent on a wire that is doubted: a late answer would be taken for the next one.
 * C3  A late answer may still come after a wire was trusted again. So a reading counts when it came twice alike, and no
 *     answer alone ever proves that something was done.
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

export interface Conversation {
	ask(question: Question, asking: Asking): Promise<Reply>;
	/** Until it was twice alike; `timeoutMs` for each time. */
	askSurely(question: Question, asking: Asking): Promise<Reply>;
	/** The printer prints, and nothing may be asked until it has answered. */
	readonly isPrinting: boolean;
	stop(): void;
}

const noConnection = 'no connection';
const doubtsMax = 3;
const pausesMax = 20;
const surelyMax = 6;

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
	/** Counts what makes readings of before worthless. */
	let doubtCount = 0;
	let lastByteAtMs = Number.NEGATIVE_INFINITY;
	let asked: {wake: () => void} | undefined;
	let isStopped = false;
	let isPrinting = false;

	transport.onState(connected => {
		doubt();
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
		doubtCount += 1;
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
		received = new Uint8Array();
		asked = {wake: () => {}};
		try {
			for (const command of [...after, question]) {
				if (transport.write(encodeSequence(command))) continue;
				if (command === (after[0] ?? question)) return {kind: 'not-sent', reason: noConnection};
				return {kind: 'silent', reason: noConnection};
			}
			return await hear(question, timeoutMs);
		} finally {
			asked = undefined;
		}
	}

	async function hear({answer: shape}: Question, timeoutMs: number): Promise<Reply> {
		const deadlineMs = clock.now() + timeoutMs;
		for (;;) {
			const {answer, byteCount} = decodeAnswer(received, shape);
			const isMore = received.length > byteCount;
			switch (answer.kind) {
				case 'yes':
				case 'no':
					if (isMore) doubt();
					return answer.kind === 'yes' ? {kind: 'answered', data: answer.data} : {kind: 'refused'};
				case 'senseless':
					doubt();
					return {kind: 'silent', reason: 'what came is no answer'};
				case 'incomplete':
			}
			const leftMs = deadlineMs - clock.now();
			if (isStopped || !transport.connected || leftMs <= 0) {
				doubt();
				const reason = transport.connected ? 'no answer came' : 'the connection was lost';
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

	async function askTrusted(question: Question, asking: Asking): Promise<Reply> {
		if (!transport.connected) return {kind: 'not-sent', reason: noConnection};
		if (isStopped) return {kind: 'not-sent', reason: 'the till let go of the printer'};
		if (await trust()) return await exchange(question, asking);
		return {kind: 'not-sent', reason: 'the printer does not answer, or not in order'};
	}

	async function askSurely(question: Question, asking: Asking): Promise<Reply> {
		let former: {readonly reply: string; readonly doubtCount: number} | undefined;
		let last: Reply = {kind: 'silent', reason: 'no two answers were alike'};
		for (let times = 0; times < surelyMax; times++) {
			const reply = await inTurn(() => askTrusted(question, asking));
			if (reply.kind === 'not-sent') return last.kind === 'silent' && times > 0 ? last : reply;
			if (reply.kind === 'silent') {
				// Once may be bad luck; twice is a printer that is not there.
				if (former === undefined && times > 0 && last.kind === 'silent') return reply;
				last = reply;
				former = undefined;
				continue;
			}
			const text = reply.kind === 'answered' ? Buffer.from(reply.data).toString('hex') : reply.kind;
			if (former?.reply === text && former.doubtCount === doubtCount) return reply;
			former = {reply: text, doubtCount};
		}
		return last;
	}

	return {
		ask: (question, asking) =>
			inTurn(async () => {
				isPrinting = asking.prints === true;
				try {
					return await askTrusted(question, asking);
				} finally {
					isPrinting = false;
				}
			}),
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
