/** Was it done? What the printer counts, before and after. Pure. */
import type {GrossByLetter} from '../../domain/evidence.ts';
import type {Slip} from '../../domain/slip.ts';
import {type VatLetter, vatLetters} from '../../domain/vat.ts';

export interface Counters {
	readonly reportNumber: number;
	/** Of the last receipt since the last daily report. */
	readonly receiptNumber: number;
	readonly isOpen: boolean;
	/** Undefined where the printer does not know the question. */
	readonly gross: GrossByLetter | undefined;
}

function hasGrownBy(before: GrossByLetter, after: GrossByLetter, sums: (letter: VatLetter) => number): boolean {
	return vatLetters.every(letter => (after[letter] ?? 0) - (before[letter] ?? 0) === sums(letter));
}

/** `isAnswered` is what it rests on where no totals are told. */
export function isPrinted(slip: Slip, before: Counters, after: Counters, isAnswered: boolean): boolean {
	if (after.reportNumber !== before.reportNumber || after.isOpen) return false;
	if (after.receiptNumber !== before.receiptNumber + 1) return false;
	if (before.gross === undefined || after.gross === undefined) return isAnswered;
	const sumOf = (letter: VatLetter) => slip.vat.find(sum => sum.letter === letter)?.grossGrosze ?? 0;
	return hasGrownBy(before.gross, after.gross, sumOf);
}

/** Nothing was sold; a receipt that was voided may have taken a number. */
export function isUnsold(before: Counters, after: Counters): boolean {
	if (after.reportNumber !== before.reportNumber) return false;
	const isOneMore = after.receiptNumber === before.receiptNumber + 1;
	if (after.receiptNumber !== before.receiptNumber && !isOneMore) return false;
	if (before.gross === undefined || after.gross === undefined) return !isOneMore;
	return hasGrownBy(before.gross, after.gross, () => 0);
}

export function hasSoldNothing({receiptNumber, gross}: Counters): boolean {
	return receiptNumber === 0 && (gross === undefined || vatLetters.every(letter => (gross[letter] ?? 0) === 0));
}
