/**
 * The daily report of one printer: what the till keeps of it before it is asked for, and what became of it when no
 * answer came.
 *
 *   kept ──asked for──► printed | nothing-to-report | refused          the printer's answer
 *     │                     │
 *     │                     └──silence, or the power went──► asked after ──► printed | not-printed | unknown
 *     └──────────────────────────────────────────────────────────▲
 *
 * D1  A report is asked for once; after a silence the printer is only asked what it has printed.
 * D2  What was kept is forgotten when its result is in the book, and not before.
 */
import type {LetterGross, ReportResult} from './entry.ts';
import type {GrossByLetter, PrinterEvidence} from './evidence.ts';
import {zeroGrosze} from './money.ts';
import type {PrinterHealth, PrinterTotals} from './printer-account.ts';
import {vatLetters} from './vat.ts';

/** What is on disk before a printer is asked for its report. */
export interface ReportIntent {
	/** Who wished it. */
	readonly cashier: {readonly id: string; readonly name: string};
	readonly before: Pick<PrinterEvidence, 'uniqueNumber' | 'dailyReportCount' | 'memoryClearCount'>;
	/** What the report will say. */
	readonly totals: Pick<PrinterTotals, 'receiptCount' | 'grossByLetter'>;
}

/** What became of a report that was not answered, by what the printer says now. */
export function reportVerdict(
	{before}: ReportIntent,
	now: PrinterEvidence,
): Extract<ReportResult, 'printed' | 'not-printed' | 'unknown'> {
	if (now.uniqueNumber !== before.uniqueNumber || now.memoryClearCount !== before.memoryClearCount) return 'unknown';
	return now.dailyReportCount === before.dailyReportCount ? 'not-printed' : 'printed';
}

/** Some printers report a day on which nothing was sold, and lose a place of their fiscal memory by it: those are not asked. */
export function hasNothingToReport(
	{receiptCount, cancelledCount, grossByLetter}: PrinterTotals,
	{unreportedSince, blocks}: PrinterHealth,
): boolean {
	if (unreportedSince !== undefined || blocks.includes('report-due')) return false;
	return receiptCount === 0 && cancelledCount === 0 && letterGross(grossByLetter).length === 0;
}

/** The letters that something was sold under, in their order. */
export function letterGross(gross: GrossByLetter): readonly LetterGross[] {
	return vatLetters.flatMap(letter => {
		const grossGrosze = gross[letter] ?? zeroGrosze;
		return grossGrosze === 0 ? [] : [{letter, grossGrosze}];
	});
}
