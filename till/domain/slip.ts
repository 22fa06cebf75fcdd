/**
 * A slip: the part of a sale that one fiscal printer prints. Decided before the first byte is sent; whatever the
 * printer reckons has to come to these sums, and it is told them so that it can refuse.
 */
import type {Route} from './catalogue.ts';
import type {Tender} from './entry.ts';
import type {Grosze} from './money.ts';
import type {Quantity} from './quantity.ts';
import type {VatLetter, VatSum} from './vat.ts';

export interface SlipLine {
	readonly name: string;
	readonly vat: VatLetter;
	readonly unit: 'szt' | 'kg';
	readonly quantity: Quantity;
	readonly priceGrosze: Grosze;
	/** Quantity times price, before the discount. */
	readonly grossGrosze: Grosze;
	/** Zero where there is none. */
	readonly discountGrosze: Grosze;
	readonly discountName?: string;
}

export interface SlipDeposit {
	readonly packageNumber: number;
	readonly name: string;
	readonly pieces: number;
	readonly valueGrosze: Grosze;
	readonly totalGrosze: Grosze;
}

export interface Slip {
	readonly route: Route;
	readonly lines: readonly SlipLine[];
	readonly deposits: readonly SlipDeposit[];
	/** Gross sums per letter after discounts, without deposits. */
	readonly vat: readonly VatSum[];
	readonly goodsGrosze: Grosze;
	readonly depositsGrosze: Grosze;
	/** Goods and deposits. */
	readonly dueGrosze: Grosze;
	readonly tenders: readonly Tender[];
	readonly changeGrosze: Grosze;
	readonly cashierName: string;
	readonly tillNumber: number;
	/** Printed as system number under the fiscal part. */
	readonly saleId: string;
}
