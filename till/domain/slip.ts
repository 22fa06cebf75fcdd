/**
 * A slip: the part of a sale that one fiscal printer prints. Decided before the first byte is sent; whatever the
 * printer reckons has to come to these sums, and it is told them so that it can refuse.
 */
import {type Route, routes} from './catalogue.ts';
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
	/** NIP of the buyer, ten digits: printed with the slip, or never. */
	readonly buyerNip?: string;
	/** Lines under the fiscal part, for instance the points of a card. */
	readonly footerLines?: readonly string[];
	readonly cashierName: string;
	readonly tillNumber: number;
	/** What the sale is known by; see `systemNumberOf`. */
	readonly saleId: string;
}

/**
 * The number that a slip bears under its fiscal part, and that printers with a memory for it tell it by: of the sale and
 * of the slip, since one printer may print both. At most 30 characters.
 */
export function systemNumberOf({saleId, route}: Pick<Slip, 'saleId' | 'route'>): string {
	return `${saleId}-${routes.indexOf(route) + 1}`;
}
