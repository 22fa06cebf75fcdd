import type {Clock} from '../../../till/domain/clock.ts';

/** The clock of one life: what was to happen later does not happen after the power cut. */
export function mortalClock(clock: Clock, life: {readonly alive: boolean}): Clock {
	return {
		now: () => clock.now(),
		after: (delayMs, task) => clock.after(delayMs, () => (life.alive ? task() : undefined)),
	};
}
