/** What the screen is told of the sale: its lines and what they come to. */
import type {Route} from '../domain/catalogue.ts';
import type {Forbidden} from '../domain/forbidden.ts';
import type {Grosze} from '../domain/money.ts';
import type {InvoiceRule} from '../domain/nip.ts';
import type {VatLetter} from '../domain/vat.ts';

export interface SaleView {
	/** Number the receipt would get if it were the next entry. */
	readonly number: number;
	readonly lines: readonly LineView[];
	readonly goodsGrosze: Grosze;
	readonly discountGrosze: Grosze;
	readonly depositsGrosze: Grosze;
	/** What packages that come back are worth; `lines` has them. */
	readonly packagesGrosze: Grosze;
	/** What is to be paid; negative: to be paid out. */
	readonly dueGrosze: Grosze;
	/** What vouchers may pay for at most. */
	readonly voucherGroszeMax: Grosze;
	/** Of the buyer, ten digits. */
	readonly buyerNip?: string;
	/** What each printer's slip comes to; one entry where nothing is split. */
	readonly split: readonly SlipView[];
	readonly card?: {readonly number: string; readonly name: string; readonly percentHundredths: number};
}

export interface SlipView {
	readonly route: Route;
	readonly dueGrosze: Grosze;
	/** What it is with the buyer's NIP on it. */
	readonly invoice: InvoiceRule;
}

export type LineView = GoodsLineView | DepositLineView | PackagesLineView;

/** Packages that come back. */
export interface PackagesLineView {
	readonly kind: 'packages';
	readonly deposit: string;
	readonly name: string;
	readonly pieces: number;
	readonly valueGrosze: Grosze;
	/** Negative. */
	readonly totalGrosze: Grosze;
}

export interface GoodsLineView {
	readonly kind: 'goods';
	readonly line: number;
	readonly product: string;
	readonly name: string;
	readonly route: Route;
	readonly vat: VatLetter;
	readonly age18: boolean;
	readonly pieces?: number;
	readonly weightGrams?: number;
	readonly priceGrosze: Grosze;
	/** Before the discount. */
	readonly grossGrosze: Grosze;
	/** What is paid for the line: gross less discount. */
	readonly totalGrosze: Grosze;
	/** All that is taken off, and why; nameless where it was given by hand. */
	readonly discount?: {
		readonly amountGrosze: Grosze;
		readonly names: readonly string[];
		/** Of the card, where it alone takes off. */
		readonly percentHundredths?: number;
	};
	/** Why it may not be paid now, whatever was so when it was scanned. */
	readonly forbidden?: Forbidden;
}

export interface DepositLineView {
	readonly kind: 'deposit';
	/** The line of the goods it belongs to. */
	readonly line: number;
	readonly name: string;
	readonly route: Route;
	readonly pieces: number;
	readonly valueGrosze: Grosze;
	readonly totalGrosze: Grosze;
}
