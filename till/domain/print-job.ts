/**
 * The life of one slip at one fiscal printer.
 *
 *   planned ──begin──► opening ──opened──► closing ──closed──────────────────────────► printed
 *                        │                   │  ├──close-refused──► stopped              ▲
 *                        │                   │  └──close-silent───► asking ──printed─────┤
 *                        └──open-failed──┐   │                        │  └──unclear──► question
 *                                        ▼   │                        └──not-printed─┐    │
 *              clearing ◄──print-on── stopped ◄──────────────────────────────────────┴────┘ (the cashier's word)
 *                  └──cleared──► opening
 *
 *   planned ──begin-later──► clearing: time has passed, and the counters that were read are no longer the last.
 *   asking ──the printer has the slip before it──► asking, after a while
 *   stopped ──print-elsewhere──► clearing, at another printer of the till
 *
 * P1  The intent, with the printer's counters before, is on disk before `opening`; `closing` is on disk before the
 *     command that closes is sent.
 * P2  Up to `closing` a slip can be undone, so every failure there ends in *cancel and print anew* (`clearing`).
 * P3  After a silence in `closing` nothing is sent but questions; only the printer's own evidence, or where that is
 *     truly absent the cashier's word, leads out of `asking` and `question`.
 * P4  A slip is opened only at a printer whose evidence says that nothing is open and, where a closing may have been
 *     sent, that the slip is not printed. A slip that was never closed is not printed, whatever the counters say.
 * P5  Only a slip that is known not to be printed goes to another printer (`stopped`), and never one that nobody knows of.
 * P6  `printed` carries the fiscal number and how it is known; no other state does, and nothing leads out of it.
 */
import {unreachable} from './assert.ts';
import type {Route} from './catalogue.ts';
import type {ReceiptSlip} from './entry.ts';
import type {PrinterEvidence} from './evidence.ts';
import type {Slip} from './slip.ts';
import {decide, decideAgain, nextNumber} from './verdict.ts';

export interface StopReason {
	readonly code: string;
	readonly detail: string;
	readonly line?: number;
}

export type PrintState =
	| {readonly at: 'planned'}
	| {readonly at: 'opening'}
	| {readonly at: 'closing'}
	| {readonly at: 'asking'}
	| {readonly at: 'question'; readonly now: PrinterEvidence}
	| {readonly at: 'stopped'; readonly reason: StopReason}
	| {readonly at: 'clearing'}
	| {
			readonly at: 'printed';
			readonly fiscalNumber: number;
			readonly proof: ReceiptSlip['proof'];
			readonly printedAt: string;
	  }
	| {readonly at: 'abandoned'};

export interface PrintJob {
	readonly slip: Slip;
	/** What the printer said before the slip was begun. */
	readonly before: PrinterEvidence;
	/** No closing was sent since `before` was read. A job of an older journal does not say; then one may have been. */
	readonly neverClosed?: boolean;
	/** What the printer calls the slip, where it was handed over as a request; on disk before `closing` confirms it. */
	readonly requestId?: string;
	/** The printer it is printed on, where that is not the one of its route. */
	readonly printer?: Route;
	readonly state: PrintState;
}

export type PrintEvent =
	| {readonly on: 'begin'}
	/** It was planned a while ago: another slip was printed first, or the till was started anew. */
	| {readonly on: 'begin-later'}
	| {readonly on: 'opened'; readonly requestId?: string}
	| {readonly on: 'open-failed'; readonly reason: StopReason}
	| {readonly on: 'closed'; readonly fiscalNumber: number; readonly at: string}
	| {readonly on: 'close-refused'; readonly reason: StopReason}
	| {readonly on: 'close-silent'}
	| {readonly on: 'evidence'; readonly now: PrinterEvidence; readonly at: string}
	| {readonly on: 'cleared'; readonly now: PrinterEvidence}
	| {readonly on: 'clear-failed'; readonly reason: StopReason}
	| {readonly on: 'print-on'}
	/** On another printer of the till, from the beginning. */
	| {readonly on: 'print-elsewhere'; readonly printer: Route}
	| {readonly on: 'cashier-says'; readonly printed: boolean; readonly at: string}
	| {readonly on: 'abandon'}
	/** The program was started anew and read this job from its journal. */
	| {readonly on: 'restart'};

/** What has to be done at the printer next; carried out after the new state is on disk. */
export type PrintEffect = 'open' | 'close' | 'cancel' | 'read-evidence' | 'ask-later' | 'clear' | 'finish-footer';

export interface PrintStep {
	readonly job: PrintJob;
	readonly effects: readonly PrintEffect[];
}

type Handler<A extends PrintState['at'], E extends PrintEvent['on']> = (
	job: PrintJob,
	event: Extract<PrintEvent, {on: E}>,
	state: Extract<PrintState, {at: A}>,
) => PrintStep;
type Table = {readonly [A in PrintState['at']]: {readonly [E in PrintEvent['on']]: Handler<A, E> | 'ignored'}};

const to = (job: PrintJob, state: PrintState, ...effects: readonly PrintEffect[]): PrintStep => ({
	job: {...job, state},
	effects,
});
const stop = (job: PrintJob, reason: StopReason, ...effects: readonly PrintEffect[]): PrintStep =>
	to(job, {at: 'stopped', reason}, ...effects);

const interrupted: StopReason = {code: 'interrupted', detail: 'the till was started anew while the slip was open'};
const notPrinted: StopReason = {
	code: 'not-printed',
	detail: 'the printer fell silent and its counters say that nothing was printed',
};
const saidNotPrinted: StopReason = {code: 'not-printed', detail: 'the cashier says that nothing was printed'};

/** Every state × event; `ignored` is a decision too: the event is late or makes no sense there. */
const table: Table = {
	planned: {
		begin: job => to(job, {at: 'opening'}, 'open'),
		'begin-later': job => to(job, {at: 'clearing'}, 'clear'),
		opened: 'ignored',
		'open-failed': 'ignored',
		closed: 'ignored',
		'close-refused': 'ignored',
		'close-silent': 'ignored',
		evidence: 'ignored',
		cleared: 'ignored',
		'clear-failed': 'ignored',
		'print-on': 'ignored',
		'print-elsewhere': 'ignored',
		'cashier-says': 'ignored',
		abandon: job => to(job, {at: 'abandoned'}),
		restart: job => to(job, {at: 'planned'}),
	},
	opening: {
		begin: 'ignored',
		'begin-later': 'ignored',
		opened: (job, {requestId}) =>
			to({...job, neverClosed: false, ...(requestId !== undefined && {requestId})}, {at: 'closing'}, 'close'),
		'open-failed': (job, {reason}) => stop(job, reason, 'cancel'),
		closed: 'ignored',
		'close-refused': 'ignored',
		'close-silent': 'ignored',
		evidence: 'ignored',
		cleared: 'ignored',
		'clear-failed': 'ignored',
		'print-on': 'ignored',
		'print-elsewhere': 'ignored',
		'cashier-says': 'ignored',
		abandon: 'ignored',
		restart: job => stop(job, interrupted, 'cancel'),
	},
	closing: {
		begin: 'ignored',
		'begin-later': 'ignored',
		opened: 'ignored',
		'open-failed': 'ignored',
		closed: (job, {fiscalNumber, at}) => to(job, {at: 'printed', fiscalNumber, proof: 'answer', printedAt: at}),
		'close-refused': (job, {reason}) => stop(job, reason, 'cancel'),
		'close-silent': job => to(job, {at: 'asking'}, 'read-evidence'),
		evidence: 'ignored',
		cleared: 'ignored',
		'clear-failed': 'ignored',
		'print-on': 'ignored',
		'print-elsewhere': 'ignored',
		'cashier-says': 'ignored',
		abandon: 'ignored',
		restart: job => to(job, {at: 'asking'}, 'read-evidence'),
	},
	asking: {
		begin: 'ignored',
		'begin-later': 'ignored',
		opened: 'ignored',
		'open-failed': 'ignored',
		closed: 'ignored',
		'close-refused': 'ignored',
		'close-silent': 'ignored',
		evidence: (job, {now, at}) => judge(job, now, at),
		cleared: 'ignored',
		'clear-failed': 'ignored',
		'print-on': job => to(job, {at: 'asking'}, 'read-evidence'),
		'print-elsewhere': 'ignored',
		'cashier-says': 'ignored',
		abandon: 'ignored',
		restart: job => to(job, {at: 'asking'}, 'read-evidence'),
	},
	question: {
		begin: 'ignored',
		'begin-later': 'ignored',
		opened: 'ignored',
		'open-failed': 'ignored',
		closed: 'ignored',
		'close-refused': 'ignored',
		'close-silent': 'ignored',
		evidence: (job, {now, at}) => judge(job, now, at),
		cleared: 'ignored',
		'clear-failed': 'ignored',
		'print-on': job => to(job, {at: 'asking'}, 'read-evidence'),
		'print-elsewhere': 'ignored',
		// Another printer or a new day has other numbers: the slip's own is the one after that which stood before.
		'cashier-says': (job, {printed, at}, {now}) =>
			printed
				? to(job, {at: 'printed', fiscalNumber: nextNumber(job.before), proof: 'cashier', printedAt: at})
				: stop(anew(job, now), saidNotPrinted),
		abandon: 'ignored',
		restart: job => to(job, {at: 'asking'}, 'read-evidence'),
	},
	stopped: {
		begin: 'ignored',
		'begin-later': 'ignored',
		opened: 'ignored',
		'open-failed': 'ignored',
		closed: 'ignored',
		'close-refused': 'ignored',
		'close-silent': 'ignored',
		evidence: 'ignored',
		cleared: 'ignored',
		'clear-failed': 'ignored',
		'print-on': job => to(job, {at: 'clearing'}, 'clear'),
		'print-elsewhere': (job, {printer}) => to(movedTo(job, printer), {at: 'clearing'}, 'clear'),
		'cashier-says': 'ignored',
		abandon: job => to(job, {at: 'abandoned'}, 'cancel'),
		restart: job => to(job, job.state),
	},
	clearing: {
		begin: 'ignored',
		'begin-later': 'ignored',
		opened: 'ignored',
		'open-failed': 'ignored',
		closed: 'ignored',
		'close-refused': 'ignored',
		'close-silent': 'ignored',
		evidence: 'ignored',
		// Cancelling counts at the printer, so the counters to compare with are the new ones, unless they tell that a slip
		// that was to be closed came out after all.
		cleared: (job, {now}) => {
			const isOut = !job.neverClosed && decideAgain(job, now).kind !== 'not-printed';
			if (isOut) return to(job, {at: 'asking'}, 'read-evidence');
			return to({...anew(job, now), neverClosed: true}, {at: 'opening'}, 'open');
		},
		'clear-failed': (job, {reason}) => stop(job, reason),
		'print-on': 'ignored',
		'print-elsewhere': 'ignored',
		'cashier-says': 'ignored',
		abandon: 'ignored',
		restart: job => stop(job, interrupted),
	},
	printed: {
		begin: 'ignored',
		'begin-later': 'ignored',
		opened: 'ignored',
		'open-failed': 'ignored',
		closed: 'ignored',
		'close-refused': 'ignored',
		'close-silent': 'ignored',
		evidence: 'ignored',
		cleared: 'ignored',
		'clear-failed': 'ignored',
		'print-on': 'ignored',
		'print-elsewhere': 'ignored',
		'cashier-says': 'ignored',
		abandon: 'ignored',
		restart: 'ignored',
	},
	abandoned: {
		begin: 'ignored',
		'begin-later': 'ignored',
		opened: 'ignored',
		'open-failed': 'ignored',
		closed: 'ignored',
		'close-refused': 'ignored',
		'close-silent': 'ignored',
		evidence: 'ignored',
		cleared: 'ignored',
		'clear-failed': 'ignored',
		'print-on': 'ignored',
		'print-elsewhere': 'ignored',
		'cashier-says': 'ignored',
		abandon: 'ignored',
		restart: 'ignored',
	},
};

export function stepPrintJob(job: PrintJob, event: PrintEvent): PrintStep {
	const handler = table[job.state.at][event.on] as Handler<PrintState['at'], PrintEvent['on']> | 'ignored';
	return handler === 'ignored' ? {job, effects: []} : handler(job, event, job.state);
}

/** The printer that prints a slip. */
export function printerOfJob({slip, printer}: Pick<PrintJob, 'slip' | 'printer'>): Route {
	return printer ?? slip.route;
}

/** A slip that is known not to be printed is new to the printer it is moved to, whatever was sent to the one before. */
function movedTo({printer: _former, requestId: _request, ...job}: PrintJob, printer: Route): PrintJob {
	return {...job, neverClosed: true, ...(printer !== job.slip.route && {printer})};
}

/** With the counters of now to compare with: what the printer called the slip before was another attempt. */
function anew({requestId: _former, ...job}: PrintJob, now: PrinterEvidence): PrintJob {
	return {...job, before: now};
}

function judge(job: PrintJob, now: PrinterEvidence, at: string): PrintStep {
	const verdict = decide(job, now);
	switch (verdict.kind) {
		case 'printed':
			return to(
				job,
				{at: 'printed', fiscalNumber: verdict.fiscalNumber, proof: 'counters', printedAt: at},
				...(verdict.footerPending ? (['finish-footer'] as const) : []),
			);
		case 'not-printed':
			return stop(job, notPrinted);
		case 'open':
			return stop(job, notPrinted, 'cancel');
		case 'waiting':
			return to(job, {at: 'asking'}, 'ask-later');
		case 'unclear':
			return to(job, {at: 'question', now});
		default:
			return unreachable(verdict);
	}
}
