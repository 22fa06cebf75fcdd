/**
 * The link to the server, as the rest of the till sees it. This file imports nothing but the domain.
 *
 *   starting ──► catching-up ──► live
 *                    ▲            │ the stream ends, or two heartbeats pass in silence
 *                    │            ▼
 *                    └──────── waiting ──► (after a back-off of at most 10 s) catching-up
 *
 *   unauthorised   the server is there and does not know this till: waits like `waiting`, says so
 *
 * The till sells in every one of these states.
 */
import type {RefusedEntryView, ResendReport} from '../domain/link.ts';

export type LinkState = 'starting' | 'catching-up' | 'live' | 'waiting' | 'unauthorised';

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
}

export interface Link {
	status(): LinkStatus;
	/** Hears of every change of the status. Returns the way to stop. */
	onStatus(listener: (status: LinkStatus) => void): () => void;
	/** Sends what waits now instead of at the next interval. */
	sendNow(): void;
	/** Tries refused entries again. */
	retryRefused(): void;
	/** Takes effect without a restart. */
	setPushSeconds(receiptsPushSeconds: number): void;
	/** How many months of the book the till keeps; takes effect without a restart. Nothing is dropped before it is told. */
	setMonthsKept(monthsKept: number): void;
	/** Sends the entries of business days `from`..`to` again, bodies only where they are needed. Rejects when the server cannot be reached. */
	resend(period: {readonly from: string; readonly to: string}): Promise<ResendReport>;
	stop(): Promise<void>;
}
