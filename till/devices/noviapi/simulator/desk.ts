/**
 * The simulated printer's desk: takes requests in, keeps them in order, and carries them out one after the other.
 *
 * Order of checks: token, endpoint, form of the body, room and reports in the queue; of a confirming: token, whether the
 * request is there, whether another one is confirmed.
 */
import type {Clock} from '../../clock.ts';
import type {Faults} from '../../simulated/faults.ts';
import type {MemoryState} from '../../simulated/fiscal-memory.ts';
import type {ReceiptAfterPowerCut} from '../../simulated/power.ts';
import type {Register} from '../../simulated/register.ts';
import {jsonIn} from '../answers.ts';
import type {HttpAnswer, HttpRequest} from '../http-door.ts';
import {bodyFaults, isEndpoint} from './bodies.ts';
import {carryOut, failed, prints} from './carry-out.ts';
import {answer, refusalOf} from './replies.ts';
import type {KeptRequest, RequestStore} from './request-store.ts';
import type {TokenOffice} from './token-office.ts';

export interface Desk {
	answer(request: HttpRequest, refuseWith: number | undefined): Promise<HttpAnswer>;
	/** Goes on with what waits. */
	work(): void;
	/** Power. */
	wakeUp(): void;
	sleep(): void;
	/** Somebody may have done something to the printer; what it was before is given. */
	noticeInterference(before: MemoryState): void;
}

const notFound = 1;
const initialised = 1000;
const noPaper = {code: 1037, description: 'Brak papieru'};
/** Its number is not in any public document. */
const coverOpen = {code: 1038, description: 'Otwarta pokrywa'};

export function createDesk(parts: {
	readonly register: Register;
	readonly requests: RequestStore;
	readonly tokens: TokenOffice;
	readonly faults: Faults;
	readonly clock: Clock;
	readonly printMs: number;
	readonly totalHoldsDeposits: boolean;
	readonly receiptAfterPowerCut: ReceiptAfterPowerCut;
	readonly onChange: () => void;
}): Desk {
	const {register, requests, tokens, faults, clock, printMs, totalHoldsDeposits, receiptAfterPowerCut} = parts;
	const {memory} = register;
	const watchers = new Set<() => void>();
	let awake = false;
	let working = false;
	/** Changes with every power cut, so that work begun before it is not finished after it. */
	let life = 0;

	function state(): HttpAnswer {
		return answer(200, {requests_in_queue: requests.all().filter(isUnprocessed).length});
	}

	async function answerTo(request: HttpRequest, refuseWith: number | undefined): Promise<HttpAnswer> {
		const [name = '', id, ...rest] = request.path
			.replace(/^\/api\/v1\/?/, '')
			.replace(/\?.*$/, '')
			.split('/');
		const refusal = refuseWith === undefined ? undefined : refusalOf(refuseWith, refusalDetails(request, refuseWith));
		if (refusal !== undefined) {
			if (refuseWith === 6) tokens.forget();
			return refusal;
		}
		if (name === '' && request.method === 'GET') return answer(200, {});
		if (name === 'token' && request.method === 'GET') return tokens.take();
		if (name === 'token' && request.method === 'PATCH') return tokens.prolong(request.token);
		const turnedAway = tokens.check(request.token);
		if (turnedAway !== undefined) return turnedAway;
		if (name === 'queue') return request.method === 'DELETE' ? clearQueue() : state();
		if (!isEndpoint(name) || rest.length > 0) return notThere();
		if (id === undefined) return request.method === 'POST' ? store(name, request.body ?? '') : notThere();
		const kept = requests.find(name, id);
		if (kept === undefined) return notThere();
		switch (request.method) {
			case 'PUT':
				return confirm(kept, refuseWith);
			case 'GET':
				return tell(kept, Number(/[?&]timeout=(\d{1,6})\b/.exec(request.path)?.[1] ?? 0));
			case 'DELETE':
				return remove(kept);
			default:
				return notThere();
		}
	}

	function store(endpoint: string, body: string): HttpAnswer {
		const json = jsonIn(body);
		if (json === undefined) return refusedWith(7);
		const errors = bodyFaults(endpoint, json).map(fault => fault.replace(/^\//, ''));
		if (errors.length > 0) return refusedWith(8, {errors});
		const report = requests.all().find(each => each.endpoint === 'daily_report' && isConfirmed(each));
		if (report !== undefined) return refusedWith(11);
		if (endpoint === 'daily_report' && requests.all().some(isUnprocessed)) return refusedWith(10);
		const kept = requests.add({endpoint, body: json, reportCount: memory.state.dailyReportCount});
		return answer(201, {request: {status: 'STORED', id: kept.id}});
	}

	function confirm({id, state: was}: KeptRequest, refuseWith: number | undefined): HttpAnswer {
		if (was === 'STORED') {
			if (requests.all().some(isConfirmed)) {
				tokens.forget();
				return refusedWith(6);
			}
			if (refuseWith === undefined) requests.change(id, {state: 'QUEUED'});
			else requests.change(id, failed(refuseWith));
			work();
		}
		return answer(200, {request: {status: 'CONFIRMED', id}});
	}

	function tell({id, endpoint}: KeptRequest, waitMs: number): Promise<HttpAnswer> {
		const now = () => requests.find(endpoint, id);
		const asked = now()?.state;
		return new Promise(resolve => {
			const say = () => {
				watchers.delete(look);
				stopWaiting?.();
				const kept = now();
				resolve(kept === undefined ? notThere() : answer(200, {device: deviceState(), request: stateOf(kept)}));
			};
			const look = () => {
				if (now()?.state !== asked) say();
			};
			const stopWaiting = waitMs > 0 && isUnprocessed(now()) ? clock.after(waitMs, say) : undefined;
			if (stopWaiting === undefined) say();
			else watchers.add(look);
		});
	}

	function deviceState(): unknown {
		const error = faults.has('paper-out') ? noPaper : faults.has('cover-open') ? coverOpen : undefined;
		return error === undefined ? {status: 'OK'} : {status: 'ERROR', error};
	}

	function remove({id, state: was}: KeptRequest): HttpAnswer {
		if (was !== 'STORED' && was !== 'QUEUED') return refusedWith(9);
		requests.keepOnly(request => request.id !== id);
		changed();
		return answer(200, {request: {status: 'DELETED'}});
	}

	function clearQueue(): HttpAnswer {
		requests.keepOnly(request => request.state !== 'STORED');
		changed();
		return answer(200, {status: 'DELETED'});
	}

	function isHeld(request: KeptRequest): boolean {
		return prints(request) && (faults.has('paper-out') || faults.has('cover-open'));
	}

	function work(): void {
		const next = requests.all().find(isConfirmed);
		if (next === undefined || !awake || working || faults.has('busy-elsewhere')) return changed();
		if (next.state === 'QUEUED') {
			requests.change(next.id, {state: 'PENDING', documentsBefore: memory.state.documentCount});
		}
		if (isHeld(next)) return changed();
		if (printMs === 0 || !prints(next)) return finish(next);
		working = true;
		const mine = life;
		clock.after(printMs, () => {
			if (mine !== life) return;
			working = false;
			finish(next);
		});
	}

	function finish(request: KeptRequest): void {
		const before = memory.state;
		requests.change(request.id, carryOut(register, request, {totalHoldsDeposits}));
		dropOld(before);
		work();
	}

	/** A daily report drops what was stored before the report before it. */
	function dropOld({dailyReportCount: before}: MemoryState): void {
		const {dailyReportCount} = memory.state;
		if (dailyReportCount === before) return;
		requests.keepOnly(({reportCount, ...request}) => isConfirmed(request) || reportCount >= dailyReportCount - 1);
	}

	function changed(): void {
		for (const look of [...watchers]) look();
		parts.onChange();
	}

	/** What was at work when the power went: printed, as the fiscal memory says, or begun anew, or given up. */
	function resume(request: KeptRequest): void {
		const {documentsBefore = 0, id} = request;
		if (prints(request) && memory.state.documentCount > documentsBefore) {
			requests.change(id, {state: 'DONE', jpkid: documentsBefore + 1});
		} else if (prints(request) && receiptAfterPowerCut === 'cancelled') {
			requests.change(id, failed(initialised));
		} else {
			requests.change(id, {state: 'QUEUED'});
		}
	}

	return {
		answer: answerTo,
		work,
		wakeUp() {
			awake = true;
			for (const request of requests.all()) if (request.state === 'PENDING') resume(request);
			work();
		},
		sleep() {
			awake = false;
			working = false;
			life += 1;
			watchers.clear();
		},
		noticeInterference(before) {
			const {uniqueNumber, memoryClearCount} = memory.state;
			const isSwapped = uniqueNumber !== before.uniqueNumber;
			if (isSwapped) tokens.forget();
			if (isSwapped || memoryClearCount !== before.memoryClearCount) requests.keepOnly(() => false);
			else dropOld(before);
		},
	};
}

function isConfirmed({state}: Pick<KeptRequest, 'state'>): boolean {
	return state === 'QUEUED' || state === 'PENDING';
}

function isUnprocessed(request: Pick<KeptRequest, 'state'> | undefined): boolean {
	return request !== undefined && (request.state === 'STORED' || isConfirmed(request));
}

function stateOf({id, state, jpkid, error, response}: KeptRequest): unknown {
	return {id, status: state, ...(jpkid && {jpkid}), ...(error && {error}), ...(response !== undefined && {response})};
}

function notThere(): HttpAnswer {
	return refusedWith(notFound);
}

function refusedWith(code: number, more: Readonly<Record<string, unknown>> = {}): HttpAnswer {
	return refusalOf(code, more) ?? answer(500, {exception: {code, description: 'Internal server error'}});
}

/** A body that is refused on somebody's wish has its fault in the first article. */
function refusalDetails({path}: HttpRequest, code: number): Readonly<Record<string, unknown>> {
	return code === 8 ? {errors: [`${path.replace('/api/v1/', '')}/items/[0]/article/ptu : Length`]} : {};
}
