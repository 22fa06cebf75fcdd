/**
 * A fiscal printer that speaks the Novitus XML protocol.
 *
 *   open    error set, receipt begin, item…, container…, payment…, and what the printer then says it has
 *   close   receipt close with our system number, then info lasttransaction
 *
 * N1  A close is `confirmed` by one thing only: the last transaction bears our system number and is closed. It is
 *     `refused` only where the printer reports an error and still has the receipt open; all else is `unknown`.
 * N2  The printer verifies the total of the goods and nothing else, and does not tell of a command that never reached
 *     it. So before the closing it is asked what it has: every line, package and payment, or the slip is refused.
 * N3  After a silence nothing is sent but questions.
 * N4  Every connection and every call that commands begins by asking for silent errors: a printer that was switched off
 *     and on again stops at its first error, also in a question, until somebody presses a key; and on a serial cable
 *     nobody sees that it was.
 * N5  Nothing follows the beginning of a slip before the printer says that it is in a transaction: no slip is ever queued
 *     behind what is left of another one.
 * N6  The commands of a slip are followed by their question at once: N1 and N2 prove it in the end. Where the proof is not
 *     there at once, it is waited for, and what the printer says of the closing counts only a moment after it.
 * N7  That a receipt is open is evidence only where it still is a moment later, and where the printer waits for nothing:
 *     its closing may be in the queue of a printer that answers past it.
 */
import type {PrinterEvidence} from '../../domain/evidence.ts';
import type {PrinterHealth, PrinterTotals} from '../../domain/printer-account.ts';
import {type Slip, systemNumberOf} from '../../domain/slip.ts';
import type {VatTable} from '../../domain/vat.ts';
import {type Clock, systemClock} from '../clock.ts';
import type {
	CashMovement,
	FiscalDocument,
	FiscalPrinter,
	OpenedSlip,
	Outcome,
	PrinterIdentity,
	PrinterLimits,
	ReportedDay,
} from '../fiscal-printer.ts';
import {confirmed, createTurns, refused, whyIdle} from '../outcomes.ts';
import type {Transport} from '../transport.ts';
import * as answers from './answers.ts';
import * as commands from './commands.ts';
import {createConversation, isWaiting, type Reply, type Timing, type Told} from './conversation.ts';
import {faultOf} from './errors.ts';
import {asNothingBegun, notConnected, numberOfClosed, outcomeOf, whatIsMissing} from './verdicts.ts';
import type {XmlElement} from './xml.ts';

export interface NovitusXmlTimeouts {
	readonly readMs: number;
	readonly lineMs: number;
	readonly closeMs: number;
	readonly reportMs: number;
	readonly pollMs: number;
	readonly statusMs: number;
	/** Between a command and the question what became of it. */
	readonly pauseMs: number;
}

const usualTimeouts: NovitusXmlTimeouts = {
	readMs: 3000,
	lineMs: 10_000,
	closeMs: 30_000,
	reportMs: 120_000,
	pollMs: 1000,
	statusMs: 2000,
	pauseMs: 100,
};

/** Those of the manufacturer's other protocols: its XML names none. Numbers of packages are not sent at all. */
const limits: PrinterLimits = {
	nameLength: commands.nameLength,
	lineCountMax: 255,
	priceGroszeMax: 99_999_999,
	lineGroszeMax: 99_999_999,
	packageNumberMax: 99_999_999_999,
};

const readAttempts = 2;

export function createNovitusXmlPrinter(options: {
	readonly transport: Transport;
	readonly clock?: Clock;
	readonly timeouts?: Partial<NovitusXmlTimeouts>;
}): FiscalPrinter {
	const {transport, clock = systemClock} = options;
	const timeouts = {...usualTimeouts, ...options.timeouts};
	const conversation = createConversation({
		transport,
		greeting: commands.reportSilently,
		clock,
		pauseMs: timeouts.pauseMs,
		pollMs: timeouts.pollMs,
		statusTimeoutMs: timeouts.statusMs,
		readTimeoutMs: timeouts.readMs,
	});
	/** The system number of the slip that is open. */
	let begun: string | undefined;

	const inTurn = createTurns();

	/** Questions change nothing, so they may be asked twice. */
	async function read<T>(question: XmlElement, parse: (answer: XmlElement) => T | undefined): Promise<Outcome<T>> {
		let reply: Reply = {kind: 'not-sent'};
		for (let attempt = 1; attempt <= readAttempts; attempt++) {
			reply = await conversation.ask(question, {timeoutMs: timeouts.readMs});
			if (reply.kind !== 'silent') break;
		}
		if (reply.kind === 'not-sent') return notConnected;
		if (reply.kind === 'silent') return {outcome: 'unknown', reason: reply.reason};
		const value = parse(reply.answer);
		if (value !== undefined) return {outcome: 'confirmed', value};
		return refused('protocol', `the answer to ${question.name} ${question.attributes['action'] ?? ''} makes no sense`);
	}

	const readCheckout = () => read(commands.readCheckout, answers.checkoutIn);
	const readFiscalMemory = () => read(commands.readFiscalMemory, answers.fiscalMemoryIn);
	const readLastTransaction = () => read(commands.readLastTransaction, answers.lastTransactionIn);

	async function tell(command: XmlElement, timeoutMs: number): Promise<Told> {
		return conversation.tell(command, {timeoutMs, patient: true});
	}

	/** A part of a slip, whose whole is looked at before it is closed. */
	async function tellPart(part: XmlElement): Promise<Told> {
		return conversation.tell(part, {timeoutMs: timeouts.lineMs, patient: true, hasty: true});
	}

	/**
	 * The first thing of every call that commands; nothing is begun before the printer has answered to it. Whether an
	 * error told then is of this command or of an older one, no document says, so it keeps nothing from being tried.
	 */
	async function prepare(
		say: (command: XmlElement) => Promise<Told> = command => tell(command, timeouts.lineMs),
	): Promise<Outcome> {
		const told = await say(commands.reportSilently);
		return told.kind === 'refused' ? confirmed : asNothingBegun(outcomeOf(told));
	}

	async function identify(): Promise<Outcome<PrinterIdentity>> {
		const device = await read(commands.readDevice, answers.deviceIn);
		if (device.outcome !== 'confirmed') return device;
		const checkout = await readCheckout();
		if (checkout.outcome !== 'confirmed') return checkout;
		const {uniqueNumber, fiscal} = checkout.value;
		return {outcome: 'confirmed', value: {...device.value, uniqueNumber, fiscal}};
	}

	/**
	 * Two answers that contradict each other are not believed at once: the printer is asked for both again. Nor is that a
	 * receipt is open: a printer that answers early may have its closing in the queue (N7).
	 */
	async function evidence(attempt = 1, isOpenForAMoment = false): Promise<Outcome<PrinterEvidence>> {
		const last = await readLastTransaction();
		if (last.outcome !== 'confirmed') return last;
		const checkout = await readCheckout();
		if (checkout.outcome !== 'confirmed') return checkout;
		const {uniqueNumber, receiptOpen, receiptCount, lastReceiptNumber, memoryClearCount} = checkout.value;
		const {state, systemNumber, number} = last.value;
		// Between the two answers somebody else may have sold: then the last receipt is not this transaction.
		const isNumberOfAnother = state === 'closed' && number !== undefined && number !== lastReceiptNumber;
		const isContradiction = receiptOpen !== (state === 'open') || isNumberOfAnother;
		if (isContradiction && attempt < readAttempts) return evidence(attempt + 1, isOpenForAMoment);
		if ((receiptOpen || state === 'open') && !isOpenForAMoment) {
			// What waits in the queue of a printer that does nothing now may yet close it.
			const status = await conversation.status();
			const idle = status.condition === 'busy' ? undefined : whyIdle(status);
			if (idle !== undefined) return idle;
			await new Promise<void>(resolve => void clock.after(timeouts.pauseMs, resolve));
			return evidence(1, true);
		}
		const fiscalMemory = await readFiscalMemory();
		if (fiscalMemory.outcome !== 'confirmed') return fiscalMemory;
		const {printoutCount} = checkout.value;
		const fiscalNumber = state === 'closed' && number !== undefined && number > 0 ? {fiscalNumber: number} : {};
		return {
			outcome: 'confirmed',
			value: {
				uniqueNumber,
				dailyReportCount: fiscalMemory.value.dailyReportCount,
				completedCount: receiptCount,
				lastReceiptNumber,
				memoryClearCount,
				...(printoutCount !== undefined && {printoutCount}),
				transaction: receiptOpen || state === 'open' ? 'open' : 'none',
				dayGrossByLetter: checkout.value.grossByLetter,
				...(state !== undefined && {lastTransaction: {systemNumber, state, ...fiscalNumber}}),
			},
		};
	}

	async function health(): Promise<Outcome<PrinterHealth>> {
		const fiscalMemory = await readFiscalMemory();
		if (fiscalMemory.outcome !== 'confirmed') return fiscalMemory;
		// A printer that says nothing of its paper may sell all the same.
		const paper = await read(commands.readPaper, answers.paperNearEndIn);
		const isNearEnd = paper.outcome === 'confirmed' && paper.value;
		const {blocks, warnings, detail} = fiscalMemory.value;
		return {
			outcome: 'confirmed',
			value: {blocks, warnings: isNearEnd ? [...warnings, 'paper-near-end'] : warnings, detail},
		};
	}

	async function totals(): Promise<Outcome<PrinterTotals>> {
		const checkout = await readCheckout();
		if (checkout.outcome !== 'confirmed') return checkout;
		const {uniqueNumber, grossByLetter, receiptCount} = checkout.value;
		return {outcome: 'confirmed', value: {uniqueNumber, grossByLetter, receiptCount}};
	}

	async function open(slip: Slip): Promise<Outcome<OpenedSlip>> {
		begun = undefined;
		const prepared = await prepare(tellPart);
		if (prepared.outcome !== 'confirmed') return prepared;
		const beginning = await begin();
		if (beginning.outcome !== 'confirmed') return beginning;
		let line = 0;
		for (const command of commands.bodyOf(slip)) {
			if (command.name === 'item') line += 1;
			const told = await tellPart(command);
			if (told.kind === 'not-sent') return {outcome: 'unknown', reason: 'the connection was lost'};
			const outcome = outcomeOf(told, command.name === 'item' ? line : undefined);
			if (outcome.outcome !== 'confirmed') return outcome;
		}
		const has = await untilSo(readLastTransaction, last => whatIsMissing(slip, last) === undefined);
		if (has.outcome !== 'confirmed') return {outcome: 'unknown', reason: 'the printer does not say what it has'};
		const missing = whatIsMissing(slip, has.value);
		if (missing !== undefined) return refused('totals', missing);
		begun = systemNumberOf(slip);
		return {outcome: 'confirmed', value: {}};
	}

	/** Nothing follows before it is done: a printer without paper would have two slips in its queue when the till died. */
	async function begin(): Promise<Outcome> {
		let told = await tellPart(commands.beginReceipt);
		if (told.kind === 'done' && !told.state.inTransaction) {
			conversation.wasSeenLate();
			told = await conversation.becameOf({timeoutMs: timeouts.lineMs, patient: true});
		}
		if (told.kind !== 'done' || told.state.inTransaction) return outcomeOf(told);
		const now = await untilSo(readLogic, ({inTransaction}) => inTransaction);
		if (now.outcome === 'confirmed' && now.value.inTransaction) return confirmed;
		return {outcome: 'unknown', reason: 'the printer does not say that it began'};
	}

	async function readLogic(): Promise<Outcome<answers.LogicalState>> {
		const told = await conversation.logic({timeoutMs: timeouts.readMs});
		if (told.kind === 'done') return {outcome: 'confirmed', value: told.state};
		return told.kind === 'silent' ? {outcome: 'unknown', reason: told.reason} : notConnected;
	}

	async function close(slip: Slip, onWaiting: Timing['onWaiting']): Promise<Outcome<FiscalDocument>> {
		const systemNumber = systemNumberOf(slip);
		if (begun !== systemNumber) return refused('no-transaction', 'this slip was not opened here');
		const timing = {timeoutMs: timeouts.closeMs, patient: true, hasty: true, ...(onWaiting && {onWaiting})};
		let told = await conversation.tell(commands.closeReceipt(slip), timing);
		if (told.kind === 'not-sent') return notConnected;
		if (told.kind === 'done' && !conversation.isLate) {
			const last = await readLastTransaction();
			const number = last.outcome === 'confirmed' ? numberOfClosed(last.value, systemNumber) : undefined;
			if (number !== undefined) {
				begun = undefined;
				return {outcome: 'confirmed', value: {fiscalNumber: number}};
			}
			if (last.outcome === 'confirmed') conversation.wasSeenLate();
			told = await conversation.becameOf(timing);
		}
		const outcome = await outcomeOfClosing({told, systemNumber, onWaiting});
		if (outcome.outcome !== 'refused') begun = undefined;
		return outcome;
	}

	async function outcomeOfClosing(closing: {
		readonly told: Told;
		readonly systemNumber: string;
		readonly onWaiting: Timing['onWaiting'];
	}): Promise<Outcome<FiscalDocument>> {
		const {told, systemNumber, onWaiting} = closing;
		const mayStillClose = ({state}: answers.LastTransaction) => told.kind === 'done' && state === 'open';
		const last = await untilSo(readLastTransaction, now => !mayStillClose(now), onWaiting);
		if (last.outcome !== 'confirmed') {
			return {outcome: 'unknown', reason: 'the printer does not say what its last transaction was'};
		}
		const {state} = last.value;
		const number = numberOfClosed(last.value, systemNumber);
		if (number !== undefined) return {outcome: 'confirmed', value: {fiscalNumber: number}};
		if (told.kind === 'refused' && told.state.inTransaction && state === 'open') {
			return {outcome: 'refused', fault: faultOf(told.code)};
		}
		return {outcome: 'unknown', reason: 'the printer says neither that it was closed nor why not'};
	}

	/**
	 * Asks until it is so, or for a while in vain: no document says whether a printer may answer before it has done the
	 * work. The last answer, whatever it is.
	 */
	async function untilSo<T>(
		ask: () => Promise<Outcome<T>>,
		isSo: (value: T) => boolean,
		onWaiting?: Timing['onWaiting'],
	): Promise<Outcome<T>> {
		let deadline = clock.now() + timeouts.lineMs;
		for (let pauseMs = timeouts.pauseMs; ; pauseMs = timeouts.pollMs) {
			const answer = await ask();
			if (answer.outcome !== 'confirmed' || isSo(answer.value) || clock.now() >= deadline) return answer;
			conversation.wasSeenLate();
			const status = await conversation.status();
			if (isWaiting(status)) {
				deadline = clock.now() + timeouts.lineMs;
				onWaiting?.(status);
			}
			await new Promise<void>(resolve => void clock.after(pauseMs, resolve));
		}
	}

	async function cancel(): Promise<Outcome> {
		begun = undefined;
		const before = await conversation.logic({timeoutMs: timeouts.lineMs, patient: true});
		if (before.kind !== 'done') return outcomeOf(before);
		if (!before.state.inTransaction) return confirmed;
		const prepared = await prepare();
		if (prepared.outcome !== 'confirmed') return prepared;
		const told = await tell(commands.cancelReceipt, timeouts.lineMs);
		if ((told.kind === 'done' || told.kind === 'refused') && !told.state.inTransaction) return confirmed;
		if (told.kind !== 'done') return outcomeOf(told);
		// Without an error it may be that the command never arrived.
		const after = await untilSo(readCheckout, ({receiptOpen}) => !receiptOpen);
		const isCancelled = after.outcome === 'confirmed' && !after.value.receiptOpen;
		return isCancelled ? confirmed : {outcome: 'unknown', reason: 'the receipt is still open'};
	}

	async function dailyReport(businessDay: string): Promise<Outcome<ReportedDay>> {
		const before = asNothingBegun(await readFiscalMemory());
		if (before.outcome !== 'confirmed') return before;
		const prepared = await prepare();
		if (prepared.outcome !== 'confirmed') return prepared;
		const report = outcomeOf(await tell(commands.reportDay(businessDay), timeouts.reportMs));
		if (report.outcome === 'refused') return report;
		const reportNumber = before.value.dailyReportCount + 1;
		const isCounted = (now: answers.FiscalMemoryState) => now.dailyReportCount === reportNumber;
		const after = await untilSo(readFiscalMemory, isCounted);
		if (after.outcome === 'confirmed' && isCounted(after.value)) return {outcome: 'confirmed', value: {reportNumber}};
		return {outcome: 'unknown', reason: 'the report is not borne out by the count of reports'};
	}

	/** What is in the drawer tells whether it was done; more than there is is not asked for. */
	async function moveCash(movement: CashMovement): Promise<Outcome> {
		const before = asNothingBegun(await readCheckout());
		if (before.outcome !== 'confirmed') return before;
		const {cashGrosze} = before.value;
		if (cashGrosze === undefined) return refused('protocol', 'the printer does not say what is in the drawer');
		const expected = cashGrosze + (movement.direction === 'in' ? 1 : -1) * movement.amountGrosze;
		if (expected < 0) return refused('other', 'there is not so much in the drawer');
		const prepared = await prepare();
		if (prepared.outcome !== 'confirmed') return prepared;
		const outcome = outcomeOf(await tell(commands.moveCash(movement), timeouts.lineMs));
		if (outcome.outcome === 'refused') return outcome;
		const after = await untilSo(readCheckout, now => now.cashGrosze === expected);
		if (after.outcome === 'confirmed' && after.value.cashGrosze === expected) return confirmed;
		return {outcome: 'unknown', reason: 'what is in the drawer does not bear it out'};
	}

	async function openDrawer(): Promise<Outcome> {
		const prepared = await prepare();
		return prepared.outcome === 'confirmed' ? outcomeOf(await tell(commands.kickDrawer, timeouts.readMs)) : prepared;
	}

	return {
		limits,
		identify: () => inTurn(identify),
		status: () => conversation.status(),
		evidence: () => inTurn(() => evidence()),
		health: () => inTurn(health),
		totals: () => inTurn(totals),
		vatTable: () => inTurn(() => read<VatTable>(commands.readRates, answers.vatTableIn)),
		clock: () => inTurn(() => read(commands.readClock, answers.wallTimeIn)),
		// It can only be asked by a report on paper.
		maySell: async () => ({outcome: 'confirmed', value: true}),
		open: slip => inTurn(() => open(slip)),
		close: (slip, {onWaiting}) => inTurn(() => close(slip, onWaiting)),
		cancel: () => inTurn(cancel),
		// The footer is part of the closing, so none is ever pending.
		finishFooter: async () => confirmed,
		dailyReport: businessDay => inTurn(() => dailyReport(businessDay)),
		moveCash: movement => inTurn(() => moveCash(movement)),
		openDrawer: () => inTurn(openDrawer),
		async stop() {
			await transport.stop();
			conversation.stop();
		},
	};
}
