/**
 * What may be behind the difference of a span: slips whose sums are exactly the difference, and whatever the book itself
 * is less sure of. None of it is a finding; a person looks at the paper.
 *
 * Only as many slips are named together as the printer counted more or fewer: among the sums of a busy day any amount
 * is the sum of some slips.
 */
import {letterGross} from './daily-report.ts';
import type {BookEntry, UnfinishedSlip} from './day-account.ts';
import type {LetterGross} from './entry.ts';
import type {GrossByLetter} from './evidence.ts';
import {type Grosze, grosze, sumGrosze, zeroGrosze} from './money.ts';
import {countVerdict, letterVerdicts, type ReportSpan, type SpanSlip, slipGross} from './report-span.ts';
import {type VatLetter, vatLetters} from './vat.ts';

export type Suspect =
	/** Together exactly what the printer lacks. */
	| {readonly kind: 'not-at-printer'; readonly slips: readonly SpanSlip[]}
	/** Exactly what the printer has too much: it may have been printed twice. */
	| {readonly kind: 'printed-twice'; readonly slip: SpanSlip}
	/** The printer reported past the till: what it sold before that is in those reports. */
	| {readonly kind: 'other-reports'; readonly count: number}
	/** It is in the book on a person's word alone. */
	| {readonly kind: 'cashier-word'; readonly slip: SpanSlip}
	/** An event entry: the slip was given up, and is not on the receipt. */
	| {
			readonly kind: 'given-up';
			readonly id: string;
			readonly saleId: string;
			readonly amountGrosze: Grosze;
			/** The difference is exactly this. */
			readonly explains: boolean;
	  }
	/** A sale without a receipt yet. */
	| {readonly kind: 'unfinished'; readonly slip: UnfinishedSlip; readonly explains: boolean};

export interface Suspects {
	readonly suspects: readonly Suspect[];
	/** Slips that fit the difference as well as those that are named. */
	readonly furtherCount: number;
}

const namedCountMax = 10;
const noSuspects: Suspects = {suspects: [], furtherCount: 0};

/** Of a span whose sums or counts differ. */
export function suspectsOf(
	span: ReportSpan,
	{receipts, unfinished}: {readonly receipts: readonly BookEntry[]; readonly unfinished: readonly UnfinishedSlip[]},
): Suspects {
	const count = countVerdict(span);
	const difference = differenceOf(span);
	if (count.state === 'unknown' || (count.state === 'equal' && letterGross(difference).length === 0)) return noSuspects;
	const moreCount = count.state === 'differs' ? count.printerCount - count.tillCount : 0;
	const fitting = [...missingSlips(span, {difference, moreCount}), ...doubledSlips(span, {difference, moreCount})];
	const {unbookedReportCount} = span;
	const unsure: readonly Suspect[] = [
		...(unbookedReportCount > 0 ? [{kind: 'other-reports', count: unbookedReportCount} as const] : []),
		...span.slips.filter(({proof}) => proof === 'cashier').map((slip): Suspect => ({kind: 'cashier-word', slip})),
		...givenUpSlips(span, {difference, receipts}),
		...unfinished
			.filter(({printer, state}) => printer === span.printer && state !== 'not-printed')
			.map((slip): Suspect => ({kind: 'unfinished', slip, explains: keyOf(sums(slip)) === keyOf(difference)})),
	];
	return {
		suspects: [...fitting.slice(0, namedCountMax), ...unsure],
		furtherCount: Math.max(0, fitting.length - namedCountMax),
	};
}

interface Difference {
	/** The printer's less the book's. */
	readonly difference: GrossByLetter;
	readonly moreCount: number;
}

function missingSlips({slips}: ReportSpan, {difference, moreCount}: Difference): readonly Suspect[] {
	const wanted = less({}, difference);
	const suspect = (...found: readonly SpanSlip[]): Suspect => ({kind: 'not-at-printer', slips: found});
	const ordered = leastSureFirst(slips);
	if (moreCount === -1) return withSums(ordered, wanted).map(slip => suspect(slip));
	return moreCount === -2 ? pairsWithSums(ordered, wanted).map(pair => suspect(...pair)) : [];
}

function doubledSlips({slips}: ReportSpan, {difference, moreCount}: Difference): readonly Suspect[] {
	if (moreCount !== 1) return [];
	return withSums(leastSureFirst(slips), difference).map(slip => ({kind: 'printed-twice', slip}));
}

/** A receipt that has a slip on this printer had the one that was given up on another. */
function givenUpSlips(
	{printer, givenUp}: ReportSpan,
	{difference, receipts}: {readonly difference: GrossByLetter; readonly receipts: readonly BookEntry[]},
): readonly Suspect[] {
	const moreGrosze = sumGrosze(letterGross(difference).map(({grossGrosze}) => grossGrosze));
	return givenUp.flatMap(({id, givenUp: slip}): readonly Suspect[] => {
		if (slip === undefined) return [];
		const {saleId, amountGrosze} = slip;
		const receipt = receipts.find(({sale}) => sale?.saleId === saleId);
		if (receipt?.slips.some(other => other.printer === printer)) return [];
		return [{kind: 'given-up', id, saleId, amountGrosze, explains: amountGrosze === moreGrosze}];
	});
}

const sureness: Readonly<Record<SpanSlip['proof'], number>> = {cashier: 0, counters: 1, answer: 2};

function leastSureFirst(slips: readonly SpanSlip[]): readonly SpanSlip[] {
	return slips.toSorted((one, other) => sureness[one.proof] - sureness[other.proof]);
}

function withSums(slips: readonly SpanSlip[], wanted: GrossByLetter): readonly SpanSlip[] {
	const key = keyOf(wanted);
	return slips.filter(slip => keyOf(sums(slip)) === key);
}

/** Each pair once. */
function pairsWithSums(slips: readonly SpanSlip[], wanted: GrossByLetter): readonly (readonly [SpanSlip, SpanSlip])[] {
	const before = new Map<string, SpanSlip[]>();
	const pairs: (readonly [SpanSlip, SpanSlip])[] = [];
	for (const slip of slips) {
		const partners = before.get(keyOf(less(wanted, sums(slip)))) ?? [];
		for (const partner of partners) pairs.push([partner, slip]);
		const key = keyOf(sums(slip));
		before.set(key, [...(before.get(key) ?? []), slip]);
	}
	return pairs;
}

function differenceOf(span: ReportSpan): GrossByLetter {
	const difference: Partial<Record<VatLetter, Grosze>> = {};
	for (const verdict of letterVerdicts(span))
		if (verdict.state === 'differs') difference[verdict.letter] = verdict.differenceGrosze;
	return difference;
}

function sums(slip: {readonly gross: readonly LetterGross[]}): GrossByLetter {
	return Object.fromEntries(slipGross([slip]).map(({letter, grossGrosze}) => [letter, grossGrosze]));
}

function less(from: GrossByLetter, taken: GrossByLetter): GrossByLetter {
	const rest: Partial<Record<VatLetter, Grosze>> = {};
	for (const letter of vatLetters) rest[letter] = grosze((from[letter] ?? zeroGrosze) - (taken[letter] ?? zeroGrosze));
	return rest;
}

/** The same for the same sums, whatever is left out as nothing. */
function keyOf(gross: GrossByLetter): string {
	return letterGross(gross)
		.map(({letter, grossGrosze}) => `${letter}${grossGrosze}`)
		.join(' ');
}
