/** What the link to the server tells the people at the till and the programs that ask it. */

/** A receipt the server would not take, as the cashier and the service screen see it. */
export interface RefusedEntryView {
	readonly id: string;
	/** The server's own words. */
	readonly reason: string;
	readonly refusedAt: string;
	readonly attempts: number;
}

/** What the server found about this till and wants seen at it, until what was found is closed. */
export interface ServerNotice {
	/** ISO 8601: when it was written, by the server's clock. */
	readonly at: string;
	readonly messages: readonly {readonly pl: string; readonly en: string}[];
}

/** What came of sending a period again. */
export interface ResendReport {
	readonly checkedCount: number;
	readonly identicalCount: number;
	/** Entries the server did not have. */
	readonly newCount: number;
	/** Entries of which the server has another content: sent, kept beside it, and reported by the watcher. */
	readonly differentCount: number;
	readonly refusedCount: number;
	/**
	 * The first business day the till still has, when the period begins before it: what is older was dropped, and
	 * whether the server has it was not looked at. Absent when the till has all of the period.
	 */
	readonly heldFrom?: string;
}

/** What is wrong with the link beyond the server being away; each of it has a sentence for the cashier. */
export type LinkTrouble =
	/** The till's disk takes no more, or what it takes cannot be stored for another reason. */
	| {readonly code: 'disk-full'}
	| {readonly code: 'disk-failed'}
	/** The till's clock and the server's differ; the till's is ahead by so much, or behind when negative. */
	| {readonly code: 'clock-wrong'; readonly aheadMs: number}
	/** The server has no place for the entries of a month; they wait. */
	| {readonly code: 'month-missing'; readonly month: string}
	/** The server's catalogue is empty: the till keeps its own. */
	| {readonly code: 'catalogue-empty'}
	/** The server was restored or made anew: the till reads it from the start. */
	| {readonly code: 'catalogue-anew'};
