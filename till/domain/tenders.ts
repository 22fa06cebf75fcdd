/**
 * Paying: what customers may give, and what they get back.
 *
 * Only cash can be too much, because only cash is given back. More than enough by card, voucher or transfer is a
 * mistake of the person at the till, and is refused while it can still be put right.
 */
import {type Basket, sumsOf} from './basket.ts';
import {type Route, routes} from './catalogue.ts';
import type {Tender, TenderKind} from './entry.ts';
import {type Grosze, grosze, sumGrosze} from './money.ts';
import {type Bill, billOf} from './packages.ts';
import {fail, ok, type Result} from './result.ts';
import {printerOf} from './split.ts';
import {paidInLimited} from './vouchers.ts';

export interface CheckedPayment {
	readonly paidGrosze: Grosze;
	readonly changeGrosze: Grosze;
}

export type PaymentFault =
	| {readonly code: 'nothing-to-pay'}
	| {readonly code: 'amount-not-positive'}
	| {readonly code: 'not-enough'; readonly missingGrosze: Grosze}
	| {readonly code: 'overpaid-without-cash'; readonly excessGrosze: Grosze};

/** What of it was given in one form. */
export function paidIn(form: TenderKind, tenders: readonly Tender[]): Grosze {
	return sumGrosze(tenders.filter(({kind}) => kind === form).map(({amountGrosze}) => amountGrosze));
}

export function checkPayment(tenders: readonly Tender[], dueGrosze: Grosze): Result<CheckedPayment, PaymentFault> {
	const paidGrosze = sumGrosze(tenders.map(({amountGrosze}) => amountGrosze));
	const cashGrosze = paidIn('cash', tenders);
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

/** What vouchers pay for: `anything`, or the goods of these groups and no deposits. */
export type VoucherRule = 'anything' | ReadonlySet<string>;

export function paysFor(rule: VoucherRule, group: string): boolean {
	return rule === 'anything' || rule.has(group);
}

/**
 * All that vouchers may pay for of a basket: on each slip no more than the goods there that they pay for, and no more than
 * is due there, packages that came back taken off.
 */
export function voucherMax(
	rule: VoucherRule,
	basket: Basket,
	printers: readonly Route[],
	{place, packagesGrosze, slipsGrosze}: Bill = billOf(basket, printers),
): Grosze {
	if (rule === 'anything') return slipsGrosze;
	const ofSlips = routes.map(route => {
		const lines = basket.lines.filter(line => printerOf(line.route, printers) === route);
		const eligible = lines.filter(({product}) => rule.has(product.group)).map(({totalGrosze}) => totalGrosze);
		const less = place === 'slip' && route === 'main' ? packagesGrosze : 0;
		return grosze(Math.min(sumGrosze(eligible), sumsOf(lines).dueGrosze - less));
	});
	return sumGrosze(ofSlips);
}

/** A voucher for meals pays for no more than what may be eaten. */
export type VoucherFault = {readonly code: 'voucher-too-much'; readonly voucherGroszeMax: Grosze};

export interface PaymentRules {
	/** What vouchers that do not pay for anything may pay for, all lines together. */
	readonly voucherGroszeMax: Grosze;
}

/** As `checkPayment`, for a bill with packages that came back: what is paid out for them counts as cash that is given. */
export function settle(
	tenders: readonly Tender[],
	bill: Bill,
	{voucherGroszeMax}: PaymentRules,
): Result<{readonly tenders: readonly Tender[]; readonly changeGrosze: Grosze}, PaymentFault | VoucherFault> {
	if (paidInLimited(tenders) > voucherGroszeMax) return fail({code: 'voucher-too-much', voucherGroszeMax});
	const paidOut: readonly Tender[] =
		bill.place === 'pay-out' ? [{kind: 'cash', amountGrosze: bill.packagesGrosze}] : [];
	const given = [...tenders, ...paidOut];
	if (bill.slipsGrosze === 0) {
		if (tenders.length > 0 || paidOut.length === 0) return fail({code: 'nothing-to-pay'});
		return ok({tenders: given, changeGrosze: bill.packagesGrosze});
	}
	const checked = checkPayment(given, bill.slipsGrosze);
	return checked.ok ? ok({tenders: given, changeGrosze: checked.value.changeGrosze}) : checked;
}

const notesGrosze = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000];

/** What people are likely to hand over: the exact amount, and the next whole number of each banknote. */
export function cashSuggestions(dueGrosze: Grosze): readonly Grosze[] {
	if (dueGrosze <= 0) return [];
	const rounded = notesGrosze.map(note => dueGrosze + ((note - (dueGrosze % note)) % note));
	return [...new Set([dueGrosze, ...rounded])].sort((left, right) => left - right).map(grosze);
}
