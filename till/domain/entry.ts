/**
 * Entries: what a till writes into its book, once, and never edits.
 *
 * Receipts, returns, events and seals of a till share one sequence of numbers and one chain of digests. Only
 * integers and strings (in objects and arrays) occur in an entry, so that its canonical form has one spelling.
 *
 *   _id = <type>:<till>:<8-digit entry number>:<8 base32 characters>
 *   previous = digest of the entry before, 64 zeros for the first
 */
import type {Route, VoucherKind} from './catalogue.ts';
import type {ChangedPrinter, ConfirmedClock} from './managers-word.ts';
import type {Grosze} from './money.ts';
import type {VatLetter, VatSum} from './vat.ts';

export type EntryType = 'receipt' | 'return' | 'event' | 'seal';
export const entryTypes: readonly EntryType[] = ['receipt', 'return', 'event', 'seal'];

interface EntryHead {
	readonly _id: string;
	readonly schema: 1;
	readonly till: string;
	/** Place in the chain, from 1. */
	readonly entry: number;
	/** `YYYY-MM` in Europe/Warsaw: names the database, never runs backwards. */
	readonly month: string;
	/** `YYYY-MM-DD` in Europe/Warsaw. */
	readonly businessDay: string;
	/** When it was sealed, ISO 8601 with offset. */
	readonly writtenAt: string;
	readonly previous: string;
}

export const tenderKinds = ['cash', 'card', 'voucher', 'transfer'] as const;
export type TenderKind = (typeof tenderKinds)[number];
export interface Tender {
	readonly kind: TenderKind;
	readonly amountGrosze: Grosze;
	/** Of cash that is not złoty, until it is on slips; `amountGrosze` is what it is worth. */
	readonly foreign?: ForeignCash;
	/** Of a voucher, until it is on slips: its kind, where the shop has kinds. */
	readonly voucher?: VoucherKind;
}

/** Cash of another currency as it was handed over, at the rate of that moment; see `currency.ts`. */
export interface ForeignCash {
	/** ISO 4217. */
	readonly currency: string;
	/** In hundredths of the currency's unit. */
	readonly amountMinor: number;
	/** What a whole unit was worth, in ten-thousandths of a złoty. */
	readonly rateTenThousandths: number;
}

/** Foreign cash of a receipt, with its worth. */
export type ForeignTender = ForeignCash & {readonly amountGrosze: Grosze};

export interface ReceiptLine {
	readonly line: number;
	readonly product: string;
	readonly name: string;
	readonly receiptName: string;
	/** The code that was scanned, where one was. */
	readonly barcode?: string;
	readonly group: string;
	readonly route: Route;
	readonly vat: VatLetter;
	readonly unit: 'szt' | 'kg';
	/** One of the two, after the unit. */
	readonly pieces?: number;
	readonly weightGrams?: number;
	readonly priceGrosze: Grosze;
	/** `product`, or the id of the price list document the price came from. */
	readonly priceSource: string;
	/** Quantity times price. */
	readonly grossGrosze: Grosze;
	readonly discountGrosze: Grosze;
	/** Why: `promotion:<id>`, `card-rule:<id>`, `card:<number>`, `manual` or `manual-receipt`. Present when there is a discount. */
	readonly discountSource?: string;
	/** What of it is whose, where there is more than one reason. */
	readonly discounts?: readonly {readonly source: string; readonly amountGrosze: Grosze}[];
	/** What is paid for the line: gross less discount. */
	readonly totalGrosze: Grosze;
}

/** Packages charged with a line; outside VAT and outside discounts. */
export interface ReceiptDeposit {
	readonly line: number;
	readonly deposit: string;
	readonly name: string;
	readonly packageNumber: number;
	readonly route: Route;
	readonly pieces: number;
	readonly valueGrosze: Grosze;
	readonly totalGrosze: Grosze;
}

/** Packages that came back, which lessen what is due; all amounts are positive. */
export type ReceiptPackages = Omit<ReceiptDeposit, 'line' | 'route'>;

export const packagesPlaces = ['slip', 'pay-out'] as const;
/** `slip`: on the main slip, which came to less by them. `pay-out`: a document of their own; the money is among the cash. */
export type PackagesPlace = (typeof packagesPlaces)[number];

/** One slip as it came out of a fiscal printer. */
export interface ReceiptSlip {
	readonly route: Route;
	/** The printer's unique number. */
	readonly printer: string;
	/** The printer's own number of the receipt. */
	readonly fiscalNumber: number;
	readonly printedAt: string;
	/** How the till knows that it was printed. */
	readonly proof: 'answer' | 'counters' | 'cashier';
	readonly goodsGrosze: Grosze;
	/** Charged, less what came back on this slip. */
	readonly depositsGrosze: Grosze;
	readonly vat: readonly VatSum[];
	readonly tenders: readonly Tender[];
	readonly changeGrosze: Grosze;
}

export interface Receipt extends EntryHead {
	readonly type: 'receipt';
	/** Drawn with the first line; what printers and journals know the sale by. */
	readonly saleId: string;
	readonly openedAt: string;
	readonly cashier: {readonly id: string; readonly name: string};
	readonly lines: readonly ReceiptLine[];
	readonly deposits: readonly ReceiptDeposit[];
	readonly vat: readonly VatSum[];
	readonly goodsGrosze: Grosze;
	readonly discountGrosze: Grosze;
	readonly depositsGrosze: Grosze;
	/** Present together, where packages came back. */
	readonly packages?: readonly ReceiptPackages[];
	readonly packagesGrosze?: Grosze;
	readonly packagesPlace?: PackagesPlace;
	/** Goods and deposits, less packages that are on a slip: what the slips come to. */
	readonly dueGrosze: Grosze;
	/** As given by the customer; their sum less the change is what was due. */
	readonly tenders: readonly Tender[];
	/**
	 * What of the cash was not złoty, each once, whichever slips it paid. Change, and money back for a slip that was given
	 * up, are złoty, so that it may be worth more than the cash among `tenders`.
	 */
	readonly foreignCash?: readonly ForeignTender[];
	/** Of which kinds the vouchers were, each as it was given: also those for a slip that was given up. */
	readonly vouchers?: readonly {readonly voucher: string; readonly name: string; readonly amountGrosze: Grosze}[];
	readonly changeGrosze: Grosze;
	readonly slips: readonly ReceiptSlip[];
	readonly card?: string;
	/** NIP of the buyer, ten digits, as it is on the slips. */
	readonly buyerNip?: string;
	readonly ageCheck?: 'adult' | 'document';
}

/** As much of a receipt's line as comes back; `line` is its number there, and all amounts are positive. */
export type ReturnLine = Omit<ReceiptLine, 'barcode' | 'priceSource' | 'discountSource' | 'discounts'>;

/** The receipt whose goods come back, with enough to show it where it is not at hand. */
export interface ReturnedReceipt {
	/** Its entry id. */
	readonly receipt: string;
	/** What is printed on its slips. */
	readonly saleId: string;
	readonly month: string;
	readonly businessDay: string;
	readonly slips: readonly Pick<ReceiptSlip, 'route' | 'printer' | 'fiscalNumber' | 'printedAt'>[];
}

/**
 * Registers beside the receipts that the regulation on cash registers asks for (§ 3 sec. 3 to 5): goods that came back, and
 * obvious mistakes, where a receipt was never what it says.
 */
export const returnRegisters = ['returns', 'mistakes'] as const;
export type ReturnRegister = (typeof returnRegisters)[number];

/** Goods of one receipt given back. It stands in the book of the till that took them, whichever till sold them. */
export interface Return extends EntryHead {
	readonly type: 'return';
	readonly original: ReturnedReceipt;
	readonly cashier: {readonly id: string; readonly name: string};
	/** The second person. */
	readonly approvedBy: {readonly id: string; readonly name: string};
	/** Why, in somebody's words. */
	readonly reason: string;
	/** Which register of the office it belongs to; absent = returns. */
	readonly register?: ReturnRegister;
	/**
	 * What parts of a line come to is rounded, and so is their share of a discount: the last part is given what the others
	 * left, so that all of them together are what was paid.
	 */
	readonly lines: readonly ReturnLine[];
	/** Deposits that were charged with those lines and are given back with them. */
	readonly deposits: readonly ReceiptDeposit[];
	/** The tax is reckoned by letter and route, as the printers reckoned it. */
	readonly vat: readonly VatSum[];
	readonly goodsGrosze: Grosze;
	readonly depositsGrosze: Grosze;
	/** Goods and deposits: what the customer was given, */
	readonly refundGrosze: Grosze;
	/** and in which ways. */
	readonly tenders: readonly Tender[];
}

export const tillEventKinds = [
	'sale-voided',
	'line-voided',
	'age-refused',
	'hours-refused',
	'recall-refused',
	'date-refused',
	'slip-abandoned',
	'drawer-opened',
	'logged-in',
	'logged-out',
	'clock-confirmed',
	'printer-changed',
	'daily-report',
	'packages-returned',
	'discount-given',
	'weight-typed',
	'override',
	'approval-refused',
	'shift-opened',
	'cash-in',
	'cash-out',
	'shift-closed',
	'basket-left',
	'basket-taken-unasked',
	'basket-taken-twice',
] as const;
export type TillEventKind = (typeof tillEventKinds)[number];

/**
 * `nothing-to-report`: nothing was sold since the last one. `not-printed`: the printer never did it. `unknown`: it
 * cannot say, because it is another one or its memory was cleared.
 */
export const reportResults = ['printed', 'nothing-to-report', 'refused', 'not-printed', 'unknown'] as const;
export type ReportResult = (typeof reportResults)[number];

/** What was sold under one letter; letters without a sale are left out. */
export type LetterGross = Pick<VatSum, 'letter' | 'grossGrosze'>;

/** What one printer was asked to report, and what came of it. */
export interface DailyReport {
	readonly route: Route;
	/** The printer's unique number. */
	readonly printer: string;
	readonly result: ReportResult;
	/** Where the printer tells it. */
	readonly reportNumber?: number;
	/** What the printer's own totals said just before. */
	readonly receiptCount: number;
	readonly gross: readonly LetterGross[];
	/** Why it was refused, in the device's words. */
	readonly reason?: string;
}

/** What the coins and notes of the złoty are worth, in grosze. */
export const cashGrosze = [50_000, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1] as const;

/** So many notes or coins of one kind. */
export interface CountedCash {
	readonly valueGrosze: (typeof cashGrosze)[number];
	readonly count: number;
}

/** What moved in the drawer beside sales, or was counted there; `amountGrosze` of the event is how much. */
export interface CashFacts {
	/** Of `cash-in` and `cash-out`, in somebody's words. */
	readonly reason?: string;
	/** Of `shift-closed`, and of `shift-opened` where the float was counted and not typed as a sum. */
	readonly counted?: readonly CountedCash[];
	/** Of `shift-closed`: baskets that were aside then, paid by nobody; absent where none was. */
	readonly parkedCount?: number;
	/** Of `shift-closed`: what the book says has to be there; negative where more was given out than came in. */
	readonly expectedGrosze?: Grosze;
	/** Of `shift-closed`: cash that is not złoty, counted by itself. */
	readonly foreign?: readonly CountedForeign[];
}

/** Cash of one currency in the drawer, in hundredths of its unit: what was counted, and what the book says. */
export interface CountedForeign {
	readonly currency: string;
	readonly countedMinor: number;
	readonly expectedMinor: number;
}

/** How far a discount by hand went, and who answers for it. */
export interface GivenDiscount {
	/** Of the goods it is on, with what was already given on them by hand, up to the next hundredth. */
	readonly percentHundredths: number;
	readonly allowedBy: {readonly id: string; readonly name: string};
	/** In somebody's words. */
	readonly reason?: string;
}

/** What matters who does it; `permits.ts` says who may. */
export const operations = [
	'void-line',
	'void-sale',
	'open-drawer',
	'discount',
	'return',
	'refund-in-cash',
	'cash-in',
	'cash-out',
	'take-transfer',
	'type-weight',
	'sell-age18',
	'confirm-clock',
	'confirm-printer',
	'daily-report',
	'take-up-unasked',
] as const;
export type OperationName = (typeof operations)[number];

export const approvalCauses = ['permission', 'limit', 'two-people', 'age'] as const;
/** Why somebody else is needed. */
export type ApprovalCause = (typeof approvalCauses)[number];

export const approvalRefusals = ['wrong-pin', 'pin-locked', 'unknown-badge', 'withdrawn', 'no-approver'] as const;
/** `withdrawn`: nobody approved, and the cashier gave up. `no-approver`: the shop has nobody who may. */
export type ApprovalRefusal = (typeof approvalRefusals)[number];
export const proofs = ['pin', 'badge'] as const;
export type Proof = (typeof proofs)[number];

/** Something that a cashier could not do alone, and what the other person said. */
export interface Approval {
	readonly operation: OperationName;
	readonly cause: ApprovalCause;
	/** Who approved it, or in whose name somebody tried; absent where nobody was named. */
	readonly approver?: {readonly id: string; readonly name: string};
	readonly proof?: Proof;
	readonly refusal?: ApprovalRefusal;
	/** Of a discount. */
	readonly percentHundredths?: number;
	/** Of a receipt's line. */
	readonly line?: number;
}

/** Something that happened without a receipt and has to be remembered. */
export interface TillEvent extends EntryHead {
	readonly type: 'event';
	readonly event: TillEventKind;
	readonly cashier: {readonly id: string; readonly name: string};
	readonly saleId?: string;
	/** The goods it was about. */
	readonly product?: string;
	readonly name?: string;
	readonly amountGrosze?: Grosze;
	/** Of `clock-confirmed`. */
	readonly clock?: ConfirmedClock;
	/** Of `printer-changed`. */
	readonly printerChange?: ChangedPrinter;
	/** Of `daily-report`. */
	readonly report?: DailyReport;
	/** Of `packages-returned`: packages without a sale; `amountGrosze` was paid out for them. */
	readonly packages?: readonly ReceiptPackages[];
	/** Of `basket-left` and `basket-taken-twice`: what people call the till that took the basket up. */
	readonly otherTill?: string;
	/** Of `override` and `approval-refused`; `cashier` is who asked. */
	readonly approval?: Approval;
	/** Of `shift-opened` (the float), `cash-in`, `cash-out` and `shift-closed`. */
	readonly cash?: CashFacts;
	/** Of `sale-voided` and `line-voided`: when the basket was put aside that was voided later, ISO 8601 with offset. */
	readonly parkedAt?: string;
	/** Of `date-refused`: the goods' last day, `YYYY-MM-DD`, as their code has it. */
	readonly lastDay?: string;
	/** Of `drawer-opened`, where the printer did not answer: the drawer may be open, or not. */
	readonly outcome?: 'unknown';
	/** Of `discount-given`; `amountGrosze` is what was given. */
	readonly discount?: GivenDiscount;
}

/** The last entry of a month. */
export interface Seal extends EntryHead {
	readonly type: 'seal';
	readonly count: number;
	readonly firstEntry: number;
	readonly lastEntry: number;
	readonly lastDigest: string;
}

export type Entry = Receipt | Return | TillEvent | Seal;

/** What is stored and sent: an entry with its digest and the till's signature of that digest. */
export type Sealed<E extends Entry = Entry> = E & {readonly digest: string; readonly signature: string};

/** Where the chain ends. */
export interface ChainHead {
	readonly entry: number;
	readonly digest: string;
	/** Absent before the first entry. */
	readonly month?: string;
}
