/**
 * The life of a cable that mends itself, for every kind of wire.
 *
 *   down ──connect──► trying ──opened──► up
 *     ▲                 │                 │
 *     └────back-off─────┴─────closed──────┘
 *
 * Each attempt is a new connection with a life of its own: whatever an old one still says is not heard.
 */
import type {Clock} from './clock.ts';
import type {Transport} from './transport.ts';

export interface Connection {
	/** False: nothing was sent. */
	write(bytes: Uint8Array): boolean;
	/** Lets go of the wire; resolves also when the operating system would not confirm it. */
	close(): Promise<void>;
}

export interface ConnectionEvents {
	opened(): void;
	bytes(bytes: Uint8Array): void;
	/** The wire is gone or never came. May be told more than once. */
	closed(): void;
}

export const backoffMs = [500, 1000, 2000, 5000] as const;

/** How long to wait before attempt number `failures + 1`. */
export function backoffAfter(failures: number): number {
	return backoffMs[Math.min(failures, backoffMs.length) - 1] ?? backoffMs[0];
}

export function createReconnectingTransport(options: {
	readonly connect: (events: ConnectionEvents) => Connection;
	readonly clock: Clock;
}): Transport {
	const bytesListeners: ((bytes: Uint8Array) => void)[] = [];
	const stateListeners: ((connected: boolean) => void)[] = [];
	let connected = false;
	let stopped = false;
	let failures = 0;
	let current: {connection?: Connection} | undefined;
	let cancelRetry = () => {};
	/** Of the last wire that was lost. */
	let retiring: Promise<void> = Promise.resolve();

	function tell(next: boolean): void {
		if (connected === next) return;
		connected = next;
		for (const listener of stateListeners) listener(next);
	}

	function connect(): void {
		const attempt: {connection?: Connection} = {};
		current = attempt;
		attempt.connection = options.connect({
			opened() {
				if (current !== attempt) return;
				failures = 0;
				tell(true);
			},
			bytes(bytes) {
				if (current === attempt && connected) for (const listener of bytesListeners) listener(bytes);
			},
			closed() {
				if (current !== attempt) return;
				current = undefined;
				tell(false);
				retiring = retire(attempt);
			},
		});
	}

	/** The old wire is let go before a new one is tried: a serial port has one holder at a time. */
	async function retire(attempt: {readonly connection?: Connection}): Promise<void> {
		await attempt.connection?.close();
		if (stopped) return;
		failures += 1;
		cancelRetry = options.clock.after(backoffAfter(failures), connect);
	}

	connect();
	return {
		get connected() {
			return connected;
		},
		write(bytes) {
			if (!connected || current?.connection === undefined) return false;
			return current.connection.write(bytes);
		},
		onBytes(listener) {
			bytesListeners.push(listener);
		},
		onState(listener) {
			stateListeners.push(listener);
		},
		async stop() {
			stopped = true;
			cancelRetry();
			const last = current;
			current = undefined;
			tell(false);
			await last?.connection?.close();
			// Whoever opens the same wire next finds it free.
			await retiring;
		},
	};
}
