/**
 * A cable over a serial port; the one door to the serialport library.
 *
 * Every connection is a port object of its own: one that was lost keeps what was written to it meanwhile and sends
 * it after it is opened again, which a fiscal printer must never see. Its `close` may come twice, or never; closing
 * is therefore bounded in time. One that is let go while it is still being opened is closed as soon as it is open: it would
 * hold the lock of its device for ever.
 */
import {SerialPort} from 'serialport';
import type {DeviceAddress} from '../domain/catalogue.ts';
import {type Clock, systemClock} from './clock.ts';
import {createReconnectingTransport} from './reconnecting.ts';
import type {Transport} from './transport.ts';

const closeTimeoutMs = 1000;

export type SerialAddress = Extract<DeviceAddress, {kind: 'serial'}>;

/** Opens a port object that is not open yet; another one than the system's is for tests. */
export type MakePort = (address: SerialAddress) => SerialPort;

function makeSystemPort({path, baudRate, dataBits, parity, stopBits, flowControl}: SerialAddress): SerialPort {
	const rtscts = flowControl === 'rts-cts';
	const isByBytes = flowControl === 'xon-xoff';
	return new SerialPort({
		path,
		baudRate,
		dataBits,
		parity,
		stopBits,
		rtscts,
		xon: isByBytes,
		xoff: isByBytes,
		autoOpen: false,
	});
}

export function createSerialTransport(
	address: SerialAddress,
	options: {readonly clock?: Clock; readonly makePort?: MakePort} = {},
): Transport {
	const {clock = systemClock, makePort = makeSystemPort} = options;
	return createReconnectingTransport({
		clock,
		connect(events) {
			const port = makePort(address);
			let isLetGo = false;
			port.on('data', (bytes: Buffer) => events.bytes(Uint8Array.from(bytes)));
			port.on('error', () => events.closed());
			port.on('close', () => events.closed());
			const opened = new Promise<void>(resolve => {
				port.open(error => {
					if (error !== null) events.closed();
					else if (!isLetGo) events.opened();
					resolve();
				});
			});
			return {
				write(bytes) {
					if (!port.isOpen) return false;
					port.write(Buffer.from(bytes), error => {
						if (error) events.closed();
					});
					return true;
				},
				async close() {
					isLetGo = true;
					// However late it opens, it is closed; only the wait for that has an end.
					if (port.opening)
						await within(
							opened.then(() => closePort(port, clock)),
							clock,
						);
					else await closePort(port, clock);
				},
			};
		},
	});
}

function closePort(port: SerialPort, clock: Clock): Promise<void> {
	if (!port.isOpen) return Promise.resolve();
	// What still waits to be sent is thrown away: nobody would hear the answer. An error of either step says that
	// the port is gone already, which is what was wanted.
	const closed = new Promise<void>(resolve => port.flush(() => port.close(() => resolve())));
	return within(closed, clock);
}

/** Resolves also where the operating system never says that it is done. */
function within(done: Promise<void>, clock: Clock): Promise<void> {
	return new Promise(resolve => {
		const giveUp = clock.after(closeTimeoutMs, resolve);
		void done.then(() => {
			giveUp();
			resolve();
		});
	});
}
