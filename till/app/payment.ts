/** From the basket and what the customer gave to the slips that are going to be printed. */
import {type Basket, depositsOf} from '../domain/basket.ts';
import type {Route} from '../domain/catalogue.ts';
import type {PackagesPlace, Tender} from '../domain/entry.ts';
import type {Grosze} from '../domain/money.ts';
import {packagesOnSlip} from '../domain/packages.ts';
import type {Payment} from '../domain/sale.ts';
import {splitIntoSlips} from '../domain/split.ts';
import {paysFor, type VoucherRule} from '../domain/tenders.ts';
import type {VatTable} from '../domain/vat.ts';

export interface PaymentFacts {
	readonly basket: Basket;
	readonly tenders: readonly Tender[];
	readonly changeGrosze: Grosze;
	readonly packagesPlace?: PackagesPlace;
	/** What vouchers may pay for. */
	readonly vouchers: VoucherRule;
	readonly vatTable: VatTable;
	readonly printers: readonly Route[];
	readonly cashierName: string;
	readonly tillNumber: number;
}

export function paymentOf(facts: PaymentFacts): Payment {
	const {basket, tenders, changeGrosze, packagesPlace, vouchers, ...shop} = facts;
	const {lines, card, saleId, packages = [], buyerNip} = basket;
	const slips = splitIntoSlips({
		...shop,
		tenders,
		changeGrosze,
		saleId,
		lines: lines.map(({line, route, product, quantity, priceGrosze, grossGrosze, discountGrosze, discounts}) => ({
			line,
			route,
			name: product.receiptName,
			vat: product.vat,
			unit: 'pieces' in quantity ? 'szt' : 'kg',
			quantity,
			priceGrosze,
			grossGrosze,
			discountGrosze,
			takesVoucher: paysFor(vouchers, product.group),
			...discountName(discounts?.[0]?.name ?? card?.name, discountGrosze),
		})),
		deposits: depositsOf(lines).map(({line, deposit, pieces, totalGrosze}) => ({
			line,
			packageNumber: deposit.packageNumber,
			name: deposit.name,
			pieces,
			valueGrosze: deposit.valueGrosze,
			totalGrosze,
			takesVoucher: vouchers === 'anything',
		})),
		packages: packagesPlace === 'slip' ? packagesOnSlip(packages) : [],
		...(buyerNip !== undefined && {buyerNip}),
	});
	return {tenders, changeGrosze, slips, ...(packagesPlace !== undefined && {packagesPlace})};
}

/** Nameless where it was given by hand; there are printers that then print their own word. */
function discountName(name: string | undefined, discountGrosze: Grosze): {readonly discountName?: string} {
	return discountGrosze === 0 || name === undefined || name === '' ? {} : {discountName: name};
}
