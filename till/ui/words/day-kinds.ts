/** What each language has to say of the start of a day, and of the daily report at its end. */
import type {Finding, FindingCode} from '../../domain/day-start.ts';
import type {ReportResult} from '../../domain/entry.ts';

type OfNumber = (number: number) => string;
type OfText = (text: string) => string;
type Block = Extract<Finding, {code: 'blocked'}>['block'];
type Warning = Extract<Finding, {code: 'warned'}>['warning'];
type OfTwo = (one: string, other: string) => string;

export interface DayWords {
	readonly title: string;
	readonly checkAgain: string;
	readonly logOut: string;
	/** What was found, by the printer's number. */
	readonly what: Readonly<Record<FindingCode, OfNumber>>;
	/** The facts of it. */
	readonly numbers: OfTwo;
	readonly letters: OfText;
	readonly clocks: OfTwo;
	readonly bookClock: OfTwo;
	readonly unreported: OfText;
	readonly blocks: Readonly<Record<Block, string>>;
	readonly warnings: Readonly<Record<Warning, string>>;
	/** What to do about it. */
	readonly toDo: Readonly<Record<Exclude<FindingCode, 'blocked' | 'warned'>, string>>;
	readonly toDoBlocked: Readonly<Record<Block, string>>;
	readonly toDoWarned: Readonly<Record<Warning, string>>;
	/** Once a manager has said that the printer's clock is right. */
	readonly setTillClock: string;
	readonly newPrinter: string;
	readonly tillIsRight: string;
	readonly printerIsRight: string;
	readonly report: string;
	readonly reportKey: string;
	readonly reportHint: string;
	readonly reportState: Readonly<Record<Exclude<ReportResult, 'refused'> | 'running' | 'asking', string>>;
	readonly reportNumber: OfNumber;
}
