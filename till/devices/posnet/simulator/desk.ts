/** What a command of a simulated POSNET printer sees, and how it answers. */
import type {Register} from '../../simulated/register.ts';
import type {CommandForm, Fields} from './fields.ts';

export type DeskAnswer =
	| {readonly fields: Readonly<Record<string, string | number>>}
	| {readonly error: number}
	| {readonly frameError: number; readonly field?: string};

export interface Desk {
	readonly register: Register;
	readonly discountMethod: 1 | 2;
}

export interface DeskCommand extends CommandForm {
	/** Waits for paper and a closed cover. */
	readonly prints: boolean;
	run(desk: Desk, fields: Fields): DeskAnswer;
}

export const doneAnswer: DeskAnswer = {fields: {}};
