/**
 * The sale: from the first scan to the sealed receipt.
 *
 *   idle ──add──► selling ◄──────────────back──────────────┐
 *                  │  ▲                                     │
 *        scale ◄───┤  ├──► age question                     │
 *                  │  │                                     │
 *                  └──┴──total──► paying ──pay──► preparing ──prepared──► printing ──all printed──► sealing
 *                                   ▲                │                       │                        │
 *                                   └──not-prepared──┘                     │ └─nothing printed, back  └─sealed─► closed
 *                                                                          └──suspend──► suspended ──resume──► printing
 *
 *   selling, paying ──park──► parked ──take-up──► selling
 *
 * S1  `preparing` reads the printers' counters; `printing` is on disk, counters included, before a byte is printed.
 * S2  Slips are printed one after the other, in the order of their routes; the next begins when the one before is
 *     printed or given up.
 * S3  Once any slip may have been printed nothing leads back to `selling`: what is printed becomes a receipt.
 * S4  `sealing` ends only when the receipt is stored; the screen says *done* only then.
 * S5  A scan of goods never starts, ends or changes anything but `idle`, `selling` and `closed`. A card reprices the basket
 *     at any time before the payment, and ends nothing.
 * S6  A sale is put aside (`suspended`) only when one of its slips is printed, or may be, and one stands still. It stays in
 *     the journal, and its printer takes no other slip before it is taken up again.
 * S7  A basket is put aside (`parked`) only before anything of it is paid, and is taken up as it was: lines, prices,
 *     promotions, card. It waits for no printer.
 * S8  What comes into a basket survives the end of the till at once and a power cut a moment later. What is taken out of it or
 *     off it, and whatever leaves the counter, is on the disk before anything follows.
 *
 * This file says what there is; `sale-step.ts` says what follows from what, and `sale-printing.ts` does while slips
 * are being printed.
 *
 * `stepSale` is pure: it answers with the next state and the effects, which the till performs in their order; each
 * result comes back as another event.
 */
import type {Basket, BasketGoods, HandDiscount, Voiding} from './basket.ts';
import type {Route} from './catalogue.ts';
import type {PackagesPlace, Tender} from './entry.ts';
import type {PrinterEvidence} from './evidence.ts';
import type {Grosze} from './money.ts';
import type {ReturnedPackages} from './packages.ts';
import type {AppliedCard} from './pricing.ts';
import type {PrintEffect, PrintEvent, PrintJob} from './print-job.ts';
import type {Grams} from './quantity.ts';
import type {ScaleReason} from './scale-reason.ts';
import type {Slip} from './slip.ts';

/** A good that is about to be weighed: all that is decided of it but how much. */
export type GoodsToWeigh = Omit<BasketGoods, 'quantity'>;

export type ScaleReading =
	| {readonly state: 'stable'; readonly netGrams: Grams; readonly totalGrosze: Grosze}
	| {readonly state: 'waiting'; readonly reason: ScaleReason};

/** Set once, when the customer has paid: the day and the month the sale belongs to. */
export interface SaleDate {
	readonly businessDay: string;
	readonly month: string;
}

export interface Payment {
	/** As the customer gave them. */
	readonly tenders: readonly Tender[];
	readonly changeGrosze: Grosze;
	readonly slips: readonly Slip[];
	/** Where the packages are that came back; absent where none did. */
	readonly packagesPlace?: PackagesPlace;
}

export type Sale =
	| {readonly at: 'idle'}
	| {readonly at: 'selling'; readonly basket: Basket}
	| {
			readonly at: 'weighing';
			readonly basket: Basket;
			readonly goods: GoodsToWeigh;
			readonly tareGrams: Grams;
			readonly reading: ScaleReading;
	  }
	| {readonly at: 'asking-age'; readonly basket: Basket; readonly goods: BasketGoods}
	| {readonly at: 'paying'; readonly basket: Basket}
	/** Put aside before it is paid; the till sells on without it. `parkedAt` is ISO 8601 with offset. */
	| {readonly at: 'parked'; readonly basket: Basket; readonly parkedAt: string}
	| {readonly at: 'preparing'; readonly basket: Basket; readonly payment: Payment}
	| {
			readonly at: 'printing';
			readonly basket: Basket;
			readonly payment: Payment;
			readonly date: SaleDate;
			readonly jobs: readonly PrintJob[];
	  }
	/** Put aside with a slip that is printed, or may be, and one that cannot be; the till sells on without it. */
	| {
			readonly at: 'suspended';
			/** ISO 8601: several are taken up in turn. Absent in an older journal. */
			readonly suspendedAt?: string;
			readonly basket: Basket;
			readonly payment: Payment;
			readonly date: SaleDate;
			readonly jobs: readonly PrintJob[];
	  }
	| {
			readonly at: 'sealing';
			readonly basket: Basket;
			readonly payment: Payment;
			readonly date: SaleDate;
			readonly jobs: readonly PrintJob[];
	  }
	| {
			readonly at: 'closed';
			readonly basket: Basket;
			readonly payment: Payment;
			readonly jobs: readonly PrintJob[];
			readonly entry: number;
	  };

/** What a new sale is known by, should the event begin one. */
export interface FreshSale {
	readonly saleId: string;
	readonly openedAt: string;
}

export type SaleEvent =
	| {readonly on: 'add'; readonly goods: BasketGoods; readonly fresh: FreshSale}
	| {readonly on: 'weigh'; readonly goods: GoodsToWeigh; readonly fresh: FreshSale}
	| {readonly on: 'tare'; readonly tareGrams: Grams}
	| {readonly on: 'reading'; readonly reading: ScaleReading}
	/** What the scale reads, or what somebody answers for who typed it. */
	| {readonly on: 'add-weighed'; readonly typedGrams?: Grams}
	| {readonly on: 'age-answer'; readonly answer: 'refused' | 'adult' | 'document'}
	/** So many pieces more of a line, at the price it was scanned at. */
	| {readonly on: 'more-pieces'; readonly line: number; readonly count: number}
	| ({readonly on: 'void-line'} & Voiding)
	| {readonly on: 'void-sale'}
	| {readonly on: 'card'; readonly card: AppliedCard | undefined; readonly fresh: FreshSale}
	/** So many packages of a kind come back; none: none of them after all. */
	| {readonly on: 'packages'; readonly packages: ReturnedPackages; readonly fresh: FreshSale}
	/** Who buys, by a NIP that is right; undefined: nobody who says so. */
	| {readonly on: 'buyer'; readonly nip: string | undefined; readonly fresh: FreshSale}
	| ({readonly on: 'discount'} & HandDiscount)
	| {readonly on: 'total'}
	| {readonly on: 'back'}
	| {readonly on: 'pay'; readonly payment: Payment}
	| {readonly on: 'prepared'; readonly before: readonly PrinterEvidence[]; readonly date: SaleDate}
	| {readonly on: 'not-prepared'}
	| {readonly on: 'print'; readonly route: Route; readonly event: PrintEvent}
	| {readonly on: 'park'; readonly parkedAt: string}
	| {readonly on: 'take-up'}
	| {readonly on: 'suspend'; readonly suspendedAt: string}
	| {readonly on: 'resume'}
	/** The till was started anew and read this sale from its journal. */
	| {readonly on: 'restart'}
	| {readonly on: 'sealed'; readonly entry: number}
	| {readonly on: 'next'};

export type SaleRemark = 'line-voided' | 'sale-voided' | 'age-refused' | 'slip-abandoned';

export type SaleEffect =
	/** Keep the sale in the journal as it now is; on disk before the next effect. */
	| {readonly do: 'keep'}
	/** Keep it so that it survives the end of the till at once, and a power cut as soon as the disk has it; nothing waits for that. */
	| {readonly do: 'keep-soon'}
	/** Forget the sale in the journal. */
	| {readonly do: 'forget'; readonly saleId: string}
	/** Read the printers' counters, clear what may be open there, and come back with `prepared` or `not-prepared`. */
	| {readonly do: 'prepare'; readonly slips: readonly Slip[]}
	| {readonly do: 'printer'; readonly route: Route; readonly effect: PrintEffect}
	/** Write an event entry. */
	| {
			readonly do: 'remember';
			readonly remark: SaleRemark;
			readonly saleId: string;
			readonly goods?: {readonly code: string; readonly name: string};
			readonly amountGrosze: Grosze;
			/** When the basket was put aside, where it was. */
			readonly parkedAt?: string;
	  }
	/** Seal and store the receipt and come back with `sealed`. */
	| {readonly do: 'seal'};

export type SaleRefusal = 'not-now' | 'no-such-line' | 'nothing-to-pay' | 'too-many-lines';

export interface SaleStep {
	readonly sale: Sale;
	readonly effects: readonly SaleEffect[];
	readonly refusal?: SaleRefusal;
}

export const keep: SaleEffect = {do: 'keep'};
export const keepSoon: SaleEffect = {do: 'keep-soon'};

export function to(sale: Sale, ...effects: readonly SaleEffect[]): SaleStep {
	return {sale, effects};
}

/** The sale stays as it is, and the cashier is told why. */
export function refuse(sale: Sale, refusal: SaleRefusal): SaleStep {
	return {sale, effects: [], refusal};
}

/** Another sale may be begun or taken up. */
export function isCounterFree({at}: Sale): boolean {
	return at === 'idle' || at === 'closed';
}
