/**
 * A fiscal printer that speaks the Thermal protocol: older POSNET and Novitus.
 *
 *   open    3#e, 23#s, 28#s, $h, $l…, [$b…], #n
 *   close   3#e, $e or $x or $y, and whatever came of it: 23#s
 *
 * P1  `confirmed` of a close rests on the printer's counters, never on its answer alone: an answer does not tell which
 *     command it is about. One receipt more, completed, and the day's totals grown by the slip's sums.
 * P2  A refusal counts only where the counters stand as they stood; everything else is `unknown`.
 * P3  Every call that changes something begins with `3#e`: a printer that was switched off shows its errors and stops.
 * P4  After a silence nothing is sent but questions.
 */
import type {PrinterEvidence} from '../../domain/evidence.ts';
import type {PrinterBlock, PrinterHealth, PrinterTotals} from '../../domain/printer-account.ts';
import {type Slip, systemNumberOf} from '../../domain/slip.ts';
import type {VatLetter, VatTable} from '../../domain/vat.ts';
import {type Clock, systemClock} from '../clock.ts';
import type {
	CashMovement,
	FiscalDocument,
	FiscalPrinter,
	OpenedSlip,
	Outcome,
	PrinterIdentity,
	PrinterLimits,
	PrinterStatus,
	ReportedDay,
} from '../fiscal-printer.ts';
import {confirmed, createTurns, refused} from '../outcomes.ts';
import type {Transport} from '../transport.ts';
import * as answers from './answers.ts';
import * as commands from './commands.ts';
import {createConversation, type Reply, type Timing} from './conversation.ts';
import {type Counters, isPrinted, isReported, isUnchanged, numbersGiven} from './counters.ts';
import {faultOf, nameOrRate, notUnderstood} from './errors.ts';
import type {Frame} from './frame.ts';
import {isHeard, midway, type NotDone, notDone, outcomeOf, reasonOf} from './outcomes.ts';

export interface ThermalTimeouts {
	readonly readMs: number;
	readonly lineMs: number;
	readonly closeMs: number;
	readonly reportMs: number;
	readonly pollMs: number;
	readonly statusMs: number;
	/** After so long no answer comes any more. */
	readonly owedMs: number;
}

const usualTimeouts: ThermalTimeouts = {
	readMs: 3000,
	lineMs: 10_000,
	closeMs: 30_000,
	reportMs: 120_000,
	pollMs: 1000,
	statusMs: 1000,
	owedMs: 30_000,
};

/** Six digits and two; 255 lines; packages have four digits. */
const limits: PrinterLimits = {
	nameLength: commands.nameLength,
	lineCountMax: 255,
	priceGroszeMax: 99_999_999,
	lineGroszeMax: 99_999_999,
	packageNumberMax: 9999,
};

export function createThermalPrinter(
	options: {
		readonly transport: Transport;
		readonly clock?: Clock;
		readonly timeouts?: Partial<ThermalTimeouts>;
	} & Pick<commands.Dialect, 'maker'> &
		Partial<commands.Dialect>,
): FiscalPrinter {
	const {transport, clock = systemClock, maker, decimalSeparator = '.', closing = '$e'} = options;
	const dialect: commands.Dialect = {maker, decimalSeparator, closing};
	const timeouts = {...usualTimeouts, ...options.timeouts};
	const {pollMs, readMs, statusMs, owedMs} = timeouts;
	const conversation = createConversation({transport, clock, pollMs, readMs, statusMs, owedMs});
	let begun: {readonly systemNumber: string; readonly before: Counters} | undefined;

	const inTurn = createTurns();

	/** For what changes nothing when it is done twice. */
	async function askTwice(command: commands.Command, timing: Timing): Promise<Reply> {
		const reply = await conversation.ask(command, timing);
		if (reply.kind !== 'silent') return reply;
		const again = await conversation.ask(command, timing);
		return again.kind === 'not-sent' ? reply : again;
	}

	async function read<T>(
		command: commands.Command,
		parse: (answer: Frame) => T | undefined,
		timing: Omit<Timing, 'timeoutMs'> = {},
	): Promise<Outcome<T>> {
		const reply = await askTwice(command, {...timing, timeoutMs: timeouts.readMs});
		const outcome = outcomeOf(reply);
		if (outcome.outcome !== 'confirmed') return outcome;
		const value = parse(outcome.value);
		if (value !== undefined) return {outcome: 'confirmed', value};
		return refused('protocol', `the answer to ${command.parameters.join(';')}${command.command} makes no sense`);
	}

	const readState = (timing?: Omit<Timing, 'timeoutMs'>) => read(commands.readState, answers.stateIn, timing);

	async function readCounters(): Promise<Outcome<Counters>> {
		const state = await readState();
		if (state.outcome !== 'confirmed') return state;
		const cancelled = await read(commands.readDayRecord, answers.cancelledCountIn);
		if (cancelled.outcome !== 'confirmed') return cancelled;
		return {outcome: 'confirmed', value: {...state.value, cancelledCount: cancelled.value}};
	}

	/**
	 * Without this a printer whose power was gone would stop at its first error and wait for a key. In its old mode it may
	 * do as it is told and say nothing; whatever it thinks of the command, one that says so is in the mode that is wanted.
	 */
	const tellErrors = (timing: Timing) => askTwice(commands.tellErrors, timing);

	/** Why nothing need be sent: off-line, or not there at all. */
	async function whyAway(): Promise<NotDone | undefined> {
		const {condition, detail} = await conversation.status();
		switch (condition) {
			case 'ready':
			case 'busy':
				return undefined;
			case 'paper-out':
			case 'cover-open':
			case 'mechanism':
				return refused(condition, detail);
			case 'waiting-for-operator':
			case 'in-menu':
				return refused('busy', detail);
			case 'disconnected':
				return refused('not-connected', detail);
		}
	}

	/** A printer that is off-line leaves every question unanswered until it is on-line again. */
	function whenOnLine<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
		return inTurn(async () => (await whyAway()) ?? (await work()));
	}

	/** Before a call of which nothing has been sent yet; `undefined` where all is well. */
	async function prepare(): Promise<NotDone | undefined> {
		const away = await whyAway();
		if (away !== undefined) return away;
		const reply = await tellErrors({timeoutMs: timeouts.readMs});
		return isHeard(reply) ? undefined : refused('not-connected', `nothing was begun: ${reasonOf(reply)}`);
	}

	async function identify(): Promise<Outcome<PrinterIdentity>> {
		const version = await read(commands.readVersion, answers.versionIn);
		if (version.outcome !== 'confirmed') return version;
		const state = await readState();
		if (state.outcome !== 'confirmed') return state;
		const {uniqueNumber, fiscal} = state.value;
		return {outcome: 'confirmed', value: {...version.value, uniqueNumber, fiscal}};
	}

	async function evidence(): Promise<Outcome<PrinterEvidence>> {
		const counters = await readCounters();
		if (counters.outcome !== 'confirmed') return counters;
		const documents = await read(commands.readDocumentNumber, answers.documentNumberIn);
		if (documents.outcome !== 'confirmed') return documents;
		const {uniqueNumber, recordDay, receiptCount, cancelledCount, memoryClearCount} = counters.value;
		return {
			outcome: 'confirmed',
			value: {
				uniqueNumber,
				dailyReportCount: recordDay,
				completedCount: receiptCount,
				cancelledCount,
				lastReceiptNumber: numbersGiven(counters.value),
				printoutCount: documents.value,
				memoryClearCount,
				transaction: counters.value.inTransaction ? 'open' : 'none',
				dayGrossByLetter: counters.value.dayGrossByLetter,
			},
		};
	}

	async function health(): Promise<Outcome<PrinterHealth>> {
		const state = await readState();
		if (state.outcome !== 'confirmed') return state;
		const {paperNearEnd, detail} = await conversation.status();
		const blocks: readonly PrinterBlock[] = state.value.fiscal ? [] : ['not-fiscal'];
		const words = `23#s fiscal ${state.value.fiscal}, ${detail}`;
		return {outcome: 'confirmed', value: {blocks, warnings: paperNearEnd ? ['paper-near-end'] : [], detail: words}};
	}

	async function totals(): Promise<Outcome<PrinterTotals>> {
		const counters = await readCounters();
		if (counters.outcome !== 'confirmed') return counters;
		const {uniqueNumber, dayGrossByLetter, receiptCount, cancelledCount} = counters.value;
		const value = {uniqueNumber, grossByLetter: dayGrossByLetter, receiptCount, cancelledCount};
		return {outcome: 'confirmed', value};
	}

	async function vatTable(): Promise<Outcome<VatTable>> {
		const state = await readState();
		return state.outcome === 'confirmed' ? {outcome: 'confirmed', value: state.value.vat} : state;
	}

	async function maySell(name: string, vat: VatLetter): Promise<Outcome<boolean>> {
		const unready = await prepare();
		if (unready !== undefined) return unready;
		const reply = await conversation.ask(commands.askWhetherSold(name, vat), {timeoutMs: timeouts.readMs});
		const isUnknownThere = reply.kind === 'refused' && notUnderstood.includes(reply.code);
		if (isUnknownThere) return {outcome: 'confirmed', value: true};
		const outcome = outcomeOf(reply);
		if (outcome.outcome !== 'confirmed') return outcome;
		const code = answers.saleRefusalIn(outcome.value);
		if (code === undefined) return refused('protocol', 'the answer to $g makes no sense');
		if (code !== 0 && code !== nameOrRate) return {outcome: 'refused', fault: faultOf({code})};
		return {outcome: 'confirmed', value: code === 0};
	}

	async function open(slip: Slip): Promise<Outcome<OpenedSlip>> {
		begun = undefined;
		const untold = commands.whatCannotBeTold(slip, dialect);
		if (untold !== undefined) return {outcome: 'refused', fault: untold};
		const unready = await prepare();
		if (unready !== undefined) return unready;
		const before = await readCounters();
		if (before.outcome === 'unknown') return refused('not-connected', `nothing was begun: ${before.reason}`);
		if (before.outcome === 'refused') return before;
		conversation.takeStrayRefusal();
		const timing = {timeoutMs: timeouts.lineMs, patient: true};
		const beginning = outcomeOf(await conversation.ask(commands.beginReceipt(slip, dialect), timing));
		if (beginning.outcome !== 'confirmed') return beginning;
		for (const command of commands.bodyOf(slip, dialect)) {
			const outcome = midway(await conversation.ask(command, timing), command.line);
			if (outcome.outcome !== 'confirmed') return outcome;
		}
		const isWell = await checkAnswers(timing);
		if (isWell.outcome !== 'confirmed') return isWell;
		begun = {systemNumber: systemNumberOf(slip), before: before.value};
		return {outcome: 'confirmed', value: {}};
	}

	/** One answer twice, and every later one was taken for its successor's: what was refused shows here at the latest. */
	async function checkAnswers(timing: Timing): Promise<Outcome> {
		const reply = await conversation.ask(commands.readLastError, timing);
		const outcome = midway(reply);
		if (outcome.outcome !== 'confirmed') return outcome;
		const code = answers.lastErrorIn(outcome.value) || conversation.takeStrayRefusal();
		return code ? {outcome: 'refused', fault: faultOf({code})} : confirmed;
	}

	async function close(slip: Slip, onWaiting: (status: PrinterStatus) => void): Promise<Outcome<FiscalDocument>> {
		if (begun?.systemNumber !== systemNumberOf(slip)) return refused('no-transaction', 'this slip was not opened here');
		const {before} = begun;
		begun = undefined;
		const timing = {timeoutMs: timeouts.closeMs, patient: true, onWaiting};
		const ready = await tellErrors(timing);
		if (!isHeard(ready)) return notDone(ready);
		const closing = await conversation.ask(commands.closeReceipt(slip, dialect), timing);
		if (closing.kind === 'not-sent') return notDone(closing);
		const after = await readState({patient: true, onWaiting});
		if (after.outcome !== 'confirmed') return {outcome: 'unknown', reason: 'the counters could not be read'};
		if (isPrinted(slip, before, after.value)) {
			return {outcome: 'confirmed', value: {fiscalNumber: numbersGiven(before) + 1}};
		}
		if (closing.kind === 'refused' && isUnchanged(before, after.value)) return notDone(closing);
		return {outcome: 'unknown', reason: `the counters do not bear it out: ${reasonOf(closing)}`};
	}

	async function cancel(): Promise<Outcome> {
		begun = undefined;
		const before = await readState();
		if (before.outcome !== 'confirmed') return before;
		if (!before.value.inTransaction) return confirmed;
		const timing = {timeoutMs: timeouts.lineMs, patient: true};
		const ready = await tellErrors(timing);
		if (!isHeard(ready)) return notDone(ready);
		const reply = await conversation.ask(commands.cancelReceipt, timing);
		const after = await readState({patient: true});
		if (after.outcome !== 'confirmed') return {outcome: 'unknown', reason: 'the printer could not be asked afterwards'};
		if (!after.value.inTransaction) return confirmed;
		return reply.kind === 'answered' ? {outcome: 'unknown', reason: 'a transaction stays open'} : notDone(reply);
	}

	async function dailyReport(businessDay: string): Promise<Outcome<ReportedDay>> {
		const unready = await prepare();
		if (unready !== undefined) return unready;
		const before = await readState();
		if (before.outcome === 'unknown') return refused('not-connected', `nothing was begun: ${before.reason}`);
		if (before.outcome === 'refused') return before;
		const timing = {timeoutMs: timeouts.reportMs, patient: true};
		const reply = await conversation.ask(commands.reportDay(businessDay), timing);
		if (reply.kind === 'not-sent') return notDone(reply);
		const after = await readState({patient: true});
		if (after.outcome !== 'confirmed') return {outcome: 'unknown', reason: 'the counters could not be read'};
		if (isReported(before.value, after.value, reply)) return {outcome: 'confirmed', value: {}};
		return reply.kind === 'answered' ? {outcome: 'unknown', reason: 'the counters were not set back'} : notDone(reply);
	}

	async function perform(command: commands.Command): Promise<Outcome> {
		const unready = await prepare();
		if (unready !== undefined) return unready;
		const outcome = outcomeOf(await conversation.ask(command, {timeoutMs: timeouts.lineMs, patient: true}));
		return outcome.outcome === 'confirmed' ? confirmed : outcome;
	}

	return {
		limits,
		identify: () => whenOnLine(identify),
		status: () => conversation.status(),
		evidence: () => whenOnLine(evidence),
		health: () => whenOnLine(health),
		totals: () => whenOnLine(totals),
		vatTable: () => whenOnLine(vatTable),
		clock: () => whenOnLine(() => read(commands.readClock, answers.wallTimeIn)),
		maySell: (name, vat) => inTurn(() => maySell(name, vat)),
		whatCannotBeTold: slip => commands.whatCannotBeTold(slip, dialect),
		open: slip => inTurn(() => open(slip)),
		close: (slip, {onWaiting}) => inTurn(() => close(slip, onWaiting)),
		cancel: () => whenOnLine(cancel),
		// No closing that is sent leaves a footer behind.
		finishFooter: async () => confirmed,
		dailyReport: businessDay => inTurn(() => dailyReport(businessDay)),
		moveCash: (movement: CashMovement) => inTurn(() => perform(commands.moveCash(movement, dialect))),
		openDrawer: () => inTurn(() => perform(commands.kickDrawer)),
		async stop() {
			await transport.stop();
			conversation.stop();
		},
	};
}
