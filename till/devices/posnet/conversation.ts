/**
 * A conversation with a POSNET printer: one command in flight, and beside it questions that are answered at once.
 *
 *   sent ──answer (same name, same token)──► answered | refused
 *     │
 *     ├──`!sdev`/`!sprn` show paper, cover or a person──► go on waiting, as long as they do
 *     └──time is up, or the printer is idle and says nothing──► `rpt` with the same token
 *                                              ├──the stored answer──► answered | refused, `recovered`
 *                                              └──none, or silence, or the cable goes──► silent
 *
 * Every command carries a token of its own. An answer that comes late, or twice, or to somebody else's token finds
 * nobody waiting for it and is dropped; nothing is ever sent a second time.
 */
import {assert} from '../../domain/assert.ts';
import type {Clock} from '../clock.ts';
import type {PrinterStatus} from '../fiscal-printer.ts';
import type {CodePage} from '../printer-text.ts';
import type {Transport} from '../transport.ts';
import {errorIn, statusIn} from './answers.ts';
import {askDevice, askMechanism, type Command, repeatAnswer} from './commands.ts';
import {noSuchToken} from './errors.ts';
import {createFrameReader, encodeFrame, type Frame} from './frame.ts';

export type Reply =
	/** `recovered`: by the stored answer, which only a counter can tell from an older one with the same token. */
	| {readonly kind: 'answered'; readonly frame: Frame; readonly recovered: boolean}
	| {readonly kind: 'refused'; readonly code: number; readonly inFrame: boolean}
	| {readonly kind: 'not-sent'}
	| {readonly kind: 'silent'; readonly reason: string};

export interface Timing {
	/** How long a command may be silent before it is asked after. */
	readonly timeoutMs: number;
	/** Waits for paper and people as long as the printer says that it does. */
	readonly patient?: boolean;
	readonly onWaiting?: (status: PrinterStatus) => void;
}

export interface Conversation {
	ask(command: Command, timing: Timing): Promise<Reply>;
	status(): Promise<PrinterStatus>;
	stop(): void;
}

interface Question {
	readonly mnemonic: string;
	reply?: Reply;
	/** The printer said that it did not understand something, without saying what. */
	misread: boolean;
	repeated: boolean;
	wake: () => void;
}

const idlePollsMax = 2;

export function createConversation(options: {
	readonly transport: Transport;
	readonly clock: Clock;
	readonly pollMs: number;
	readonly statusTimeoutMs: number;
	readonly repeatTimeoutMs: number;
	readonly firstToken: number;
	readonly codePage: CodePage;
}): Conversation {
	const {transport, clock, codePage} = options;
	const questions = new Map<string, Question>();
	let read = createFrameReader(codePage);
	let inFlight: Question | undefined;
	let tokenCount = options.firstToken;

	transport.onState(connected => {
		if (connected) read = createFrameReader(codePage);
		else silenceAll('the connection was lost');
	});
	transport.onBytes(bytes => {
		for (const frame of read(bytes).frames) hear(frame);
	});

	function silenceAll(reason: string): void {
		for (const question of questions.values()) settle(question, {kind: 'silent', reason});
	}

	function settle(question: Question, reply: Reply): void {
		question.reply ??= reply;
		question.wake();
	}

	function hear(frame: Frame): void {
		if (frame.token === undefined) {
			if (frame.mnemonic !== 'ERR' || inFlight === undefined || inFlight.repeated) return;
			inFlight.misread = true;
			inFlight.wake();
			return;
		}
		const question = questions.get(frame.token);
		const reply = question && replyTo(question, frame);
		if (question && reply) settle(question, reply);
	}

	function nextToken(): string {
		tokenCount = (tokenCount + 1) % 10_000;
		return String(tokenCount).padStart(4, '0');
	}

	/** Returns when there is a reply, when the printer misread something, or after `delayMs`. */
	function within(question: Question, delayMs: number): Promise<void> {
		if (question.reply !== undefined || question.misread) return Promise.resolve();
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
		const token = nextToken();
		const question: Question = {mnemonic: command.mnemonic, misread: false, repeated: false, wake: () => {}};
		inFlight = question;
		questions.set(token, question);
		try {
			if (!transport.write(encodeFrame({...command, token}, codePage))) return {kind: 'not-sent'};
			return await waitForReply(question, token, timing);
		} finally {
			questions.delete(token);
			inFlight = undefined;
		}
	}

	async function waitForReply(question: Question, token: string, timing: Timing): Promise<Reply> {
		const {timeoutMs, patient = false, onWaiting} = timing;
		let deadline = clock.now() + timeoutMs;
		let idlePolls = 0;
		for (;;) {
			const left = deadline - clock.now();
			await within(question, patient ? Math.min(options.pollMs, left) : left);
			if (question.reply !== undefined) return question.reply;
			if (patient && !question.misread) {
				const now = await status();
				if (question.reply !== undefined) return question.reply;
				idlePolls = now.condition === 'ready' ? idlePolls + 1 : 0;
				if (isWaiting(now)) {
					deadline = clock.now() + timeoutMs;
					onWaiting?.(now);
				}
			}
			const isDue = clock.now() >= deadline;
			if (question.repeated && isDue) return {kind: 'silent', reason: 'no answer came, and none when asked again'};
			if (!question.repeated && (isDue || question.misread || idlePolls >= idlePollsMax)) {
				if (!askAgain(question, token)) return {kind: 'silent', reason: 'no answer came'};
				// A printer that only called itself idle answers this after the command itself.
				deadline = Math.max(deadline, clock.now() + options.repeatTimeoutMs);
			}
		}
	}

	function askAgain(question: Question, token: string): boolean {
		question.repeated = true;
		question.misread = false;
		return transport.write(encodeFrame({...repeatAnswer, token}, codePage));
	}

	async function askAtOnce(command: Command): Promise<Frame | undefined> {
		const token = nextToken();
		const question: Question = {mnemonic: command.mnemonic, misread: false, repeated: false, wake: () => {}};
		questions.set(token, question);
		if (transport.write(encodeFrame({...command, token}, codePage))) await within(question, options.statusTimeoutMs);
		questions.delete(token);
		return question.reply?.kind === 'answered' ? question.reply.frame : undefined;
	}

	async function status(): Promise<PrinterStatus> {
		if (!transport.connected) return {condition: 'disconnected', paperNearEnd: false, detail: 'no connection'};
		const [device, mechanism] = await Promise.all([askAtOnce(askDevice), askAtOnce(askMechanism)]);
		const status = device && mechanism ? statusIn(device, mechanism) : undefined;
		return status ?? {condition: 'disconnected', paperNearEnd: false, detail: 'no answer'};
	}

	return {ask, status, stop: () => silenceAll('the till let go of the printer')};
}

/** Nothing where the frame is no answer to this question. */
function replyTo(question: Question, frame: Frame): Reply | undefined {
	const code = errorIn(frame);
	if (frame.mnemonic === 'ERR' && code === noSuchToken) {
		return question.repeated ? {kind: 'silent', reason: 'the printer keeps no answer to this command'} : undefined;
	}
	if (frame.mnemonic === 'ERR') return {kind: 'refused', code: code ?? 0, inFrame: true};
	if (bare(frame.mnemonic) !== bare(question.mnemonic)) return undefined;
	if (code !== undefined) return {kind: 'refused', code, inFrame: false};
	return {kind: 'answered', frame, recovered: question.repeated};
}

function bare(mnemonic: string): string {
	return mnemonic.replace(/^!/, '');
}

function isWaiting({condition}: PrinterStatus): boolean {
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
