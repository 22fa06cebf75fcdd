/** A receipt the server would not take, as the cashier and the service screen see it. */
export interface RefusedEntryView {
	readonly id: string;
	/** The server's own words. */
	readonly reason: string;
	readonly refusedAt: string;
	readonly attempts: number;
}
