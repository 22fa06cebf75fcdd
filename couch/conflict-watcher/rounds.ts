/** What the watcher looks after again and again, whether or not an entry comes. */
import type {Clock} from './clock.ts';

export const roundMs = 5000;

export interface RoundsOptions {
	readonly duties: readonly (() => Promise<void>)[];
	readonly clock: Clock;
	readonly log: (line: string) => void;
	readonly signal: AbortSignal;
}

/** One duty that cannot be done, for instance while the server is away, keeps no other from being done. */
export async function makeRounds({duties, clock, log, signal}: RoundsOptions): Promise<void> {
	while (!signal.aborted) {
		for (const duty of duties) {
			if (signal.aborted) return;
			try {
				await duty();
			} catch (error) {
				if (!signal.aborted) log(error instanceof Error ? error.message : String(error));
			}
		}
		await clock.wait(roundMs, signal);
	}
}
