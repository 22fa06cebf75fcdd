/** What each language has to say of a shift. */
import type {CashlessKind} from '../../domain/shift.ts';

type OfText = (text: string) => string;

export interface ShiftWords {
	readonly title: string;
	/** On the key that leads here. */
	readonly key: string;
	readonly reading: string;
	readonly busy: string;
	readonly none: string;
	readonly openHint: string;
	readonly open: string;
	/** The float by notes and coins, and not as a sum. */
	readonly countFloat: string;
	readonly openedBy: OfText;
	readonly since: OfText;
	readonly float: string;
	readonly receipts: string;
	readonly paidIn: string;
	readonly paidOut: string;
	readonly refunded: string;
	readonly taken: string;
	readonly cashless: Readonly<Record<CashlessKind, string>>;
	readonly voids: (count: number) => string;
	/** How often the drawer was opened without a sale. */
	readonly noSales: string;
	readonly expected: string;
	readonly counted: string;
	/** A currency beside złoty. */
	readonly countedIn: OfText;
	readonly agrees: string;
	readonly missing: string;
	readonly tooMuch: string;
	readonly chooseHint: string;
	readonly cashIn: string;
	readonly cashOut: string;
	readonly close: string;
	/** On the main key. */
	readonly move: Readonly<Record<'in' | 'out', string>>;
	readonly amountHint: string;
	/** Why cash comes in or goes out; the chosen one is written into the book. */
	readonly reasonsIn: readonly string[];
	readonly reasonsOut: readonly string[];
	readonly countHint: string;
	readonly howMany: OfText;
	readonly howMuchOf: OfText;
	readonly finish: string;
	readonly report: string;
	readonly closedBy: OfText;
	readonly done: string;
}
