/** What the screen is told of the start of the day, and of the daily reports at its end. */
import type {Route} from '../domain/catalogue.ts';
import type {Finding} from '../domain/day-start.ts';
import type {ReportResult} from '../domain/entry.ts';

export interface DayView {
	/** What has to be seen to before the first sale, and what will have to be before long. */
	readonly findings: readonly Finding[];
	/** A manager has said today that the printer's clock is the right one: the till's has to be set. */
	readonly isPrinterClockRight: boolean;
	/** What came of the daily reports of this business day, the one that is under way included. */
	readonly reports: readonly DailyReportView[];
}

export interface DailyReportView {
	readonly route: Route;
	/** `asking`: no answer came, and the printer is asked what it has printed. */
	readonly state: 'running' | 'asking' | ReportResult;
	readonly reportNumber?: number;
	/** Why it was refused: a printer's code, and the device's own words. */
	readonly code?: string;
	readonly detail?: string;
}
