/**
 * The life of a request at a NoviAPI printer, as the till sees it.
 *
 *   store ──POST──► stored ──confirm, PUT──► waiting ──► done | failed
 *     │               │          │              └──device ERROR: paper, cover──► waiting, as long as it says so
 *     │               │          └──no answer──► nothing but GET from here on
 *     │               └──remove, DELETE──► gone          also while it waits in the printer's queue
 *     └──no answer──► refused: what is not confirmed is never carried out
 *
 * R1  A request is confirmed once. Whether the confirming arrived is learnt from its state, never by confirming again.
 * R2  A printer carries out one confirmed request of a till at a time and takes the token away for a second one; so
 *     nothing is confirmed while another is known to wait.
 */
import type {Clock} from '../clock.ts';
import type {PrinterFault, PrinterStatus} from '../fiscal-printer.ts';
import {exceptionIn, isRequestId, type RequestAnswer, requestIdIn, requestIn} from './answers.ts';
import type {Endpoint, RequestDraft} from './commands.ts';
import {conditionOf, deletionNotAllowed, faultOfDevice, faultOfException, notFound} from './errors.ts';
import type {Answer, Answered, Wire} from './wire.ts';

export interface Handle {
	readonly endpoint: Endpoint;
	readonly id: string;
}

interface Refused {
	readonly kind: 'refused';
	readonly fault: PrinterFault;
	/** Where the API itself refused it. */
	readonly apiCode?: number;
}
interface Silent {
	readonly kind: 'silent';
	readonly reason: string;
}

export type Stored = {readonly kind: 'stored'; readonly handle: Handle} | Refused;
export type Seen =
	| {readonly kind: 'seen'; readonly request: RequestAnswer}
	| {readonly kind: 'gone'}
	| Refused
	| Silent;
export type End = {readonly kind: 'done'; readonly request: RequestAnswer} | Refused | Silent;
export type Removed = {readonly kind: 'gone' | 'kept'} | Refused | Silent;

export interface Patience {
	readonly timeoutMs: number;
	readonly onWaiting?: (status: PrinterStatus) => void;
}

export interface Requests {
	/** `lineCount`: of the slip, so that a refused line is named. */
	store(draft: RequestDraft, lineCount?: number): Promise<Stored>;
	/** Confirms it, and follows it to its end. */
	carryOut(handle: Handle, patience: Patience): Promise<End>;
	look(handle: Handle): Promise<Seen>;
	remove(handle: Handle): Promise<Removed>;
	/** Removes whatever is not confirmed, other tills' too. */
	clearQueue(): Promise<boolean>;
	/** The last one that was asked about, for the state of the device that comes with it. */
	readonly latest: Handle | undefined;
	stop(): void;
}

export function createRequests(options: {
	readonly wire: Wire;
	readonly clock: Clock;
	readonly readMs: number;
	readonly pollMs: number;
}): Requests {
	const {wire, clock, readMs, pollMs} = options;
	let latest: Handle | undefined;
	let stopped = false;
	/** Confirmed, and not seen at its end. */
	let unfinished: Handle | undefined;

	async function store({endpoint, body}: RequestDraft, lineCount?: number): Promise<Stored> {
		const request = {
			method: 'POST',
			path: `/api/v1/${endpoint}`,
			body: JSON.stringify(body),
			timeoutMs: readMs,
		} as const;
		const answer = await wire.ask(request);
		if (answer.kind !== 'answered') return refusedUnsent(answer);
		const id = answer.status === 201 ? requestIdIn(answer.json) : undefined;
		if (id !== undefined) return {kind: 'stored', handle: {endpoint, id}};
		return refusedBy(answer, lineCount);
	}

	async function carryOut(handle: Handle, patience: Patience): Promise<End> {
		const waiting = await isStillWaiting();
		if (waiting !== undefined) return waiting;
		unfinished = handle;
		const answer = await wire.ask({method: 'PUT', path: pathOf(handle), timeoutMs: readMs});
		if (answer.kind === 'not-sent' || answer.kind === 'denied') {
			unfinished = undefined;
			return refusedUnsent(answer);
		}
		// A printer that stumbled over the confirming may still have taken it.
		if (answer.kind === 'answered' && answer.status >= 400 && answer.status < 500) {
			unfinished = undefined;
			return refusedBy(answer);
		}
		return follow(handle, patience);
	}

	async function isStillWaiting(): Promise<Refused | Silent | undefined> {
		if (unfinished === undefined) return undefined;
		const seen = await look(unfinished);
		if (seen.kind === 'silent') return refused('not-connected', seen.reason);
		if (seen.kind === 'refused') return seen;
		const isWaiting = seen.kind === 'seen' && (seen.request.state === 'waiting' || seen.request.state === 'unknown');
		return isWaiting ? refused('busy', 'the printer still has another request before it') : undefined;
	}

	async function follow(handle: Handle, {timeoutMs, onWaiting}: Patience): Promise<End> {
		let deadlineMs = clock.now() + timeoutMs;
		for (;;) {
			const askedAtMs = clock.now();
			const seen = await look(handle, pollMs);
			if (stopped) return {kind: 'silent', reason: 'the till let go of the printer'};
			if (seen.kind === 'gone') return {kind: 'silent', reason: 'the printer does not know the request any more'};
			if (seen.kind === 'seen') {
				const {request} = seen;
				if (request.state === 'done') return {kind: 'done', request};
				if (request.state === 'failed') return {kind: 'refused', fault: faultOfDevice(request.error ?? noError)};
				if (request.state === 'waiting' && request.device !== undefined) {
					deadlineMs = clock.now() + timeoutMs;
					onWaiting?.(statusOf(request));
				}
			}
			if (clock.now() >= deadlineMs) return {kind: 'silent', reason: lastWords(seen)};
			await pause(pollMs - (clock.now() - askedAtMs));
		}
	}

	/** The printer answers sooner than it was asked to where something is wrong: then it is not asked without a break. */
	function pause(delayMs: number): Promise<void> {
		return delayMs <= 0 ? Promise.resolve() : new Promise(resolve => clock.after(delayMs, resolve));
	}

	async function look(handle: Handle, waitMs = 0): Promise<Seen> {
		// Numbers come from a file, too: nothing else than a number gets into a path.
		if (!isRequestId(handle.id)) return {kind: 'gone'};
		const path = `${pathOf(handle)}${waitMs > 0 ? `?timeout=${waitMs}` : ''}`;
		const answer = await wire.ask({method: 'GET', path, timeoutMs: waitMs + readMs});
		if (answer.kind === 'silent') return answer;
		if (answer.kind !== 'answered') return refusedUnsent(answer);
		if (isGone(answer)) {
			if (latest?.id === handle.id) latest = undefined;
			if (unfinished?.id === handle.id) unfinished = undefined;
			return {kind: 'gone'};
		}
		const request = answer.status === 200 ? requestIn(answer.json) : undefined;
		if (request === undefined) return {kind: 'silent', reason: `an answer ${answer.status} that makes no sense`};
		latest = handle;
		const isOver = request.state === 'done' || request.state === 'failed';
		if (unfinished?.id === handle.id && isOver) unfinished = undefined;
		return {kind: 'seen', request};
	}

	async function remove(handle: Handle): Promise<Removed> {
		const answer = await wire.ask({method: 'DELETE', path: pathOf(handle), timeoutMs: readMs});
		if (answer.kind === 'silent') return answer;
		if (answer.kind !== 'answered') return refusedUnsent(answer);
		if (answer.status === 200 || isGone(answer)) {
			if (unfinished?.id === handle.id) unfinished = undefined;
			return {kind: 'gone'};
		}
		return exceptionIn(answer.json)?.code === deletionNotAllowed ? {kind: 'kept'} : refusedBy(answer);
	}

	return {
		store,
		carryOut,
		look: handle => look(handle),
		remove,
		async clearQueue() {
			const answer = await wire.ask({method: 'DELETE', path: '/api/v1/queue', timeoutMs: readMs});
			return answer.kind === 'answered' && answer.status === 200;
		},
		get latest() {
			return latest;
		},
		stop() {
			stopped = true;
		},
	};
}

const noError = {code: 0, description: 'without a reason'};

function pathOf({endpoint, id}: Handle): string {
	return `/api/v1/${endpoint}/${id}`;
}

function isGone(answer: Answer): boolean {
	return answer.kind === 'answered' && answer.status === 404 && exceptionIn(answer.json)?.code === notFound;
}

function refused(code: PrinterFault['code'], detail: string): Refused {
	return {kind: 'refused', fault: {code, detail}};
}

/** Of what was not sent or not confirmed: it may be sent anew. */
function refusedUnsent({kind, reason}: {readonly kind: string; readonly reason: string}): Refused {
	return refused(kind === 'denied' ? 'busy' : 'not-connected', reason);
}

function refusedBy({status, json}: Answered, lineCount?: number): Refused {
	const exception = exceptionIn(json);
	if (exception === undefined) return refused('protocol', `an answer ${status} that makes no sense`);
	return {kind: 'refused', fault: faultOfException(exception, lineCount), apiCode: exception.code};
}

function lastWords(seen: Seen): string {
	return seen.kind === 'seen' ? `the request stays ${seen.request.state}` : 'the printer fell silent';
}

/** How the printer is, by what it says together with a request. */
export function statusOf({state, device}: RequestAnswer): PrinterStatus {
	if (device === undefined) {
		return {condition: state === 'waiting' ? 'busy' : 'ready', paperNearEnd: false, detail: `OK, ${state}`};
	}
	return {condition: conditionOf(device), paperNearEnd: false, detail: faultOfDevice(device).detail};
}
