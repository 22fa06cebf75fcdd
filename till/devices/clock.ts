/**
 * Time as the devices see it: passed in, so that drivers and simulators can be run without waiting for anything.
 */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Runs `task` once after `delayMs`; the answer takes it back. */
	after(delayMs: number, task: () => void): () => void;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	after(delayMs, task) {
		const timer = setTimeout(task, delayMs);
		return () => clearTimeout(timer);
	},
};
