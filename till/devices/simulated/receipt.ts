/** A receipt while it is open in a simulated printer: what was sold, handed over and paid so far. */
import type {VatLetter} from '../../domain/vat.ts';
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

export interface OpenReceipt {
	readonly lines: readonly SoldLine[];
	readonly packages: readonly PackageLine[];
	readonly payments: readonly PaymentLine[];
	readonly change: number;
	/** Of the buyer, where they gave one. */
	readonly nip?: string;
	/** The fiscal part is closed and its footer left open. */
	readonly footerPending: boolean;
}

export const emptyReceipt: OpenReceipt = {lines: [], packages: [], payments: [], change: 0, footerPending: false};

export function amountsOf(receipt: OpenReceipt): Amounts {
	const gross: Partial<Record<VatLetter, number>> = {};
	for (const line of receipt.lines) {
		gross[line.letter] = (gross[line.letter] ?? 0) + Number(line.value - line.discount);
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
