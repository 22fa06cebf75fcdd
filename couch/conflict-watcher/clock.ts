/** Time, as the watcher is given it. */
import {setTimeout as sleep} from 'node:timers/promises';

export interface Clock {
	now(): Date;
	/** Resolves after so long, or as soon as `signal` is aborted. */
	wait(timeMs: number, signal: AbortSignal): Promise<void>;
}

export const wallClock: Clock = {
	now: () => new Date(),
	async wait(timeMs, signal) {
		try {
			await sleep(timeMs, undefined, {signal});
		} catch (error) {
			// Being woken early is one of the two ways in which a wait ends.
			if (!signal.aborted) throw error;
		}
	},
};
