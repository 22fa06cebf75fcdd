/**
 * A simulated NoviAPI printer: the server at the other end of the cable.
 *
 * Models: tokens with their life and their hourly budget, requests in two phases with their states, the one confirmed
 * request at a time, the check of every body, receipts with line discounts, packages, payments, NIP and lines under
 * them, the daily report and what it drops, the three statuses, five packets of the older protocol passed on, requests
 * and fiscal memory that outlive the process, paper, power, and the faults of `simulated/faults.ts`. Its arithmetic is
 * its own.
 *
 * Does not model: HTTPS, several ports, invoices, non-fiscal printouts, graphics, EFT, configuration, the lock, advances,
 * surcharges, currencies, e-documents, discounts on the whole receipt, the XML packets. None is half obeyed.
 *
 *   HTTP ─► door keeper: faults, token ─► requests ─► one at work ─► paper, fiscal memory
 */
import {systemClock} from '../clock.ts';
import {createFaults, type FaultKind, type PrinterFault} from '../simulated/faults.ts';
import {openFiscalMemory} from '../simulated/fiscal-memory.ts';
import {interfere} from '../simulated/machine.ts';
import {createPaper} from '../simulated/paper.ts';
import type {SimulatedPrinter, SimulatedPrinterOptions} from '../simulated/printer.ts';
import {newRegister} from '../simulated/register.ts';
import {wallTimeAt} from '../simulated/wall-time.ts';
import {jsonIn} from './answers.ts';
import type {HttpAnswer, HttpRequest} from './http-door.ts';
import {listenHttp} from './http-listener.ts';
import type {HttpDevice} from './memory-door.ts';
import {isEndpoint} from './simulator/bodies.ts';
import {createDesk} from './simulator/desk.ts';
import {refusalOf} from './simulator/replies.ts';
import {openRequestStore} from './simulator/request-store.ts';
import {createTokenOffice} from './simulator/token-office.ts';

export interface NoviApiSimulatorOptions extends SimulatedPrinterOptions {
	/** Which total the printer wants where there are deposits. */
	readonly totalHoldsDeposits?: boolean;
}

export interface NoviApiSimulator extends SimulatedPrinter, HttpDevice {
	/** How many tokens it gave out. */
	readonly tokensTaken: number;
	/** Of the requests it holds, by id. */
	requestStates(): Readonly<Record<string, string>>;
	/** Another program takes a token, at the same port. */
	takeTokenElsewhere(): void;
}

const commandOf = {
	begin: 'POST receipt',
	line: 'POST receipt',
	deposit: 'POST receipt',
	payment: 'POST receipt',
	close: 'PUT receipt',
	cancel: 'DELETE receipt',
	report: 'PUT daily_report',
	evidence: 'POST status',
	health: 'POST status',
} as const;

/** Nobody ever answers. */
const silence = new Promise<never>(() => {});

export function createNoviApiSimulator(options: NoviApiSimulatorOptions): NoviApiSimulator {
	const {clock = systemClock, model = 'POINT', printMs = 0, receiptAfterPowerCut = 'cancelled'} = options;
	const {uniqueNumber, memoryFile, totalHoldsDeposits = false} = options;
	const listeners: (() => void)[] = [];
	const faults = createFaults();
	const memory = openFiscalMemory({uniqueNumber, ...(memoryFile !== undefined && {file: memoryFile})});
	const requests = openRequestStore({
		uniqueNumber,
		...(memoryFile !== undefined && {file: `${memoryFile}.requests`}),
	});
	const paper = createPaper(changed);
	const settings = {model, header: options.header, vat: options.vat, wallTime: () => wallTimeAt(clock.now())};
	const register = newRegister({memory, paper, settings});
	const tokens = createTokenOffice(clock);
	const desk = createDesk({
		register,
		requests,
		tokens,
		faults,
		clock,
		printMs,
		totalHoldsDeposits,
		receiptAfterPowerCut,
		onChange: changed,
	});
	/** Connections that wait for an answer, to be hung up when the power goes. */
	const connections = new Set<() => void>();
	let power = true;
	desk.wakeUp();

	function changed(): void {
		for (const listener of listeners) listener();
	}

	function powerOff(): void {
		power = false;
		tokens.forget();
		desk.sleep();
		for (const hangUp of connections) hangUp();
		changed();
	}

	function handle(request: HttpRequest): Promise<HttpAnswer | undefined> {
		if (!power) return Promise.resolve(undefined);
		return new Promise(resolve => {
			const hangUp = () => settle(undefined);
			const settle = (answer: HttpAnswer | undefined) => {
				connections.delete(hangUp);
				resolve(answer);
			};
			connections.add(hangUp);
			void converse(request).then(settle);
		});
	}

	async function converse(request: HttpRequest): Promise<HttpAnswer | undefined> {
		const name = commandName(request);
		if (faults.has('silent')) return silence;
		if (faults.take('misread-command', name)) return refusalOf(7);
		if (faults.take('lose-command', name)) return lost();
		if (faults.take('power-cut-before', name)) return cut();
		const before = memory.state;
		const isSwapped = interfere(register, faults, name) === 'swapped';
		desk.noticeInterference(before);
		if (isSwapped) return cut();
		const refusal = faults.take('refuse', name);
		const answer = await desk.answer(request, refusal?.code);
		if (faults.take('power-cut-after', name)) return cut();
		if (faults.take('lose-answer-of', name)) return lost();
		// Each request has a connection of its own: a second answer finds nobody.
		faults.take('duplicate-answer', name);
		const delivered = faults.take('bad-crc', name) ? spoiled(answer) : answer;
		const delay = faults.take('delay-answer', name);
		return delay === undefined ? delivered : late(delivered, delay.delayMs);
	}

	function lost(): Promise<never> {
		changed();
		return silence;
	}

	function cut(): undefined {
		powerOff();
		return undefined;
	}

	function late(answer: HttpAnswer, delayMs: number): Promise<HttpAnswer> {
		return new Promise(resolve => clock.after(delayMs, () => resolve(answer)));
	}

	return {
		commandOf,
		unsupported: {stages: [], faults: ['duplicate-answer']},
		get reachable() {
			return power;
		},
		handle,
		listen: address => listenHttp({reachable: true, handle}, address),
		setFault(fault: PrinterFault) {
			faults.set(fault);
			changed();
		},
		clearFault(kind?: FaultKind) {
			faults.clear(kind);
			desk.work();
		},
		powerOff,
		powerOn() {
			if (power) return;
			power = true;
			desk.wakeUp();
			changed();
		},
		book: () => memory.state,
		snapshot: () => ({
			model,
			uniqueNumber: memory.state.uniqueNumber,
			power,
			paperOut: faults.has('paper-out'),
			coverOpen: faults.has('cover-open'),
			receiptOpen: requests.all().some(({state, endpoint}) => endpoint === 'receipt' && state === 'PENDING'),
			drawerKicks: register.drawerKicks,
			faults: faults.list(),
			slips: [...paper.slips],
		}),
		onChange: listener => void listeners.push(listener),
		get tokensTaken() {
			return tokens.takenCount;
		},
		requestStates: () => Object.fromEntries(requests.all().map(({id, state}) => [id, state])),
		takeTokenElsewhere: () => void tokens.take(),
	};
}

/** `POST receipt`, `GET token`; what faults are aimed at. */
function commandName({method, path}: HttpRequest): string {
	const name = path.replace(/^\/api\/v1\/?/, '').split(/[/?]/)[0] ?? '';
	return `${method} ${isEndpoint(name) || name !== '' ? name : 'api'}`;
}

/** The middle of it is gone, as where a connection breaks. */
function spoiled({status, body}: HttpAnswer): HttpAnswer {
	const damaged = body.slice(0, body.length / 2);
	return {status, body: jsonIn(damaged) === undefined ? damaged : ''};
}
