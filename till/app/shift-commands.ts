/** What a cashier does about the shift: each command is done between two customers, or a sentence says why not. */
import type {Command} from '../api/commands.ts';
import {unreachable} from '../domain/assert.ts';
import type {Cashier} from '../domain/catalogue.ts';
import type {ShiftDesk} from './shift-desk.ts';
import type {Say} from './state.ts';

export type ShiftCommand = Extract<Command, {do: 'open-shift' | 'move-cash' | 'close-shift'}>;

const commandNames: ReadonlySet<Command['do']> = new Set<ShiftCommand['do']>([
	'open-shift',
	'move-cash',
	'close-shift',
]);

export function isShiftCommand(command: Command): command is ShiftCommand {
	return commandNames.has(command.do);
}

export interface ShiftCounter {
	readonly desk: ShiftDesk;
	readonly person: Cashier;
	/** Nothing is being sold, and nothing was put aside: all cash that was taken is in the book. */
	readonly isIdle: boolean;
	readonly say: Say;
}

/** `left`: the cashier goes back to selling. */
export function atShiftDesk(command: Command, {desk, person, isIdle, say}: ShiftCounter): 'stays' | 'left' {
	if (command.do === 'back') {
		desk.leave();
		return 'left';
	}
	if (!isShiftCommand(command)) say('not-now', 'warning');
	else if (!isIdle) say('shift-under-sale', 'warning');
	else if (!done(command, desk, person)) say('not-now', 'warning');
	return 'stays';
}

function done(command: ShiftCommand, desk: ShiftDesk, person: Cashier): boolean {
	switch (command.do) {
		case 'open-shift':
			return desk.open(command, person);
		case 'move-cash':
			return desk.move(command, person);
		case 'close-shift':
			return desk.close({counted: command.counted, foreign: command.foreign ?? []}, person);
		default:
			return unreachable(command);
	}
}
