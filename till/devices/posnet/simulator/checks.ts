/**
 * How the simulated printer checks a line, a package and a closing, in the device's own order. A refusal leaves the
 * receipt as it was.
 */
import type {VatLetter} from '../../../domain/vat.ts';
import {isWhole, lineValue, percentDiscount} from '../../simulated/arithmetic.ts';
import type {Amounts} from '../../simulated/fiscal-memory.ts';
import {amountsOf, type OpenReceipt, type PackageLine, type SoldLine} from '../../simulated/receipt.ts';

export interface Offer {
	readonly name: string;
	readonly letter: VatLetter | undefined;
	readonly unit: string;
	readonly quantity: bigint;
	readonly price: bigint;
	readonly value: bigint | undefined;
	readonly discount?: {readonly name: string; readonly amount?: bigint; readonly percentHundredths?: bigint};
	readonly discountMethod: 1 | 2;
}

/** The line as the printer reckons it, or the code it refuses it with. */
export function checkLine(offer: Offer): SoldLine | number {
	if (offer.letter === undefined) return 2000;
	if (offer.price <= 0n) return 2006;
	if (offer.quantity <= 0n) return 2007;
	const value = lineValue(offer.price, offer.quantity);
	if (offer.value !== undefined && offer.value !== value) return 2008;
	if (value === 0n) return 2009;
	const discount = discountOf(offer, value);
	if (discount === undefined) return 2801;
	const {name, letter, unit, quantity, price} = offer;
	return {name, letter, unit, quantity, price, value, discount, discountName: offer.discount?.name ?? ''};
}

function discountOf({discount, discountMethod}: Offer, value: bigint): bigint | undefined {
	if (discount === undefined) return 0n;
	const {amount, percentHundredths} = discount;
	const taken = percentHundredths === undefined ? amount : percentDiscount(value, percentHundredths, discountMethod);
	if (taken === undefined || taken <= 0n || taken > value) return undefined;
	return amount === undefined || amount === taken ? taken : undefined;
}

export function checkPackage(
	offer: Omit<PackageLine, 'value'> & {readonly value: bigint | undefined},
): PackageLine | number {
	if (!isWhole(offer.quantity)) return 2001;
	if (offer.quantity <= 0n) return 2007;
	if (offer.price <= 0n) return 2006;
	const value = lineValue(offer.price, offer.quantity);
	if (offer.value !== undefined && offer.value !== value) return 2803;
	return {...offer, value};
}

/** Sums that came with `trend` for the printer to verify; absent ones are not verified. */
export interface Declared {
	readonly goods: number | undefined;
	readonly packagesCharged: number | undefined;
	readonly packagesReturned: number | undefined;
	readonly paid: number | undefined;
	readonly change: number | undefined;
}

/** The amounts of the closed receipt, or the code `trend` is refused with. */
export function checkClosing(receipt: OpenReceipt, declared: Declared): Amounts | number {
	const amounts = amountsOf(receipt);
	const goods = Object.values(amounts.gross).reduce((sum, amount) => sum + amount, 0);
	const due = goods + amounts.packagesCharged - amounts.packagesReturned;
	// Where no change was told, the printer works it out.
	const change = amounts.change > 0 ? amounts.change : Math.max(0, amounts.paid - due);
	if (goods <= 0) return 2041;
	if ((declared.goods ?? goods) !== goods) return 2805;
	if ((declared.packagesCharged ?? amounts.packagesCharged) !== amounts.packagesCharged) return 2806;
	if ((declared.packagesReturned ?? amounts.packagesReturned) !== amounts.packagesReturned) return 2807;
	if ((declared.paid ?? amounts.paid) !== amounts.paid) return 2808;
	if ((declared.change ?? change) !== change) return 2809;
	if (amounts.paid - change !== due) return 2054;
	return {...amounts, change};
}
