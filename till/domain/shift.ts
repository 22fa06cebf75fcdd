/**
 * A cashier's shift: what has to be in the drawer, and what else it came to, reckoned from the entries of the book and from
 * nothing else.
 *
 *   expected = float + cash taken, less change + paid in − paid out − cash given back
 *
 * Cash of another currency is counted by itself, and złoty are what came in złoty: change for a foreign note is paid with złoty that
 * were there before, so that what was taken may be less than nothing.
 *
 * A shift begins with its `shift-opened` and ends with its `shift-closed`; whatever lies between belongs to it, whoever
 * sold it. A shift that was never closed ends where another one begins.
 */
import type {CountedCash, CountedForeign, Entry, ForeignTender, Tender, TenderKind} from './entry.ts';
import {type Grosze, grosze, sumGrosze, zeroGrosze} from './money.ts';
import {paidIn} from './tenders.ts';

export interface ShiftSums {
	readonly floatGrosze: Grosze;
	/** What customers gave in złoty, less their change. */
	readonly takenGrosze: Grosze;
	/** What customers gave in other currencies, each once, as they first came. */
	readonly foreignTaken: readonly ForeignSum[];
	readonly refundedGrosze: Grosze;
	readonly paidInGrosze: Grosze;
	readonly paidOutGrosze: Grosze;
	readonly receiptCount: number;
	/** What customers paid otherwise than in cash, less what went back that way. */
	readonly cashless: Readonly<Record<CashlessKind, Grosze>>;
	/** Of lines and of whole baskets. */
	readonly voids: {readonly count: number; readonly amountGrosze: Grosze};
	/** How often the drawer was opened without a sale. */
	readonly noSaleCount: number;
}

export type CashlessKind = Exclude<TenderKind, 'cash'>;

export interface ForeignSum {
	/** ISO 4217. */
	readonly currency: string;
	/** In hundredths of the currency's unit. */
	readonly amountMinor: number;
}

export interface Shift extends ShiftSums {
	readonly openedBy: {readonly id: string; readonly name: string};
	/** ISO 8601 with offset. */
	readonly openedAt: string;
}

/** The shift after one more entry of the book; undefined while there is none. */
export function shiftAfter(shift: Shift | undefined, entry: Entry): Shift | undefined {
	if (entry.type === 'event') {
		const amountGrosze = entry.amountGrosze ?? zeroGrosze;
		switch (entry.event) {
			case 'shift-opened':
				return {...noSums, openedBy: entry.cashier, openedAt: entry.writtenAt, floatGrosze: amountGrosze};
			case 'shift-closed':
				return undefined;
			case 'cash-in':
				return shift && {...shift, paidInGrosze: grosze(shift.paidInGrosze + amountGrosze)};
			case 'packages-returned':
				return shift && {...shift, refundedGrosze: grosze(shift.refundedGrosze + amountGrosze)};
			case 'cash-out':
				return shift && {...shift, paidOutGrosze: grosze(shift.paidOutGrosze + amountGrosze)};
			case 'line-voided':
			case 'sale-voided':
				return shift && {...shift, voids: withVoid(shift.voids, amountGrosze)};
			case 'drawer-opened':
				return shift && {...shift, noSaleCount: shift.noSaleCount + 1};
			default:
				return shift;
		}
	}
	if (entry.type === 'return')
		return (
			shift && {
				...shift,
				refundedGrosze: grosze(shift.refundedGrosze + paidIn('cash', entry.tenders)),
				cashless: withCashless(shift.cashless, entry.tenders, -1),
			}
		);
	if (entry.type === 'receipt') {
		const {foreignCash = []} = entry;
		const foreignGrosze = sumGrosze(foreignCash.map(({amountGrosze}) => amountGrosze));
		const takenGrosze = paidIn('cash', entry.tenders) - foreignGrosze - entry.changeGrosze;
		// What was paid out for packages is among the cash that was given.
		const {packagesPlace, packagesGrosze = zeroGrosze} = entry;
		const paidOut = packagesPlace === 'pay-out' ? packagesGrosze : 0;
		return (
			shift && {
				...shift,
				takenGrosze: grosze(shift.takenGrosze + takenGrosze),
				foreignTaken: foreignCash.reduce(withForeign, shift.foreignTaken),
				refundedGrosze: grosze(shift.refundedGrosze + paidOut),
				receiptCount: shift.receiptCount + 1,
				cashless: withCashless(shift.cashless, entry.tenders, 1),
			}
		);
	}
	return shift;
}

export function expectedCash(sums: ShiftSums): Grosze {
	const {floatGrosze, takenGrosze, paidInGrosze, paidOutGrosze, refundedGrosze} = sums;
	return grosze(floatGrosze + takenGrosze + paidInGrosze - paidOutGrosze - refundedGrosze);
}

export function valueOfCash(counted: readonly CountedCash[]): Grosze {
	return sumGrosze(counted.map(({valueGrosze, count}) => grosze(valueGrosze * count)));
}

/** What was counted beside what has to be there: of every currency that is in either. */
export function compareForeign(
	taken: readonly ForeignSum[],
	counted: readonly ForeignSum[],
): readonly CountedForeign[] {
	const amountIn = (sums: readonly ForeignSum[], currency: string) =>
		sums.reduce((sum, each) => (each.currency === currency ? sum + each.amountMinor : sum), 0);
	const currencies = new Set([...taken, ...counted].map(({currency}) => currency));
	return [...currencies].map(currency => ({
		currency,
		countedMinor: amountIn(counted, currency),
		expectedMinor: amountIn(taken, currency),
	}));
}

function withCashless(
	{card, voucher, transfer}: ShiftSums['cashless'],
	tenders: readonly Tender[],
	sign: 1 | -1,
): ShiftSums['cashless'] {
	const after = (sum: Grosze, kind: CashlessKind) => grosze(sum + sign * paidIn(kind, tenders));
	return {card: after(card, 'card'), voucher: after(voucher, 'voucher'), transfer: after(transfer, 'transfer')};
}

function withVoid({count, amountGrosze}: ShiftSums['voids'], voidedGrosze: Grosze): ShiftSums['voids'] {
	return {count: count + 1, amountGrosze: grosze(amountGrosze + voidedGrosze)};
}

function withForeign(sums: readonly ForeignSum[], {currency, amountMinor}: ForeignTender): readonly ForeignSum[] {
	if (!sums.some(sum => sum.currency === currency)) return [...sums, {currency, amountMinor}];
	return sums.map(sum => (sum.currency === currency ? {currency, amountMinor: sum.amountMinor + amountMinor} : sum));
}

/** An entry that says by itself whether a shift runs after it. */
export function bordersShift(entry: Entry): boolean {
	return entry.type === 'event' && (entry.event === 'shift-opened' || entry.event === 'shift-closed');
}

const noSums: Omit<ShiftSums, 'floatGrosze'> = {
	takenGrosze: zeroGrosze,
	foreignTaken: [],
	refundedGrosze: zeroGrosze,
	paidInGrosze: zeroGrosze,
	paidOutGrosze: zeroGrosze,
	receiptCount: 0,
	cashless: {card: zeroGrosze, voucher: zeroGrosze, transfer: zeroGrosze},
	voids: {count: 0, amountGrosze: zeroGrosze},
	noSaleCount: 0,
};
