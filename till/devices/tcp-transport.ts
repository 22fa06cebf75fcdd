/** A cable over TCP: a device in the shop's network, or a serial port behind a converter. */
import {createConnection} from 'node:net';
import {type Clock, systemClock} from './clock.ts';
import {createReconnectingTransport} from './reconnecting.ts';
import type {Transport} from './transport.ts';

export function createTcpTransport(options: {
	readonly host: string;
	readonly port: number;
	readonly connectTimeoutMs?: number;
	readonly clock?: Clock;
}): Transport {
	const {host, port, connectTimeoutMs = 3000, clock = systemClock} = options;
	return createReconnectingTransport({
		clock,
		connect(events) {
			const socket = createConnection({host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 5000});
			const giveUp = clock.after(connectTimeoutMs, () => socket.destroy());
			socket.on('connect', () => {
				giveUp();
				events.opened();
			});
			socket.on('data', bytes => events.bytes(Uint8Array.from(bytes)));
			// A device that hangs up is gone: half a connection is none.
			socket.on('end', () => socket.destroy());
			// Every error is followed by 'close', which is where it is acted upon.
			socket.on('error', () => socket.destroy());
			socket.on('close', () => {
				giveUp();
				events.closed();
			});
			return {
				write(bytes) {
					if (!socket.writable) return false;
					socket.write(bytes);
					return true;
				},
				async close() {
					giveUp();
					// A reset: what the system still holds for a device out of reach must not arrive there some day.
					socket.resetAndDestroy();
				},
			};
		},
	});
}
