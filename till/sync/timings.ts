/** How long the link waits for what. A test makes them short; a shop has no reason to. */
export interface Timings {
	/** How often the server says that a quiet stream is alive; twice as long a silence ends it. */
	readonly heartbeatMs: number;
	readonly requestTimeoutMs: number;
	/** Of a question about a basket, for which a customer waits. */
	readonly basketTimeoutMs: number;
	/** Longest time after which rows are stored while catching up. */
	readonly batchMs: number;
	readonly refusedRetryMs: number;
	readonly missingMonthRetryMs: number;
	/** How long the server's account of a till's entries may stand still before the till compares. */
	readonly headLagMs: number;
	/** After a comparison; each that finds nothing to send doubles the wait for the next. */
	readonly compareAgainMs: number;
	/** How often a live feed is held against the server's own account of how far it is. */
	readonly feedCheckMs: number;
	/** How often old months of the book are looked for. */
	readonly oldMonthsIntervalMs: number;
	/** How often the server is asked what it has to say about the till. */
	readonly noticeIntervalMs: number;
	readonly statusPauseMs: number;
	readonly statusIntervalMs: number;
}

export const shopTimings: Timings = {
	heartbeatMs: 5000,
	requestTimeoutMs: 30_000,
	basketTimeoutMs: 4000,
	batchMs: 50,
	refusedRetryMs: 600_000,
	missingMonthRetryMs: 60_000,
	headLagMs: 60_000,
	compareAgainMs: 600_000,
	feedCheckMs: 300_000,
	oldMonthsIntervalMs: 86_400_000,
	noticeIntervalMs: 600_000,
	statusPauseMs: 5000,
	statusIntervalMs: 3_600_000,
};
