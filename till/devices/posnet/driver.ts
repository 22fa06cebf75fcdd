/**
 * A fiscal printer that speaks POSNET.
 *
 *   open    ftrcfg, trinit, scnt, trline…, trpack…, trpayment…
 *   close   trend, and once it is confirmed: scnt for the number
 *
 * P1  `confirmed` of a close rests on the printer's answer to that `trend`; if the answer had to be asked for
 *     again, also on its counter of receipts, because an older `trend` could have borne the same token.
 * P2  A close that was answered is never reported as `unknown` for want of a number: receipts are counted without
 *     gaps, so the number is the one after that which stands while the slip is open, when nobody else gets one.
 * P3  After a silence nothing is sent but questions.
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
	PrinterFault,
	PrinterIdentity,
	PrinterLimits,
	ReportedDay,
} from '../fiscal-printer.ts';
import {confirmed, createTurns, healthTold, refused} from '../outcomes.ts';
import type {CodePage} from '../printer-text.ts';
import type {Transport} from '../transport.ts';
import * as answers from './answers.ts';
import * as commands from './commands.ts';
import {createConversation, type Reply, type Timing} from './conversation.ts';
import {faultOf, noFooterPending, nothingBegun, wrongState} from './errors.ts';
import {type Frame, usualCodePage} from './frame.ts';

export interface PosnetTimeouts {
	readonly readMs: number;
	readonly lineMs: number;
	readonly closeMs: number;
	readonly reportMs: number;
	readonly pollMs: number;
	readonly statusMs: number;
	readonly repeatMs: number;
}

const usualTimeouts: PosnetTimeouts = {
	readMs: 3000,
	lineMs: 10_000,
	closeMs: 30_000,
	reportMs: 120_000,
	pollMs: 1000,
	statusMs: 2000,
	repeatMs: 3000,
};

/** Of the manufacturer; names by the older models. */
const limits: PrinterLimits = {
	nameLength: commands.nameLength,
	lineCountMax: 500,
	priceGroszeMax: 499_999_999_999,
	lineGroszeMax: 9_999_999_999,
	packageNumberMax: 99_999_999_999,
};

const readAttempts = 2;

type Answered = Extract<Reply, {kind: 'answered'}>;

export function createPosnetPrinter(options: {
	readonly transport: Transport;
	readonly clock?: Clock;
	readonly timeouts?: Partial<PosnetTimeouts>;
	/** As the printer is set. */
	readonly codePage?: CodePage;
}): FiscalPrinter {
	const {transport, clock = systemClock, codePage = usualCodePage} = options;
	const timeouts = {...usualTimeouts, ...options.timeouts};
	const conversation = createConversation({
		transport,
		clock,
		codePage,
		pollMs: timeouts.pollMs,
		statusTimeoutMs: timeouts.statusMs,
		repeatTimeoutMs: timeouts.repeatMs,
		// Another start each time, so that answers kept from before a restart are not taken for new ones.
		firstToken: Math.floor(clock.now() / 100) % 10_000,
	});
	let begun: {readonly systemNumber: string; readonly before: answers.Counters} | undefined;

	const inTurn = createTurns();

	async function perform(command: commands.Command, timing: Timing): Promise<Outcome<Answered>> {
		return outcomeOf(await conversation.ask(command, timing));
	}

	/** Questions change nothing, so they may be asked twice. */
	async function read<T>(command: commands.Command, parse: (answer: Frame) => T | undefined): Promise<Outcome<T>> {
		let outcome: Outcome<Answered> = {outcome: 'refused', fault: notConnected};
		for (let attempt = 1; attempt <= readAttempts; attempt++) {
			outcome = await perform(command, {timeoutMs: timeouts.readMs});
			if (outcome.outcome !== 'unknown') break;
		}
		if (outcome.outcome !== 'confirmed') return outcome;
		const value = parse(outcome.value.frame);
		if (value !== undefined) return {outcome: 'confirmed', value};
		return refused('protocol', `the answer to ${command.mnemonic} makes no sense`);
	}

	async function identify(): Promise<Outcome<PrinterIdentity>> {
		const identity = await read(commands.readIdentity, answers.identityIn);
		if (identity.outcome !== 'confirmed') return identity;
		const state = await read(commands.readState, answers.stateIn);
		if (state.outcome !== 'confirmed') return state;
		return {outcome: 'confirmed', value: {...identity.value, fiscal: state.value.fiscal}};
	}

	async function evidence(): Promise<Outcome<PrinterEvidence>> {
		const identity = await read(commands.readIdentity, answers.identityIn);
		if (identity.outcome !== 'confirmed') return identity;
		const counters = await read(commands.readCounters, answers.countersIn);
		if (counters.outcome !== 'confirmed') return counters;
		const transaction = await read(commands.readTransaction, answers.transactionIn);
		if (transaction.outcome !== 'confirmed') return transaction;
		const memoryClears = await read(commands.readFiscalMemory, answers.memoryClearsIn);
		if (memoryClears.outcome !== 'confirmed') return memoryClears;
		const state = await read(commands.readState, answers.stateIn);
		if (state.outcome !== 'confirmed') return state;
		const {open, footerPending, lastDocument} = transaction.value;
		const anyOpen = open || state.value.transactionOpen;
		return {
			outcome: 'confirmed',
			value: {
				uniqueNumber: identity.value.uniqueNumber,
				...counters.value,
				memoryClearCount: memoryClears.value,
				transaction: footerPending ? 'footer-pending' : anyOpen ? 'open' : 'none',
				lastDocument,
			},
		};
	}

	async function health(): Promise<Outcome<PrinterHealth>> {
		const state = await read(commands.readState, answers.stateIn);
		if (state.outcome !== 'confirmed') return state;
		const totals = await read(commands.readTotals, answers.totalsIn);
		if (totals.outcome !== 'confirmed') return totals;
		const {fiscal, readOnly, headerSet} = state.value;
		const {unreportedSince} = totals.value;
		const blocks: PrinterBlock[] = [];
		if (!fiscal) blocks.push('not-fiscal');
		if (readOnly) blocks.push('read-only');
		if (!headerSet) blocks.push('no-header');
		const detail = `scomm fs${fiscal} td${readOnly} hr${headerSet}, stot ds${unreportedSince ?? 'none'}`;
		return {
			outcome: 'confirmed',
			value: {blocks, warnings: [], detail, ...(unreportedSince !== undefined && {unreportedSince})},
		};
	}

	async function totals(): Promise<Outcome<PrinterTotals>> {
		const identity = await read(commands.readIdentity, answers.identityIn);
		if (identity.outcome !== 'confirmed') return identity;
		const day = await read(commands.readTotals, answers.totalsIn);
		if (day.outcome !== 'confirmed') return day;
		const {unreportedSince: _since, ...sums} = day.value;
		return {outcome: 'confirmed', value: {uniqueNumber: identity.value.uniqueNumber, ...sums}};
	}

	async function maySell(name: string, vat: VatLetter): Promise<Outcome<boolean>> {
		const locked = await read(commands.askWhetherLocked(name, vat, codePage), answers.isLockedIn);
		return locked.outcome === 'confirmed' ? {outcome: 'confirmed', value: !locked.value} : locked;
	}

	async function moveCash(movement: CashMovement): Promise<Outcome> {
		return done(await conversation.ask(commands.moveCash(movement), {timeoutMs: timeouts.lineMs, patient: true}), []);
	}

	async function open(slip: Slip): Promise<Outcome<OpenedSlip>> {
		begun = undefined;
		const timing = {timeoutMs: timeouts.lineMs, patient: true};
		const footer = await perform(commands.configureFooter(slip, codePage), timing);
		if (footer.outcome === 'unknown') return refused('not-connected', `nothing was begun: ${footer.reason}`);
		if (footer.outcome === 'refused') return footer;
		const beginning = await perform(commands.beginReceipt, timing);
		if (beginning.outcome !== 'confirmed') return beginning;
		const before = await read(commands.readCounters, answers.countersIn);
		if (before.outcome !== 'confirmed') return before;
		let line = 0;
		for (const command of commands.bodyOf(slip, codePage)) {
			if (command.mnemonic === 'trline') line += 1;
			const reply = await conversation.ask(command, timing);
			if (reply.kind === 'not-sent') return {outcome: 'unknown', reason: 'the connection was lost'};
			const outcome = outcomeOf(reply, command.mnemonic === 'trline' ? line : undefined);
			if (outcome.outcome !== 'confirmed') return outcome;
		}
		begun = {systemNumber: systemNumberOf(slip), before: before.value};
		return {outcome: 'confirmed', value: {}};
	}

	async function close(slip: Slip, onWaiting: Timing['onWaiting']): Promise<Outcome<FiscalDocument>> {
		if (begun?.systemNumber !== systemNumberOf(slip)) return refused('no-transaction', 'this slip was not opened here');
		const {before} = begun;
		const timing = {timeoutMs: timeouts.closeMs, patient: true, ...(onWaiting && {onWaiting})};
		const closing = await perform(commands.closeReceipt(slip), timing);
		if (closing.outcome === 'refused') return closing;
		begun = undefined;
		if (closing.outcome === 'unknown') return closing;
		await printFooter(slip, timing);
		const after = await read(commands.readCounters, answers.countersIn);
		const counted = after.outcome === 'confirmed' && after.value.dailyReportCount === before.dailyReportCount;
		const oneMore = counted && after.value.completedCount === before.completedCount + 1;
		if (closing.value.recovered && !oneMore) {
			return {outcome: 'unknown', reason: 'the answer kept by the printer is not borne out by its counter'};
		}
		const fiscalNumber = oneMore ? after.value.lastReceiptNumber : before.lastReceiptNumber + 1;
		return {outcome: 'confirmed', value: {fiscalNumber}};
	}

	/** The slip is fiscally done: a footer that does not come out is ended with the evidence of the next slip. */
	async function printFooter(slip: Slip, timing: Timing): Promise<void> {
		for (const command of commands.footerOf(slip, codePage)) {
			if ((await conversation.ask(command, timing)).kind !== 'answered') return;
		}
	}

	async function cancel(): Promise<Outcome> {
		begun = undefined;
		const reply = await conversation.ask(commands.cancelPrinting, {timeoutMs: timeouts.lineMs, patient: true});
		return done(reply, [nothingBegun]);
	}

	async function finishFooter(): Promise<Outcome> {
		const reply = await conversation.ask(commands.endFooter, {timeoutMs: timeouts.lineMs, patient: true});
		return done(reply, [nothingBegun, wrongState, noFooterPending]);
	}

	async function dailyReport(businessDay: string): Promise<Outcome<ReportedDay>> {
		const before = await read(commands.readCounters, answers.countersIn);
		if (before.outcome === 'unknown') return refused('not-connected', `nothing was begun: ${before.reason}`);
		if (before.outcome === 'refused') return before;
		const timing = {timeoutMs: timeouts.reportMs, patient: true};
		const report = await perform(commands.reportDay(businessDay), timing);
		if (report.outcome !== 'confirmed') return report;
		const reportNumber = before.value.dailyReportCount + 1;
		if (!report.value.recovered) return {outcome: 'confirmed', value: {reportNumber}};
		const after = await read(commands.readCounters, answers.countersIn);
		if (after.outcome === 'confirmed' && after.value.dailyReportCount === reportNumber) {
			return {outcome: 'confirmed', value: {reportNumber}};
		}
		return {outcome: 'unknown', reason: 'the answer kept by the printer is not borne out by its counter'};
	}

	async function openDrawer(): Promise<Outcome> {
		return done(await conversation.ask(commands.kickDrawer, {timeoutMs: timeouts.readMs}), []);
	}

	return {
		limits,
		identify: () => inTurn(identify),
		status: () => conversation.status(),
		evidence: () => inTurn(evidence),
		health: () => inTurn(async () => healthTold(await health())),
		totals: () => inTurn(totals),
		vatTable: () => inTurn(() => read<VatTable>(commands.readVat, answers.vatTableIn)),
		clock: () => inTurn(() => read(commands.readClock, answers.wallTimeIn)),
		maySell: (name, vat) => inTurn(() => maySell(name, vat)),
		open: slip => inTurn(() => open(slip)),
		close: (slip, {onWaiting}) => inTurn(() => close(slip, onWaiting)),
		cancel: () => inTurn(cancel),
		finishFooter: () => inTurn(finishFooter),
		dailyReport: businessDay => inTurn(() => dailyReport(businessDay)),
		moveCash: movement => inTurn(() => moveCash(movement)),
		openDrawer: () => inTurn(openDrawer),
		async stop() {
			await transport.stop();
			conversation.stop();
		},
	};
}

const notConnected: PrinterFault = {code: 'not-connected', detail: 'no connection'};

function outcomeOf(reply: Reply, line?: number): Outcome<Answered> {
	switch (reply.kind) {
		case 'answered':
			return {outcome: 'confirmed', value: reply};
		case 'refused':
			return {outcome: 'refused', fault: faultOf({...reply, ...(line !== undefined && {line})})};
		case 'not-sent':
			return {outcome: 'refused', fault: notConnected};
		case 'silent':
			return {outcome: 'unknown', reason: reply.reason};
	}
}

/** Also done where the printer refuses because there is nothing to do. */
function done(reply: Reply, nothingToDo: readonly number[]): Outcome {
	if (reply.kind === 'refused' && !reply.inFrame && nothingToDo.includes(reply.code)) return confirmed;
	const outcome = outcomeOf(reply);
	return outcome.outcome === 'confirmed' ? confirmed : outcome;
}
