/** A receipt while it is open in a simulated printer: what was sold, handed over and paid so far. */
import {type VatLetter, vatLetters} from '../../domain/vat.ts';
import {percentDiscount, takenOff} from './arithmetic.ts';
import type {Amounts} from './fiscal-memory.ts';

export interface SoldLine {
	readonly name: string;
	readonly letter: VatLetter;
	readonly unit: string;
	/** In units of 1/100 000 000. */
	readonly quantity: bigint;
	readonly price: bigint;
	/** Before the discount. */
	readonly value: bigint;
	readonly discount: bigint;
	readonly discountName: string;
}

export interface PackageLine {
	readonly number: string;
	readonly name: string;
	readonly returned: boolean;
	readonly quantity: bigint;
	readonly price: bigint;
	readonly value: bigint;
}

export interface PaymentLine {
	/** As it is printed. */
	readonly name: string;
	readonly value: number;
}

/** A percentage is of the sum of each rate. */
export type ReceiptDiscount = {readonly amount: bigint} | {readonly percentHundredths: bigint; readonly method: 1 | 2};

export interface OpenReceipt {
	readonly lines: readonly SoldLine[];
	readonly packages: readonly PackageLine[];
	/** Off the whole receipt, one after another. */
	readonly discounts: readonly ReceiptDiscount[];
	readonly payments: readonly PaymentLine[];
	readonly change: number;
	/** Of the buyer, where they gave one. */
	readonly nip?: string;
	/** The fiscal part is closed and its footer left open. */
	readonly footerPending: boolean;
}

export const emptyReceipt: OpenReceipt = {
	lines: [],
	packages: [],
	discounts: [],
	payments: [],
	change: 0,
	footerPending: false,
};

function discounted(sums: readonly bigint[], discount: ReceiptDiscount): readonly bigint[] {
	if ('amount' in discount) return takenOff(sums, discount.amount);
	const {percentHundredths, method} = discount;
	return sums.map(sum => sum - percentDiscount(sum, percentHundredths, method));
}

export function amountsOf(receipt: OpenReceipt): Amounts {
	const sums = vatLetters.map(letter =>
		receipt.lines.filter(line => line.letter === letter).reduce((sum, {value, discount}) => sum + value - discount, 0n),
	);
	const left = receipt.discounts.reduce<readonly bigint[]>(discounted, sums);
	const gross: Partial<Record<VatLetter, number>> = {};
	for (const [index, letter] of vatLetters.entries()) {
		if (receipt.lines.some(line => line.letter === letter)) gross[letter] = Number(left[index]);
	}
	let packagesCharged = 0;
	let packagesReturned = 0;
	for (const {returned, value} of receipt.packages) {
		if (returned) packagesReturned += Number(value);
		else packagesCharged += Number(value);
	}
	const paid = receipt.payments.reduce((sum, {value}) => sum + value, 0);
	return {gross, packagesCharged, packagesReturned, paid, change: receipt.change};
}
