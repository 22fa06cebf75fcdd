/**
 * The start of a business day: what has to be right before the first sale. Facts in, findings out.
 *
 *   what each printer says ─┐
 *   the shop's VAT table    ├──findingsOf──► findings ──► each of them stops selling, or only warns (`weightOf`)
 *   the till's clock, book  │
 *   what was remembered ────┘
 *
 * S1  What stops selling needs a person or the printer; what the till can put right by itself is no finding.
 * S2  A manager's word about the clock is good for one business day, and about a printer until there is another one.
 * S3  A printer that does not answer stops nothing: it is asked when it comes.
 */
import type {Route} from './catalogue.ts';
import type {ReportIntent} from './daily-report.ts';
import {businessDayOf, isoWithOffset} from './local-time.ts';
import type {RightClock} from './managers-word.ts';
import type {PrinterBlock, PrinterHealth, PrinterWarning} from './printer-account.ts';
import {type VatLetter, type VatTable, vatLetters} from './vat.ts';

export type Finding =
	/** Another number than the one the till used last. */
	| {readonly code: 'another-printer'; readonly route: Route; readonly former: string; readonly printer: string}
	/** The letters that mean another rate to the printer than to the shop. */
	| {readonly code: 'vat-differs'; readonly route: Route; readonly letters: readonly VatLetter[]}
	/** Local wall times, `YYYY-MM-DDTHH:MM`. */
	| {
			readonly code: 'clock-month' | 'clock-apart';
			readonly route: Route;
			readonly tillTime: string;
			readonly printerTime: string;
	  }
	/** The till wrote an entry at a time that has not come yet. */
	| {readonly code: 'clock-behind-book'; readonly tillTime: string; readonly bookTime: string}
	/** `since` is absent where the printer only says that a report is due. */
	| {readonly code: 'report-due'; readonly route: Route; readonly since?: string}
	/** A receipt is open at the printer and could not be cancelled. */
	| {readonly code: 'left-open'; readonly route: Route}
	| {readonly code: 'blocked'; readonly route: Route; readonly block: Exclude<PrinterBlock, 'report-due'>}
	| {readonly code: 'warned'; readonly route: Route; readonly warning: PrinterWarning}
	| {readonly code: 'no-answer'; readonly route: Route};
export type FindingCode = Finding['code'];

export const weightOf: Readonly<Record<FindingCode, 'stops' | 'warns'>> = {
	'another-printer': 'stops',
	'vat-differs': 'stops',
	'clock-month': 'stops',
	'clock-apart': 'stops',
	'clock-behind-book': 'stops',
	'report-due': 'stops',
	'left-open': 'stops',
	blocked: 'stops',
	warned: 'warns',
	'no-answer': 'warns',
};

/** A manager's word, good for one business day. */
export interface ClockConfirmation {
	readonly businessDay: string;
	readonly right: RightClock;
}

/** What the till remembers from one day to the next. */
export interface DayMemory {
	/** The unique number of the printer that was used last. */
	readonly printers: Readonly<Partial<Record<Route, string>>>;
	/** The latest time that any entry was written at, ISO 8601: the clock may have been put back since. */
	readonly latestEntryAt?: string;
	readonly clock?: ClockConfirmation;
	/** Daily reports that were asked for and whose result is not in the book yet. */
	readonly reports: Readonly<Partial<Record<Route, ReportIntent>>>;
}

export const nothingRemembered: DayMemory = {printers: {}, reports: {}};

/** What a printer said when it was asked. What it did not tell is absent, and nothing is found in it. */
export interface PrinterFacts {
	readonly route: Route;
	/** The till's clock at that moment. */
	readonly askedAtMs: number;
	readonly uniqueNumber: string;
	readonly vat?: VatTable;
	/** The printer's clock, `YYYY-MM-DDTHH:MM`. */
	readonly wallTime?: string;
	readonly health?: PrinterHealth;
	readonly isLeftOpen: boolean;
}

/** Connected, and yet it gave no answer. */
export interface NoAnswer {
	readonly route: Route;
	readonly noAnswer: true;
}

export interface DayFacts {
	/** When the till looked at its own clock. */
	readonly nowMs: number;
	readonly shopVat: VatTable;
	readonly printers: readonly (PrinterFacts | NoAnswer)[];
	readonly memory: DayMemory;
}

/** Clocks drift and printers tell no seconds. */
const minutesApartMax = 10;
/** Around the midnight between two months clocks may be this far apart: printers tell no seconds. */
const minutesInOtherMonthMax = 2;
/** A clock that a time server puts right goes back by seconds. */
const behindBookMsMax = 60_000;

export function findingsOf({nowMs, shopVat, printers, memory}: DayFacts): readonly Finding[] {
	const isClockConfirmed = memory.clock?.right === 'till' && memory.clock.businessDay === businessDayOf(nowMs);
	const found = [
		...behindBook(nowMs, memory),
		...printers.flatMap((printer): readonly Finding[] =>
			'noAnswer' in printer
				? [{code: 'no-answer', route: printer.route}]
				: [
						...identityFinding(printer, memory),
						...clockFinding(printer),
						...vatFinding(printer, shopVat),
						...reportFinding(printer),
						...(printer.isLeftOpen ? [{code: 'left-open', route: printer.route} as const] : []),
						...healthFindings(printer),
					],
		),
	];
	return isClockConfirmed ? found.filter(finding => !isAboutClock(finding)) : found;
}

export function isAboutClock({code}: Finding): boolean {
	return code === 'clock-month' || code === 'clock-apart' || code === 'clock-behind-book';
}

export function stopsSelling(findings: readonly Finding[]): boolean {
	return findings.some(({code}) => weightOf[code] === 'stops');
}

function behindBook(nowMs: number, {latestEntryAt}: DayMemory): readonly Finding[] {
	if (latestEntryAt === undefined || nowMs >= Date.parse(latestEntryAt) - behindBookMsMax) return [];
	const bookTime = wallTimeOf(Date.parse(latestEntryAt));
	return [{code: 'clock-behind-book', tillTime: wallTimeOf(nowMs), bookTime}];
}

/** The first printer of a route is the till's own choice. */
function identityFinding({route, uniqueNumber}: PrinterFacts, {printers}: DayMemory): readonly Finding[] {
	const former = printers[route];
	if (former === undefined || former === uniqueNumber) return [];
	return [{code: 'another-printer', route, former, printer: uniqueNumber}];
}

/** What a printer said once is looked at for every snapshot, until it is asked again. */
const clockFindings = new WeakMap<PrinterFacts, readonly Finding[]>();

function clockFinding(facts: PrinterFacts): readonly Finding[] {
	const findings = clockFindings.get(facts) ?? compareClocks(facts);
	clockFindings.set(facts, findings);
	return findings;
}

function compareClocks({route, askedAtMs, wallTime: printerTime}: PrinterFacts): readonly Finding[] {
	if (printerTime === undefined) return [];
	const tillTime = wallTimeOf(askedAtMs);
	const minutesApart = Math.abs(minutesOf(tillTime) - minutesOf(printerTime));
	const isOtherMonth = tillTime.slice(0, 7) !== printerTime.slice(0, 7);
	if (isOtherMonth && minutesApart > minutesInOtherMonthMax)
		return [{code: 'clock-month', route, tillTime, printerTime}];
	return minutesApart > minutesApartMax ? [{code: 'clock-apart', route, tillTime, printerTime}] : [];
}

/** By value, and only of letters that the shop sells under: what a printer means by another one harms nobody. */
function vatFinding({route, vat}: PrinterFacts, shopVat: VatTable): readonly Finding[] {
	if (vat === undefined) return [];
	const letters = vatLetters.filter(letter => shopVat[letter] !== 'inactive' && shopVat[letter] !== vat[letter]);
	return letters.length === 0 ? [] : [{code: 'vat-differs', route, letters}];
}

/** By the printer's own day: it is its own clock that it dates its sales by. */
function reportFinding({route, askedAtMs, wallTime, health}: PrinterFacts): readonly Finding[] {
	const since = health?.unreportedSince;
	const today = wallTime?.slice(0, 10) ?? businessDayOf(askedAtMs);
	if (since !== undefined && since < today) return [{code: 'report-due', route, since}];
	return health?.blocks.includes('report-due') ? [{code: 'report-due', route}] : [];
}

function healthFindings({route, health}: PrinterFacts): readonly Finding[] {
	if (health === undefined) return [];
	const blocked = health.blocks.flatMap(block =>
		block === 'report-due' ? [] : [{code: 'blocked', route, block} as const],
	);
	// That the paper ends soon is said beside the printer's name, where it goes again by itself.
	const warnings = health.warnings.filter(warning => warning !== 'paper-near-end');
	return [...blocked, ...warnings.map(warning => ({code: 'warned', route, warning}) as const)];
}

function wallTimeOf(instantMs: number): string {
	return isoWithOffset(instantMs).slice(0, 16);
}

/** Whole minutes on one long scale, for telling two wall times apart. */
function minutesOf(wallTime: string): number {
	return Date.parse(`${wallTime}Z`) / 60_000;
}
