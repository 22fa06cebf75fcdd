/**
 * What one till knows of one basket that it shares with the others, or takes up from them (decision 42).
 *
 *   the till that put it aside
 *     sharing ──stored──► shared ──wished──► reclaiming ──ours──► leaving ──removed──► over
 *        │                  │                    │
 *        └──────────────────┴──────unasked───────┴──► kept ──ours──► leaving
 *        └──────────────────┴──────theirs────────┴─────┴──theirs───► over, and what lies aside here is dropped
 *
 *   any other till
 *     claiming ──ours──► leaving ──removed──► over
 *        └──theirs, absent, unreadable, refused──► over
 *
 * H1  A state is on disk before the first byte that makes it true: `sharing` before the basket goes to the server,
 *     `claiming` and `reclaiming` before the claim does.
 * H2  A basket that was shared is put on a counter only after that till's claim was confirmed, or, at the till that put it
 *     aside, when somebody answers for it (`kept`).
 * H3  `leaving` is on disk only when the basket is in this till's journal: a till that dies before asks again, and a claim
 *     that is its own is its own.
 * H4  Only who claimed a basket deletes it on the server, and only in `leaving`.
 * H5  `silence` ends nothing. Whatever ends a share is the server's own word.
 * H6  A share is named anew each time a basket is put aside, so that news of an earlier one is never taken for this one.
 */

/** The till's own record of it, in its journal. */
export interface Share {
	readonly saleId: string;
	/** What the server knows it by. */
	readonly share: string;
	readonly at: 'sharing' | 'shared' | 'reclaiming' | 'kept' | 'claiming' | 'leaving';
	/** Who took it up without the server's word. */
	readonly by?: {readonly id: string; readonly name: string};
}

export type ShareEvent =
	/** The server has it, or has had it. */
	| 'stored'
	/** A cashier wants it. */
	| 'wished'
	/** A cashier has it without the server's word, and somebody answers for that. */
	| 'unasked'
	| 'ours'
	| 'theirs'
	| 'absent'
	| 'unreadable'
	| 'refused'
	| 'silence'
	/** The server has nothing of it any more. */
	| 'removed'
	/** At a start: the basket lies aside at this till, */
	| 'found'
	/** or it does not. */
	| 'missing';

export type ShareEffect =
	/** Put it there after all: once it was there, whatever of an earlier attempt still comes is no other one. */
	| 'share'
	/** Write it into the journal, as put aside here; on disk before the new state is. */
	| 'take-in'
	/** Put it on the counter, after the new state is on disk. */
	| 'take-up'
	/** It is no longer this till's: what lies aside here is forgotten before the share is. */
	| 'drop'
	/** The cashier is told why not. */
	| 'tell';

/** What is asked of the server in a state until it has answered. */
export type ShareErrand = 'share' | 'claim' | 'remove';

export const errandOf: {readonly [A in Share['at']]: ShareErrand | undefined} = {
	sharing: 'share',
	shared: undefined,
	reclaiming: 'claim',
	kept: 'claim',
	claiming: 'claim',
	leaving: 'remove',
};

export interface ShareStep {
	/** `over`: nothing has to be remembered. */
	readonly at: Share['at'] | 'over';
	readonly effects: readonly ShareEffect[];
}

const to = (at: ShareStep['at'], ...effects: readonly ShareEffect[]): ShareStep => ({at, effects});

/** `same`: it stays as it is. */
type Table = {readonly [A in Share['at']]: {readonly [E in ShareEvent]: ShareStep | 'same'}};

const table: Table = {
	sharing: {
		stored: to('shared'),
		wished: to('reclaiming'),
		unasked: to('kept', 'take-up'),
		ours: to('leaving'),
		theirs: to('over', 'drop'),
		absent: 'same',
		unreadable: 'same',
		// It stays a basket of this till alone.
		refused: to('over'),
		silence: 'same',
		removed: 'same',
		found: 'same',
		missing: to('over'),
	},
	shared: {
		stored: 'same',
		wished: to('reclaiming'),
		unasked: to('kept', 'take-up'),
		ours: to('leaving'),
		theirs: to('over', 'drop'),
		absent: to('sharing'),
		unreadable: 'same',
		refused: 'same',
		silence: 'same',
		removed: 'same',
		found: 'same',
		missing: to('over'),
	},
	reclaiming: {
		stored: 'same',
		wished: 'same',
		unasked: to('kept', 'take-up'),
		ours: to('leaving', 'take-up'),
		theirs: to('over', 'drop', 'tell'),
		absent: to('reclaiming', 'share'),
		unreadable: 'same',
		refused: 'same',
		silence: 'same',
		removed: 'same',
		found: 'same',
		missing: to('over'),
	},
	kept: {
		stored: 'same',
		// It was put aside once more: whoever answered for it answers for it still.
		wished: to('kept', 'take-up'),
		unasked: to('kept', 'take-up'),
		ours: to('leaving'),
		theirs: to('over', 'drop'),
		absent: to('kept', 'share'),
		unreadable: 'same',
		refused: 'same',
		silence: 'same',
		removed: 'same',
		found: 'same',
		missing: 'same',
	},
	claiming: {
		stored: 'same',
		wished: 'same',
		// Of another till's basket nobody here has anything to answer for.
		unasked: 'same',
		ours: to('leaving', 'take-in', 'take-up'),
		theirs: to('over', 'tell'),
		absent: to('over', 'tell'),
		unreadable: to('over', 'tell'),
		refused: to('over', 'tell'),
		silence: 'same',
		removed: 'same',
		found: to('leaving'),
		missing: 'same',
	},
	leaving: {
		stored: 'same',
		wished: to('leaving', 'take-up'),
		unasked: to('leaving', 'take-up'),
		ours: 'same',
		theirs: to('over'),
		absent: to('over'),
		unreadable: 'same',
		refused: 'same',
		silence: 'same',
		removed: to('over'),
		found: 'same',
		missing: 'same',
	},
};

export function stepShare({at}: Pick<Share, 'at'>, event: ShareEvent): ShareStep {
	const step = table[at][event];
	return step === 'same' ? to(at) : step;
}
