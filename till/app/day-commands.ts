/** What a person does about the start of a day and its end: each command is a question or a manager's word. */
import type {Command} from '../api/commands.ts';
import type {Cashier} from '../domain/catalogue.ts';
import type {DayDesk} from './day-desk.ts';
import type {Say} from './state.ts';

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
	readonly say: Say;
}

export function obeyDayCommand(command: DayCommand, {day, cashier, isIdle, say}: DayCounter): void {
	const may = (...permissions: Cashier['permissions']) =>
		permissions.some(permission => cashier.permissions.includes(permission));
	switch (command.do) {
		case 'check-day':
			return day.checkAgain();
		case 'confirm-clock':
			if (!may('manage')) return say('not-permitted', 'error');
			if (!day.confirmClock(command.right, cashier)) say('not-now', 'warning');
			return;
		case 'confirm-printer':
			if (!may('manage')) return say('not-permitted', 'error');
			if (!day.confirmPrinter(command.route, command.printer, cashier)) say('not-now', 'warning');
			return;
		case 'daily-report':
			if (!may('service', 'manage')) return say('not-permitted', 'error');
			if (!isIdle) return say('report-under-sale', 'warning');
			if (day.isReporting) return say('report-running', 'warning');
			return day.report(cashier);
	}
}
