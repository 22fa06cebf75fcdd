/** Was it done? What the printer's counters say, before and after. Pure. */
import type {Slip} from '../../domain/slip.ts';
import {vatLetters} from '../../domain/vat.ts';
import type {RegisterState} from './answers.ts';
import type {Reply} from './conversation.ts';

export interface Counters extends RegisterState {
	readonly cancelledCount: number;
}

/** Receipts and cancelled ones together: no number is told, so it is counted since the last daily report. */
export function numbersGiven({receiptCount, cancelledCount}: Counters): number {
	return receiptCount + cancelledCount;
}

function isSameDay(before: RegisterState, after: RegisterState): boolean {
	return (
		before.uniqueNumber === after.uniqueNumber &&
		before.memoryClearCount === after.memoryClearCount &&
		before.recordDay === after.recordDay
	);
}

export function isUnchanged(before: RegisterState, after: RegisterState): boolean {
	return isSameDay(before, after) && before.receiptCount === after.receiptCount;
}

export function isPrinted(slip: Slip, before: RegisterState, after: RegisterState): boolean {
	if (!isSameDay(before, after) || after.inTransaction || !after.lastCompleted) return false;
	if (after.receiptCount !== before.receiptCount + 1) return false;
	return vatLetters.every(letter => {
		const grew = (after.dayGrossByLetter[letter] ?? 0) - (before.dayGrossByLetter[letter] ?? 0);
		return grew === (slip.vat.find(sum => sum.letter === letter)?.grossGrosze ?? 0);
	});
}

/** The counters were set back; where there was nothing to set back, only the answer tells. */
export function isReported(before: RegisterState, after: RegisterState, reply: Reply): boolean {
	const isSame = before.uniqueNumber === after.uniqueNumber && before.memoryClearCount === after.memoryClearCount;
	if (!isSame || after.receiptCount !== 0 || after.inTransaction) return false;
	return reply.kind === 'answered' || before.receiptCount > 0;
}
