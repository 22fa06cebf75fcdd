/**
 * What came back of each line of a receipt, and whether that is more than was sold. Pure: receipt and returns go in.
 *
 *   pieces, grams, money, deposits     of all returns of a line together, against the line
 *   product, vat                       of each return: another good, or another letter, than was sold on the line
 */
import type {Receipt, Return} from '../../till/domain/entry.ts';
import type {OverReturnedReport} from '../documents/audit.ts';

export type LineAmounts = OverReturnedReport['sold'];
export type Exceeded = OverReturnedReport['exceeded'][number];

/** A return of the line, as a report holds it. */
export type ReturnItem = OverReturnedReport['returns'][number];

/** What a return says of one line. */
export interface LineReturn {
	readonly amounts: LineAmounts;
	/** Absent where only a deposit comes back. */
	readonly good: {readonly product: string; readonly name: string; readonly vat: string} | undefined;
	/** Of the deposit, where there is no good. */
	readonly deposit: {readonly product: string; readonly name: string} | undefined;
}

export const nothing: LineAmounts = {pieces: 0, weightGrams: 0, totalGrosze: 0, depositsGrosze: 0};

export function addAmounts(left: LineAmounts, right: LineAmounts): LineAmounts {
	return {
		pieces: left.pieces + right.pieces,
		weightGrams: left.weightGrams + right.weightGrams,
		totalGrosze: left.totalGrosze + right.totalGrosze,
		depositsGrosze: left.depositsGrosze + right.depositsGrosze,
	};
}

/** By line number; a line that is given twice counts twice. */
export function linesOf({
	lines,
	deposits,
}: Pick<Receipt | Return, 'lines' | 'deposits'>): ReadonlyMap<number, LineReturn> {
	const found = new Map<number, LineReturn>();
	for (const {line, product, name, vat, pieces = 0, weightGrams = 0, totalGrosze} of lines) {
		const {amounts = nothing, good = {product, name, vat}} = found.get(line) ?? {};
		const added = addAmounts(amounts, {pieces, weightGrams, totalGrosze, depositsGrosze: 0});
		found.set(line, {amounts: added, good, deposit: undefined});
	}
	for (const {line, deposit, name, totalGrosze} of deposits) {
		const {amounts = nothing, good} = found.get(line) ?? {};
		const added = addAmounts(amounts, {...nothing, depositsGrosze: totalGrosze});
		found.set(line, {amounts: added, good, deposit: {product: deposit, name}});
	}
	return found;
}

/** Lines that the receipt does not have are one: a return may name as many as it likes. */
export const noLine = 0;

/** What a return says of the lines of a receipt. */
export function returnedLines(
	returned: Pick<Return, 'lines' | 'deposits'>,
	isSold: (line: number) => boolean,
): ReadonlyMap<number, LineReturn> {
	const found = new Map<number, LineReturn>();
	for (const [line, back] of linesOf(returned)) {
		const place = isSold(line) ? line : noLine;
		const {amounts = nothing, good = back.good, deposit = back.deposit} = found.get(place) ?? {};
		found.set(place, {amounts: addAmounts(amounts, back.amounts), good, deposit});
	}
	return found;
}

/** What of a line's return is not like the line at all. */
export function strangeness(sold: LineReturn | undefined, {good}: LineReturn): readonly Exceeded[] {
	if (good === undefined) return [];
	if (sold?.good?.product !== good.product) return ['product'];
	return sold.good.vat === good.vat ? [] : ['vat'];
}

const measures = Object.keys(nothing) as readonly (keyof LineAmounts)[];

export function exceededBy(sold: LineAmounts, returned: LineAmounts): readonly Exceeded[] {
	return measures.filter(measure => returned[measure] > sold[measure]);
}

/** What was given back beyond what was paid. */
export function excessGrosze(sold: LineAmounts, returned: LineAmounts): number {
	const beyond = (measure: 'totalGrosze' | 'depositsGrosze') => Math.max(0, returned[measure] - sold[measure]);
	return beyond('totalGrosze') + beyond('depositsGrosze');
}
