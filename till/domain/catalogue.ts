/**
 * What the office says: goods, groups, price lists, cards, people, tills and the shop's settings.
 *
 * These are the shapes the till works with. The documents that carry them add `_id`, `type` and `schema` and are
 * checked in `couch/documents` before anything here is made.
 */
import type {Grosze} from './money.ts';
import type {VatLetter, VatTable} from './vat.ts';

/** Which fiscal printer a group of goods is sold on. */
export type Route = 'main' | 'alcohol';
export const routes: readonly Route[] = ['main', 'alcohol'];

export interface Product {
	/** The shop's own code: text, unique, leading zeros count. */
	readonly code: string;
	readonly name: string;
	/** At most 40 characters, all of Windows-1250: what the fiscal printer prints. */
	readonly receiptName: string;
	/** Digits as printed on the packages (EAN-13, EAN-8, UPC-A, or the GTIN-14 of a pack), any number of them. */
	readonly barcodes: readonly string[];
	/** The number typed at the till for goods without a barcode. */
	readonly plu?: string;
	readonly unit: 'szt' | 'kg';
	readonly vat: VatLetter;
	/** Gross, per piece or per kilogram. */
	readonly priceGrosze: Grosze;
	/** Code of its group, which decides the fiscal route. */
	readonly group: string;
	readonly age18: boolean;
	readonly discountable: boolean;
	/** Prices for cards of a level, by the level. */
	readonly levelPrices?: Readonly<Record<string, Grosze>>;
	/** May not be sold, at once: a recall. */
	readonly recalled?: boolean;
	/** Id of a deposit of the shop's settings, charged with every piece. */
	readonly deposit?: string;
	/** How many packages of that deposit one piece has, six in a six-pack; absent = one. */
	readonly depositPieces?: number;
}

export interface Group {
	readonly code: string;
	readonly name: string;
	readonly route: Route;
	/** One of the screen's group colours. */
	readonly colour: GroupColour;
	/** Place on the touch grid; equal places are ordered by name. */
	readonly order: number;
	/** Food: vouchers pay for it. Where no group of the shop is food, vouchers pay for anything. */
	readonly mealVoucher?: boolean;
}
export const groupColours = ['quick', 'green', 'bread', 'meat', 'pack', 'dairy', 'drink', 'spirit'] as const;
export type GroupColour = (typeof groupColours)[number];

/** When a price list is in force: from `validFrom` until `validTo`, both ISO 8601 with offset. */
export interface PriceListTerms {
	readonly name: string;
	readonly validFrom: string;
	readonly validTo?: string;
}

/** Gross prices by product code. */
export type Prices = Readonly<Record<string, Grosze>>;

/** Prices that one document holds: some 100 KB. A longer price list comes in parts. */
export const pricesInDocumentMax = 5000;
/** Parts that one header names: a million prices. */
export const partCountMax = 200;

/** One version of a price list that one document holds. */
export interface WholeVersion extends PriceListTerms {
	readonly prices: Prices;
}

/** One atomic change of prices. */
export interface PriceList extends WholeVersion {
	readonly id: string;
}

/** One version of a price list that is too long for one document: which parts it is made of. */
export interface PriceListVersion extends PriceListTerms {
	readonly parts: readonly PartMark[];
}

/** What a header says of one part: its name, how many prices it has, and the digest of them. */
export interface PartMark {
	readonly part: string;
	readonly count: number;
	readonly digest: string;
}

/** The header of a price list in parts. Its prices are the ones of its parts, once all of them are there. */
export interface PriceListHeader extends PriceListVersion {
	readonly id: string;
	/** The version before this one, to be used until this one's parts are all there; whole where it was one document. */
	readonly former?: PriceListVersion | WholeVersion;
}

/** So many prices of a price list; written once, because its name comes from its digest. */
export interface PriceListPart {
	readonly list: string;
	readonly part: string;
	readonly digest: string;
	readonly prices: Prices;
}

/** What a promotion takes off; percents are in hundredths and below 100. */
export type PromotionTerms =
	| {readonly kind: 'percent'; readonly percentHundredths: number}
	/** Per piece or per kilogram. */
	| {readonly kind: 'fixed-price'; readonly priceGrosze: Grosze}
	/** Of every `take` pieces `pay` are paid for, the dearer ones. */
	| {readonly kind: 'n-for-m'; readonly take: number; readonly pay: number}
	/** Off the cheaper of every two. */
	| {readonly kind: 'second-cheaper'; readonly percentHundredths: number}
	/** So many pieces of each part's products, together at a price. */
	| {
			readonly kind: 'bundle';
			readonly parts: readonly {readonly products: readonly string[]; readonly pieces: number}[];
			readonly priceGrosze: Grosze;
	  };

/**
 * Days of the week, 1 for Monday, from the first time until the second, in the shop; past midnight where the second is not
 * later. Whole hours are what a till goes by that does not know `from` and `to`, which come together.
 */
export interface HappyHours {
	readonly days: readonly number[];
	/** 0 to 23. */
	readonly fromHour: number;
	/** 1 to 24. */
	readonly toHour: number;
	/** `HH:MM`, to the minute. */
	readonly from?: string;
	/** `HH:MM`, to 24:00. */
	readonly to?: string;
}

/** One promotion. Without products and groups it reaches everything that may be discounted. */
export interface Promotion {
	readonly id: string;
	/** What stands beside the discount. */
	readonly name: string;
	/** In force from `validFrom` until `validTo`, ISO 8601 with offset. */
	readonly validFrom: string;
	readonly validTo?: string;
	readonly hours?: HappyHours;
	readonly products?: readonly string[];
	readonly groups?: readonly string[];
	readonly terms: PromotionTerms;
	/** A discount card works beside it; otherwise the better of the two. */
	readonly combinesWithCard?: boolean;
}

/** What a card takes off beside its one percent. */
export interface CardBenefits {
	readonly percentHundredths: number;
	/** In place of the percent, by group. */
	readonly groupPercents?: Readonly<Record<string, number>>;
	/** Which of the products' level prices it gives. */
	readonly priceLevel?: string;
	/** Groups whose goods the card never reprices. */
	readonly excludedGroups: readonly string[];
	/** Goods that a promotion reaches, the card never reprices. */
	readonly excludesPromotions?: boolean;
}

/** A family of discount cards, known by how their numbers begin. */
export interface CardRule extends CardBenefits {
	readonly id: string;
	readonly name: string;
	readonly prefix: string;
	/** Digits in the whole number. */
	readonly length: number;
}

/** One card that differs from its family: another percent, or blocked. */
export interface Card extends CardBenefits {
	readonly number: string;
	readonly name: string;
	readonly blocked: boolean;
	/** Last day it works, `YYYY-MM-DD`. */
	readonly validTo?: string;
}

/** A manager (`manage`) may whatever may be approved; the others are for what somebody does alone, within their limits. */
export const permissions = [
	'sell',
	'void-line',
	'void-sale',
	'discount',
	'return',
	'type-weight',
	'take-transfer',
	'service',
	'manage',
] as const;
export type Permission = (typeof permissions)[number];

export interface Cashier {
	readonly id: string;
	readonly name: string;
	/** `scrypt$N$r$p$salt$hash`, the last two in base64url; which costs a till takes on stands in `couch/documents/limits.ts`. */
	readonly pinHash: string;
	readonly permissions: readonly Permission[];
	/** How far the permissions go; a limit that is not there is none. */
	readonly limits?: Limits;
	/** How many digits the PIN has, which its hash does not tell; four where it says nothing. */
	readonly pinLength?: number;
	/** SHA-256, in hex, of the code on the person's badge: at least `badgeLengthMin` characters, drawn at random. */
	readonly badge?: string;
	/** `YYYY-MM-DD`, of who is under age or will be asked; who has none is of age. */
	readonly bornOn?: string;
}

/** A shorter code could be guessed from its digest. */
export const badgeLengthMin = 16;

/** The most that a person does, or approves, without somebody who may more. */
export interface Limits {
	/** Of one line or of a whole sale. */
	readonly voidGroszeMax?: number;
	readonly discountPercentHundredthsMax?: number;
	readonly discountGroszeMax?: number;
	readonly returnGroszeMax?: number;
	/** Of cash that comes into the drawer or goes out of it beside sales, at once. */
	readonly cashInGroszeMax?: number;
	readonly cashOutGroszeMax?: number;
	/** Of what a customer pays by transfer at once. */
	readonly transferGroszeMax?: number;
}

/** Where a device is reached: a TCP address or a serial port by its stable name. */
export type DeviceAddress =
	| {readonly kind: 'tcp'; readonly host: string; readonly port: number}
	| {
			readonly kind: 'serial';
			readonly path: string;
			readonly baudRate: number;
			readonly dataBits: 7 | 8;
			readonly parity: 'none' | 'even' | 'odd';
			readonly stopBits: 1 | 2;
			/**
			 * How the device holds the till back: by a wire, or by the bytes 11 and 13, which then mean nothing else. Not at all
			 * where it says nothing.
			 */
			readonly flowControl?: 'rts-cts' | 'xon-xoff';
	  };

/** How a till speaks to a fiscal printer; `docs/protocols` has a page for each protocol. */
export type PrinterConfig =
	| {
			readonly protocol: 'posnet';
			readonly address: DeviceAddress;
			/** As the printer is set (`pccfgset`); windows-1250 where it says nothing. */
			readonly codePage?: 'windows-1250' | 'iso-8859-2' | 'mazovia';
	  }
	| {
			readonly protocol: 'thermal';
			readonly address: DeviceAddress;
			/** Whose table of payments and order of closing it follows. */
			readonly maker: 'posnet' | 'novitus';
			/** Of amounts, where the model wants a comma. */
			readonly decimalSeparator?: '.' | ',';
			/** The command that closes, where the model wants another than the driver would choose. */
			readonly closing?: '$e' | '$x' | '$y';
	  }
	| {readonly protocol: 'novitus-xml'; readonly address: DeviceAddress}
	| {readonly protocol: 'noviapi'; readonly address: Extract<DeviceAddress, {kind: 'tcp'}>}
	/** Experimental: written from public programs, tried on no printer. */
	| {
			readonly protocol: 'elzab';
			readonly address: DeviceAddress;
			/** As it stands on every receipt of the printer, which cannot be asked for it. */
			readonly uniqueNumber: string;
			/** As the printer is set; windows-1250 where it says nothing. */
			readonly codePage?: 'windows-1250' | 'cp852' | 'mazovia';
			/** Characters of a good's name; 28 where it says nothing, which every model takes. */
			readonly nameLength?: 28 | 40;
	  };

/** A key that a till signed with before, up to this entry of its book. */
export interface FormerKey {
	readonly publicKey: string;
	readonly lastEntry: number;
}

/** The profile of one till: what stands beside it and how it behaves. */
export interface TillProfile {
	/** `[a-z0-9-]{1,16}`, used once and never again. */
	readonly id: string;
	readonly name: string;
	/** The number people call it by. */
	readonly number: number;
	/** `alcohol` absent: everything is printed on `main`. */
	readonly printers: {readonly main: PrinterConfig; readonly alcohol?: PrinterConfig};
	readonly scale?: {readonly protocol: 'dialog06'; readonly address: DeviceAddress};
	readonly scanner?: {readonly protocol: 'line'; readonly address: DeviceAddress};
	/** How often receipts go to the server; 0 = at once. */
	readonly receiptsPushSeconds: number;
	/** How many months of its book the till keeps; `monthsKeptUsual` when absent. */
	readonly monthsKept?: number;
	/** Ed25519 public key (SPKI, base64) that the till's signatures are checked with. */
	readonly publicKey: string;
	/** The keys before this one. Each is good for entries up to its last, and for none after it. */
	readonly formerKeys?: readonly FormerKey[];
	/** Id of the till this one took the place of. */
	readonly replaces?: string;
	/** Switched off for good: no month waits for its seal. Its profile stays, for what it signed is checked with its keys. */
	readonly retired?: boolean;
}

export interface Deposit {
	/** For instance `PET050`. */
	readonly id: string;
	readonly name: string;
	/** The number printers identify the package by: 0..9999. */
	readonly packageNumber: number;
	readonly valueGrosze: Grosze;
}

export interface ShopSettings {
	readonly name: string;
	readonly vat: VatTable;
	/** Variable-measure codes, for instance `29AAAAVWWWWWK`: see `weight-label.ts`. */
	readonly weightBarcodes: readonly string[];
	/** Names of sets of such masks, after the shop's own: see `label-presets.ts`. */
	readonly labelPresets?: readonly string[];
	readonly deposits: readonly Deposit[];
	/** Local hours in which alcohol may not be sold, for instance from 22 to 6; absent = always allowed. */
	readonly alcoholBan?: {readonly fromHour: number; readonly toHour: number};
	/** A slip whose printer cannot print may be printed on the till's other one; absent = it may not. */
	readonly slipsMayMove?: boolean;
	/** Nothing is sold before a shift was opened; absent = a shop that does not count sells without. */
	readonly shiftNeeded?: boolean;
	/** What a cashier typed or scanned is hardly meant beyond these; absent = whatever the printers take. */
	readonly limits?: SaleLimits;
	/** From this amount on an approval needs a badge or a long PIN, whatever anybody's limits are; absent = only beyond a limit. */
	readonly strongProofFromGrosze?: Grosze;
	/** Cash that the shop takes beside złoty; absent = none. */
	readonly currencies?: readonly Currency[];
	/** Kinds of vouchers that are told apart; absent = one kind, which pays for food where any group is food. */
	readonly vouchers?: readonly VoucherKind[];
	/** Customers may pay by bank transfer; absent = they may not. */
	readonly transfers?: boolean;
	/** Product codes on the first page of the touch grid. */
	readonly quickProducts: readonly string[];
}

/** A kind of vouchers, for instance those for meals; see `vouchers.ts`. */
export interface VoucherKind {
	readonly id: string;
	/** What the cashier and the book call it. */
	readonly name: string;
	/** Pays for goods of the groups that are food; absent = for anything. */
	readonly food?: boolean;
}

/** Cash of another currency, at the shop's own rate; see `currency.ts`. */
export interface Currency {
	/** ISO 4217, for instance `EUR`. */
	readonly code: string;
	/** What a whole unit is worth, in ten-thousandths of a złoty: 43215 is 4.3215 zł. */
	readonly rateTenThousandths: number;
	/** Notes and coins with a key of their own, in hundredths of the unit; absent = amounts are typed. */
	readonly denominationsMinor?: readonly number[];
	/** The most that is taken for one sale, in hundredths of the unit. */
	readonly amountMinorMax?: number;
}

/** Beyond each of them nothing is sold: somebody mistyped. */
export interface SaleLimits {
	readonly piecesPerLineMax?: number;
	/** Before discounts. */
	readonly lineGroszeMax?: Grosze;
	/** What the customer owes for goods and deposits. */
	readonly receiptGroszeMax?: Grosze;
}

/** Anything the catalogue may say, by kind. */
export type CatalogueItem =
	| {readonly kind: 'product'; readonly value: Product}
	| {readonly kind: 'group'; readonly value: Group}
	| {readonly kind: 'price-list'; readonly value: PriceList | PriceListHeader}
	| {readonly kind: 'price-list-part'; readonly value: PriceListPart}
	| {readonly kind: 'card-rule'; readonly value: CardRule}
	| {readonly kind: 'promotion'; readonly value: Promotion}
	| {readonly kind: 'card'; readonly value: Card}
	| {readonly kind: 'cashier'; readonly value: Cashier}
	| {readonly kind: 'till'; readonly value: TillProfile}
	| {readonly kind: 'shop'; readonly value: ShopSettings};
