/** What the screen is told of a shift. What it came to is told only when the drawer was counted. */
import type {CountedCash, CountedForeign} from '../domain/entry.ts';
import type {Grosze} from '../domain/money.ts';
import type {Shift} from '../domain/shift.ts';

export interface ShiftScreen {
	readonly at: 'shift';
	/** `reading`: the till still looks into its book. */
	readonly state: 'reading' | 'none' | 'running' | 'busy';
	readonly shift?: Omit<Shift, 'takenGrosze' | 'foreignTaken' | 'cashless' | 'voids' | 'noSaleCount'> & {
		/** Which currencies beside złoty are in the drawer. */
		readonly currencies: readonly string[];
	};
	/** The shift that was closed here last. */
	readonly closed?: ShiftReport;
}

export interface ShiftReport extends Omit<Shift, 'foreignTaken'> {
	readonly closedBy: string;
	readonly counted: readonly CountedCash[];
	readonly countedForeign: readonly CountedForeign[];
	readonly countedGrosze: Grosze;
	readonly expectedGrosze: Grosze;
	/** Negative: it is missing. */
	readonly differenceGrosze: Grosze;
}
