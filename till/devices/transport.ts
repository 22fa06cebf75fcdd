/**
 * A cable: bytes both ways, and the truth about whether it is there.
 *
 * A transport reconnects by itself, with a new socket or port every time (a serial port that was lost once
 * delivers stale bytes when it is opened again). It never holds bytes back for a later connection: `write` on a
 * cable that is down fails at once and sends nothing.
 */
export interface Transport {
	readonly connected: boolean;
	/** False: nothing was sent. True: the bytes were handed to the operating system, and may or may not arrive. */
	write(bytes: Uint8Array): boolean;
	onBytes(listener: (bytes: Uint8Array) => void): void;
	/** Called on every change of `connected`. */
	onState(listener: (connected: boolean) => void): void;
	stop(): Promise<void>;
}

/** One after the other. */
export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
	const joined = new Uint8Array(parts.reduce((sum, {length}) => sum + length, 0));
	let place = 0;
	for (const part of parts) {
		joined.set(part, place);
		place += part.length;
	}
	return joined;
}
