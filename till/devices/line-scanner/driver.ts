/** A scanner on a serial line or behind a converter. A line that stops half-way is forgotten after a moment. */

import {type Clock, systemClock} from '../clock.ts';
import type {Scanner} from '../scanner.ts';
import {joinBytes, type Transport} from '../transport.ts';
import {decodeLines, spokenCode} from './frame.ts';

const idleMsUsual = 200;

export function createLineScanner(options: {
	readonly transport: Transport;
	readonly clock?: Clock;
	/** How long a line may pause before what came of it is dropped. */
	readonly idleMs?: number;
}): Scanner {
	const {transport, clock = systemClock, idleMs = idleMsUsual} = options;
	const listeners: ((code: string) => void)[] = [];
	let tail: Uint8Array = new Uint8Array();
	let cancelIdle = () => {};

	function forget(): void {
		cancelIdle();
		tail = new Uint8Array();
	}

	transport.onState(forget);
	transport.onBytes(bytes => {
		cancelIdle();
		const decoded = decodeLines(joinBytes(tail, bytes));
		tail = decoded.tail;
		if (tail.length > 0) cancelIdle = clock.after(idleMs, forget);
		for (const reading of decoded.readings) for (const listener of listeners) listener(spokenCode(reading));
	});

	return {
		onScan: listener => void listeners.push(listener),
		connected: () => transport.connected,
		async stop() {
			cancelIdle();
			await transport.stop();
		},
	};
}
