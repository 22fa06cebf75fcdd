/**
 * A fiscal printer that speaks ElzabESC: ELZAB Mera, Zeta and their kin. Experimental: written from public programs, and
 * tried on no printer yet.
 *
 *   open    54, 55, 5F; D9, 66, DA; 21, [4B], (item, [discount], 50)…, (end, payments, lines, 50)
 *   close   24, and whatever came of it: 54, 55, 5F; D9, 66, DA
 *
 * P1  `confirmed` of a close rests on the printer's counters, never on its ACK alone: an ACK does not tell what it is
 *     about. Where the model does not tell its totals, on the ACK and the number of the receipt together.
 * P2  A refusal counts only where the counters say that nothing was sold; everything else is `unknown`.
 * P3  After a silence nothing is sent but questions, and the word to go on printing what the printer holds already.
 * P4  The counters are worth nothing while something is being printed, or waits for paper to be.
 */
import type {PrinterEvidence} from '../../domain/evidence.ts';
import type {PrinterHealth, PrinterTotals} from '../../domain/printer-account.ts';
import {type Slip, systemNumberOf} from '../../domain/slip.ts';
import type {VatTable} from '../../domain/vat.ts';
import {type Clock, systemClock} from '../clock.ts';
import type {
	FiscalDocument,
	FiscalPrinter,
	OpenedSlip,
	Outcome,
	PrinterIdentity,
	PrinterLimits,
	PrinterStatus,
	ReportedDay,
} from '../fiscal-printer.ts';
import {confirmed, createTurns, refused, whyIdle} from '../outcomes.ts';
import type {Transport} from '../transport.ts';
import * as answers from './answers.ts';
import * as commands from './commands.ts';
import {createConversation, type Reply} from './conversation.ts';
import {type Counters, hasSoldNothing, isPrinted, isUnsold} from './counters.ts';
import {voidedBecause} from './errors.ts';
import {createReadings, type FlagsReply, type NotDone} from './readings.ts';

export interface ElzabTimeouts {
	/** A question, and a step of a slip. */
	readonly readMs: number;
	/** Until the printer is asked what it is doing. */
	readonly closeMs: number;
	readonly reportMs: number;
	readonly pollMs: number;
	readonly statusMs: number;
	readonly quietMs: number;
}

/** Public drivers wait for ten seconds, and for thirty where something is printed. */
const usualTimeouts: ElzabTimeouts = {
	readMs: 3000,
	closeMs: 10_000,
	reportMs: 30_000,
	pollMs: 1000,
	statusMs: 1000,
	quietMs: 50,
};

const idlePollsMax = 2;
/** After so many a printer that still says that it prints is believed no more. */
const busyPollsMax = 120;
const silentPollsMax = 5;

type Waiting = (status: PrinterStatus) => void;

export function createElzabPrinter(
	options: {
		readonly transport: Transport;
		/** As the profile has it: no sequence is publicly known that asks for it. */
		readonly uniqueNumber: string;
		readonly clock?: Clock;
		readonly timeouts?: Partial<ElzabTimeouts>;
	} & Partial<commands.Dialect>,
): FiscalPrinter {
	const {transport, uniqueNumber, clock = systemClock, codePage = 'windows-1250', nameLength = 28} = options;
	const dialect: commands.Dialect = {codePage, nameLength};
	const timeouts = {...usualTimeouts, ...options.timeouts};
	const {readMs, statusMs, quietMs, pollMs} = timeouts;
	const conversation = createConversation({transport, clock, statusMs, quietMs});
	const {readFlags, read, readIfKnown, readCounters, notDone} = createReadings({conversation, readMs, statusMs});
	const inTurn = createTurns();
	let begun: {readonly systemNumber: string; readonly before: Counters} | undefined;

	/** Packages cannot be told: no number of one is within these. */
	const limits: PrinterLimits = {
		nameLength,
		lineCountMax: 200,
		priceGroszeMax: 99_999_999,
		lineGroszeMax: 99_999_999,
		packageNumberMax: -1,
	};

	const away = (detail: string): PrinterStatus => ({condition: 'disconnected', paperNearEnd: false, detail});

	function statusOf(flags: FlagsReply): PrinterStatus {
		if (!('kind' in flags)) return answers.statusOf(flags);
		return away(flags.kind === 'refused' ? 'its flags cannot be asked for' : flags.reason);
	}

	async function status(): Promise<PrinterStatus> {
		if (!transport.connected) return away('no connection');
		if (conversation.isPrinting) return {condition: 'busy', paperNearEnd: false, detail: 'an answer is awaited'};
		return statusOf(await readFlags());
	}

	/** What it stopped for want of paper goes on when there is paper again. */
	async function goOn(): Promise<PrinterStatus> {
		const flags = await readFlags();
		if ('kind' in flags || !answers.isStopped(flags) || answers.isOutOfPaper(flags)) return statusOf(flags);
		await conversation.ask(commands.resumePrinting, {timeoutMs: readMs});
		return statusOf(await readFlags());
	}

	/** Why nothing need be sent, or can be learnt. */
	async function whyAway(): Promise<NotDone | undefined> {
		return whyIdle(await goOn());
	}

	function whenReady<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
		return inTurn(async () => (await whyAway()) ?? (await work()));
	}

	async function identify(): Promise<Outcome<PrinterIdentity>> {
		const flags = await read(commands.readModuleFlags, answers.byteIn);
		if (flags.outcome !== 'confirmed') return flags;
		const {fiscal, version} = answers.moduleIn(flags.value);
		return {outcome: 'confirmed', value: {model: 'ELZAB (ElzabESC)', firmware: String(version), uniqueNumber, fiscal}};
	}

	async function evidence(): Promise<Outcome<PrinterEvidence>> {
		const counters = await readCounters();
		if (counters.outcome !== 'confirmed') return counters;
		const {reportNumber, receiptNumber, isOpen, gross} = counters.value;
		return {
			outcome: 'confirmed',
			value: {
				uniqueNumber,
				namedBy: 'profile',
				dailyReportCount: reportNumber,
				completedCount: receiptNumber,
				mayCountCancelled: true,
				lastReceiptNumber: receiptNumber,
				transaction: isOpen ? 'open' : 'none',
				...(gross !== undefined && {dayGrossByLetter: gross}),
			},
		};
	}

	async function health(): Promise<Outcome<PrinterHealth>> {
		const flags = await readFlags();
		if ('kind' in flags) return await notDone(flags, 'its flags');
		const module = await read(commands.readModuleFlags, answers.byteIn);
		if (module.outcome !== 'confirmed') return module;
		const drawer = await readIfKnown(commands.readDrawerFlags, answers.byteIn);
		if (drawer.outcome !== 'confirmed') return drawer;
		const all = {...flags, module: module.value, drawer: drawer.value};
		const detail = `${answers.statusOf(flags).detail}, 5B ${module.value.toString(16)}`;
		return {outcome: 'confirmed', value: {blocks: answers.blocksIn(all), warnings: answers.warningsIn(all), detail}};
	}

	async function totals(): Promise<Outcome<PrinterTotals>> {
		const counters = await readCounters();
		if (counters.outcome !== 'confirmed') return counters;
		const {gross, receiptNumber} = counters.value;
		if (gross === undefined) return refused('protocol', 'this model does not tell its totals');
		return {outcome: 'confirmed', value: {uniqueNumber, grossByLetter: gross, receiptCount: receiptNumber}};
	}

	async function open(slip: Slip): Promise<Outcome<OpenedSlip>> {
		begun = undefined;
		const untold = commands.whatCannotBeTold(slip);
		if (untold !== undefined) return {outcome: 'refused', fault: untold};
		const away = await whyAway();
		if (away !== undefined) return away;
		const before = await readCounters();
		if (before.outcome === 'unknown') return refused('not-connected', `nothing was begun: ${before.reason}`);
		if (before.outcome === 'refused') return before;
		if (before.value.isOpen) return refused('transaction-open', 'a receipt is open');
		const beginning = await conversation.ask(commands.beginReceipt, {timeoutMs: readMs});
		if (beginning.kind !== 'answered') return await notDone(beginning, '21');
		const outcome = await tell(slip);
		if (outcome.outcome !== 'confirmed') return outcome;
		begun = {systemNumber: systemNumberOf(slip), before: before.value};
		return {outcome: 'confirmed', value: {}};
	}

	async function tell(slip: Slip): Promise<Outcome> {
		if (slip.buyerNip !== undefined) {
			const reply = await conversation.ask(commands.nameBuyer(slip.buyerNip, dialect), {timeoutMs: readMs});
			if (reply.kind === 'refused') return refused('nip', 'NAK to 4B');
			if (reply.kind !== 'answered') return {outcome: 'unknown', reason: reply.reason};
		}
		for (const [index, line] of slip.lines.entries()) {
			const outcome = await tellStep(commands.sellLine(line, dialect), index + 1);
			if (outcome.outcome !== 'confirmed') return outcome;
		}
		return await tellStep(commands.endOfSlip(slip, dialect));
	}

	/** What the printer does not answer, and how it took it. */
	async function tellStep(after: readonly commands.Command[], line?: number): Promise<Outcome> {
		const reply = await conversation.ask(commands.check, {timeoutMs: readMs, after});
		if (reply.kind === 'not-sent' || reply.kind === 'silent') return {outcome: 'unknown', reason: reply.reason};
		const fault = {code: 'other', detail: 'NAK to 50', ...(line !== undefined && {line})} as const;
		if (reply.kind === 'refused') return {outcome: 'refused', fault};
		const code = answers.byteIn(reply.data) ?? 0;
		return code === 0 ? confirmed : {outcome: 'refused', fault: voidedBecause(code, line)};
	}

	/** Returns when the printer prints no more, or does not answer any more; waits for paper as long as it takes. */
	async function waitForPrinting(onWaiting: Waiting): Promise<void> {
		let idlePolls = 0;
		let silentPolls = 0;
		let busyPolls = 0;
		while (idlePolls < idlePollsMax && silentPolls < silentPollsMax && busyPolls < busyPollsMax) {
			const now = await goOn();
			if (now.condition === 'disconnected' && !transport.connected) return;
			idlePolls = now.condition === 'ready' ? idlePolls + 1 : 0;
			silentPolls = now.condition === 'disconnected' ? silentPolls + 1 : 0;
			busyPolls = now.condition === 'busy' ? busyPolls + 1 : 0;
			if (now.condition === 'ready') continue;
			if (now.condition !== 'busy' && now.condition !== 'disconnected') onWaiting(now);
			await new Promise<void>(resolve => void clock.after(pollMs, resolve));
		}
	}

	/** Sends what prints, once, and reads what came of it. */
	async function print(
		question: commands.Question,
		{timeoutMs, onWaiting = () => {}}: {readonly timeoutMs: number; readonly onWaiting?: Waiting | undefined},
	): Promise<{readonly reply: Reply; readonly after: Outcome<Counters>}> {
		const reply = await conversation.ask(question, {timeoutMs, prints: true});
		if (reply.kind === 'not-sent') return {reply, after: refused('not-connected', reply.reason)};
		await waitForPrinting(onWaiting);
		return {reply, after: await readCounters()};
	}

	async function close(slip: Slip, onWaiting: Waiting): Promise<Outcome<FiscalDocument>> {
		if (begun?.systemNumber !== systemNumberOf(slip)) return refused('no-transaction', 'this slip was not opened here');
		const {before} = begun;
		begun = undefined;
		const {reply, after} = await print(commands.closeReceipt, {timeoutMs: timeouts.closeMs, onWaiting});
		if (reply.kind === 'not-sent') return await notDone(reply, '24');
		if (after.outcome !== 'confirmed') return {outcome: 'unknown', reason: 'the counters could not be read'};
		if (isPrinted(slip, before, after.value, reply.kind === 'answered')) {
			return {outcome: 'confirmed', value: {fiscalNumber: after.value.receiptNumber}};
		}
		if (reply.kind === 'refused' && isUnsold(before, after.value)) return await notDone(reply, '24');
		return {outcome: 'unknown', reason: 'the counters do not bear it out'};
	}

	async function cancel(): Promise<Outcome> {
		begun = undefined;
		const before = await read(commands.readReceiptFlags, answers.byteIn);
		if (before.outcome !== 'confirmed') return before;
		if (!answers.isReceiptOpen({receipt: before.value})) return confirmed;
		const {reply, after} = await print(commands.cancelReceipt, {timeoutMs: timeouts.closeMs});
		if (reply.kind === 'not-sent') return await notDone(reply, '23');
		if (after.outcome !== 'confirmed') return {outcome: 'unknown', reason: 'the printer could not be asked afterwards'};
		if (!after.value.isOpen) return confirmed;
		return reply.kind === 'answered'
			? {outcome: 'unknown', reason: 'a receipt stays open'}
			: await notDone(reply, '23');
	}

	/** The printer dates it by its own clock: no sequence is known that tells the day. */
	async function dailyReport(): Promise<Outcome<ReportedDay>> {
		const before = await readCounters();
		if (before.outcome === 'unknown') return refused('not-connected', `nothing was begun: ${before.reason}`);
		if (before.outcome === 'refused') return before;
		const flags = await readFlags();
		const isDue = !('kind' in flags) && answers.isReportDue(flags);
		if (hasSoldNothing(before.value) && !isDue)
			return refused('nothing-to-report', 'no receipt since the last daily report');
		const {reply, after} = await print(commands.reportDay, {timeoutMs: timeouts.reportMs});
		if (reply.kind === 'not-sent') return await notDone(reply, '25');
		if (after.outcome !== 'confirmed') return {outcome: 'unknown', reason: 'the counters could not be read'};
		const {reportNumber} = after.value;
		if (reportNumber === before.value.reportNumber + 1) return {outcome: 'confirmed', value: {reportNumber}};
		if (reply.kind === 'refused' && reportNumber === before.value.reportNumber) return await notDone(reply, '25');
		return {outcome: 'unknown', reason: 'the number of the last daily report does not bear it out'};
	}

	async function openDrawer(): Promise<Outcome> {
		const reply = await conversation.ask(commands.kickDrawer, {timeoutMs: readMs});
		return reply.kind === 'answered' ? confirmed : await notDone(reply, '57');
	}

	return {
		limits,
		identify: () => whenReady(identify),
		status,
		evidence: () => whenReady(evidence),
		health: () => whenReady(health),
		totals: () => whenReady(totals),
		vatTable: () => whenReady<VatTable>(() => read(commands.readVatRates, answers.vatIn)),
		clock: () => whenReady(() => read(commands.readClock, answers.wallTimeIn)),
		// No sequence is known that asks whether a name is bound to another rate.
		maySell: async () => ({outcome: 'confirmed', value: true}),
		whatCannotBeTold: commands.whatCannotBeTold,
		open: slip => inTurn(() => open(slip)),
		close: (slip, {onWaiting}) => inTurn(() => close(slip, onWaiting)),
		cancel: () => whenReady(cancel),
		// No closing leaves a footer behind.
		finishFooter: async () => confirmed,
		dailyReport: () => whenReady(dailyReport),
		moveCash: async () =>
			refused('other', 'no sequence is publicly known that puts money into the drawer or takes it out'),
		openDrawer: () => whenReady(openDrawer),
		async stop() {
			await transport.stop();
			conversation.stop();
		},
	};
}
