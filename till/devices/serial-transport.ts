/**
 * A cable over a serial port; the one door to the serialport library.
 *
 * Every connection is a port object of its own: one that was lost keeps what was written to it meanwhile and sends
 * it after it is opened again, which a fiscal printer must never see. Its `close` may come twice, or never; closing
 * is therefore bounded in time.
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
	return new SerialPort({path, baudRate, dataBits, parity, stopBits, rtscts, autoOpen: false});
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
			port.on('data', (bytes: Buffer) => events.bytes(Uint8Array.from(bytes)));
			port.on('error', () => events.closed());
			port.on('close', () => events.closed());
			port.open(error => (error === null ? events.opened() : events.closed()));
			return {
				write(bytes) {
					if (!port.isOpen) return false;
					port.write(Buffer.from(bytes), error => {
						if (error) events.closed();
					});
					return true;
				},
				close: () => closePort(port, clock),
			};
		},
	});
}

function closePort(port: SerialPort, clock: Clock): Promise<void> {
	if (!port.isOpen) return Promise.resolve();
	return new Promise(resolve => {
		const giveUp = clock.after(closeTimeoutMs, resolve);
		const done = () => {
			giveUp();
			resolve();
		};
		// What still waits to be sent is thrown away: nobody would hear the answer. An error of either step says that
		// the port is gone already, which is what was wanted.
		port.flush(() => port.close(done));
	});
}
