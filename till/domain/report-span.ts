/**
 * The spans of one printer, from one daily report to the next, and what the printer says of each beside what the book has.
 *
 *   start ──slips of the book──► end
 *     report        its counters began anew: what it says at the end is of this span alone
 *     book          the book's first entry: the printer may have sold before, for somebody else
 *     unclear       after a report that nobody knows the fate of
 *     not-held      the till no longer has the beginning
 */

import {letterGross} from './daily-report.ts';
import {type BookEntry, type BookedSlip, type DayAccount, type LiveRefusal, reportEffect} from './day-account.ts';
import type {DailyReport, LetterGross, ReportResult} from './entry.ts';
import {type EntryRange, numbersIn, rangesOf} from './entry-range.ts';
import type {GrossByLetter} from './evidence.ts';
import {type Grosze, grosze, sumGrosze, zeroGrosze} from './money.ts';
import {type VatLetter, vatLetters} from './vat.ts';

export type SpanStart =
	| {readonly kind: 'report'; readonly id: string}
	| {readonly kind: 'book'}
	| {readonly kind: 'unclear'; readonly id: string}
	| {readonly kind: 'not-held'};

export type SpanEnd =
	| {readonly kind: 'report'; readonly id: string; readonly result: ReportResult; readonly reportNumber?: number}
	/** No report yet; the printer said what it had counted. */
	| {readonly kind: 'live'}
	| {readonly kind: 'open'};

export interface SpanSlip extends BookedSlip {
	/** The receipt it is on. */
	readonly id: string;
	readonly businessDay: string;
}

/** What a printer counted since its last report. */
export type PrinterFigures = Pick<DailyReport, 'receiptCount' | 'gross'>;

export interface ReportSpan {
	readonly printer: string;
	readonly start: SpanStart;
	readonly end: SpanEnd;
	/** Business day of the report at the end. */
	readonly endDay?: string;
	readonly slips: readonly SpanSlip[];
	/** Reports that the printer made in between by its own numbers, and that are not in the book: somebody pressed its key. */
	readonly unbookedReportCount: number;
	/** Entries of reports that the printer did not make: the span goes on after them. */
	readonly attempts: readonly string[];
	/** Slips given up meanwhile, whichever printer they were for. */
	readonly givenUp: readonly BookEntry[];
	/** Numbers whose entry is not in the book, or cannot be read. */
	readonly missing: readonly EntryRange[];
	readonly figures?: PrinterFigures;
	readonly untold?: Untold;
}

/** Why nobody said what the printer counted. */
type Untold =
	| {readonly code: 'not-asked'; readonly why: LiveRefusal; readonly detail?: string}
	/** The till is off, or another printer stands there now. */
	| {readonly code: 'not-reported'}
	| {readonly code: 'report-pending'};

export type LetterVerdict =
	| {readonly letter: VatLetter; readonly state: 'equal'; readonly tillGrosze: Grosze}
	/** The difference is the printer's less the book's. */
	| {
			readonly letter: VatLetter;
			readonly state: 'differs';
			readonly tillGrosze: Grosze;
			readonly printerGrosze: Grosze;
			readonly differenceGrosze: Grosze;
	  }
	| {readonly letter: VatLetter; readonly state: 'unknown'; readonly tillGrosze: Grosze};

export type CountVerdict =
	| {readonly state: 'equal'; readonly tillCount: number}
	| {readonly state: 'differs'; readonly tillCount: number; readonly printerCount: number}
	| {readonly state: 'unknown'; readonly tillCount: number};

export type SpanUnknown =
	/** Whether the report was printed. */
	| {readonly code: 'report-unknown'}
	| {readonly code: 'report-pending'}
	| {readonly code: 'start-unclear'}
	| {readonly code: 'start-not-held'}
	/** The two differ, and the book lacks entries. */
	| {readonly code: 'entries-missing'}
	| {readonly code: 'not-asked'; readonly why: LiveRefusal; readonly detail?: string};

export type SpanVerdict =
	| {readonly state: 'equal'}
	| {readonly state: 'differs'}
	| {readonly state: 'unknown'; readonly reason: SpanUnknown}
	/** The sales after the last report, of which nobody was asked. */
	| {readonly state: 'not-reported'};

/** All spans of a printer in what an account holds, oldest first; the last one has no report. */
export function spansOf(printer: string, account: DayAccount): readonly ReportSpan[] {
	const {entries, range} = account;
	const spans: ReportSpan[] = [];
	let start: SpanStart = range.from === 1 && account.beginsAt === 1 ? {kind: 'book'} : {kind: 'not-held'};
	let from = range.from;
	/** Where the last report told its number. */
	let lastNumber: number | undefined;
	for (const {id, entry, businessDay, report} of entries) {
		const effect = report?.printer === printer ? reportEffect[report.result] : 'goes-on';
		if (report === undefined || effect === 'goes-on') continue;
		const {result, reportNumber, receiptCount, gross} = report;
		spans.push({
			...contentOf(printer, entries, {from, to: entry}),
			start,
			unbookedReportCount: numbersBetween(lastNumber, reportNumber),
			end: {kind: 'report', id, result, ...(reportNumber !== undefined && {reportNumber})},
			endDay: businessDay,
			figures: {receiptCount, gross},
		});
		start = effect === 'ends' ? {kind: 'report', id} : {kind: 'unclear', id};
		if (result !== 'nothing-to-report') lastNumber = reportNumber;
		from = entry + 1;
	}
	const content = contentOf(printer, entries, {from, to: range.to});
	return [...spans, {...content, start, unbookedReportCount: 0, ...openEnd(printer, account)}];
}

export function slipGross(slips: Iterable<Pick<BookedSlip, 'gross'>>): readonly LetterGross[] {
	const sums: Partial<Record<VatLetter, Grosze>> = {};
	for (const {gross} of slips)
		for (const {letter, grossGrosze} of gross) sums[letter] = grosze((sums[letter] ?? 0) + grossGrosze);
	return letterGross(sums);
}

/** Letters under which neither sold anything are left out. */
export function letterVerdicts({slips, figures, ...span}: ReportSpan): readonly LetterVerdict[] {
	const till = byLetter(slipGross(slips));
	const told = hasPlainBounds(span) ? figures : undefined;
	const printer = byLetter(told?.gross ?? []);
	return vatLetters.flatMap((letter): readonly LetterVerdict[] => {
		const tillGrosze = till[letter] ?? zeroGrosze;
		const printerGrosze = printer[letter] ?? zeroGrosze;
		if (tillGrosze === 0 && printerGrosze === 0) return [];
		if (told === undefined) return [{letter, state: 'unknown', tillGrosze}];
		if (tillGrosze === printerGrosze) return [{letter, state: 'equal', tillGrosze}];
		const differenceGrosze = grosze(printerGrosze - tillGrosze);
		return [{letter, state: 'differs', tillGrosze, printerGrosze, differenceGrosze}];
	});
}

export function countVerdict({slips, figures, ...span}: ReportSpan): CountVerdict {
	const tillCount = slips.length;
	if (figures === undefined || !hasPlainBounds(span)) return {state: 'unknown', tillCount};
	const {receiptCount: printerCount} = figures;
	return printerCount === tillCount ? {state: 'equal', tillCount} : {state: 'differs', tillCount, printerCount};
}

export function spanVerdict(span: ReportSpan): SpanVerdict {
	const {start, end, untold, missing} = span;
	const unknown = (reason: SpanUnknown): SpanVerdict => ({state: 'unknown', reason});
	if (end.kind === 'report' && reportEffect[end.result] === 'unclear') return unknown({code: 'report-unknown'});
	if (untold?.code === 'report-pending') return unknown({code: 'report-pending'});
	if (untold?.code === 'not-reported') return {state: 'not-reported'};
	if (start.kind === 'unclear') return unknown({code: 'start-unclear'});
	if (start.kind === 'not-held') return unknown({code: 'start-not-held'});
	if (untold !== undefined) return unknown(untold);
	const isEqual = [countVerdict(span), ...letterVerdicts(span)].every(({state}) => state === 'equal');
	if (isEqual) return {state: 'equal'};
	return missing.length > 0 ? unknown({code: 'entries-missing'}) : {state: 'differs'};
}

/** What the printer counted is what was sold between the two bounds. */
function hasPlainBounds({start, end}: Pick<ReportSpan, 'start' | 'end'>): boolean {
	if (end.kind === 'report' && reportEffect[end.result] === 'unclear') return false;
	return start.kind === 'report' || start.kind === 'book';
}

function numbersBetween(former: number | undefined, number: number | undefined): number {
	return former === undefined || number === undefined ? 0 : Math.max(0, number - former - 1);
}

function openEnd(
	printer: string,
	{live, pendingReports}: DayAccount,
): Pick<ReportSpan, 'end' | 'figures'> & {readonly untold?: Untold} {
	const open = (untold: Untold) => ({end: {kind: 'open'}, untold}) as const;
	if (pendingReports.includes(printer)) return open({code: 'report-pending'});
	const answer = live?.find(each => each.printer === printer);
	if (answer === undefined) return open({code: 'not-reported'});
	if (answer.state === 'told') {
		const {receiptCount, gross} = answer;
		return {end: {kind: 'live'}, figures: {receiptCount, gross}};
	}
	const {why, detail} = answer;
	return open({code: 'not-asked', why, ...(detail !== undefined && {detail})});
}

function contentOf(
	printer: string,
	all: readonly BookEntry[],
	range: EntryRange,
): Pick<ReportSpan, 'printer' | 'slips' | 'attempts' | 'givenUp' | 'missing'> {
	const entries = all.filter(({entry}) => entry >= range.from && entry <= range.to);
	return {
		printer,
		slips: entries.flatMap(({id, businessDay, slips}) =>
			slips.filter(slip => slip.printer === printer).map(slip => ({...slip, id, businessDay})),
		),
		attempts: entries.flatMap(({id, report}) =>
			report?.printer === printer && reportEffect[report.result] === 'goes-on' ? [id] : [],
		),
		givenUp: entries.filter(({givenUp}) => givenUp !== undefined),
		missing: missingIn(entries, range),
	};
}

/** The numbers of a range under which there is no entry, or none that can be read. */
export function missingIn(
	entries: readonly Pick<BookEntry, 'entry' | 'unread'>[],
	range: EntryRange,
): readonly EntryRange[] {
	const read = new Set(entries.filter(({unread}) => unread === undefined).map(({entry}) => entry));
	return rangesOf(Array.from(numbersIn([range])).filter(number => !read.has(number)));
}

function byLetter(gross: readonly LetterGross[]): GrossByLetter {
	const sums: Partial<Record<VatLetter, Grosze>> = {};
	for (const {letter, grossGrosze} of gross) sums[letter] = grossGrosze;
	return sums;
}

export function depositsOf(slips: Iterable<Pick<BookedSlip, 'depositsGrosze'>>): Grosze {
	return sumGrosze(Array.from(slips, ({depositsGrosze}) => depositsGrosze));
}
