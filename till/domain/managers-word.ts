/** What a manager says at the start of a day, and the book keeps. */
import type {Route} from './catalogue.ts';

export const clocks = ['till', 'printer'] as const;
/** Which clock is right where they differ. */
export type RightClock = (typeof clocks)[number];

/** A manager's word about the clocks, and what each printer's said then. */
export interface ConfirmedClock {
	readonly right: RightClock;
	/** `wallTime` is local, `YYYY-MM-DDTHH:MM`. */
	readonly printers: readonly {readonly route: Route; readonly printer: string; readonly wallTime: string}[];
}

/** A manager's word that another printer stands there now; both by their unique numbers. */
export interface ChangedPrinter {
	readonly route: Route;
	readonly former: string;
	readonly printer: string;
}
