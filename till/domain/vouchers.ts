/** Kinds of vouchers: which of them a shop takes, and which pay for food alone. */
import type {VoucherKind} from './catalogue.ts';
import type {Tender} from './entry.ts';
import {type Grosze, sumGrosze} from './money.ts';
import {fail, ok, type Result} from './result.ts';

/** Whether it pays only for what the shop's vouchers pay for. Where a shop does not tell kinds apart, all of them do. */
export function isLimited({kind, voucher}: Tender): boolean {
	return kind === 'voucher' && (voucher === undefined || voucher.food === true);
}

export function paidInLimited(tenders: readonly Tender[]): Grosze {
	return sumGrosze(tenders.filter(isLimited).map(({amountGrosze}) => amountGrosze));
}

export type VoucherKindFault =
	/** Not at all, or not under this name and for these goods any more. */
	{readonly code: 'voucher-not-taken'; readonly name: string} | {readonly code: 'voucher-kind-missing'};

/** Whether the shop takes the vouchers that were given, as the screen showed them. */
export function checkVouchers(
	tenders: readonly Tender[],
	kinds: readonly VoucherKind[] = [],
): Result<readonly Tender[], VoucherKindFault> {
	for (const {kind, voucher} of tenders) {
		if (kind !== 'voucher') continue;
		if (voucher === undefined) {
			if (kinds.length > 0) return fail({code: 'voucher-kind-missing'});
			continue;
		}
		if (!kinds.some(each => isSame(each, voucher))) return fail({code: 'voucher-not-taken', name: voucher.name});
	}
	return ok(tenders);
}

function isSame(one: VoucherKind, other: VoucherKind): boolean {
	return one.id === other.id && one.name === other.name && (one.food === true) === (other.food === true);
}
