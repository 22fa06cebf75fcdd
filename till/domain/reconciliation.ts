/**
 * The three-way reconciliation of a business day: what the till's book says, what the server holds of it, and what
 * each fiscal printer counted.
 *
 *   book ──each entry, by its digest──► server
 *    └─────each span, by VAT letter───► printer
 *
 * R1  The three are equal only when everything was asked and everything agrees; who did not answer is unknown.
 * R2  What was sold after the last report and was asked of nobody is told and is no difference: its report will say.
 * R3  What waits to be sent is told and is no difference: the server is behind, and the three are not equal yet.
 * R4  A difference outweighs what is unknown.
 */
import {revisionOf} from './chain.ts';
import {type BookEntry, type DayAccount, printersIn, type UnfinishedSlip} from './day-account.ts';
import type {LetterGross} from './entry.ts';
import type {EntryRange} from './entry-range.ts';
import {type Grosze, sumGrosze} from './money.ts';
import {
	type CountVerdict,
	countVerdict,
	depositsOf,
	type LetterVerdict,
	letterVerdicts,
	missingIn,
	type ReportSpan,
	type SpanVerdict,
	slipGross,
	spansOf,
	spanVerdict,
} from './report-span.ts';
import {type Suspects, suspectsOf} from './span-suspects.ts';

/** What the server holds of the till's entries in the range of an account. */
export type ServerWitness =
	| {
			readonly state: 'asked';
			/** The revision that each entry's content has there (`chain.ts`), whatever revision it is stored under. */
			readonly revisions: ReadonlyMap<string, string>;
	  }
	| {readonly state: 'not-asked'; readonly reason: string};

export type ServerVerdict =
	| {readonly state: 'equal'; readonly entryCount: number}
	/** It has the same but for what it has not been told yet. */
	| {readonly state: 'behind'; readonly waiting: readonly BookEntry[]}
	| {
			readonly state: 'differs';
			readonly waiting: readonly BookEntry[];
			/** It would not take them. */
			readonly refused: readonly BookEntry[];
			/** Sent, and lost there. */
			readonly missing: readonly BookEntry[];
			readonly different: readonly BookEntry[];
			/** Ids that only the server has: what the till lost, or another till of its name wrote. */
			readonly foreign: readonly string[];
	  }
	| {readonly state: 'unknown'; readonly reason: string};

export interface ReconciledSpan extends ReportSpan, Suspects {
	readonly verdict: SpanVerdict;
	readonly letters: readonly LetterVerdict[];
	readonly count: CountVerdict;
	/** Beside VAT: no printer's report tells of them. */
	readonly depositsGrosze: Grosze;
}

/** What the book says of the day itself, however its spans lie. */
export interface DaySums {
	readonly receiptCount: number;
	readonly dueGrosze: Grosze;
	readonly gross: readonly LetterGross[];
	readonly depositsGrosze: Grosze;
}

export interface Reconciliation {
	readonly till: string;
	readonly day: string;
	readonly verdict: 'equal' | 'differs' | 'unknown';
	readonly sums: DaySums;
	/** Numbers that the book has no entry under, or none that can be read. */
	readonly missing: readonly EntryRange[];
	readonly unread: readonly BookEntry[];
	readonly heldFrom?: string;
	/** Slips of this day, or of a span that is not reported, whose sale has no receipt yet. */
	readonly unfinished: readonly UnfinishedSlip[];
	readonly server: ServerVerdict;
	readonly spans: readonly ReconciledSpan[];
}

export function reconcile(account: DayAccount, witness: ServerWitness): Reconciliation {
	const {till, day, entries, range, heldFrom} = account;
	const receipts = entries.filter(({sale}) => sale !== undefined);
	const ofDay = printersOf(account).flatMap(printer =>
		spansOf(printer, account).filter(span => isOfDay(span, account)),
	);
	const open = new Set(ofDay.filter(({end}) => end.kind !== 'report').map(({printer}) => printer));
	const unfinished = account.unfinished.filter(({businessDay, printer}) => businessDay === day || open.has(printer));
	const spans = ofDay.map(
		(span): ReconciledSpan => ({
			...span,
			...suspectsOf(span, {receipts, unfinished}),
			verdict: spanVerdict(span),
			letters: letterVerdicts(span),
			count: countVerdict(span),
			depositsGrosze: depositsOf(span.slips),
		}),
	);
	const found = {
		missing: missingIn(entries, range),
		unread: entries.filter(({unread}) => unread !== undefined),
		...(heldFrom !== undefined && {heldFrom}),
		unfinished,
		server: serverVerdict(entries, witness),
		spans,
	};
	return {till, day, verdict: verdictOf(found), sums: sumsOf(receipts, day), ...found};
}

export function serverVerdict(entries: readonly BookEntry[], witness: ServerWitness): ServerVerdict {
	if (witness.state === 'not-asked') return {state: 'unknown', reason: witness.reason};
	const {revisions} = witness;
	const own = new Set(entries.map(({id}) => id));
	const absent = entries.filter(({id}) => !revisions.has(id));
	const waiting = absent.filter(({unsent}) => unsent === 'waiting');
	const refused = absent.filter(({unsent}) => unsent === 'refused');
	const missing = absent.filter(({unsent}) => unsent === undefined);
	// What has no digest cannot be the same anywhere.
	const isSame = ({id, digest}: BookEntry) => digest !== '' && revisions.get(id) === revisionOf(digest);
	const different = entries.filter(entry => revisions.has(entry.id) && !isSame(entry));
	const foreign = [...revisions.keys()].filter(id => !own.has(id)).sort();
	if (refused.length + missing.length + different.length + foreign.length > 0)
		return {state: 'differs', waiting, refused, missing, different, foreign};
	return waiting.length > 0 ? {state: 'behind', waiting} : {state: 'equal', entryCount: entries.length};
}

function printersOf({entries, live = [], isToday}: DayAccount): readonly string[] {
	const now = isToday ? live.flatMap(({printer}) => printer ?? []) : [];
	return [...new Set([...printersIn(entries), ...now])];
}

/** It has slips of the day or was reported on it, or it is what the printer counts today. */
function isOfDay({printer, slips, endDay, end}: ReportSpan, {day, isToday, live = []}: DayAccount): boolean {
	if (endDay === day || slips.some(({businessDay}) => businessDay === day)) return true;
	return isToday && end.kind !== 'report' && live.some(each => each.printer === printer);
}

function verdictOf({
	missing,
	heldFrom,
	unfinished,
	server,
	spans,
}: Omit<Reconciliation, 'till' | 'day' | 'verdict' | 'sums'>): Reconciliation['verdict'] {
	const states = [server.state, ...spans.map(({verdict}) => verdict.state)];
	if (missing.length > 0 || states.includes('differs')) return 'differs';
	const isUnsure = heldFrom !== undefined || unfinished.some(({state}) => state !== 'not-printed');
	return isUnsure || states.includes('unknown') || states.includes('behind') ? 'unknown' : 'equal';
}

function sumsOf(receipts: readonly BookEntry[], day: string): DaySums {
	const ofDay = receipts.filter(({businessDay}) => businessDay === day);
	const slips = ofDay.flatMap(receipt => receipt.slips);
	return {
		receiptCount: ofDay.length,
		dueGrosze: sumGrosze(ofDay.flatMap(({sale}) => sale?.dueGrosze ?? [])),
		gross: slipGross(slips),
		depositsGrosze: depositsOf(slips),
	};
}
