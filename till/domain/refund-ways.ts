/**
 * In which ways money goes back.
 *
 *   vouchers   first, as far as they paid, and as vouchers: cash for them would be cash for what may only be spent on goods
 *   returns    the rest in cash, or in one form that paid for all of it
 *   mistakes   the rest as it came, cash last; or in cash instead, for which a manager answers
 *
 * What came back in a form before is not there a second time. What no form covers, because packages paid for it, is cash.
 */
import type {Receipt, Return, ReturnRegister, Tender, TenderKind} from './entry.ts';
import {type Grosze, grosze} from './money.ts';
import {paidIn} from './tenders.ts';

export interface RefundWay {
	/** The form by which the cashier chooses it: of the rest, or of vouchers where there is no rest. */
	readonly kind: TenderKind;
	readonly tenders: readonly Tender[];
	/** So much goes out in cash that came by card or transfer. */
	readonly insteadGrosze?: Grosze;
}

export type RefundWays = {readonly [R in ReturnRegister]: readonly RefundWay[]};

type Paid = Pick<Receipt, 'tenders'>;
type Before = readonly Pick<Return, 'tenders'>[];

export function refundWays(receipt: Paid, before: Before, refundGrosze: Grosze): RefundWays {
	const left = (kind: TenderKind) => {
		const back = before.reduce((sum, {tenders}) => sum + paidIn(kind, tenders), 0);
		return grosze(Math.max(0, paidIn(kind, receipt.tenders) - back));
	};
	const voucherGrosze = least(left('voucher'), refundGrosze);
	const restGrosze = grosze(refundGrosze - voucherGrosze);
	const voucher: Tender = {kind: 'voucher', amountGrosze: voucherGrosze};
	if (refundGrosze > 0 && restGrosze === 0) {
		const onlyVouchers = [{kind: 'voucher', tenders: [voucher]}] as const;
		return {returns: onlyVouchers, mistakes: onlyVouchers};
	}
	const wayOf = (kind: TenderKind): RefundWay => ({
		kind,
		tenders: present(voucher, {kind, amountGrosze: restGrosze}),
	});
	const asPaid = (['card', 'transfer'] as const).filter(kind => left(kind) > 0 && left(kind) >= restGrosze);
	return {
		returns: [wayOf('cash'), ...asPaid.map(wayOf)],
		mistakes: waysOfMistake(voucher, restGrosze, {card: left('card'), transfer: left('transfer')}),
	};
}

function waysOfMistake(
	voucher: Tender,
	restGrosze: Grosze,
	left: {readonly card: Grosze; readonly transfer: Grosze},
): readonly RefundWay[] {
	const cardGrosze = least(left.card, restGrosze);
	const transferGrosze = least(left.transfer, grosze(restGrosze - cardGrosze));
	const insteadGrosze = grosze(cardGrosze + transferGrosze);
	const inCash: RefundWay = {kind: 'cash', tenders: present(voucher, {kind: 'cash', amountGrosze: restGrosze})};
	if (insteadGrosze === 0) return [inCash];
	const tenders = present(
		voucher,
		{kind: 'card', amountGrosze: cardGrosze},
		{kind: 'transfer', amountGrosze: transferGrosze},
		{kind: 'cash', amountGrosze: grosze(restGrosze - insteadGrosze)},
	);
	return [
		{kind: cardGrosze > 0 ? 'card' : 'transfer', tenders},
		{...inCash, insteadGrosze},
	];
}

function present(...tenders: readonly Tender[]): readonly Tender[] {
	return tenders.filter(({amountGrosze}) => amountGrosze > 0);
}

function least(one: Grosze, other: Grosze): Grosze {
	return one <= other ? one : other;
}
