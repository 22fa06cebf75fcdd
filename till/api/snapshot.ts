/**
 * What the screen is told: the whole state of the till as one value, sent anew on every change. It carries facts and
 * codes; words and formats are the screen's, in its own language.
 */
import type {Currency, GroupColour, Route, VoucherKind} from '../domain/catalogue.ts';
import type {SharedCode} from '../domain/code-index.ts';
import type {Damage, DamageNotice} from '../domain/damage.ts';
import type {Tender} from '../domain/entry.ts';
import type {LinkTrouble, RefusedEntryView, ServerNotice} from '../domain/link.ts';
import type {Grosze} from '../domain/money.ts';
import type {PrinterCondition} from '../domain/printer-condition.ts';
import type {ScaleReason} from '../domain/scale-reason.ts';
import type {ApprovalScreen} from './approval-view.ts';
import type {DayView} from './day-view.ts';
import type {Message} from './messages.ts';
import type {ParkedElsewhere, ParkedView} from './parked-view.ts';
import type {ReturnScreen} from './return-view.ts';
import type {SaleView} from './sale-view.ts';
import type {ShiftScreen} from './shift-view.ts';

export interface Snapshot {
	/** Grows with every change; a screen never goes back to an older one. */
	readonly version: number;
	readonly till: {readonly id: string; readonly name: string; readonly number: number; readonly shopName: string};
	/** ISO 8601, the till's clock when the snapshot was made. */
	readonly now: string;
	/** Somebody practises: nothing is printed fiscally or sent. */
	readonly training?: true;
	readonly cashier?: {readonly id: string; readonly name: string};
	readonly screen: Screen;
	readonly sale: SaleView;
	/** The kinds of packages that may come back. */
	readonly packages: readonly {readonly deposit: string; readonly name: string; readonly valueGrosze: Grosze}[];
	/** Cash that the shop takes beside złoty; absent where it takes none. */
	readonly currencies?: readonly Currency[];
	/** Kinds of vouchers, where the shop tells them apart. */
	readonly vouchers?: readonly VoucherKind[];
	/** Customers may pay by bank transfer; absent where they may not. */
	readonly transfers?: true;
	/** Sales that were put aside because a printer could not print their second slip; absent where there are none. */
	readonly suspended?: {readonly count: number; readonly printer: Route; readonly dueGrosze: Grosze};
	/** Baskets that were put aside before they were paid, oldest first. */
	readonly parked: readonly ParkedView[];
	readonly parkedElsewhere: ParkedElsewhere;
	readonly link: LinkView;
	readonly printers: readonly PrinterView[];
	readonly day: DayView;
	/** Absent where the till has none. */
	readonly scale?: {readonly state: 'ready' | 'not-connected'};
	readonly scanner?: {readonly state: 'ready' | 'not-connected'};
	/** Something happened to the till's own files; until somebody at the service screen acknowledges it. */
	readonly damage?: DamageNotice;
	/** What the cashier has to be told about the last command; replaced or cleared by the next. */
	readonly message?: Message;
}

/** Where the till is. The screen shows this and nothing else decides. */
export type Screen =
	| {readonly at: 'starting'; readonly step: 'catalogue' | 'printers' | 'recovery'}
	| {
			readonly at: 'login';
			readonly cashiers: readonly {readonly id: string; readonly name: string; readonly manager: boolean}[];
	  }
	/** Something stops selling; `day` has it. */
	| {readonly at: 'day-start'}
	| {readonly at: 'sale'; readonly pendingPieces?: number; readonly choice?: ChoiceView}
	| WeighingScreen
	| {
			readonly at: 'age';
			readonly name: string;
			readonly route: Route;
			readonly totalGrosze: Grosze;
			readonly bornOnOrBefore: string;
	  }
	| {readonly at: 'payment'; readonly cashSuggestionsGrosze: readonly Grosze[]}
	| {
			readonly at: 'printing';
			readonly slips: readonly SlipView[];
			readonly problem?: PrintingProblem;
			readonly tenders: readonly Tender[];
			readonly changeGrosze: Grosze;
	  }
	| {
			readonly at: 'change';
			readonly slips: readonly SlipView[];
			readonly tenders: readonly Tender[];
			readonly changeGrosze: Grosze;
			readonly entry: number;
	  }
	| ReturnScreen
	| ApprovalScreen
	| ShiftScreen
	| ServiceScreen;

/** One code, several products: `choose` says which one lies on the counter. */
export interface ChoiceView {
	/** As it was scanned or typed. */
	readonly code: string;
	readonly goods: readonly Pick<GoodView, 'code' | 'name' | 'unit' | 'priceGrosze'>[];
}

export interface WeighingScreen {
	readonly at: 'weighing';
	readonly product: string;
	readonly name: string;
	readonly plu?: string;
	readonly priceGrosze: Grosze;
	readonly tareGrams: number;
	readonly reading:
		| {readonly state: 'stable'; readonly netGrams: number; readonly totalGrosze: Grosze}
		| {readonly state: 'waiting'; readonly reason: ScaleReason};
}

export interface ServiceScreen {
	readonly at: 'service';
	readonly refused: readonly RefusedEntryView[];
	readonly lastSent?: {readonly id: string; readonly at: string};
	/** What went wrong last with the link, in technical words. */
	readonly problem?: string;
	readonly resend?:
		| {readonly state: 'running'}
		| {readonly state: 'failed'; readonly reason: string}
		| {
				readonly state: 'done';
				readonly checkedCount: number;
				readonly identicalCount: number;
				readonly newCount: number;
				readonly differentCount: number;
				readonly refusedCount: number;
				/** First business day the till still has, when the period begins before it. */
				readonly heldFrom?: string;
		  };
	/** Catalogue documents that were set aside, with the reason. */
	readonly setAside: readonly {readonly id: string; readonly field: string; readonly reason: string}[];
	/** Codes that several products claim: the first of them, and how many there are. */
	readonly sharedCodes: readonly SharedCode[];
	readonly sharedCodeCount: number;
	/** What happened to the till's own files, the latest last. */
	readonly damages: readonly Damage[];
	readonly devices: readonly {
		readonly device: string;
		readonly address: string;
		readonly state: string;
		readonly detail: string;
	}[];
	readonly version: string;
	readonly goodsCount: number;
	/** Business day of today, the default of the period. */
	readonly businessDay: string;
}

export interface LinkView {
	/**
	 * `own-work`: the till works on its own (praca samodzielna). `refused`: the server is there and says no;
	 * `unauthorised`: it does not know this till. Both need a person.
	 */
	readonly state: 'starting' | 'catching-up' | 'live' | 'own-work' | 'refused' | 'unauthorised';
	/** ISO 8601: since when it is so. */
	readonly since: string;
	readonly catalogueAsOf?: string;
	/** Entries of every type that the server does not have yet. */
	readonly waitingCount: number;
	/** How many of them are receipts: what a cashier counts. */
	readonly waitingReceiptCount: number;
	readonly refusedCount: number;
	readonly oldestWaitingAt?: string;
	readonly trouble?: LinkTrouble;
	/** What the server last said about this till; absent where it has nothing to say. */
	readonly notice?: ServerNotice;
}

export interface PrinterView {
	readonly route: Route;
	/** 1 for main, 2 for alcohol: what people call it. */
	readonly number: number;
	readonly condition: PrinterCondition;
	readonly paperNearEnd: boolean;
}

export interface SlipView {
	readonly route: Route;
	readonly number: number;
	/** Number of the printer that prints it. */
	readonly printer: number;
	readonly dueGrosze: Grosze;
	readonly lineCount: number;
	readonly state: 'waiting' | 'printing' | 'printed' | 'stopped' | 'asking' | 'abandoned';
	readonly fiscalNumber?: number;
}

/** Why printing stands still, and what a person has to do. */
export type PrintingProblem =
	/** The printer waits; it goes on by itself once the cause is gone. */
	| {
			readonly kind: 'waiting';
			readonly route: Route;
			readonly printer: Route;
			readonly condition: PrinterCondition;
			readonly maySuspend: boolean;
	  }
	/** The slip was not printed and nothing is open: `print-on` prints it. */
	| {
			readonly kind: 'stopped';
			readonly route: Route;
			/** The printer that stopped; another than the route's where the slip was moved. */
			readonly printer: Route;
			readonly code: string;
			readonly detail: string;
			readonly line?: number;
			/** Another slip of the sale stands, and this one may be given up: `abandon-slip`. */
			readonly mayAbandon: boolean;
			/** Nothing was printed: `back` returns to the basket. */
			readonly mayGoBack: boolean;
			/** Something is printed, or may be, and others can be served: the sale may be put aside (`suspend-sale`). */
			readonly maySuspend: boolean;
			/** The printer that `print-elsewhere` would take, where the shop allows it. */
			readonly mayMoveTo?: Route;
	  }
	/** Nobody knows whether it was printed: `answer-printed`. The evidence is shown. */
	| {
			readonly kind: 'question';
			readonly route: Route;
			readonly printer: Route;
			readonly evidence: readonly EvidenceFact[];
			readonly maySuspend: boolean;
	  };

export interface EvidenceFact {
	readonly fact:
		| 'receipts-before'
		| 'receipts-now'
		| 'cancelled-before'
		| 'cancelled-now'
		| 'last-total'
		| 'expected-total'
		| 'printer-before'
		| 'printer-now';
	readonly value: string;
}

/** One product key of the touch grid, and what the search looks through. */
export interface GoodView {
	readonly code: string;
	readonly name: string;
	readonly group: string;
	readonly unit: 'szt' | 'kg';
	/** The price now in force. */
	readonly priceGrosze: Grosze;
	readonly plu?: string;
	/** What the price check knows a scanned code by; absent where the till does not send them. */
	readonly barcodes?: readonly string[];
	readonly age18: boolean;
}
export interface GroupView {
	readonly code: string;
	readonly name: string;
	readonly colour: GroupColour;
	readonly route: Route;
}

/** `GET /api/goods`, and the `goods` events that follow it: all of it, or what changed. */
export interface GoodsUpdate {
	readonly complete: boolean;
	readonly groups: readonly GroupView[];
	readonly quickProducts: readonly string[];
	readonly goods: readonly GoodView[];
	readonly removed: readonly string[];
}
