/** The link's clock: passed in, like its randomness. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Runs a task once after a time; the answer takes it back. */
	after(delayMs: number, task: () => void): () => void;
}

export function isoTime(clock: Clock): string {
	return new Date(clock.now()).toISOString();
}

/** Resolves after the delay, or at once when the signal is given. */
export function pause({
	clock,
	delayMs,
	signal,
}: {
	readonly clock: Clock;
	readonly delayMs: number;
	readonly signal: AbortSignal;
}): Promise<void> {
	return new Promise(resolve => {
		if (signal.aborted) return resolve();
		const end = () => {
			cancel();
			signal.removeEventListener('abort', end);
			resolve();
		};
		const cancel = clock.after(delayMs, end);
		signal.addEventListener('abort', end);
	});
}
