/**
 * A fiscal printer that speaks NoviAPI: JSON over HTTP.
 *
 *   open    POST /receipt                  the printer keeps the whole slip and gives it a number; nothing is printed
 *   close   PUT /receipt/{number}, GET…    confirmed once; then only asked about, until it is done or has failed
 *   cancel  DELETE /receipt/{number}       while it is not being printed
 *
 * P1  `confirmed` of a close rests on the request's own state DONE.
 * P2  What was not confirmed is never printed, so a silence before the confirming is a refusal; a silence after it is
 *     `unknown`, and nothing is sent but questions.
 * P3  While a slip is confirmed and not done, nothing else is confirmed: the printer would refuse it and take the token
 *     away. All readings but the state of a request are such requests, so they have to wait.
 */
import type {PrinterEvidence} from '../../domain/evidence.ts';
import type {PrinterBlock, PrinterHealth, PrinterTotals, PrinterWarning} from '../../domain/printer-account.ts';
import {type Slip, systemNumberOf} from '../../domain/slip.ts';
import {type Clock, systemClock} from '../clock.ts';
import type {
	CashMovement,
	FiscalDocument,
	FiscalPrinter,
	OpenedSlip,
	Outcome,
	PrinterFault,
	PrinterIdentity,
	PrinterLimits,
	PrinterStatus,
	ReportedDay,
} from '../fiscal-printer.ts';
import {confirmed, createTurns, healthTold, refused} from '../outcomes.ts';
import * as answers from './answers.ts';
import * as commands from './commands.ts';
import {requestsInQueue} from './errors.ts';
import type {HttpDoor} from './http-door.ts';
import * as packets from './novitus-packet.ts';
import {createRequests, type End, type Handle, type Patience, type Removed, statusOf} from './requests.ts';
import {createWire} from './wire.ts';

export interface NoviApiTimeouts {
	/** An answer to one HTTP request. */
	readonly readMs: number;
	/** A reading or a packet that is passed on, from its confirming to its end. */
	readonly jobMs: number;
	/** A closing, anew whenever the printer says what it waits for. */
	readonly closeMs: number;
	readonly reportMs: number;
	/** How long the printer is asked to hold back an answer in which nothing has changed. */
	readonly pollMs: number;
}

const usualTimeouts: NoviApiTimeouts = {
	readMs: 3000,
	jobMs: 10_000,
	closeMs: 30_000,
	reportMs: 120_000,
	pollMs: 1000,
};

/** Of the manufacturer. */
const limits: PrinterLimits = {
	nameLength: commands.nameLength,
	lineCountMax: 255,
	priceGroszeMax: 99_999_999_999,
	lineGroszeMax: 99_999_999_999,
	packageNumberMax: 9999,
};

/** What the printer says of itself, without the slip that was asked after. */
type Account = Omit<PrinterEvidence, 'transaction' | 'request'>;

interface OwnSlip {
	readonly systemNumber: string | undefined;
	readonly handle: Handle;
	readonly closing: boolean;
}

export function createNoviApiPrinter(options: {
	readonly door: HttpDoor;
	readonly clock?: Clock;
	readonly timeouts?: Partial<NoviApiTimeouts>;
	readonly totalForm?: commands.TotalForm;
	/** Other tills use this port of the printer, so its queue is not cleared before a daily report. */
	readonly queueIsShared?: boolean;
}): FiscalPrinter {
	const {door, clock = systemClock, totalForm = 'goods', queueIsShared = false} = options;
	const timeouts = {...usualTimeouts, ...options.timeouts};
	const wire = createWire({door, clock, tokenTimeoutMs: timeouts.readMs});
	const requests = createRequests({wire, clock, readMs: timeouts.readMs, pollMs: timeouts.pollMs});
	/** Stored or waiting at the printer, as far as is known. */
	let own: OwnSlip | undefined;
	let lastAccount: Account | undefined;

	const inTurn = createTurns();

	/** What was refused is taken out of the queue: left there, it would stand in the way of the daily report. */
	async function perform(draft: commands.RequestDraft, timeoutMs: number): Promise<End> {
		const stored = await requests.store(draft);
		if (stored.kind !== 'stored') return stored;
		const end = await requests.carryOut(stored.handle, {timeoutMs});
		if (end.kind === 'refused') await requests.remove(stored.handle);
		return end;
	}

	/** A reading changes nothing, so one that does not come to its end may be taken back. */
	async function read<T>(
		draft: commands.RequestDraft,
		parse: (response: unknown) => T | undefined,
	): Promise<Outcome<T>> {
		const stored = await requests.store(draft);
		if (stored.kind !== 'stored') return outcomeOf(stored);
		const end = await requests.carryOut(stored.handle, {timeoutMs: timeouts.jobMs});
		if (end.kind !== 'done') {
			await requests.remove(stored.handle);
			return outcomeOf(end);
		}
		const value = parse(end.request.response);
		if (value !== undefined) return {outcome: 'confirmed', value};
		return refused('protocol', `the answer to ${JSON.stringify(draft.body)} makes no sense`);
	}

	const readDevice = () => read(commands.statusOf('device'), answers.deviceIn);
	const readFiscalMemory = () => read(commands.statusOf('fiscal_memory'), answers.fiscalMemoryIn);
	const readProtectedMemory = () => read(commands.statusOf('protected_memory'), answers.protectedMemoryIn);

	function readPacket<T>(packet: Uint8Array, parse: (bytes: Uint8Array) => T | undefined): Promise<Outcome<T>> {
		return read(commands.passOn(packet), response => {
			const bytes = answers.packetIn(response);
			return bytes && parse(bytes);
		});
	}

	async function passOn(packet: Uint8Array): Promise<Outcome> {
		const end = await perform(commands.passOn(packet), timeouts.jobMs);
		if (end.kind !== 'done') return outcomeOf(end);
		const code = packets.errorIn(answers.packetIn(end.request.response) ?? new Uint8Array());
		return code === 0 ? confirmed : refused('other', `Novitus ${code}, in the answer to a packet`);
	}

	async function identify(): Promise<Outcome<PrinterIdentity>> {
		const device = await readDevice();
		if (device.outcome !== 'confirmed') return device;
		const memory = await readFiscalMemory();
		if (memory.outcome !== 'confirmed') return memory;
		const {model, firmware} = device.value;
		const {uniqueNumber, fiscal} = memory.value;
		return {outcome: 'confirmed', value: {model, firmware, uniqueNumber, fiscal}};
	}

	async function status(): Promise<PrinterStatus> {
		const {latest} = requests;
		const seen = latest && (await requests.look(latest));
		if (seen?.kind === 'seen') return statusOf(seen.request);
		if (seen?.kind === 'refused' && seen.fault.code === 'busy') {
			return {condition: 'busy', paperNearEnd: false, detail: seen.fault.detail};
		}
		const isThere = (seen === undefined || seen.kind === 'gone') && (await wire.greet(timeouts.readMs));
		if (isThere) return {condition: 'ready', paperNearEnd: false, detail: 'it answers; nothing to ask about yet'};
		return {condition: 'disconnected', paperNearEnd: false, detail: 'no answer'};
	}

	async function readAccount(): Promise<Outcome<Account>> {
		const memory = await readFiscalMemory();
		if (memory.outcome !== 'confirmed') return memory;
		const documents = await readProtectedMemory();
		if (documents.outcome !== 'confirmed') return documents;
		const device = await readDevice();
		if (device.outcome !== 'confirmed') return device;
		const {uniqueNumber, dailyReportCount} = memory.value;
		const {lastDocumentNumber} = documents.value;
		const {grossByLetter} = device.value;
		lastAccount = {
			uniqueNumber,
			dailyReportCount,
			// Documents of any kind are all that is counted; the totals of the day tell which of them was a sale.
			completedCount: lastDocumentNumber,
			lastReceiptNumber: lastDocumentNumber,
			printoutCount: lastDocumentNumber,
			dayGrossByLetter: grossByLetter,
		};
		return {outcome: 'confirmed', value: lastAccount};
	}

	async function evidence(requestId: string | undefined): Promise<Outcome<PrinterEvidence>> {
		const handle = requestId === undefined ? own?.handle : ({endpoint: 'receipt', id: requestId} as const);
		const request = handle && (await requestEvidence(handle));
		if (request !== undefined && request.outcome !== 'confirmed') return request;
		const state = request?.value?.state;
		const asked = requestId !== undefined && request?.value !== undefined && {request: request.value};
		if (state === 'waiting') {
			// Nothing else can be read now: what stood before the slip still does, as far as this till is concerned.
			if (lastAccount === undefined) return refused('busy', 'the printer has the slip before it');
			return {outcome: 'confirmed', value: {...lastAccount, transaction: 'open', ...asked}};
		}
		const account = await readAccount();
		if (account.outcome !== 'confirmed') return account;
		const transaction = state === 'stored' ? 'open' : 'none';
		return {outcome: 'confirmed', value: {...account.value, transaction, ...asked}};
	}

	/** Nothing where the printer says that it does not know what became of it. */
	async function requestEvidence(handle: Handle): Promise<Outcome<PrinterEvidence['request']>> {
		const requestId = handle.id;
		const seen = await requests.look(handle);
		if (seen.kind === 'refused' || seen.kind === 'silent') return outcomeOf(seen);
		const isOpen = seen.kind === 'seen' && (seen.request.state === 'stored' || seen.request.state === 'waiting');
		// A slip of before the till was started anew is this driver's from here on: `cancel` has to find it.
		if (isOpen) own = own?.handle.id === requestId ? own : {systemNumber: undefined, handle, closing: true};
		else if (own?.handle.id === requestId) own = undefined;
		if (seen.kind === 'gone') return {outcome: 'confirmed', value: {requestId, state: 'forgotten'}};
		const {state, documentNumber} = seen.request;
		if (state === 'unknown') return {outcome: 'confirmed', value: undefined};
		const fiscalNumber = state === 'done' && documentNumber !== undefined && {fiscalNumber: documentNumber};
		return {outcome: 'confirmed', value: {requestId, state, ...fiscalNumber}};
	}

	async function health(): Promise<Outcome<PrinterHealth>> {
		const device = await readDevice();
		if (device.outcome !== 'confirmed') return device;
		const memory = await readFiscalMemory();
		if (memory.outcome !== 'confirmed') return memory;
		const documents = await readProtectedMemory();
		if (documents.outcome !== 'confirmed') return documents;
		const {fiscal, dailyReportCount, dailyReportsMax = Number.POSITIVE_INFINITY} = memory.value;
		const {size = 0, free = Number.POSITIVE_INFINITY} = documents.value;
		const blocks: PrinterBlock[] = [];
		const warnings: PrinterWarning[] = [];
		if (!fiscal) blocks.push('not-fiscal');
		if (Object.values(device.value.vat).every(rate => rate === 'inactive')) blocks.push('no-vat');
		if (dailyReportCount >= dailyReportsMax || free === 0) blocks.push('memory-full');
		else if (dailyReportsMax - dailyReportCount <= reportsLeftMin || free * 20 <= size) {
			warnings.push('memory-nearly-full');
		}
		const detail = `reports ${dailyReportCount}/${dailyReportsMax}, protected memory ${free} free of ${size}`;
		return {outcome: 'confirmed', value: {blocks, warnings, detail}};
	}

	async function totals(): Promise<Outcome<PrinterTotals>> {
		const memory = await readFiscalMemory();
		if (memory.outcome !== 'confirmed') return memory;
		const device = await readDevice();
		if (device.outcome !== 'confirmed') return device;
		const day = await readPacket(packets.readDay, packets.dayIn);
		if (day.outcome !== 'confirmed') return day;
		const {uniqueNumber} = memory.value;
		return {
			outcome: 'confirmed',
			value: {uniqueNumber, grossByLetter: device.value.grossByLetter, ...day.value},
		};
	}

	async function vatTable() {
		const device = await readDevice();
		return device.outcome === 'confirmed' ? {outcome: 'confirmed' as const, value: device.value.vat} : device;
	}

	async function open(slip: Slip): Promise<Outcome<OpenedSlip>> {
		const cleared = await cancel();
		if (cleared.outcome === 'unknown') return refused('not-connected', `nothing was begun: ${cleared.reason}`);
		if (cleared.outcome === 'refused') return cleared;
		const stored = await requests.store(commands.receiptOf(slip, totalForm), slip.lines.length);
		if (stored.kind !== 'stored') return outcomeOf(stored);
		own = {systemNumber: systemNumberOf(slip), handle: stored.handle, closing: false};
		return {outcome: 'confirmed', value: {requestId: stored.handle.id}};
	}

	async function close(slip: Slip, onWaiting: Patience['onWaiting']): Promise<Outcome<FiscalDocument>> {
		if (own === undefined || own.closing || own.systemNumber !== systemNumberOf(slip)) {
			return refused('no-transaction', 'this slip was not opened here');
		}
		const {handle} = own;
		own = {...own, closing: true};
		const end = await requests.carryOut(handle, {timeoutMs: timeouts.closeMs, ...(onWaiting && {onWaiting})});
		if (end.kind !== 'done') {
			// What was refused may still be stored: it can be closed again, or taken out of the queue by `cancel`.
			own = {...own, closing: end.kind === 'silent'};
			return outcomeOf(end);
		}
		own = undefined;
		const fiscalNumber = end.request.documentNumber ?? (await lastDocumentNumber());
		if (fiscalNumber !== undefined) return {outcome: 'confirmed', value: {fiscalNumber}};
		return {outcome: 'unknown', reason: 'it is done, and the printer does not tell its number'};
	}

	async function lastDocumentNumber(): Promise<number | undefined> {
		const documents = await readProtectedMemory();
		return documents.outcome === 'confirmed' ? documents.value.lastDocumentNumber : undefined;
	}

	async function cancel(): Promise<Outcome> {
		if (own === undefined) return confirmed;
		const {handle} = own;
		const removed = await requests.remove(handle);
		if (removed.kind === 'kept') return cancelKept(handle);
		if (removed.kind === 'gone') own = undefined;
		return doneOf(removed);
	}

	/** It is being printed, or it came to its end: then nothing is open any more. */
	async function cancelKept(handle: Handle): Promise<Outcome> {
		const seen = await requests.look(handle);
		if (seen.kind === 'refused' || seen.kind === 'silent') return outcomeOf(seen);
		if (seen.kind === 'seen' && seen.request.state !== 'done' && seen.request.state !== 'failed') {
			return refused('transaction-open', `the slip is being printed: ${seen.request.state}`);
		}
		own = undefined;
		return confirmed;
	}

	async function dailyReport(businessDay: string): Promise<Outcome<ReportedDay>> {
		const draft = commands.reportOf(businessDay);
		let end = await perform(draft, timeouts.reportMs);
		const isHindered = end.kind === 'refused' && end.apiCode === requestsInQueue;
		// Left-overs that were never confirmed; unless somebody else is about to confirm them.
		if (isHindered && own === undefined && !queueIsShared && (await requests.clearQueue())) {
			end = await perform(draft, timeouts.reportMs);
		}
		if (end.kind !== 'done') return outcomeOf(end);
		const memory = await readFiscalMemory();
		if (memory.outcome !== 'confirmed') return {outcome: 'confirmed', value: {}};
		return {outcome: 'confirmed', value: {reportNumber: memory.value.dailyReportCount}};
	}

	return {
		limits,
		identify: () => inTurn(identify),
		status,
		evidence: ({requestId} = {}) => inTurn(() => evidence(requestId)),
		health: () => inTurn(async () => healthTold(await health())),
		totals: () => inTurn(totals),
		vatTable: () => inTurn(vatTable),
		clock: () => inTurn(() => readPacket(packets.readClock, packets.wallTimeIn)),
		maySell: async () => ({outcome: 'confirmed', value: true}),
		open: slip => inTurn(() => open(slip)),
		close: (slip, {onWaiting}) => inTurn(() => close(slip, onWaiting)),
		cancel: () => inTurn(cancel),
		// A footer comes with its slip, in one request.
		finishFooter: async () => confirmed,
		dailyReport: businessDay => inTurn(() => dailyReport(businessDay)),
		moveCash: (movement: CashMovement) => inTurn(() => passOn(packets.moveCash(movement))),
		openDrawer: () => inTurn(() => passOn(packets.kickDrawer)),
		async stop() {
			requests.stop();
			await wire.stop();
		},
	};
}

/** Of some two thousand: a month and a half. */
const reportsLeftMin = 45;

type NotDone =
	| {readonly kind: 'refused'; readonly fault: PrinterFault}
	| {readonly kind: 'silent'; readonly reason: string};

function outcomeOf(end: NotDone): Exclude<Outcome, {outcome: 'confirmed'}> {
	if (end.kind === 'refused') return {outcome: 'refused', fault: end.fault};
	return {outcome: 'unknown', reason: end.reason};
}

function doneOf(removed: Removed): Outcome {
	return removed.kind === 'refused' || removed.kind === 'silent' ? outcomeOf(removed) : confirmed;
}
