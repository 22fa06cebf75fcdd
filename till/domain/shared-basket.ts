/** A basket that one till put aside and that all tills of the shop see, and what a till hears of it from the server. */
import type {Basket} from './basket.ts';

/** All that another till needs to take it up as it was. */
export interface SharedBasket {
	/** The till that put it aside, and what people call that till. */
	readonly till: string;
	readonly tillName: string;
	/** ISO 8601 with offset. */
	readonly parkedAt: string;
	/** Who put it aside. */
	readonly seller: {readonly id: string; readonly name: string};
	readonly basket: Basket;
}

/** One that nobody has claimed; `share` names it on the server. */
export interface ListedBasket extends SharedBasket {
	readonly share: string;
}

export interface BasketList {
	/** Oldest first. */
	readonly baskets: readonly ListedBasket[];
	/** Which this till does not know how to read. */
	readonly unreadableCount: number;
	/** There are more than a list has room for. */
	readonly hasMore: boolean;
}

/** `newer-schema`: a later version of the till put it there. `malformed`: it is no basket, or its sums are wrong. */
export type UnreadableBasket = 'newer-schema' | 'malformed';

/** What came of a claim; each of them but `silence` is the server's own word. */
export type ClaimOutcome =
	/** It bears this till's claim; the basket where another till put it there. */
	| {readonly is: 'ours'; readonly basket?: SharedBasket}
	/** Another till has claimed it, or has had it; `by` is that till's name, where the server still knows. */
	| {readonly is: 'theirs'; readonly by?: string}
	/** The server has never had it. */
	| {readonly is: 'absent'}
	/** Nobody has claimed it, and this till has not either: it would not know what to sell. */
	| {readonly is: 'unreadable'; readonly why: UnreadableBasket}
	| {readonly is: 'refused'; readonly reason: string}
	/** Nobody knows. */
	| {readonly is: 'silence'; readonly reason: string};

/** How a shared basket stands, without anything being done to it. */
export type ShareState =
	| Extract<ClaimOutcome, {is: 'theirs' | 'absent' | 'refused' | 'silence'}>
	| {readonly is: 'ours'}
	| {readonly is: 'unclaimed'};

/** `stored` also where it has been claimed and deleted since. */
export type ShareOutcome = {readonly is: 'stored'} | Extract<ClaimOutcome, {is: 'refused' | 'silence'}>;

export type RemoveOutcome = {readonly is: 'removed'} | Extract<ClaimOutcome, {is: 'theirs' | 'refused' | 'silence'}>;
