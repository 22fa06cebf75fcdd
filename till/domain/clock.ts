/** A clock: passed in, so that a day can be lived through in a test without waiting. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Runs a task once after a time; the answer takes it back. */
	after(delayMs: number, task: () => void): () => void;
}
