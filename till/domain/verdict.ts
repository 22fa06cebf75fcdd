/**
 * Was the slip printed? The printer's memory before it was begun, held against what it says now.
 *
 *   another device, or one whose memory was cleared        unclear, but for what names the slip itself
 *   the request that it was handed over as, its number     decide by themselves, unless the request is forgotten
 *   counters                                               only an exact difference decides, and only with a witness:
 *                                                          the last document's sums, or the growth of the day's totals
 *   counters at zero, of a printer that has no name        unclear: whoever stood in its place would say the same
 *
 * Whatever else happened to the printer meanwhile (another program, a daily report) leaves it unclear. Nothing here
 * guesses: `unclear` is a question to a person.
 */
import {unreachable} from './assert.ts';
import type {GrossByLetter, PrinterEvidence} from './evidence.ts';
import {type Grosze, grosze, zeroGrosze} from './money.ts';
import {type Slip, systemNumberOf} from './slip.ts';
import {vatLetters} from './vat.ts';

export type Verdict =
	| {readonly kind: 'printed'; readonly fiscalNumber: number; readonly footerPending: boolean}
	| {readonly kind: 'not-printed'}
	/** A transaction is still open: nothing was printed, and it has to be cancelled. */
	| {readonly kind: 'open'}
	/** The printer has the slip before it; nothing is decided. */
	| {readonly kind: 'waiting'}
	| {readonly kind: 'unclear'};

export interface SlipBefore {
	readonly slip: Slip;
	/** What the printer said before the slip was begun. */
	readonly before: PrinterEvidence;
	/** What the printer calls the slip. */
	readonly requestId?: string;
}

const unclear: Verdict = {kind: 'unclear'};
const notPrinted: Verdict = {kind: 'not-printed'};

export function decide(known: SlipBefore, now: PrinterEvidence): Verdict {
	const verdict = decideAgain(known, now);
	return verdict.kind === 'not-printed' && isNobody(now) ? unclear : verdict;
}

/** For a slip that was found not to be printed already: whether the counters still say so, whoever tells them. */
export function decideAgain({slip, before, requestId}: SlipBefore, now: PrinterEvidence): Verdict {
	if (now.uniqueNumber !== before.uniqueNumber) return unclear;
	if (requestId !== undefined) return byRequest({slip, before, requestId}, now);
	return bySystemNumber(slip, before, now) ?? byCounters(slip, before, now);
}

function byRequest({slip, before, requestId}: SlipBefore, now: PrinterEvidence): Verdict {
	const {request} = now;
	if (request === undefined || request.requestId !== requestId) return unclear;
	switch (request.state) {
		case 'done':
			return printed(request.fiscalNumber ?? nextNumber(before));
		case 'stored':
		case 'failed':
			return notPrinted;
		case 'waiting':
			return {kind: 'waiting'};
		case 'forgotten':
			// Taken back before it was printed, or printed so long ago that it was dropped.
			return byCounters(slip, before, now);
		default:
			return unreachable(request.state);
	}
}

/** Only the slip's own number decides here; another number says that the slip was not even begun, or is not the last. */
function bySystemNumber(slip: Slip, before: PrinterEvidence, {lastTransaction, ...now}: PrinterEvidence) {
	if (lastTransaction?.systemNumber !== systemNumberOf(slip)) return undefined;
	switch (lastTransaction.state) {
		case 'closed': {
			if (lastTransaction.fiscalNumber !== undefined) return printed(lastTransaction.fiscalNumber);
			// Where a report came before the slip, or its memory was cleared, numbers have begun anew with it; where that came
			// after the slip, no number has been given since.
			const isCounted = isNumberedAnew(before, now)
				? now.lastReceiptNumber > 0
				: now.lastReceiptNumber > before.lastReceiptNumber;
			return printed(isCounted ? now.lastReceiptNumber : nextNumber(before));
		}
		case 'cancelled':
			return now.transaction === 'none' ? notPrinted : undefined;
		case 'open':
			return now.transaction === 'open' ? ({kind: 'open'} as const) : undefined;
		default:
			return unreachable(lastTransaction.state);
	}
}

function isNumberedAnew(
	before: PrinterEvidence,
	now: Pick<PrinterEvidence, 'dailyReportCount' | 'memoryClearCount'>,
): boolean {
	return now.dailyReportCount !== before.dailyReportCount || now.memoryClearCount !== before.memoryClearCount;
}

function byCounters(slip: Slip, before: PrinterEvidence, now: PrinterEvidence): Verdict {
	if (isNumberedAnew(before, now)) return unclear;
	const completed = now.completedCount - before.completedCount;
	const cancelled = (now.cancelledCount ?? 0) - (before.cancelledCount ?? 0);
	switch (now.transaction) {
		case 'open':
			// Where something was counted meanwhile, what is open now need not be this slip.
			return completed === 0 && cancelled === 0 ? {kind: 'open'} : unclear;
		case 'footer-pending': {
			// Fiscally done; whether a printer counts it now or with the footer is not written anywhere.
			const isDone = (completed === 0 || completed === 1) && cancelled === 0 && showsSlip(slip, before, now);
			const fiscalNumber = completed === 1 ? now.lastReceiptNumber : nextNumber(before);
			return isDone ? {kind: 'printed', fiscalNumber, footerPending: true} : unclear;
		}
		case 'none': {
			const isUntouched = completed === 0 && (cancelled === 0 || cancelled === 1);
			if (isUntouched) return nothingElsePrinted(before, now) && !grew(before, now) ? notPrinted : unclear;
			if (completed === 1 && now.mayCountCancelled && tellGross(before, now) && !grew(before, now)) return notPrinted;
			// A printer that tells numbers and tells another's has printed another's.
			const isOthers = now.lastTransaction !== undefined;
			const isOneMore = completed === 1 && cancelled === 0 && !isOthers && showsSlip(slip, before, now);
			return isOneMore ? printed(now.lastReceiptNumber) : unclear;
		}
		default:
			return unreachable(now.transaction);
	}
}

function printed(fiscalNumber: number): Verdict {
	return {kind: 'printed', fiscalNumber, footerPending: false};
}

/** Receipts, completed or cancelled, are numbered without gaps. */
export function nextNumber(before: PrinterEvidence): number {
	return before.lastReceiptNumber + 1;
}

/** At most the cancelled slip came out: a daily report sets counters back, and then equal ones mean nothing. */
function nothingElsePrinted(before: PrinterEvidence, now: PrinterEvidence): boolean {
	if (before.printoutCount === undefined || now.printoutCount === undefined) return true;
	const printouts = now.printoutCount - before.printoutCount;
	return printouts === 0 || printouts === 1;
}

/**
 * A printer that cannot say who it is and has sold nothing since its last report: another one in its place, or one whose
 * memory was cleared, would say the same.
 */
function isNobody({namedBy, dayGrossByLetter, completedCount}: PrinterEvidence): boolean {
	if (namedBy !== 'profile') return false;
	if (dayGrossByLetter === undefined) return completedCount === 0;
	return vatLetters.every(letter => sumOf(dayGrossByLetter, letter) === 0);
}

function tellGross(before: PrinterEvidence, now: PrinterEvidence): boolean {
	return before.dayGrossByLetter !== undefined && now.dayGrossByLetter !== undefined;
}

function grew({dayGrossByLetter: before}: PrinterEvidence, {dayGrossByLetter: now}: PrinterEvidence): boolean {
	if (before === undefined || now === undefined) return false;
	return vatLetters.some(letter => sumOf(now, letter) !== sumOf(before, letter));
}

/** Whether what was printed has the slip's sums to the grosz, as far as the printer tells; false where it tells nothing. */
function showsSlip(slip: Slip, before: PrinterEvidence, now: PrinterEvidence): boolean {
	const planned = Object.fromEntries(slip.vat.map(({letter, grossGrosze}) => [letter, grossGrosze]));
	if (now.lastDocument !== undefined) {
		const {grossByLetter, depositsChargedGrosze, depositsReturnedGrosze} = now.lastDocument;
		return isSame(grossByLetter, planned) && depositsChargedGrosze - depositsReturnedGrosze === slip.depositsGrosze;
	}
	if (now.dayGrossByLetter === undefined || before.dayGrossByLetter === undefined) return false;
	return isSame(difference(now.dayGrossByLetter, before.dayGrossByLetter), planned);
}

function difference(now: GrossByLetter, before: GrossByLetter): GrossByLetter {
	return Object.fromEntries(vatLetters.map(letter => [letter, grosze(sumOf(now, letter) - sumOf(before, letter))]));
}

function isSame(one: GrossByLetter, other: GrossByLetter): boolean {
	return vatLetters.every(letter => sumOf(one, letter) === sumOf(other, letter));
}

function sumOf(sums: GrossByLetter, letter: (typeof vatLetters)[number]): Grosze {
	return sums[letter] ?? zeroGrosze;
}
