/**
 * The link to the server, as the rest of the till sees it. This file imports nothing but the domain.
 *
 *                 the server answers         nothing is missing
 *   starting ───────────────► catching-up ──────────────► live
 *      │                        │      ▲                   │
 *      │ the attempt ends       │      │ answers again     │ the stream ends, or two heartbeats pass in silence
 *      ▼                        ▼      │                   ▼
 *   ┌────────────────────────────────────────────────────────────────────────────┐
 *   │ waiting        nobody answers, or it fails, or no CouchDB would say that   │
 *   │ refused        it is there and says no: no such database, not for this till│
 *   │ unauthorised   it does not know this till, or has locked it out            │
 *   └────────────────────────────────────────────────────────────────────────────┘
 *
 * Each of the three is left by the next attempt, and which of them it is, that attempt says: after at most 10 s, after
 * `unauthorised` after 120 to 180 s, and at once when a person or a changed setting wants it.
 *
 * `refused` and `unauthorised` need a person; `waiting` is a way of working. The till sells in every one of the six.
 */
import type {LinkTrouble, RefusedEntryView, ResendReport, ServerNotice} from '../domain/link.ts';
import type {FoundReceipt, WantedReceipt} from '../domain/receipt-query.ts';
import type {Result} from '../domain/result.ts';
import type {
	BasketList,
	ClaimOutcome,
	RemoveOutcome,
	SharedBasket,
	ShareOutcome,
	ShareState,
} from '../domain/shared-basket.ts';

export type LinkState = 'starting' | 'catching-up' | 'live' | 'waiting' | 'refused' | 'unauthorised';

export interface LinkStatus {
	readonly state: LinkState;
	/** ISO 8601: since when `live`, or since when not. */
	readonly since: string;
	/** ISO 8601: the last moment at which the catalogue is known to have been the server's; absent before the first. */
	readonly catalogueAsOf?: string;
	/** Entries of every type that the server does not have yet. */
	readonly waitingCount: number;
	/** How many of them are receipts. */
	readonly waitingReceiptCount: number;
	readonly oldestWaitingAt?: string;
	readonly refused: readonly RefusedEntryView[];
	readonly lastSent?: {readonly id: string; readonly at: string};
	/** What went wrong last, for the service screen. */
	readonly problem?: string;
	/** How far the till's clock is ahead of the server's, or behind when negative, in whole minutes; absent where it is right. */
	readonly clockAheadMs?: number;
	/** The worst of what is wrong beyond the server being away, for the cashier. */
	readonly trouble?: LinkTrouble;
	/** What the server last said about this till; absent where it has nothing to say. */
	readonly notice?: ServerNotice;
}

export interface ClaimWish {
	/** What the server knows the basket by. */
	readonly share: string;
	/** What people call this till. */
	readonly tillName: string;
	/** It put the basket there itself, and knows what is in it. */
	readonly isOwn?: boolean;
}

/**
 * Baskets that any till of the shop takes up. Each promise resolves, within seconds, with what the server said or with
 * `silence`; none of them rejects. Doing any of it again, or late, is harmless.
 */
export interface BasketExchange {
	/** `<till>:<name>`, drawn anew for each basket that is put aside, names it. */
	share(share: string, basket: SharedBasket): Promise<ShareOutcome>;
	/** How it stands, without anything being done to it. */
	look(share: string): Promise<ShareState>;
	/** Takes it for this till, if nobody was quicker and this till can read it. */
	claim(wish: ClaimWish): Promise<ClaimOutcome>;
	/** Deletes one that this till has. */
	remove(wish: ClaimWish): Promise<RemoveOutcome>;
	/** Those that nobody has claimed; fails with the sentence why the server did not tell. */
	list(): Promise<Result<BasketList, string>>;
}

export interface Link {
	readonly baskets: BasketExchange;
	status(): LinkStatus;
	/** Hears of every change of the status. Returns the way to stop. */
	onStatus(listener: (status: LinkStatus) => void): () => void;
	/** Knocks now, sends what waits and reads the server's notice now instead of at the next interval. */
	sendNow(): void;
	/** Tries refused entries again. */
	retryRefused(): void;
	/** Takes effect without a restart. */
	setPushSeconds(receiptsPushSeconds: number): void;
	/** How many months of the book the till keeps; takes effect without a restart. Nothing is dropped before it is told. */
	setMonthsKept(monthsKept: number): void;
	/** Sends the entries of business days `from`..`to` again, bodies only where they are needed. Rejects when the server cannot be reached. */
	resend(period: {readonly from: string; readonly to: string}): Promise<ResendReport>;
	/**
	 * The receipts that the server has of what is wanted, and what came back of each at any till; fails with the sentence why
	 * the server did not tell.
	 */
	findReceipts(wanted: WantedReceipt): Promise<Result<readonly FoundReceipt[], string>>;
	stop(): Promise<void>;
}
