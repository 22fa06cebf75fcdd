/** What a command of a simulated Thermal printer sees, and how it answers. */
import type {Register} from '../../simulated/register.ts';
import type {Frame} from '../frame.ts';
import type {FieldReader} from './fields.ts';

export type SimulatedMaker = 'posnet' | 'novitus';

export interface Desk {
	readonly register: Register;
	readonly maker: SimulatedMaker;
	/** 0 and 2 show an error and stop, 2 and 3 tell it at once; 0 after every power-on. */
	errorMode: number;
	/** Of the last command; 0 also after one that is not known. */
	lastError: number;
	/** The last command was carried out. */
	isDone: boolean;
	/** A receipt was begun and its header is not on paper yet. */
	headerDue: boolean;
	/** Survives the power: set by a proper end of a receipt, cleared by the beginning of one. */
	lastCompleted: boolean;
}

/** A code, 0 for done; or an answer of the command's own. */
export type DeskAnswer = number | Answer;
export type Answer = Pick<Frame, 'parameters' | 'command' | 'text'> & {readonly checked: boolean};

export interface DeskCommand {
	/** May come without its check byte. */
	readonly unchecked?: boolean;
	run(desk: Desk, parameters: readonly number[], fields: FieldReader): DeskAnswer;
}

export const done = 0;
export const wrongCount = 3;
export const wrongParameter = 4;
