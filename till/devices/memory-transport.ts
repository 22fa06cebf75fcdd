/**
 * A cable inside one process: a till's end and a device's end, with a knife.
 *
 *   till ── transport ──bytes──► device        after `delayMs`, cut up by `split`
 *        ◄──bytes──────────────
 *
 * `cut` loses what is under way in both directions; `restore` is plugging it in again.
 */
import type {Clock} from './clock.ts';
import type {DeviceEnd} from './device-end.ts';
import type {Transport} from './transport.ts';

export interface MemoryCable {
	readonly transport: Transport;
	readonly device: DeviceEnd;
	cut(): void;
	restore(): void;
	/** Bytes from nowhere, as a bad contact makes them. */
	noiseToTill(bytes: Uint8Array): void;
	noiseToDevice(bytes: Uint8Array): void;
}

export function createMemoryCable(options: {
	readonly clock: Clock;
	readonly delayMs?: number;
	/** How the wire cuts up what is written; whole by default. */
	readonly split?: (bytes: Uint8Array) => readonly Uint8Array[];
}): MemoryCable {
	const {clock, delayMs = 0, split = bytes => [bytes]} = options;
	const toTill: ((bytes: Uint8Array) => void)[] = [];
	const toDevice: ((bytes: Uint8Array) => void)[] = [];
	const stateListeners: ((connected: boolean) => void)[] = [];
	const closedListeners: (() => void)[] = [];
	let connected = true;
	let stopped = false;
	let epoch = 0;

	function carry(bytes: Uint8Array, listeners: readonly ((bytes: Uint8Array) => void)[]): void {
		if (!connected) return;
		const sentIn = epoch;
		for (const part of split(Uint8Array.from(bytes))) {
			clock.after(delayMs, () => {
				if (epoch === sentIn) for (const listener of listeners) listener(part);
			});
		}
	}

	function set(next: boolean): void {
		if (connected === next || stopped) return;
		connected = next;
		epoch += 1;
		for (const listener of stateListeners) listener(next);
		if (!next) for (const listener of closedListeners) listener();
	}

	return {
		transport: {
			get connected() {
				return connected;
			},
			write(bytes) {
				carry(bytes, toDevice);
				return connected;
			},
			onBytes: listener => void toTill.push(listener),
			onState: listener => void stateListeners.push(listener),
			async stop() {
				set(false);
				stopped = true;
			},
		},
		device: {
			write: bytes => carry(bytes, toTill),
			onBytes: listener => void toDevice.push(listener),
			onClosed: listener => void closedListeners.push(listener),
			close: () => set(false),
		},
		cut: () => set(false),
		restore: () => set(true),
		noiseToTill: bytes => carry(bytes, toTill),
		noiseToDevice: bytes => carry(bytes, toDevice),
	};
}
