/** What a person does about the start of a day and its end: each command is a question or a manager's word. */
import type {Command} from '../api/commands.ts';
import type {Cashier} from '../domain/catalogue.ts';
import type {Answerable} from './approval-desk.ts';
import type {DayDesk} from './day-desk.ts';
import type {Person, Say} from './state.ts';

export type DayCommand = Extract<Command, {do: 'check-day' | 'confirm-clock' | 'confirm-printer' | 'daily-report'}>;

const dayCommands: ReadonlySet<Command['do']> = new Set<DayCommand['do']>([
	'check-day',
	'confirm-clock',
	'confirm-printer',
	'daily-report',
]);

export function isDayCommand(command: Command): command is DayCommand {
	return dayCommands.has(command.do);
}

export interface DayCounter {
	readonly day: DayDesk;
	readonly cashier: Cashier;
	/** Nothing is being sold, and nothing was put aside. */
	readonly isIdle: boolean;
	readonly answerable: Answerable;
	readonly say: Say;
}

export function obeyDayCommand(command: DayCommand, {day, cashier, isIdle, answerable, say}: DayCounter): void {
	if (command.do === 'check-day') return day.checkAgain();
	if (command.do === 'daily-report') {
		if (!isIdle) return say('report-under-sale', 'warning');
		if (day.isReporting) return say('report-running', 'warning');
	}
	const person = answerable({command, operation: {of: command.do}}, cashier);
	if (person === undefined) return;
	if (!done(command, day, person)) say('not-now', 'warning');
}

function done(command: Exclude<DayCommand, {do: 'check-day'}>, day: DayDesk, person: Person): boolean {
	switch (command.do) {
		case 'confirm-clock':
			return day.confirmClock(command.right, person);
		case 'confirm-printer':
			return day.confirmPrinter(command.route, command.printer, person);
		case 'daily-report':
			day.report(person);
			return true;
	}
}
