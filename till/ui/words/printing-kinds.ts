/** What is said while a receipt is printed, and where printing stopped. */
import type {EvidenceFact, PrinterView, SlipView} from '../../api/snapshot.ts';

type OfNumber = (number: number) => string;
type OfText = (text: string) => string;
type Condition = PrinterView['condition'];

/** One trouble with a printer: what happened and what to do, by the printer's number. */
export interface Trouble {
	readonly what: OfNumber;
	readonly steps: (number: number) => readonly string[];
}

/** Printers' refusals that are not a condition as well; any other is `other`. */
export const stoppedCodes = [
	'busy',
	'vat-letter',
	'vat-locked',
	'line-value',
	'totals',
	'payments',
	'clock',
	'report-due',
	'memory',
	'blocked',
	'slip-waits',
	'other',
] as const;
export type StoppedCode = (typeof stoppedCodes)[number];

/** What stands on a key, and smaller what it is about. */
export type KeyWords = readonly [string, string];

export interface PrintingWords {
	readonly title: string;
	readonly slipOf: (number: number, count: number) => string;
	readonly printer: OfNumber;
	readonly alcohol: string;
	readonly what: OfNumber;
	readonly fiscalNumber: OfNumber;
	readonly state: Readonly<Record<SlipView['state'], string>>;
	readonly waitsFor: Readonly<Record<Exclude<Condition, 'ready' | 'busy'>, string>>;
	readonly inProgress: string;
	readonly inProgressSteps: readonly string[];
	readonly printOn: readonly [string, string];
	readonly printOnWhat: (number: number, alcohol: boolean) => string;
	readonly goesOn: string;
	readonly firstStands: OfNumber;
	readonly notTwice: string;
	readonly backToSale: string;
	/** Keys: what it is, and what it does. */
	readonly elsewhere: (number: number) => KeyWords;
	readonly suspend: KeyWords;
	readonly abandon: (number: number) => KeyWords;
	readonly abandonSure: OfNumber;
	readonly deviceSays: OfText;
	readonly atLine: OfNumber;
	readonly question: OfNumber;
	readonly questionSteps: readonly string[];
	readonly yes: string;
	readonly yesMeans: string;
	readonly no: string;
	readonly noMeans: string;
	readonly facts: Readonly<Record<EvidenceFact['fact'], string>>;
	readonly condition: Readonly<Record<Condition, Trouble>>;
	readonly stopped: Readonly<Record<StoppedCode, Trouble>>;
	readonly thenPrintOn: string;
	readonly thenItself: string;
}
