/** The machine's own clock. */
import type {Clock} from '../domain/clock.ts';

export type {Clock};

export const systemClock: Clock = {
	now: () => Date.now(),
	after(delayMs, task) {
		const timer = setTimeout(task, delayMs);
		return () => clearTimeout(timer);
	},
};
