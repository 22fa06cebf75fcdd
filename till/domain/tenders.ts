/**
 * Paying: what customers may give, and what they get back.
 *
 * Only cash can be too much, because only cash is given back. More than enough by card, voucher or transfer is a
 * mistake of the person at the till, and is refused while it can still be put right.
 */
import type {Tender} from './entry.ts';
import {type Grosze, grosze, sumGrosze} from './money.ts';
import {fail, ok, type Result} from './result.ts';

export interface CheckedPayment {
	readonly paidGrosze: Grosze;
	readonly changeGrosze: Grosze;
}

export type PaymentFault =
	| {readonly code: 'nothing-to-pay'}
	| {readonly code: 'amount-not-positive'}
	| {readonly code: 'not-enough'; readonly missingGrosze: Grosze}
	| {readonly code: 'overpaid-without-cash'; readonly excessGrosze: Grosze};

export function checkPayment(tenders: readonly Tender[], dueGrosze: Grosze): Result<CheckedPayment, PaymentFault> {
	const paidGrosze = sumGrosze(tenders.map(({amountGrosze}) => amountGrosze));
	const cashGrosze = sumGrosze(tenders.filter(({kind}) => kind === 'cash').map(({amountGrosze}) => amountGrosze));
	const excessGrosze = grosze(paidGrosze - cashGrosze - dueGrosze);
	if (dueGrosze <= 0) return fail({code: 'nothing-to-pay'});
	if (tenders.some(({amountGrosze}) => amountGrosze <= 0)) return fail({code: 'amount-not-positive'});
	if (paidGrosze < dueGrosze) return fail({code: 'not-enough', missingGrosze: grosze(dueGrosze - paidGrosze)});
	// Cash that pays for nothing would only be handed back: it was counted by mistake.
	if (excessGrosze > 0 || (excessGrosze === 0 && cashGrosze > 0)) {
		return fail({code: 'overpaid-without-cash', excessGrosze: grosze(paidGrosze - dueGrosze)});
	}
	return ok({paidGrosze, changeGrosze: grosze(paidGrosze - dueGrosze)});
}

const notesGrosze = [1_000, 2_000, 5_000, 10_000, 20_000];

/** What people are likely to hand over: the exact amount, and the next whole number of each banknote. */
export function cashSuggestions(dueGrosze: Grosze): readonly Grosze[] {
	if (dueGrosze <= 0) return [];
	const rounded = notesGrosze.map(note => dueGrosze + ((note - (dueGrosze % note)) % note));
	return [...new Set([dueGrosze, ...rounded])].sort((left, right) => left - right).map(grosze);
}
