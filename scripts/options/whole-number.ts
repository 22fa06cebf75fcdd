/** A number on the command line of a program. */
import {InvalidArgumentError} from 'commander';

/** 0 and more. */
export function readWholeNumber(text: string): number {
	const value = Number(text);
	if (Number.isSafeInteger(value) && value >= 0) return value;
	throw new InvalidArgumentError('to nie jest liczba całkowita · not a whole number');
}
